"""Readings to values: what year, what week? From the date of writing, and from the date last spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipeline import edtf
from pipeline.dates.discourse import NEVER_NEWS, Discourse
from pipeline.dates.points import Base, Point, Shift, Unit, add_months, day_of, full_year, of_date, single
from pipeline.dates.reading import Reading
from pipeline.dates.shifts import agreed, during, nearest, onward, shifted
from pipeline.dates.tense import AHEAD, BACK, Tense

Value = edtf.Single | edtf.Interval
# No rule is surer, however often it was right.
SUREST = 0.99
# Stories of before tell of their own century.
_LONG_PAST = 1900
# What is counted from the last day, and from the last month spoken of.
_OF_DAYS, _OF_MONTHS = (
    frozenset({Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.ANNIVERSARY}),
    frozenset({Unit.MONTH, Unit.QUARTER, Unit.NAMED}),
)


NO_READING = Reading(0, 0, 0, 0, "", Point())


class Resolved(NamedTuple):
    """A value and how it was come by."""

    value: Value | None
    relative: bool
    confidence: float
    modifier: str | None = None


class Resolver:
    """Resolves readings one after the other; `tense` looks at the sentence only when a reading needs it.

    `review` is the year of which the paragraph tells.
    """

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.number, self.reading = 0, NO_READING
        self.review: int | None = None

    def resolve(
        self,
        reading: Reading,
        sentence: int,
        tense: Callable[[], Tense | None],
        *,
        aside: bool = False,
        year: int | None = None,
    ) -> Resolved:
        """The value of a reading, None where nothing is known to resolve it against.

        What is said `aside` ("in office since May 2006") is no date that the text has come to. `year` is that of the
        clause ("In 1953, when the dyke broke on 31 January").
        """
        if year is not None:
            framed = reading._replace(first=reading.first._replace(year=year))
            if framed.last is not None:
                framed = framed._replace(last=framed.last._replace(year=year)) if framed.last.year is None else reading
            return self.resolve(framed, sentence, tense, aside=aside)._replace(relative=True)
        self.number, self.reading = sentence, reading
        if reading.of_event:
            found = self._of_event(reading.of_event)
        elif reading.last is not None:
            found = self._range(reading.first, reading.last, tense)
        else:
            found = self._point(reading.first, tense)
            if reading.week and isinstance(found.value, edtf.Single) and found.value.day:
                found = found._replace(value=shifted(Point(), Shift(Base.WRITING, reading.week, 0), found.value))
            elif reading.open and isinstance(found.value, edtf.Single):
                found = found._replace(value=edtf.Interval(found.value, None))
        if found.value is not None and not reading.life:
            self.discourse.note(found.value, sentence, relative=found.relative, aside=aside)
        sure = round(min(SUREST, found.confidence * reading.confidence), 3)
        return Resolved(found.value, found.relative, sure, found.modifier)

    def _of_event(self, nth: int) -> Resolved:
        event = self.discourse.event
        # Of several in other paragraphs nobody knows which is meant.
        unclear = self.discourse.several and self.discourse.event_at // 1000 != self.number // 1000
        if event is None or event.first is None or event.last is None or unclear:
            return Resolved(None, True, 0.0)
        if nth < 0:
            return Resolved(event.last, True, 0.85)
        day = event.first.bounds()[0] + timedelta(days=nth - 1)
        return Resolved(of_date(day) if day <= event.last.bounds()[0] else None, True, 0.85)

    def _range(self, a: Point, b: Point, tense: Callable[[], Tense | None]) -> Resolved:
        if b.shift is not None and b.shift.base is Base.DISCOURSE and a.shift is None:
            # "From November to March of the following year": the next, where no verb says which.
            first = self._point(a, lambda: tense() or Tense.FUTURE)
            if not isinstance(first.value, edtf.Single):
                return Resolved(None, True, 0.0)
            last = Resolved(single(b, first.value.year + b.shift.n), True, first.confidence)
            return self._from_to(first, last)
        if a.shift is not None and a.shift.unit is Unit.DAY and b.shift is None:
            # "From today to 25 February": the next.
            last = self._point(b, lambda: Tense.WILL)
        else:
            last = self._point(b, tense)
        if not isinstance(last.value, edtf.Single):
            first = self._point(a, tense)
            if isinstance(first.value, edtf.Interval) and isinstance(last.value, edtf.Interval):
                return last._replace(value=edtf.Interval(first.value.first, last.value.last))
            return Resolved(None, True, 0.0)
        if a.weekday and not a.day and b.weekday and not b.beyond and last.value.precision is edtf.Precision.DAY:
            back = timedelta(days=(b.weekday - a.weekday) % 7)
            return last._replace(value=edtf.Interval(of_date(last.value.bounds()[0] - back), last.value))
        if a.year is None and a.decade is None and a.shift is None and last.value.month is not None:
            year = last.value.year - (1 if (a.month or last.value.month) > last.value.month else 0)
            if a.month is None:
                # "From Thursday the 29th to Saturday the 2nd" begins the month before.
                earlier = bool(a.day and last.value.day and a.day > last.value.day)
                year, month = add_months(year, last.value.month, -earlier)
                a = a._replace(month=month)
            a = a._replace(year=year, weekday=None)
            first = self._point(a, tense)._replace(relative=last.relative, confidence=last.confidence)
        else:
            first = self._point(a, tense)
        return self._from_to(first, last)

    def _from_to(self, first: Resolved, last: Resolved) -> Resolved:
        """The range of two; None where they cannot be one."""
        if not (isinstance(first.value, edtf.Single) and isinstance(last.value, edtf.Single)):
            return Resolved(None, True, 0.0)
        if first.value.bounds()[0] >= last.value.bounds()[1]:
            return Resolved(None, True, 0.0)
        if first.value == last.value:
            return last
        relative = first.relative or last.relative
        return Resolved(edtf.Interval(first.value, last.value), relative, min(first.confidence, last.confidence))

    def _point(self, point: Point, tense: Callable[[], Tense | None]) -> Resolved:
        if point.beyond:
            found = self._point(point._replace(beyond=0), tense)
            if not isinstance(found.value, edtf.Single) or not found.value.day:
                return Resolved(None, True, 0.0)
            return found._replace(value=of_date(found.value.bounds()[0] + timedelta(days=point.beyond)))
        if point.half and point.month:
            point = point._replace(half=None, modifier="early" if point.half == 1 else "late")
        found = self._decade(point) if point.decade is not None else self._dated(point, tense)
        return found if point.modifier is None else found._replace(modifier=point.modifier)

    def _decade(self, point: Point) -> Resolved:
        decade = point.decade or 0
        if decade >= 100:
            return Resolved(edtf.Single(edtf.Precision.DECADE, decade * 10), False, 0.97)
        base, told = self.discourse.base(Base.WRITING), self.discourse.told
        if self.discourse.historical and told is not None and told.year < _LONG_PAST:
            # "The sixties" of a story of 1642.
            return Resolved(edtf.Single(edtf.Precision.DECADE, told.year // 100 * 100 + decade), True, 0.8)
        year = 1900 + decade if decade >= 20 else 2000 + decade
        if base and 2000 + decade <= base.year and decade < 20:
            year = 2000 + decade
        return Resolved(edtf.Single(edtf.Precision.DECADE, year), False, 0.9)

    def _dated(self, point: Point, tense: Callable[[], Tense | None]) -> Resolved:
        if point.shift is not None:
            return self._shifted(point, point.shift, tense)
        if point.year is not None:
            if point.short:
                return _stated(point, self._century(point.year, tense))
            return _stated(point, point.year)
        if point.month or point.season or point.quarter or point.half or point.isoweek or point.feast is not None:
            return self._yearless(point, tense)
        if point.day:
            return self._bare_day(point, tense)
        if point.weekday:
            return self._weekday(point.weekday, tense)
        base = (self.discourse.told if self.discourse.historical else None) or self.discourse.base(Base.WRITING)
        return Resolved(single(point, base.year) if base else None, True, 0.8)

    def _century(self, year: int, tense: Callable[[], Tense | None]) -> int:
        """A year of two figures with its century: that of a story of before, else the one near the day of writing that suits the verb."""
        base, told = self.discourse.base(Base.WRITING), self.discourse.told
        if self.discourse.historical and told is not None and told.year < _LONG_PAST:
            return told.year // 100 * 100 + year
        full = full_year(year, base.year if base else None)
        # "He came home in July 36."
        return full - 100 if base is not None and full > base.year and tense() in BACK else full

    def _yearless(self, point: Point, tense: Callable[[], Tense | None]) -> Resolved:
        """Month, day and month, season, quarter or half without a year: the nearest that suits the tense."""
        known, direction = self.discourse, tense()
        base, sure = known.writing or known.published, 0.92 if direction or point.day else 0.8
        if known.historical:
            # History moves on: after 22 June 1941 "in January" is that of 1942.
            if known.published is None and direction is Tense.WILL and known.latest is not None:
                return Resolved(nearest(point, known.latest, None), True, 0.7)
            told = known.told or known.later or base
            inner = during(point, known.event) if known.event and known.event.last == told else None
            return Resolved(inner or (onward(point, told) if told else None), True, 0.8)
        if (same := self._same_month(point, direction)) is not None:
            return Resolved(single(point, same.year), True, sure)
        if (spoken := self._spoken_nearby(point, base, direction)) is not None:
            if base is not None and spoken.year < base.year:
                return Resolved(onward(point, spoken), True, sure)
            base, direction = spoken, None
        elif direction is None and base is not None and self._looking_ahead(base):
            direction = Tense.FUTURE
        elif base is None:
            # Nobody knows when it was written, so that no tense is sure.
            base = known.first_full or known.spoken_month or known.spoken
            direction = Tense.FUTURE if direction is Tense.WILL else direction
            if base is not None and base.year < NEVER_NEWS:
                return Resolved(onward(point, known.spoken_month or base), True, sure)
            if base is None:
                base, sure = known.later, sure * 0.7
        if base is None:
            return Resolved(agreed(point, self.discourse.years), True, 0.6)
        return Resolved(self._in_review(nearest(point, base, direction), point, base, direction), True, sure)

    def _in_review(self, value: Value | None, point: Point, base: edtf.Single, direction: Tense | None) -> Value | None:
        """The value, or where it lies ahead and the paragraph tells of the year before, that of this year."""
        if value is None or self.review is None or direction in AHEAD or value.bounds()[0] < base.bounds()[1]:
            return value
        told = single(point, self.review)
        return (
            told if told is not None and 0 <= base.year - self.review <= 1 and told.bounds()[1] <= base.bounds()[1] else value
        )

    def _looking_ahead(self, base: edtf.Single) -> bool:
        """Has the paragraph come to a month that is yet to be: "in September they move, the keys mid-August"?"""
        said = self.discourse.month
        return said is not None and said[0] // 1000 == self.number // 1000 and said[1].bounds()[0] > base.bounds()[1]

    def _same_month(self, point: Point, direction: Tense | None) -> edtf.Single | None:
        """The month that the paragraph has spoken of: "on 19 August ... after the August accident"."""
        said = self.discourse.month
        if said is None or said[0] // 1000 != self.number // 1000 or direction in AHEAD:
            return None
        return said[1] if point.day is None and said[1].month == point.month and point.month else None

    def _spoken_nearby(self, point: Point, base: edtf.Single | None, direction: Tense | None) -> edtf.Single | None:
        """A dated month shortly before: "in March 2020 it closed, in August it reopened".

        None where the day of writing lies so near that it must be meant.
        """
        said = self.discourse.sentence
        if said is None or direction in AHEAD:
            return None
        paragraph = said[0] // 1000 == self.number // 1000
        # Further back than the sentence only where no verb places the month, or where the paragraph tells of another year.
        another_year = base is not None and base.year - said[1].year >= 2 and point.day is not None
        if not (paragraph and (said[0] == self.number or not (point.day or direction) or another_year)):
            return None
        near = nearest(point, base, direction) if base else None
        if base and near and abs((near.bounds()[0] - base.bounds()[0]).days) <= 45:
            return None
        return said[1]

    def _bare_day(self, point: Point, tense: Callable[[], Tense | None]) -> Resolved:
        base = self.discourse.spoken_day or self.discourse.base(Base.WRITING) or self.discourse.spoken_month
        story = self.discourse.historical
        if story:
            base = self.discourse.spoken_month or base
        elif (nearby := self._dated_nearby()) is not None:
            base, story = nearby, True
        if base is None or base.month is None or point.day is None:
            return Resolved(None, True, 0.0)
        if base.precision is not edtf.Precision.DAY:
            return Resolved(day_of(base.year, base.month, point.day) if base.month <= 12 else None, True, 0.75)
        near = base.bounds()[0]
        reach = (-1, 0, 1) if point.weekday is None else (-2, -1, 0, 1, 2)
        days = [day_of(*add_months(base.year, base.month, n), point.day) for n in reach]
        if point.weekday is not None:
            days = [day for day in days if day and day.bounds()[0].isoweekday() == point.weekday]
            if not days:
                return Resolved(None, True, 0.0)
        dated = [day for day in days if day]
        fitting = [day for day in dated if day.bounds()[0] >= near] if story else self._fitting(dated, tense())
        return Resolved(min(fitting or dated, key=lambda day: abs((day.bounds()[0] - near).days)), True, 0.85)

    def _dated_nearby(self) -> edtf.Single | None:
        """The dated month that the paragraph tells of, where it is another than that of writing: "on 7 July 1937 ..., on the 28th"."""
        said, written, last = self.discourse.sentence, self.discourse.base(Base.WRITING), self.discourse.spoken_day
        if said is None or said[0] // 1000 != self.number // 1000 or not (said[1].day or self.number - said[0] <= 1):
            return None
        if written and said[1].year >= written.year:
            return None
        return last if last and last.year == said[1].year else said[1]

    def _fitting(self, days: Sequence[edtf.Single], direction: Tense | None) -> list[edtf.Single]:
        """Those of the days that may lie where the verb says, seen from the day of writing."""
        today = self.discourse.writing or self.discourse.published
        if today is None or today.precision is not edtf.Precision.DAY or direction in (None, Tense.PAST):
            return []
        ahead = direction in AHEAD
        return [day for day in days if (day.bounds() >= today.bounds() if ahead else day.bounds() <= today.bounds())]

    def _weekday(self, weekday: int, tense: Callable[[], Tense | None], *, today: bool = False) -> Resolved:
        """The last such day, or the next where the sentence looks ahead; with `today` the day of writing may be meant."""
        if self._within() and (told := self._of_programme(weekday)) is not None:
            return told
        if self.reading.postponed and self.discourse.ahead is not None:
            # "If it rains on 20 May, the fair moves to Sunday."
            return Resolved(_named_after(self.discourse.ahead.bounds()[0], weekday), True, 0.85)
        base = self.discourse.base(Base.WRITING) or self.discourse.spoken_day
        if self.discourse.historical:
            base = self.discourse.spoken_day
        if base is None or base.precision is not edtf.Precision.DAY:
            return Resolved(None, True, 0.0)
        day = base.bounds()[0]
        direction = tense()
        if today and direction is None:
            # "This Friday" is that of this week.
            return Resolved(of_date(day + timedelta(days=weekday - day.isoweekday())), True, 0.88)
        if direction in AHEAD and not (today and day.isoweekday() == weekday):
            return Resolved(_named_after(day, weekday), True, 0.88)
        return Resolved(of_date(day - timedelta(days=(day.weekday() - weekday + 1) % 7)), True, 0.88)

    def _within(self) -> bool:
        """Is a weekday one of the range of days last spoken of, as a heading, or where nobody knows when it was written?"""
        return self.reading.heading or (self.discourse.published is None and self.discourse.writing is None)

    def _of_programme(self, weekday: int) -> Resolved | None:
        """That weekday of the range of days last spoken of, if it has one only."""
        event = self.discourse.event
        if event is None or event.first is None or event.last is None:
            return None
        first, last = event.first.bounds()[0], event.last.bounds()[0]
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
        return Resolved(of_date(day), True, 0.88) if day <= last < day + timedelta(days=7) else None

    def _shifted(self, point: Point, shift: Shift, tense: Callable[[], Tense | None]) -> Resolved:
        if shift.unit is Unit.NAMED and shift.n == 0 and point.weekday and not point.day:
            return self._weekday(point.weekday, tense, today=True)
        base = self.discourse.base(shift.base)
        if self.discourse.historical and (self.discourse.published is None or (point.modifier and not shift.n)):
            # A chronicle does not know when it was written: "next spring" is that after what it has told.
            base = self.discourse.told or base
        elif shift.base is Base.WRITING and shift.n == 1 and (year := self._year_before()) is not None and tense() in BACK:
            # "Осенью 1868 года …, а весной следующего года уехали": the one after that of the sentence.
            base = year
        if shift.unit is Unit.WEEKEND and shift.n == 0 and base and base.day and tense() in BACK:
            # "They won this weekend", on a Monday.
            shift = shift._replace(n=-1 if base.bounds()[0].isoweekday() < 6 else 0)
        if self.reading.quoted:
            # "Today we turn a page", she said at Tuesday's meeting.
            base = self.discourse.lately or base
        if shift.base is Base.DISCOURSE:
            base = self._spoken_for(shift, point)
            if shift.unit is Unit.YEAR and not shift.n and base is self.discourse.published:
                # "That year", and none was told.
                return Resolved(None, True, 0.0)
        value = shifted(point, shift, base) if base else None
        return Resolved(value, True, 0.92 if shift.base is Base.WRITING and self.discourse.published else 0.85)

    def _year_before(self) -> edtf.Single | None:
        """What the sentence has dated with its year, if that lies two years and more before the day of writing."""
        said, written = self.discourse.spoken, self.discourse.base(Base.WRITING)
        if said is None or written is None or self.discourse.spoken_at != self.number or written.year - said.year < 2:
            return None
        return said

    def _coarser(self) -> bool:
        """Has a month been told since the last day, so that nobody knows which day of it another counts from?"""
        d = self.discourse
        if d.spoken is None or d.spoken is not d.spoken_month or d.spoken_day is None or d.spoken.day:
            return False
        month, day = d.spoken.bounds(), d.spoken_day.bounds()
        return month[1] <= day[0] if d.spoken_day is d.published else d.historical and month[0] > day[0]

    def _spoken_for(self, shift: Shift, point: Point) -> edtf.Single | None:
        d = self.discourse
        same = d.days.get(point.weekday or 0)
        if d.ahead is not None and d.ahead.bounds()[0].isoweekday() == point.weekday:
            same = d.ahead
        if same is not None and shift.unit is Unit.NAMED and d.month and d.month[0] // 1000 != self.number // 1000:
            # "Saturday 9 May", and paragraphs below: "the following Saturday".
            return same
        if shift.unit in _OF_DAYS or (shift.unit is Unit.NAMED and point.weekday):
            if self._coarser():
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


def _named_after(day: date, weekday: int) -> edtf.Single:
    """The first such weekday after a day."""
    return of_date(day + timedelta(days=(weekday - 1 - day.weekday() - 1) % 7 + 1))


@lru_cache(maxsize=4_000)
def _stated(point: Point, year: int) -> Resolved:
    """What a point says that names its year, perhaps without the century."""
    sure = 0.98 if point.month else 0.97
    return Resolved(single(point, year), False, sure - (0.35 if point.swappable else 0) - (0.1 if point.short else 0))
