"""Counts of what is left: "three others have been in service", "four are in Africa", "it runs over 110 of them"."""

from __future__ import annotations

from typing import Final

from pipeline.counted.claim import Claims
from pipeline.counted.reading import Reading
from pipeline.counted.surroundings import scoped_at, timed_total
from pipeline.numbers import Kind, Numeral

LATELY: Final = 3
"""How many claims before may be what a count takes up."""


def told(reading: Reading, numeral: Numeral, claims: Claims, *, part: bool) -> bool:
    """Whether a count tells of what is left or elsewhere. `part`: whether a phrase such as "of them" or "others" stands beside it."""
    if part and (_others(reading, numeral) or (_numbered_before(reading, numeral, claims) and _run(reading, numeral))):
        return True
    return takes_up(reading, numeral, claims)


def takes_up(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """As in "Four are in Africa.", some sentences behind a count that is larger: how many of them are elsewhere."""
    start, _ = reading.sentence(numeral.start)
    opens = reading.index(start) == numeral.first and not reading.known.of_kind
    verb = reading.says("having", numeral.last) if opens else None
    larger = any(c.numeral.kind is Kind.CARDINAL and c.numeral.value > numeral.value for c in claims[-LATELY:])
    return verb is not None and larger and scoped_at(reading, verb.last)


def _others(reading: Reading, numeral: Numeral) -> bool:
    """As in "Three others have been in service since 2018", behind a sentence that names a centre: how many more there are."""
    start, _ = reading.sentence(numeral.start)
    match, previous = reading.says("others", numeral.last), reading.previous(numeral.start)
    if match is None or previous is None or reading.index(start) != numeral.first:
        return False
    had = any(reading.says(name, match.last) for name in ("having", "verbs", "copulas"))
    return had and bool(reading.mentions_in(*previous))


def _numbered_before(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """Whether the sentence before has numbered a centre."""
    previous = reading.previous(numeral.start)
    return previous is not None and any(previous[0] <= c.numeral.start < previous[1] for c in claims)


def _run(reading: Reading, numeral: Numeral) -> bool:
    """Whether a verb of having stands right before: "worldwide it now runs over 110 of them"."""
    return any(timed_total(reading, name, numeral) for name in ("totals", "having"))
