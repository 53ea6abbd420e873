"""What stands behind entities: their statements, the announcements that say them, and their states as the change log tells them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from pipeline.registry.models import Source, Statement
from pipeline.registry.state import State, folded
from pipeline.registry.store import Store

__all__ = ["known", "now", "sources", "statements"]

_NODES: Final = "from wanted w cross join nodes n on n.entity = w.id cross join subjects u on u.node = n.id"
_STATEMENTS: Final = (
    f"select n.entity, {{columns}} {_NODES} cross join statements s on s.subject = u.id "
    "where s.last_seen is null or ? order by s.property, s.value, s.announcement, s.start, s.id"
)
_SOURCES: Final = (
    "select distinct n.entity, a.id, a.cluster, a.source, a.title, a.published, a.language "
    f"{_NODES} cross join announcements a on a.id = u.announcement order by coalesce(a.published, '~'), a.id"
)


def statements(store: Store, ids: Iterable[str], *, withdrawn: bool = False) -> dict[str, tuple[Statement, ...]]:
    """Entity → its statements, in one sweep; `withdrawn`: also those that no announcement says any more."""
    names = list(Statement.model_fields)
    found: dict[str, list[Statement]] = {id: [] for id in ids}
    _want(store, found)
    for home, *row in store.all(_STATEMENTS.format(columns=", ".join(f"s.[{name}]" for name in names)), withdrawn):
        found[home].append(Statement(**dict(zip(names, row, strict=True))))
    return {id: tuple(said) for id, said in found.items()}


def sources(store: Store, ids: Iterable[str]) -> dict[str, tuple[Source, ...]]:
    """Entity → the announcements that speak of it, the earliest first, in one sweep."""
    names = ("announcement", "cluster", "source", "title", "published", "language")
    found: dict[str, list[Source]] = {id: [] for id in ids}
    _want(store, found)
    for home, *row in store.all(_SOURCES):
        found[home].append(Source(**dict(zip(names, row, strict=True))))
    return {id: tuple(said) for id, said in found.items()}


def now(store: Store) -> Iterator[tuple[str, State]]:
    """Every entity with its state."""
    for id, state in store.all("select id, state from entities order by kind, id"):
        yield id, json.loads(state)


def known(store: Store, moment: datetime) -> Iterator[tuple[str, State]]:
    """The same as the change log gives it for a time."""
    found: dict[str, State] = {}
    for id, after in store.all("select entity, after from changes where at <= ? order by seq", moment.isoformat()):
        state = folded(found.pop(id, None), json.loads(after) if after else None)
        if state is not None:
            found[id] = state
    yield from sorted(found.items(), key=lambda item: (item[1]["kind"], item[0]))


def _want(store: Store, ids: Iterable[Any]) -> None:
    store.run("create temp table if not exists wanted (id text primary key) without rowid")
    store.run("delete from wanted")
    store.many("insert or ignore into wanted values (?)", ((id,) for id in ids))
