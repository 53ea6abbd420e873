"""A text as a transformer reads it: pieces of words, each with its word's case and its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ner.case import case_class

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece ids with case classes; `heads` marks the first piece of each word of `words` (code-point offsets)."""

    ids: list[int]
    cases: list[int]
    heads: list[bool]
    words: list[tuple[int, int]]


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut one text into pieces, without special tokens and without a limit of length."""
    return pieces_batch(tokenizer, [text])[0]


def pieces_batch(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    """Cut many texts at once; the tokenizer must not truncate or pad."""
    found = []
    for text, encoding in zip(texts, tokenizer.encode_batch(list(texts), add_special_tokens=False), strict=True):
        heads: list[bool] = []
        words: list[tuple[int, int]] = []
        owners: list[int] = []
        last: int | None = None
        for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
            head = word is None or word != last
            heads.append(head)
            if head:
                words.append((start, end))
            else:
                words[-1] = (words[-1][0], end)
            owners.append(len(words) - 1)
            last = word
        classes = [case_class(text[start:end]) for start, end in words]
        found.append(Pieces(encoding.ids, [classes[owner] for owner in owners], heads, words))
    return found
