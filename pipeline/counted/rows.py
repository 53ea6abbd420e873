"""Ordinals in a row and as many centres in another, in the same order."""

from __future__ import annotations

from itertools import pairwise

from pipeline.counted.bearer import Bearer
from pipeline.counted.claim import Claim
from pipeline.counted.reading import Reading
from pipeline.numbers import Kind
from pipeline.phrases import fold

# Words between two names or two ordinals that "and" joins, and from the names to the ordinals.
JOINT, APPOSED = 2, 6


def respectively(reading: Reading, claims: list[Claim]) -> dict[int, Bearer]:
    """As in "They are the 8th and the 9th respectively": as many names before as there are ordinals, in their order.

    Ordinals that nothing but "and" joins need no such word where one sentence has named as many: "The rooms, the eighth and ninth".
    """
    found: dict[int, Bearer] = {}
    for start, end in sorted({reading.sentence(c.numeral.start) for c in claims}):
        words = range(reading.index(start), reading.index(end))
        ordinals = [c for c in claims if start <= c.numeral.start < end and c.numeral.kind is Kind.ORDINAL]
        if len(ordinals) < 2 or not (
            any(reading.says("respectively", at) for at in words) or _paired(reading, ordinals, start)
        ):
            continue
        first = ordinals[0].numeral.start
        named = (m.key for m in reversed(reading.mentions) if m.start < first)
        keys = _by_places(reading, start, first) or list(dict.fromkeys(named))[: len(ordinals)][::-1]
        if len(keys) == len(ordinals):
            found |= {c.numeral.start: Bearer(key, 3) for c, key in zip(ordinals, keys, strict=True)}
    return found


def _paired(reading: Reading, ordinals: list[Claim], start: int) -> bool:
    """Whether two ordinals stand side by side in a sentence that names nothing before them, no place between; two names in the one before it."""
    one, other = ordinals[0].numeral, ordinals[-1].numeral
    before = [m for m in reading.mentions if m.start < start]
    if len(ordinals) != 2 or other.first - one.last > 2 or reading.mentions_in(start, one.start) or not before:
        return False
    if any(reading.says("scope_prepositions", at) for at in range(one.last, other.first)):
        return False
    opens, closes = reading.sentence(before[-1].start)
    return len({m.key for m in reading.mentions_in(opens, closes)}) == 2


def apposed(reading: Reading, claims: list[Claim]) -> dict[int, Bearer]:
    """As in "the Riga Studio and the Tallinn Studio, the sixth and seventh of the alliance": two names that "and" joins, and two ordinals."""
    found: dict[int, Bearer] = {}
    ordinals = [c for c in claims if c.numeral.kind is Kind.ORDINAL]
    for one, other in pairwise(ordinals):
        start, _ = reading.sentence(one.numeral.start)
        named = reading.mentions_in(start, one.numeral.start)[-2:]
        if other.numeral.value != one.numeral.value + 1 or len({m.key for m in named}) != 2:
            continue
        near = reading.index(named[1].start) - reading.index(named[0].end) <= JOINT
        close = other.numeral.first - one.numeral.last <= JOINT and one.numeral.first - reading.index(named[1].end) <= APPOSED
        joined = _and(reading, named[0].end, named[1].start) and _and(reading, one.numeral.end, other.numeral.core)
        if near and close and joined:
            found[one.numeral.start] = Bearer(named[0].key, 4)
            found[other.numeral.start] = Bearer(named[1].key, 4)
    return found


def _and(reading: Reading, start: int, end: int) -> bool:
    """Whether "and" stands between two offsets, written to what follows or not."""
    first, last = reading.index(start), reading.index(end)
    last -= last > 0 and reading.words[last - 1].end > end
    said = any(reading.says("conjunctions", at) for at in range(first, last))
    return said or (last < len(reading.words) and reading.glued("conjunctions", last, end) is not None)


def _by_places(reading: Reading, start: int, end: int) -> list[str]:
    """The centres whose names have the words that a stretch without mentions names: "the laboratories in Castries and Kingstown"."""
    if reading.mentions_in(start, end):
        return []
    words = [w.form for w in reading.words[reading.index(start) : reading.index(end)] if w.capital]
    holders = [[e.key for e in reading.entities.values() if word in fold(e.name).split()] for word in words]
    return [keys[0] for keys in holders if len(keys) == 1]


def listed(reading: Reading, claims: list[Claim]) -> dict[int, Bearer]:
    """As in "The tenth and eleventh nodes, the Oulu Node and the Turku Node": as many names behind as ordinals, in their order."""
    found: dict[int, Bearer] = {}
    for claim in claims:
        together = [c for c in claims if claim.head and c.head == claim.head and c.numeral.kind is Kind.ORDINAL]
        if len(together) < 2 or not claim.head:
            continue
        _, end = reading.sentence(claim.numeral.start)
        keys = list(dict.fromkeys(m.key for m in reading.mentions_in(claim.head.end, end)))
        if len(keys) >= len(together):
            found |= {c.numeral.start: Bearer(key, 4) for c, key in zip(together, keys, strict=False)}
    return found
