"""Counts whose verb is gapped, a comma in its stead, and the place before them: "in Spain there are two; in Italy, three"."""

from __future__ import annotations

from pipeline.counted.claim import Claim
from pipeline.counted.ground import Ground, Scope
from pipeline.counted.reading import COMMAS, Reading

__all__ = ["begins_at", "gapped", "gaps"]


def gapped(reading: Reading, claim: Claim) -> Scope | None:
    """The place that with a comma stands for a verb before a count: "in Italy, three", «en Francia, otras dos»."""
    at = begins_at(reading, claim)
    if not gaps(reading, claim) or not set(reading.gap(at)) & COMMAS:
        return None
    place = next((first for first, (_, last) in reading.places.items() if last == at), None)
    led = place is not None and reading.said_before("scope_prepositions", place) is not None
    return Ground(reading, claim, None).placed(place) if led and place is not None else None


def gaps(reading: Reading, claim: Claim) -> bool:
    """Whether a count may have its place before it: it goes on from another, and no place follows."""
    return (
        reading.known.sequels
        and claim.rule == "part"
        and not any(reading.says(name, claim.tail) for name in ("scope_prepositions", "part_after"))
    )


def begins_at(reading: Reading, claim: Claim) -> int:
    """The word at which a number begins, with "other" or "only" before it."""
    at = claim.numeral.first
    while (match := reading.said_before("merely", at)) is not None:
        at = match.first
    return at
