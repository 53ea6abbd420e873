"""Readings to values: what year, what week? From the date of writing, and from the date last spoken of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from pipeline import edtf
from pipeline.dates.bare_days import bare_day, weekday
from pipeline.dates.counted_from import counted_from
from pipeline.dates.discourse import Discourse
from pipeline.dates.points import Base, Point, Shift, Unit, add_months, full_year, of_date, single
from pipeline.dates.reading import Reading
from pipeline.dates.setting import NOTHING, Resolved, Setting
from pipeline.dates.shifts import shifted
from pipeline.dates.tense import BACK, Tense
from pipeline.dates.yearless import yearless

# No rule is surer, however often it was right.
SUREST = 0.99
# A story that has not come to this year tells of its own century in years of two figures.
_NEAR = 1900


def resolve(at: Setting, *, aside: bool = False, year: int | None = None) -> Resolved:
    """The value of a reading, None where nothing is known to resolve it against; the discourse goes on from it.

    What is said `aside` ("in office since May 2006") is no date that the text has come to. `year` is that of the
    clause ("In 1953, when the dyke broke on 31 January").
    """
    reading = at.reading
    if year is not None:
        framed = reading._replace(first=reading.first._replace(year=year))
        if framed.last is not None:
            framed = framed._replace(last=framed.last._replace(year=year)) if framed.last.year is None else reading
        return resolve(replace(at, reading=framed), aside=aside)._replace(relative=True)
    if reading.of_event:
        found = _of_event(at, reading.of_event)
    elif reading.last is not None:
        found = _range(at, reading.first, reading.last)
    else:
        found = _point(at, reading.first)
        if reading.week and isinstance(found.value, edtf.Single) and found.value.day:
            found = found._replace(value=shifted(Point(), Shift(Base.WRITING, reading.week, 0), found.value))
        elif reading.open and isinstance(found.value, edtf.Single):
            found = found._replace(value=edtf.Interval(found.value, None))
    if found.value is not None and not reading.life:
        at.discourse.note(found.value, at.number, relative=found.relative, aside=aside)
    sure = round(min(SUREST, found.confidence * reading.confidence), 3)
    return Resolved(found.value, found.relative, sure, found.modifier)


def by_itself(reading: Reading) -> Resolved:
    """What a reading says by itself, nothing known of the text."""
    return resolve(Setting(Discourse(), reading))


def _of_event(at: Setting, nth: int) -> Resolved:
    event = at.discourse.event
    # Of several in other paragraphs nobody knows which is meant.
    unclear = at.discourse.several and not at.same_paragraph(at.discourse.event_at)
    if event is None or event.first is None or event.last is None or unclear:
        return NOTHING
    if nth < 0:
        return Resolved(event.last, True, 0.85)
    day = event.first.bounds()[0] + timedelta(days=nth - 1)
    return Resolved(of_date(day) if day <= event.last.bounds()[0] else None, True, 0.85)


def _range(at: Setting, a: Point, b: Point) -> Resolved:
    if b.shift is not None and b.shift.base is Base.DISCOURSE and a.shift is None:
        # "From November to March of the following year": the next, where no verb says which.
        first = _point(replace(at, tense=lambda: at.tense() or Tense.FUTURE), a)
        if not isinstance(first.value, edtf.Single):
            return NOTHING
        last = Resolved(single(b, first.value.year + b.shift.n), True, first.confidence)
        return _from_to(first, last)
    if a.shift is not None and a.shift.unit is Unit.DAY and b.shift is None:
        # "From today to 25 February": the next.
        last = _point(replace(at, tense=lambda: Tense.WILL), b)
    else:
        last = _point(at, b)
    if not isinstance(last.value, edtf.Single):
        first = _point(at, a)
        if isinstance(first.value, edtf.Interval) and isinstance(last.value, edtf.Interval):
            return last._replace(value=edtf.Interval(first.value.first, last.value.last))
        return NOTHING
    if a.weekday and not a.day and b.weekday and not b.beyond and last.value.precision is edtf.Precision.DAY:
        back = timedelta(days=(b.weekday - a.weekday) % 7)
        return last._replace(value=edtf.Interval(of_date(last.value.bounds()[0] - back), last.value))
    if a.year is None and a.decade is None and a.shift is None and last.value.month is not None:
        year = last.value.year - (1 if (a.month or last.value.month) > last.value.month else 0)
        month = last.value.month
        if a.day and a.month is None and last.value.day and a.day > last.value.day:
            # "From Thursday the 29th to Saturday the 2nd" begins the month before.
            year, month = add_months(year, month, -1)
        if a.month is None:
            a = a._replace(month=month)
        a = a._replace(year=year, weekday=None)
        first = _before(at, a, last.value)._replace(relative=last.relative, confidence=last.confidence)
    elif a.feast is not None and a.year is not None:
        first = _before(at, a, last.value)
    else:
        first = _point(at, a)
    return _from_to(first, last)


def _before(at: Setting, a: Point, last: edtf.Single) -> Resolved:
    """A point in its year, or in the one before where only that is before another: "from Thanksgiving to 3 January 2019", "from 20 March to today"."""
    first = _point(at, a)
    if a.year is None or first.value is None or first.value.bounds()[0] < last.bounds()[1]:
        return first
    return _point(at, a._replace(year=a.year - 1))


def _from_to(first: Resolved, last: Resolved) -> Resolved:
    """The range of two; None where they cannot be one."""
    if not (isinstance(first.value, edtf.Single) and isinstance(last.value, edtf.Single)):
        return NOTHING
    if first.value.bounds()[0] >= last.value.bounds()[1]:
        return NOTHING
    if first.value == last.value:
        return last
    relative = first.relative or last.relative
    return Resolved(edtf.Interval(first.value, last.value), relative, min(first.confidence, last.confidence))


def _point(at: Setting, point: Point) -> Resolved:
    if point.beyond:
        found = _point(at, point._replace(beyond=0))
        if not isinstance(found.value, edtf.Single) or not found.value.day:
            return NOTHING
        return found._replace(value=of_date(found.value.bounds()[0] + timedelta(days=point.beyond)))
    if point.half and point.month:
        point = point._replace(half=None, modifier="early" if point.half == 1 else "late")
    found = _decade(at, point) if point.decade is not None else _dated(at, point)
    return found if point.modifier is None else found._replace(modifier=point.modifier)


def _decade(at: Setting, point: Point) -> Resolved:
    decade = point.decade or 0
    if decade >= 100:
        return Resolved(edtf.Single(edtf.Precision.DECADE, decade * 10), False, 0.97)
    if (told := _century_told(at)) is not None:
        # "The sixties" of a story of 1642.
        return Resolved(edtf.Single(edtf.Precision.DECADE, told + decade), True, 0.8)
    base = at.discourse.base(Base.WRITING)
    year = 1900 + decade if decade >= 20 else 2000 + decade
    if base and 2000 + decade <= base.year and decade < 20:
        year = 2000 + decade
    return Resolved(edtf.Single(edtf.Precision.DECADE, year), False, 0.9)


def _dated(at: Setting, point: Point) -> Resolved:
    if point.shift is not None:
        return counted_from(at, point, point.shift)
    if point.year is not None:
        if point.short:
            return _stated(point, _century(at, point.year))
        return _stated(point, point.year)
    if point.month or point.season or point.quarter or point.half or point.isoweek or point.feast is not None:
        return yearless(at, point)
    if point.day:
        return bare_day(at, point)
    if point.weekday:
        return weekday(at, point.weekday)
    base = (at.discourse.told if at.discourse.historical else None) or at.discourse.base(Base.WRITING)
    return Resolved(single(point, base.year) if base else None, True, 0.8)


def _century_told(at: Setting) -> int | None:
    """The first year of the century that a story of before has come to."""
    told = at.discourse.told
    if not at.discourse.historical or told is None or told.year >= _NEAR:
        return None
    return told.year // 100 * 100


def _century(at: Setting, year: int) -> int:
    """A year of two figures with its century: that of a story of before, else the one near the day of writing that suits the verb."""
    if (told := _century_told(at)) is not None:
        return told + year
    base = at.discourse.base(Base.WRITING)
    full = full_year(year, base.year if base else None)
    # "He came home in July 36."
    return full - 100 if base is not None and full > base.year and at.tense() in BACK else full


@lru_cache(maxsize=4_000)
def _stated(point: Point, year: int) -> Resolved:
    """What a point says that names its year, perhaps without the century."""
    sure = 0.98 if point.month else 0.97
    return Resolved(single(point, year), False, sure - (0.35 if point.swappable else 0) - (0.1 if point.short else 0))
