"""Text to tokens with offsets: numbers, words, single Han characters, single other signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from pipeline.dates.memo import Memo
from pipeline.dates.prefixes import MARKS, split

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
# Letters and their marks by block: a plain set is read far faster than a class with exceptions.
_LETTERS = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0373\u0376-\u037d\u037f-\u0386\u0388-\u0481\u0483-\u0588"
    "\u0591-\u05c7\u05d0-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06ef\u06fa-\u1fff"
    "\u2c00-\u2dff\u3040-\u30ff\ua000-\ud7ff\ufb00-\ufdff\ufe70-\ufefc"
)
# Marks of direction have no width: "17\u200f/04\u200f/1955" is as tight as "17/04/1955".
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TIGHT = re.compile(rf"[{_BIDI}]*")
_IS_MARK = re.compile(rf"[{MARKS}]")
# One for one, so that offsets hold: Arabic-Indic, Persian and full-width digits, full-width signs, hyphens of all kinds.
SAME_LENGTH = dict(
    zip(
        map(ord, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９．／，（）：－‐‑⁄∕،"),
        "01234567890123456789" + "0123456789./,():---//,",
        strict=True,
    )
)
_FOLDED = str.maketrans({"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


class Scan(NamedTuple):
    """The tokens of a text in columns: `keys` are the folded forms to look up, `glued` says that no space stands before one.

    `breaks` counts the newlines before a token, `numbers` tells figures from words and signs.
    """

    keys: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[bool]
    glued: list[bool]
    breaks: list[int]


def splitter(words: Iterable[str]) -> re.Pattern[str]:
    """Cuts a text into tokens. A Han character is one where some word has it; runs of others, most of a text, are one each."""
    known = "".join(sorted(set(re.findall(f"[{_HAN}]", "".join(words)))))
    single = f"[{known}]|" if known else ""
    stranger = f"(?:(?![{known}])[{_HAN}])+" if known else f"[{_HAN}]+"
    return re.compile(rf"([0-9]+|[{_LETTERS}]+|{single}{stranger}|[^\s{_BIDI}])")


def signs(table: Mapping[int, str]) -> re.Pattern[str]:
    """Any sign that a table of `level` puts in another form."""
    return re.compile("[" + "".join(map(re.escape, map(chr, table))) + "]")


def level(text: str, table: Mapping[int, str], odd: re.Pattern[str]) -> str:
    """The text with the signs of a table in their other form, of the same length: digits and a few signs in ASCII.

    `odd` finds them: most texts have few, and a search for these is much the quicker.
    """
    return odd.sub(lambda match: table[ord(match[0])], text)


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


_LEXICAL = re.compile(rf"([0-9]+|[{_LETTERS}]+|[{_HAN}]|[^\s{_BIDI}])")


def scan(levelled: str, accents: bool = False, cut: re.Pattern[str] = _LEXICAL, cuts: Mapping[str, int] | None = None) -> Scan:
    """The tokens of a text that `level` has treated. `cut` is a `splitter`; `cuts` tells how many letters of a word are prefixes."""
    # Gaps and tokens take turns; their lengths add up to the offsets.
    pieces = cut.split(levelled)
    keys = list(map(_KEYS[accents].__getitem__, pieces[1::2]))
    if cuts is not None:
        pieces, keys = split(pieces, keys, cuts)
    edges = list(accumulate(map(len, pieces)))
    gaps = pieces[:-1:2]
    glued = list(map(_GLUED.__getitem__, gaps))
    if glued:
        glued[0] = False
    # Most begin with a letter, which stands behind the figures.
    numbers = [key < ":" and key >= "0" for key in keys]
    breaks = list(map(_BREAKS.__getitem__, gaps)) if "\n" in levelled else [0] * len(gaps)
    return Scan(keys, edges[:-1:2], edges[1::2], numbers, glued, breaks)


def _key(word: str, accents: bool) -> str:
    if "0" <= word < ":" or word >= "\u3400":
        return word
    # A tatweel that stretches no word is a dash.
    return fold(word, accents) or ("-" if word[:1] == "\u0640" else "")


_KEYS = {accents: Memo(partial(_key, accents=accents)) for accents in (False, True)}
_BREAKS: Memo[str, int] = Memo(lambda gap: gap.count("\n"), 500)
_GLUED: Memo[str, bool] = Memo(lambda gap: _TIGHT.fullmatch(gap) is not None, 500)
