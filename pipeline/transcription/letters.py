"""Names of four scripts made comparable: folded, written in Latin letters, reduced to the consonants that transcriptions keep.

Cyrillic and Arabic follow the tables of letters.toml, Chinese characters pypinyin; what is made here is never shown.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

__all__ = [
    "Script",
    "Word",
    "articles",
    "fold",
    "given",
    "is_han",
    "latin",
    "letters",
    "loose",
    "person_words",
    "script",
    "skeleton",
    "words",
]

Script = str
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+(?:['’ʼ`][^\W_\u3400-\u9fff]+)*")
_MARKS = re.compile(r"[\u064b-\u065f\u0670]")
_HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ـ": None})
_HAN = re.compile(r"[\u3400-\u9fff]")
_ELISION = re.compile(r"^(?:[dlnscj]|qu)['’](?=\w)", re.IGNORECASE)
_ROMANISATIONS = (
    ("shch", "sh"), ("dzh", "j"), ("tch", "ch"), ("kh", "h"), ("zh", "j"), ("dj", "j"), ("gh", "g"), ("ts", "c"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("iy", "i"), ("yi", "i"), ("ye", "e"), ("y", "i"),
    ("w", "v"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_HEAVY = re.compile("([زسكتد])ه(?=.)")
"""An h that would make zh, sh, kh, th, dh of the letter before it."""
_ARTICLE = re.compile(r"(?:[وفبلك]?ال|لل(?=\w\w))(?=\w\w)")


@cache
def given() -> dict[str, frozenset[int]]:
    """Frequent given names, in the spellings of several languages → which names it may be; see given.toml."""
    table = tomllib.loads(resources.files("pipeline.transcription").joinpath("given.toml").read_text("utf-8"))
    found: dict[str, frozenset[int]] = {}
    for at, name in enumerate(table["names"]):
        for spelling in map(fold, name):
            found[spelling] = found.get(spelling, frozenset()) | {at}
    return found


@cache
def _no_articles() -> tuple[str, ...]:
    return tuple(
        tomllib.loads(resources.files("pipeline.transcription").joinpath("given.toml").read_text("utf-8"))["no_article"]
    )


@cache
def letters() -> dict[str, Any]:
    """The tables of letters.toml."""
    return tomllib.loads(resources.files("pipeline.transcription").joinpath("letters.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: as folded, in Latin letters, the script it came in, and whether it is an initial, a patronymic."""

    folded: str
    latin: str
    script: Script
    initial: bool = False
    patronymic: bool = False


@cache
def _forms() -> dict[int, str | None]:
    """Letters that one script writes in two ways, and traditional Chinese characters."""
    forms: dict[int, str | None] = dict(_HAMZA)
    for old, new in zip(letters()["han"]["traditional"], letters()["han"]["simplified"], strict=True):
        forms[ord(old)] = new
    return forms


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Compatibility forms, case, accents, Arabic vowel signs and white space folded; words keep their order."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).replace("ё", "е").replace("Ё", "Е")
    out = []
    for character in text.casefold():
        parts = unicodedata.normalize("NFD", character)
        out.append(parts[0] if "a" <= parts[0] <= "z" else character)
    return " ".join(
        "".join(out).translate(_forms()).replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i").split()
    )


def is_han(text: str) -> bool:
    """Whether the text has a Chinese character."""
    return bool(_HAN.search(text))


@cache
def _table() -> dict[int, str]:
    return {ord(key): value for name in ("cyrillic", "arabic") for key, value in letters()[name].items()}


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """A folded text in Latin letters, loosely."""
    if is_han(text):
        from pypinyin import lazy_pinyin

        for character, reading in letters()["han"]["readings"].items():
            text = text.replace(character, reading)
        text = "".join(lazy_pinyin(text)).replace("ü", "u")
    text = _HEAVY.sub(r"\1اه", text)
    return re.sub(r"[^a-z0-9 ]", "", text.translate(_table()))


@cache
def _sounds() -> tuple[re.Pattern[str], dict[str, str]]:
    table = letters()["skeleton"]
    return re.compile("|".join(table["from"])), dict(zip(table["from"], table["to"], strict=True))


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The consonants of a Latin text, reduced to classes; neighbours that are equal count once."""
    pattern, classes = _sounds()
    found = "".join(classes[match.group()] for match in pattern.finditer(text))
    return "".join(c for at, c in enumerate(found) if not at or found[at - 1] != c)


def script(text: str) -> Script:
    """latin, cyrillic, arabic, han or other: the script of the first letter."""
    for character in text:
        if character.isalpha():
            name = unicodedata.name(character, "")
            for prefix, found in (("LATIN", "latin"), ("CYRILLIC", "cyrillic"), ("ARABIC", "arabic"), ("CJK", "han")):
                if name.startswith(prefix):
                    return found
    return "other"


@lru_cache(maxsize=65536)
def loose(text: str) -> str:
    """A Latin text without the differences between ways of romanisation: Tatyana and Tatiana, Hodzhaev and Khodjayev."""
    for said, meant in _ROMANISATIONS:
        text = text.replace(said, meant)
    return re.sub(r"(.)\1", r"\1", text)


def words(text: str) -> list[str]:
    """The folded words of a text; the Arabic article and French elisions are taken off, apostrophes go."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return [_bare(fold(_ELISION.sub("", word)), hamza=word[0] in "أإآ") for word in _WORD.findall(plain.replace("ـ", ""))]


def _bare(word: str, *, hamza: bool) -> str:
    """A folded word without apostrophes, and without article; an alif with hamza begins a name, not an article."""
    word = re.sub(r"['’ʼ`]", "", word)
    article = not hamza and _ARTICLE.match(word) and word not in _no_articles()
    return _ARTICLE.sub("", word, count=1) if article else word


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[Word, ...]:
    """The words of a person's name: particles left out, a Chinese name split into family and given name."""
    folded = [
        part for word in words(articles().sub("", name.replace(".", ". "))) for part in _han_parts(word, alone="·" not in name)
    ]
    particles = set(letters()["names"]["particles"])
    kept = [word for word in folded if word not in particles and latin(word) not in particles] or folded
    kept = [part for word in kept for part in _parts(word)]
    father = _patronymic(kept)
    return tuple(
        Word(word, latin(word) or word, script(word), len(word) == 1 and not is_han(word), at == father)
        for at, word in enumerate(kept)
    )


def _patronymic(words: list[str]) -> int | None:
    """Which word of a name of three or more is a patronymic: it follows a given name, and a family name may end as it does."""
    endings = tuple(letters()["names"]["patronymics"])
    return (
        next((at for at, word in enumerate(words) if at and len(words[at - 1]) > 1 and word.endswith(endings)), None)
        if len(words) > 2
        else None
    )


@cache
def articles() -> re.Pattern[str]:
    """The Arabic article in other scripts, as it is written before a hyphen: al-, as-, аш-."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(letters()['names']['articles'])})[-‐‑–](?=\w)", re.IGNORECASE)


def _parts(word: str) -> list[str]:
    """A word of a name as the parts that other spellings write apart."""
    table, written = letters()["names"], script(word)
    servants, faiths, sons = (table[name].get(written, ()) for name in ("servant", "faith", "son"))
    if word in servants:
        return [servants[0]]
    if word in faiths:
        return [faiths[0]]
    for glued in sorted(servants[1:], key=len, reverse=True):
        if word.startswith(glued) and len(word) > len(glued) + 3:
            return [servants[0], word[len(glued) :]]
    for ending in sorted(faiths[1:], key=len, reverse=True):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [word[: -len(ending)], faiths[0]]
    for son in sons:
        if word.startswith(son) and len(word) > len(son) + 4:
            return [word[len(son) :]]
    return [word]


def _han_parts(word: str, *, alone: bool) -> list[str]:
    if not (is_han(word) and alone and 2 <= len(word) <= 4):
        return [word]
    cut = 2 if word[:2] in letters()["han"]["double"] and len(word) > 2 else 1
    return [word[:cut], word[cut:]]
