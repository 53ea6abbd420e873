"""The bodies of a Chinese text, as its titles see them: those a noun may mean, the nearest, the latest, the foremost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.surmised import Surmises
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.phrases import fold

__all__ = ["HanBearings", "fitting", "foremost", "latest", "nearest"]

# What it counts that a centre is named first.
OPENING = 2


@dataclass(frozen=True, slots=True)
class HanBearings:
    """The text, its bodies and titles; `surmises`: what speaks for each, and which are guests."""

    scene: Scene
    bodies: Sequence[Body]
    surmises: Surmises
    titles: Sequence[Title] = ()


def fitting(bodies: Sequence[Body], nouns: Sequence[str]) -> list[Body]:
    """The bodies whose names end as one of these nouns, an acronym in brackets aside; all where no noun is asked for."""
    ends = tuple(map(fold, nouns))
    return [b for b in bodies if not nouns or fold(b.name.partition("（")[0]).endswith(ends)]


def nearest(scene: Scene, title: Title, bodies: Sequence[Body]) -> Body | None:
    """The last of these bodies in the sentence of a title, before it."""
    own = [b for b in bodies if scene.sentence(b.first) == scene.sentence(title.first) and b.last <= title.first]
    return max(own, key=lambda b: b.last, default=None)


def latest(bodies: Sequence[Body], at: int, nouns: Sequence[str]) -> Body | None:
    """The last body before a token whose name ends as one of these nouns, or has one; the first of all where none is before."""
    found = fitting(bodies, nouns) or [b for b in bodies if any(fold(n) in fold(b.name) for n in nouns)]
    return max((b for b in found if b.last <= at), key=lambda b: b.last, default=found[0] if found else None)


def foremost(bodies: Sequence[Body], at: int) -> Body | None:
    """The body that a text speaks of most, as seen from a token; a centre before others.

    Of bodies named equally often the centre named first, the other one named last before the token.
    """
    if not bodies:
        return None
    counts = Counter(b.name for b in bodies)
    centres = [b for b in bodies if b.centre]
    counts[min(centres or bodies, key=lambda b: b.first).name] += OPENING if centres else 1

    def weight(body: Body) -> tuple[bool, int, bool, int]:
        before = body.last <= at and not body.centre
        return body.centre, counts[body.name], before, body.last if before else -body.first

    return max(bodies, key=weight)
