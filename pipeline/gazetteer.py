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
    codes = _table().get(fold(name), ())
    if len(codes) == 1:
        return codes[0]
    meant = [code for code in codes if code in likely]
    return meant[0] if len(meant) == 1 else None


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        return {name: tuple(codes.split(" ")) for name, codes in rows}
