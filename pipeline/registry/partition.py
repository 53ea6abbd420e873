"""Things that are the same, directly or by way of others."""

from __future__ import annotations

__all__ = ["Partition"]


class Partition:
    """Disjoint sets of names, each known by its least member; a name never joined is alone."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The least name of the set that holds `name`."""
        while (parent := self._parent.get(name, name)) != name:
            name = parent
        return name

    def join(self, one: str, other: str) -> None:
        """Make one set of the two that hold these names."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
