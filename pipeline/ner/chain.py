"""Conditional random field over a line of tags (Lafferty et al. 2001): its best legal sequence, and the probability of each tag.

Lines of one batch are reckoned together, step by step; rows behind the end of a line count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.decode import Floats

Integers = NDArray[np.int64]

NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Chain:
    """Tags with what it weighs that one follows another (`steps`) and that one comes first (`first`)."""

    tags: tuple[str, ...]
    steps: Floats
    first: Floats

    def legal(self) -> Chain:
        """Forbid what BIO forbids: to be inside of a name that has not begun."""
        steps, first = self.steps.copy(), self.first.copy()
        for column, tag in enumerate(self.tags):
            if tag.startswith("I-"):
                first[column] = NEVER
                steps[[row for row, before in enumerate(self.tags) if before[2:] != tag[2:]], column] = NEVER
        return Chain(self.tags, steps, first)

    def softer(self, temperature: float) -> Chain:
        """Make what it weighs less sure, by a temperature above 1."""
        return Chain(self.tags, np.asarray(self.steps / temperature), np.asarray(self.first / temperature))

    def best(self, scores: Floats, lengths: Sequence[int]) -> list[list[int]]:
        """Give the best sequence of each line (Viterbi 1967); `scores` has a row per line, word and tag."""
        lines, longest, _ = scores.shape
        best = scores[:, 0] + self.first
        back = np.zeros(scores.shape, dtype=np.int64)
        stay = np.arange(len(self.tags))
        for at in range(1, longest):
            paths = best[:, :, None] + self.steps
            goes_on = (np.asarray(lengths) > at)[:, None]
            back[:, at] = np.where(goes_on, paths.argmax(axis=1), stay)
            best = np.where(goes_on, paths.max(axis=1) + scores[:, at], best)
        path = [best.argmax(axis=1)]
        for at in range(longest - 1, 0, -1):
            path.append(back[np.arange(lines), at, path[-1]])
        whole = np.stack(path[::-1], axis=1)
        return [row[:length].tolist() for row, length in zip(whole, lengths, strict=True)]

    def chances(self, scores: Floats, lengths: Sequence[int]) -> Floats:
        """Give the logarithm of the probability of each tag of each word, all sequences of a line weighed."""
        ends = np.asarray(lengths)
        before = np.zeros(scores.shape, dtype=np.float32)
        after = np.zeros(scores.shape, dtype=np.float32)
        before[:, 0] = scores[:, 0] + self.first
        for at in range(1, scores.shape[1]):
            before[:, at] = _sum(before[:, at - 1, :, None] + self.steps, 1) + scores[:, at]
        for at in range(scores.shape[1] - 2, -1, -1):
            onward = _sum(self.steps + (scores[:, at + 1] + after[:, at + 1])[:, None, :], 2)
            after[:, at] = np.where((ends > at + 1)[:, None], onward, 0.0)
        both = before + after
        return np.asarray(both - _sum(both, 2)[:, :, None], dtype=np.float32)


def _sum(logarithms: Floats, axis: int) -> Floats:
    most = logarithms.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(logarithms - most).sum(axis=axis)) + most.squeeze(axis), dtype=np.float32)
