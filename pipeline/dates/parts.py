"""The pieces of a match to a point: which class of word says which part of a date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.dates.matcher import Capture
from pipeline.dates.points import Base, Point, Shift, Unit

# The first of these classes that a match has gives the part.
_PARTS = {
    "year": ("year", "modernyear", "year3", "highyear3", "roundyear"),
    "month": ("month", "mnum", "m2", "solemonth", "weakmonth", "romanmonth", "feastmonth"),
    "day": ("day", "dday", "dayth", "dayw", "eventday"),
    "weekday": ("weekday", "soleweekday", "weakweekday", "weekchar", "bareweekday"),
    "season": ("season", "soleseason", "weakseason", "seasonadverb"),
    "quarter": ("quarter", "weakquarter"),
    "half": ("half",),
    "decade": ("decade", "decadename"),
}
_PART_OF = {cls: part for part, classes in _PARTS.items() for cls in classes}
_SHIFTS = ("yearend", "shift", "beside", "weekshift", "monthshift", "yearshift", "shiftpart", "eve", "tomorrow")
_RELATIVES = ("rel", "drel", "relpast", "relahead", "relpost", "relback")
_SHORT_YEARS = ("y2", "tens", "gluedy2", "digity2", "highy2", "ordy2", "wordy2", "wordtens")
_MODIFIERS = ("part", "halfmonth", "edge")
# Names of days: those that are a date wherever they stand, those behind prepositions of days too, those with a year or where time is spoken of.
FEASTS = ("holiday", "feastday", "feast")
_FIXED = re.compile(r"\d\d-\d\d")
# Most dates say nothing but their parts; these say more.
_TURNS = frozenset(
    (
        *_SHIFTS,
        *_RELATIVES,
        *_MODIFIERS,
        "quarterword",
        "quarterterm",
        "halfword",
        "halfyear",
        "nth",
        "ordinal",
        "dayw",
        *_SHORT_YEARS,
        *FEASTS,
    )
) | {"decadeword", "decadetail", "centuryword", "unit", "oneunit"}
_LAST = -1

Said = Mapping[str, object]


def point_of(captures: Sequence[Capture]) -> Point:
    """The parts that captures state, each class once (the first counts)."""
    parts: dict[str, Any] = {}
    plain = True
    for cls, value, _, _ in captures:
        part = _PART_OF.get(cls)
        if part is not None and part not in parts and isinstance(value, int):
            parts[part] = value
        plain = plain and cls not in _TURNS
    if plain:
        return Point(**parts)
    said = {capture.cls: capture.value for capture in reversed(captures)}
    if ("quarterword" in said or "halfword" in said) and "mnum" in said and "nth" not in said:
        # "1 полугодие": the number counts no month.
        parts.pop("month", None)
    if ("quarterword" in said or "quarterterm" in said) and "quarter" not in parts:
        parts |= _counted(said, "quarter", 4)
    if ("halfword" in said or "halfyear" in said) and "half" not in parts:
        parts |= _counted(said, "half", 2)
    nth = said.get("nth", said.get("ordinal", said.get("dayw") if "weekday" in parts else None))
    if isinstance(nth, int) and "weekday" in parts and ("month" in parts or said.get("unit") == "month"):
        parts["nth"] = nth
    elif isinstance(nth, int) and "weekday" in parts and "year" in parts:
        # "The first Sunday of 2021": in January; the last is in December.
        parts |= {"nth": nth, "month": 12 if nth < 0 else 1}
    modifier = next((str(said[cls]) for cls in _MODIFIERS if cls in said), None)
    short = next((said[cls] for cls in _SHORT_YEARS if cls in said), None) if "year" not in parts else None
    if isinstance(short, int):
        parts["year"] = short
        # "AD 79" is no year of our century.
        short = None if "ad" in said else short
    if feast := next((said[cls] for cls in FEASTS if cls in said), None):
        parts |= _feast(str(feast))
    point = Point(modifier=modifier, short=isinstance(short, int), **parts)
    return _shifted(_decade(_edge(point, said), said), said)


def shift(value: str) -> Shift:
    """Read "a.day-1": base, unit and number of a word such as "yesterday"."""
    base, _, rest = value.partition(".")
    unit = rest.rstrip("+-0123456789")
    return Shift(Base(base), Unit(unit), int(rest[len(unit) :]))


def _feast(value: str) -> dict[str, Any]:
    """Month and day of "12-25", or the name of a day that moves."""
    if not _FIXED.fullmatch(value):
        return {"feast": value}
    month, _, day = value.partition("-")
    return {"month": int(month), "day": int(day)}


def _counted(said: Said, part: str, most: int) -> dict[str, int]:
    """Which one of so many: "the third quarter", "the last quarter"."""
    nth = said.get("nth", said.get("small", said.get("mnum")))
    if not isinstance(nth, int) or nth > most:
        return {}
    return {part: most if nth == _LAST else nth}


def _edge(point: Point, said: Said) -> Point:
    """The last days of a year are in its December, the first in its January."""
    if "edge" in said and point.month is None and point.season is None and point.decade is None:
        return point._replace(month=1 if said["edge"] == "early" else 12)
    return point


def _decade(point: Point, said: Said) -> Point:
    """Years that name a decade: "les années 1990", "the nineties of the last century"."""
    if "decadeword" in said and point.year is not None and point.year % 10 == 0:
        point = point._replace(year=None, short=False, decade=point.year if point.short else point.year // 10)
    if "decadetail" in said and point.decade is not None and point.decade < 100:
        point = point._replace(decade=190 + point.decade // 10)
    if "centuryword" in said and point.decade is not None and point.decade < 100:
        century = next((said[cls] for cls in ("roman", "ordinal", "nth", "num") if cls in said), None)
        if isinstance(century, int):
            point = point._replace(decade=(century - 1) * 10 + point.decade // 10)
    return point


def _shifted(point: Point, said: Said) -> Point:
    if found := next((said[cls] for cls in _SHIFTS if cls in said), None):
        point = point._replace(shift=shift(str(found)), modifier="late" if "yearend" in said else point.modifier)
    # "The end of the month": of this one.
    counted = said.get("unit", said.get("oneunit"))
    if (point.modifier or point.nth) and point.shift is None and counted in ("month", "week", "quarter", "decade"):
        point = point._replace(shift=Shift(Base.WRITING, Unit(str(counted)), 0))
    relative = next((str(said[cls]) for cls in _RELATIVES if cls in said), None)
    # "Last Thursday, 1 July", "el pasado 1 de julio de 2021": the date itself says enough.
    unitless = counted is None and "yearunit" not in said
    told = (point.day and point.month and point.weekday) or (point.month and point.year)
    if relative is None or (unitless and told):
        return point
    unit = Unit(str(counted)) if counted else Unit.YEAR if "yearunit" in said else Unit.NAMED
    return point._replace(shift=Shift(Base(relative[0]), unit, int(relative[1:])))
