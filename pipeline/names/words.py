"""The words of a text with their offsets, cut so that a name can be grown over them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0652]|['’‘\-‐‑–&](?=[^\W_]))*|[^\w\s]|_")
_ROMAN = re.compile(r"[IVXLC]{2,}(?:e|ᵉ|er|re|ère|ème|eme|nd|nde|th|st|rd)\Z")
SENTENCE_ENDS = ".!?"
_APOSTROPHES = "'’‘"
STROKE = "\u0640"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark.

    `start`, `end`: code points. `near`: whether at most one blank, and no line end, parts it from the word before.
    """

    start: int
    end: int
    text: str
    near: bool

    @property
    def lower(self) -> str:
        """The word as lexicons write it."""
        return self.text.casefold().replace("’", "'")

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does: with a capital (`eLearning` does not), or with a figure inside capitals."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether all its letters are capitals, and there are two at least."""
        return self.text.isupper() and sum(c.isalpha() for c in self.text) > 1

    @property
    def roman(self) -> bool:
        """Whether it is an ordinal in Roman figures, with its ending ("XIVe", "XXth")."""
        return is_roman(self.text)

    @property
    def is_word(self) -> bool:
        """Whether it is no punctuation mark, nor only the stroke that lengthens Arabic words."""
        return self.text[0].isalnum() and self.text.strip(STROKE) != ""


def is_roman(word: str) -> bool:
    """Whether a word is Roman figures with a small ending, which make an ordinal of them."""
    return _ROMAN.match(word) is not None


def split(text: str, elisions: Collection[str] = ()) -> list[Word]:
    """Cut a text into words and marks; an elided article (`l'`, `d'`) is a word of its own, a possessive `'s` is too."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        for start, end in _parts(match.group(), match.start(), elisions):
            gap = text[last:start]
            words.append(Word(start, end, text[start:end], len(gap) <= 1 and "\n" not in gap))
            last = end
    return words


def _parts(word: str, at: int, elisions: Collection[str]) -> list[tuple[int, int]]:
    end = at + len(word)
    if len(word) > 2 and word[-2] in _APOSTROPHES and word[-1] in "sS":
        return [(at, end - 2), (end - 2, end)]
    parts = []
    for n, char in enumerate(word[:6]):
        if char in _APOSTROPHES:
            if word[:n].casefold() in elisions:
                parts.append((at, at + n + 1))
                parts.append((at + n + 1, end))
            break
    return parts or [(at, end)]


def near_at(words: Sequence[Word], n: int) -> Word | None:
    """The word of an index, where it stands near the one before it."""
    return words[n] if n < len(words) and words[n].near else None


def titled(words: list[Word], lowers: Collection[str]) -> bool:
    """Whether a line is written in headline capitals: its words, the little ones aside, mostly begin with one, and no full stop ends it."""
    if words and words[-1].text in SENTENCE_ENDS:
        return False
    full = [w for w in words if w.is_word and w.text[0].isalpha() and w.lower not in lowers]
    return len(full) >= 4 and sum(w.capital for w in full) >= 0.8 * len(full)
