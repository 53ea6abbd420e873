"""Invented people for the training texts: given and family names of many peoples, drawn from Faker's public lists.

`LOCALES` says whose names are met in announcements of a language. `templates/names.toml` adds what those lists lack:
rarer families, and foreign names as each script spells them. No list was made from announcements or corpora.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources

from pipeline.training.arabnames import arabic
from pipeline.training.namesources import LOCALES, Person, locale_names, respell, spellings

# Up to which draw a person bears two family names, as Spaniards and Latin Americans do.
DOUBLE: Mapping[str, float] = {"es": 0.5, "ru": 0.0, "ar": 0.0}
HYPHEN = 0.18


def invent(language: str, chance: random.Random) -> Person:
    """Draw a person whose name may stand in a text of that language."""
    return _INVENTORS.get(language, _listed)(language, chance)


def _listed(language: str, chance: random.Random) -> Person:
    names = locale_names(chance.choice(LOCALES[language]))
    given, family = chance.choice(names.given), chance.choice(names.family)
    draw = chance.random()
    if draw < 0.06:
        return Person(f"{given[0]}. {family}", family)
    if draw < 0.1:
        return Person(f"{given} {chance.choice(names.given)} {family}", family)
    if draw < 0.13:
        return Person(f"{family.upper()} {given}", family.upper())
    if draw < DOUBLE.get(language, 0.2):
        both = family + ("-" if draw < HYPHEN else " ") + chance.choice(names.family)
        return Person(f"{given} {both}", both)
    return Person(f"{given} {family}", family)


def _chinese(language: str, chance: random.Random) -> Person:
    draw = chance.random()
    own = spellings()["chinese"]
    if draw < 0.12:
        return _listed("en", chance)
    if draw < 0.35:
        parts = [_sounds(chance) for _ in range(chance.choice((1, 2, 2, 2, 3)))]
        return Person(chance.choice(own["dot"]).join(parts), parts[-1])
    if draw < 0.5:
        return _neighbour(own["peoples"][chance.choice(sorted(own["peoples"]))], chance)
    family = chance.choice(own["compound"] if draw < 0.54 else own["frequent"] if draw < 0.77 else own["families"])
    if chance.random() < 0.5:
        given = chance.choice(_given_names())
    else:
        given = "".join(chance.choice(chance.choice(_given_names())) for _ in range(chance.choice((1, 2, 2, 2))))
    return Person(family + given, family + given)


def _neighbour(people: Mapping[str, Sequence[str]], chance: random.Random) -> Person:
    """Put a name together in one of the shapes of a people: "given·father", "family given" and the like."""
    shape = chance.choice(people["shapes"])
    parts = [chance.choice(people[part]) for part in shape.replace("·", " ").split()]
    return Person(("·" if "·" in shape else "").join(parts), parts[0] if "·" in shape else "".join(parts))


@cache
def _given_names() -> tuple[str, ...]:
    """Chinese given names: Faker's, and what follows a family in the people of jieba's dictionary."""
    families = set(spellings()["chinese"]["families"])
    people = (word for word, kind in _dictionary() if kind == "nr" and len(word) in {2, 3} and word[0] in families)
    return tuple(sorted({*locale_names("zh_CN").given, *(word[1:] for word in people)}))


@cache
def _foreign() -> tuple[str, ...]:
    """Foreign names in Chinese letters, as jieba's dictionary has them."""
    return tuple(word for word, kind in _dictionary() if kind == "nrt" and 2 <= len(word) <= 6)


@cache
def _dictionary() -> tuple[tuple[str, str], ...]:
    """The words of jieba's dictionary with their classes."""
    lines = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return tuple((word, kind) for word, _, kind in (line.split(" ") for line in lines))


def _sounds(chance: random.Random) -> str:
    """Take one foreign name, or the head of one and the tail of another."""
    one, other = chance.choice(_foreign()), chance.choice(_foreign())
    return one if chance.random() < 0.5 else one[:2] + other[-2:]


def _russian(language: str, chance: random.Random) -> Person:
    draw = chance.random()
    own = spellings()
    if draw < 0.15:
        family = chance.choice(own["cyrillic_chinese"]["families"])
        given = "".join(chance.choice(own["cyrillic_chinese"]["syllables"]) for _ in range(chance.choice((1, 2, 2))))
        return Person(f"{family} {given.capitalize()}", family)
    if draw < 0.3:
        person = _spelt("latin_to_cyrillic", _listed("en", chance))
    elif draw < 0.6:
        turkic = own["turkic_cyrillic"]
        family = chance.choice(turkic["roots"]) + chance.choice(turkic["endings"])
        person = Person(f"{chance.choice(turkic['given'])} {family}", family)
    else:
        person = _listed(language, chance)
    draw = chance.random()
    if draw < 0.3:
        initials = "АБВГДЕЖЗИКЛМНОПРСТУФХЧШЭЮЯ"
        gap = chance.choice(("", " "))
        dots = gap.join(f"{chance.choice(initials)}." for _ in range(chance.choice((1, 2, 2))))
        return Person(f"{dots} {person.short}" if draw < 0.2 else f"{person.short} {dots}", person.short)
    if draw < 0.6 and person.full.endswith(f" {person.short}"):
        father = (
            chance.choice(_fathers())
            if draw < 0.5
            else f"{chance.choice(own['turkic_cyrillic']['given'])} {chance.choice(own['turkic_cyrillic']['child_of'])}"
        )
        given = person.full.removesuffix(f" {person.short}")
        return Person(f"{given} {father} {person.short}" if draw < 0.45 else f"{person.short} {given} {father}", person.short)
    return person


@cache
def _fathers() -> tuple[str, ...]:
    """Russian patronymics."""
    provider = importlib.import_module("faker.providers.person.ru_RU").Provider
    return tuple(sorted({*provider.middle_names_male, *provider.middle_names_female}))


def _spelt(table: str, person: Person) -> Person:
    return Person(*(" ".join(respell(table, word) for word in name.split()) for name in (person.full, person.short)))


_INVENTORS: Mapping[str, Callable[[str, random.Random], Person]] = {"zh": _chinese, "ar": arabic, "ru": _russian}
