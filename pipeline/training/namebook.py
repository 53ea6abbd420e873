"""Invented people for the training texts: given and family names of many peoples, drawn from Faker's public lists.

`LOCALES` says whose names are met in announcements of a language. `templates/names.toml` adds what those lists lack:
rarer families, and foreign names as each script spells them. No list was made from announcements or corpora.
"""

from __future__ import annotations

import importlib
import random
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

LATIN = (
    "en_US en_GB en_IN en_NG en_KE en_PK uz_UZ az_AZ tr_TR id_ID vi_VN yo_NG ha_NG ig_NG sw zu_ZA tw_GH fr_FR fr_DZ "
    "es_ES es_MX pt_BR de_DE it_IT cs_CZ ro_RO hu_HU hr_HR nl_NL sv_SE ga_IE et_EE lv_LV"
)
LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": tuple(LATIN.split()),
    "fr": (*LATIN.split(), "fr_FR", "fr_BE", "fr_CA", "fr_CH", "fr_DZ", "fr_FR", "fr_QC"),
    "es": (*LATIN.split(), "es_ES", "es_MX", "es_AR", "es_CO", "es_CL", "es_ES"),
    "ru": ("ru_RU",),
    "zh": ("zh_CN",),
    "ar": ("ar_AA", "ar_SA", "ar_PS", "ar_DZ"),
}
# Up to which draw a person bears two family names, as Spaniards and Latin Americans do.
DOUBLE: Mapping[str, float] = {"es": 0.5, "ru": 0.0, "ar": 0.0}
HYPHEN = 0.18


@dataclass(frozen=True, slots=True)
class Names:
    """The given and family names of one locale."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: the whole name, and how one calls them for short."""

    full: str
    short: str


def invent(language: str, chance: random.Random) -> Person:
    """Draw a person whose name may stand in a text of that language."""
    return _INVENTORS.get(language, _listed)(language, chance)


@cache
def locale_names(locale: str) -> Names:
    """Read one locale's lists from Faker; locales differ in how they split them."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    given = _gather(provider, ("first_names", "first_names_male", "first_names_female"))
    family = _gather(provider, ("last_names", "last_names_male", "last_names_female"))
    return Names(tuple(sorted(given)), tuple(sorted(family or given)))


@cache
def spellings() -> dict[str, Any]:
    """Read `templates/names.toml`."""
    return tomllib.loads((resources.files("pipeline.training") / "templates" / "names.toml").read_text(encoding="utf-8"))


def _gather(provider: object, fields: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for field in fields:
        held = getattr(provider, field, ())
        if isinstance(held, tuple | list | dict):
            found.update(name for name in held if name and "{" not in name)
    return found


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


def _arabic(language: str, chance: random.Random) -> Person:
    draw = chance.random()
    own = spellings()["arabic"]
    if draw < 0.25:
        return _spelt("latin_to_arabic", _listed("en", chance))
    if draw < 0.33:
        family = chance.choice(own["neighbours_family"])
        return Person(f"{chance.choice(own['neighbours_given'])} {family}", family)
    parts = [_arabic_given(language, chance)]
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        parts += [*([chance.choice(own["son_of"])] if chance.random() < 0.3 else []), _arabic_given(language, chance)]
    family = chance.choice(locale_names(chance.choice(LOCALES[language])).family if chance.random() < 0.4 else own["nisba"])
    draw = chance.random()
    if draw < 0.18:
        family = f"{chance.choice(own['before_family'])} {chance.choice(own['given'])}"
    elif draw < 0.24:
        kunya = f"{chance.choice(own['kunya'])} {chance.choice(own['given'])}"
        return Person(f"{kunya} {family}" if draw < 0.21 else kunya, kunya)
    return Person(" ".join([*parts, family]), family)


def _arabic_given(language: str, chance: random.Random) -> str:
    """One given name, also of two words: "servant of", "light of the faith"; the former may be written as one."""
    own, draw = spellings()["arabic"], chance.random()
    if draw < 0.12:
        return f"عبد{chance.choice(('', ' '))}{chance.choice(own['slave_of'])}"
    if draw < 0.18:
        return str(chance.choice(own["of_the_faith"]))
    return str(chance.choice(own["given"] if draw < 0.65 else locale_names(chance.choice(LOCALES[language])).given))


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
    return Person(*(" ".join(_respell(table, word) for word in name.split()) for name in (person.full, person.short)))


def _respell(table: str, word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    capital = plain[:1].isupper()
    plain = plain.lower()
    for pair in spellings()[table]["pairs"]:
        latin, _, other = pair.partition("=")
        plain = plain.replace(latin, other)
    return plain.capitalize() if capital else plain


_INVENTORS: Mapping[str, Callable[[str, random.Random], Person]] = {"zh": _chinese, "ar": _arabic, "ru": _russian}
