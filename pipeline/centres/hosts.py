"""Which institution houses a centre: what a text says for each of its bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.centres import namesakes
from pipeline.centres.bodies import Bodies, Body
from pipeline.centres.cued import Cued
from pipeline.centres.hinted import Hint
from pipeline.centres.housing import Cues, hits
from pipeline.centres.kinship import telling
from pipeline.centres.listed import in_order, rows
from pipeline.centres.reach import Reach
from pipeline.centres.sites import Site, main
from pipeline.judge import NOBODY, Evidence
from pipeline.places import Place
from pipeline.records import Status
from pipeline.spans import Fact

# Characters between a centre and a body beside it.
BESIDE, WIDE = 12, 120


@dataclass(frozen=True)
class Testimony:
    """What one text says of who houses whom.

    `bodies`, `entities`: its organisations; `anaphors`: common nouns that take up a centre ("the hub"); `sites`: its centres;
    `about`: for each, the clauses and sentences that speak of it; `resumed`: common nouns that take up a body ("the college");
    `taking_up`: words that open a sentence about the centre named last; `hints`: words that mean a centre.
    """

    text: str
    cues: Cues
    bodies: Sequence[Fact]
    entities: Mapping[str, Mapping[str, Any]]
    places: Sequence[Place]
    sentences: Sequence[tuple[int, int]]
    anaphors: Sequence[tuple[int, int]]
    sites: Sequence[Site]
    about: Sequence[Sequence[tuple[int, int]]]
    resumed: Sequence[Fact] = ()
    taking_up: tuple[str, ...] = ()
    hints: Sequence[Hint] = ()

    def told(self, site: Site, home: str | None) -> dict[str, Evidence]:
        """The evidence for each body as the host of a centre, and for nobody. `home`: the centre's country."""
        own = self.sites.index(site)
        told = {body.key: body.evidence | frozenset(self._for(body, own, home)) for body in self._tenable}
        told[NOBODY] = frozenset(self._against(own))
        return told

    @cached_property
    def _tenable(self) -> list[Body]:
        return self._organisations.weighed()

    @cached_property
    def _organisations(self) -> Bodies:
        alone, worldwide = len(self.sites) == 1, self.cues.worldwide
        return Bodies(self.text, self.bodies, self.entities, self.places, self._cued.roles, worldwide, alone, self.cues.heads)

    @cached_property
    def _cued(self) -> Cued:
        """The cues with their bodies, and how each reaches each centre."""
        nouns = sorted({*self.anaphors, *(mention for site in self.sites for mention in site.mentions)})
        found = hits(self.text, self.cues, [*self.bodies, *self.resumed], nouns, self.sentences)
        reached = [(hit, [self._reach.of(hit, n) for n in range(len(self.sites))]) for hit in found]
        return Cued(self.text, reached, self.sites, self.cues.cases, self.cues.seated)

    @cached_property
    def _rows(self) -> set[tuple[int, str]]:
        return rows(self.text, [site.mentions for site in self.sites], self.bodies)

    @cached_property
    def _ordered(self) -> set[tuple[int, str]]:
        return in_order([site.mentions for site in self.sites], self.bodies, self.sentences)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.text, self.sentences, self.sites, self.about, self.taking_up, self.hints)

    @cached_property
    def _main(self) -> int:
        return main(self.sites)

    def _against(self, own: int) -> Iterator[str]:
        sorts = [body.sort for body in self._tenable]
        yield "nobody"
        yield f"nobody: {min(3, sorts.count('seat'))} seats"
        yield f"nobody: {min(3, sorts.count('seat') + sorts.count('house'))} houses"
        yield f"nobody: {min(4, len(self.sites))} centres"
        yield f"nobody: {min(2, sum(body.sort == 'seat' and self._stated(body, own) for body in self._tenable))} seats stated"
        if all(reaches[own] is None for _, reaches in self._cued.hits):
            yield "nobody: no cue"
        if own == self._main:
            yield "nobody: main"
        if len(self.sites[own].mentions) == 1:
            yield "nobody: once"
        bound = [claim for claim in self.sites[own].claims if claim.bound]
        if not bound:
            yield "nobody: unsaid"
        elif any(claim.status == Status.PLANNED for claim in bound):
            yield "nobody: planned"

    def _for(self, body: Body, own: int, home: str | None) -> Iterator[str]:
        yield from namesakes.told(body, self.sites[own], self._proper[own], self.cues.elsewhere)
        yield from self._cued.told(body, own)
        yield from self._beside(body, own)
        if (own, body.key) in self._rows:
            yield "own row"
        if (own, body.key) in self._ordered:
            yield "in order"
        if body.sort == "seat" and own == self._main:
            yield "seat of the main centre"
        if home is None:
            yield "home unknown"
        elif home in body.lands:
            yield "at home"
            yield f"at home {body.sort}"
            if self._at_home(home) == {body.key}:
                yield "only house at home"
        elif self.entities[body.key]["country"]:
            yield "abroad"
            if self._at_home(home):
                yield "another at home"

    def _at_home(self, home: str) -> set[str]:
        """The houses of a country, where the text has others besides."""
        houses = [body for body in self._tenable if body.sort != "other"]
        own = {body.key for body in houses if home in body.lands}
        return own if len(own) < len(houses) else set()

    @cached_property
    def _proper(self) -> list[frozenset[str]]:
        return [telling(site.name, self._organisations.nations, self.cues.heads) for site in self.sites]

    def _beside(self, body: Body, own: int) -> Iterator[str]:
        """Where the body stands: in the sentences that name the centre or say that it came about, before or behind it."""
        site = self.sites[own]
        named = frozenset(self._reach.sentence(start) for start, _ in site.mentions)
        inside = frozenset(self._reach.sentence(start) for start, _ in body.spans)
        if inside & named:
            yield "same sentence"
            yield f"same sentence {body.sort}"
        if self._stated(body, own):
            yield "stated"
            yield f"stated {body.sort}"
        if any(a <= start < b for start, _ in body.spans for a, b in self.about[own]):
            yield "about"
        if any(n + 1 in inside for n in named):
            yield "next sentence"
        if any(n - 1 in inside for n in named):
            yield "sentence before"
        if inside & named:
            pairs = [(a, b) for a in body.spans for b in site.mentions if self._together(a[0], b[0])]
            yield from _side("before", [b[0] - a[1] for a, b in pairs])
            yield from _side("behind", [a[0] - b[1] for a, b in pairs])

    def _together(self, one: int, other: int) -> bool:
        return self._reach.sentence(one) == self._reach.sentence(other)

    def _stated(self, body: Body, own: int) -> bool:
        """Whether a sentence that says that the centre came about names a body."""
        return any(a <= start < b for start, _ in body.spans for a, b in self.sites[own].stated)


def _side(name: str, gaps: Sequence[int]) -> Iterator[str]:
    near = [gap for gap in gaps if 0 <= gap < WIDE]
    if near:
        yield name
        if min(near) <= BESIDE:
            yield f"right {name}"
