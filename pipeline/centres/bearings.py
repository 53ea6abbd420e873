"""How the dates of a text stand to the names of its centres."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from pipeline.centres import sections
from pipeline.centres.days import TOUCHING, apart, between
from pipeline.centres.hinted import Hint
from pipeline.centres.sites import Site, named_in_order
from pipeline.spans import Fact


@dataclass(frozen=True)
class Bearings:
    """The names of one text.

    `aside`: as of `Stages`; `persons`: where they are named; `hints`: words that mean a centre.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    sites: Sequence[Site]
    aside: Callable[[int], bool]
    persons: Sequence[tuple[int, int]] = ()
    hints: Sequence[Hint] = ()

    def sentence(self, at: int) -> int:
        """The number of the sentence in which an offset lies."""
        return max(0, bisect_right(self.sentences, (at, inf)) - 1)

    def of(self, own: int, fact: Fact) -> str:
        """How a date stands to the names of centres."""
        at = self.sentence(fact.start)
        inside, start = self._named.get(at, []), self.sentences[at][0]
        named = [(s, e) for s, e, n in inside if n == own]
        others = [(s, e) for s, e, n in inside if n != own]
        if named and not others:
            return "own sentence"
        if named:
            span = (fact.start, fact.end)
            near = min(apart(self.text, m, span) for m in named) <= min(apart(self.text, m, span) for m in others)
            return "shared, nearest" if near else "shared"
        if others:
            return "another's sentence"
        if (meant := self._meant(at, fact)) is not None:
            return "hinted" if meant == own else "hinted another"
        before = bisect_left(self._mentions, (start,))
        if not before:
            return "opens"
        last = self._mentions[before - 1]
        if last[2] == own:
            return "follows" if last[0] > self.text.rfind("\n", 0, start) else "follows far"
        return "follows another"

    def _meant(self, at: int, fact: Fact) -> int | None:
        """The centre that a sentence without its name means: by a word of it, or in the centre's row of a list."""
        start, end = self.sentences[at]
        near = (hint for hint in self.hints if start <= hint[0] < end)
        hint = min(near, key=lambda hint: apart(self.text, (hint[0], hint[1]), (fact.start, fact.end)), default=None)
        return hint[2] if hint else sections.row(self.text, self._mentions, fact.start)

    def beside(self, own: int, fact: Fact) -> Iterator[str]:
        """How a date stands to the names of centres in its sentence."""
        inside = self._named.get(self.sentence(fact.start), [])
        named = [(s, e) for s, e, n in inside if n == own]
        last = max((m for m in inside if m[1] <= fact.start), key=lambda m: m[1], default=None)
        if last is not None and named and len(named) < len(inside):
            yield "behind its name" if last[2] == own else "behind another's name"
        if named and all(any(c in between(self.text, m, (fact.start, fact.end)) for c in ";；؛:—–：\n") for m in named):
            yield "another clause"
        if last is not None and last[2] == own:
            if self.aside(last[0]):
                yield "behind a name aside"
            gap = self.text[last[1] : fact.start]
            if gap.strip() in {"(", "（"}:
                yield "bracketed"
            if len(gap) <= TOUCHING:
                yield "right behind"
        if any(0 <= s - fact.end <= TOUCHING for s, _ in named):
            yield "right before"

    def personal(self, fact: Fact) -> bool:
        """Whether a person is named before a date in its sentence, and no centre behind that ("Anna Berg, dean since 2018")."""
        at, before = self.sentence(fact.start), bisect_left(self._persons, fact.start)
        start = self._persons[before - 1] if before else -1
        return start >= self.sentences[at][0] and not any(start <= s < fact.start for s, _, _ in self._named.get(at, ()))

    @cached_property
    def _persons(self) -> list[int]:
        return sorted(start for start, _ in self.persons)

    @cached_property
    def _mentions(self) -> list[tuple[int, int, int]]:
        """Where centres are named, in the order of the text, and which they are."""
        return named_in_order(self.sites)

    @cached_property
    def _named(self) -> dict[int, list[tuple[int, int, int]]]:
        """The same by the number of the sentence."""
        named: dict[int, list[tuple[int, int, int]]] = {}
        for mention in self._mentions:
            named.setdefault(self.sentence(mention[0]), []).append(mention)
        return named
