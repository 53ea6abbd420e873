"""A name in its place, and the link between it and a title."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link", "Placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in tokens, half-open; `begin` is where its honorific begins."""

    begin: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Link:
    """Title number `title` is held by name number `name`; `how` the text says so is also the rule."""

    title: int
    name: int
    how: str
