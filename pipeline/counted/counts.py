"""Numbers that say how many centres there are, with their noun or without it."""

from __future__ import annotations

from dataclasses import replace

from pipeline import morphology, numbers
from pipeline.counted import labels
from pipeline.counted.bare import bare
from pipeline.counted.claim import Claim, Claims
from pipeline.counted.lists import listed, ranged
from pipeline.counted.nouns import LOOK_BACK, definite, noun_after
from pipeline.counted.reading import COMMAS, Reading
from pipeline.counted.sequels import Sequel
from pipeline.counted.surroundings import place_before, scoped_at
from pipeline.numbers import Kind, Numeral
from pipeline.units import Unit

# The longest word before "plan" that makes a name of it.
NOUN = 3

COLONS = frozenset(":：")

# What stands between the figure of an item and the item.
LIST_MARKS = frozenset("-–.)ـ/")


def count(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim that a cardinal makes, or None; `claims` are those found before it."""
    if numeral.value == 0 or _measures(reading, numeral):
        return None
    if numeral.noun:
        return _pair(reading, numeral)
    if numeral.value == 1 and not _had(reading, numeral) and not _single(reading, numeral):
        said = reading.said_before("makes", numeral.first) is not None and reading.entities
        of = reading.known.bare and reading.said_before("part_before", numeral.first) is not None
        of = of or _of_row(reading, numeral)
        grown = of or (reading.known.bare and ranged(reading, numeral.last) is not None)
        # In English "one" is a pronoun as well.
        grown = grown or (not reading.known.head_last and Sequel(reading, numeral, claims).rule() != "")
        return bare(reading, numeral, claims) if said or grown or listed(reading, numeral, claims) else None
    known = reading.known.classifiers
    if known and numeral.classifier and numeral.classifier not in known:
        return labels.measured(reading, numeral)
    if numeral.comparator == "<=" and _reached(reading, numeral):
        numeral = replace(numeral, comparator="=", start=numeral.core, first=reading.index(numeral.core))
    elif _intended(reading, numeral) or _further(reading, numeral) or _top(reading, numeral):
        return None
    if unit := noun_after(reading, numeral):
        if any(reading.says("intended", at) for at in range(numeral.last, unit.first)) or reading.says("rates", unit.last):
            return None
        if reading.says("intended", unit.last) and not reading.says("partitives", numeral.last):
            return None
        numeral = _compared(reading, numeral, unit)
        return Claim(numeral, "count" if not unit.weak else "count_weak", unit.unit, unit.last, unit)
    return _attributed(reading, numeral) or bare(reading, numeral, claims)


def _measures(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number tells a share, the item of a list, a time, or of how many some are."""
    shared = reading.says("shares", numeral.last) is not None
    return shared or _enumerates(reading, numeral) or _timed(reading, numeral) or _ratio(reading, numeral)


def _ratio(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number only tells of how many a smaller one is a share: "two ships in three are broken"."""
    led = reading.said_before("ratios", numeral.first)
    if led is None or reading.parted(led.first, COMMAS) or numeral.last in reading.units:
        return False
    before = (reading.numerals.get(at) for at in range(max(0, led.first - LOOK_BACK), led.first))
    smaller = [n for n in before if n is not None and n.value < numeral.value and 1 <= led.first - n.last <= NOUN]
    smaller = [n for n in smaller if not any(at in reading.units for at in range(n.last, led.first))]
    alone = reading.ended(numeral.last) or any(reading.says(name, numeral.last) for name in ("verbs", "copulas", "having"))
    return alone and any(n.kind is Kind.CARDINAL and not n.label for n in smaller)


def _attributed(reading: Reading, numeral: Numeral) -> Claim | None:
    """The claim of a count that follows its noun as an adjective, both with their article: «الورش الخمس»."""
    if numeral.value == 1 or not definite(reading, numeral):
        return None
    unit = next((u for u in reading.units.values() if u.last == numeral.first), None)
    if unit is None or not reading.counts(unit):
        return None
    articled = reading.words[unit.first].form.startswith(reading.known.definite)
    return Claim(numeral, "count_weak" if unit.weak else "count", unit.unit, numeral.last, unit) if articled else None


def _of_row(reading: Reading, numeral: Numeral) -> bool:
    """Chinese: whether a one with its measure word is told of a place that is part of others, or of a line: 其中境外1个, 横琴分行：1间."""
    first = numeral.first
    if not reading.known.of_kind or numeral.classifier not in reading.known.classifiers or not reading.ended(numeral.last):
        return False
    if set(reading.gap(first)) & COLONS:
        return any(unit.last == first for unit in reading.units.values())
    near = range(max(0, first - LOOK_BACK), first)
    return place_before(reading, first) and any(reading.says("part_before", at) for at in near)


def _timed(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number measures time or the like, no unit: "for ten years Lomé Hub was the only hub"."""
    unit = any(u.first == numeral.last for u in reading.units.values())
    return reading.known.head_last and reading.says("times", numeral.last) is not None and not unit


def _had(reading: Reading, numeral: Numeral) -> bool:
    """Whether somebody has one site, a place behind its noun: "it has one hub in Malta"."""
    unit = noun_after(reading, numeral) if reading.known.head_last else None
    return unit is not None and reading.said_before("having", numeral.first) is not None and scoped_at(reading, unit.last)


def _compared(reading: Reading, numeral: Numeral, unit: Unit) -> Numeral:
    """The number with what is said behind its noun of how it compares: "six hubs at the most"."""
    said = numbers.compared_behind(reading.text, reading.words, unit.last, reading.language) or _led(reading, numeral)
    return replace(numeral, comparator=said) if said and numeral.comparator == "=" else numeral


def _led(reading: Reading, numeral: Numeral) -> str | None:
    """How a number compares by the verb of its subject, where verbs come first: "تجاوز | عدد المراكز في العالم 150 مركزا"."""
    if not reading.known.definite:
        return None
    for at in range(numeral.first - 1, reading.opening(numeral.start) - 1, -1):
        if at in reading.numerals or reading.parted(at + 1, COMMAS):
            return None
        if reading.says("numbers_of", at + 1) and (
            said := numbers.comparing(reading.text, reading.words, at, at + 1, reading.language)
        ):
            return said
    return None


def refused(reading: Reading, numeral: Numeral) -> bool:
    """Whether a cardinal tells by itself, or by the words of intention around it, that it counts no centres that there are."""
    known, own = reading.known.classifiers, numeral.classifier
    if (known and own and own not in known) or numeral.noun or _measures(reading, numeral):
        return True
    behind = any(reading.says(name, numeral.last) for name in ("intended", "rates"))
    pronoun = reading.known.head_last and numeral.value == 1 and reading.said_before("articles", numeral.first) is not None
    return behind or pronoun or _top(reading, numeral) or _intended(reading, numeral) or _further(reading, numeral)


def _top(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number is that of the best: "the top five"; 此前五个 are five that came before."""
    return reading.said_before("tops", numeral.first) is not None and reading.said_before("earlier", numeral.first) is None


def _enumerates(reading: Reading, numeral: Numeral) -> bool:
    """Whether a figure only numbers an item of a list: it opens its line, a mark and a space behind it ("2- The Chair of Tangier", "(2) The Chair")."""
    text, start, end = reading.text, numeral.start, numeral.end
    opens = not text[text.rfind("\n", 0, start) + 1 : start].strip().removeprefix("(")
    return opens and text[start:end].isdecimal() and text[end : end + 1] in LIST_MARKS and text[end + 1 : end + 2].isspace()


def _pair(reading: Reading, numeral: Numeral) -> Claim | None:
    """The claim of a noun that means two: a target is none, nor what stands beside a number of its own ("two | of the five")."""
    unit = reading.units[numeral.first]
    if (
        reading.says("partitives", unit.last)
        or not reading.counts(unit)
        or _intended(reading, numeral)
        or any(unit.last == n.first for n in reading.numerals.values())
    ):
        return None
    return Claim(numeral, "count" if not unit.weak else "count_weak", unit.unit, unit.last, unit)


def _reached(reading: Reading, numeral: Numeral) -> bool:
    """Whether "up to" names what is reached: "grew up to 12", «с семи до шести»."""
    grown = reading.said_before("grew", numeral.first) or reading.said_before("makes", numeral.first)
    if grown is not None:
        return True
    first = reading.opening(numeral.start)
    ranged = any(n.last == numeral.first for n in reading.numerals.values())
    return ranged and any(reading.says("grew", at) for at in range(first, numeral.first))


def _further(reading: Reading, numeral: Numeral) -> bool:
    """Whether the number only adds to what there is: "до конца года откроют ещё три"."""
    if reading.said_before("further", numeral.first) is None:
        return False
    start, end = (reading.index(offset) for offset in reading.sentence(numeral.start))
    said = (reading.text[word.start : word.end] for word in reading.words[start:end])
    return any(morphology.is_future(word, reading.language) for word in said)


def _single(reading: Reading, numeral: Numeral) -> bool:
    return reading.says("singles", numeral.first) is not None


def _noun(reading: Reading, at: int) -> bool:
    """Whether a word of intention stands inside another that has none: 伙伴计划, 计划秘书处."""
    held = (reading.says("not_intentions", n) for n in range(max(0, at - NOUN), at + 1))
    return any(match is not None and match.last > at for match in held)


def _intended(reading: Reading, numeral: Numeral) -> bool:
    """Whether the number is a target: "intends to run at least five"; what somebody "said that it would" do is announced."""
    start, _ = reading.sentence(numeral.start)
    first = reading.index(start)
    for at in range(numeral.last - 1, max(-1, numeral.first - LOOK_BACK - reading.known.reach), -1):
        if reading.words[at].start < start or (at < numeral.first and reading.parted(at + 1)):
            return False
        if reading.says("intentions", at) and not reading.says("timely", at) and not _noun(reading, at):
            return not (reading.says("backshifted", at) and any(reading.says("reporting", n) for n in range(first, at)))
    return False
