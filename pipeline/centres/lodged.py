"""Which names a text says to be housed or run by a body: "the Lowick Tide Station, lodged in the boathouse of Farne College"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.centres.bodies import TELLING
from pipeline.centres.housing import Cues, Hit, hits
from pipeline.names.phrase import Phrase
from pipeline.spans import Fact

# Cues of premises, of which much else may be said.
PREMISES = frozenset({"room", "lends"})
# Characters from a verb to the name that it takes, from a name to the cue behind it.
TAKEN, CLOSE = 60, 90
MARKS = frozenset(".;:!?\n")

Stretch = tuple[int, int]


def lodged(
    text: str, cues: Cues, bodies: Sequence[Fact], phrases: Sequence[Phrase], sentences: Sequence[Stretch]
) -> frozenset[int]:
    """Beginnings of the names of which a sentence says that a body houses, keeps or runs them."""
    names = sorted((p.start, p.end) for p in phrases if p.specific)
    if not names or not bodies:
        return frozenset()
    openings = [start for start, _ in sentences]
    found = set[int]()
    for hit in hits(text, cues, bodies, names):
        if hit.cue not in TELLING - PREMISES or not openings or hit.start < openings[0]:
            continue
        begin, end = sentences[bisect_right(openings, hit.start) - 1]
        near = [name for name in names if begin <= name[0] and name[1] <= end and not name[0] <= hit.at < name[1]]
        name = _taken(text, hit, near, bodies)
        if name is not None:
            found.add(name[0])
    return frozenset(found)


def _taken(text: str, hit: Hit, names: Sequence[Stretch], bodies: Sequence[Fact]) -> Stretch | None:
    """The name that a cue gives to its body: the last one before a participle, the next one behind a verb; no other body stands between."""
    before = max((name for name in names if name[1] <= hit.start), default=None)
    behind = min((name for name in names if name[0] > max(hit.start, hit.at)), default=None)
    if hit.manner == "verb" and hit.at < hit.start:
        return behind if behind is not None and _free(text, (hit.start, behind[0]), TAKEN, bodies) else None
    if before is not None and _free(text, (before[1], hit.start), CLOSE, bodies):
        return before
    body = next((fact for fact in bodies if fact.start == hit.at), None)
    if before is None and behind is not None and body is not None and _free(text, (body.end, behind[0]), TAKEN, bodies):
        return behind
    return None


def _free(text: str, gap: Stretch, most: int, bodies: Sequence[Fact]) -> bool:
    """Whether so few characters part two offsets, in one clause, with no body among them."""
    start, end = gap
    inside = any(start <= fact.start and fact.end <= end for fact in bodies)
    return 0 <= end - start <= most and not inside and not MARKS & set(text[start:end])
