"""FollowTheMoney: entities as JSON Lines, as its tools stream them.

Centres and organisations become Organization, PublicBody or Company, people Person, offices Position, holding one Occupancy. Written
from the model's public schema, so that nobody needs its library; a test checks the export with the library where that is installed.
Source:  FollowTheMoney 4, the schemata named above.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline.dumps.everything import entities, whole
from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity, EntityKind, Source, Value

__all__ = ["write"]

SCHEMATA: Final = {"ministry": "PublicBody", "government": "PublicBody", "company": "Company"}
"""Kind of organisation → schema; every other is an Organization."""
PREFIX: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
"""A date in FollowTheMoney is a prefix of an ISO date; seasons and ranges have no place in it."""
WORDS: Final = {
    "organisation": {"acronym": "abbreviation", "kind": "classification"},
    "centre": {
        "kind": "classification",
        "status": "status",
        "established_on": "incorporationDate",
        "closed_on": "dissolutionDate",
    },
    "person": {"family": "lastName", "given": "firstName", "position": "position"},
    "position": {},
}
"""Property of an entity → property of its schema."""

Properties = dict[str, list[str]]


def write(registry: Registry, path: Path) -> None:
    """Write the file `path`."""
    with whole(path) as stream:
        for entity in entities(registry):
            for line in _lines(registry, entity):
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(registry: Registry, entity: Entity) -> Iterator[dict[str, Any]]:
    sources = registry.sources(entity.id)
    properties: Properties = {}
    for name, value in _said(entity):
        if value not in properties.setdefault(name, []):
            properties[name].append(value)
    urls = sorted({source.source for source in sources if source.source.startswith(("https://", "http://"))})
    if urls:
        properties["sourceUrl"] = urls
    yield _line(entity.id, _schema(entity), properties)
    if entity.kind == EntityKind.POSITION:
        yield from _occupancies(entity, sources)


def _schema(entity: Entity) -> str:
    match entity.kind:
        case EntityKind.PERSON:
            return "Person"
        case EntityKind.POSITION:
            return "Position"
    return SCHEMATA.get(entity.current("kind") or "", "Organization")


def _said(entity: Entity) -> Iterator[tuple[str, str]]:
    yield "name", entity.name
    if entity.country:
        yield "country", entity.country.lower()
    words = WORDS[entity.kind]
    for value in entity.values:
        if value.property == "name" and value.value != entity.name:
            yield "alias", value.value
        elif not value.current:
            continue
        elif value.property.endswith("_on"):
            if value.property in words and PREFIX.fullmatch(value.value):
                yield words[value.property], value.value
        elif value.property in words:
            yield words[value.property], value.value
        elif value.property == "organisation" and value.target:
            yield "organization", value.target
        elif value.property in ("host", "number"):
            yield "notes", f"{value.property}: {value.value}" + (f" ({value.group.replace('|', ', ')})" if value.group else "")


def _occupancies(entity: Entity, sources: tuple[Source, ...]) -> Iterator[dict[str, Any]]:
    """Who was seen to hold an office; the dates are those of the announcements that say so, not of the tenure."""
    held: dict[str, list[Value]] = {}
    for value in entity.all("holder"):
        if value.target:
            held.setdefault(value.target, []).append(value)
    for person, values in sorted(held.items()):
        seen = sorted({day for value in values for day in (value.earliest, value.latest) if day and PREFIX.fullmatch(day)})
        properties = {"holder": [person], "post": [entity.id], "summary": sorted({value.value for value in values})}
        if seen:
            properties["date"] = seen
        id = f"occupancy-{sha256(f'{person} {entity.id}'.encode()).hexdigest()[:16]}"
        yield _line(id, "Occupancy", properties)


def _line(id: str, schema: str, properties: Properties) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": properties, "datasets": ["herald"], "referents": []}
