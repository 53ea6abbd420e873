"""Where a centre number holds: "in Central Asia", "worldwide", "Africa's", "in the country"."""

from __future__ import annotations

from pipeline.counted.before import Before
from pipeline.counted.behind import Behind
from pipeline.counted.claim import Claim, is_count
from pipeline.counted.gapping import gapped
from pipeline.counted.ground import Ground, Scope
from pipeline.counted.inside import Inside
from pipeline.counted.reading import Reading
from pipeline.counted.surroundings import place_before

__all__ = ["of"]


def of(reading: Reading, claim: Claim, claims: list[Claim], country: str | None) -> Scope | None:
    """The scope of a claim, or None where the text names none.

    `country`: that of the centre which the number belongs to, if it is known.
    """
    ground = Ground(reading, claim, country)
    before = Before(reading, claim, claims, ground)
    inside = Inside(reading, claim, ground)
    behind = Behind(reading, claim, claims, ground)
    if reading.known.of_kind:
        return (
            (behind.beside() if is_count(claim) else None)
            or (before.find() if place_before(reading, claim.numeral.first) else None)
            or inside.find()
            or before.find()
            or _shared(reading, claim, claims, country)
            or behind.settled()
            or behind.predicated()
        )
    if whole := _whole(reading, claim, claims):
        return of(reading, whole, claims, country)
    return (
        gapped(reading, claim)
        or inside.led()
        or behind.find()
        or inside.find()
        or before.find()
        or _shared(reading, claim, claims, country)
        or behind.predicated()
    )


def _shared(reading: Reading, claim: Claim, claims: list[Claim], country: str | None) -> Scope | None:
    """The scope that stands before the first of two counts: "Benin has four centres and 13 offices", 该国分校由两所增至三所."""
    at = claims.index(claim) - 1
    grown = reading.said_before("ranges", claim.numeral.first) if reading.known.of_kind else None
    match = grown or reading.said_before("conjunctions", claim.numeral.first)
    if at < 0 or match is None or not is_count(claim) or not is_count(claims[at]) or claims[at].tail != match.first:
        return None
    return Before(reading, claims[at], claims, Ground(reading, claims[at], country)).find()


def _whole(reading: Reading, claim: Claim, claims: list[Claim]) -> Claim | None:
    """The count of which an ordinal is one: "the first of the 16 hubs in Colombia"."""
    match = reading.says("of", claim.tail)
    if match is None or is_count(claim):
        return None
    return next((c for c in claims if is_count(c) and c.numeral.first in {match.last, match.last + 1}), None)
