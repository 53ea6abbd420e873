"""Which bodies of a text are none, as their names are those of its centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pipeline.centres.bodies import HOUSES
from pipeline.centres.sites import Site
from pipeline.phrases import fold
from pipeline.spans import Fact

__all__ = ["left"]


class Same(Protocol):
    """Whether the name of a body is a centre's."""

    def __call__(self, name: str, site: Site, *, recalled: bool = False) -> bool:
        """`recalled`: the text has told the centre's name before."""


def left(facts: Sequence[Fact], entities: Mapping[str, Mapping[str, Any]], *, sites: Sequence[Site], same: Same) -> list[Fact]:
    """The mentions of bodies that are no centre's: not those inside its names, nor those of bodies that are nothing else."""
    held = [mention for site in sites for mention in site.mentions]
    own = [f for f in facts if not any(same(entities[f.entity]["name"], s, recalled=_recalled(f, s, sites)) for s in sites)]
    # What is no body by its noun is but the name that sisters share ("the Aral House" of "the Aral House in Osh").
    own = [f for f in own if entities[f.entity]["kind"] or not _shared_name(entities[f.entity]["name"], sites)]
    nouns = {head for site in sites for head in site.heads}
    own = [f for f in own if not any(f.start <= head < f.end for head in nouns)]
    outside = {f.entity for f in own if not any(s <= f.start and f.end <= e for s, e in held)}
    inner = {f.entity for f in own if f.entity not in outside and entities[f.entity]["kind"] in HOUSES}
    return [f for f in own if f.entity in inner or not any(s <= f.start and f.end <= e for s, e in held)]


def _recalled(body: Fact, site: Site, sites: Sequence[Site]) -> bool:
    """Whether the name of one centre alone begins with the words of a body, and stands before them."""
    words = fold(body.entity)
    alike = [s for s in sites if fold(s.name).startswith(words)]
    return alike == [site] and min(start for start, _ in site.mentions) < body.start


def _shared_name(name: str, sites: Sequence[Site]) -> bool:
    """Whether the names of several centres begin with a name."""
    return sum(fold(site.name).startswith(f"{fold(name)} ") for site in sites) > 1
