"""Given word vectors, stored by product quantisation (Jégou et al. 2011).

A vector is cut into equal parts; of each part only the number of the nearest of 256 samples is kept. The vectors do not
change in training: they say of a word that the annotated texts lack which words it is used like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.ner.features import fold
from pipeline.ner.hashing import number

LAYER = "herald_vectors"
SAMPLES = 256
NONE = -1
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


def word_vectors(size: int, *, dropout: float = 0.0) -> Model[list[Doc], Any]:
    """Build the layer: one row of `size` numbers a token, zeros for a word that has no vector.

    In training the share `dropout` of the words has none either, so that names are learnt that have none.

    `words` holds the numbers of the folded words in ascending order, `codes` a byte for each part of each vector,
    `samples` the samples of each part in half precision.
    """
    attrs = {"size": size, "words": b"", "codes": b"", "samples": b"", "dropout": dropout}
    return Model(LAYER, _Table().forward, attrs=attrs)


class _Table:
    """Reads the layer's stored table once, and anew when the layer was read from disk."""

    def __init__(self) -> None:
        self.stored: tuple[Any, ...] = ()
        self.words: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        self.codes: NDArray[np.uint8] = np.zeros((0, 1), dtype=np.uint8)
        self.samples: Floats = np.zeros((1, SAMPLES, 1), dtype=np.float32)
        self.size = 1
        self.rows: dict[int, int] = {}

    def forward(self, model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        self.read(model.attrs)
        found = [self.of(doc) for doc in docs]
        if is_train and model.attrs["dropout"]:
            for rows in found:
                rows[np.random.random(len(rows)) < model.attrs["dropout"]] = 0
        return found, lambda gradient: []

    def of(self, doc: Doc) -> Floats:
        """Give the vectors of a text, a row a token."""
        rows = np.array([self.row(token.orth, token.text) for token in doc], dtype=np.int64)
        parts = np.arange(len(self.samples))
        found = self.samples[parts, self.codes[rows]].reshape(len(rows), self.size)
        found[rows == NONE] = 0
        return found

    def row(self, orth: int, word: str) -> int:
        """Give the row of a word, or `NONE`."""
        row = self.rows.get(orth)
        if row is None:
            key = number(fold(word))
            at = int(np.searchsorted(self.words, np.uint32(key)))
            row = at if at < len(self.words) and self.words[at] == key else NONE
            if len(self.rows) < REMEMBERED:
                self.rows[orth] = row
        return row

    def read(self, attrs: dict[str, Any]) -> None:
        stored = (attrs["words"], attrs["codes"], attrs["samples"])
        if len(self.stored) == len(stored) and all(old is new for old, new in zip(self.stored, stored, strict=True)):
            return
        self.words = np.frombuffer(attrs["words"], dtype="<u4")
        self.codes = np.frombuffer(attrs["codes"], dtype=np.uint8).reshape(len(self.words), -1)
        parts = self.codes.shape[1]
        samples = np.frombuffer(attrs["samples"], dtype="<f2").reshape(parts, SAMPLES, attrs["size"] // parts)
        self.samples = samples.astype(np.float32)
        self.size = attrs["size"]
        self.rows = {}
        self.stored = stored
