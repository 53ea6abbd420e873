"""How Arabic words of each kind are spelt: foreign towns and people, Arabic people, ordinary words, by groups of three letters.

Towns: GeoNames (CC BY 4.0). People: Faker (MIT), foreign ones as `templates/names.toml` spells Latin letters. Ordinary words:
`pipeline.training.arabic`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from pipeline.ner.features import fold
from pipeline.ner.hashing import number
from pipeline.ner.known import USES, Floats, threes
from pipeline.training import arabic
from pipeline.training.arabnames import foreign_towns
from pipeline.training.namesources import LATIN, LOCALES, locale_names, respell, spellings
from pipeline.training.towns import towns

LEAST = 3
"""How often a group must be met in some kind of word to be kept."""

SHARPNESS = 4.0
"""How many natural logarithms more often than in all words a group must stand in one kind to count as wholly its own."""

LETTERS = frozenset("ءابتثجحخدذرزسشصضطظعغفقكلمنهويةؤئ")


def uses() -> dict[int, Floats]:
    """Give for the number of each group of three letters how much likelier than elsewhere it is in each kind of word."""
    counts = [Counter(group for word in kind for group in threes(word)) for kind in _kinds()]
    totals = [sum(kind.values()) for kind in counts]
    found: dict[int, Floats] = {}
    for group in sorted(set().union(*counts)):
        if max(kind[group] for kind in counts) < LEAST:
            continue
        shares = [(kind[group] + 0.5) / total for kind, total in zip(counts, totals, strict=True)]
        usual = sum(shares) / len(shares)
        row = [max(-1.0, min(1.0, math.log(share / usual) / SHARPNESS)) for share in shares]
        found[number(group)] = np.array([*row, *[0.0] * (USES - len(row))], dtype=np.float32)
    return found


def _kinds() -> Iterator[set[str]]:
    """Foreign towns, foreign people, Arab towns, Arab people, verbs, nouns, frequent forms that a dictionary lacks."""
    foreign_places = set(foreign_towns())
    latin = [locale_names(locale) for locale in LATIN.split()]
    foreign = {
        respell("latin_to_arabic", word) for names in latin for name in (*names.given, *names.family) for word in name.split()
    }
    own = spellings()["arabic"]
    people = {
        *own["given"],
        *own["nisba"],
        *(n for locale in LOCALES["ar"] for n in (*locale_names(locale).given, *locale_names(locale).family)),
    }
    readings = list(arabic.words())
    verbs = {word for word, held, _ in readings if arabic.VERB in held}
    nouns = {word for word, held, _ in readings if arabic.NOUN in held}
    others = {word for word, held, _ in readings if not held}
    yield from map(_plain, (foreign_places, foreign, set(towns("ar")) - foreign_places, people, verbs, nouns, others))


def _plain(words: Iterable[str]) -> set[str]:
    return {folded for folded in map(fold, words) if LETTERS.issuperset(folded) and len(folded) > 2}
