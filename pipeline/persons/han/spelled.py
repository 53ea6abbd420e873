"""Names spelled by their sounds in Chinese text: transliterated ones, with dots or without, and those of peoples without family names.

Such a name ends where characters stand that spell no sounds, or where a word begins that may follow a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.persons.han.ends import DOTS, HYPHENS, MOST_SYLLABLES, HanEnds
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.tokens import Token

__all__ = ["HanSpelled"]

SHORTEST_FOREIGN = 3
SHORTEST_SPELLED = 2
# As many elements need nothing behind them to be a name.
SURE_ELEMENTS = 2


class HanSpelled(HanEnds):
    """The name spelled by sounds that begins at a token."""

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
            if self._apart(tokens, index, at):
                break
            if not dots and (token.lower in self.separators or (part and self._no_name_goes_on(tokens, at))):
                return None
            if part and token.lower in self.separators and (at + 1 in scene.institutions or self._next_person(tokens, at + 1)):
                break
            if (token.text in DOTS or (token.text == "." and part.isascii())) and part:
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
        more = self._overrun(tokens, at - len(part), at) if tokens[at - 1].is_han and HYPHENS.isdisjoint(part) else 0
        at, part = at - more, part[: len(part) - more]
        return Name(index, at, tokens[index].start, tokens[at - 1].end, (*parts, part))

    def _apart(self, tokens: Sequence[Token], first: int, at: int) -> bool:
        """Whether a blank parts a token from the name before it: between two characters, or before a dot."""
        apart = at > first and tokens[at].start > tokens[at - 1].end
        return apart and (tokens[at].text in DOTS or (tokens[at].is_han and tokens[at - 1].is_han))

    def _overrun(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """How many of the characters `first:last` go on with the sentence: from the first of two that spell no sounds.

        One alone may be a rare spelling before a mark, and so may any where the name opens.
        """
        silent = [at for at in range(first + 1, last) if tokens[at].lower not in self.sounds]
        led_on = silent == [last - 1] and not self._closes(tokens, last) and not self._follows(tokens, last)
        return last - silent[0] if len(silent) > 1 or led_on else 0

    def _composed(self, scene: Scene, index: int) -> Name | None:
        """A name put together of the elements of names of a people without family names: 罗布|次仁, 阿依|诺; the last may be unknown."""
        tokens, at, known = scene.tokens, index, 0
        while (found := self.elements.at(tokens, at)) is not None and self._all_han(scene, index, found.end):
            at, known = found.end, known + 1
        while known and not self._parts(tokens, at) and not self._ends(tokens, at) and self._sounds(scene, index, at):
            at += 1
        if not known or at - index > MOST_SYLLABLES or (at < len(tokens) and tokens[at].text in DOTS | HYPHENS):
            return None
        if (
            not self._ends(tokens, at)
            and not self._parts(tokens, at)
            and (known < SURE_ELEMENTS or self.elements.at(tokens, at - 2) is None)
        ):
            return None
        return Name(index, at, tokens[index].start, tokens[at - 1].end, (scene.between(index, at),))

    def _parts(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a character that may join names joins two here: 才旦卓玛|和|扎西顿珠."""
        joins = at + 1 < len(tokens) and tokens[at].lower in self.separators
        return joins and (self.elements.at(tokens, at + 1) is not None or self.families.at(tokens, at + 1) is not None)

    def _sounds(self, scene: Scene, first: int, at: int) -> bool:
        """Whether a character goes on with a name spelled by sounds that begins at `first`."""
        return (
            at < len(scene.tokens)
            and at not in scene.inside
            and scene.tokens[at].lower in self.sounds
            and self._runs_on(scene.tokens, first, at)
        )

    def _taken_for_person(self, scene: Scene, index: int) -> Name | None:
        """What the recogniser takes for a person right behind a title, spelled by sounds, and cut where a word begins that follows names."""
        tokens, last = scene.tokens, min(scene.entities.get(index, 0), index + MOST_SYLLABLES)
        end = next((at for at in range(index + SHORTEST_FOREIGN - 1, last) if self._breaks_off(tokens, at)), last)
        silent = sum(t.lower not in self.sounds for t in tokens[index:end])
        if end - index < SHORTEST_FOREIGN or silent > 1 or not self._all_han(scene, index, end) or index in scene.places:
            return None
        return Name(index, end, tokens[index].start, tokens[end - 1].end, (scene.between(index, end),))

    def _no_name_goes_on(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title, an occupation or a verb that introduces a name begins where a name without a dot so far would go on."""
        return any(table.at(tokens, at) for table in (self.titles.heads, self.occupations)) or self._verb_at(tokens, at)

    def _next_person(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title, an occupation, where somebody comes from, or what spells no sound begins behind a character that may join two persons: 凯塔|和|院长."""
        tables = (self.titles.heads, self.occupations, self.honorifics, self.coming)
        silent = at < len(tokens) and tokens[at].is_han and tokens[at].lower not in self.sounds
        return silent or any(table.at(tokens, at) is not None for table in tables)

    def _hyphened(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a hyphen stands inside a foreign name: "让-皮埃尔"."""
        joined = at + 1 < len(tokens) and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
        return joined and all(tokens[n].lower in self.sounds for n in (at - 1, at + 1))

    def _foreign(self, scene: Scene, index: int) -> Name | None:
        """A name without family name or dot, spelled in characters for sounds, between a title and what may follow a name."""
        tokens, at = scene.tokens, index
        while self._sounds(scene, index, at):
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
