"""How personal names look in Chinese text: family name and one or two characters, transliterated names, Latin names.

Where a name begins is for `HanAnchors` to say; here it is told where it ends. The words come from `languages/zh/people.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.tokens import Token

__all__ = ["DOTS", "MOST_SYLLABLES", "HanShapes"]

DOTS = frozenset("·•‧・．")
HYPHENS = frozenset("-‐‑－")
MOST_SYLLABLES = 9
SHORTEST_FOREIGN = 3
SHORTEST_SPELLED = 2


class HanShapes:
    """The name that begins at a token."""

    def __init__(self, lexicon: Lexicon, titles: HanTitles) -> None:
        self.titles = titles
        self.shapes = Shapes(lexicon)
        self.families = Phrases(lexicon.list("families"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.follow = Phrases(lexicon.list("follow"))
        self.speech = Phrases(lexicon.list("speech"))
        self.taking = Phrases(lexicon.list("taking"))
        self.openers = Phrases([*lexicon.list("openers"), *lexicon.list("appointing")])
        self.occupations = Phrases(lexicon.list("occupations"))
        self.not_names = Phrases(lexicon.list("not_names"))
        self.sounds = frozenset(str(lexicon.words.get("sounds", "")))
        self.middles = frozenset(lexicon.list("middles"))
        self.place_ends = frozenset(lexicon.list("place_ends"))
        self.separators = frozenset(lexicon.list("separators"))

    def name_at(self, scene: Scene, index: int) -> Name | None:
        """The name that begins at a token, whatever its script."""
        tokens = scene.tokens
        if index >= len(tokens) or index in scene.inside or tokens[index].is_break:
            return None
        if not tokens[index].is_han:
            name = self.shapes.at(tokens, index, barred=lambda i: i in scene.inside or tokens[i].is_han)
            return name if (name is not None and not tokens[index].is_all_capitals) or _mixed(name) else None
        return self._transliterated(scene, index) or self._native(scene, index)

    def _transliterated(self, scene: Scene, index: int) -> Name | None:
        tokens, at, dots = scene.tokens, index, 0
        if self.titles.heads.at(tokens, index) is not None:
            return None
        if tokens[index].lower not in self.sounds and (
            self.openers.covers(tokens, index, index + 1) or self.taking.covers(tokens, index, index + 1)
        ):
            return None
        parts, part = list[str](), ""
        while at < len(tokens) and at not in scene.inside:
            token = tokens[at]
            if not dots and part and any(table.at(tokens, at) for table in (self.titles.heads, self.occupations)):
                return None
            if not dots and part and self._verb_at(tokens, at):
                return None
            if not dots and token.lower in self.separators:
                return None
            if token.text in DOTS and part:
                parts, part, dots = [*parts, part], "", dots + 1
            elif token.is_han and len(part) < MOST_SYLLABLES and not (dots and part and self._breaks_off(tokens, at)):
                part += token.text
            elif not token.is_han and token.is_capital and not part:
                part = token.text
            elif token.text in HYPHENS and part and self._hyphened(tokens, at):
                part += token.text
            else:
                break
            at += 1
        if not dots or not part:
            return None
        return Name(index, at, tokens[index].start, tokens[at - 1].end, (*parts, part))

    def _native(self, scene: Scene, index: int) -> Name | None:
        tokens = scene.tokens
        family = self.families.at(tokens, index)
        if family is None or self._no_name(tokens, index, family.end):
            return None
        middle = int(family.end < len(tokens) and tokens[family.end].lower in self.middles)
        ends = [family.end + n for n in (2 + middle, 1 + middle)]
        ends = [e for e in ends if self._all_han(scene, index, e) and not self._called(tokens, family.end, e)]
        bounded = [e for e in ends if self._bounded(tokens, e) and tokens[e - 1].lower not in self.place_ends]
        if not bounded and (married := self._married(scene, index, family.end)):
            bounded = [married]
        if not bounded:
            return None
        end = bounded[0]
        if len(bounded) == 2 and self._phrase_at(tokens, bounded[1], bounded[0]):
            end = self._oftener(scene, index, bounded[1], bounded[0])
        return Name(index, end, tokens[index].start, tokens[end - 1].end, (scene.between(index, end),))

    def _called(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether what would be the given name says what somebody is: 和律师, 王教授."""
        return self.honorifics.covers(tokens, first, last) or self.occupations.covers(tokens, first, last)

    def _married(self, scene: Scene, index: int, at: int) -> int:
        """Where a name ends in which a second family name follows the first: 林黄巧云; 0 where it is none.

        Only a mark, or a word of two characters, that follows proves its end.
        """
        tokens, end = scene.tokens, at + 3
        if at - index > 1 or self.families.at(tokens, at) is None or not self._all_han(scene, index, end):
            return 0
        if self._closes(tokens, end):
            return end
        found = self.follow.at(tokens, end) or self.speech.at(tokens, end) or self.honorifics.at(tokens, end)
        return end if found is not None and len(found.phrase) > 1 else 0

    def _no_name(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        """Whether a word begins here that is no name; a family name of two characters is one before what may be a given name."""
        word = self.not_names.at(tokens, index)
        if word is None or word.end != end or end - index == 1:
            return word is not None
        return self.titles.heads.at(tokens, end) is not None or not self._bounded(tokens, end + 2)

    def _hyphened(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a hyphen stands inside a foreign name: "让-皮埃尔"."""
        joined = at + 1 < len(tokens) and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
        return joined and all(tokens[n].lower in self.sounds for n in (at - 1, at + 1))

    def _recognised(self, scene: Scene, index: int) -> Name | None:
        """The name of two or three characters right behind a title that only the recogniser can end."""
        family = self.families.at(scene.tokens, index)
        if family is None or index in scene.institutions or self.not_names.at(scene.tokens, index) is not None:
            return None
        seen = {last for first, last in scene.entities.items() if index <= first <= index + 1}
        end = next((e for e in (family.end + 2, family.end + 1) if e in seen and self._all_han(scene, index, e)), None)
        if end is None:
            return None
        return Name(index, end, scene.tokens[index].start, scene.tokens[end - 1].end, (scene.between(index, end),))

    def _foreign(self, scene: Scene, index: int) -> Name | None:
        """A name without family name or dot, spelled in characters for sounds, between a title and what may follow a name."""
        tokens, at = scene.tokens, index
        while (
            at < len(tokens) and at not in scene.inside and tokens[at].lower in self.sounds and self._runs_on(tokens, index, at)
        ):
            at += 1
            if at - index >= SHORTEST_FOREIGN and self._ends(tokens, at):
                known = self.families.at(tokens, index) is not None and at - index <= SHORTEST_FOREIGN
                return None if known else Name(index, at, tokens[index].start, tokens[at - 1].end, (scene.between(index, at),))
        return None

    def _spelled(self, scene: Scene, first: int) -> Name | None:
        """A word that is all characters for sounds: a name in a byline."""
        at = first
        while at < len(scene.tokens) and scene.tokens[at].lower in self.sounds and self._runs_on(scene.tokens, first, at):
            at += 1
        if at - first < SHORTEST_SPELLED or not self._closes(scene.tokens, at):
            return None
        return Name(first, at, scene.tokens[first].start, scene.tokens[at - 1].end, (scene.between(first, at),))

    def _runs_on(self, tokens: Sequence[Token], first: int, at: int) -> bool:
        return at - first < MOST_SYLLABLES and (at == first or tokens[at].start == tokens[at - 1].end)

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name of foreign sounds ends before a token: at a mark, or where a longer word or an honorific begins."""
        if at < len(tokens) and tokens[at].text in DOTS:
            return False
        return (self._bounded(tokens, at) and self._breaks_off(tokens, at)) or self._closes(tokens, at)

    def _closes(self, tokens: Sequence[Token], at: int) -> bool:
        return at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end

    def _phrase_at(self, tokens: Sequence[Token], short: int, long: int) -> bool:
        """Whether what follows the shorter reading is itself a phrase: "吕薇|担任" rather than "吕薇担|任"."""
        tables = (self.follow, self.speech, self.taking, self.honorifics)
        longest = max((f.end for t in tables if (f := t.at(tokens, short)) is not None), default=0)
        ended = self.honorifics.at(tokens, long) is not None
        return longest > long or (self.follow.covers(tokens, short, long) and not ended)

    def _oftener(self, scene: Scene, index: int, short: int, long: int) -> int:
        """Of two readings of a name the one that the text repeats; the short one where it repeats neither."""
        count = scene.text.count
        return long if count(scene.between(index, long)) > 1 else short

    def _all_han(self, scene: Scene, first: int, last: int) -> bool:
        tokens = scene.tokens[first:last]
        joined = all(a.end == b.start for a, b in pairwise(tokens))
        return len(tokens) == last - first and joined and all(t.is_han for t in tokens)

    def _bounded(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name may end before a token."""
        if at >= len(tokens) or not tokens[at].is_han or tokens[at].start > tokens[at - 1].end:
            return True
        if self.follow.at(tokens, at) or self.honorifics.at(tokens, at) or self.speech.at(tokens, at):
            return True
        return self.taking.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None

    def _verb_at(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word of two characters or more, which introduces a name, stands at a token."""
        found = self.openers.at(tokens, at) or self.speech.at(tokens, at)
        return found is not None and len(found.phrase) > 1

    def _breaks_off(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a transliterated name ends before a token: a single character that also spells sounds does not end it."""
        if self.honorifics.at(tokens, at) is not None or self.titles.heads.at(tokens, at) is not None:
            return True
        found = self.follow.at(tokens, at) or self.speech.at(tokens, at) or self.taking.at(tokens, at)
        return found is not None and (len(found.phrase) > 1 or tokens[at].lower not in self.sounds)


def _mixed(name: Name | None) -> bool:
    return name is not None and len(name.parts) > 1
