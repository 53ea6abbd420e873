"""Who says "I" in a Chinese text: whom a quotation or a line is given to, or who signs."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.signatures import signs
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene

__all__ = ["HanSpeaking"]

OPENING, CLOSING = frozenset("“「『"), frozenset("”」』")
COLONS = frozenset("：:")
# From "I" to the verb, and from the end of what somebody says to the name.
NEAR, BEHIND = 6, 8


class HanSpeaking:
    """Tells whom "I" means. Words read: first_person (我), plural (们), copulas (是)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.persons = frozenset(lexicon.list("first_person"))
        self.plural = str(lexicon.words.get("plural", "\0"))
        self.copulas = frozenset(lexicon.list("copulas"))

    def says(self, scene: Scene, verb: int) -> bool:
        """Whether "I" stands before a verb in its clause."""
        for at in range(verb - 1, max(-1, verb - 1 - NEAR), -1):
            token = scene.tokens[at]
            if token.lower in self.persons:
                return scene.tokens[at + 1].lower != self.plural
            if not (token.is_word or token.text.isdigit()):
                return False
        return False

    def speaker(self, scene: Scene, verb: int, names: Sequence[Placed]) -> int | None:
        """The name of who says "I" before a verb."""
        start, end = self._line(scene, verb)
        opening = self._quote(scene, start, verb)
        if opening is not None:
            before = [n for n, p in enumerate(names) if start <= p.first and p.last <= opening]
            closing = next((n for n in range(verb, end) if scene.tokens[n].text in CLOSING), end)
            behind = [n for n, p in enumerate(names) if closing < p.first <= closing + BEHIND and p.last <= end]
            return max(before, key=lambda n: names[n].last, default=behind[0] if behind else None)
        labelled = next((n for n, p in enumerate(names) if p.begin == start and self._labels(scene, p)), None)
        return labelled if labelled is not None else self._writer(scene, names)

    def _writer(self, scene: Scene, names: Sequence[Placed]) -> int | None:
        """Who writes: the name behind "I am", else the last that signs."""
        tokens = scene.tokens
        for number, name in enumerate(names):
            at = name.begin
            if at > 1 and tokens[at - 1].lower in self.copulas and tokens[at - 2].lower in self.persons:
                return number
        alone = (n for n, p in enumerate(names) if p.begin and tokens[p.begin - 1].is_break and signs(tokens, p.last))
        return max(alone, key=lambda n: names[n].last, default=None)

    def _labels(self, scene: Scene, name: Placed) -> bool:
        """Whether a colon follows a name, which so gives it the line."""
        return name.last < len(scene.tokens) and scene.tokens[name.last].text in COLONS

    def _line(self, scene: Scene, at: int) -> tuple[int, int]:
        """Where the line of a token begins and ends."""
        tokens = scene.tokens
        start = next((n + 1 for n in range(at - 1, -1, -1) if tokens[n].is_break), 0)
        return start, next((n for n in range(at, len(tokens)) if tokens[n].is_break), len(tokens))

    def _quote(self, scene: Scene, start: int, at: int) -> int | None:
        """Where the quotation opens that is still open at a token."""
        opened = None
        for number in range(start, at):
            if scene.tokens[number].text in OPENING:
                opened = number
            elif scene.tokens[number].text in CLOSING:
                opened = None
        return opened
