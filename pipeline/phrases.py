"""Words of a text in any script, and the phrases of a table found among them.

A word is a run of letters or of digits; a Han character is a word by itself, because Chinese puts no spaces between
words. Words are compared in a folded form (case, Arabic letter variants, vowel marks, traditional characters), while
offsets stay those of the text. What is folded is data: `languages/xx/letters.toml`, `languages/xx/traditional.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pipeline import lexicon

T = TypeVar("T")

# Texts of which a reading is kept: several extractors ask for the numerals, units and places of one text.
RECENT = 32
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
MARKS = "\u064b-\u065f\u0670\u0640\u0300-\u036f"
_WORD = re.compile(rf"[{HAN}〇]|\d+|(?:[^\W\d_{HAN}][{MARKS}]*)+")
_GAP = re.compile(r"[ \u00a0\u202f\u200e\u200f’'.·‐‑–\u2014-]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]`; `form` is its folded form, `capital` whether it begins with a capital."""

    start: int
    end: int
    form: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: offsets, the words `first:last` it covers, and what the table says of it."""

    start: int
    end: int
    first: int
    last: int
    value: T


def split(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(m.start(), m.end(), fold(m[0]), m[0][0].isupper()) for m in _WORD.finditer(text)]


@cache
def fold(word: str) -> str:
    """A word as it is compared: no case, no vowel marks, one form per letter."""
    table = _folding()
    return word.translate(table).casefold() if word else word


@cache
def _folding() -> dict[int, str | None]:
    words = lexicon.read("xx", "letters").words
    table: dict[int, str | None] = {ord(k): v for k, v in words["fold"].items()}
    characters = lexicon.read("xx", "traditional").words
    table |= dict(zip(map(ord, characters["traditional"]), characters["simplified"], strict=True))
    for variants, plain in words["characters"].items():
        table |= dict(zip(map(ord, variants), plain, strict=True))
    return table | {ord(mark): None for mark in words["dropped"]}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of a text begins and ends without the blanks at its ends; of one that has more than these."""
    said = text[start:end]
    return end - len(said.lstrip()), start + len(said.rstrip())


def in_common(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def at_offset(words: Sequence[Word], offset: int) -> int:
    """Index of the first word that begins at or after `offset`."""
    return bisect_left(words, offset, key=lambda w: w.start)


def spaced(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space stands before word `at`."""
    return text[words[at - 1].end : words[at].start] == " "


class Phrases(Generic[T]):
    """A table of phrases, and what each stands for.

    A phrase that is written with a capital matches only words with a capital, unless not `cased`. Letters that Arabic glues
    to the first word (و, ب, …) stay outside the match. Time is linear in the text for phrases of bounded length.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, cased: bool = True) -> None:
        self._table: dict[str, list[tuple[tuple[str, ...], bool, T]]] = {}
        for phrase, value in entries:
            words = split(phrase)
            if words:
                row = (tuple(w.form for w in words), cased and words[0].capital, value)
                self._table.setdefault(words[0].form, []).append(row)
        for rows in self._table.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, text: str, words: Sequence[Word], first: int) -> Match[T] | None:
        """The longest phrase that begins at word `first`, its prefix left out; None where none does, or the text has ended."""
        if first >= len(words):
            return None
        word = words[first]
        for shift, form in readings(word.form):
            for forms, capital, value in self._table.get(form, ()):
                if capital and not word.capital:
                    continue
                if (last := _run(text, words, first, forms)) is not None:
                    return Match(word.start + shift, words[last - 1].end, first, last, value)
        return None

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Match[T]]:
        """All phrases from left to right, the longest first, none inside another."""
        first = 0
        while first < len(words):
            match = self.at(text, words, first)
            if match:
                yield match
            first = match.last if match else first + 1


def readings(form: str) -> Iterator[tuple[int, str]]:
    """A folded word as it stands, then without each prefix that may be glued to it: (letters left out, word)."""
    yield 0, form
    if "\u0600" <= form[:1] <= "\u06ff":
        for glued, stands_for in _prefixes():
            if form.startswith(glued) and len(form) > len(glued) + 1:
                yield len(glued) - bool(stands_for), stands_for + form[len(glued) :]


@cache
def _prefixes() -> list[tuple[str, str]]:
    return [(fold(pair[0]), fold(pair[1])) for pair in lexicon.read("xx", "letters").list("prefixes")]


def _run(text: str, words: Sequence[Word], first: int, forms: tuple[str, ...]) -> int | None:
    """Index behind the run of words that carry these forms; the first is already known to fit."""
    last = first + len(forms)
    if last > len(words):
        return None
    for at in range(first + 1, last):
        if words[at].form != forms[at - first] or not _GAP.match(text[words[at - 1].end : words[at].start]):
            return None
    return last
