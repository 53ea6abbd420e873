"""One date expression as read: what it says, before anything is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pipeline.dates.matcher import Capture, Match
from pipeline.dates.numeric import Figures
from pipeline.dates.points import Point, Unit
from pipeline.dates.vocabulary import Vocabulary

# Words that belong to the pattern, not to the expression.
_OUTSIDE = frozenset({"between", "from", "dayword"})
_TRAILING = frozenset({"modpost", "dayword", ".", ","})
_OUTSIDE_THE = _OUTSIDE | {"the"}


class Reading(NamedTuple):
    """One expression: a point, or a range from `first` to `last`; `open` has no last day ("from 2020 onwards").

    `silent` says that it must not become a date (a century, a habitual weekday): it only keeps its words from others.
    `week` says that the week or weekend of the day is meant. `of_event` counts days of the last range spoken of ("the last day of the visit"): 1 is the first, -1 the last.
    A weekday that is a `heading` heads what is told of one of those days; one to which something is `postponed` counts from its day.
    What is `quoted` was said on the day that the text tells of. The dates of a `life` in brackets are none that the text has come to.
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
    week: Unit | None = None
    modifier: str | None = None
    confidence: float = 1.0
    tensed: bool = False
    told: bool = False
    ahead: bool = False
    heading: bool = False
    postponed: bool = False
    quoted: bool = False
    life: bool = False


class Paper(Protocol):
    """What a match is placed on: a page, or tokens of no text."""

    @property
    def words(self) -> Vocabulary:
        """What the language says."""

    @property
    def starts(self) -> Sequence[int]:
        """Where each token begins."""

    @property
    def ends(self) -> Sequence[int]:
        """Where each token ends."""


def build(page: Paper, match: Match, first: Point, last: Point | None = None) -> Reading:
    """A reading of a match: its offsets, without the words around the expression that the pattern needed."""
    captures, last_token = match.captures, match.last
    closing = captures[-1]
    if closing.cls in _TRAILING:
        last_token = closing.first
    elif closing.cls == ")" and [c.cls for c in captures[-3:]] == ["(", "weekday", ")"]:
        last_token = captures[-3].first
    end = closing.value.end if isinstance(closing.value, Figures) else page.ends[last_token - 1]
    # "between", "from" belong to the pattern, not to the expression.
    outside = _OUTSIDE if page.words.settings.get("lead") else _OUTSIDE_THE
    start = next((c.first for c in captures if c.cls not in outside), match.first)
    modifier = next((str(c.value) for c in captures if c.cls == "modpost"), None)
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
