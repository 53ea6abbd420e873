"""Days and weekdays without a month: of which month, of which week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline import edtf
from pipeline.dates.points import Base, Point, add_months, day_of, of_date
from pipeline.dates.setting import NOTHING, Resolved, Setting
from pipeline.dates.tense import AHEAD, Tense


def bare_day(at: Setting, point: Point) -> Resolved:
    """A day of the month alone, with its weekday perhaps: on from what a story has told, else the nearest that suits the verb."""
    base = at.discourse.spoken_day or at.discourse.base(Base.WRITING) or at.discourse.spoken_month
    story = at.discourse.historical
    if story:
        base = at.discourse.spoken_month or base
    elif (nearby := _dated_nearby(at)) is not None:
        base, story = nearby, True
    if base is None or base.month is None or point.day is None:
        return NOTHING
    if base.precision is not edtf.Precision.DAY:
        return Resolved(day_of(base.year, base.month, point.day) if base.month <= 12 else None, True, 0.75)
    near = base.bounds()[0]
    reach = (-1, 0, 1) if point.weekday is None else (-2, -1, 0, 1, 2)
    days = [day_of(*add_months(base.year, base.month, n), point.day) for n in reach]
    if point.weekday is not None:
        days = [day for day in days if day and day.bounds()[0].isoweekday() == point.weekday]
        if not days:
            return NOTHING
    dated = [day for day in days if day]
    fitting = [day for day in dated if day.bounds()[0] >= near] if story else _fitting(at, dated, at.tense())
    return Resolved(min(fitting or dated, key=lambda day: abs((day.bounds()[0] - near).days)), True, 0.85)


def _dated_nearby(at: Setting) -> edtf.Single | None:
    """The dated month that the paragraph tells of, where it is another than that of writing: "on 7 July 1937 ..., on the 28th"."""
    said, written, last = at.discourse.sentence, at.discourse.base(Base.WRITING), at.discourse.spoken_day
    if said is None or not at.same_paragraph(said[0]) or not (said[1].day or at.number - said[0] <= 1):
        return None
    if written and said[1].year >= written.year:
        return None
    return last if last and last.year == said[1].year else said[1]


def _fitting(at: Setting, days: Sequence[edtf.Single], direction: Tense | None) -> list[edtf.Single]:
    """Those of the days that may lie where the verb says, seen from the day of writing."""
    today = at.discourse.writing or at.discourse.published
    if today is None or today.precision is not edtf.Precision.DAY or direction in (None, Tense.PAST):
        return []
    ahead = direction in AHEAD
    return [day for day in days if (day.bounds() >= today.bounds() if ahead else day.bounds() <= today.bounds())]


def weekday(at: Setting, number: int, *, today: bool = False) -> Resolved:
    """The last such day, or the next where the sentence looks ahead; with `today` the day of writing may be meant."""
    if _within(at) and (told := _of_programme(at, number)) is not None:
        return told
    if at.reading.postponed and at.discourse.ahead is not None:
        # "If it rains on 20 May, the fair moves to Sunday."
        return Resolved(_named_after(at.discourse.ahead.bounds()[0], number), True, 0.85)
    base = at.discourse.base(Base.WRITING) or at.discourse.spoken_day
    if at.discourse.historical:
        base = at.discourse.spoken_day
    if base is None or base.precision is not edtf.Precision.DAY:
        return NOTHING
    day = base.bounds()[0]
    direction = at.tense()
    if today and direction is None:
        # "This Friday" is that of this week.
        return Resolved(of_date(day + timedelta(days=number - day.isoweekday())), True, 0.88)
    if direction in AHEAD and not (today and day.isoweekday() == number):
        return Resolved(_named_after(day, number), True, 0.88)
    return Resolved(of_date(day - timedelta(days=(day.weekday() - number + 1) % 7)), True, 0.88)


def _within(at: Setting) -> bool:
    """Is a weekday one of the range of days last spoken of, as a heading, or where nobody knows when it was written?"""
    return at.reading.heading or (at.discourse.published is None and at.discourse.writing is None)


def _of_programme(at: Setting, weekday: int) -> Resolved | None:
    """That weekday of the range of days last spoken of, if it has one only."""
    event = at.discourse.event
    if event is None or event.first is None or event.last is None:
        return None
    first, last = event.first.bounds()[0], event.last.bounds()[0]
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    return Resolved(of_date(day), True, 0.88) if day <= last < day + timedelta(days=7) else None


def _named_after(day: date, weekday: int) -> edtf.Single:
    """The first such weekday after a day."""
    return of_date(day + timedelta(days=(weekday - 1 - day.weekday() - 1) % 7 + 1))
