"""Countries of cities that `places` does not know, for names that are known to be places by where they stand.

The names are data, generated from GeoNames (CC BY 4.0) by `pipeline.training.gazetteer`. Many are common words or family
names too: ask only for the place in the name of a centre, or behind "in".
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from functools import cache

from pipeline.lexicon import ANY, LANGUAGES
from pipeline.phrases import fold

FILE = LANGUAGES / ANY / "gazetteer.tsv.gz"


def country(name: str, likely: Collection[str] = ()) -> str | None:
    """ISO 3166-1 alpha-2 of the country in which a city lies, or None where it is unknown.

    Of cities of the same name in several countries, the one in a country of `likely` is meant; with none of them there the
    name settles nothing.
    """
    codes = _codes(fold(name))
    if len(codes) == 1:
        return codes[0]
    meant = [code for code in codes if code in likely]
    return meant[0] if len(meant) == 1 else None


def _codes(name: str) -> tuple[str, ...]:
    """The codes behind a name, by bisection of the sorted lines: a table of all names takes longer to make than a text to read."""
    table, key = _bytes(), name.encode()
    low, high = 0, len(table)
    while low < high:
        middle = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", middle)
        found, _, codes = table[middle : end if end >= 0 else len(table)].partition(b"\t")
        if found == key:
            return tuple(codes.decode().split(" "))
        if found < key:
            low = len(table) if end < 0 else end + 1
        else:
            high = middle
    return ()


@cache
def _bytes() -> bytes:
    return gzip.decompress(FILE.read_bytes())
