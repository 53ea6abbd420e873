"""Settles what changed: from dirty nodes to connected parts, to entities, to their states and the lines of the change log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from pipeline.registry.decisions import Decision
from pipeline.registry.models import Operation
from pipeline.registry.profiles import Profile
from pipeline.registry.resolve import Graph, gather
from pipeline.registry.state import State, difference, folded, state
from pipeline.registry.store import Store
from pipeline.transcription.letters import fold

__all__ = ["Settlement"]

UNDATED: Final = "~"
"""Sorts after every date: an announcement without date is no one's first."""


class Settlement:
    """One resolution of everything dirty; runs inside the caller's transaction."""

    def __init__(self, store: Store, decisions: Iterable[Decision], at: datetime) -> None:
        self.store, self.at = store, at.isoformat()
        self.seq = int(store.one("select max(seq) from changes") or 0)
        self.changes = 0
        self.pairs: dict[str, dict[str, str]] = {}
        self.values: dict[str, dict[tuple[str, str], str]] = {}
        for decision in decisions:
            self._law(decision)
        self.former: dict[str, State] = {}

    def run(self) -> int:
        """Settle every dirty node; how many changes were logged."""
        if self.store.meta("rebuilt"):
            self.former = self._replayed()
        seen: set[str] = set()
        for (node,) in self.store.all("select node from dirty order by node"):
            if node not in seen:
                part = self._part(node)
                seen |= part
                self._settle(sorted(part))
        self.store.run("delete from dirty")
        for id, before in sorted(self.former.items()):
            self._log(Operation.DEL, id, (before, None), "not said any more")
        self.store.run("delete from meta where name = 'rebuilt'")
        return self.changes

    def _law(self, decision: Decision) -> None:
        if decision.decision == "value":
            for node in self._nodes(decision.entity):
                self.values.setdefault(node, {})[decision.about or "", decision.group] = decision.value or ""
            return
        for left in self._nodes(decision.left):
            for right in self._nodes(decision.right):
                if left != right:
                    self.pairs.setdefault(left, {})[right] = decision.decision
                    self.pairs.setdefault(right, {})[left] = decision.decision

    def _nodes(self, id: str | None) -> list[str]:
        """The node that an id of an entity or subject stands for; none where it is not there (yet)."""
        found = self.store.all("select id from nodes where id = ?", id) or self.store.all(
            "select node from subjects where id = ?", id
        )
        return [row[0] for row in found]

    def _part(self, node: str) -> set[str]:
        """Every node that is connected with one, by edges or by law."""
        seen, frontier = {node}, [node]
        while frontier:
            near: set[str] = set()
            for id in frontier:
                near.update(row[0] for row in self.store.all("select b from edges where a = ?", id))
                near.update(other for other, how in self.pairs.get(id, {}).items() if how == "same")
            frontier = sorted(near - seen)
            seen |= near
        return seen

    def _settle(self, part: list[str]) -> None:
        store = self.store
        store.choose(part)
        rows = store.all("select n.id, n.kind, n.profile, n.entity from chosen c cross join nodes n on n.id = c.id")
        first = dict(
            store.all(
                "select s.node, min(coalesce(s.published, ?)) from chosen x cross join said s on s.node = x.id group by s.node",
                UNDATED,
            )
        )
        before = {id: entity for id, _, _, entity in rows}
        alive = {id: Profile.load(profile) for id, _, profile, _ in rows if id in first}
        groups = self._groups(alive)
        for kind_id in sorted(before.keys() - first.keys()):
            self._bury(kind_id)
        entities: dict[str, list[str]] = {}
        for group in groups:
            entities[min(group, key=lambda id: (first[id], id))] = group
        homes = {id: entity for entity, group in entities.items() for id in group}
        store.many(
            "update nodes set entity = ?, first = ? where id = ?",
            ((homes[id], first[id], id) for id in alive),
        )
        self._leave(before, homes)
        for id, group in sorted(entities.items()):
            self._write(id, alive[id].kind, group, came_from={before[n] for n in group if before[n]} - {id})

    def _groups(self, alive: dict[str, Profile]) -> list[list[str]]:
        if not alive:
            return []
        if len(alive) == 1:
            return [list(alive)]
        rows = self.store.all("select e.a, e.b, e.probability from chosen c cross join edges e on e.a = c.id where e.a < e.b")
        edges = {(a, b): probability for a, b, probability in rows if a in alive and b in alive}
        law = {(a, b): how for a in alive for b, how in self.pairs.get(a, {}).items() if a < b and b in alive}
        same = [pair for pair, how in law.items() if how == "same"]
        different = [pair for pair, how in law.items() if how == "different"]
        return gather(Graph(alive, edges, same, different))

    def _bury(self, node: str) -> None:
        """A node that no announcement has any more leaves the graph."""
        for sql in ("delete from nodes where id = ?", "delete from keys where node = ?"):
            self.store.run(sql, node)
        self.store.run("delete from edges where b = ?1 and a in (select b from edges where a = ?1)", node)
        self.store.run("delete from edges where a = ?", node)

    def _leave(self, before: dict[str, str | None], homes: dict[str, str]) -> None:
        """Entities that are no more: merged into the one that has most of their nodes, or gone."""
        for id in sorted({entity for entity in before.values() if entity} - set(homes.values())):
            old = self.store.one("select state from entities where id = ?", id)
            heirs = [homes[node] for node, entity in before.items() if entity == id and node in homes]
            heir = homes.get(id) or (max(sorted(set(heirs)), key=heirs.count) if heirs else None)
            if id not in homes:
                self.store.run("insert or replace into retired values (?, ?)", id, heir)
            if old is not None:
                self._log(Operation.DEL, id, (json.loads(old), None), f"merged into {heir}" if heir else "not said any more")
            for table, column in (("entities", "id"), ("names", "entity")):
                self.store.run(f"delete from {table} where {column} = ?", id)

    def _write(self, id: str, kind: str, group: list[str], *, came_from: set[str | None]) -> None:
        decided = {topic: value for node in group for topic, value in self.values.get(node, {}).items()}
        after = state(self.store, kind, group, decided)
        row = self.store.one("select state from entities where id = ?", id)
        before = json.loads(row) if row is not None else self.former.pop(id, None)
        if before == after and row is not None:
            return
        if before is None:
            reason = (
                f"parted from or renamed after {', '.join(sorted(filter(None, came_from)))}"
                if came_from
                else "said for the first time"
            )
            self._log(Operation.ADD, id, (None, after), reason)
        elif before != after:
            sides = difference(before, after)
            names = ", ".join(name.removeprefix("values:") for name in sides[1])
            self._log(Operation.MOD, id, sides, f"{names} changed")
        self._store(id, kind, after)

    def _store(self, id: str, kind: str, found: State) -> None:
        values = [(name, value) for name, said in found.items() if name.startswith("values:") for value in said]
        conflict = any(value.get("agrees") is False for _, value in values)
        sort = next((value["value"].casefold() for value in found.get("values:kind", ()) if value.get("current")), None)
        self.store.run(
            "insert or replace into entities values (?, ?, ?, ?, ?, ?, ?, ?)",
            *(id, kind, found["name"], found["country"], sort, conflict, "values:number" in found),
            json.dumps(found, ensure_ascii=False),
        )
        self.store.run("delete from names where entity = ?", id)
        said = {
            fold(value["value"]) for name, value in values if name in ("values:name", "values:mentioned_as", "values:acronym")
        }
        self.store.many("insert or ignore into names values (?, ?)", ((name, id) for name in sorted(said)))

    def _log(self, op: Operation, id: str, sides: tuple[State | None, State | None], reason: str) -> None:
        self.seq += 1
        self.changes += 1
        kind = id.partition("-")[0]
        texts = (json.dumps(side, ensure_ascii=False) if side is not None else None for side in sides)
        self.store.run(
            "insert into changes values (?, ?, ?, ?, ?, ?, ?, ?)", self.seq, self.at, str(op), kind, id, *texts, reason
        )

    def _replayed(self) -> dict[str, State]:
        """What the change log says there is, for a store that was made anew."""
        found: dict[str, State] = {}
        for id, after in self._logged():
            now = folded(found.pop(id, None), json.loads(after) if after else None)
            if now is not None:
                found[id] = now
        return found

    def _logged(self) -> Iterator[tuple[str, str | None]]:
        yield from self.store.db.execute("select entity, after from changes order by seq")
