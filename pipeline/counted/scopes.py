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

# Words of a sentence before the place that opens it, at most.
OPENING = 2


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
    if (scope := _grown(reading, claim, claims) or _topical(reading, claim, claims)) is not None:
        return scope
    at = claims.index(claim) - 1
    to = reading.said_before("ranges", claim.numeral.first) if is_count(claim) and at >= 0 else None
    if to is not None and is_count(claims[at]) and claims[at].numeral.last == to.first and not reading.known.of_kind:
        return of(reading, claims[at], claims, country)  # "in Asia from ten | to eleven"
    grown = reading.said_before("ranges", claim.numeral.first) if reading.known.of_kind else None
    match = grown or reading.said_before("conjunctions", claim.numeral.first)
    if at < 0 or match is None or not is_count(claim) or not is_count(claims[at]) or claims[at].tail != match.first:
        return None
    return Before(reading, claims[at], claims, Ground(reading, claims[at], country)).find()


def _grown(reading: Reading, claim: Claim, claims: list[Claim]) -> Scope | None:
    """The scope behind the second of two counts that a growth joins: "from six to seven agencies in South America"."""
    to = reading.says("ranges", claim.numeral.last) if is_count(claim) else None
    grown = next((c for c in claims if to is not None and is_count(c) and c.numeral.first == to.last), None)
    return Behind(reading, grown, claims, Ground(reading, grown, None)).find() if grown is not None else None


def _topical(reading: Reading, claim: Claim, claims: list[Claim]) -> Scope | None:
    """The place that opens the sentence, where a count has it and the next one has none: "in Panama there were two; now there are three"."""
    at = claims.index(claim) - 1
    if at < 0 or not is_count(claim) or claim.head is not None or not is_count(claims[at]) or claim.rule == "part":
        return None
    start = reading.sentence(claim.numeral.start)[0]
    other = any(claims[at].numeral.end < place.start < claim.numeral.start for place, _ in reading.places.values())
    told = claims[at].head is not None and not other
    first = Before(reading, claims[at], claims, Ground(reading, claims[at], None)).find() if told else None
    opens = first is not None and start <= first.start and reading.index(first.start) - reading.index(start) <= OPENING
    return first if opens and first is not None and first.end <= claims[at].numeral.start else None


def _whole(reading: Reading, claim: Claim, claims: list[Claim]) -> Claim | None:
    """The count of which an ordinal is one: "the first of the 16 hubs in Colombia"."""
    match = reading.says("of", claim.tail)
    if match is None or is_count(claim):
        return None
    return next((c for c in claims if is_count(c) and c.numeral.first in {match.last, match.last + 1}), None)
