"""Make `languages/<code>/territories.toml`: countries, M49 regions, cities and adjectives of nationality with their forms.

Reads:  CLDR (through babel) for the names of countries, regions and the exemplar cities of time zones; ISO 3166 (through
        pycountry) for what is a country; `languages/xx/{demonyms,cities}.csv`, written by hand.
Writes: one file per language. Run it again after a new CLDR: `python -m pipeline.training.territories`.
Source: Unicode CLDR, ISO 3166-1, UN M49.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from typing import Any

import pycountry
import pymorphy3
from babel import Locale
from babel.core import get_global

from pipeline import lexicon
from pipeline.lexicon import LANGUAGES, codes

KOSOVO = "XK"
# CLDR leaves a city out where its name is that of the zone: right for languages in Latin letters.
LATIN = {"en", "fr", "es"}
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
# CLDR names a time zone after a place that is no city, or whose name means something else.
NOT_CITIES = {
    "Easter",
    "Center",
    "Knox",
    "Acre",
    "South_Georgia",
    "Reunion",
    "Galapagos",
    "Pacific",
    "Eucla",
    "Nelson",
    "Macquarie",
}
# 001 is a common noun; 中非 is more often "China and Africa" than Middle Africa; Южная Африка is the country; عمان is Amman.
AMBIGUOUS = {*((language, "001") for language in codes()), ("zh", "017"), ("ru", "018"), ("ar", "018"), ("ar", "OM")}
RUSSIAN_ENDINGS = ["ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "их", "ими", "ом"]


def languages() -> list[str]:
    """The languages that have `places.toml`."""
    return [code for code in codes() if (LANGUAGES / code / "places.toml").exists()]


def main() -> None:
    """Write the files of all languages."""
    for language in languages():
        tables = {
            "countries": dict(_inflected(language, [*_countries(language), *_written(language, "countries")])),
            "regions": dict(_inflected(language, [*_regions(language), *_written(language, "regions")])),
            "cities": dict(_inflected(language, _cities(language))),
            "adjectives": dict(_adjectives(language)),
        }
        (LANGUAGES / language / "territories.toml").write_text(_toml(tables), encoding="utf-8")


def _countries(language: str) -> Iterable[tuple[str, str]]:
    names = Locale.parse(language).territories
    known = {country.alpha_2 for country in pycountry.countries} | {KOSOVO}
    return [(_plain(names[code]), code) for code in sorted(known) if code in names and (language, code) not in AMBIGUOUS]


def _regions(language: str) -> Iterable[tuple[str, str]]:
    names = Locale.parse(language).territories
    return [(_plain(names[code]), code) for code in sorted(names) if code.isdigit() and (language, code) not in AMBIGUOUS]


def _written(language: str, table: str) -> Iterable[tuple[str, str]]:
    """What `places.toml` adds by hand: its cases are made here too."""
    return lexicon.read(language, "places").table(table).items()


def _cities(language: str) -> Iterable[tuple[str, str]]:
    zones: Any = Locale.parse(language).time_zones
    for code, ids in sorted(get_global("territory_zones").items()):
        for zone in ids if len(code) == 2 else ():
            default = zone.rsplit("/", 1)[-1]
            name = zones.get(zone, {}).get("city") or (default.replace("_", " ") if language in LATIN else None)
            if name and zone.count("/") == 1 and default not in NOT_CITIES and not zone.startswith(("Etc/", "Antarctica/")):
                yield _plain(name), code
    for row in _table("cities.csv"):
        yield from ((name, row["code"]) for name in (row[language] or "").split("|") if name)


def _adjectives(language: str) -> Iterable[tuple[str, str]]:
    for row in _table("demonyms.csv"):
        for stem in filter(None, (row.get(language) or "").split("|")):
            yield from ((form, row["code"]) for form in FORMS[language](stem))


def _plain(name: str) -> str:
    """A name without what CLDR adds in brackets, and with straight apostrophes."""
    return name.replace("’", "'").split(" (")[0].split("（")[0].strip()


def _inflected(language: str, names: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for name, code in names:
        yield name, code
        if language == "ru":
            yield from ((form, code) for form in russian(name))


def russian(name: str) -> list[str]:
    """The cases of a Russian name: the words up to the first noun are inflected, what follows them stays."""
    words = name.split(" ")
    forms = []
    for case in CASES[1:]:
        inflected, done = [], False
        for word in words:
            if done or "—" in words or "'" in word:
                inflected.append(word)
                continue
            form, done = _case(word, case)
            inflected.append(form)
        forms.append(" ".join(inflected))
    return [form for form in dict.fromkeys(forms) if form != name]


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def _case(word: str, case: str) -> tuple[str, bool]:
    """A word in a case, and whether it is the noun that ends the inflected part."""
    parses = [p for p in _morphology().parse(word) if "nomn" in p.tag and p.tag.POS in {"NOUN", "ADJF"}]
    best = next((p for p in parses if p.normal_form == word.lower() or p.tag.POS == "ADJF"), parses[0] if parses else None)
    form = best.inflect({case}) if best and "Fixd" not in best.tag else None
    if best is None or form is None:
        return word, True
    capital = "-".join(part.capitalize() for part in form.word.split("-")) if "-" in word else form.word.capitalize()
    return (capital if word[:1].isupper() else form.word), best.tag.POS == "NOUN"


def _english(adjective: str) -> list[str]:
    return [adjective]


def _french(masculine: str) -> list[str]:
    irregular = {"grec": "grecque", "turc": "turque", "malgache": "malgache"}
    doubled = ("ien", "éen", "yen", "on")
    if masculine in irregular:
        feminine = irregular[masculine]
    elif masculine.endswith(("e", "è")):
        feminine = masculine
    else:
        feminine = masculine + ("ne" if masculine.endswith(doubled) else "e")
    plural = masculine if masculine.endswith("s") else masculine + "s"
    return list(dict.fromkeys([masculine, feminine, plural, feminine + "s"]))


def _spanish(masculine: str) -> list[str]:
    bare = masculine.translate(str.maketrans("áéíóú", "aeiou"))
    if masculine.endswith("o"):
        forms = [masculine, masculine[:-1] + "a", masculine + "s", masculine[:-1] + "as"]
    elif masculine.endswith(("és", "án", "ón")):
        forms = [masculine, bare + "a", bare + "es", bare + "as"]
    elif masculine.endswith(("í", "ú")):
        forms = [masculine, masculine + "es", masculine + "s"]
    elif masculine.endswith(("l", "r")):
        forms = [masculine, masculine + "a", masculine + "es", masculine + "as"]
    else:
        forms = [masculine, masculine + "s"]
    return list(dict.fromkeys(forms))


def _russian_adjective(stem: str) -> list[str]:
    return [stem + ending for ending in RUSSIAN_ENDINGS]


def _arabic(masculine: str) -> list[str]:
    words = masculine.split(" ")
    if len(words) > 1:
        return [masculine, " ".join([words[0] + "ة", *words[1:]]), " ".join(f"ال{w}" for w in words)]
    bare = [masculine, masculine + "ة"]
    return bare + [f"ال{form}" for form in bare]


FORMS = {"en": _english, "fr": _french, "es": _spanish, "ru": _russian_adjective, "ar": _arabic, "zh": _english}


def _table(name: str) -> list[dict[str, str]]:
    with (LANGUAGES / "xx" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _toml(tables: dict[str, dict[str, str]]) -> str:
    lines = ["# Generated by pipeline/training/territories.py from CLDR and languages/xx/*.csv; do not edit.", "", "[words]"]
    for table, entries in tables.items():
        lines += ["", f"[words.{table}]"]
        lines += ['"{}" = "{}"'.format(form.replace("\\", "").replace('"', ""), code) for form, code in entries.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
