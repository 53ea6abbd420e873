"""Applying shifts, and finding the nearest date of a name: arithmetic on resolved dates."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline import edtf
from pipeline.dates.points import Point, Shift, Unit, Value, add_months, day_of, months, of_date, single, week
from pipeline.dates.tense import AHEAD, BACK, Tense

# Days that the wrong tense counts for: what has happened can hardly lie ahead, what is planned may be told late.
_AGAINST, _NOT_YET, _SURELY = 150, 320, 400
# The month in which a school year begins, at the earliest.
_TERM = 8
# Days that going back, and that another year, count for where a story is told.
_BACKWARDS, _OTHER_YEAR, _YEAR_BEFORE = 150, 90, 300
_WEEKENDS, _MONTHS = frozenset({Unit.WEEKEND, Unit.COMING}), frozenset({Unit.MONTH, Unit.QUARTER, Unit.HALF})
_SAME = frozenset({Unit.ANNIVERSARY, Unit.SAME_DAY})
_DAYS = _WEEKENDS | {Unit.DAY, Unit.WEEK}


def nearest(point: Point, base: edtf.Single, direction: Tense | None) -> Value | None:
    """The reading of a yearless point nearest to the base; one against the tense only if it is the same period."""
    start, stop = base.bounds()
    best: tuple[int, Value] | None = None
    for year in (base.year - 1, base.year, base.year + 1):
        value = single(point, year)
        if value is None:
            continue
        first, after = value.bounds()
        if _another_weekday(point, first):
            continue
        distance = max((first - stop).days + 1, (start - after).days + 1, 0)
        # A tense outweighs some months; without one news look back, so a date ahead has to be clearly nearer.
        if distance and direction in BACK and first > start:
            distance += _SURELY if point.season else _NOT_YET if direction is Tense.DONE else _AGAINST
        if distance and direction in AHEAD and after <= start:
            distance += _AGAINST if direction is Tense.FUTURE else _SURELY
        if direction is None and first > stop:
            distance = distance * 5 // 4
        if best is None or distance < best[0]:
            best = distance, value
    return best[1] if best else single(point, base.year)


def onward(point: Point, told: edtf.Single) -> Value | None:
    """The reading of a yearless point in a story that has come to `told`: on from there, in the same year if that may be."""
    start, stop = told.bounds()
    best: tuple[int, Value] | None = None
    for year in (told.year - 1, told.year, told.year + 1):
        value = single(point, year)
        if value is None:
            continue
        first, after = value.bounds()
        if _another_weekday(point, first):
            continue
        distance = max((first - stop).days + 1, 0)
        if after <= start:
            distance = (start - after).days + _BACKWARDS
        if year != told.year:
            distance += _OTHER_YEAR if year > told.year else _YEAR_BEFORE
        if best is None or distance < best[0]:
            best = distance, value
    return best[1] if best else single(point, told.year)


def _another_weekday(point: Point, day: date) -> bool:
    """Does the day fall on another weekday than the one named beside it?"""
    return bool(point.weekday and point.day) and day.isoweekday() != point.weekday


def during(point: Point, told: edtf.Interval) -> Value | None:
    """The reading of a yearless point that lies within what was told last: "from 21 February to 18 December 1916 ... on 1 July"."""
    start, stop = told.bounds()
    values = (single(point, year) for year in range(start.year, stop.year + 1))
    return next((v for v in values if v and start <= v.bounds()[0] and v.bounds()[1] <= stop), None)


def shifted(point: Point, shift: Shift, base: edtf.Single) -> Value | None:
    """Apply a shift; None where the base is too coarse for it."""
    start = base.bounds()[0]
    if shift.unit is Unit.NAMED:
        return _named(point, shift.n, base)
    if shift.unit in _DAYS:
        if base.precision is not edtf.Precision.DAY:
            return None
        return of_date(start + timedelta(days=shift.n)) if shift.unit is Unit.DAY else _weeks(point, shift, start)
    if shift.unit in _MONTHS:
        return _months(point, shift, base)
    if shift.unit is Unit.YEAR:
        return single(point, base.year + shift.n)
    if shift.unit is Unit.SCHOOL_YEAR:
        return _school_year(base, shift.n)
    if shift.unit in _SAME:
        return _same_day(point, shift, base)
    if shift.unit is Unit.DECADE:
        return edtf.Single(edtf.Precision.DECADE, (base.year // 10 + shift.n) * 10)
    return None


def _same_day(point: Point, shift: Shift, base: edtf.Single) -> Value | None:
    """The day of the base so many years or months off, or in the year that is told: "on this day in 1944"."""
    if base.month is None or base.day is None:
        return None
    if shift.unit is Unit.ANNIVERSARY:
        return day_of(point.year or base.year + shift.n, base.month, base.day)
    return day_of(*add_months(base.year, base.month, shift.n), base.day)


def _months(point: Point, shift: Shift, base: edtf.Single) -> Value | None:
    if point.month is not None:
        return single(point, base.year)
    if base.month is None or base.month > 12:
        return None
    if shift.unit is Unit.MONTH:
        year, month = add_months(base.year, base.month, shift.n)
        return single(point._replace(month=month, weekday=point.weekday if point.nth else None), year)
    size = 3 if shift.unit is Unit.QUARTER else 6
    year, month = add_months(base.year, (base.month - 1) // size * size + 1, shift.n * size)
    return months(year, month, size)


def _school_year(base: edtf.Single, n: int) -> Value | None:
    """The n-th school year after that of the base; None where it is not known on which side of the summer the base lies."""
    if base.month is None or base.month > 12:
        return None
    first = base.year + n - (1 if base.month < _TERM else 0)
    return edtf.Interval(edtf.Single(edtf.Precision.YEAR, first), edtf.Single(edtf.Precision.YEAR, first + 1))


def _weeks(point: Point, shift: Shift, day: date) -> Value:
    span = week(day, shift.n)
    monday = span.bounds()[0]
    if point.weekday:
        return of_date(monday + timedelta(days=point.weekday - 1))
    if shift.unit in _WEEKENDS:
        return edtf.Interval(of_date(monday + timedelta(days=5)), of_date(monday + timedelta(days=6)))
    return span


def _named(point: Point, n: int, base: edtf.Single) -> Value | None:
    """The nearest of that name strictly before or after ("last Friday", "next June"), the one beyond ("the Friday before last"), or that of the base's year."""
    start, stop = base.bounds()
    if point.weekday and not point.day and not point.month:
        if base.precision is not edtf.Precision.DAY:
            return None
        back = (start.isoweekday() - point.weekday) % 7
        if n < 0:
            return of_date(start - timedelta(days=(back or 7) + 7 * (-n - 1)))
        return of_date(start + timedelta(days=7 - back + 7 * (max(n, 1) - 1)))
    if point.day and not point.month:
        days = [day_of(*add_months(base.year, base.month or 1, k), point.day) for k in range(-2, 3)]
        near = [day for day in days if day and (day.bounds()[0] < start if n < 0 else day.bounds()[0] >= stop)]
        return (near[-1] if n < 0 else near[0]) if near and n and base.day else None
    candidates = [value for year in range(base.year - 2, base.year + 3) if (value := single(point, year))]
    if n < 0:
        before = [v for v in candidates if v.bounds()[0] < start and not (v.bounds()[0] <= start < v.bounds()[1])]
        return before[n] if len(before) >= -n else None
    if n > 0:
        after = [v for v in candidates if v.bounds()[0] >= stop]
        return after[n - 1] if len(after) >= n else None
    # In January "this winter" began the year before.
    return next((v for v in candidates if v.bounds()[0] <= start < v.bounds()[1]), None) or (
        single(point, base.year - 1) if point.season == edtf.WINTER and (base.month or 12) <= 3 else single(point, base.year)
    )


def agreed(point: Point, years: frozenset[int]) -> edtf.Single | None:
    """Where no date is known: the day whose weekday agrees in one year only of the last of `years` and its neighbours."""
    if not (point.weekday and point.day and point.month and years):
        return None
    last = max(years)
    days = [day for year in (last - 1, last, last + 1) if (day := day_of(year, point.month, point.day))]
    fits = [day for day in days if day.bounds()[0].isoweekday() == point.weekday]
    return fits[0] if len(fits) == 1 else None
