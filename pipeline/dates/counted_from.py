"""What is counted from another date: from the day of writing ("last May"), or from what was told ("the following year")."""

from __future__ import annotations

from pipeline import edtf
from pipeline.dates.bare_days import weekday
from pipeline.dates.discourse import Discourse
from pipeline.dates.points import Base, Point, Shift, Unit
from pipeline.dates.setting import NOTHING, Resolved, Setting
from pipeline.dates.shifts import shifted
from pipeline.dates.tense import BACK

# What is counted from the last day, and from the last month spoken of.
_OF_DAYS, _OF_MONTHS = (
    frozenset({Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.ANNIVERSARY}),
    frozenset({Unit.MONTH, Unit.QUARTER, Unit.NAMED}),
)


def counted_from(at: Setting, point: Point, shift: Shift) -> Resolved:
    """The value of a point so many days, weeks, months or years from its base."""
    if shift.base is Base.EITHER:
        # "В следующем году их выпустили", in a story: the year after.
        told = at.discourse.historical and at.tense() in BACK
        shift = shift._replace(base=Base.DISCOURSE if told else Base.WRITING)
    if shift.unit is Unit.NAMED and shift.n == 0 and point.weekday and not point.day:
        return weekday(at, point.weekday, today=True)
    base = at.discourse.base(shift.base)
    if at.discourse.historical and (at.discourse.published is None or (point.modifier and not shift.n)):
        # A chronicle does not know when it was written: "next spring" is that after what it has told.
        base = at.discourse.told or base
    if shift.unit is Unit.WEEKEND and shift.n == 0 and base and base.day and at.tense() in BACK:
        # "They won this weekend", on a Monday.
        shift = shift._replace(n=-1 if base.bounds()[0].isoweekday() < 6 else 0)
    if at.reading.quoted:
        # "Today we turn a page", she said at Tuesday's meeting.
        base = at.discourse.lately or base
    if shift.base is Base.DISCOURSE:
        base = _spoken_for(at, shift, point)
        if shift.unit is Unit.YEAR and shift.n >= 0 and base is at.discourse.published:
            # "That year", "the year after", and none was told.
            return NOTHING
    value = shifted(point, shift, base) if base else None
    return Resolved(value, True, 0.92 if shift.base is Base.WRITING and at.discourse.published else 0.85)


def _coarser(at: Setting) -> bool:
    """Has a month been told since the last day, so that nobody knows which day of it another counts from?"""
    d = at.discourse
    if d.spoken is None or d.spoken is not d.spoken_month or d.spoken_day is None or d.spoken.day:
        return False
    month, day = d.spoken.bounds(), d.spoken_day.bounds()
    return month[1] <= day[0] if d.spoken_day is d.published else d.historical and month[0] > day[0]


def _spoken_for(at: Setting, shift: Shift, point: Point) -> edtf.Single | None:
    """The date told from which a shift counts."""
    d = at.discourse
    same = d.days.get(point.weekday or 0)
    if d.ahead is not None and d.ahead.bounds()[0].isoweekday() == point.weekday:
        same = d.ahead
    if same is not None and shift.unit is Unit.NAMED and d.month and not at.same_paragraph(d.month[0]):
        # "Saturday 9 May", and paragraphs below: "the following Saturday".
        return same
    if shift.unit in _OF_DAYS or (shift.unit is Unit.NAMED and point.weekday):
        if _coarser(at):
            # "Tried in May, he was hanged the following day": of what day, nobody says.
            return None
        if shift.n < 0 and d.event and d.spoken_day and d.event.last == d.spoken_day:
            return d.event.first
        return d.spoken_day
    if shift.unit in _OF_MONTHS and not (shift.unit is Unit.NAMED and _later_year(d)):
        return d.spoken_month
    return d.spoken


def _later_year(known: Discourse) -> bool:
    """Has a year been told since the last month, so that "that summer" is one of it?"""
    year, month = known.spoken, known.spoken_month
    return year is not None and month is not None and year.month is None and year.year > month.year
