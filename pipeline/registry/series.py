"""Numbered series: a number that no centre bears, and a number that two centres bear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from pipeline import lexicon
from pipeline.registry.models import Entity, Finding, FindingKind
from pipeline.registry.partition import Partition
from pipeline.registry.said import WORLD

__all__ = ["Numbered", "findings", "reach"]

LONGEST: Final = 500
"""Numbers in a row that may lack before a gap is taken for a number that was misread."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A centre with its number in one series; `networks` are keys of the network that counts it."""

    entity: Entity
    scope: str
    number: int
    networks: frozenset[str]


def findings(numbered: Iterable[Numbered]) -> Iterator[Finding]:
    """Gaps and duplicates, series by series."""
    for (_, scope), members in sorted(_series(list(numbered)).items()):
        series = _label(scope, members)
        by_number: dict[int, list[Entity]] = {}
        for item in members:
            by_number.setdefault(item.number, []).append(item.entity)
        for number, entities in sorted(by_number.items()):
            if len({entity.id for entity in entities}) > 1:
                yield _duplicate(series, number, entities)
        yield from _gaps(series, by_number)


def _series(numbered: list[Numbered]) -> dict[tuple[str, str], list[Numbered]]:
    """Those that share a network, directly or by way of others, and a scope."""
    networks = Partition()
    for item in numbered:
        keys = sorted(item.networks)
        for one, other in pairwise(keys):
            networks.join(one, other)
    found: dict[tuple[str, str], list[Numbered]] = {}
    for item in numbered:
        network = networks.root(min(item.networks)) if item.networks else f"?{item.entity.id}"
        found.setdefault((network, item.scope), []).append(item)
    return found


def _label(scope: str, members: list[Numbered]) -> str:
    """A series in words: the acronym that most of its centres bear (the name of a centre without any), unit and scope."""
    bearing = Counter(acronym for item in members for acronym in _acronyms(item.entity))
    network = min(bearing, key=lambda name: (-bearing[name], name)) if bearing else min(item.entity.name for item in members)
    return f"{network}: {reach(scope)}"


def _acronyms(entity: Entity) -> set[str]:
    words = {word for value in entity.all("name") for word in re.findall(r"[^\W\d_]+(?:[-–][^\W\d_]+)*", value.value)}
    return {word for word in words if word.isupper() and len(word) > 1}


def reach(group: str) -> str:
    """What a value holds for, in words: a unit and a region of numbers, else as it stands."""
    unit, bar, scope = group.partition("|")
    return f"{unit}, {_regions().get(scope, scope)}" if bar else group


@cache
def _regions() -> dict[str, str]:
    """UN M49 codes → a name."""
    words = lexicon.read("en", "territories", "places").table("regions")
    return {WORLD: "world"} | {code: name for name, code in reversed(words.items())}


def _duplicate(series: str, number: int, entities: list[Entity]) -> Finding:
    names = " and ".join(sorted({entity.name for entity in entities}))
    ids = tuple(sorted({entity.id for entity in entities}))
    return Finding(kind=FindingKind.DUPLICATE, series=series, number=number, entities=ids, text=f"number {number}: {names}")


def _gaps(series: str, by_number: dict[int, list[Entity]]) -> Iterator[Finding]:
    known = sorted(by_number)
    for low, high in pairwise(known):
        if 1 < high - low <= LONGEST:
            sides = tuple(sorted({by_number[low][0].id, by_number[high][0].id}))
            for number in range(low + 1, high):
                text = f"no number {number} between {low} ({by_number[low][0].name}) and {high} ({by_number[high][0].name})"
                yield Finding(kind=FindingKind.GAP, series=series, number=number, entities=sides, text=text)
