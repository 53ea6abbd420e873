"""What a number without its noun counts: the unit of the number before it, of its sentence, or of the one before."""

from __future__ import annotations

from pipeline.counted import remainders, totals
from pipeline.counted.claim import is_count, said_unit, unit_of
from pipeline.counted.nounless import Nounless
from pipeline.counted.surroundings import networked

__all__ = ["understood"]


def understood(count: Nounless, rule: str) -> str | None:
    """What is counted: the unit of the number before, of this sentence or of the one before."""
    if count.earlier:
        return count.earlier[-1].unit
    last = count.mentions[-1] if count.mentions else None
    return said_unit(count.reading, last, count.units[-1] if count.units else None) or _unit_before(count, rule)


def _unit_before(count: Nounless, rule: str) -> str | None:
    """What is counted where this sentence names no unit."""
    reading = count.reading
    if rule == "part" and remainders.takes_up(reading, count.numeral, count.claims):
        return next(c.unit for c in reversed(count.claims) if is_count(c))
    if rule == "part" and (same := [c for c in count.claims if c.numeral.value == count.numeral.value]):
        return same[-1].unit
    previous = reading.previous(count.numeral.start)
    if previous and (units := reading.units_in(*previous)):
        return units[-1].unit
    _, end = reading.sentence(count.numeral.start)
    made = rule == "total" and totals.made(count)
    if made and (units := reading.units_in(count.numeral.end, end)):
        return units[0].unit
    if (made or networked(reading, count.numeral)) and reading.entities:
        return next((e.kind for e in reading.entities.values() if e.kind), None)
    if previous and rule in {"one_of", "part"} and (mentions := reading.mentions_in(*previous)):
        return unit_of(reading, mentions[-1])
    if rule == "one_of" and (mentions := reading.mentions_in(count.numeral.end, end)):
        return unit_of(reading, mentions[0])
    return None
