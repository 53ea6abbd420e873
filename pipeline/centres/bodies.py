"""The bodies of a text as hosts of its centres: what holds of each whatever the centre."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.centres.beside import beside
from pipeline.centres.kinship import telling
from pipeline.judge import Evidence
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind
from pipeline.spans import Fact

SEATS = frozenset({"university", "school"})
HOUSES = SEATS | {"institute"}
# Cues that say outright who houses a centre, those of posts, and those of bodies that are no host.
TELLING = frozenset({"strong", "kept", "giving", "manages", "shelters", "runs", "lends", "room"})
OFFICES = frozenset({"leader", "post"})
ALOOF = frozenset({"outside", "aloof", "post", "signed"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is weighed.

    `sort`: `seat` (a school), `house` (an institute) or `other`; `words`: the proper words of its name; `lands`: the countries of
    itself and of the places beside it; `evidence`: what counts for or against it in any case.
    """

    key: str
    sort: str
    forms: tuple[str, ...]
    spans: Sequence[tuple[int, int]]
    words: frozenset[str]
    lands: frozenset[str]
    evidence: Evidence


@dataclass(frozen=True)
class Bodies:
    """The organisations of a text.

    `facts`, `entities`: as of `Testimony`; `roles`: where one is named → the cues that speak of it there; `worldwide`: words that open the
    name of a network; `alone`: whether the text has but one centre; `heads`: nouns of bodies.
    """

    text: str
    facts: Sequence[Fact]
    entities: Mapping[str, Mapping[str, Any]]
    places: Sequence[Place]
    roles: Mapping[int, frozenset[str]]
    worldwide: tuple[str, ...]
    alone: bool
    heads: Collection[str] = frozenset()

    def weighed(self) -> list[Body]:
        """Each body, in the order of their first names."""
        seats = [key for key, sort in self._sorts.items() if sort == "seat"]
        houses = [key for key, sort in self._sorts.items() if sort != "other"]
        return [self._body(key, seats, houses) for key in self._spans]

    def _body(self, key: str, seats: Sequence[str], houses: Sequence[str]) -> Body:
        spans = self._spans[key]
        entity = self.entities[key]
        forms = tuple(str(form) for form in (entity["name"], entity["acronym"]) if form)
        told = {
            str(entity["kind"] or "body"): True,
            "worldwide": fold(forms[0]).startswith(self.worldwide),
            "only house": houses == [key],
            "only seat": seats == [key] and self.alone,
            "only seat of several centres": seats == [key] and not self.alone,
            "first seat": seats[:1] == [key],
            "first body": next(iter(self._spans)) == key,
            "named again": len(spans) > 1,
            "acronym": len(forms) > 1,
            "posts only": all("post" in self.roles.get(start, ()) for start, _ in spans),
            "leaders only": all("leader" in self.roles.get(start, ()) for start, _ in spans),
            "officers only": all(self.roles.get(start, frozenset()) & OFFICES for start, _ in spans),
            "aloof only": all(
                ALOOF & (roles := self.roles.get(start, frozenset())) and not TELLING & roles for start, _ in spans
            ),
        }
        return Body(
            key,
            self._sorts[key],
            forms,
            spans,
            telling(forms[0], self.nations, self.heads),
            frozenset(filter(None, (entity["country"], *self._lands(spans)))),
            frozenset(name for name, holds in told.items() if holds),
        )

    def _lands(self, spans: Sequence[tuple[int, int]]) -> Iterator[str | None]:
        """The countries of the places that stand right before or behind a body: "Kenyan X University", "X University (Kenya)"."""
        yield from (place.code for place in self.places for span in spans if beside(self.text, place, span))

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where each body is named, the bodies in the order of their first names."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for fact in sorted(self.facts, key=lambda fact: fact.start):
            spans.setdefault(fact.entity, []).append((fact.start, fact.end))
        return spans

    @cached_property
    def _sorts(self) -> dict[str, str]:
        kinds = {key: self.entities[key]["kind"] for key in self._spans}
        return {key: "seat" if kind in SEATS else "house" if kind in HOUSES else "other" for key, kind in kinds.items()}

    @cached_property
    def nations(self) -> frozenset[str]:
        """The words for countries in the text, which tell no neighbour from another."""
        lands = [place for place in self.places if place.kind is not PlaceKind.CITY]
        return frozenset(word for place in lands for word in fold(self.text[place.start : place.end]).split())
