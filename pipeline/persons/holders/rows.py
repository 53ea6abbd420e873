"""Titles and names in rows: chains of titles of one person, plural titles of several, as many titles as names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline import morphology
from pipeline.persons.holders.between import MARKS, Between
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Rows"]

# The words of an entry before its colon, at most.
MOST_ENTRY = 32


@dataclass(frozen=True, slots=True)
class Rows:
    """Finds who holds the titles of a row."""

    between: Between

    def respective(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """As many titles as names, in their order: "X et Y, respectivement directeur et rédactrice de Z"."""
        links: list[Link] = []
        for number, title in enumerate(titles):
            last = number
            while last + 1 < len(titles) and self.between.only_chaining(scene, titles[last].last, titles[last + 1].first):
                last += 1
            at = self.between.back_over(scene, title.first, self.between.fillers)
            start = self.between.back_over(scene, at, self.between.respective)
            after = titles[last].last
            after += after < len(scene.tokens) and scene.tokens[after].text in MARKS
            if last > number and len(behind := self._run_behind(scene, titles[last].last, names)) == last + 1 - number:
                links += [Link(number + n, name, "before_comma") for n, name in enumerate(behind)]
                continue
            told = start < at or self.between.back_over(scene, at, self.between.sharing) < at
            if last == number or not (told or self.between.respective.at(scene.tokens, after) is not None):
                continue
            run = self._run_before(scene, self.between.back_over(scene, start, self.between.sharing), names)
            if len(run) == last + 1 - number:
                links += [Link(number + n, name, "after") for n, name in enumerate(run)]
        return links

    def _run_behind(self, scene: Scene, at: int, names: Sequence[Placed]) -> list[int]:
        """The names behind a mark and titles, "respectively" before or behind them: "the Dean and the Registrar – X and Y respectively"; none without it."""
        tokens = scene.tokens
        if at >= len(tokens) or tokens[at].text not in MARKS:
            return []
        told = self.between.respective.at(tokens, at + 1)
        begins = {begin: n for n, p in enumerate(names) for begin in (p.begin, p.first)}
        run: list[int] = []
        at = told.end if told is not None else at + 1
        while at in begins:
            run.append(begins[at])
            last = names[run[-1]].last
            at = next((b for b in sorted(begins) if b > last and self.between.only_chaining(scene, last, b)), -1)
        end = names[run[-1]].last if run else 0
        end += end < len(tokens) and tokens[end].text == ","
        return run if run and (told is not None or self.between.respective.at(tokens, end) is not None) else []

    def _run_before(self, scene: Scene, at: int, names: Sequence[Placed]) -> list[int]:
        """The names joined by commas and "and" that end at a token, a comma aside, in their order."""
        at -= at > 0 and scene.tokens[at - 1].text in MARKS
        ends = [self.between.over_bracket(scene, p.last) for p in names]
        run: list[int] = []
        while (name := next((n for n, end in enumerate(ends) if end == at), None)) is not None:
            run.insert(0, name)
            begin = min(names[name].begin, names[name].first)
            before = [end for end in ends if end < begin]
            if not before or not self.between.only_chaining(scene, max(before), begin):
                break
            at = max(before)
        return run

    def entry(self, scene: Scene, title: Title, names: Sequence[Placed]) -> tuple[int, str] | None:
        """Who opens the entry of a list that a colon ends with a title: "– X, until now parish priest of Y: | vicar general"."""
        tokens, at = scene.tokens, self.between.back_over(scene, title.first, self.between.fillers)
        if not at or tokens[at - 1].text != ":":
            return None
        begin = next((n for n in range(at - 1, max(0, at - MOST_ENTRY), -1) if tokens[n - 1].is_break), 0)
        begin += not tokens[begin].is_word
        begins = {p.begin: n for n, p in enumerate(names)} | {p.first: n for n, p in enumerate(names)}
        opener = begins.get(begin)
        inner = any(names[opener].last < p.begin < at for p in names) if opener is not None else True
        return None if opener is None or inner else (opener, "after")

    def chained(self, scene: Scene, titles: Sequence[Title], number: int, links: Sequence[Link]) -> tuple[int, str] | None:
        """The holder of the title just before, where only "and", "&" and the like stand between."""
        if number == 0:
            return None
        before = titles[number - 1]
        holder = next((k for k in reversed(links) if k.title == number - 1 and k.how not in {"before", "before_comma"}), None)
        if holder is None or not self.between.only_chaining(scene, before.last, titles[number].first):
            return None
        return holder.name, "chain"

    def chained_before(self, scene: Scene, titles: Sequence[Title], links: Sequence[Link]) -> list[Link]:
        """Titles without holder that run into a title before a name: "director and editor X"."""
        more: list[Link] = []
        for number in range(len(titles) - 2, -1, -1):
            if any(k.title == number for k in [*links, *more]) or self.between.stood_for(scene, titles[number].first):
                continue
            holders = [
                k for k in [*links, *more] if k.title == number + 1 and k.how in {"before", "before_comma", "chain_before"}
            ]
            adjacent = self.between.only_chaining(scene, titles[number].last, titles[number + 1].first)
            adjacent = adjacent and self._agree(scene, titles[number], titles[number + 1])
            joined = any(
                t.lower in self.between.conjunctions for t in scene.tokens[titles[number].last : titles[number + 1].first]
            )
            apart = joined and self._apart(scene, titles[number], titles[number + 1])
            if holders and adjacent and not apart and not titles[number].plural:
                more += [Link(number, k.name, "chain_before") for k in holders]
        return more

    def _apart(self, scene: Scene, one: Title, other: Title) -> bool:
        """Whether two titles, each with an article of its own, are two persons': "le préfet et la présidente du club, X"."""
        before = [self.between.back_over(scene, t.first, self.between.articles) for t in (one, other)]
        determined = [self.between.determiners.at(scene.tokens, at) is not None for at in before]
        return self.between.postposed and all(determined)

    def _agree(self, scene: Scene, one: Title, other: Title) -> bool:
        """Whether two titles can stand in the same case; true where words have none."""
        heads = (scene.tokens[t.head_at].lower for t in (one, other))
        first, second = (morphology.cases(head, self.between.language, number="sing") for head in heads)
        return bool(first & second)

    def sharers(
        self, scene: Scene, title: Title, held: tuple[int, str], names: Sequence[Placed], *, own: Collection[int]
    ) -> list[int]:
        """All the names that share a title which is plural, "each" a one, or of one form in both numbers, as the one by whom it is `held`, and how: "X, Y and Z".

        `own`: where titles of their own begin.
        """
        name, how = held
        shared = title.plural or self.between.each(scene, title)
        if not shared and title.head not in self.between.invariable:
            return [name]
        own = own if how.startswith("before") or not shared else ()
        found = [name]
        order = sorted(range(len(names)), key=lambda n: names[n].first)
        step = -1 if names[name].last <= title.first else 1
        at = order.index(name) + step
        while 0 <= at < len(order):
            left, right = sorted((found[-1], order[at]), key=lambda n: names[n].first)
            behind = self.between.over_bracket(scene, names[left].last)
            if not self.between.only_chaining(scene, behind, names[right].begin) or names[right].begin in own:
                break
            joined = any(t.lower in self.between.conjunctions for t in scene.tokens[behind : names[right].begin])
            if not shared and (not joined or names[left].begin in own):
                break
            found.append(order[at])
            at += step
        return found
