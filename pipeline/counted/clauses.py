"""The clause around a number: how it begins, whom it has named, whether it says what something is."""

from __future__ import annotations

from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.numbers import Numeral


def begins_with(reading: Reading, name: str, start: int, numeral: Numeral) -> bool:
    """Whether a phrase of a list stands among the first words of the sentence that begins at `start`."""
    first = reading.index(start)
    return any(reading.says(name, at) for at in range(first, min(first + 4, numeral.first + 1)))


def in_title(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number stands in the headline."""
    return reading.title is not None and reading.title[0] <= numeral.start < reading.title[1]


def predicate(reading: Reading, numeral: Numeral) -> bool:
    """Whether a copula governs the ordinal: "is its 8th", "as the sixth"."""
    match = reading.said_before("determiners", numeral.first)
    first = match.first if match else numeral.first
    within = any(reading.says("copulas", at) for at in range(first, numeral.first))
    return within or reading.said_before("copulas", first) is not None


def mentioned(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence has named a centre before the number, or begins with "it"."""
    start, _ = reading.sentence(numeral.start)
    return bool(reading.mentions_in(start, numeral.start)) or begins_with(reading, "anaphors", start, numeral)


def brought(reading: Reading, numeral: Numeral) -> bool:
    """Whether a verb of coming about governs an ordinal without its noun: "there are six; to open a seventh would cost too much"."""
    article = reading.said_before("indefinite", numeral.first) or reading.said_before("determiners", numeral.first)
    first, at = article.first if article else numeral.first, numeral.last
    if reading.parted(first, COMMAS | DASHES):
        return False
    named = not reading.ended(at) and (at in reading.units or reading.words[at].capital)
    alone = reading.ended(at) or any(reading.says(name, at) for name in ("scope_prepositions", "verbs", "timely", "stops"))
    free = alone or (reading.known.bare and (named or at in reading.places))
    return free and reading.said_before("brought", first) is not None
