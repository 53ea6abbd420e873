"""The dates of a text as they stand to its statements and to the day of its publication."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from pipeline import edtf
from pipeline.spans import Fact
from pipeline.statements import Statement

BESIDE = 30
# Characters between what stands side by side.
TOUCHING = 12
SIZES = {4: "year", 7: "month", 10: "day"}
MARKS = {",": 25, "،": 25, "，": 25, "、": 25} | dict.fromkeys(";:—–；：؛", 60)
# What an imprecise date, or one that says since or until when, costs against one further off, in characters.
MONTH, YEAR, DECADE, OPEN = 20, 40, 80, 60
# What has begun so long before the publication is news.
FRESH = timedelta(days=31)
WEEK = timedelta(days=7)
MODIFIED = {"since", "until", "before", "after"}


class Timing(StrEnum):
    """When a date lies, as seen from the publication: to come, of this last year, a year ago or more."""

    UNDATED = "undated"
    COMING = "coming"
    RECENT = "recent"
    AGED = "aged"


def distance(text: str, statement: Statement, start: int, end: int) -> int:
    """Characters between a statement and something else, a clause boundary counting for many."""
    return apart(text, (statement.start, statement.end), (start, end))


def apart(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Characters between two stretches, a clause boundary counting for many."""
    gap = between(text, one, other)
    return len(gap) + sum(cost * gap.count(mark) for mark, cost in MARKS.items())


def between(text: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    """What stands between two stretches."""
    return text[one[1] : other[0]] if one[1] <= other[0] else text[other[1] : one[0]]


def value(fact: Fact) -> str:
    """The EDTF of a date; empty where it has none."""
    return str(fact.value.get("value") or "")


def size(date: str) -> str:
    """How precise a date is."""
    return "range" if "/" in date else "vague" if "X" in date else SIZES.get(len(date), "season")


@dataclass(frozen=True)
class Calendar:
    """The dates of a text in its order, and the day on which it was published (`today`, EDTF), where that is known."""

    text: str
    dates: Sequence[Fact]
    today: str | None = None

    def inside(self, sentence: tuple[int, int]) -> list[Fact]:
        """The dates of a sentence that have a value."""
        return self._told[bisect_left(self._starts, sentence[0]) : bisect_left(self._starts, sentence[1])]

    @cached_property
    def _told(self) -> list[Fact]:
        return [fact for fact in self.dates if value(fact)]

    @cached_property
    def _starts(self) -> list[int]:
        return [fact.start for fact in self._told]

    def of(self, statement: Statement, *, planned: bool) -> str | None:
        """The date of a statement: the nearest in its sentence; of a plan no day that has passed, of a deed none that is to come."""
        unfit = self.past if planned else self.coming
        nearest = self._nearest(statement, lambda fact: not unfit(value(fact)))
        return value(nearest) if nearest else None

    def _nearest(self, statement: Statement, fit: Callable[[Fact], bool]) -> Fact | None:
        inside = filter(fit, self.inside(statement.sentence))
        return min(inside, key=lambda fact: self._cost(statement, fact), default=None)

    def fresh_since(self, statement: Statement) -> bool:
        """Whether a statement says that something is so since a day of the weeks before the publication."""
        date = self._nearest(statement, lambda fact: not self.coming(value(fact)))
        return date is not None and date.value.get("modifier") == "since" and self.fresh(value(date))

    def passing(self, statement: Statement) -> bool:
        """Whether a statement is dated by a stretch of days with an end, longer than a week: "from 2 May to 30 June"."""
        inside = self.inside(statement.sentence)
        date = value(min(inside, key=lambda fact: self._cost(statement, fact))) if inside else ""
        if len(date) != len("2000-01-01/2000-01-02") or ".." in date:
            return False
        first, end = edtf.bounds(date)
        return end - first > WEEK

    def dates_plan(self, statement: Statement) -> bool:
        """Whether a day to come stands right beside a statement, and no other date in its sentence: "opens on 3 May"."""
        inside = self.inside(statement.sentence)
        if not inside or not all(self.coming(value(f)) for f in inside):
            return False
        return any(distance(self.text, statement, f.start, f.end) <= BESIDE for f in inside)

    def beside(self, statement: Statement) -> bool:
        """Whether a date stands right behind a statement."""
        return any(0 <= f.start - statement.end <= BESIDE for f in self.inside(statement.sentence))

    def timing(self, date: str | None) -> Timing:
        """When a date lies."""
        if not date:
            return Timing.UNDATED
        return Timing.COMING if self.coming(date) else Timing.AGED if self.aged(date) else Timing.RECENT

    def coming(self, date: str) -> bool:
        """Whether all of a date lies after the day of publication."""
        return self.today is not None and edtf.bounds(date)[0] >= edtf.bounds(self.today)[1]

    def aged(self, date: str) -> bool:
        """Whether a date began a year or more before the day of publication, or where that is not known, the last day named."""
        last = self.today or max((value(f) for f in self.dates if not vagueness(value(f) or "X")), default=None)
        if last is None:
            return False
        begun, now = edtf.bounds(date)[0], edtf.bounds(last)[0]
        return (begun.year + 1, begun.month, begun.day) <= (now.year, now.month, now.day)

    def fresh(self, date: str) -> bool:
        """Whether a date is a day of the weeks before the day of publication."""
        if self.today is None or size(date) != "day":
            return False
        (first, _), (start, end) = edtf.bounds(date), edtf.bounds(self.today)
        return start - FRESH <= first < end

    def past(self, date: str) -> bool:
        """Whether all of a date lies before the day of publication."""
        return self.today is not None and edtf.bounds(date)[1] <= edtf.bounds(self.today)[0]

    def _cost(self, statement: Statement, fact: Fact) -> int:
        if (fact.start, fact.end) == (statement.start, statement.end):
            return 0
        modified = OPEN if fact.value.get("modifier") in MODIFIED else 0
        # What ends with "since" right before a date is said of that date.
        if modified and fact.start - statement.end == 1:
            return 0
        return distance(self.text, statement, fact.start, fact.end) + vagueness(value(fact)) + modified


def vagueness(date: str) -> int:
    """What the imprecision of a date costs."""
    first = date.partition("/")[0]
    return 0 if len(first) >= len("2000-01-01") else MONTH if "-" in first else DECADE if "X" in first else YEAR
