"""Weak nouns that a statement itself makes units of a network: "opened its seventh clinic", "a network of 23 stations"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.counted.nouns import noun_after, noun_before
from pipeline.counted.reading import Reading
from pipeline.counted.surroundings import timed_total
from pipeline.numbers import Kind, Numeral
from pipeline.units import Unit

MANY = 2
# From a unit to the total behind it, in words.
REACH = 12


def heads(reading: Reading) -> Iterator[str]:
    """Heads of weak units that a number stands beside in a sentence which speaks of a network, or of a unit coming about."""
    for numeral in reading.numerals.values():
        if (tallied := _tallied(reading, numeral)) is not None:
            yield tallied.head
        unit = noun_after(reading, numeral, generic=True)
        if unit is None and reading.known.postposed and numeral.kind is Kind.ORDINAL:
            unit = noun_before(reading, numeral, generic=True)
        if unit is None or not unit.weak or numeral.label:
            continue
        measured = numeral.kind is Kind.ORDINAL and numeral.classifier in reading.known.classifiers
        if measured or (numeral.value > 1 and _licensed(reading, numeral, unit)):
            yield unit.head


def _tallied(reading: Reading, numeral: Numeral) -> Unit | None:
    """In Chinese, the weak unit before a total, where the sentence speaks of how many there are: 基地总数将增至8个."""
    if numeral.kind is not Kind.CARDINAL or numeral.classifier not in reading.known.classifiers or numeral.value < MANY:
        return None
    start, _ = reading.sentence(numeral.start)
    begin = reading.index(start)
    if reading.said_before("totals", numeral.first) is None or not any(
        reading.says("tallies", at) for at in range(begin, numeral.first)
    ):
        return None
    before = [u for u in reading.units.values() if u.first >= begin and u.last <= numeral.first]
    unit = max(before, key=lambda u: u.last, default=None)
    return unit if unit is not None and unit.weak and numeral.first - unit.last <= REACH else None


def _licensed(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether the sentence says enough; of common things (schools, offices) more than of others."""
    common = unit.head in reading.known.common and unit.unit == unit.head
    if numeral.kind is Kind.CARDINAL:
        start, _ = reading.sentence(numeral.start)
        subject = reading.units_in(start, numeral.start) or reading.mentions_in(start, numeral.start)
        run = not subject and timed_total(reading, "totals", numeral) is not None
        run = run or _numbered(reading, numeral, unit)
        return numeral.comparator != "~" and (_says(reading, numeral, unit, "networks") or (run and not common))
    owned = reading.said_before("own", numeral.first) or reading.said_before("possessives", numeral.first)
    came = _says(reading, numeral, unit, "brought")
    return (came and not common) or (came and owned is not None) or _says(reading, numeral, unit, "networks")


def _numbered(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether the sentence has spoken of the number of such units before: "the number of observatories grew to twelve"."""
    first = reading.index(reading.sentence(numeral.start)[0])
    said = (reading.says("numbers_of", at) for at in range(first, numeral.first))
    nouns = (reading.units.get(match.last) for match in said if match is not None)
    return any(noun is not None and noun.head == unit.head for noun in nouns)


def _says(reading: Reading, numeral: Numeral, unit: Unit, name: str) -> bool:
    """Whether the sentence has a phrase of a list, number and noun aside ("three family libraries" are no family of them)."""
    start, end = reading.sentence(numeral.start)
    inside = range(min(numeral.first, unit.first), max(numeral.last, unit.last))
    return any(at not in inside and reading.says(name, at) for at in range(reading.index(start), reading.index(end)))
