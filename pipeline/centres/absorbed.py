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
    folded = [fold(site.name) for site in sites]
    own = []
    for fact in facts:
        name, again = entities[fact.entity]["name"], _recalled(fact, sites, folded)
        if not any(same(name, site, recalled=site == again) for site in sites):
            own.append(fact)
    # What is no body by its noun is but the name that sisters share ("the Aral House" of "the Aral House in Osh").
    own = [f for f in own if not _shared_name(entities[f.entity]["name"], sites, firm=bool(entities[f.entity]["kind"]))]
    nouns = {head for site in sites for head in site.heads}
    own = [f for f in own if not any(f.start <= head < f.end for head in nouns)]
    outside = {f.entity for f in own if not any(s <= f.start and f.end <= e for s, e in held)}
    inner = {f.entity for f in own if f.entity not in outside and entities[f.entity]["kind"] in HOUSES}
    return [f for f in own if f.entity in inner or not any(s <= f.start and f.end <= e for s, e in held)]


def _recalled(body: Fact, sites: Sequence[Site], folded: Sequence[str]) -> Site | None:
    """The only centre whose name begins with the words of a body, if it stands before them. `folded`: the names of the centres."""
    words = fold(body.entity)
    alike = [site for site, name in zip(sites, folded, strict=True) if name.startswith(words)]
    return alike[0] if len(alike) == 1 and min(start for start, _ in alike[0].mentions) < body.start else None


def _shared_name(name: str, sites: Sequence[Site], *, firm: bool) -> bool:
    """Whether the names of several centres begin with a name; with their nouns in it where it may be a body's (`firm`)."""
    sharing = [site for site in sites if fold(site.name).startswith(f"{fold(name)} ")]
    return len(sharing) > 1 and not (firm and any(not _opens_with_noun(site, len(name)) for site in sharing))


def _opens_with_noun(site: Site, length: int) -> bool:
    """Whether the noun of a site stands in the first characters of its name."""
    return any(start <= head < start + length for start, _ in site.mentions for head in site.heads)
