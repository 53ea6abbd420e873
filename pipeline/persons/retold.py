"""Sightings as the second reading tells them: bounds corrected, what is no person let go, whom no rule saw taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.tokens import Token

__all__ = ["EVIDENCE", "retell"]

EVIDENCE = "told"
# What a sighting has for evidence that a word such as "Photo:" leads to, or behind which an age stands.
CREDIT, SURE = "byline", frozenset({"aged", "trade"})
# What says that words are a name, where these are not written otherwise than offices ("Photo: Press Office").
NAMED = frozenset({"entity", "given_name", "name_tag", "honorific"})
LONGEST_HONORIFIC = 8

Honorific = Callable[[Sequence[Token], int], int]


def retell(scene: Scene, sightings: Sequence[Sighting], honorific: Honorific | None) -> list[Sighting]:
    """The sightings of a text of which the second reading tells the persons; as they are, where there was none.

    `honorific`: the index behind honorifics that begin at a token, 0 where none does; None in a script that parts no words, where they
    stand behind, and a name is one part.
    """
    if scene.told is None:
        return list(sightings)
    found = []
    for first, last in sorted(scene.told.items()):
        if scene.quiet & set(range(first, last)):
            continue
        seen = [s for s in sightings if s.name.first < last and first < s.name.last]
        same = next((s for s in seen if (s.name.first, s.name.last) == (first, last)), None)
        if same is None:
            same = _corrected(scene, (first, last), seen, honorific)
        found.append(same.with_evidence(EVIDENCE))
    return [*found, *(s for s in sightings if _plain(scene, s, han=honorific is None))]


def _plain(scene: Scene, sighting: Sighting, *, han: bool) -> bool:
    """Whether a word such as "Photo:" or an age says that a name is somebody's, where the second reading sees nothing."""
    tokens = range(sighting.name.first, sighting.name.last)
    told = any(first < tokens.stop and tokens.start < last for first, last in (scene.told or {}).items())
    sure = bool(SURE & sighting.evidence) or (CREDIT in sighting.evidence and (han or bool(NAMED & sighting.evidence)))
    return sure and not told and not scene.inside & set(tokens)


def _corrected(scene: Scene, at: tuple[int, int], seen: Sequence[Sighting], honorific: Honorific | None) -> Sighting:
    """A sighting of these tokens, with the evidence of those that had other bounds."""
    first, last = at
    tokens = scene.tokens[first:last]
    parts = (scene.between(first, last),) if honorific is None else tuple(t.text.rstrip(".") for t in tokens if t.is_word)
    name = Name(first, last, tokens[0].start, tokens[-1].end, parts or (scene.between(first, last),))
    if seen:
        best = max(seen, key=lambda s: len(s.evidence))
        return replace(best, name=name, honorific=best.honorific if best.name.first == first else None)
    before = range(max(0, first - LONGEST_HONORIFIC), first) if honorific is not None else ()
    begins = next((n for n in before if honorific is not None and honorific(scene.tokens, n) == first), first)
    title = scene.between(begins, first).strip() or None
    return Sighting(name, title, frozenset({"honorific"} if title else ()))
