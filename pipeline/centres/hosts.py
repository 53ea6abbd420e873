"""Which institution houses a centre: what a text says for each of its bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.centres.housing import Cues, Hit, hits
from pipeline.centres.judge import NOBODY, Evidence
from pipeline.centres.kinship import HAN, akin, begins, within
from pipeline.centres.reach import Reach
from pipeline.centres.sites import Site
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind
from pipeline.spans import Fact

SEATS = frozenset({"university", "school"})
HOUSES = SEATS | {"institute"}
# Always some university's.
BELONGING = ("chair", "campus")
# Cues that say outright who houses a centre.
TELLING = frozenset({"strong", "giving", "shelters", "lends"})
# Characters between a centre and a body beside it.
BESIDE, WIDE = 12, 120
# Characters between a centre and the cue or the "of" behind it.
CUED, OWNED = 45, 2
# Characters of a Chinese town's name with which that of its school begins.
TOWN = (2, 3, 4)


@dataclass(frozen=True)
class Testimony:
    """What one text says of who houses whom.

    `bodies`, `entities`: its organisations; `anaphors`: common nouns that take up a centre ("the hub"); `sites`: its centres;
    `about`: for each, the clauses and sentences that speak of it.
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

    def told(self, site: Site, home: str | None) -> dict[str, Evidence]:
        """The evidence for each body as the host of a centre, and for nobody. `home`: the centre's country."""
        own = self.sites.index(site)
        told = {key: frozenset(self._for(key, own, home)) for key in self._spans}
        told[NOBODY] = frozenset(self._against(own))
        return told

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for fact in self.bodies:
            spans.setdefault(fact.entity, []).append((fact.start, fact.end))
        return spans

    @cached_property
    def _lands_named(self) -> frozenset[str]:
        """The words for countries in the text, which tell no neighbour from another."""
        lands = [place for place in self.places if place.kind is not PlaceKind.CITY]
        return frozenset(word for place in lands for word in fold(self.text[place.start : place.end]).split())

    @cached_property
    def _hits(self) -> list[Hit]:
        nouns = sorted({*self.anaphors, *(mention for site in self.sites for mention in site.mentions)})
        return hits(self.text, self.cues, self.bodies, nouns)

    @cached_property
    def _reaches(self) -> list[list[str | None]]:
        """How each hit reaches each centre."""
        return [[self._reach.of(hit, n) for n in range(len(self.sites))] for hit in self._hits]

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.text, self.sentences, self.sites, self.about)

    @cached_property
    def _order(self) -> list[str]:
        return sorted(self._spans, key=lambda key: self._spans[key][0])

    def _kind(self, key: str) -> str:
        return str(self.entities[key]["kind"] or "body")

    def _sort(self, key: str) -> str:
        return "seat" if self._kind(key) in SEATS else "house" if self._kind(key) in HOUSES else "other"

    def _against(self, own: int) -> Iterator[str]:
        kinds = [self._kind(key) for key in self._spans]
        yield "nobody"
        yield f"nobody: {min(3, sum(kind in SEATS for kind in kinds))} seats"
        yield f"nobody: {min(3, sum(kind in HOUSES for kind in kinds))} houses"
        yield f"nobody: {min(4, len(self.sites))} centres"
        stated = [key for key in self._spans if self._kind(key) in SEATS and self._stated(key, own)]
        yield f"nobody: {min(2, len(stated))} seats stated"
        if all(reaches[own] is None for reaches in self._reaches):
            yield "nobody: no cue"
        if own == self._main:
            yield "nobody: main"
        if len(self.sites[own].mentions) == 1:
            yield "nobody: once"
        if not self.sites[own].said:
            yield "nobody: unsaid"
        elif any(said.status == "planned" for said in self.sites[own].said):
            yield "nobody: planned"

    @cached_property
    def _main(self) -> int:
        return min(range(len(self.sites)), key=lambda n: min(self.sites[n].mentions))

    def _for(self, key: str, own: int, home: str | None) -> Iterator[str]:
        yield self._kind(key)
        yield from self._named(key, own)
        yield from self._housed(key, own)
        yield from self._sole(key, own)
        yield from self._land(key, home)
        yield from self._beside(key, own)

    def _named(self, key: str, own: int) -> Iterator[str]:
        """What the two names tell."""
        site, entity = self.sites[own], self.entities[key]
        forms = [str(form) for form in (entity["name"], entity["acronym"]) if form]
        if fold(forms[0]).startswith(self.cues.worldwide):
            yield "worldwide"
        inside = [form for form in forms if within(form, site.name)]
        if inside and self._kind(key) in SEATS:
            yield (
                "in its name" if not any(self.cues.elsewhere(site.name.replace(f, "")) for f in inside) else "branch elsewhere"
            )
        elif inside:
            yield "network in its name"
        if begins(site.name, forms[0]):
            yield "end of its name"
        if akin(forms[0], site.name, self._lands_named):
            yield "akin"
            yield f"akin {self._sort(key)}"
        unit = site.unit or ""
        if unit.endswith(BELONGING if site.name[:1] > HAN else BELONGING[:1]):
            yield f"belongs {self._sort(key)}"

    def _housed(self, key: str, own: int) -> Iterator[str]:
        """What cues tell."""
        sort = self._sort(key)
        for hit, reaches in zip(self._hits, self._reaches, strict=True):
            if hit.body != key:
                continue
            reach = reaches[own]
            if reach is None:
                if any(other is not None for other in reaches):
                    yield f"{hit.cue} another"
                continue
            if hit.cue in TELLING:
                yield "told"
                yield f"told {sort}"
            yield f"{hit.cue} {reach}"
            yield f"{hit.cue} {reach} {sort}"
            yield f"{hit.cue} {hit.manner} {sort}"
            near = OWNED if hit.cue == "owner" else CUED
            if hit.manner == "next" and hit.cue in {"weak", "owner"} and self._behind(own, hit.start, near):
                yield f"{hit.cue} right behind {sort}"
        if self.cues.cases and any(self._behind(own, start - 1, 0) for start, _ in self._spans[key]):
            yield f"genitive {sort}"
        towns = [str(self.entities[key]["name"])[:letters] for letters in TOWN]
        said = [self.text[start:end] for start, end in self.sites[own].stated]
        if any(word + town in sentence for sentence in said for word in self.cues.seated for town in towns):
            yield "seated"

    def _behind(self, own: int, at: int, most: int) -> bool:
        """Whether an offset lies that few characters behind the centre's name, in the same sentence."""
        mentions = self.sites[own].mentions
        return any(0 <= at - end <= most and "." not in self.text[end:at] for _, end in mentions)

    def _sole(self, key: str, own: int) -> Iterator[str]:
        """What the other bodies tell: whether it is the only one of its kind, or the first."""
        sort = self._sort(key)
        seats = [other for other in self._order if self._kind(other) in SEATS]
        houses = [other for other in self._order if self._kind(other) in HOUSES]
        if houses == [key]:
            yield "only house"
        if seats == [key]:
            yield "only seat" if len(self.sites) == 1 else "only seat of several centres"
        if seats[:1] == [key]:
            yield "first seat"
        if self._order[:1] == [key]:
            yield "first body"
        if sort == "seat" and own == self._main:
            yield "seat of the main centre"
        if len(self._spans[key]) > 1:
            yield "named again"
        if self.entities[key]["acronym"]:
            yield "acronym"
        if all(self.cues.posted(self.text, start) for start, _ in self._spans[key]):
            yield "posts only"

    def _land(self, key: str, home: str | None) -> Iterator[str]:
        country = self.entities[key]["country"]
        if home is None:
            yield "home unknown"
        elif country == home or home in self._lands(key):
            yield "at home"
            yield f"at home {self._sort(key)}"
        elif country:
            yield "abroad"

    def _lands(self, key: str) -> set[str | None]:
        """The countries of the places that stand right before or behind a body: "Kenyan X University", "X University (Kenya)"."""
        return {
            place.code
            for start, end in self._spans[key]
            for place in self.places
            if (place.end <= start and not self.text[place.end : start].strip())
            or (place.start > end and self.text[end : place.start].strip() in {",", "(", "，", "（", "،"})
        }

    def _beside(self, key: str, own: int) -> Iterator[str]:
        """Where the body stands: in the sentences that name the centre or say that it came about, before or behind it."""
        site, sort = self.sites[own], self._sort(key)
        inside = {self._reach.sentence(start) for start, _ in self._spans[key]}
        named = {self._reach.sentence(start) for start, _ in site.mentions}
        if inside & named:
            yield "same sentence"
            yield f"same sentence {sort}"
        if self._stated(key, own):
            yield "stated"
            yield f"stated {sort}"
        if any(a <= start < b for start, _ in self._spans[key] for a, b in self.about[own]):
            yield "about"
        if any(n + 1 in inside for n in named):
            yield "next sentence"
        if any(n - 1 in inside for n in named):
            yield "sentence before"
        pairs = [
            (a, b) for a in self._spans[key] for b in site.mentions if self._reach.sentence(a[0]) == self._reach.sentence(b[0])
        ]
        before = [b[0] - a[1] for a, b in pairs if 0 <= b[0] - a[1] < WIDE]
        behind = [a[0] - b[1] for a, b in pairs if 0 <= a[0] - b[1] < WIDE]
        for gaps, side in ((before, "before"), (behind, "behind")):
            if gaps:
                yield side
                if min(gaps) <= BESIDE:
                    yield f"right {side}"

    def _stated(self, key: str, own: int) -> bool:
        """Whether a sentence that says that the centre came about names a body."""
        return any(a <= start < b for start, _ in self._spans[key] for a, b in self.sites[own].stated)
