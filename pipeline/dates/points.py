"""What an expression says of a day before it is resolved, and the arithmetic of the calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline import edtf
from pipeline.dates.feasts import day_in, nth_weekday

# The day of a point that means the last of its month.
LAST_DAY = -1

Value = edtf.Single | edtf.Interval
"""What a date comes to."""


class Base(StrEnum):
    """What a relative expression counts from: the day of writing or the date last spoken of; EITHER what the verb says, in a story."""

    WRITING = "a"
    DISCOURSE = "d"
    EITHER = "e"


class Unit(StrEnum):
    """What it counts in. SCHOOL_YEAR begins in the autumn; COMING is the weekend to come, whatever the tense; ANNIVERSARY is the same day so many years off, SAME_DAY so many months; NAMED is the weekday, month or season that the expression itself names ("last Friday")."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    COMING = "coming"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "schoolyear"
    ANNIVERSARY = "anniversary"
    SAME_DAY = "sameday"
    DECADE = "decade"
    CENTURY = "century"
    SEASON = "season"
    NAMED = "named"


class Shift(NamedTuple):
    """So many units before or after a base."""

    base: Base
    unit: Unit
    n: int


class Point(NamedTuple):
    """The stated parts of one date; all else is None.

    `weekday` 1 (Monday) to 7; `season` 21 (spring) to 24; `decade` 199 for the 1990s, below 100 for "the nineties" (90).
    `nth` is which weekday of the month, -1 the last; `feast` is the day of one that moves, as `feasts` reads it. `isoweek` is the number of a week, 1 to 53. `short` marks a two-digit year; `swappable` a numeric day and month that could be read the other way round. `beyond` are days to be counted on from what all this says ("a week from next Tuesday"); `day` may be -1, the last of its month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    isoweek: int | None = None
    decade: int | None = None
    shift: Shift | None = None
    nth: int | None = None
    feast: str | None = None
    modifier: str | None = None
    short: bool = False
    swappable: bool = False
    beyond: int = 0

    @property
    def absolute(self) -> bool:
        """Does it need nothing but itself?"""
        return self.shift is None and (self.year is not None or (self.decade is not None and self.decade >= 100))

    @property
    def bare_year(self) -> bool:
        """Does it name a year and nothing else?"""
        return self.year is not None and not (
            self.month or self.season or self.quarter or self.half or self.isoweek or self.shift or self.short
        )

    @property
    def full(self) -> bool:
        """Does it name year, month and day?"""
        return self.year is not None and self.month is not None and self.day is not None


def single(point: Point, year: int) -> edtf.Single | edtf.Interval | None:
    """The date of a point once its year is known; None for a day that the calendar does not have."""
    if not 1 <= year < 9998:
        return None
    if point.feast is not None:
        day = day_in(point.feast, year)
        # Of a feast whose day nobody knows the year is left, if the text names it.
        left = edtf.Single(edtf.Precision.YEAR, year) if point.year is not None else None
        return of_date(day) if day else left
    if point.season:
        return edtf.Single(edtf.Precision.SEASON, year, point.season)
    if point.quarter or point.half or point.isoweek:
        return _numbered(point, year)
    if point.month is None:
        return edtf.Single(edtf.Precision.YEAR, year)
    if point.nth and point.weekday:
        day = nth_weekday(year, point.month, point.weekday, point.nth)
        return of_date(day) if day else None
    if point.day is None:
        return edtf.Single(edtf.Precision.MONTH, year, point.month)
    return day_of(year, point.month, point.day)


def _numbered(point: Point, year: int) -> edtf.Interval | None:
    """A quarter, half or week of a year."""
    if point.quarter:
        return months(year, point.quarter * 3 - 2, 3)
    return months(year, point.half * 6 - 5, 6) if point.half else iso_week(year, point.isoweek or 0)


@lru_cache(maxsize=4_000)
def day_of(year: int, month: int, day: int) -> edtf.Single | None:
    """A day as EDTF, -1 being the last of the month; None where the month has no such day."""
    # The calendar is asked only where the month may be too short.
    if not 1 <= year < 9998 or not 1 <= month <= 12:
        return None
    if day == LAST_DAY:
        return edtf.Single(edtf.Precision.DAY, year, month, calendar.monthrange(year, month)[1])
    if not 1 <= day <= 31:
        return None
    if day > 28 and day > calendar.monthrange(year, month)[1]:
        return None
    return edtf.Single(edtf.Precision.DAY, year, month, day)


def of_date(day: date) -> edtf.Single:
    """A `datetime.date` as EDTF."""
    return edtf.Single(edtf.Precision.DAY, day.year, day.month, day.day)


def months(year: int, month: int, count: int) -> edtf.Interval:
    """So many months from the given one on, as an interval of months."""
    last_year, last_month = add_months(year, month, count - 1)
    return edtf.Interval(
        edtf.Single(edtf.Precision.MONTH, year, month), edtf.Single(edtf.Precision.MONTH, last_year, last_month)
    )


def add_months(year: int, month: int, n: int) -> tuple[int, int]:
    """Year and month, n months on."""
    index = year * 12 + month - 1 + n
    return index // 12, index % 12 + 1


def week(day: date, n: int) -> edtf.Interval:
    """Monday to Sunday of the week n weeks after that of `day`."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=n)
    return edtf.Interval(of_date(monday), of_date(monday + timedelta(days=6)))


def iso_week(year: int, number: int) -> edtf.Interval | None:
    """Monday to Sunday of a week of ISO 8601, week 1 being that of 4 January; None for a week 53 that the year does not have."""
    monday = week(date(year, 1, 4), number - 1).bounds()[0]
    return week(monday, 0) if (monday + timedelta(days=3)).year == year else None


def full_year(year: int, anchor: int | None) -> int:
    """A two-digit year in the century of the anchor: no more than 15 years after it."""
    if anchor is None:
        return 2000 + year if year < 50 else 1900 + year
    century = anchor - anchor % 100
    best = century + year
    if best > anchor + 15:
        best -= 100
    elif best <= anchor - 85:
        best += 100
    return best
