"""Months, days of a month, seasons, quarters and halves without a year: of which year?"""

from __future__ import annotations

from pipeline import edtf
from pipeline.dates.discourse import NEVER_NEWS
from pipeline.dates.points import Point, Value, single
from pipeline.dates.setting import Resolved, Setting
from pipeline.dates.shifts import agreed, during, nearest, onward
from pipeline.dates.tense import AHEAD, Tense


def yearless(at: Setting, point: Point) -> Resolved:
    """Month, day and month, season, quarter or half without a year: the nearest that suits the tense."""
    known, direction = at.discourse, at.tense()
    base, sure = known.writing or known.published, 0.92 if direction or point.day else 0.8
    if known.historical:
        # History moves on: after 22 June 1941 "in January" is that of 1942.
        if known.published is None and direction is Tense.WILL and known.latest is not None:
            return Resolved(nearest(point, known.latest, None), True, 0.7)
        told = known.told or known.later or base
        inner = during(point, known.event) if known.event and known.event.last == told else None
        return Resolved(inner or (onward(point, told) if told else None), True, 0.8)
    if (same := _same_month(at, point, direction)) is not None:
        return Resolved(single(point, same.year), True, sure)
    if (spoken := _spoken_nearby(at, point, base, direction)) is not None:
        if base is not None and spoken.year < base.year:
            return Resolved(onward(point, spoken), True, sure)
        base, direction = spoken, None
    elif direction is None and base is not None and _looking_ahead(at, base):
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
        return Resolved(agreed(point, at.discourse.years), True, 0.6)
    return Resolved(_in_review(at, nearest(point, base, direction), point, base, direction), True, sure)


def _in_review(at: Setting, value: Value | None, point: Point, base: edtf.Single, direction: Tense | None) -> Value | None:
    """The value, or where it lies ahead and the paragraph tells of the year before, that of this year."""
    if value is None or at.review is None or direction in AHEAD or value.bounds()[0] < base.bounds()[1]:
        return value
    told = single(point, at.review)
    return told if told is not None and 0 <= base.year - at.review <= 1 and told.bounds()[1] <= base.bounds()[1] else value


def _looking_ahead(at: Setting, base: edtf.Single) -> bool:
    """Has the paragraph come to a month that is yet to be: "in September they move, the keys mid-August"?"""
    said = at.discourse.month
    return said is not None and at.same_paragraph(said[0]) and said[1].bounds()[0] > base.bounds()[1]


def _same_month(at: Setting, point: Point, direction: Tense | None) -> edtf.Single | None:
    """The month that the paragraph has spoken of: "on 19 August ... after the August accident"."""
    said = at.discourse.month
    if said is None or not at.same_paragraph(said[0]) or direction in AHEAD:
        return None
    return said[1] if point.day is None and said[1].month == point.month and point.month else None


def _spoken_nearby(at: Setting, point: Point, base: edtf.Single | None, direction: Tense | None) -> edtf.Single | None:
    """A dated month shortly before: "in March 2020 it closed, in August it reopened".

    None where the day of writing lies so near that it must be meant.
    """
    said = at.discourse.sentence
    if said is None or direction in AHEAD:
        return None
    paragraph = at.same_paragraph(said[0])
    # Further back than the sentence only where no verb places the month, or where the paragraph tells of another year.
    another_year = base is not None and base.year - said[1].year >= 2 and point.day is not None
    if not (paragraph and (said[0] == at.number or not (point.day or direction) or another_year)):
        return None
    near = nearest(point, base, direction) if base else None
    if base and near and abs((near.bounds()[0] - base.bounds()[0]).days) <= 45:
        return None
    return said[1]
