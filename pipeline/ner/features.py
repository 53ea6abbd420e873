"""Word features for the convolutional back-end, hashed into columns of numbers.

Per word: its folded form (if training met it often enough), its beginnings and endings, its shape, the name lists that
know it. For unspaced scripts also the pairs it forms with its neighbours and the listed names that run through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from murmurhash.mrmr import hash as murmur  # type: ignore[import-untyped]
from numpy.typing import NDArray
from spacy.tokens import Doc

Numbers = NDArray[np.uint64]

PAIR_COLUMNS = ("left", "right", "run")
UNKNOWN = 1
LONGEST_RUN = 6
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ё": "е", "ـ": None} | {chr(c): None for c in range(0x64B, 0x653)}
)


def fold(word: str) -> str:
    """Lower-case, and drop what is written or left out at will: hamza on alef, Arabic vowel signs, the dots of ё."""
    return word.lower().translate(_FOLD)


def stem(word: str) -> str:
    """Cut off what Arabic writes together with the next word: و ف ب ل ك, then the article; other scripts stay whole."""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    if len(word) > 3 and word[0] in "وفبلك":
        word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def number(text: str) -> int:
    """Hash a text to 32 bits, the same on every machine."""
    return int(murmur(text)) & 0xFFFFFFFF


def pack(numbers: Sequence[int]) -> bytes:
    """Store numbers of 32 bits, sorted."""
    return np.array(sorted(set(numbers)), dtype="<u4").tobytes()


def unpack(stored: bytes) -> list[int]:
    """Read numbers stored by `pack`."""
    return [int(n) for n in np.frombuffer(stored, dtype="<u4")]


@dataclass(slots=True)
class Features:
    """Turns a Doc into columns; `known` words keep their identity, `lists` maps a word to the lists that hold it."""

    columns: Sequence[str]
    known: frozenset[int] = frozenset()
    lists: dict[int, int] = field(default_factory=dict)
    _rows: dict[int, Numbers] = field(default_factory=dict)

    def of(self, doc: Doc) -> Numbers:
        """Give one row per token and one column per feature."""
        per_word = [name for name in self.columns if name not in PAIR_COLUMNS]
        rows = np.zeros((len(doc), len(self.columns)), dtype=np.uint64)
        if not len(doc):
            return rows
        rows[:, : len(per_word)] = np.stack([self._row(token.orth, token.text, per_word) for token in doc])
        for column, name in enumerate(self.columns):
            if name in PAIR_COLUMNS:
                rows[:, column] = PAIRS[name](doc, self.lists)
        return rows

    def _row(self, orth: int, word: str, names: Sequence[str]) -> Numbers:
        row = self._rows.get(orth)
        if row is None:
            row = np.array([WORDS[name](word, self) for name in names], dtype=np.uint64)
            if len(self._rows) < 200_000:
                self._rows[orth] = row
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
    return features.lists.get(number(folded)) or features.lists.get(number(stem(folded)), 0)


def _part(name: str, size: int, *, ending: bool) -> Callable[[str, Features], int]:
    def hashed(word: str, features: Features) -> int:
        folded = fold(word)
        return number(f"{name} {folded[-size:] if ending else folded[:size]}")

    return hashed


def _left(doc: Doc, lists: dict[int, int]) -> list[int]:
    words = [fold(token.text) for token in doc]
    return [number(f"left {before} {word}") for before, word in zip(["", *words[:-1]], words, strict=True)]


def _right(doc: Doc, lists: dict[int, int]) -> list[int]:
    words = [fold(token.text) for token in doc]
    return [number(f"right {word} {after}") for word, after in zip(words, [*words[1:], ""], strict=True)]


def _run(doc: Doc, lists: dict[int, int]) -> list[int]:
    """Mark the listed names that run through neighbouring tokens, the longest first: place in the run, and its lists."""
    words = [token.text for token in doc]
    marks = [0] * len(words)
    at = 0
    while at < len(words):
        size = next(
            (n for n in range(min(LONGEST_RUN, len(words) - at), 1, -1) if number("".join(words[at : at + n])) in lists), 1
        )
        if size > 1:
            held = lists[number("".join(words[at : at + size]))]
            for step in range(size):
                place = "B" if not step else "E" if step == size - 1 else "I"
                marks[at + step] = number(f"run {place} {held}")
        at += size
    return marks


WORDS: dict[str, Callable[[str, Features], int]] = {
    "word": lambda word, features: _identity(fold(word), features),
    "shape": lambda word, features: number(f"shape {shape(word)}"),
    "stem": lambda word, features: _identity(stem(fold(word)), features),
    "list": lambda word, features: number(f"list {_lists(fold(word), features)} {shape(word)[:1]}"),
} | {f"{name}{n}": _part(f"{name}{n}", n, ending=name == "suffix") for name in ("prefix", "suffix") for n in (1, 2, 3, 4)}

PAIRS: dict[str, Callable[[Doc, dict[int, int]], list[int]]] = {"left": _left, "right": _right, "run": _run}
