"""Given word vectors, stored by product quantisation (Jégou et al. 2011).

A vector is cut into equal parts; of each part only the number of the nearest of 256 samples is kept. The vectors do not
change in training: they say of a word that the annotated texts lack which words it is used like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.features import fold
from pipeline.ner.hashing import number

SAMPLES = 256
REMEMBERED = 200_000
"""How many words are remembered with the number of their vector."""

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Vectors:
    """Quantised vectors: the numbers of the folded words in ascending order, a row of codes for each, the samples of each part."""

    words: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    samples: Floats
    _rows: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many numbers a whole vector has."""
        return int(self.samples.shape[0] * self.samples.shape[2])

    def rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Give the number of each word's vector, from 1; 0 for a word that has none."""
        return np.array([self._row(word) for word in words], dtype=np.int64)

    def of(self, rows: NDArray[np.int64]) -> Floats:
        """Give the vectors of these numbers, a row each; zeros for 0."""
        found = self.samples[np.arange(len(self.samples)), self.codes[rows - 1]].reshape(len(rows), self.size)
        found[rows == 0] = 0
        return found

    def whole(self) -> Floats:
        """Give all vectors, in the order of their words."""
        return self.of(np.arange(1, len(self.words) + 1))

    def stored(self) -> dict[str, bytes]:
        """Give the table as it is stored."""
        return {
            "words": self.words.astype("<u4").tobytes(),
            "codes": self.codes.tobytes(),
            "samples": self.samples.astype("<f2").tobytes(),
        }

    def _row(self, word: str) -> int:
        row = self._rows.get(word)
        if row is None:
            key = np.uint32(number(fold(word)))
            at = int(np.searchsorted(self.words, key))
            row = at + 1 if at < len(self.words) and self.words[at] == key else 0
            if len(self._rows) < REMEMBERED:
                self._rows[word] = row
        return row
