"""A text laid out for reading numbers: its words, and the number words of its language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.numbers.tables import Tables
from pipeline.phrases import Word

SPACES: Final = " \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a text, and what its language knows of numbers."""

    text: str
    words: Sequence[Word]
    known: Tables

    def gap(self, at: int) -> str:
        """What stands before word `at`, up to the word before it."""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def joined(self, at: int) -> bool:
        """Whether word `at` follows with nothing but a space or a hyphen between."""
        return at > 0 and not self.gap(at).strip(SPACES + "-‑‐")


def is_arabic(form: str) -> bool:
    """Whether a word is in Arabic script."""
    return "\u0600" <= form[:1] <= "\u06ff"
