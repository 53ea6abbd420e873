"""Who is put into which of several posts by one verb: "elected X President, Y Treasurer and Z Secretary"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.persons.holders.between import Between
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Elections"]

# Words between a name and its post, and between a post and the next name, at most.
GAP = 6


@dataclass(frozen=True, slots=True)
class Elections:
    """Finds the posts of a row of appointments: a name, its post, the next name, its post, behind one verb."""

    between: Between

    def links(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """The links of all rows of two and more."""
        links: list[Link] = []
        row: list[Link] = []
        for pair in self._pairs(scene, titles, names):
            if row and not self._joined(scene, titles[row[-1].title], names[pair.name]):
                links += row if len(row) > 1 else []
                row = []
            if row or self._put(scene, titles[pair.title], names[pair.name]):
                row.append(pair)
        return links + (row if len(row) > 1 else [])

    def _pairs(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> Iterator[Link]:
        """Each title that stands behind a name, with nothing between them but a comma, "as" or a verb of appointment."""
        for number, title in enumerate(titles):
            before = [(p.last, n) for n, p in enumerate(names) if 0 <= title.first - p.last <= GAP]
            last, name = max(before, default=(0, -1))
            if name < 0 or title.plural or scene.sentence(last - 1) != scene.sentence(title.first):
                continue
            begin = min(names[name].begin, names[name].first)
            if self.between.back_over(scene, begin, self.between.succeeding) < begin:
                continue
            at = self._over_comma(scene, last)
            while at < title.first and (found := self._step(scene, at)) > at:
                at = found
            if at == title.first:
                yield Link(number, name, "election")

    def _step(self, scene: Scene, at: int) -> int:
        """Index behind an article, "as" or a verb of appointment at a token, with the pronoun for the body of the post."""
        tables = (self.between.holding, self.between.fillers, self.between.thereof)
        return max((found.end for table in tables if (found := table.at(scene.tokens, at)) is not None), default=at)

    def _put(self, scene: Scene, title: Title, name: Placed) -> bool:
        """Whether a verb of appointment governs a name, or stands between it and its post."""
        begin = self.between.back_over(scene, min(name.begin, name.first), self.between.objects)
        verb = self.between.back_over_day(scene, begin)
        if self.between.back_over(scene, verb, self.between.appointing) < verb:
            return True
        if begin and scene.tokens[begin - 1].text == ":" and self._as_object(scene, title):
            return True
        inner = range(name.last, title.first)
        return any(self.between.appointing.at(scene.tokens, at) or self.between.holding.at(scene.tokens, at) for at in inner)

    def _as_object(self, scene: Scene, title: Title) -> bool:
        """Where the article is glued: whether a title stands as what somebody is made: «فلان رئيسا»."""
        affixes, word = self.between.grammar.affixes, scene.tokens[title.head_at].text
        marked = word.endswith((affixes.accusative, *affixes.accusatives)) if affixes and affixes.accusative else False
        return marked and title.first == title.head_at

    def _joined(self, scene: Scene, title: Title, name: Placed) -> bool:
        """Whether the next name follows a post behind a comma or "and", the mark of the object before it or not."""
        begin = self.between.back_over(scene, min(name.begin, name.first), self.between.markers)
        turned = self.between.back_over(scene, begin, self.between.turning)
        last = self.between.over_time(scene, title.last)
        at = self._over_comma(scene, last) if turned < begin else last
        return 0 < begin - last <= GAP and self.between.only_chaining(scene, at, turned)

    def _over_comma(self, scene: Scene, at: int) -> int:
        return at + (at < len(scene.tokens) and scene.tokens[at].text == ",")
