"""What lists say about each word or letter, as plain numbers: a network need not learn a list by heart to use it.

For unspaced scripts: of the listed words that run through a letter, those that begin there, lie about it and end there (the
"soft lexicon" of Ma et al. 2020), and what letters are used for. For the others: the lists that hold the word, and its stem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.features import fold, stem
from pipeline.ner.hashing import number
from pipeline.ner.runs import FREQUENCY_BITS, KIND_BITS, LONGEST_RUN

Floats = NDArray[np.float32]

CLASSES = 8
USES = 8
"""How many classes of words there are, and how many numbers tell what a letter is used for."""

WORD = KIND_BITS + CLASSES + 1
LISTED = 16 + 1
THROUGH = WORD + 2
"""How many numbers stand for a listed word of a parted script, for one of a spaced script, for all words through a letter."""

MOST_FREQUENT = 7


@dataclass(frozen=True, slots=True)
class Known:
    """Turns folded words into rows of numbers, group by group.

    `lists` maps the number of a word to the bits of the lists that hold it, `letters` that of a letter to what it is used for.
    """

    groups: Sequence[str]
    lists: Mapping[int, int] = field(default_factory=dict)
    letters: Mapping[int, Floats] = field(default_factory=dict)
    _seen: dict[int, Floats] = field(default_factory=dict)
    _spelt: dict[str, Floats] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many numbers a row holds."""
        return sum(WIDTHS[name] for name in self.groups)

    def of(self, words: Sequence[str]) -> Floats:
        """Give one row per word."""
        folded = [fold(word) for word in words]
        if not folded or not self.groups:
            return np.zeros((len(folded), self.width), dtype=np.float32)
        return np.concatenate([GROUPS[name](folded, self) for name in self.groups], axis=1)

    def word(self, held: int) -> Floats:
        """Spell out what a list of a parted script holds of a word: its kinds, its class, its frequency."""
        found = self._seen.get(held)
        if found is None:
            found = np.zeros(WORD, dtype=np.float32)
            found[:KIND_BITS] = [held >> bit & 1 for bit in range(KIND_BITS)]
            found[KIND_BITS + (held >> KIND_BITS) % CLASSES] = 1
            found[-1] = (held >> FREQUENCY_BITS) / MOST_FREQUENT
            self._seen[held] = found
        return found

    def spelling(self, word: str) -> Floats:
        """Sum up how a word is spelt; the last number says that all its groups of letters are known."""
        found = self._spelt.get(word)
        if found is None:
            held = [self.letters.get(number(group)) for group in threes(word)]
            rows = [row for row in held if row is not None]
            found = np.mean(rows, axis=0) * 4 if rows else np.zeros(USES, dtype=np.float32)
            found[-1] = len(rows) / max(1, len(held))
            if len(self._spelt) < 200_000:
                self._spelt[word] = found
        return found


def _covering(words: Sequence[str], known: Known) -> Floats:
    """The listed words through each letter: what the lists say of those that begin, go on and end there; and of itself alone."""
    rows = np.zeros((len(words), WIDTHS["covering"]), dtype=np.float32)
    for start in range(len(words)):
        text = words[start]
        held = known.lists.get(number(text))
        if held:
            rows[start, 3 * THROUGH :] = known.word(held)
        for size in range(2, min(LONGEST_RUN, len(words) - start) + 1):
            text += words[start + size - 1]
            held = known.lists.get(number(text))
            if held is None:
                continue
            said = known.word(held)
            for step in range(size):
                place = 0 if not step else 2 if step == size - 1 else 1
                row = rows[start + step, place * THROUGH : (place + 1) * THROUGH]
                np.maximum(row[:WORD], said, out=row[:WORD])
                row[WORD] = max(row[WORD], size / LONGEST_RUN)
                row[WORD + 1] = 1
    return rows


def _letters(words: Sequence[str], known: Known) -> Floats:
    none = np.zeros(USES, dtype=np.float32)
    return np.stack([known.letters.get(number(word), none) for word in words])


def _listed(words: Sequence[str], known: Known) -> Floats:
    rows = np.zeros((len(words), LISTED), dtype=np.float32)
    for row, word in zip(rows, words, strict=True):
        held = known.lists.get(number(word))
        if held is not None:
            row[:-1] = [held >> bit & 1 for bit in range(LISTED - 1)]
            row[-1] = 1
    return rows


def _stemmed(words: Sequence[str], known: Known) -> Floats:
    return _listed([stem(word) for word in words], known)


def threes(word: str) -> list[str]:
    """Give the groups of three letters of a word, its ends marked."""
    marked = f"^{word}$"
    return [f"three {marked[at : at + 3]}" for at in range(len(marked) - 2)]


def _spelt(words: Sequence[str], known: Known) -> Floats:
    """What a word's groups of three letters are used for, by their mean; that of its stem."""
    rows = np.zeros((len(words), USES), dtype=np.float32)
    for row, word in zip(rows, words, strict=True):
        row[:] = known.spelling(stem(word))
    return rows


WIDTHS = {"spelt": USES, "covering": 3 * THROUGH + WORD, "letters": USES, "listed": LISTED, "stemmed": LISTED}
GROUPS: Mapping[str, Callable[[Sequence[str], Known], Floats]] = {
    "covering": _covering,
    "letters": _letters,
    "listed": _listed,
    "stemmed": _stemmed,
    "spelt": _spelt,
}
