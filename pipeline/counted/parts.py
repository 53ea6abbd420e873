"""Numbers without their noun that count a part of what was counted before: "four in Kenya", "of the eleven, four"."""

from __future__ import annotations

from pipeline.counted.claim import goes_on
from pipeline.counted.nounless import Nounless
from pipeline.counted.reading import COMMAS, DASHES
from pipeline.counted.surroundings import begins_clause, place_before
from pipeline.places import PlaceKind

__all__ = ["told"]

OPENING = frozenset(":：(（")
# Words from a unit to the first place of a list, at most.
NEAR = 5


def told(count: Nounless, *, scoped: bool) -> bool:
    """Whether a number counts a part; `scoped`: whether it has a place."""
    if _whole(count) or _again(count) or _others(count) or _measured(count):
        return True
    if count.counted() and (scoped or _gapped(count) or _dated(count) or _formerly(count)):
        return True
    return scoped and _heads_list(count)


def _whole(count: Nounless) -> bool:
    """As in "Of the eleven, four are in Kenya": the number that an earlier statement gave, taken up again."""
    reading, first = count.reading, count.numeral.first
    article = reading.said_before("articles", first)
    of = reading.said_before("out_of", article.first if article else first)
    opening = of is not None and begins_clause(reading, of.first)
    ends = count.ends() or count.numeral.last in reading.numerals
    return opening and ends and count.repeats()


def _again(count: Nounless) -> bool:
    """As in "Together the eight have trained 4,000": the number of an earlier statement, as the subject of a verb."""
    reading, at = count.reading, count.numeral.last
    article = reading.said_before("articles", count.numeral.first)
    verb = any(reading.says(name, at) for name in ("having", "verbs", "copulas"))
    return article is not None and verb and count.repeats()


def _others(count: Nounless) -> bool:
    """As in "the other four are in Kenya", where this sentence or the one before has numbered one."""
    reading, at = count.reading, count.numeral.last
    behind = reading.says("others", at)
    if reading.said_before("others", count.numeral.first) is None and behind is None:
        return False
    verb = behind.last if behind else at
    said = any(reading.says(name, verb) for name in ("having", "part_after", "verbs"))
    return said and goes_on(reading, count.numeral, count.claims, anywhere=True)


def _gapped(count: Nounless) -> bool:
    """As in "Kenya has four hubs, Uganda three and Rwanda two": a country right before takes the place of the verb."""
    reading = count.reading
    place = next((p for p, last in reading.places.values() if last == count.numeral.first), None)
    named = place is not None and place.kind is not PlaceKind.ADJECTIVE
    return named and count.goes("conjunctions") and not reading.parted(count.numeral.first, COMMAS)


def _dated(count: Nounless) -> bool:
    """As in "two studios in 2011, five in 2015, seven today": how many there were at other times, a comma between."""
    reading, at = count.reading, count.numeral.last
    joined = bool(set(reading.gap(count.numeral.first)) & COMMAS) or reading.said_before("conjunctions", count.numeral.first)
    if not joined or at >= len(reading.words):
        return False
    match = reading.says("scope_prepositions", at)
    day = match.last if match else at
    dated = day < len(reading.words) and reading.closed.covers(reading.words[day].start, reading.words[day].end)
    return dated or reading.says("timely", at) is not None


def _formerly(count: Nounless) -> bool:
    """As in "38 branches (a year earlier: 38)": how many there were before, told right before the number."""
    return count.ends() and count.reading.said_before("earlier", count.numeral.first) is not None


def _measured(count: Nounless) -> bool:
    """Chinese: a measure word of sites is proof enough where the text has numbered them: 两座建在不丹, 泉州独占四所.

    What is counted must not be named beside the number (企业80余家).
    """
    reading, numeral = count.reading, count.numeral
    before = count.earlier or count.counted_before() or count.units
    if not reading.known.of_kind or not before or numeral.classifier not in reading.known.classifiers:
        return False
    if numeral.classifier in reading.known.general and not count.earlier:
        return False
    first = numeral.first
    lists = ("totals", "having", "totals_weak", "verbs", "part_before", "earlier")
    free = reading.parted(first, COMMAS | DASHES) or place_before(reading, first)
    free = free or any(reading.said_before(name, first) for name in lists)
    return free and count.goes("sited", "scope_prepositions", "part_after")


def _heads_list(count: Nounless) -> bool:
    """As in "runs labs in five countries: three in Zimbabwe, …": a mark parts the units from the first of their places."""
    reading, first = count.reading, count.numeral.first
    if not count.units or not set(reading.gap(first)) & (OPENING | DASHES):
        return False
    unit = count.units[-1]
    named = any(m.start <= unit.start < m.end for m in count.mentions)
    among = unit.last == first or reading.says("scope_prepositions", unit.last) is not None
    return among and not named and first - unit.last <= NEAR
