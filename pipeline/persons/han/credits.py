"""Names in the lines that list or credit people in Chinese text: bylines, who was present, who took a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.ends import DOTS, HYPHENS, MOST_SYLLABLES
from pipeline.persons.han.shapes import HanShapes
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.tokens import Token

__all__ = ["HanCredits"]

# Opens the name of a paper.
TITLED = frozenset("《〈")
# How many blanks part the names of a byline.
BLANKS = range(1, 3)
# What parts the names of a list, and the longest word before its colon.
LIST_MARKS = frozenset("、，；,; ")
LONGEST_ROSTER = 6
MARKS = frozenset("：:｜|/／ ")


class HanCredits(HanShapes):
    """Finds the names of bylines and lists.

    Words read: bylines (before names), `credited` (behind them), rosters (before a colon).
    """

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        super().__init__(lexicon, titles)
        self.bylines = Phrases(lexicon.list("bylines"))
        self.rosters = Phrases(lexicon.list("rosters"))
        self.credited = Phrases(lexicon.list("credited"))

    def _credits(self, scene: Scene, index: int) -> Iterator[tuple[Name, str]]:
        """The names of a byline or a list that a word here introduces or closes."""
        tokens = scene.tokens
        byline = self.bylines.at(tokens, index)
        if byline is not None and (len(byline.phrase) > 1 or self._begins_clause(tokens, index)):
            yield from ((name, "byline") for name in self._bylines(scene, byline.end))
        if tokens[index].text in "：:" and self._rosters(tokens, index):
            yield from ((name, "byline") for name in self._listed(scene, index + 1))
        if self.credited.at(tokens, index) is not None and (name := self._credited(scene, index)) is not None:
            yield name, "byline"

    def _rosters(self, tokens: Sequence[Token], colon: int) -> bool:
        """Whether the word before a colon says that those who are present or elected follow, as 出席 and 参会人员."""
        return any(self.rosters.covers(tokens, first, colon) for first in range(max(0, colon - LONGEST_ROSTER), colon))

    def _listed(self, scene: Scene, at: int) -> Iterator[Name]:
        """The names of a line that lists them, each closed by a mark: 金伯年（主任）、雷克；司徒美堂."""
        tokens = scene.tokens
        for first in range(at, len(tokens)):
            if tokens[first].is_break or tokens[first].text in "。：:":
                return
            if first == at or tokens[first - 1].text in LIST_MARKS or tokens[first].start > tokens[first - 1].end:
                name = self.name_at(scene, first) or self._composed(scene, first) or self._spelled(scene, first)
                if name is not None and self._closes(tokens, name.last) and tokens[first].is_han:
                    yield name

    def _credited(self, scene: Scene, end: int) -> Name | None:
        """The name before "reports" or "photo", a blank between, that opens a line or a bracket: （东方朔 报道）."""
        tokens = scene.tokens
        if not end or tokens[end].start == tokens[end - 1].end:
            return None
        for first in range(max(0, end - MOST_SYLLABLES), end - 1):
            name = self._native(scene, first) or self._spelled(scene, first) if self._begins_clause(tokens, first) else None
            if name is not None and name.last == end:
                return name
        return None

    def _bylines(self, scene: Scene, at: int) -> Iterator[Name]:
        """The names of a byline, which blanks may part: 记者陶静 梁弘毅."""
        name = self._byline(scene, at)
        while name is not None:
            yield name
            at, tokens = name.last, scene.tokens
            apart = at < len(tokens) and tokens[at].is_han and tokens[at].start - tokens[at - 1].end in BLANKS
            name = self.name_at(scene, at) or self._spelled(scene, at) if apart and at not in scene.inside else None
            name = name if name is not None and self._closes(tokens, name.last) else None

    def _byline(self, scene: Scene, at: int) -> Name | None:
        """The name behind "记者", "编辑：": directly, or as the last word of a line of bodies and names."""
        tokens = scene.tokens
        at = self._over_marks(tokens, at)
        for first in range(at, min(at + 16, len(tokens))):
            if tokens[first].is_break or tokens[first].text in TITLED:
                return None
            if first == at or tokens[first - 1].end < tokens[first].start:
                name = self.name_at(scene, first) if tokens[first].is_han else None
                name = name or self._native(scene, first) or self._spelled(scene, first)
                if name is not None and self._closes(tokens, name.last):
                    return name
        return None

    def _begins_clause(self, tokens: Sequence[Token], index: int) -> bool:
        if index == 0 or not tokens[index].is_word:
            return index == 0
        before = tokens[index - 1]
        if before.text in DOTS or (before.text in HYPHENS and before.end == tokens[index].start):
            return False
        return before.is_break or not before.is_word or before.end < tokens[index].start

    def _over_marks(self, tokens: Sequence[Token], at: int) -> int:
        return at + 1 if at < len(tokens) and tokens[at].text in MARKS else at
