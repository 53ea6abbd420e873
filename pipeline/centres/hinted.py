"""Where a text means a centre by one word of its name, a town or a brand: "Leeds opened in May"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.centres.days import apart
from pipeline.centres.sites import Site
from pipeline.phrases import fold
from pipeline.statements import Statement

# Letters of a word that tells, at least; characters between words that are joined ("Leeds and York").
LITTLE, JOINT = 4, 8

Hint = tuple[int, int, int]


def hints(text: str, sites: Sequence[Site], taken: Sequence[tuple[int, int]]) -> list[Hint]:
    """Each word that is a centre's alone, where it stands outside of all names: its offsets and the number of the centre.

    `taken`: where bodies and persons are named; who has but that word for a name is no person.
    """
    if len(sites) < 2:
        return []
    closed = [*taken, *(mention for site in sites for mention in site.mentions)]
    return sorted(
        (found.start(), found.end(), n)
        for n, site in enumerate(sites)
        for word in words(site, sites)
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        if not any(start < found.end() and found.start() < end and (start, end) != found.span() for start, end in closed)
    )


def words(site: Site, sites: Sequence[Site]) -> frozenset[str]:
    """The capitalised words of a centre's name that no other's has, what it is left out."""
    others = {word for other in sites if other is not site for word in _words(other.name)}
    sorts = set(fold(site.unit or "").split())
    told = {word for word in _words(site.name) if word not in others and fold(word) not in sorts}
    return frozenset(word for word in told if word[:1].isupper() and len(word) >= LITTLE)


def meant(text: str, hints: Sequence[Hint], statement: Statement) -> list[int]:
    """The centres that a statement means by words of their names: that of the nearest word, and those joined to it."""
    start, end = statement.sentence
    inside = [hint for hint in hints if start <= hint[0] < end]
    if not inside:
        return []
    own = (statement.start, statement.end)
    near = min(range(len(inside)), key=lambda k: apart(text, (inside[k][0], inside[k][1]), own))
    found = [inside[near][2]]
    for step in (-1, 1):
        at = near
        while 0 <= at + step < len(inside) and _joined(text, inside[at], inside[at + step]):
            at += step
            found.append(inside[at][2])
    return list(dict.fromkeys(found))


def _words(name: str) -> list[str]:
    return [part for word in name.split() for part in [word.strip("«»“”\"'().,").rpartition("'")[2].rpartition("’")[2]] if part]


def _joined(text: str, one: Hint, other: Hint) -> bool:
    first, second = sorted((one, other))
    return len(text[first[1] : second[0]].strip(" ,،、")) <= JOINT or one[2] == other[2]
