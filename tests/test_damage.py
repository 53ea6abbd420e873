"""Any text survives the whole pipeline: samples cut, shuffled and strewn with odd signs are read, and what is read is grounded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest
from test_grounding import SAMPLES, announcements, check

from pipeline import extraction
from pipeline.records import Announcement

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
SIGNS = [
    *"ـ\u200b\u200f\u00ad\u0301\u064b\ufeff\u00a0\u3000\t()[]«»“”\"'’.,;:!?-–—…/\\|•·*#@&%№°ªº²①Ⅳ，。；：、（）「」019٠١一百",
    "\n\n", "...", "((", "«»", "1.", "No. ", "3rd ", "of the ", "l'", "de ", "в ", "и ", "及", "و", "ال", "may ", "eleven ", "trente",
]  # fmt: skip
DAMAGED = 25


@cache
def texts(language: str) -> list[str]:
    return [item.text for path in SAMPLES if path.parent.name == language for item in announcements(path)]


def damaged(language: str, seed: int, count: int) -> Iterator[str]:
    chance = random.Random(f"{language}{seed}")
    for _ in range(count):
        text = chance.choice(texts(language))
        start = chance.randrange(len(text))
        text = text[start : start + chance.randrange(40, 500)]
        for _ in range(chance.randrange(1, 14)):
            text = chance.choice(DAMAGES)(text, chance.randrange(len(text) + 1), language, chance)
        yield text


def _strew(text: str, at: int, language: str, chance: random.Random) -> str:
    return text[:at] + chance.choice(SIGNS) + text[at:]


def _cut(text: str, at: int, language: str, chance: random.Random) -> str:
    return text[:at] + text[at + chance.randrange(1, 8) :]


def _shuffle(text: str, at: int, language: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _mix(text: str, at: int, language: str, chance: random.Random) -> str:
    other = chance.choice(texts(language))
    start = chance.randrange(len(other))
    return text[:at] + other[start : start + chance.randrange(5, 80)] + text[at:]


def _respell(text: str, at: int, language: str, chance: random.Random) -> str:
    return chance.choice([str.upper, str.lower, str.title])(text)


def _space(text: str, at: int, language: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(["", "\n", "  ", "\u00a0"]))


DAMAGES = [_strew] * 8 + [_cut] * 3 + [_mix] * 2 + [_shuffle, _respell, _space]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_damaged_text_is_read_and_what_is_read_is_grounded(language: str) -> None:
    for text in damaged(language, 1, DAMAGED):
        check(extraction.record(Announcement(source="", text=text, language=language)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_damaged_texts_are_read_and_what_is_read_is_grounded(language: str, seed: int) -> None:
    for text in damaged(language, seed, DAMAGED):
        check(extraction.record(Announcement(source="", text=text, language=language)))
