"""Walking the rules from token to token, each way worked out once: what comes next depends on what tokens may mean, not on the tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.dates.automaton import DateRule, Node

# Of what may begin at a token the class and length of each; alike shapes are one object, so that they compare at once.
Shape = tuple[tuple[str, int], ...]
# So many places are remembered.
_MOST = 50_000


class End(NamedTuple):
    """A rule that may end after so many tokens; its pieces are told by the token where each begins and the number of its atom there."""

    length: int
    rule: DateRule
    pieces: tuple[tuple[int, int], ...]


class Thread(NamedTuple):
    """One way through the rules: it goes on from a node at a token, counted from the first, after these pieces."""

    node: Node
    at: int
    pieces: tuple[tuple[int, int], ...]


class Place(dict["ShapeOf", "Place"]):
    """What is known after so many tokens: the ways that go `onward`, and the `ends` so far, the best first.

    As a table it leads to the place after a token of a shape, worked out when first asked: a known step costs no call.
    """

    __slots__ = ("_at", "_walk", "ends", "onward")

    def __init__(self, walk: Walk, at: int, onward: tuple[Thread, ...], ends: tuple[End, ...]) -> None:
        super().__init__()
        self._walk, self._at = walk, at
        self.onward, self.ends = onward, ends

    def __missing__(self, shape: ShapeOf) -> Place:
        threads, ends = [], list(self.ends)
        for thread in self.onward:
            if thread.at > self._at:
                # It waits for the end of a phrase.
                threads.append(thread)
                continue
            for number, (cls, length) in enumerate(shape.parts):
                if (node := thread.node.steps[cls]) is not None:
                    pieces, at = (*thread.pieces, (self._at, number)), self._at + length
                    ends += [End(at, rule, pieces) for rule in node.rules]
                    if node.wants:
                        threads.append(Thread(node, at, pieces))
        ends.sort(key=_preference)
        place = Place(self._walk, self._at + 1, tuple(threads), tuple(ends))
        self._walk.remember(self, shape, place)
        return place


def _preference(end: End) -> tuple[int, int, int, tuple[int, ...]]:
    # Of the meanings that a word has in one rule, that which the lexicon names last.
    return -end.length, len(end.pieces), end.rule.order, tuple(-number for _, number in end.pieces)


class ShapeOf:
    """A shape; equal ones are the same object."""

    __slots__ = ("parts",)

    def __init__(self, parts: Shape) -> None:
        self.parts = parts


_SHAPES: dict[Shape, ShapeOf] = {}


def shape_of(atoms: Iterable[tuple[str, object, int]]) -> ShapeOf:
    """The shape of what may begin at a token."""
    parts = tuple([(cls, length) for cls, _, length in atoms])
    known = _SHAPES.get(parts)
    if known is None:
        known = _SHAPES[parts] = ShapeOf(parts)
    return known


class Walk:
    """All ways through the rules of a language that were gone so far, from the `start`; forgotten when there are too many."""

    def __init__(self, root: Node) -> None:
        self.start = Place(self, 0, (Thread(root, 0, ()),), ())
        self._known = 0

    def remember(self, before: Place, shape: ShapeOf, after: Place) -> None:
        """Note where a shape led."""
        self._known += 1
        if self._known > _MOST:
            self._known = 0
            self.start.clear()
        before[shape] = after
