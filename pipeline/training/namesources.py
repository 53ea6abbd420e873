"""Where the names of invented people come from: the public lists of Faker (MIT), and `templates/names.toml`, which adds to them."""

from __future__ import annotations

import importlib
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
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


def respell(table: str, word: str) -> str:
    """Spell a word of Latin letters in those of another script, by a table of `templates/names.toml`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    capital = plain[:1].isupper()
    plain = plain.lower()
    for pair in spellings()[table]["pairs"]:
        latin, _, other = pair.partition("=")
        plain = plain.replace(latin, other)
    return plain.capitalize() if capital else plain
