"""Dates with a precision: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that records use.

`2025-11-26`, `2025-11`, `2025`, seasons `2025-21` (spring) to `2025-24` (winter), decades `201X`, centuries `19XX`,
intervals `A/B` of those, open `A/..` and `../B`. A date is a half-open stretch of days: `bounds` gives it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.errors import RecordError

OPEN = ".."
_SINGLE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z")
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
_SEASON_STARTS = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}


class Precision(StrEnum):
    """How much a single date says."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Single(NamedTuple):
    """One date that is no interval; `year` is the first year of a decade or century."""

    precision: Precision
    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return _written(self)

    def bounds(self) -> tuple[date, date]:
        """First day and the day after the last. Seasons are the northern, meteorological ones; winter begins in December."""
        return _stretch(self)


@lru_cache(maxsize=4096)
def _written(single: Single) -> str:
    if single.day is not None:
        return f"{single.year:04}-{single.month:02}-{single.day:02}"
    if single.month is not None:
        return f"{single.year:04}-{single.month:02}"
    if single.precision is Precision.CENTURY:
        return f"{single.year // 100:02}XX"
    return f"{single.year // 10:03}X" if single.precision is Precision.DECADE else f"{single.year:04}"


@lru_cache(maxsize=4096)
def _stretch(single: Single) -> tuple[date, date]:
    match single.precision:
        case Precision.DAY:
            first = date(single.year, single.month or 1, single.day or 1)
            return first, first + timedelta(days=1)
        case Precision.MONTH:
            return date(single.year, single.month or 1, 1), _month_after(single.year, single.month or 1, 1)
        case Precision.SEASON:
            start = _SEASON_STARTS[single.month or SPRING]
            return date(single.year, start, 1), _month_after(single.year, start, 3)
        case Precision.YEAR:
            return date(single.year, 1, 1), date(single.year + 1, 1, 1)
        case Precision.DECADE:
            return date(single.year, 1, 1), date(single.year + 10, 1, 1)
    return date(single.year, 1, 1), date(single.year + 100, 1, 1)


class Interval(NamedTuple):
    """From `first` to `last`, both included; None is open."""

    first: Single | None
    last: Single | None

    def __str__(self) -> str:
        return f"{self.first or OPEN}/{self.last or OPEN}"

    def bounds(self) -> tuple[date, date]:
        """First day and the day after the last; an open end reaches to the first or last day that `date` can hold."""
        return (self.first.bounds()[0] if self.first else date.min), (self.last.bounds()[1] if self.last else date.max)


def parse(text: str) -> Single | Interval:
    """Read an EDTF string of the forms above; RecordError names what is wrong with it."""
    if "/" not in text:
        return _single(text)
    left, _, right = text.partition("/")
    interval = Interval(None if left == OPEN else _single(left), None if right == OPEN else _single(right))
    if interval.first is None and interval.last is None:
        raise RecordError(f"EDTF {text!r}: an interval needs at least one end")
    if interval.first and interval.last and interval.first.bounds()[0] >= interval.last.bounds()[1]:
        raise RecordError(f"EDTF {text!r}: the interval ends before it begins")
    return interval


def valid(text: str) -> bool:
    """Is this an EDTF string that `parse` reads?"""
    try:
        parse(text)
    except RecordError:
        return False
    return True


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[date, date]:
    """The half-open stretch of days that an EDTF string covers."""
    return parse(text).bounds()


def precision(text: str) -> Precision:
    """The precision of a date; of an interval, that of its finer end."""
    parsed = parse(text)
    if isinstance(parsed, Single):
        return parsed.precision
    order = list(Precision)
    return min((end.precision for end in (parsed.first, parsed.last) if end), key=order.index)


def contains(outer: str, inner: str) -> bool:
    """Does every day of `inner` lie in `outer`?"""
    (a, b), (c, d) = bounds(outer), bounds(inner)
    return a <= c and d <= b


def overlaps(one: str, other: str) -> bool:
    """Do the two share a day?"""
    (a, b), (c, d) = bounds(one), bounds(other)
    return a < d and c < b


def sort_key(text: str) -> tuple[date, date]:
    """Chronological order: by first day, the shorter stretch first."""
    return bounds(text)


def _single(text: str) -> Single:
    found = _SINGLE.match(text)
    if not found or not text.isascii():
        raise RecordError(f"{text!r} is no EDTF date; examples: 2025-11-26, 2025-11, 2025, 2025-21, 201X, 2025-01/2025-06")
    year, month, day = found["year"], found["month"], found["day"]
    if "X" in year:
        if month:
            raise RecordError(f"EDTF {text!r}: a decade or century has no month")
        kind = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
        first = int(year.replace("X", "0"))
        if first + (100 if kind is Precision.CENTURY else 10) > date.max.year:
            raise RecordError(f"EDTF {text!r}: years beyond {date.max.year - 1} cannot be counted")
        return Single(kind, _year(text, max(first, 1)) if first else 1)
    return _dated(text, _year(text, int(year)), int(month) if month else None, int(day) if day else None)


def _dated(text: str, year: int, month: int | None, day: int | None) -> Single:
    if month is None:
        return Single(Precision.YEAR, year)
    if day is None and month in _SEASON_STARTS:
        return Single(Precision.SEASON, year, month)
    if not 1 <= month <= 12:
        raise RecordError(f"EDTF {text!r}: month {month} is not 1 to 12, nor a season 21 to 24")
    if day is None:
        return Single(Precision.MONTH, year, month)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise RecordError(f"EDTF {text!r}: month {month} of {year} has no day {day}")
    return Single(Precision.DAY, year, month, day)


def _year(text: str, year: int) -> int:
    if not 1 <= year < date.max.year:
        raise RecordError(f"EDTF {text!r}: year {year} is not 1 to {date.max.year - 1}")
    return year


def _month_after(year: int, month: int, months: int) -> date:
    index = year * 12 + month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
