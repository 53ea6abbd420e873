"""One date expression as read: what it says, before anything is resolved."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.dates.matcher import Capture, Match
from pipeline.dates.numeric import Figures
from pipeline.dates.page import Page
from pipeline.dates.points import Point

# Words that belong to the pattern, not to the expression.
_OUTSIDE = frozenset({"between", "from", "dayword"})
_TRAILING = frozenset({"modpost", "dayword", ".", ","})
_OUTSIDE_THE = _OUTSIDE | {"the"}


class Reading(NamedTuple):
    """One expression: a point, or a range from `first` to `last`; `open` has no last day ("from 2020 onwards").

    `silent` says that it must not become a date (a century, a habitual weekday): it only keeps its words from others.
    `week` says that the week of the day is meant. `of_event` counts days of the last range spoken of ("the last day of the visit"): 1 is the first, -1 the last.
    """

    start: int
    end: int
    first_token: int
    last_token: int
    rule: str
    first: Point
    last: Point | None = None
    open: bool = False
    silent: bool = False
    of_event: int = 0
    week: bool = False
    modifier: str | None = None
    confidence: float = 1.0
    tensed: bool = False
    told: bool = False
    ahead: bool = False


def build(page: Page, match: Match, first: Point, last: Point | None = None) -> Reading:
    """A reading of a match: its offsets, without the words around the expression that the pattern needed."""
    last_token, closing = match.last, match.captures[-1].cls
    if closing in _TRAILING:
        last_token = match.captures[-1].first
    if closing == ")" and [c.cls for c in match.captures[-3:]] == ["(", "weekday", ")"]:
        last_token = match.captures[-3].first
    end, start, modifier = page.ends[last_token - 1], -1, None
    # "between", "from" belong to the pattern, not to the expression.
    outside = _OUTSIDE if page.words.settings.get("lead") else _OUTSIDE_THE
    for capture in match.captures:
        if start < 0 and capture.cls not in outside:
            start = capture.first
        if modifier is None and capture.cls == "modpost":
            modifier = str(capture.value)
        if capture.last == match.last and isinstance(capture.value, Figures):
            end = capture.value.end
    start = match.first if start < 0 else start
    return Reading(
        page.starts[start],
        end,
        match.first,
        match.last,
        match.rule.id,
        first,
        last,
        modifier=modifier,
        confidence=match.rule.confidence,
        tensed=match.rule.tensed,
        told=match.rule.told,
        ahead=match.rule.ahead,
    )


def named_of(match: Match, *classes: str) -> list[Capture]:
    """The pieces of a match that have one of these classes."""
    return [c for c in match.captures if c.cls in classes]
