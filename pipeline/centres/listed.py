"""Which body belongs to which centre where a text lists both: in rows, or one behind the other in the same order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from pipeline.spans import Fact

# Rows that make a list.
ROWS = 2


def rows(text: str, sites: Sequence[Collection[tuple[int, int]]], bodies: Sequence[Fact]) -> set[tuple[int, str]]:
    """Centres with the only body of their line, where several lines name one centre each and not the same bodies.

    `sites`: where each centre is named. Gives the number of the centre and the key of the body.
    """
    starts = [0, *(n + 1 for n, c in enumerate(text) if c == "\n")]
    own: dict[int, set[int]] = {}
    for n, mentions in enumerate(sites):
        for start, _ in mentions:
            own.setdefault(bisect_right(starts, start), set()).add(n)
    named: dict[int, set[str]] = {}
    for fact in bodies:
        named.setdefault(bisect_right(starts, fact.start), set()).add(fact.entity)
    found = [(min(own[line]), min(named[line])) for line in own if len(own[line]) == 1 and len(named.get(line, ())) == 1]
    several = len({site for site, _ in found}) >= ROWS and len({body for _, body in found}) >= ROWS
    return set(found) if several else set()


def in_order(
    sites: Sequence[Collection[tuple[int, int]]], bodies: Sequence[Fact], sentences: Sequence[tuple[int, int]]
) -> set[tuple[int, str]]:
    """Centres and bodies of one sentence, or of two that follow each other, where there are as many of these as of those."""
    mentions = sorted((start, n) for n, own in enumerate(sites) for start, _ in own)
    found: set[tuple[int, str]] = set()
    before: list[int] = []
    for start, end in sentences:
        here = list(dict.fromkeys(n for at, n in mentions if start <= at < end))
        named = list(dict.fromkeys(fact.entity for fact in bodies if start <= fact.start < end))
        listed = here or before
        if ROWS <= len(listed) == len(named):
            found.update(zip(listed, named, strict=True))
        before = here
    return found
