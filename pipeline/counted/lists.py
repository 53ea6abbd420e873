"""Counts in a list or a range: "three in Germany and two in Belgium", "from three to eleven branches"."""

from __future__ import annotations

from pipeline.counted.claim import Claims
from pipeline.counted.nouns import LOOK_BACK, noun_after
from pipeline.counted.reading import COMMAS, Reading
from pipeline.counted.surroundings import placed, scoped_at
from pipeline.numbers import Kind, Numeral

# Words of a number behind a verb of growth.
GROWN = 3


def listed(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """Whether a number goes on a list of counts by place: "three in Germany, two in Belgium and one in the Netherlands"."""
    start, _ = reading.sentence(numeral.start)
    before = claims[-1] if claims and claims[-1].numeral.start >= start else None
    if before is None or before.numeral.kind is not Kind.CARDINAL or numeral.first - before.numeral.last > LOOK_BACK:
        return False
    joined = reading.said_before("conjunctions", numeral.first) or set(reading.gap(numeral.first)) & COMMAS
    there = placed(reading, numeral.last) or scoped_at(reading, numeral.last)
    return (bool(joined) and there) or _listed_behind(reading, numeral)


def _listed_behind(reading: Reading, numeral: Numeral) -> bool:
    """The same with the place in front: 其中亚洲两个、欧洲一个."""
    first = next((at for at, (_, last) in reading.places.items() if last == numeral.first), None)
    return reading.known.bare and first is not None and bool(set(reading.gap(first)) & COMMAS)


def ranged(reading: Reading, at: int) -> str | None:
    """The unit of "from three to eleven branches", seen from the three; of "to nineteen the number of stations", "to nineteen its stations"."""
    grown = any(reading.said_before("grew", first) for first in range(max(0, at - GROWN), at))
    if number_of := reading.says("numbers_of", at) or (reading.says("own", at) if grown else None):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    match = reading.says("ranges", at)
    later = (reading.numerals.get(timed(reading, match.last)) or reading.numerals.get(at)) if match else None
    if later is None:
        return None
    unit = noun_after(reading, later)
    if unit:
        return unit.unit
    if number_of := reading.says("numbers_of", later.last):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    start, _ = reading.sentence(later.start)
    units = reading.units_in(start, later.start)
    named = units if reading.known.of_kind else [u for u in units if reading.said_before("numbers_of", u.first)]
    return named[-1].unit if named else None


def timed(reading: Reading, at: int) -> int:
    """Behind the time for which the second number holds: 扩大到|目前的|41个."""
    end = at
    while end < len(reading.words) and end - at < LOOK_BACK and reading.known.of_kind:
        word = reading.words[end]
        if word.form == reading.known.of_kind:
            return end + 1
        if not (
            reading.closed.covers(word.start, word.end)
            or reading.says("present", end)
            or reading.said_before("present", end + 1)
        ):
            break
        end += 1
    return at
