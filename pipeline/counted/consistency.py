"""Bearers made consistent: a centre has one number in one sequence, and the headline gives the number of the body."""

from __future__ import annotations

from itertools import pairwise

from pipeline.counted.bearer import Bearer, fits, may_share
from pipeline.counted.claim import Claim
from pipeline.counted.clauses import in_title
from pipeline.counted.reading import COMMAS, Reading
from pipeline.numbers import Kind

FIRST = 1
SEMICOLONS = frozenset(";；؛")
# Weight of a bearer that stands beside its ordinal; words between two ordinals that are given together.
SURE, BESIDE = 3, 3


def consistent(
    reading: Reading, claims: list[Claim], found: dict[int, Bearer], scopes: dict[int, str | None]
) -> dict[int, Bearer]:
    """A headline speaks of whom the body gives the same number; a centre has one number in one sequence."""
    ordinals = [c for c in claims if c.numeral.kind is Kind.ORDINAL]
    headline = {c.numeral.value for c in ordinals if in_title(reading, c.numeral)}
    settled: dict[int, Bearer] = {}
    for claim in sorted(ordinals, key=lambda c: _order(c, found, headline)):
        bearer = found.get(claim.numeral.start)
        if bearer and _abroad(reading, claim, bearer, scopes.get(claim.numeral.start)):
            bearer = None
        held = [o for o in ordinals if _holds(settled, o, bearer)] if bearer else []
        if bearer and any(_next_one(reading, claim, o) or _apart(reading, claim, o, scopes) for o in held):
            bearer = None
        if bearer and bearer.weight < SURE and any(_contradicts(reading, claim, o, scopes) for o in held):
            bearer = None
        if bearer is None and may_share(reading, claim, claims):
            bearer = _same_number(reading, claim, ordinals, settled)
        if bearer:
            settled[claim.numeral.start] = bearer
    loose = {c.numeral.start for one, c in pairwise(claims) if _in_series(reading, one, c) and one.numeral.start not in settled}
    return {start: bearer for start, bearer in settled.items() if start not in loose or bearer.weight > 2}


def _in_series(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether an ordinal goes on from the one before it in a sentence: "it opened the tenth, and will open the eleventh"."""
    same = reading.sentence(one.numeral.start) == reading.sentence(other.numeral.start)
    ordinals = one.numeral.kind is Kind.ORDINAL and other.numeral.kind is Kind.ORDINAL
    return same and ordinals and other.rule == "joined" and other.numeral.value == one.numeral.value + 1


def _order(claim: Claim, found: dict[int, Bearer], headline: set[int]) -> tuple[int, bool, int]:
    """The surest first; of equals, the number that the headline gives."""
    weight = found[claim.numeral.start].weight if claim.numeral.start in found else 0
    return -weight, claim.numeral.value not in headline, claim.numeral.start


def _same_number(reading: Reading, claim: Claim, ordinals: list[Claim], settled: dict[int, Bearer]) -> Bearer | None:
    for other in ordinals:
        if other is not claim and other.numeral.value == claim.numeral.value and other.numeral.start in settled:
            return Bearer(settled[other.numeral.start].key, 1)
    if not in_title(reading, claim.numeral):
        return None
    behind = [m for m in reading.mentions if fits(reading, m, claim)]
    return Bearer(behind[0].key, 1) if behind else None


def _holds(settled: dict[int, Bearer], other: Claim, bearer: Bearer) -> bool:
    """Whether another number belongs to this centre already."""
    known = settled.get(other.numeral.start)
    return known is not None and known.key == bearer.key


def _abroad(reading: Reading, claim: Claim, bearer: Bearer, scope: str | None) -> bool:
    """Whether the ordinal has its noun, and a country that is not that of the centre spoken of: "will open its tenth hub in Paraguay"."""
    country = reading.entities[bearer.key].country
    known = country is not None and scope is not None and len(scope) == len(country) and scope.isupper()
    begin = reading.opening(claim.numeral.start)
    said = any(reading.says("copulas", at) for at in range(begin, claim.numeral.first))
    return known and scope != country and claim.head is not None and bearer.weight < SURE and not said


def _next_one(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether an ordinal with its noun is the next behind that of the centre: "X, the eleventh; the twelfth hub will open in May"."""
    follows = claim.numeral.value == other.numeral.value + 1 and claim.numeral.first - other.numeral.last > BESIDE
    said = any(reading.says("copulas", at) for at in range(other.numeral.last, claim.numeral.first))
    return follows and claim.head is not None and not said


def _apart(reading: Reading, claim: Claim, other: Claim, scopes: dict[int, str | None]) -> bool:
    """Whether an ordinal begins a clause of its own behind that of the centre: "X is the ninth; the tenth, in Narva, is being built"."""
    between = reading.text[other.numeral.end : claim.numeral.start]
    follows = claim.numeral.value == other.numeral.value + 1 and (
        bool(set(between) & SEMICOLONS) or reading.says("planning", claim.tail) is not None
    )
    follows = follows or (
        claim.numeral.value < other.numeral.value and claim.head is None and reading.parted(claim.numeral.first)
    )
    alike = scopes.get(other.numeral.start) == scopes.get(claim.numeral.start)
    said = any(reading.says("copulas", at) for at in range(reading.index(other.numeral.end), claim.numeral.first))
    return follows and alike and not said


def _contradicts(reading: Reading, claim: Claim, other: Claim, scopes: dict[int, str | None]) -> bool:
    """Whether two ordinals cannot both be a centre's: two numbers in one sequence, said in two sentences."""
    one, last = sorted((claim.numeral, other.numeral), key=lambda n: n.start)
    apart = any(reading.parted(at) for at in range(one.last, last.first + 1))
    beside = not apart and reading.sentence(one.start) == reading.sentence(last.start) and other.rule != "label"
    alike = _sequence(reading, other, scopes) == _sequence(reading, claim, scopes)
    narrower = FIRST in {claim.numeral.value, other.numeral.value} and _sorts(claim, other)
    return other.numeral.value != claim.numeral.value and alike and not beside and not narrower


def _sequence(reading: Reading, claim: Claim, scopes: dict[int, str | None]) -> str | None:
    """The scope of a claim; where it has none, the name behind it that no list of places knows: "the second hub of the Lower Oder"."""
    scope = scopes.get(claim.numeral.start)
    link = reading.says("of", claim.tail) or reading.says("scope_prepositions", claim.tail) if scope is None else None
    article = reading.says("articles", link.last) if link else None
    at = article.last if article else link.last if link else len(reading.words)
    if (
        at >= len(reading.words)
        or not reading.words[at].capital
        or any(reading.parted(n, COMMAS) for n in range(claim.tail, at + 1))
    ):
        return scope
    word = reading.words[at]
    return scope if any(start <= word.start < end for start, end in reading.bodies) else word.form


def _sorts(claim: Claim, other: Claim) -> bool:
    """Whether the two number different sorts: the eleventh seed bank may be the first orchid bank."""
    return claim.head is not None and claim.unit is not None and other.unit is not None and claim.unit != other.unit
