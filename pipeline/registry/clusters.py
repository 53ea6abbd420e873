"""Clusters of copies in the store: which announcements are one source."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.registry import reprints
from pipeline.registry.store import Store

__all__ = ["Clusters"]


class Clusters:
    """Keeps `announcements.cluster`: the least id among the announcements that are copies of one another, directly or by way of others.

    Where a cluster changes, the nodes that its announcements speak of are marked dirty.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def join(self, announcement: str, sketch: bytes) -> None:
        """Find the copies of an announcement; one witness joins it to a whole cluster."""
        marks = reprints.bands(sketch)
        if not marks:
            return
        found = self.store.all(
            "select distinct a.cluster, a.id from bands b cross join announcements a on a.id = b.announcement "
            f"where b.band in ({', '.join('?' * len(marks))})",
            *marks,
        )
        self.store.many("insert or ignore into bands values (?, ?)", ((mark, announcement) for mark in marks))
        met: set[str] = set()
        for cluster, id in sorted(found):
            if cluster not in met and reprints.near(sketch, self._sketch(id)):
                met.add(cluster)
                self.store.many("insert or ignore into twins values (?, ?)", ((announcement, id), (id, announcement)))
        if met:
            self._name_cluster(self._copies(announcement))

    def _sketch(self, id: str) -> bytes:
        found = self.store.one("select sketch from announcements where id = ?", id)
        return bytes(found or b"")

    def _copies(self, announcement: str) -> set[str]:
        seen = {announcement}
        frontier = [announcement]
        while frontier:
            near = {row[0] for id in frontier for row in self.store.all("select b from twins where a = ?", id)}
            frontier = sorted(near - seen)
            seen |= near
        return seen

    def _name_cluster(self, members: set[str]) -> None:
        name = min(members)
        for id in sorted(members):
            if self.store.one("select cluster from announcements where id = ?", id) != name:
                self.store.run("update announcements set cluster = ? where id = ?", name, id)
                self.store.run(
                    "update said set cluster = (select number from numbers where announcement = ?) "
                    "where announcement = (select number from numbers where announcement = ?)",
                    *(name, id),
                )
                self.store.run("insert or ignore into dirty select node from subjects where announcement = ?", id)

    def part(self, members: Iterable[str]) -> None:
        """A copy is gone: see anew which of the others are near one another."""
        rest = set[str]().union(*(self._copies(id) for id in members))
        sketches = {id: self._sketch(id) for id in sorted(rest)}
        for id, sketch in sketches.items():
            for other, another in sketches.items():
                if id < other and reprints.near(sketch, another) and set(reprints.bands(sketch)) & set(reprints.bands(another)):
                    self.store.many("insert or ignore into twins values (?, ?)", ((id, other), (other, id)))
        while rest:
            group = self._copies(min(rest))
            self._name_cluster(group)
            rest -= group
