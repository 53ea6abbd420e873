"""Names that a word such as "Contact:" or "Photo:" introduces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.cased.runs import Runs
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.sightings import Sighting
from pipeline.persons.tokens import Token

__all__ = ["Bylines"]

# Tokens of the honorifics between "Contact:" and a name, and of "for further information".
LONGEST_STACK = 4
LONGEST_BYLINE = 4


class Bylines:
    """Reads bylines. `honorific`: index behind the honorifics that begin at a token, or 0. Words read: bylines."""

    def __init__(self, lexicon: Lexicon, runs: Runs, *, honorific: Callable[[Sequence[Token], int], int]) -> None:
        self.runs, self.honorific = runs, honorific
        self.words = Phrases(lexicon.list("bylines"), elisions=runs.grammar.elisions, key=runs.grammar.key)

    def credited(self, scene: Scene) -> Iterable[Sighting]:
        """Names of two parts or more behind such words, clutter or not."""
        for index in sorted(scene.quiet | scene.credits):
            byline = self.words.at(scene.tokens, index)
            if byline is None:
                continue
            first = byline.end + (byline.end < len(scene.tokens) and scene.tokens[byline.end].text in ":/")
            if first >= len(scene.tokens) or scene.tokens[first].is_break:
                continue
            behind = self.honorific(scene.tokens, first) or first
            name = self.runs.shapes.at(scene.tokens, behind, barred=lambda i: i in scene.inside)
            if name is not None and len(name.words) > 1 and not self.runs.cut_off(scene, name):
                yield Sighting(name, scene.between(first, behind).strip() or None)

    def introduce(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether such a word stands before a name that begins at a token, or before its honorifics."""
        stacked = range(max(0, first - LONGEST_STACK), first)
        first = next((at for at in stacked if self.honorific(tokens, at) == first), first)
        at = first - 1 if first and tokens[first - 1].text in ":/" else first
        for begin in range(at - 1, max(-1, at - LONGEST_BYLINE - 1), -1):
            found = self.words.at(tokens, begin)
            if found is not None and found.end == at and (begin == 0 or not tokens[begin - 1].is_word):
                return True
        return False
