"""Which institution houses a centre: what a text says for each of its bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.centres.beside import beside
from pipeline.centres.housing import Cues, Hit, hits
from pipeline.centres.kinship import akin, begins, telling, within
from pipeline.centres.listed import in_order, rows
from pipeline.centres.reach import Reach
from pipeline.centres.sites import Site, main
from pipeline.judge import NOBODY, Evidence
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind
from pipeline.records import Status
from pipeline.spans import Fact

SEATS = frozenset({"university", "school"})
HOUSES = SEATS | {"institute"}
# Always some university's.
BELONGING = frozenset({"chair", "campus", "branch", "sub-branch", "outpost", "department", "faculty"})
# Cues that say outright who houses a centre.
TELLING = frozenset({"strong", "kept", "giving", "manages", "shelters", "runs", "lends", "room"})
# Cues of bodies that are no host, and of posts.
OFFICES = frozenset({"leader", "post"})
ALOOF = frozenset({"outside", "aloof", "post", "signed"})
SILENT = ALOOF | {"loose", "parties", "founded"}
# Characters between a centre and a body beside it.
BESIDE, WIDE = 12, 120
# Characters between a centre and the cue or the "of" behind it.
CUED, OWNED = 45, 2
# Characters of a Chinese town's name with which that of its school begins.
TOWN = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is weighed: what does not depend on the centre.

    `sort`: `seat` (a school), `house` (an institute) or `other`; `words`: the proper words of its name; `lands`: the countries of
    itself and of the places beside it; `sentences`: those that name it; `evidence`: what counts for or against it in any case.
    """

    key: str
    sort: str
    forms: tuple[str, ...]
    spans: Sequence[tuple[int, int]]
    words: frozenset[str]
    lands: frozenset[str]
    sentences: frozenset[int]
    evidence: Evidence


@dataclass(frozen=True)
class Testimony:
    """What one text says of who houses whom.

    `bodies`, `entities`: its organisations; `anaphors`: common nouns that take up a centre ("the hub"); `sites`: its centres;
    `about`: for each, the clauses and sentences that speak of it; `resumed`: common nouns that take up a body ("the college");
    `taking_up`: words that open a sentence about the centre named last.
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

    def told(self, site: Site, home: str | None) -> dict[str, Evidence]:
        """The evidence for each body as the host of a centre, and for nobody. `home`: the centre's country."""
        own = self.sites.index(site)
        told = {body.key: body.evidence | frozenset(self._for(body, own, home)) for body in self._tenable}
        told[NOBODY] = frozenset(self._against(own))
        return told

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where each body is named, the bodies in the order of their first names."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for fact in sorted(self.bodies, key=lambda fact: fact.start):
            spans.setdefault(fact.entity, []).append((fact.start, fact.end))
        return spans

    @cached_property
    def _sorts(self) -> dict[str, str]:
        kinds = {key: self.entities[key]["kind"] for key in self._spans}
        return {key: "seat" if kind in SEATS else "house" if kind in HOUSES else "other" for key, kind in kinds.items()}

    @cached_property
    def _tenable(self) -> list[Body]:
        seats = [key for key, sort in self._sorts.items() if sort == "seat"]
        houses = [key for key, sort in self._sorts.items() if sort != "other"]
        return [self._body(key, seats, houses) for key in self._spans]

    def _body(self, key: str, seats: Sequence[str], houses: Sequence[str]) -> Body:
        spans = self._spans[key]
        entity = self.entities[key]
        forms = tuple(str(form) for form in (entity["name"], entity["acronym"]) if form)
        told = {
            str(entity["kind"] or "body"): True,
            "worldwide": fold(forms[0]).startswith(self.cues.worldwide),
            "only house": houses == [key],
            "only seat": seats == [key] and len(self.sites) == 1,
            "only seat of several centres": seats == [key] and len(self.sites) > 1,
            "first seat": seats[:1] == [key],
            "first body": next(iter(self._spans)) == key,
            "named again": len(spans) > 1,
            "acronym": len(forms) > 1,
            "posts only": all("post" in self._roles.get(start, ()) for start, _ in spans),
            "leaders only": all("leader" in self._roles.get(start, ()) for start, _ in spans),
            "officers only": all(self._roles.get(start, frozenset()) & OFFICES for start, _ in spans),
            "aloof only": all(
                ALOOF & (roles := self._roles.get(start, frozenset())) and not TELLING & roles for start, _ in spans
            ),
        }
        return Body(
            key,
            self._sorts[key],
            forms,
            spans,
            telling(forms[0], self._nations),
            frozenset(filter(None, (entity["country"], *self._lands(spans)))),
            frozenset(self._reach.sentence(start) for start, _ in spans),
            frozenset(name for name, holds in told.items() if holds),
        )

    def _lands(self, spans: Sequence[tuple[int, int]]) -> Iterator[str | None]:
        """The countries of the places that stand right before or behind a body: "Kenyan X University", "X University (Kenya)"."""
        yield from (place.code for place in self.places for span in spans if beside(self.text, place, span))

    @cached_property
    def _nations(self) -> frozenset[str]:
        """The words for countries in the text, which tell no neighbour from another."""
        lands = [place for place in self.places if place.kind is not PlaceKind.CITY]
        return frozenset(word for place in lands for word in fold(self.text[place.start : place.end]).split())

    @cached_property
    def _hits(self) -> list[tuple[Hit, list[str | None]]]:
        """The cues with their bodies, and how each reaches each centre."""
        nouns = sorted({*self.anaphors, *(mention for site in self.sites for mention in site.mentions)})
        found = hits(self.text, self.cues, [*self.bodies, *self.resumed], nouns, self.sentences)
        return [(hit, [self._reach.of(hit, n) for n in range(len(self.sites))]) for hit in found]

    @cached_property
    def _roles(self) -> dict[int, frozenset[str]]:
        """Where a body is named → the cues that speak of it there."""
        roles: dict[int, set[str]] = {}
        for hit, _ in self._hits:
            roles.setdefault(hit.at, set()).add(hit.cue)
        return {at: frozenset(cues) for at, cues in roles.items()}

    @cached_property
    def _rows(self) -> set[tuple[int, str]]:
        return rows(self.text, [site.mentions for site in self.sites], self.bodies)

    @cached_property
    def _ordered(self) -> set[tuple[int, str]]:
        return in_order([site.mentions for site in self.sites], self.bodies, self.sentences)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.text, self.sentences, self.sites, self.about, self.taking_up)

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
        if all(reaches[own] is None for _, reaches in self._hits):
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
        yield from self._named(body, own)
        yield from self._housed(body, own)
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
        elif self.entities[body.key]["country"]:
            yield "abroad"

    def _named(self, body: Body, own: int) -> Iterator[str]:
        """What the two names tell."""
        site = self.sites[own]
        inside = [form for form in body.forms if within(form, site.name)]
        if inside and body.sort == "seat":
            elsewhere = any(self.cues.elsewhere(site.name.replace(form, "")) for form in inside)
            yield "branch elsewhere" if elsewhere else "in its name"
        elif inside:
            yield "network in its name"
        if begins(site.name, body.forms[0]):
            yield "end of its name"
        if akin(body.forms[0], body.words, site.name, self._proper[own]):
            yield "akin"
            yield f"akin {body.sort}"
        if site.noun in BELONGING:
            yield f"{site.noun} {body.sort}"

    @cached_property
    def _proper(self) -> list[frozenset[str]]:
        return [telling(site.name, self._nations) for site in self.sites]

    def _housed(self, body: Body, own: int) -> Iterator[str]:
        """What cues tell."""
        heard = [(hit, reaches) for hit, reaches in self._hits if hit.body == body.key]
        told = {hit.at for hit, reaches in heard if hit.cue in TELLING and reaches[own] not in {None, "last"}}
        if len(told) > 1:
            yield "told again"
        if not told and any(hit.cue in TELLING and any(set(reaches) - {None, "last"}) for hit, reaches in heard):
            yield "told of another"
        if all(reaches[own] is None or hit.cue in SILENT for hit, reaches in heard):
            yield f"untold {body.sort}"
        yield from self._cued(body, own)

    def _cued(self, body: Body, own: int) -> Iterator[str]:
        """What each cue tells."""
        for hit, reaches in self._hits:
            reach = reaches[own]
            if hit.body != body.key or all(one is None for one in reaches):
                continue
            if reach is None:
                yield f"{hit.cue} another"
                continue
            if hit.cue in TELLING:
                kind = "told" if reach != "last" else "told last"
                yield kind
                yield f"{kind} {body.sort}"
            yield f"{hit.cue} {reach}"
            yield f"{hit.cue} {hit.manner} {body.sort}"
            near = OWNED if hit.cue == "owner" else CUED
            if hit.manner == "next" and hit.cue in {"weak", "owner"} and self._behind(own, hit.start, near):
                yield f"{hit.cue} right behind {body.sort}"
        if self.cues.cases and any(self._behind(own, start - 1, 0) for start, _ in body.spans):
            yield f"genitive {body.sort}"
        said = [self.text[start:end] for start, end in self.sites[own].stated] if self.cues.seated else []
        towns = [body.forms[0][:letters] for letters in TOWN]
        if any(word + town in sentence for sentence in said for word in self.cues.seated for town in towns):
            yield "seated"

    def _behind(self, own: int, at: int, most: int) -> bool:
        """Whether an offset lies that few characters behind the centre's name, in the same sentence."""
        mentions = self.sites[own].mentions
        return any(0 <= at - end <= most and "." not in self.text[end:at] for _, end in mentions)

    def _beside(self, body: Body, own: int) -> Iterator[str]:
        """Where the body stands: in the sentences that name the centre or say that it came about, before or behind it."""
        site = self.sites[own]
        named = frozenset(self._reach.sentence(start) for start, _ in site.mentions)
        if body.sentences & named:
            yield "same sentence"
            yield f"same sentence {body.sort}"
        if self._stated(body, own):
            yield "stated"
            yield f"stated {body.sort}"
        if any(a <= start < b for start, _ in body.spans for a, b in self.about[own]):
            yield "about"
        if any(n + 1 in body.sentences for n in named):
            yield "next sentence"
        if any(n - 1 in body.sentences for n in named):
            yield "sentence before"
        if body.sentences & named:
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
