"""What the registry answers to the protocol's questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz.fuzz import token_sort_ratio

from pipeline.api.reconcile.models import (
    Batch,
    Candidate,
    Cell,
    Constraint,
    Extend,
    Extension,
    Meta,
    Named,
    Proposal,
    Query,
    Result,
    Results,
    Suggestion,
    Suggestions,
    Trait,
    Type,
)
from pipeline.records import Status
from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity, EntityKind, Redirect
from pipeline.transcription.letters import fold

__all__ = ["PROPERTIES", "TYPES", "entities", "extension", "properties", "proposal", "results", "types"]

TYPES: Final = {kind: Type(id=str(kind), name=kind.capitalize()) for kind in EntityKind}
DATES: Final = {f"{status}_on": f"{status} on" for status in Status}
PROPERTIES: Final[dict[EntityKind, dict[str, str]]] = {
    EntityKind.CENTRE: {
        "name": "name",
        "kind": "kind",
        "country": "country",
        "host": "host",
        "number": "number",
        "status": "status",
    }
    | DATES
    | {"attendance": "attendance"},
    EntityKind.PERSON: {"name": "name", "family": "family name", "given": "given name", "position": "position"},
    EntityKind.ORGANISATION: {"name": "name", "acronym": "acronym", "kind": "kind", "country": "country"},
    EntityKind.POSITION: {"name": "name", "title": "title", "organisation": "organisation", "holder": "holder"},
}
TARGETS: Final = {
    "host": EntityKind.ORGANISATION,
    "organisation": EntityKind.ORGANISATION,
    "position": EntityKind.POSITION,
    "holder": EntityKind.PERSON,
}
SURE: Final = 0.9
"""From this probability a lone candidate is called a match."""
RIVAL: Final = 0.75
"""A second candidate as likely as this makes the first one no match."""
MOST: Final = 50
PART: Final = 0.5
"""What a name that holds the asked one as a part can reach at most, where the registry has no ground to compare the two."""
EQUAL: Final = 0.9
"""The same where the name is the very one that was asked for."""


def results(registry: Registry, batch: Batch) -> Results:
    """The candidates of every query."""
    return Results({key: Result(result=_result(registry, query)) for key, query in batch.root.items()})


def _result(registry: Registry, query: Query) -> list[Candidate]:
    country = next((value for item in query.properties if item.pid == "country" for value in _texts(item)), None)
    found: dict[str, Candidate] = {}
    for kind in _kinds(query.type):
        for entity, probability, features in _likely(registry, kind, query.query.strip(), country):
            candidate = _candidate(entity, probability, features, query.properties)
            if entity.id not in found or found[entity.id].score < candidate.score:
                found[entity.id] = candidate
    ranked = sorted(found.values(), key=lambda item: (-item.score, item.id))[: min(int(query.limit), MOST)]
    if ranked and ranked[0].score >= 100 * SURE and (len(ranked) == 1 or ranked[1].score < 100 * RIVAL):
        ranked[0] = ranked[0].model_copy(update={"match": True})
    return ranked


def _kinds(types: str | list[str] | None) -> list[EntityKind]:
    """The kinds asked for; all where none is named, none where only unknown ones are."""
    if not types:
        return list(EntityKind)
    named = [types] if isinstance(types, str) else types
    return [kind for kind in EntityKind if kind in named]


def _likely(
    registry: Registry, kind: EntityKind, name: str, country: str | None
) -> Iterator[tuple[Entity, float, dict[str, float]]]:
    """Entities whose name is compared with the one asked for, whatever its language; then those that merely hold it."""
    if not any(sign.isalnum() for sign in name):
        return
    compared: set[str] = set()
    for candidate in registry.candidates(kind, name, country=country, limit=MOST):
        compared.add(candidate.entity.id)
        yield candidate.entity, candidate.probability, {item.name: item.weight for item in candidate.features}
    for entity in registry.entities(kind, query=name, limit=MOST).entities:
        if entity.id not in compared:
            likeness = max(token_sort_ratio(fold(name), fold(value.value)) / 100 for value in entity.all("name"))
            yield entity, EQUAL if likeness == 1 else PART * likeness, {"part_of_name": round(likeness, 3)}


def _candidate(entity: Entity, probability: float, features: dict[str, float], wanted: Iterable[Constraint]) -> Candidate:
    """A property that agrees halves the doubt, one that disagrees halves the probability, one that is not known says nothing."""
    for item in wanted:
        agrees = _agrees(entity, item)
        if agrees is not None:
            probability = 1 - (1 - probability) / 2 if agrees else probability / 2
            features = features | {f"property:{item.pid}": 1.0 if agrees else -1.0}
    return Candidate(
        id=entity.id,
        name=entity.name,
        description=description(entity),
        score=round(100 * probability, 2),
        match=False,
        type=[TYPES[EntityKind(entity.kind)]],
        features=[Trait(id=name, value=value) for name, value in features.items()],
    )


def _agrees(entity: Entity, wanted: Constraint) -> bool | None:
    known = entity.all(wanted.pid)
    asked = {fold(text) for text in _texts(wanted)} - {""}
    if not known or not asked:
        return None
    return bool(asked & {fold(text) for value in known for text in (value.value, value.target or "")})


def _texts(wanted: Constraint) -> list[str]:
    values = wanted.v if isinstance(wanted.v, list) else [wanted.v]
    found = []
    for value in values:
        if isinstance(value, Named):
            found += [value.id, *([value.name] if value.name else [])]
        elif isinstance(value, float) and value.is_integer():
            found.append(str(int(value)))
        else:
            found.append(str(value))
    return found


def description(entity: Entity) -> str:
    """What tells an entity from its namesakes, in one line."""
    told = {"centre": ("kind", "host"), "person": ("position",), "organisation": ("kind",), "position": ("holder",)}
    parts = [value.value for name in told[entity.kind] for value in entity.all(name) if value.current][:2]
    return " · ".join([*parts, *([entity.country] if entity.country else [])])


def entities(registry: Registry, prefix: str, type: str, limit: int) -> Suggestions:
    """Entities with a name that has these characters, those that begin with them first; of one type, if one is given."""
    found = []
    if wanted := fold(prefix):
        for kind in _kinds(type):
            for entity in registry.entities(kind, query=prefix, limit=limit).entities:
                begins = any(fold(value.value).startswith(wanted) for value in entity.all("name"))
                found.append((not begins, entity.name, entity))
    found.sort(key=lambda item: (item[0], item[1], item[2].id))
    return Suggestions(
        result=[
            Suggestion(id=e.id, name=e.name, description=description(e), notable=[TYPES[EntityKind(e.kind)]])
            for _, _, e in found[:limit]
        ]
    )


def types(prefix: str) -> Suggestions:
    """Kinds of entities."""
    named = [item for item in TYPES.values() if fold(prefix) in fold(item.name)]
    return Suggestions(result=[Suggestion(id=item.id, name=item.name, description="") for item in named])


def properties(prefix: str) -> Suggestions:
    """Properties of any kind of entity."""
    owners: dict[str, list[str]] = {}
    for kind, named in PROPERTIES.items():
        for id in named:
            owners.setdefault(id, []).append(kind)
    names = {id: name for named in PROPERTIES.values() for id, name in named.items()}
    found = [id for id in names if fold(prefix) in fold(names[id])]
    return Suggestions(result=[Suggestion(id=id, name=names[id], description=f"of {', '.join(owners[id])}") for id in found])


def proposal(kind: str, limit: int) -> Proposal:
    """The properties of a kind of entity, of all where it is empty, none where there is no such kind."""
    kinds = [item for item in EntityKind if kind in ("", item)]
    named = {id: name for item in kinds for id, name in PROPERTIES[item].items()}
    found = [Type(id=id, name=name) for id, name in named.items()][:limit]
    return Proposal(type=kind, properties=found, limit=limit)


def extension(registry: Registry, asked: Extend) -> Extension:
    """The current values of properties; nothing for an id or a property that is not known."""
    names = {id: name for named in PROPERTIES.values() for id, name in named.items()}
    meta = [
        Meta(id=item.id, name=names.get(item.id, item.id), type=TYPES[TARGETS[item.id]] if item.id in TARGETS else None)
        for item in asked.properties
    ]
    rows = {}
    for id in asked.ids:
        found = registry.entity(id)
        if isinstance(found, Redirect):
            found = registry.entity(found.to)
        entity = found if isinstance(found, Entity) else None
        rows[id] = {item.id: list(_cells(registry, entity, item.id)) if entity else [] for item in asked.properties}
    return Extension(meta=meta, rows=rows)


def _cells(registry: Registry, entity: Entity, name: str) -> Iterator[Cell]:
    seen: set[str] = set()
    for value in entity.all(name):
        key = value.target or value.value
        if not value.current or key in seen:
            continue
        seen.add(key)
        target = registry.entity(value.target) if value.target else None
        if isinstance(target, Entity):
            yield Cell(id=target.id, name=target.name)
        elif name in ("number", "attendance") and value.comparator == "=" and value.value.isdecimal():
            yield Cell(int=int(value.value))
        else:
            yield Cell(str=value.comparator.strip("=") + value.value)
