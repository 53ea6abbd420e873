"""Word vectors that the convolutional back-end is given, where an open package carries them.

Russian: navec (MIT; Kukushkin 2020), 250,000 words of news, inside the package natasha. They are quantised there already:
herald keeps their codes as they are, or, where a recipe asks for shorter vectors, their main components (Pearson 1901),
quantised anew (Jégou et al. 2011). Words: the most frequent, and of the rest those that are names or that the dictionary
of OpenCorpora (through pymorphy3) lacks, since the rare forms of its common words betray themselves by their endings.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.ner.features import fold
from pipeline.ner.hashing import number

SAMPLES = 256
PART = 2
"""How many numbers of a shortened vector share a byte."""

ROUNDS, LEARNT_FROM = 12, 30_000
"""How often the samples of a part are moved to the middle of what is nearest to them, and from how many vectors they are learnt."""

NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
"""The grammemes of OpenCorpora that mark a part of a name, or a word that may be one."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Quantised vectors: the numbers of the folded words, a row of codes for each, the samples of each part."""

    words: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    samples: NDArray[np.float16]

    @property
    def size(self) -> int:
        """How many numbers a whole vector has."""
        return int(self.samples.shape[0] * self.samples.shape[2])

    def stored(self) -> dict[str, bytes]:
        """Give the table as the layer `herald_vectors` reads it."""
        return {
            "words": self.words.astype("<u4").tobytes(),
            "codes": self.codes.tobytes(),
            "samples": self.samples.astype("<f2").tobytes(),
        }


def given(language: str, count: int, size: int = 0) -> Vectors | None:
    """Give vectors for the most frequent `count` words of a language and for rarer names; None if none are asked for.

    `size`: how many numbers a shortened vector has, 0 for whole vectors.

    Raises:  ModelError, if the package is absent, or the language has none.
    """
    if not count:
        return None
    if language != "ru":
        raise ModelError(f"there are no word vectors for {language!r}; leave `vectors` out of the recipe")
    whole = _navec(count)
    return shorten(whole, size) if size else whole


def shorten(vectors: Vectors, size: int) -> Vectors:
    """Keep the `size` main components of vectors, two to a byte; the same vectors always give the same bytes."""
    parts = np.arange(len(vectors.samples))
    samples = vectors.samples.astype(np.float32)
    rows = np.concatenate([samples[parts, codes].reshape(len(codes), -1) for codes in np.array_split(vectors.codes, 50)])
    _, axes = np.linalg.eigh(np.cov(rows, rowvar=False))
    short = (rows @ axes[:, ::-1][:, :size].astype(np.float32)).reshape(len(rows), -1, PART)
    kept = [_samples(short[:, part]) for part in range(short.shape[1])]
    codes = np.stack([_nearest(short[:, part], one) for part, one in enumerate(kept)], axis=1)
    return Vectors(vectors.words, codes, np.stack(kept).astype(np.float16))


def _samples(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Find the samples of one part (Lloyd 1982), begun with points spread evenly over those in hand."""
    points = points[:: max(1, len(points) // LEARNT_FROM)]
    order = np.argsort(points[:, 0], kind="stable")
    kept = points[order[np.linspace(0, len(points) - 1, SAMPLES).astype(int)]].copy()
    for _ in range(ROUNDS):
        near = _nearest(points, kept)
        counts = np.bincount(near, minlength=SAMPLES)
        for column in range(points.shape[1]):
            sums = np.bincount(near, weights=points[:, column], minlength=SAMPLES)
            kept[:, column] = np.where(counts, sums / np.maximum(counts, 1), kept[:, column])
    return np.asarray(kept, dtype=np.float32)


def _nearest(points: NDArray[np.float32], samples: NDArray[np.float32]) -> NDArray[np.uint8]:
    norms = (samples**2).sum(axis=1)
    chunks = np.array_split(points, max(1, len(points) // 20_000))
    return np.concatenate([(norms - 2 * chunk @ samples.T).argmin(axis=1) for chunk in chunks]).astype(np.uint8)


def _navec(count: int) -> Vectors:
    try:
        from navec import Navec
    except ImportError as error:
        raise ModelError(f"Russian word vectors need {error.name}: pip install natasha") from error
    natasha = importlib.util.find_spec("natasha")
    if natasha is None or natasha.origin is None:
        raise ModelError("Russian word vectors lie in natasha: pip install natasha")
    navec = Navec.load(next((Path(natasha.origin).parent / "data").glob("emb/navec_news*.tar")))
    words, counts = navec.vocab.words, navec.vocab.counts
    order = sorted(range(len(counts)), key=lambda row: (-counts[row], row))
    common = _common_words()
    rows: dict[int, int] = {}
    for rank, row in enumerate(order):
        folded = fold(words[row])
        if rank < count or folded not in common:
            rows.setdefault(number(folded), row)
    kept = np.array(sorted(rows), dtype=np.uint32)
    codes = np.asarray(navec.pq.indexes, dtype=np.uint8)[[rows[int(word)] for word in kept]]
    return Vectors(kept, codes, np.asarray(navec.pq.codes, dtype=np.float16))


def _common_words() -> set[str]:
    """Give the folded word forms of OpenCorpora that are no part of a name."""
    import pymorphy3

    names: set[str] = set()
    common: set[str] = set()
    for word, tag, *_ in pymorphy3.MorphAnalyzer().dictionary.iter_known_words():
        (names if any(grammeme in tag for grammeme in NAMES) else common).add(fold(word))
    return common - names
