"""Short forms of the names of centres: whether one name is a shorter wording of another, or that of a branch of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from pipeline import lexicon, morphology
from pipeline.phrases import fold

__all__ = ["branch", "shortens"]

# Letters of a word that may be a mere particle, words of a name that has none to spare, and of a place behind a name.
LITTLE = 3
# Characters of the longest noun that ends a Chinese name.
NOUN = 4
QUOTES = "«»“”„‘’'\""


def shortens(short: str, full: str, language: str) -> bool:
    """Whether all words of one name are in the other, in their order; countries and their adjectives count as one word.

    Where a script puts no blanks between words, the shorter must end the longer, or be a part of it with its noun.
    """
    if " " not in full and not full.isascii():
        return _ends(fold(_unquoted(short)), fold(_unquoted(full)))
    a, b = _key(short, language), _key(full, language)
    if morphology.inflects(language):
        a, b = sorted(_stems(a, language)), sorted(_stems(b, language))
    rest, seat = iter(b), _seat_letter(language)
    if seat and a and b and _head(a[0], language) != _head(b[0], language):
        return False
    return bool(a) and len(a) <= len(b) and all(any(_alike(word, other, seat) for other in rest) for word in a)


def branch(short: str, full: str, general: Collection[str], elsewhere: Callable[[str], bool]) -> bool:
    """Whether the longer name is that of a branch: it adds but a place to a name that is telling by itself.

    "Institute Aral de Nukus" is a branch of "Institute Aral", while "National Centre in Nukus" is the "National Centre" itself.
    """
    if not fold(full).startswith(fold(short)) or " " not in full:
        return False
    telling = [w for w in short.split() if fold(w) not in general and not (w.isupper() and len(w) > 1) and len(w) > LITTLE]
    rest = full[len(short) :]
    return bool(telling) and len(rest.split()) <= LITTLE and elsewhere(rest)


def _head(word: str, language: str) -> str:
    """The noun that a name begins with, without its article."""
    return word.removeprefix(str(lexicon.read(language, "name_grammar").words.get("article", "\0")))


def _alike(word: str, other: str, seat: str) -> bool:
    """Whether two words are one, "in" written to neither, either or both: "مختبر نزوى" and "مختبر أولا بنزوى"."""
    return word == other or (bool(seat) and (seat + word == other or word == seat + other))


def _stems(words: Sequence[str], language: str) -> set[str]:
    """Words without the endings of cases and of adjectives: "в Нукусе" and "Нукусский" are one, in whatever order."""
    return {morphology.stem(word, language) for word in words}


def _ends(short: str, full: str) -> bool:
    """Whether a short name ends the full one, or is a part of it and its noun ("塔什干中心" of 塔什干培训中心).

    What opens it is the house of a branch: "云岭书院" of 云岭书院南湖分院.
    """
    called = re.split(r"[（(]", full)[0]
    return (
        full.endswith(short)
        or short == called != full
        or (
            full[0] > "\u3400"
            and len(short) < len(full)
            and not full.startswith(short)
            and any(len(short) - n > 1 and short[:-n] in full and called.endswith(short[-n:]) for n in range(1, NOUN + 1))
        )
    )


def _unquoted(name: str) -> str:
    return "".join(c for c in name if c not in QUOTES)


def _key(name: str, language: str) -> list[str]:
    known, articles = _nations(language), _articles(language)
    parts = [part.strip(QUOTES) for part in name.replace("-", " ").split()]
    words = [(w, part) for part in parts if (w := fold(part))]
    return [
        known.get(w, "centre" if w == "center" else _of_town(w, language))
        for w, part in words
        if len(w) > LITTLE - _telling(w, language)
        or w in known
        or len(words) < LITTLE
        or (_may_name(part, w) and w not in articles)
    ]


def _telling(form: str, language: str) -> bool:
    """Whether a language of cases has a short word for no preposition: "хаб", not "при"."""
    return morphology.inflects(language) and not morphology.governed(form, language)


def _of_town(form: str, language: str) -> str:
    """In a language of cases, a word without what makes an adjective of a town: "Гомельский" and "в Гомеле" are one."""
    if not morphology.inflects(language):
        return form
    stem = morphology.stem(form, language)
    for endings in lexicon.read(language, "name_grammar").words.get("town_endings", ()):
        stem = next((stem.removesuffix(e) for e in endings if stem.endswith(e) and len(stem) - len(e) >= LITTLE - 1), stem)
    return stem


def _may_name(part: str, form: str) -> bool:
    """Whether a short word may be a name: it has a capital, or no word of its script has and it is no mere particle by length."""
    return part[0].isupper() or (part[0].lower() == part[0].upper() and len(form) == LITTLE)


@cache
def _articles(language: str) -> frozenset[str]:
    """Articles, which say nothing though they may begin with a capital; a short name such as "Osh" says all. Where nothing has a capital, what ends a name says nothing either."""
    words = lexicon.read(language, "name_grammar")
    return frozenset(
        fold(word) for word in [*words.list("articles"), *(words.list("stops") if words.words.get("article") else ())]
    )


@cache
def _seat_letter(language: str) -> str:
    """The letter "in" that a language writes to the name of a place; empty where it is a word."""
    return str(lexicon.read(language, "name_grammar").words.get("seat_letter", ""))


@cache
def _nations(language: str) -> dict[str, str]:
    """Folded names and adjectives of countries → code."""
    words = lexicon.read(language, "territories", "places")
    return {
        fold(name): code for table in ("countries", "adjectives") for name, code in words.table(table).items() if len(code) == 2
    }
