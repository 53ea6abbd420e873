"""Names and titles as sets of concepts, so that they compare across languages.

A token is `=university` for a word of concepts.toml, `@KG` for a country, otherwise the word in Latin letters.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from pipeline import places
from pipeline.errors import LexiconError
from pipeline.places import PlaceKind
from pipeline.transcription.letters import articles, fold, is_han, latin, words

__all__ = ["Terms", "heads", "ranks", "terms"]

STOP: Final = "stop"
FEW: Final = 2
_PREFIXES = frozenset("وفبلك")
_ADJECTIVE = re.compile(r"(?:ск(?:ий|ая|ое|ие|ого|ой|ому|им|их)|ийск\w{2,3})$")


@dataclass(frozen=True, slots=True)
class Terms:
    """A name taken apart: concepts, countries, and the words that are left, in the order of the name."""

    concepts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """All of it, sorted, each once."""
        return tuple(sorted({*self.concepts, *self.countries, *self.words}))

    @property
    def generic(self) -> bool:
        """Whether nothing but a few concepts is left: "Ministry of Education" names a body in every country."""
        if self.words or self.countries:
            return False
        if any(concept.removeprefix("=") in _data()["landscape"] for concept in self.concepts):
            return False
        head = next((concept for concept in self.concepts if concept in heads()), "")
        limit = _data()["generic"].get(head.removeprefix("="), FEW)
        return sum(concept not in heads() for concept in self.concepts) <= int(limit)


@dataclass(frozen=True, slots=True)
class _Table:
    whole: dict[str, str]
    starts: dict[str, str]
    lengths: tuple[int, ...]

    def get(self, word: str) -> str | None:
        """The concept of a folded word, the longest beginning first."""
        if word in self.whole:
            return self.whole[word]
        return next((self.starts[word[:n]] for n in self.lengths if n <= len(word) and word[:n] in self.starts), None)


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("pipeline.registry").joinpath("concepts.toml").read_text("utf-8"))


@cache
def heads() -> frozenset[str]:
    """The concepts that say what sort of thing a name is about."""
    return frozenset(f"={name}" for name in _data()["heads"])


@cache
def ranks() -> frozenset[str]:
    """The concepts of offices: rector, vice, former."""
    return frozenset(f"={name}" for name in _data()["titles"])


@cache
def _table() -> _Table:
    whole: dict[str, str] = {}
    starts: dict[str, str] = {}
    for group, concepts in _data().items():
        if group == "generic":
            continue
        for name, forms in concepts.items():
            concept = {"stop": STOP, "compounds": "+".join(f"={part}" for part in name.split("_"))}.get(group, f"={name}")
            for form in forms:
                (starts if form.endswith("*") else whole).setdefault(fold(form.rstrip("*")), concept)
    return _Table(whole, starts, tuple(sorted({len(form) for form in starts}, reverse=True)))


@lru_cache(maxsize=65536)
def terms(name: str, language: str) -> Terms:
    """Take a name of a body, a centre or an office apart; unknown languages go without their countries."""
    concepts: list[str] = []
    countries: list[str] = []
    rest: list[str] = []
    for piece, country in _pieces(articles().sub("", name), language):
        if country:
            countries.append(f"@{country}")
            continue
        for word in words(piece):
            for part in _cut(word) if is_han(word) else [word]:
                found = _table().get(part) or (_table().get(part[1:]) if part[0] in _PREFIXES else None)
                if found is None:
                    rest.append(latin(_ADJECTIVE.sub("", part) if len(part) > 5 else part) or part)
                elif found != STOP:
                    concepts += found.split("+")
    return Terms(_once(concepts), _once(countries), _once(word for word in rest if word))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _pieces(name: str, language: str) -> list[tuple[str, str | None]]:
    """The name cut at its countries and nationalities: (text, None) or (place, code)."""
    found: list[tuple[str, str | None]] = []
    at = 0
    for place in _places(name, language):
        if place.kind in (PlaceKind.COUNTRY, PlaceKind.ADJECTIVE) and place.code:
            found += [(name[at : place.start], None), (place.name, place.code)]
            at = place.end
    return [*found, (name[at:], None)]


def _places(name: str, language: str) -> list[places.Place]:
    for code in dict.fromkeys((language, "en")):
        try:
            found = places.find(name, code)
        except LexiconError:
            continue
        if found:
            return found
    return []


def _cut(word: str) -> list[str]:
    """A stretch of Chinese characters cut by the longest known words; what lies between stays together."""
    table = _table()
    found: list[str] = []
    at = start = 0
    while at < len(word):
        length = next((n for n in range(min(6, len(word) - at), 0, -1) if word[at : at + n] in table.whole), 0)
        if length and not (length == 1 and word[at] in "部系市处署局站总前原水山外绿" and at + 1 < len(word)):
            found += [part for part in (word[start:at], word[at : at + length]) if part]
            at = start = at + length
        else:
            at += 1
    return [*found, word[start:]] if word[start:] else found
