"""Invented people as Arabic texts name them: Arabs with fathers, houses and places, their neighbours, and foreigners by ear.

Names: Faker (MIT) and `templates/names.toml`; the sound of foreign towns: GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache

from pipeline import gazetteer
from pipeline.training.namesources import LOCALES, Person, locale_names, respell, spellings
from pipeline.training.towns import towns


def written_on(name: str) -> tuple[str, str]:
    """Part an Arabic name from the letter of "and", "to", "in" that is written on to it; none if there is none."""
    first = name.partition(" ")[0]
    if first[:1] not in tuple("وفبلك") or first in _arabic_names():
        return "", name
    if first.startswith("لل") and f"ال{first[2:]}" in _arabic_names():
        return "ل", f"ا{name[1:]}"
    return (first[0], name[1:]) if first[1:] in _arabic_names() else ("", name)


def write_on(letter: str, name: str) -> str:
    """Write such a letter on to a name: "to" and the article become one."""
    return f"لل{name[2:]}" if letter == "ل" and name.startswith("ال") else letter + name


@cache
def _arabic_names() -> frozenset[str]:
    own = spellings()["arabic"]
    listed = (locale_names(locale) for locale in LOCALES["ar"])
    return frozenset({*own["given"], *own["nisba"], *(name for names in listed for name in (*names.given, *names.family))})


def arabic(language: str, chance: random.Random) -> Person:
    """Draw a person: an Arab, one in four a foreigner, or one of the neighbours."""
    draw = chance.random()
    own = spellings()["arabic"]
    if draw < 0.25:
        return _stranger(chance)
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
    return Person(" ".join([*parts, family]), family if chance.random() < 0.6 else parts[0])


def _stranger(chance: random.Random) -> Person:
    """A foreigner: a listed name as Arabic spells it, or one put together of foreign towns, which no list holds."""
    given = _heard(chance)
    family = _heard(chance) if chance.random() < 0.5 else _sounding(chance)
    middle = f"{chance.choice(spellings()['arabic']['foreign_particles'])} " if chance.random() < 0.1 else ""
    return Person(f"{given} {middle}{family}", family)


def _heard(chance: random.Random) -> str:
    """Spell a name of Latin letters: doubled letters as one, and short vowels as often left out as not."""
    while True:
        names = locale_names(chance.choice(LOCALES["en"]))
        name = chance.choice(chance.choice((names.given, names.family))).partition(" ")[0]
        word = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
        word = "".join(c for at, c in enumerate(word) if c != word[at - 1 : at])
        inner = "".join(c for c in word[1:] if c != "e" or chance.random() < 0.5)
        begins: str = spellings()["arabic"]["beginnings"].get(word[0], "")
        spelt = begins + respell("latin_to_arabic", inner if begins else word[0] + inner)
        if len(spelt) > 2 and all("ء" <= letter <= "ي" for letter in spelt):
            return spelt


def _sounding(chance: random.Random) -> str:
    """Put the beginning of one foreign town and the end of another together."""
    one, other = chance.choice(foreign_towns()), chance.choice(foreign_towns())
    return one[: chance.choice((2, 3, 4))] + other[-chance.choice((2, 3)) :]


@cache
def foreign_towns() -> tuple[str, ...]:
    """Towns of one word outside of the countries where they have Arabic names, as Arabic spells them."""
    arab = frozenset(spellings()["arabic"]["countries"])
    names = (town for town in towns("ar") if all("ء" <= letter <= "ي" for letter in town) and len(town) > 3)
    return tuple(sorted(town for town in names if gazetteer.country(town) not in arab))


def _arabic_given(language: str, chance: random.Random) -> str:
    """One given name, also of two words: "servant of", "light of the faith"; the former may be written as one."""
    own, draw = spellings()["arabic"], chance.random()
    if draw < 0.12:
        return f"عبد{chance.choice(('', ' '))}{chance.choice(own['slave_of'])}"
    if draw < 0.18:
        return str(chance.choice(own["of_the_faith"]))
    return str(chance.choice(own["given"] if draw < 0.65 else locale_names(chance.choice(LOCALES[language])).given))
