"""Which scripts a text is written in, and what their letters say of the language; knowledge in languages/scripts.toml."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["Scripts", "script_of", "scripts"]

FLOOR: Final = 0.01
"""Percent of a letter that a language does not have: names and loan words bring it in."""

DEPENDENCE: Final = 3.0
"""The letters of a word hang together: so many of them count as one witness."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Code points to scripts, and scripts to languages."""

    starts: tuple[int, ...]
    blocks: tuple[tuple[int, str], ...]
    weights: Mapping[str, float]
    sole: Mapping[str, str]
    shared: Mapping[str, tuple[str, ...]]
    profiles: Mapping[str, tuple[str, ...]]
    prior: Mapping[str, float]
    alias: Mapping[str, str]
    kana: float
    letters: Mapping[str, Mapping[str, Mapping[str, float]]]
    small_words: Mapping[str, frozenset[str]]
    written: Mapping[str, str]

    def script(self, character: str) -> str | None:
        """The script of a letter, None for anything else and for letters of scripts not listed."""
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        if place < 0:
            return None
        end, name = self.blocks[place]
        return name if code <= end else None

    def counts(self, text: str) -> dict[str, float]:
        """Letters by script, most first, each worth its weight."""
        found: Counter[str] = Counter()
        for character, number in Counter(text).items():
            if (name := self.script(character)) is not None:
                found[name] += number
        weighed = {name: number * self.weights.get(name, 1.0) for name, number in found.items()}
        return dict(sorted(weighed.items(), key=lambda entry: (-entry[1], entry[0])))

    def only(self, text: str, script: str) -> str:
        """The text with a space for each letter of another script; digits and signs stay."""
        kept = {None, script}
        return "".join(character if self.script(character) in kept else " " for character in text)

    def by_letters(self, text: str, script: str) -> dict[str, float]:
        """Log-likelihood of a text in each language of a shared script: naive Bayes over telling letters."""
        tables = self.letters.get(script, {})
        seen = Counter(character for character in text.lower() if self.script(character) == script)
        telling = {letter for table in tables.values() for letter in table}
        return {name: likelihood(seen, table, telling) / DEPENDENCE for name, table in tables.items()}


def likelihood(seen: Counter[str], table: Mapping[str, float], telling: set[str]) -> float:
    """Log-likelihood of the letters in one language; letters that tell nothing are lumped together."""
    rest = 100.0 - sum(table.get(letter, FLOOR) for letter in telling)
    common = sum(number for letter, number in seen.items() if letter not in telling)
    marked = sum(number * math.log(table.get(letter, FLOOR)) for letter, number in seen.items() if letter in telling)
    return marked + common * math.log(rest)


@cache
def scripts() -> Scripts:
    """The knowledge of languages/scripts.toml, read once."""
    with (Path(__file__).parent / "languages" / "scripts.toml").open("rb") as file:
        data = tomllib.load(file)
    blocks = sorted((first, last, name) for name, ranges in data["ranges"].items() for first, last in ranges)
    shared = {name: tuple(languages) for name, languages in data["shared"].items()}
    return Scripts(
        starts=tuple(first for first, _, _ in blocks),
        blocks=tuple((last, name) for _, last, name in blocks),
        weights=data["weights"],
        sole=data["sole"],
        shared=shared | {name: tuple(table) for name, table in data["letters"].items()},
        profiles={name: tuple(languages) for name, languages in data["langdetect"].items()},
        prior=data["prior"],
        alias=data["alias"],
        kana=data["kana"]["least"],
        letters=data["letters"],
        written=data["written"],
        small_words={language: frozenset(words) for language, words in data["small_words"].items()},
    )


@cache
def script_of(language: str) -> str | None:
    """The script that a language is written in, None for a language that is in no table."""
    known = scripts()
    sole = {code: script for script, code in {**known.sole, **known.written}.items()}
    return sole.get(language) or next((script for script, codes in known.shared.items() if language in codes), None)
