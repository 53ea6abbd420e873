"""Word vectors that the tagger is given, where an open package carries them.

Others: `pipeline.training.alone`. Russian: navec (MIT; Kukushkin 2020), 250,000 words of news, inside the package natasha. Words: the most frequent, and of the
rest those that are names or that the dictionary of OpenCorpora (through pymorphy3) lacks, since the rare forms of its common
words betray themselves by their endings.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

from pipeline.errors import ModelError
from pipeline.ner.features import fold
from pipeline.ner.hashing import number
from pipeline.ner.vectors import Vectors
from pipeline.ner.weights import folder
from pipeline.training import alone

NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
"""The grammemes of OpenCorpora that mark a part of a name, or a word that may be one."""


def given(language: str, count: int, weights: str = "") -> Vectors | None:
    """Give vectors for the most frequent `count` words of a language and for rarer names; None if none are asked for.

    Reads:   weights, the folder of a transformer that reads the words alone, where a language has no vectors of its own.
    Raises:  ModelError, if the package is absent, or the language has none.
    """
    if not count:
        return None
    if weights:
        return alone.vectors(language, count, folder(weights))
    if language != "ru":
        raise ModelError(f"there are no word vectors for {language!r}; name a transformer in `alone`, or leave `vectors` out")
    return _navec(count)


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
    return Vectors(kept, codes, np.asarray(navec.pq.codes, dtype=np.float32))


def _common_words() -> set[str]:
    """Give the folded word forms of OpenCorpora that are no part of a name."""
    import pymorphy3

    names: set[str] = set()
    common: set[str] = set()
    for word, tag, *_ in pymorphy3.MorphAnalyzer().dictionary.iter_known_words():
        (names if any(grammeme in tag for grammeme in NAMES) else common).add(fold(word))
    return common - names
