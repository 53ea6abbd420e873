"""How personal names look in Chinese text: family name and one or two characters, transliterated names, Latin names.

Where a name begins is for `HanAnchors` to say; here it is told where it ends. The words come from `languages/zh/people.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.persons.han.ends import DOTS
from pipeline.persons.han.spelled import HanSpelled
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.tokens import Token, initial

__all__ = ["HanShapes"]

# Characters of a name of no known family.
FEWEST, MOST_NATIVE = 2, 4
# Characters of a name that the recogniser sees, at most: 佐伯美智子.
MOST_SEEN = 6
LONG_GIVEN = 3


class HanShapes(HanSpelled):
    """The name that begins at a token."""

    def name_at(self, scene: Scene, index: int) -> Name | None:
        """The name that begins at a token, whatever its script."""
        tokens = scene.tokens
        if index >= len(tokens) or index in scene.inside or tokens[index].is_break:
            return None
        if not tokens[index].is_han:
            lettered = len(tokens[index].text) == 1 and index + 1 < len(tokens) and tokens[index + 1].text in DOTS
            if (lettered or initial(tokens, index)) and index + 2 < len(tokens) and (lettered or tokens[index + 2].is_han):
                return self._transliterated(scene, index)
            name = self.shapes.at(tokens, index, barred=lambda i: i in scene.inside or tokens[i].is_han)
            return name if (name is not None and not tokens[index].is_all_capitals) or _mixed(name) else None
        return self._transliterated(scene, index) or self._native(scene, index)

    def _native(self, scene: Scene, index: int) -> Name | None:
        tokens = scene.tokens
        family = self.families.at(tokens, index)
        if family is None or self._no_name(tokens, index, family.end) or self._joins(tokens, index):
            return None
        middle = int(
            tokens[index].lower in self.parted and family.end < len(tokens) and tokens[family.end].lower in self.middles
        )
        ends = [family.end + n for n in (2 + middle, 1 + middle)]
        if family.end - index > 1 and family.end + 2 < len(tokens) and tokens[family.end + 2].lower in self.long_given:
            ends = [family.end + LONG_GIVEN, *ends]
        if family.end < len(tokens) and tokens[family.end].lower in self.never_given:
            return None
        ends = [e for e in ends if tokens[min(e, len(tokens)) - 1].lower not in self.never_given]
        styled = self.honorifics.at(tokens, family.end)
        shortest = styled.end if styled is not None and len(styled.phrase) > 1 else family.end
        ends = [e for e in ends if e > shortest and self._all_han(scene, index, e) and not self._called(tokens, family.end, e)]
        bounded = [e for e in ends if self._bounded(tokens, e) and tokens[e - 1].lower not in self.place_ends]
        if not bounded and (married := self._married(scene, index, family.end)):
            bounded = [married]
        if not bounded:
            return None
        end = bounded[0]
        if len(bounded) == 2 and bounded[0] - bounded[1] == 1 and self._phrase_at(tokens, bounded[1], bounded[0]):
            end = self._oftener(scene, index, bounded[1], bounded[0])
        return Name(index, end, tokens[index].start, tokens[end - 1].end, (scene.between(index, end),))

    def _joins(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether what may be a family name joins two persons here: 张馆长|和|李老师."""
        if tokens[index].lower not in self.separators or index == 0 or tokens[index - 1].end < tokens[index].start:
            return False
        tables = (self.titles.heads, self.honorifics)
        return any(table.covers(tokens, index - n, index) for table in tables for n in range(1, min(4, index) + 1))

    def _called(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether what would be the given name says what somebody is: 和律师, 王教授."""
        tables = (self.honorifics, self.occupations, self.titles.heads)
        return any(table.covers(tokens, first, last) for table in tables)

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
        ended = self._bounded(tokens, end + 2) or self._closes(tokens, end + 1)
        return self.titles.heads.at(tokens, end) is not None or not ended

    def _recognised(self, scene: Scene, index: int) -> Name | None:
        """The name of two or three characters right behind a title that only the recogniser can end."""
        family = self.families.at(scene.tokens, index)
        if index in scene.institutions or self.not_names.at(scene.tokens, index) is not None:
            return None
        if family is None:
            return self._unknown(scene, index)
        seen = {last for first, last in scene.entities.items() if index <= first <= index + 1}
        end = next((e for e in (family.end + 2, family.end + 1) if e in seen and self._all_han(scene, index, e)), None)
        if end is None:
            return None
        return Name(index, end, scene.tokens[index].start, scene.tokens[end - 1].end, (scene.between(index, end),))

    def _entity(self, scene: Scene, index: int) -> Name | None:
        """The name of Chinese characters that the recogniser sees here, where a name may end behind it: no place, no title, no occupation."""
        tokens, end = scene.tokens, scene.entities.get(index, index)
        if not FEWEST <= end - index <= MOST_SEEN or index in scene.inside or not self._all_han(scene, index, end):
            return None
        if index in scene.places or self.not_names.at(tokens, index) is not None or not self._bounded(tokens, end):
            return None
        styled = self.honorifics.at(tokens, end - 1)
        parts = styled is not None and styled.end > end
        if parts or self.prefixed.at(tokens, index) is not None or tokens[end - 1].lower in self.place_ends:
            return None
        if not self._closes(tokens, end) and self.namesakes.at(tokens, end) is not None:
            return None
        short, composed = self.name_at(scene, index), self._composed(scene, index)
        if short is not None and composed is None and short.last == end - 1 and self._led_on(tokens, end - 1):
            return short
        if self._called_by(tokens, index) and self.name_at(scene, index + 1) is not None:
            return None
        titled = any(
            self.titles.heads.at(tokens, n) is not None or self.occupations.at(tokens, n) is not None for n in range(index, end)
        )
        family = self.families.at(tokens, index)
        if family is not None and end - family.end > LONG_GIVEN - 1 and tokens[end - 1].lower not in self.long_given:
            return None
        spelled = all(token.lower in self.sounds for token in tokens[index:end])
        known = family is not None or (end - index > FEWEST and (spelled or composed is not None or end - index <= LONG_GIVEN))
        return (
            None
            if titled or not known
            else Name(index, end, tokens[index].start, tokens[end - 1].end, (scene.between(index, end),))
        )

    def _led_on(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the last character of what the recogniser sees goes on with the sentence: 熊磊|则|强调."""
        return self.follow.covers(tokens, at, at + 1) and tokens[at].lower not in self.in_names

    def _called_by(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a character that opens what the recogniser sees is a word before names: 由|颂猜, 为|霍东."""
        return any(table.covers(tokens, index, index + 1) for table in (self.titles.copulas, self.titles.entrusting))

    def _unknown(self, scene: Scene, index: int) -> Name | None:
        """A name of no known family that the recogniser begins here, right behind a title, and that a mark ends."""
        end = scene.entities.get(index, index)
        closed = FEWEST <= end - index <= MOST_NATIVE and self._closes(scene.tokens, end) and self._all_han(scene, index, end)
        if not closed or self._called(scene.tokens, index, end) or index in scene.places:
            return None
        return Name(index, end, scene.tokens[index].start, scene.tokens[end - 1].end, (scene.between(index, end),))

    def _phrase_at(self, tokens: Sequence[Token], short: int, long: int) -> bool:
        """Whether what follows the shorter reading is itself a phrase: "吕薇|担任" rather than "吕薇担|任"."""
        tables = (self.follow, self.speech, self.taking, self.honorifics)
        longest = max((f.end for t in tables if (f := t.at(tokens, short)) is not None), default=0)
        ended = self.honorifics.at(tokens, long) is not None or (long - short == 1 and self._in_name(tokens, short, long))
        return longest > long or (self.follow.covers(tokens, short, long) and not ended)

    def _in_name(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a character that also goes on with a sentence ends a name here, for a longer word goes on: 韩退之|会见."""
        if tokens[at].lower not in self.in_names:
            return False
        found = self.follow.at(tokens, end) or self.speech.at(tokens, end)
        return self._closes(tokens, end) or (found is not None and len(found.phrase) > 1)

    def _oftener(self, scene: Scene, index: int, short: int, long: int) -> int:
        """Of two readings of a name the one that the text repeats; the short one where it repeats neither."""
        count = scene.text.count
        return long if count(scene.between(index, long)) > 1 else short


def _mixed(name: Name | None) -> bool:
    return name is not None and len(name.parts) > 1
