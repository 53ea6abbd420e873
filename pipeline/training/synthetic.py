"""Invented announcements: sentence patterns of ours filled with invented people, institutions and places.

`templates/<language>.toml` holds the patterns. `{PER}`, `{ORG}`, `{LOC}` become names that the network is to find,
`{LATIN}` a person in Latin letters; `{acronym}` becomes a few capitals of `letters`; other lower-case slots become plain words. Places are CLDR's countries and cities.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from pipeline.training.corpus import Mention, Sentence
from pipeline.training.namebook import invent
from pipeline.training.towns import LETTERS, towns

CORPUS = "synthetic"
SLOT = re.compile(r"\{(\w+)\}")
PLACE_SHARE = 0.5
TOWN_SHARE = 0.7


def sentences(language: str, count: int, chance: random.Random) -> Iterator[Sentence]:
    """Write `count` sentences; the same generator state gives the same sentences."""
    patterns = _template(language)["sentences"]["patterns"]
    for _ in range(count):
        yield write(chance.choice(patterns), language, chance)


def write(pattern: str, language: str, chance: random.Random) -> Sentence:
    """Fill one pattern."""
    parts: list[str] = []
    mentions: list[Mention] = []
    length = 0
    for index, piece in enumerate(SLOT.split(pattern)):
        text = _fill(piece, language, chance) if index % 2 else piece
        if index % 2 and piece.isupper():
            label = "PER" if piece == "LATIN" else piece
            mentions.append(Mention(length, length + len(text), label))
        parts.append(text)
        length += len(text)
    return Sentence("".join(parts), tuple(mentions), CORPUS)


def name(label: str, language: str, chance: random.Random) -> str:
    """Give an invented person or organisation, or a place: a country, a city, or one of the many small towns of a script."""
    if label == "LOC" and language in LETTERS and chance.random() < TOWN_SHARE:
        return chance.choice(_small(language))
    return _fill(label, language, chance)


@cache
def _small(language: str) -> tuple[str, ...]:
    return tuple(towns(language))


def _fill(slot: str, language: str, chance: random.Random) -> str:
    if slot == "PER":
        person = invent(language, chance)
        return person.full if chance.random() < 0.8 else person.short
    if slot == "LATIN":
        return invent("en", chance).full
    if slot in ("LOC", "place", "city"):
        countries, cities = _places(language)
        return chance.choice(cities if slot == "city" or (slot == "LOC" and chance.random() > PLACE_SHARE) else countries)
    template = _template(language)
    if slot == "acronym":
        return "".join(chance.choice(template["words"]["letters"]) for _ in range(chance.randint(2, 5)))
    if slot == "ORG":
        pattern = chance.choice(template["organisations"]["patterns"])
        return SLOT.sub(lambda found: _fill(found[1], language, chance), pattern)
    return str(chance.choice(template["words"][slot]))


@cache
def _template(language: str) -> dict[str, Any]:
    file = resources.files("pipeline.training") / "templates" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _places(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give countries and cities; in a cased script only names that begin with a capital."""
    from babel import Locale

    locale = Locale(language)
    countries = sorted(name for code, name in locale.territories.items() if len(code) == 2 and code not in ("ZZ", "EU", "UN"))
    zones = {zone["city"] for zone in locale.time_zones.values() if "city" in zone}
    cities = sorted(city for city in zones if not any(char.isascii() and char.isalpha() for char in city) or language in LATIN)
    return tuple(countries), tuple(cities)


LATIN = ("en", "fr", "es")
