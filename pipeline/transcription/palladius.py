"""Chinese names in Cyrillic letters read back as pinyin, syllable by syllable.

Source: the Palladius system, as Russian has used it since the nineteenth century; the table of its sounds is our own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

__all__ = ["is_pinyin", "pinyin"]

_HARD: Final = {
    "а": "a", "ай": "ai", "ань": "an", "ан": "ang", "ао": "ao", "э": "e", "эй": "ei", "энь": "en", "эн": "eng", "ы": "i",
    "ун": "ong", "оу": "ou", "у": "u", "уа": "ua", "уай": "uai", "уань": "uan", "уан": "uang", "уй": "ui", "унь": "un",
    "о": "uo", "уо": "uo",
}  # fmt: skip
_SOFT: Final = {
    "и": "i", "я": "ia", "янь": "ian", "ян": "iang", "яо": "iao", "е": "ie", "инь": "in", "ин": "ing", "юн": "iong",
    "ю": "iu", "юй": "u", "юань": "uan", "юэ": "ue", "юнь": "un",
}  # fmt: skip
_ALONE: Final = {
    "а": "a", "ай": "ai", "ань": "an", "ан": "ang", "ао": "ao", "э": "e", "энь": "en", "эр": "er", "оу": "ou",
    "и": "yi", "я": "ya", "янь": "yan", "ян": "yang", "яо": "yao", "е": "ye", "инь": "yin", "ин": "ying", "юн": "yong",
    "ю": "you", "юй": "yu", "юань": "yuan", "юэ": "yue", "юнь": "yun", "у": "wu", "ва": "wa", "вай": "wai", "вань": "wan",
    "ван": "wang", "вэй": "wei", "вэнь": "wen", "вэн": "weng", "во": "wo",
}  # fmt: skip
_BOTH: Final = {"б": "b", "п": "p", "м": "m", "ф": "f", "д": "d", "т": "t", "н": "n", "л": "l"}
_BEFORE_HARD: Final = {"г": "g", "к": "k", "х": "h", "чж": "zh", "ч": "ch", "ш": "sh", "ж": "r", "цз": "z", "ц": "c", "с": "s"}
_BEFORE_SOFT: Final = {"цз": "j", "ц": "q", "с": "x"}
HARD_SIGN: Final = "ъ"
"""Parts two syllables that could be read as others: Цинъюань."""

_LONGEST: Final = 6
_SYLLABLES: Final = 3


@cache
def _table() -> dict[str, str]:
    found = dict(_ALONE)
    for initials, finals in ((_BOTH, _HARD), (_BOTH, _SOFT), (_BEFORE_HARD, _HARD), (_BEFORE_SOFT, _SOFT)):
        found |= {a + c: b + d for a, b in initials.items() for c, d in finals.items()}
    found |= {"чжи": "zhi", "чи": "chi", "ши": "shi", "жи": "ri"}
    found |= {a + "о": b + "o" for a, b in {"б": "b", "п": "p", "м": "m", "ф": "f"}.items()}
    return found


@lru_cache(maxsize=65536)
def pinyin(word: str) -> str | None:
    """A folded Cyrillic word as pinyin, or None where it is not made of Chinese syllables."""
    return _rest(word, _SYLLABLES)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(_table().values()) | {"lu", "nu", "shi", "zhi", "chi", "ri", "zi", "ci", "si"}


@lru_cache(maxsize=65536)
def is_pinyin(word: str) -> bool:
    """Whether a Latin word is made of one to three Chinese syllables: a letter more or less is then another name."""
    return _made(word, _SYLLABLES)


def _made(word: str, left: int) -> bool:
    if not word:
        return True
    return left > 0 and any(
        word[:n] in _syllables() and _made(word[n:], left - 1) for n in range(min(_LONGEST, len(word)), 0, -1)
    )


def _rest(word: str, left: int) -> str | None:
    if not word:
        return ""
    if word[0] == HARD_SIGN and left < _SYLLABLES:
        return _rest(word[1:], left)
    if not left:
        return None
    for length in range(min(_LONGEST, len(word)), 0, -1):
        syllable = _table().get(word[:length])
        after = _rest(word[length:], left - 1) if syllable else None
        if syllable and after is not None:
            return syllable + after
    return None
