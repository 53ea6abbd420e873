"""Text to tokens with offsets: numbers, words, single Han characters, single other signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640"
_TOKEN = re.compile(rf"[0-9]+|[{_HAN}]|(?:(?![{_HAN}])[^\W\d_]|[{_MARKS}])+|[^\s]")
_IS_MARK = re.compile(rf"[{_MARKS}]")
# One for one, so that offsets hold: Arabic-Indic, Persian and full-width digits, full-width signs, hyphens of all kinds.
_SAME_LENGTH = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９．／，（）：－‐‑⁄∕",
    "01234567890123456789" + "0123456789./,():---//",
)
_FOLDED = str.maketrans({"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `key` is the folded form to look up, `glued` says that no space stands before it."""

    key: str
    start: int
    end: int
    number: bool
    glued: bool
    breaks: int


def level(text: str) -> str:
    """The text with digits and a few signs in their ASCII form, of the same length."""
    return text.translate(_SAME_LENGTH)


@lru_cache(maxsize=20_000)
def fold(word: str, accents: bool = False) -> str:
    """A form for comparison: lower case, no Arabic vowel signs, variants of alif, ya and ta marbuta alike.

    Accents go too, unless the language needs them to tell words apart ("a" and "à").
    """
    if word.isascii():
        return word.lower()
    if accents:
        return unicodedata.normalize("NFC", word.lower().replace("i̇", "i"))
    plain = unicodedata.normalize("NFD", word.lower().translate(_FOLDED))
    return _IS_MARK.sub("", plain)


def tokens(levelled: str, accents: bool = False) -> list[Token]:
    """The tokens of a text that `level` has treated; `breaks` counts the newlines before a token."""
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(levelled):
        start, end = match.span()
        surface = match.group()
        breaks = levelled.count("\n", last, start) if start > last else 0
        number = surface[0] in "0123456789"
        found.append(
            Token(surface if number else fold(surface, accents), start, end, number, start == last and start > 0, breaks)
        )
        last = end
    return found
