"""The day of writing: which date stands as a dateline, and of which year it is where only the story tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline import edtf
from pipeline.dates.page import Page
from pipeline.dates.points import Point, single
from pipeline.dates.reading import Reading
from pipeline.dates.tense import AHEAD, tense

# So many words name the place before the day: "Santa Cruz de la Sierra".
_PLACE = 5


def dateline(page: Page, reading: Reading) -> bool:
    """Is this the day of writing, as in "Ziro, November 17 --", "ДУШАНБЕ, 15 мая.", "新华社北京4月22日电"?"""
    if reading.last or reading.first.shift or not reading.first.day or reading.last_token >= len(page.keys):
        return False
    i = reading.first_token
    words = 0
    while i > 0 and not page.breaks[i] and words <= _PLACE:
        i -= 1
        words += page.keys[i].isalpha()
    after = reading.last_token
    if "wire" in page.classes(after):
        return True
    comma = reading.first_token > 0 and page.keys[reading.first_token - 1] in ",("
    return 0 < words <= _PLACE and comma and page.keys[after] in "-–—.:)" and not page.breaks[after]


def year_of_writing(page: Page, reading: Reading, found: Sequence[Reading]) -> int | None:
    """The year of a dateline that names none: the first in which all that is told as past is past, and all ahead is ahead.

    "Osh, 14 March. ... was signed on 2 October 2023" was written in 2024. None where the text tells nothing of the kind, or
    contradicts itself.
    """
    past: list[date] = []
    ahead: list[date] = []
    for told, value in _dated(found):
        if not (direction := tense(page, told.first_token, told.last_token, clause=True)):
            continue
        if direction in AHEAD:
            ahead.append(value.bounds()[1])
        else:
            past.append(value.bounds()[0])
    if not past and not ahead:
        return None
    nearest = max(past).year if past else min(ahead).year
    for year in (nearest, nearest + 1) if past else (nearest, nearest - 1):
        day = single(reading.first, year)
        if day is not None and all(day.bounds()[0] >= one for one in past) and all(day.bounds()[0] < one for one in ahead):
            return year
    return None


def _dated(found: Sequence[Reading]) -> Iterator[tuple[Reading, edtf.Single | edtf.Interval]]:
    """What is told with its year and month."""
    for reading in found:
        if reading.silent or reading.first.modifier:
            continue
        point: Point = reading.last or reading.first
        if point.year and point.month and not (point.shift or point.short) and (value := single(point, point.year)):
            yield reading, value


def of_act(page: Page, reading: Reading) -> int | None:
    """The year in the number of an act, which a day without one goes on from: "Ley 30/1992, de 26 de noviembre"."""
    point, i = reading.first, reading.first_token - 1
    if point.year or point.shift or not (point.month and point.day):
        return None
    while i > 2 and not page.classes(i).isdisjoint(("of", ",")):
        i -= 1
    if i < 2 or page.keys[i - 1] != "/" or not page.numbers[i - 2]:
        return None
    year = page.keys[i]
    return int(year) if page.numbers[i] and len(year) == 4 and year[:2] in ("18", "19", "20") else None


def behind_clock(page: Page, reading: Reading) -> int | None:
    """The year that a stamp puts behind the hour: "Thu May 20 14:30:00 EST 2021"."""
    point, i, size = reading.first, reading.last_token, len(page.keys)
    if point.year or point.shift or not (point.month and point.day) or page.keys[i + 1 : i + 2] != [":"]:
        return None
    while i + 2 < size and page.numbers[i] and page.keys[i + 1] == ":":
        i += 2
    i += 2 if i + 1 < size and page.keys[i + 1].isalpha() and page.text[page.starts[i + 1] : page.ends[i + 1]].isupper() else 1
    year = page.keys[i] if i < size and page.numbers[i] else ""
    return int(year) if len(year) == 4 and year[:2] in ("19", "20") else None
