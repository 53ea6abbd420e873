"""Countries of cities that `places` does not know, for names that are known to be places by where they stand.

The names are data, generated from GeoNames (CC BY 4.0) by `pipeline.training.gazetteer`. Many are common words or family
names too: ask only for the place in the name of a centre, or behind "in".
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from pipeline.lexicon import ANY, LANGUAGES
from pipeline.phrases import fold

FILE = LANGUAGES / ANY / "gazetteer.bin"


def country(name: str, likely: Collection[str] = ()) -> str | None:
    """ISO 3166-1 alpha-2 of the country in which a city lies, or None where it is unknown.

    Of cities of the same name, however small, the one in a country of `likely` is meant; else the one country of which all think at
    that name. A village outside `likely` settles nothing.
    """
    meant, minor = _codes(fold(name))
    for codes in (meant, minor):
        near = [code for code in codes if code in likely]
        if near:
            return near[0] if len(near) == 1 else None
    return meant[0] if len(meant) == 1 else None


def countries(name: str) -> tuple[str, ...]:
    """The countries in which a place of this name lies, however small; those that it means by itself first."""
    meant, minor = _codes(fold(name))
    return meant + minor


def known(name: str) -> bool:
    """Whether some town is called so."""
    return bool(_codes(fold(name))[0])


def anywhere(name: str) -> bool:
    """Whether any place, town or village, is called so."""
    return any(_codes(fold(name)))


def village(name: str) -> str | None:
    """The country in which the only places of this name lie, none of them a town."""
    meant, minor = _codes(fold(name))
    return minor[0] if not meant and len(minor) == 1 else None


def towns() -> Iterator[str]:
    """The folded names of all towns, in order."""
    _, places, data = _index()
    for start, length in places:
        for line in _block(start, length, data)[1:].decode().splitlines():
            name, _, codes = line.partition("\t")
            if not codes.startswith("|"):
                yield name


def _codes(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries that a name means, and those where it has a lesser bearer."""
    firsts, places, data = _index()
    at = bisect_right(firsts, name) - 1
    if at < 0:
        return (), ()
    block, key = _block(*places[at], data), f"\n{name}\t".encode()
    start = block.find(key)
    if start < 0:
        return (), ()
    meant, _, minor = block[start + len(key) : block.find(b"\n", start + len(key))].decode().partition("|")
    return tuple(meant.split()), tuple(minor.split())


@cache
def _index() -> tuple[list[str], list[tuple[int, int]], bytes]:
    """First names and stretches of the blocks, and the bytes they lie in."""
    raw = FILE.read_bytes()
    size = 4 + int.from_bytes(raw[:4], "big")
    rows = [line.split("\t") for line in zlib.decompress(raw[4:size]).decode().split("\n")]
    return [row[0] for row in rows], [(size + int(row[1]), int(row[2])) for row in rows], raw


@lru_cache(maxsize=64)
def _block(start: int, length: int, data: bytes) -> bytes:
    return b"\n" + zlib.decompress(data[start : start + length])
