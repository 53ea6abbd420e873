"""Overlapping windows over a sequence too long for a network, none of it left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import ModelError


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces to read (`start`, `end`) and the part of it to believe (`keep_start`, `keep_end`)."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def windows(heads: Sequence[bool], *, size: int, overlap: int) -> list[Window]:
    """Cut a sequence into windows of at most `size` pieces that share about `overlap` pieces with the next.

    Reads:   heads, True where a piece begins a word: cuts fall there, unless one word alone fills a window.
    Writes:  windows whose kept parts follow one another without gap or repeat.
    Raises:  ModelError, if the overlap does not leave room to move on.
    """
    if not 0 <= overlap < size // 2:
        raise ModelError(f"window overlap {overlap} must lie between 0 and half of the window size {size}")
    found: list[Window] = []
    start = kept = 0
    while kept < len(heads):
        end = _cut(heads, start, min(start + size, len(heads)))
        if end == len(heads):
            found.append(Window(start, end, kept, end))
            break
        keep_end = _cut(heads, kept, end - overlap // 2)
        found.append(Window(start, end, kept, keep_end))
        start, kept = _cut(heads, start, max(start + 1, keep_end - overlap // 2)), keep_end
    return found


def _cut(heads: Sequence[bool], low: int, high: int) -> int:
    """Give the last word beginning in (low, high], or `high` where there is none."""
    if high >= len(heads):
        return high
    return next((index for index in range(high, low, -1) if heads[index]), high)
