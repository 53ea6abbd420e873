"""Towns of the world by the script of a language, from GeoNames (CC BY 4.0), folded."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import gazetteer

# The letters of the scripts in which a town's name says more than any capitalised word does.
LETTERS = {"ar": ("\u0620", "\u06ff"), "ru": ("\u0400", "\u04ff"), "zh": ("\u3400", "\u9fff")}


def towns(language: str) -> Iterator[str]:
    """Give the towns whose names are written in the letters of a language, in order."""
    first, last = LETTERS[language]
    for name in gazetteer.towns():
        if all(first <= letter <= last or letter == " " for letter in name):
            yield name
