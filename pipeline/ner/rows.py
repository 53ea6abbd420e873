"""What a recogniser's network makes of each word of a text, kept for who reads on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.ner.decode import Floats

EXTENSION = "rows"

Line = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rows:
    """The words of a text with their offsets, its lines (the number of the first word, how many words), and a row of numbers a word."""

    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    lines: Sequence[Line]
    values: Floats


def declare() -> None:
    """Declare `doc._.rows`, which is None where a back-end was not asked to keep them."""
    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, default=None)
