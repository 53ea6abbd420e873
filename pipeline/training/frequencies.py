"""The most frequent word forms of a language, from wordfreq (Speer 2022; data CC BY-SA 4.0). It is not imported: its file is read."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import srsly  # type: ignore[import-untyped]

from pipeline.errors import ModelError


def forms(language: str, rarest: int) -> Iterator[tuple[int, str]]:
    """Give word forms with their rarity, the commonest first: hundredths of a bel below one in all words, down to `rarest`.

    Raises:  ModelError, if the package is absent.
    """
    with gzip.open(package("wordfreq") / "data" / f"large_{language}.msgpack.gz") as file:
        buckets = srsly.msgpack_loads(file.read())
    for rarity, bucket in enumerate(buckets[1 : rarest + 1]):
        yield from ((rarity, form) for form in bucket)


def package(name: str) -> Path:
    """Find the folder of an installed package.

    Raises:  ModelError, if it is absent.
    """
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise ModelError(f"words and their frequencies lie in {name}: pip install {name}")
    return Path(found.origin).parent
