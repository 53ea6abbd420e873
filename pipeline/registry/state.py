"""An entity as one flat state: what is stored, what the change log compares, and what becomes an `Entity` again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pipeline.registry.models import Entity, EntityKind, Value
from pipeline.registry.said import Said, merged
from pipeline.registry.store import Store
from pipeline.registry.values import weigh

__all__ = ["State", "difference", "entity", "folded", "said", "state"]

State = dict[str, Any]
VALUES: Final = "values:"

_SAID: Final = """
select c.property, c.value, nullif(c.qualifier, ''), c.comparator, nullif(c.date, ''), max(s.confidence),
  count(distinct s.cluster), count(distinct s.announcement), min(s.published), max(s.published), min(s.target), s.claim
from chosen x cross join said s on s.node = x.id cross join claims c on c.number = s.claim
group by s.claim order by 1, 2, 3, 4, 5
"""
_SPOKEN: Final = "from chosen x cross join said s on s.node = x.id"
_COUNTS: Final = f"select count(distinct s.cluster), count(distinct s.announcement) {_SPOKEN}"
_MENTIONS: Final = "select count(*) from chosen x cross join subjects u on u.node = x.id"


def said(store: Store) -> list[Said]:
    """What the statements of the chosen nodes say, counted; spellings of one value are one, and a source that has both is one."""
    gathered: dict[tuple[str, ...], list[tuple[Said, int]]] = {}
    for *row, claim in store.all(_SAID):
        item = Said(*row)
        gathered.setdefault((item.about, item.group, *item.content), []).append((item, claim))
    return [_one(store, same) for same in gathered.values()]


def _one(store: Store, same: list[tuple[Said, int]]) -> Said:
    if len(same) == 1:
        return same[0][0]
    marks = ", ".join("?" * len(same))
    query = f"select count(distinct s.cluster), count(distinct s.announcement) {_SPOKEN} where s.claim in ({marks})"
    sources, announcements = store.all(query, *(claim for _, claim in same))[0]
    return replace(merged([item for item, _ in same]), sources=sources, announcements=announcements)


def state(store: Store, kind: str, nodes: Iterable[str], decided: Mapping[tuple[str, str], str]) -> State:
    """The state of the entity that these nodes are."""
    store.choose(nodes)
    values = weigh(said(store), decided=decided)
    sources, announcements = store.all(_COUNTS)[0]
    mentions = store.one(_MENTIONS)
    current = {value.property: value.value for value in reversed(values) if value.current}
    found: State = {
        "kind": kind,
        "name": current.get("name", ""),
        "country": current.get("country"),
        "sources": sources,
        "announcements": announcements,
        "mentions": mentions,
    }
    for value in values:
        said_so = value.model_dump(exclude_defaults=True, exclude={"property"}) | {"value": value.value}
        found.setdefault(f"{VALUES}{value.property}", []).append(said_so)
    return found


def entity(id: str, found: Mapping[str, Any]) -> Entity:
    """The entity of a state."""
    values = [
        Value(property=name.removeprefix(VALUES), **value)
        for name, said_so in found.items()
        if name.startswith(VALUES)
        for value in said_so or ()
    ]
    return Entity(
        id=id,
        kind=EntityKind(found["kind"]),
        name=found["name"],
        country=found["country"],
        values=tuple(values),
        sources=found["sources"],
        announcements=found["announcements"],
        mentions=found["mentions"],
    )


def difference(before: State, after: State) -> tuple[State, State]:
    """The parts of two states that differ; what one lacks is None in it."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def folded(before: State | None, after: State | None) -> State | None:
    """A state with a change applied; None where the entity is gone."""
    if after is None:
        return None
    return {name: value for name, value in {**(before or {}), **after}.items() if value is not None or name == "country"}
