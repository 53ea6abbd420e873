"""What the date engine gives."""

from __future__ import annotations

from typing import NamedTuple


class DateMention(NamedTuple):
    """A date expression of a text.

    `start`, `end` are code points, half-open. `value` is EDTF (levels 0 and 1), or None where a relative expression
    has nothing to resolve against; such a mention is never written as a date. `modifier` is one of early, mid, late,
    circa, before, after, since, until. `confidence` is the probability that the value is right.
    """

    start: int
    end: int
    value: str | None
    modifier: str | None
    relative: bool
    confidence: float
    rule: str
