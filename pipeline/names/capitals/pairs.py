"""Whether "and" stands inside a name: what is joined is a field, the plural of a trade, or half the name of a place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline import gazetteer
from pipeline.names.words import Word
from pipeline.phrases import fold

# Nouns of so many letters with this ending are plurals in the languages whose names are told by capitals.
LONG = 5
PLURAL = "s"


def joins(words: Sequence[Word], end: int, at: int, close: int, *, places: Collection[str]) -> bool:
    """Whether the words `at`..`close` behind "and" belong to the name that ends at `end` before it, whatever they mean.

    `places`: folded names of places with "and" inside.
    """
    return _spelled(words, at, close) or _place(words[end : close + 1], places) or _plurals(words, end, at, close)


def qualities(words: Sequence[Word], end: int, *, endings: tuple[str, ...], but: Collection[str]) -> bool:
    """Whether "and" joins two adjectives with capitals behind one noun, of one gender and number: "Extensión Cafetalera | y Cacaotera".

    `endings`: what such adjectives end with; `but`: nouns of bodies, which are none.
    """
    if end < 1 or end + 2 >= len(words) or not endings or not (words[end].near and words[end + 2].near):
        return False
    noun, one, other = words[end - 1], words[end], words[end + 2]
    after = words[end + 3] if end + 3 < len(words) and words[end + 3].near else None
    plain = noun.capital and all(w.capital and not w.shouted for w in (one, other)) and other.lower not in but
    if not plain or (after and after.capital):
        return False
    named = any(gazetteer.known(w.text) for w in (one, other))
    alike = one.lower[-1] == other.lower[-1] or not {one.lower[-1], other.lower[-1]} <= set("aos")
    return not named and alike and all(w.lower.removesuffix(PLURAL).endswith(endings) for w in (one, other))


def _spelled(words: Sequence[Word], at: int, close: int) -> bool:
    """Whether an acronym in brackets behind has the letters of what is joined: "of Vaccines and Sera (CLAVES)"."""
    bracket, acronym = (words[n] if n < len(words) and words[n].near else None for n in (close + 1, close + 2))
    if bracket is None or bracket.text != "(" or acronym is None or not acronym.shouted:
        return False
    letters = iter(fold(acronym.text)[1:])
    own = [fold(word.text)[0] for word in words[at : close + 1] if word.capital]
    return bool(own) and all(letter in letters for letter in own)


def _place(words: Sequence[Word], places: Collection[str]) -> bool:
    """Whether all is the name of one place ("Castilla y León")."""
    return fold(" ".join(word.text for word in words)) in places


def _plurals(words: Sequence[Word], end: int, at: int, close: int) -> bool:
    """Whether two nouns in the plural are joined, which are no places: "of Potters and Weavers"."""
    pair = (words[end], words[close])
    alone = close == at and all(len(w.text) >= LONG and w.lower.endswith(PLURAL) and not w.shouted for w in pair)
    after = words[close + 1] if close + 1 < len(words) and words[close + 1].near else None
    return alone and not any(gazetteer.known(w.lower) for w in pair) and (after is None or not after.capital)
