"""Where a personal name ends in Chinese text: at a mark, a title, an honorific, or a word that may follow a name.

The words come from `languages/zh/people.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Shapes
from pipeline.persons.tokens import Token

__all__ = ["DOTS", "HYPHENS", "MOST_SYLLABLES", "HanEnds"]

DOTS = frozenset("·•‧・．")
HYPHENS = frozenset("-‐‑－")
MOST_SYLLABLES = 9
# Characters of a word of which one may end a name and the other begin a word.
HALVES = 2


class HanEnds:
    """The words by which names are told apart from what follows them.

    Words read: families, honorifics, `prefixed` (those before the name), `aspects` (behind a verb: 着), transitive (verbs of one character: 带), in_names (之), coming (来自), `follow` and `acts` (what may stand behind a name), speech, taking, openers, appointing, occupations,
    not_names, sounds, elements, middles, `never_given` (characters of no given name), namesakes (陈嘉树|讲席), `long_given` (how given names of three characters end), `parted_families` (that have one behind them), place_ends, separators.
    """

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        self.titles = titles
        self.shapes = Shapes(lexicon)
        self.families = Phrases(lexicon.list("families"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.prefixed = Phrases(lexicon.list("prefixed"))
        self.in_names = frozenset(str(lexicon.words.get("in_names", "")))
        self.transitive = frozenset(str(lexicon.words.get("transitive", "")))
        self.aspects = frozenset(str(lexicon.words.get("aspects", "")))
        self.follow = Phrases([*lexicon.list("follow"), *str(lexicon.words.get("acts", "")).split()])
        self.elements = Phrases(str(lexicon.words.get("elements", "")).split())
        self.speech = Phrases(lexicon.list("speech"))
        self.taking = Phrases(lexicon.list("taking"))
        self.openers = Phrases([*lexicon.list("openers"), *lexicon.list("appointing")])
        self.occupations = Phrases(lexicon.list("occupations"))
        self.not_names = Phrases(lexicon.list("not_names"))
        self.coming = Phrases(lexicon.list("coming"))
        self.sounds = frozenset(str(lexicon.words.get("sounds", "")))
        self.parted = frozenset(str(lexicon.words.get("parted_families", "")))
        self.never_given = frozenset(str(lexicon.words.get("never_given", "")))
        self.namesakes = Phrases(lexicon.list("namesakes"))
        self.long_given = frozenset(str(lexicon.words.get("long_given", "")))
        self.middles = frozenset(lexicon.list("middles"))
        self.place_ends = frozenset(lexicon.list("place_ends"))
        self.separators = frozenset(lexicon.list("separators"))

    def _bounded(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name may end before a token."""
        if at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end:
            return True
        if tokens[at].lower in self.never_given:
            return True
        if self.follow.at(tokens, at) or self.honorifics.at(tokens, at) or self.speech.at(tokens, at):
            return True
        if at + 1 < len(tokens) and tokens[at + 1].lower in self.aspects and tokens[at + 1].start == tokens[at].end:
            return True
        if self.taking.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None:
            return True
        return tokens[at].lower in self.transitive and not self._closes(tokens, at + 1) and not self._bounded(tokens, at + 1)

    def _follows(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an honorific, or a word of two characters or more that may follow a name, stands at a token."""
        found = (table.at(tokens, at) for table in (self.follow, self.speech, self.taking, self.honorifics))
        return any(one is not None and len(one.phrase) > 1 for one in found)

    def _verb_at(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word of two characters or more, which introduces a name, stands at a token."""
        found = self.openers.at(tokens, at) or self.speech.at(tokens, at)
        return found is not None and len(found.phrase) > 1

    def _breaks_off(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a transliterated name ends before a token: a single character that also spells sounds does not end it."""
        if self.honorifics.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None:
            return True
        if tokens[at].lower in self.transitive | self.never_given and tokens[at].lower not in self.sounds:
            return True
        found = self.follow.at(tokens, at) or self.speech.at(tokens, at) or self.taking.at(tokens, at)
        if found is None or tokens[at].lower not in self.sounds:
            return found is not None
        return len(found.phrase) > 1 and not self._straddled(tokens, at, found.end)

    def _straddled(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether the word that begins at a character for sounds is but the end of a name and half of the next word: 素提|出席."""
        if end - at != HALVES:
            return False
        other = self.follow.at(tokens, at + 1) or self.speech.at(tokens, at + 1)
        return other is not None and other.end > end

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name of foreign sounds ends before a token: at a mark, or where a longer word or an honorific begins."""
        if at < len(tokens) and tokens[at].text in DOTS | HYPHENS and tokens[at].start == tokens[at - 1].end:
            return False
        return (self._bounded(tokens, at) and self._breaks_off(tokens, at)) or self._closes(tokens, at)

    def _closes(self, tokens: Sequence[Token], at: int) -> bool:
        return at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end

    def _runs_on(self, tokens: Sequence[Token], first: int, at: int) -> bool:
        return at - first < MOST_SYLLABLES and (at == first or tokens[at].start == tokens[at - 1].end)

    def _all_han(self, scene: Scene, first: int, last: int) -> bool:
        tokens = scene.tokens[first:last]
        joined = all(a.end == b.start for a, b in pairwise(tokens))
        return len(tokens) == last - first and joined and all(t.is_han for t in tokens)
