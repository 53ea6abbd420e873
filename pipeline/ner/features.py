"""Word features for the convolutional back-end, hashed into columns of numbers.

Per word: its folded form (if training met it often enough), its beginnings and endings, its shape, the name lists that
know it, what kind of word a dictionary says it is. For unspaced scripts also what stands about it (`runs`). And for the whole
text the conventions that it is to be read by: those of the corpus it was trained for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.ner.hashing import number
from pipeline.ner.runs import KIND_BITS, PAIR_COLUMNS, PAIRS, around

Numbers = NDArray[np.uint64]

IDENTITIES = ("word", "stem")
"""The columns that tell which word stands there: in training both are hidden of some words."""

CORPUS = "corpus"
"""The column of conventions, and where a training text says in its `user_data` which corpus it comes from."""
UNKNOWN = 1


UNWRITTEN = frozenset("ـ" + "".join(map(chr, range(0x64B, 0x653))))
"""What is written at will, and tells no word from another: Arabic vowel signs, and the stroke that makes a word longer."""


def fold(word: str) -> str:
    """Lower-case, and drop what is written or left out at will: hamza on alef, Arabic vowel signs, the dots of ё.

    Traditional Chinese letters become simplified.
    """
    return word.lower().translate(_folding())


@cache
def _folding() -> dict[int, str | int | None]:
    found: dict[int, str | int | None] = dict.fromkeys(map(ord, UNWRITTEN))
    found |= {ord(sign): "ا" for sign in "أإآ"} | {ord("ى"): "ي", ord("ё"): "е"}
    file = resources.files("pipeline") / "languages" / "xx" / "traditional.toml"
    letters = tomllib.loads(file.read_text(encoding="utf-8"))["words"]
    return found | {ord(old): new for old, new in zip(letters["traditional"], letters["simplified"], strict=True)}


def stem(word: str) -> str:
    """Cut off what Arabic writes together with the next word: و ف ب ل ك, then the article; other scripts stay whole."""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    if len(word) > 3 and word[0] in "وفبلك":
        word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@dataclass(slots=True)
class Features:
    """Turns a Doc into columns; `known` words keep their identity, `lists` maps a word to the lists that hold it.

    `home` is the corpus by whose conventions a text is read that comes from none.
    """

    columns: Sequence[str]
    known: frozenset[int] = frozenset()
    lists: dict[int, int] = field(default_factory=dict)
    home: str = ""
    _rows: dict[str, Numbers] = field(default_factory=dict)

    def of(self, doc: Doc) -> Numbers:
        """Give one row per token and one column per feature."""
        return self.of_words([token.text for token in doc], str(doc.user_data.get(CORPUS, self.home)))

    def of_words(self, words: Sequence[str], corpus: str = "") -> Numbers:
        """Give one row per word of a text and one column per feature."""
        per_word = [name for name in self.columns if name in WORDS]
        pairs = [name for name in self.columns if name in PAIR_COLUMNS]
        rows = np.zeros((len(words), len(self.columns)), dtype=np.uint64)
        if not len(words):
            return rows
        rows[:, : len(per_word)] = np.stack([self._row(word, per_word) for word in words])
        if pairs:
            seen = around([fold(word) for word in words], self.lists, parted="part" in pairs or "partword" in pairs)
            for column, name in enumerate(pairs, len(per_word)):
                rows[:, column] = PAIRS[name](seen)
        if CORPUS in self.columns:
            rows[:, -1] = number(f"corpus {corpus}")
        return rows

    def _row(self, word: str, names: Sequence[str]) -> Numbers:
        row = self._rows.get(word)
        if row is None:
            row = np.array([WORDS[name](word, self) for name in names], dtype=np.uint64)
            if len(self._rows) < 200_000:
                self._rows[word] = row
        return row


def shape(word: str) -> str:
    """Write a word's shape: letters by case, digits, the rest as it is; runs of more than three are cut."""
    signs = ["X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else "c" if c.isalpha() else c for c in word]
    kept = [sign for at, sign in enumerate(signs) if at < 3 or not sign == signs[at - 1] == signs[at - 2] == signs[at - 3]]
    return "".join(kept)[:8]


def _identity(folded: str, features: Features) -> int:
    found = number(folded)
    return found if found in features.known else UNKNOWN


def _lists(folded: str, features: Features) -> int:
    mask = (1 << KIND_BITS) - 1
    return features.lists.get(number(folded), 0) & mask or features.lists.get(number(stem(folded)), 0) & mask


def _kind(folded: str, features: Features) -> int:
    return features.lists.get(number(folded), 0) >> KIND_BITS or features.lists.get(number(stem(folded)), 0) >> KIND_BITS


def _written(word: str) -> int:
    """What folding took from a word: nothing, or the word as it stands, so that "على" (on) is not "علي" (Ali)."""
    plain = "".join(letter for letter in word.lower() if letter not in UNWRITTEN)
    return UNKNOWN if plain == fold(word) else number(f"written {plain}")


def _cut(word: str) -> int:
    """What `stem` cuts off: a name stands behind "and" or "to" more often than behind the article."""
    folded = fold(word)
    return number(f"cut {folded.removesuffix(stem(folded))}")


def _part(name: str, size: int, *, ending: bool) -> Callable[[str, Features], int]:
    def hashed(word: str, features: Features) -> int:
        folded = fold(word)
        return number(f"{name} {folded[-size:] if ending else folded[:size]}")

    return hashed


WORDS: dict[str, Callable[[str, Features], int]] = {
    "word": lambda word, features: _identity(fold(word), features),
    "shape": lambda word, features: number(f"shape {shape(word)}"),
    "stem": lambda word, features: _identity(stem(fold(word)), features),
    "list": lambda word, features: number(f"list {_lists(fold(word), features)} {shape(word)[:1]}"),
    "kind": lambda word, features: number(f"kind {_kind(fold(word), features)}"),
    "written": lambda word, features: _written(word),
    "cut": lambda word, features: _cut(word),
    "beginning": lambda word, features: number(f"beginning {stem(fold(word))[:3]}"),
} | {f"{name}{n}": _part(f"{name}{n}", n, ending=name == "suffix") for name in ("prefix", "suffix") for n in (1, 2, 3, 4)}
