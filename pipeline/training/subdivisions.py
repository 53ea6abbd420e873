"""Make `languages/xx/subdivisions.bin`: the provinces, states and regions of countries, as herald's languages name them.

Reads:  the folder `common` of CLDR, unpacked (its `core.zip`; up to version 41 it has the names in all languages), which is the argument;
        `languages/xx/subdivisions.csv`, written by hand; `languages/<code>/subdivisions.toml` for the words that say what they are.
Writes: one line per name, less those words: the name, the countries that it means by itself, and behind a bar those which it means
        where such a word stands beside it ("Delta", but "Delta State").
Source: Unicode CLDR 41, Unicode licence; ISO 3166-2. Run it again: `python -m pipeline.training.subdivisions .../common`.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from pipeline import lexicon, phrases
from pipeline.lexicon import ANY, LANGUAGES
from pipeline.phrases import Word
from pipeline.subdivisions import FILE, HAN, Grammar, bare, grammar, joined, keyed

# Municipalities, of which the gazetteer has the towns.
TOWNS = frozenset({"SI", "MK", "MT", "LV", "EE", "LT", "IS", "LI", "SM", "MC", "NR", "AD", "PW", "MV"})
# Countries whose own tongue is none of herald's, by the language in which CLDR has what their provinces are called at home.
HOME = {
    "de": {"DE", "AT", "CH"},
    "it": {"IT", "CH"},
    "pt": {"BR", "PT", "AO", "MZ", "CV", "GW", "ST"},
    "nl": {"NL", "BE"},
    "sv": {"SE", "FI"},
    "no": {"NO"},
    "da": {"DK"},
    "fi": {"FI"},
    "pl": {"PL"},
    "ro": {"RO", "MD"},
    "hu": {"HU"},
    "cs": {"CZ"},
    "sk": {"SK"},
    "hr": {"HR"},
    "ca": {"ES"},
    "eu": {"ES"},
    "gl": {"ES"},
    "tr": {"TR"},
    "id": {"ID"},
    "ms": {"MY"},
    "vi": {"VN"},
    "sq": {"AL"},
    "uz": {"UZ"},
}
# What transliterations of two characters mean is too often something else; these countries write their own names.
OWN_HAN = frozenset({"CN", "JP", "KR", "TW"})
SHORTEST, SHORTEST_HAN = 3, 2


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("common", type=Path, help="the folder `common` of CLDR")
    names = [*_named(parser.parse_args().common), *_written()]
    alone: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    for language, name, country in names:
        words = grammar(language)
        said, telling = core(name, words)
        if len(said) >= (SHORTEST_HAN if said[:1] >= HAN else SHORTEST):
            (alone if telling and _alone(said, country) else called)[said].add(country)
    lines = [_line(name, alone[name], called[name]) for name in sorted({*alone, *called})]
    FILE.write_bytes(zlib.compress("\n".join(lines).encode(), 9))


def core(name: str, words: Grammar) -> tuple[str, bool]:
    """A name less the words that say what it names, as it is looked up; whether it may stand by itself."""
    said = phrases.split(name)
    kept = _less(_less(said, words), words)
    key = joined([bare(word.form) for word in kept])
    stem = words.stem(key) if len(kept) < len(said) and kept[0] is said[0] else None
    return (stem, False) if stem else (key, True)


def _less(said: Sequence[Word], words: Grammar) -> Sequence[Word]:
    """The words of a name without those that say what it names, be they behind it or before it."""
    forms = [bare(word.form) for word in said]
    for n in range(1, len(said)):
        if joined(forms[n:]) in words.behind:
            return said[:n]
    for n in range(len(said) - 1, 0, -1):
        if joined(forms[:n]) in words.before and forms[0] < HAN:
            linked = itertools.takewhile(lambda at: forms[at] in words.links and not said[at].capital, range(n, len(said) - 1))
            return said[n + sum(1 for _ in linked) :]
    return said


def _alone(said: str, country: str) -> bool:
    """Whether a name says by itself what it names: it is no word like "north" in any language, and no country."""
    known = len(said) > SHORTEST_HAN or country in OWN_HAN if said[:1] >= HAN else not _weak().issuperset(said.split())
    return known and said not in _weak() | _countries() | _given_names()


@cache
def _countries() -> frozenset[str]:
    tables = (lexicon.read(code, "territories", "places").table("countries") for code in _languages())
    return frozenset(keyed(name) for table in tables for name in table)


@cache
def _weak() -> frozenset[str]:
    return frozenset().union(*(grammar(code).weak for code in _languages()))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(
        keyed(name)
        for code in _languages()
        for name in lexicon.read(code, "given_names", "people").words["given_names"].split()
    )


def _languages() -> list[str]:
    return [code for code in lexicon.codes() if (LANGUAGES / code / "subdivisions.toml").exists()]


def _named(common: Path) -> Iterator[tuple[str, str, str]]:
    """Language, name and country of what CLDR names."""
    aliases = ElementTree.parse(common / "supplemental" / "supplementalMetadata.xml").iter("subdivisionAlias")
    countries = {a.get("type") for a in aliases if len(a.get("replacement") or "") == 2}
    for language in (*_languages(), *HOME):
        for row in ElementTree.parse(common / "subdivisions" / f"{language}.xml").iter("subdivision"):
            code, name = row.get("type") or "", row.text or ""
            country = code[:2].upper()
            if code not in countries and country not in TOWNS and country in HOME.get(language, {country}):
                yield language if language not in HOME else "en", _plain(name), country


def _written() -> Iterator[tuple[str, str, str]]:
    """The same of what is written by hand."""
    with (LANGUAGES / ANY / "subdivisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            for language in _languages():
                yield from ((language, name, row["code"]) for name in (row[language] or "").split("|") if name)


def _plain(name: str) -> str:
    """A name without what is added in brackets or behind a dash, and without marks of a second bearer."""
    for mark in (" (", "（", " —", "²", "³", "†"):
        name = name.partition(mark)[0]
    return name.strip()


def _line(name: str, alone: Iterable[str], called: Iterable[str]) -> str:
    return f"{name}\t{' '.join(sorted(alone))}|{' '.join(sorted(set(called) - set(alone)))}"


if __name__ == "__main__":
    main()
