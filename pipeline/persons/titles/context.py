"""What stands around a title, by indices of tokens."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around: where institutions and places begin and how far they reach, where people begin.

    `inside` are tokens that belong to something else and can be no head of a title; `named`: the indices behind persons' names.
    """

    institutions: dict[int, int] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    places: dict[int, int] = field(default_factory=dict)
    nationals: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
