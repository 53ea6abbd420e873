"""Texts as a network reads them, cut to a length and put together in batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

Seen = tuple[Any, ...]
"""A text as a network reads it: numbers of the columns, what lists know, tags, and what teachers score; arrays with a row per word."""


def cut(text: Seen, longest: int) -> Iterator[Seen]:
    """Cut a text into parts of at most so many words."""
    for start in range(0, len(text[2]), longest):
        yield tuple(part[start : start + longest] for part in text)


def batches(texts: Sequence[Seen], words: int, chance: random.Random) -> list[list[int]]:
    """Put texts of like length together, so many words in a batch; the batches in any order."""
    order = sorted(range(len(texts)), key=lambda at: (len(texts[at][2]) // 8, chance.random()))
    found: list[list[int]] = []
    longest = 0
    for at in order:
        longest = max(longest, len(texts[at][2]))
        if not found or longest * (len(found[-1]) + 1) > words:
            found.append([])
            longest = len(texts[at][2])
        found[-1].append(at)
    chance.shuffle(found)
    return found
