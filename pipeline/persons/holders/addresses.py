"""Who signs below a heading that says by whose post a text is: "Message from the President … Ann Poe"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.persons.holders.between import DASHES, Between
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Addresses"]

# Tokens of a heading, at most.
MOST_HEADING = 24
OPENS, CLOSES = frozenset({"(", "*", *DASHES}), frozenset(")*.")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Finds the signatures of addresses. Words read, by `between`: addresses ("message from"), articles, honorifics."""

    between: Between

    def links(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed], held: Collection[int]) -> Iterator[Link]:
        """A link for each title of such a heading that nobody holds; `held`: the numbers of the others."""
        heads = [n for n, t in enumerate(titles) if n not in held and not t.plural and self._heads(scene, t, names)]
        ends = [*(titles[n].first for n in heads), len(scene.tokens)][1:]
        for number, following in zip(heads, ends, strict=True):
            last = titles[number].last
            signs = (n for n, p in enumerate(names) if last <= p.first < following and self._signs(scene, p))
            if (name := next(signs, None)) is not None:
                yield Link(number, name, "after")

    def _heads(self, scene: Scene, title: Title, names: Sequence[Placed]) -> bool:
        """Whether a title stands in a line that opens with a word for an address and that names nobody."""
        first, last = self._line(scene, title.first)
        opened = self.between.back_over(scene, title.first, self.between.articles)
        begin = self.between.articles.at(scene.tokens, first)
        opens = self.between.back_over(scene, opened, self.between.addresses) in {first, begin.end if begin else first} - {
            opened
        }
        return opens and last - first <= MOST_HEADING and not any(first <= p.first < last for p in names)

    def _signs(self, scene: Scene, name: Placed) -> bool:
        """Whether a name, its honorific with it, opens its line or a bracket in it, and a full stop or the end of either closes it."""
        tokens = scene.tokens
        begin = min(name.begin, name.first)
        while begin and tokens[begin - 1].text in OPENS:
            begin -= 1
        opens = not begin or tokens[begin - 1].is_break
        return opens and (name.last >= len(tokens) or tokens[name.last].is_break or tokens[name.last].text in CLOSES)

    def _line(self, scene: Scene, at: int) -> tuple[int, int]:
        """The line of a token, less the marks with which it opens."""
        tokens, first, last = scene.tokens, at, at
        while first and not tokens[first - 1].is_break:
            first -= 1
        while last < len(tokens) and not tokens[last].is_break:
            last += 1
        while first < at and not tokens[first].is_word:
            first += 1
        return first, last
