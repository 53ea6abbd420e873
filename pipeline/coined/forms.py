"""Words of a coined unit beside each other, and in any of their inflected forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline import lexicon, phrases
from pipeline.phrases import HAN, Word

ARABIC = {chr(code) for code in range(0x600, 0x700)}
STEM = 4
ENDING = 3
JOINTS = " \u00a0-‐‑'’«»“”„\"‹›「」『』"


@cache
def article() -> str:
    """The article of a script that writes it to its noun, folded."""
    return phrases.fold(lexicon.read("xx", "letters").words["article"])


@cache
def to_the() -> str:
    """The same with the letter "to" before it."""
    return phrases.fold(lexicon.read("xx", "letters").words["to_the"])


def is_han(form: str) -> bool:
    """Whether a word is one Han character."""
    return len(form) == 1 and HAN[0] <= form <= "\u9fff"


@cache
def stem(form: str) -> str:
    """The first letters of a folded word, which all its forms share; the Arabic article aside."""
    return _bare(form)[:STEM]


def _bare(form: str) -> str:
    """A folded word without the Arabic article."""
    return form.removeprefix(article()) if form.startswith(article()) and len(form) > STEM else form


def alike(one: str, other: str, *, ending: int = ENDING) -> bool:
    """Whether two folded words may be forms of one: all but the last letters agree."""
    if one == other:
        return True
    a, b = _bare(one), _bare(other)
    if a == b:
        return len(a) > 2
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(STEM, min(len(a), len(b)) - 1) and max(len(a), len(b)) - shared <= ending


def runs(text: str, words: Sequence[Word], at: int, forms: tuple[str, ...]) -> bool:
    """Whether words run on from `at` that may be forms of these, nothing between them."""
    last = at + len(forms)
    if last > len(words) or not all(alike(w.form, f) for w, f in zip(words[at:last], forms, strict=True)):
        return False
    return all(near(text, words, n) for n in range(at + 1, last))


def near(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space, a hyphen or quotation marks stands before word `at`."""
    return 0 < at < len(words) and not text[words[at - 1].end : words[at].start].strip(JOINTS)


def run(text: str, words: Sequence[Word], at: int, most: int, fits: Callable[[Word], bool]) -> int:
    """How many words from `at` on fit, with nothing but spaces between them and before the first."""
    size = 0
    while size < most and near(text, words, at + size) and fits(words[at + size]):
        size += 1
    return size


def is_han_word(word: Word) -> bool:
    """Whether a word is one Han character."""
    return is_han(word.form)


def flows(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Whether no mark ends a clause between the word before `first` and word `last`."""
    end = words[last].start if last < len(words) else len(text)
    return first > 0 and not any(mark in text[words[first - 1].end : end] for mark in ",.;:!?()\n،؛。，；")
