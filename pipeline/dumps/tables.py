"""The registry as four flat tables: entities, their values, the statements behind them, the sources of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Final, get_args

from pydantic import BaseModel

from pipeline.dumps.everything import entities, proven
from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity, Source, Statement, Value

__all__ = ["COLUMNS", "TABLES", "Row"]

Row = Mapping[str, Any]


def _columns(model: type[BaseModel], *left_out: str) -> dict[str, type]:
    """Name → plain type: str, int, float, bool or datetime; null is allowed in all of them."""
    return {name: _plain(field.annotation) for name, field in model.model_fields.items() if name not in left_out}


def _plain(annotation: Any) -> type:
    if isinstance(annotation, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return next((kind for kind in (bool, int, float, datetime) if annotation is kind), str)


COLUMNS: Final[dict[str, dict[str, type]]] = {
    "entities": _columns(Entity, "values"),
    "values": {"entity": str} | _columns(Value),
    "statements": {"entity": str} | _columns(Statement),
    "sources": {"entity": str} | _columns(Source),
}


def _entities(registry: Registry) -> Iterator[Row]:
    for entity in entities(registry):
        yield entity.model_dump(exclude={"values"})


def _values(registry: Registry) -> Iterator[Row]:
    for entity in entities(registry):
        for value in entity.values:
            yield {"entity": entity.id, **value.model_dump()}


def _statements(registry: Registry) -> Iterator[Row]:
    for entity, statements, _ in proven(registry):
        for statement in statements:
            yield {"entity": entity.id, **statement.model_dump()}


def _sources(registry: Registry) -> Iterator[Row]:
    for entity, _, sources in proven(registry):
        for source in sources:
            yield {"entity": entity.id, **source.model_dump()}


TABLES: Final[dict[str, Callable[[Registry], Iterator[Row]]]] = {
    "entities": _entities,
    "values": _values,
    "statements": _statements,
    "sources": _sources,
}
"""The rows of each table, in the order of the entities."""
