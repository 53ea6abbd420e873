"""The nodes of the graph: profiles, each compared once with all that share a key."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from pipeline.registry.blocks import keys
from pipeline.registry.compare import compare, threshold
from pipeline.registry.profiles import Profile
from pipeline.registry.store import Store

__all__ = ["Nodes"]

PROFILES: Final = 50_000
"""Profiles kept in memory."""


class Nodes:
    """Finds or makes the node of a profile in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._profiles: OrderedDict[str, Profile] = OrderedDict()

    def of(self, profile: Profile) -> str:
        """The node of a profile; a new one is compared with all that share a key."""
        node = profile.id
        if self.store.one("select 1 from nodes where id = ?", node):
            return node
        dump = profile.dump()
        self.store.run("insert into nodes (id, kind, profile) values (?, ?, ?)", node, profile.kind, dump)
        self._remember(node, profile)
        marks = sorted(keys(profile))
        found: set[str] = set()
        for mark in marks:
            found.update(row[0] for row in self.store.all("select node from keys where key = ?", mark))
        self.store.many("insert into keys values (?, ?)", ((mark, node) for mark in marks))
        least = threshold(profile.kind)
        for other in sorted(found):
            score = compare(profile, self._profile(other))
            if score.probability >= least:
                pair = ((node, other, score.probability), (other, node, score.probability))
                self.store.many("insert or replace into edges values (?, ?, ?)", pair)
        return node

    def _profile(self, node: str) -> Profile:
        found = self._profiles.get(node)
        if found is None:
            found = Profile.load(self.store.one("select profile from nodes where id = ?", node))
            self._remember(node, found)
        else:
            self._profiles.move_to_end(node)
        return found

    def _remember(self, node: str, profile: Profile) -> None:
        self._profiles[node] = profile
        if len(self._profiles) > PROFILES:
            self._profiles.popitem(last=False)
