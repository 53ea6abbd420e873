"""Counts whose noun is understood, and by which rule they count: totals ("bringing it to 12"), parts ("four in Kenya"), groups ("one of eleven")."""

from __future__ import annotations

from pipeline.counted import parts, remainders, totals
from pipeline.counted.claim import Claim, Claims, goes_on
from pipeline.counted.lists import ranged
from pipeline.counted.nounless import Nounless
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.counted.sequels import Sequel
from pipeline.counted.surroundings import answered, labelled, networked, place_before, scoped_at, tabled
from pipeline.counted.understood import understood
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Match
from pipeline.units import Unit

__all__ = ["bare"]

# Larger numbers count no centres.
MOST = 9999
TEN = 10
# In how many words a word of intention follows a verb.
SOON = 3
# How many letters a preposition and the article take, at most.
GLUED = 4
# Words of whom something belongs to, the preposition among them, at most.
OWNER = 4


def bare(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim of a count without its noun, or None; `claims` are those found before it."""
    if numeral.value > MOST or reading.says("members", numeral.last):
        return None
    if asked := answered(reading, numeral) or labelled(reading, numeral) or tabled(reading, numeral):
        return Claim(numeral, "total", asked.unit, numeral.last)
    count = Nounless(reading, numeral, claims)
    if not _numbered(count) and (
        reading.says("intended", numeral.last)
        or (reading.says("having", numeral.last) and _intended_soon(reading, numeral.last))
    ):
        return None
    total = totals.total(count)
    if (total or reading.known.of_kind) and (unit := ranged(reading, numeral.last)):
        return Claim(numeral, "total", unit, numeral.last)
    sequel = Sequel(reading, numeral, claims)
    sequential = reading.known.sequels and not (reading.known.head_last or reading.known.bare)
    anew = reading.said_before("existing", numeral.first) is not None and not (
        count.units or count.mentions or networked(reading, numeral)
    )
    rule = "" if (sequential and sequel.astray()) or (anew and sequel.astray(anew=True)) else _rule(count, total)
    unit = understood(count, rule) if rule else None
    if unit is None and (going_on := sequel.rule()):
        rule, unit = going_on, sequel.unit()
    return Claim(numeral, rule, unit, numeral.last) if unit else None


def _rule(count: Nounless, total: Match[str] | None) -> str:
    """By which rule the number counts, empty where it does not."""
    reading, at = count.reading, count.numeral.last
    part = reading.said_before("part_before", count.numeral.first) or reading.says("part_after", at)
    others = _counts_others(count)
    ends = count.ends()
    scoped = scoped_at(reading, at) or (ends and place_before(reading, count.numeral.first))
    later = (reading.says("scope_prepositions", at) or reading.says("timely", at)) if total else None
    if total is None and not reading.parted(at, COMMAS) and goes_on(reading, count.numeral, count.claims):
        total = reading.says("having", at)
    if part and count.counted_before() and not others:
        return "part"
    if total is None and not others and remainders.told(reading, count.numeral, count.claims, part=part is not None):
        return "part"
    if reading.said_before("one_of", count.numeral.first) and (ends or scoped or reading.says("relatives", at)):
        return "one_of"
    if total and (ends or scoped or later or total.first == at or (totals.made(count) and reading.says("stops", at))):
        return "total"
    if _numbered(count):
        return "one_of"
    if ends and reading.known.bare and any(_leads(count, u) for u in count.units):
        return "total"
    if parts.told(count, scoped=scoped):
        return "part"
    return "had" if _had(count) else ""


def _leads(count: Nounless, unit: Unit) -> bool:
    """Whether a unit stands right before its number, a scope or who has it aside: "радиостанций в Казахстане около сорока", «классов у школы два»."""
    reading, first = count.reading, count.numeral.first
    timely = reading.said_before("timely", first)
    first = timely.first if timely is not None else first
    if reading.says("owned_by", unit.last) and first - unit.last <= OWNER and reading.plural_noun(unit.last - 1):
        return not any(reading.parted(at, COMMAS | DASHES) for at in range(unit.last, first + 1))
    match = reading.says("scope_prepositions", unit.last)
    last = scope_end(reading, match.last) if match else None
    return first in {unit.last, last} and not reading.parted(first, COMMAS | DASHES)


def _counts_others(count: Nounless) -> bool:
    """Whether a noun that is no unit follows, which in Arabic is singular and indefinite behind more than ten: "2,600 women"."""
    reading, at = count.reading, count.numeral.last
    if not reading.known.definite or count.numeral.value <= TEN:
        return False
    if count.goes("stops", "verbs", "scope_prepositions", "part_after", "partitives", "timely"):
        return False
    word = reading.words[at]
    alone = reading.parted(at, COMMAS | DASHES) or at in reading.units
    return not alone and reading.known.definite not in word.form[:GLUED]


def _numbered(count: Nounless) -> bool:
    """As in "the fifth of the seven that it runs": behind an ordinal and "of"."""
    reading, first = count.reading, count.numeral.first
    article = reading.said_before("articles", first)
    of = reading.said_before("of", article.first if article else first) or reading.said_before("of", first)
    of = of or reading.said_before("out_of", first)
    goes = count.goes("relatives", "follows", "stops")
    ordinal = count.earlier[-1].numeral if count.earlier else None
    return of is not None and goes and ordinal is not None and ordinal.kind is Kind.ORDINAL and ordinal.last == of.first


def _had(count: Nounless) -> bool:
    """As in "Harare has had two since 2019", behind a clause that has numbered a centre: a place that has some."""
    reading, first = count.reading, count.numeral.first
    match = reading.said_before("having", first)
    if match is None or not count.earlier or not count.goes("timely"):
        return False
    while (before := reading.said_before("having", match.first)) is not None:
        match = before
    return place_before(reading, match.first)


def _intended_soon(reading: Reading, at: int) -> bool:
    """Whether a word of intention stands among the next ones."""
    return any(reading.says("intended", n) for n in range(at, min(at + SOON, len(reading.words))))
