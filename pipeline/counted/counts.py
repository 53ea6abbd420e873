"""Numbers that say how many centres there are, with their noun or without it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.counted.claim import Claim, Claims, adverb_at, goes_on, said_unit, unit_of
from pipeline.counted.nouns import LOOK_BACK, noun_after, scope_end
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Match

MOST = 9999
"""No network that leaves the noun out has more units than this: larger numbers are people or money."""


def count(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim that a cardinal makes, or None; `claims` are those found before it."""
    if numeral.value == 0 or (numeral.value == 1 and not _single(reading, numeral)):
        return None
    known = reading.known.classifiers
    if known and numeral.classifier and numeral.classifier not in known:
        return None
    if _intended(reading, numeral) or reading.said_before("tops", numeral.first):
        return None
    if numeral.comparator == "<=" and reading.said_before("grew", numeral.first):
        numeral = replace(numeral, comparator="=", start=numeral.core, first=reading.index(numeral.core))
    if unit := noun_after(reading, numeral):
        if any(reading.says("intended", at) for at in range(numeral.last, unit.first)):
            return None
        if reading.says("intended", unit.last) and not reading.says("partitives", numeral.last):
            return None
        return Claim(numeral, "count" if not unit.weak else "count_weak", unit.unit, unit.last, unit)
    return _elliptic_count(reading, numeral, claims)


def _single(reading: Reading, numeral: Numeral) -> bool:
    return reading.says("singles", numeral.first) is not None


def _intended(reading: Reading, numeral: Numeral) -> bool:
    """Whether the number is a target: "intends to run at least five"."""
    start, _ = reading.sentence(numeral.start)
    for at in range(numeral.last - 1, max(-1, numeral.first - LOOK_BACK - reading.known.reach), -1):
        if reading.words[at].start < start or (at < numeral.first and reading.parted(at + 1)):
            return False
        if reading.says("intentions", at):
            return True
    return False


def _elliptic_count(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """A count without its noun: "one of eleven", "eight of them", "today it runs 28"."""
    start, _ = reading.sentence(numeral.start)
    at = numeral.last
    if numeral.value > MOST:
        return None
    earlier = [c for c in claims if c.numeral.start >= start]
    units = reading.units_in(start, numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    part = reading.said_before("part_before", numeral.first) or reading.says("part_after", at)
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES)
    scoped = _scoped(reading, at) or (ends and _place_before(reading, numeral.first))
    going_on = goes_on(reading, numeral, claims, anywhere=True)
    before = reading.said_before("totals_continued", numeral.first) if going_on else None
    before = before or reading.said_before("grew", numeral.first, longest=3)
    if before is None and numeral.first and (up := reading.said_before("ranges", numeral.first)):
        before = reading.said_before("grew", up.first)
    before = before or reading.says("exceeding", numeral.first)
    if before is None and (units or earlier or mentions or _networked(reading, numeral) or _ranged(reading, at)):
        before = _total(reading, "totals", numeral)
    if before is None and (
        _counting(reading, numeral) or any(c.numeral.kind is Kind.CARDINAL for c in earlier) or _ranged(reading, at)
    ):
        before = _total(reading, "totals_weak", numeral)
    total = before or (reading.says("having", at) if goes_on(reading, numeral, claims) else None)
    if reading.says("intended", at) or (reading.says("having", at) and _intended_soon(reading, at)):
        return None
    timed = (reading.says("scope_prepositions", at) or reading.says("timely", at)) if before else None
    one_of = reading.said_before("one_of", numeral.first)
    counted = any(
        c.numeral.kind is Kind.CARDINAL for c in claims if c.numeral.start >= (reading.previous(numeral.start) or (start, 0))[0]
    )
    rule = (
        "part"
        if part and counted
        else "one_of"
        if one_of and (ends or scoped)
        else "total"
        if total and (ends or scoped or timed or total.first == at)
        else ""
    )
    if not rule and ends and reading.known.bare and any(u.last == numeral.first for u in units):
        rule = "total"
    if not rule and scoped and any(c.numeral.kind is Kind.CARDINAL for c in earlier):
        rule = "part"
    if before and (unit_of_range := _ranged(reading, at)):
        return Claim(numeral, "total", unit_of_range, at)
    if not rule:
        return None
    unit = earlier[-1].unit if earlier else said_unit(reading, mentions[-1] if mentions else None, units[-1] if units else None)
    if unit is None:
        unit = _previous_unit(reading, numeral, rule)
    return Claim(numeral, rule, unit, at) if unit else None


def _ranged(reading: Reading, at: int) -> str | None:
    """The unit of "from three to eleven branches", seen from the three; of "to nineteen the number of stations"."""
    if number_of := reading.says("numbers_of", at):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    match = reading.says("ranges", at)
    later = reading.numerals.get(match.last) if match else None
    if later is None:
        return None
    unit = noun_after(reading, later)
    if unit:
        return unit.unit
    if number_of := reading.says("numbers_of", later.last):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    start, _ = reading.sentence(later.start)
    named = [u for u in reading.units_in(start, later.start) if reading.said_before("numbers_of", u.first)]
    return named[-1].unit if named else None


def _counting(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence speaks of how many there are: a network, the number of hubs, a verb of growth."""
    first = reading.index(reading.sentence(numeral.start)[0])
    for at in range(first, numeral.first):
        if reading.says("networks", at) or reading.says("grew", at):
            return True
        if (match := reading.says("numbers_of", at)) and any(n in reading.units for n in range(match.last, match.last + 3)):
            return True
    return False


def _total(reading: Reading, name: str, numeral: Numeral) -> Match[str] | None:
    """What is said right before a count, an adverb of time aside: "now counts today 45"."""
    match = reading.said_before(name, numeral.first)
    adverb = None if match else reading.said_before("timely", numeral.first)
    return reading.said_before(name, adverb.first) if adverb else match


def _networked(reading: Reading, numeral: Numeral) -> bool:
    first = reading.index(reading.sentence(numeral.start)[0])
    return any(reading.says("networks", at) for at in range(first, numeral.first))


def _previous_unit(reading: Reading, numeral: Numeral, rule: str) -> str | None:
    """What an ellipsis counts that names no unit in its own sentence."""
    previous = reading.previous(numeral.start)
    if previous and (units := reading.units_in(*previous)):
        return units[-1].unit
    if _networked(reading, numeral) and reading.entities:
        return next((e.kind for e in reading.entities.values() if e.kind), None)
    if previous and rule in {"one_of", "part"} and (mentions := reading.mentions_in(*previous)):
        return unit_of(reading, mentions[-1])
    return None


def _intended_soon(reading: Reading, at: int) -> bool:
    return any(reading.says("intended", n) for n in range(at, min(at + 3, len(reading.words))))


def _scoped(reading: Reading, at: int) -> bool:
    if at >= len(reading.words) or reading.parted(at, COMMAS):
        return False
    if adverb_at(reading, at):
        return True
    match = reading.says("scope_prepositions", at)
    return bool(match and scope_end(reading, match.last))


def _place_before(reading: Reading, at: int) -> bool:
    return any(last == at and not reading.parted(at, COMMAS) for _, last in reading.places.values())
