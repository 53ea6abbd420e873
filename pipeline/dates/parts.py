"""The pieces of a match to a point: which class of word says which part of a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.dates.matcher import Capture
from pipeline.dates.points import Base, Point, Shift, Unit

# The first of these classes that a match has gives the part.
_PARTS = {
    "year": ("year", "modernyear", "year3"),
    "month": ("month", "mnum", "solemonth", "weakmonth", "romanmonth"),
    "day": ("day", "dday", "dayth", "dayw"),
    "weekday": ("weekday", "soleweekday", "weakweekday", "weekchar"),
    "season": ("season", "soleseason", "weakseason", "seasonadverb"),
    "quarter": ("quarter",),
    "half": ("half",),
    "decade": ("decade", "decadename"),
}
_SHIFTS = ("shift", "shiftpart", "eve", "tomorrow")
_RELATIVES = ("rel", "drel", "relpast")
_MODIFIERS = ("part", "halfmonth", "edge")
_LAST = -1

Said = Mapping[str, object]


def point_of(captures: Sequence[Capture]) -> Point:
    """The parts that captures state, each class once (the first counts)."""
    said: dict[str, object] = {}
    for capture in captures:
        said.setdefault(capture.cls, capture.value)
    point = Point(
        year=_number(said, "year"),
        month=_number(said, "month"),
        day=_number(said, "day"),
        weekday=_number(said, "weekday"),
        season=_number(said, "season"),
        quarter=_number(said, "quarter") or _counted(said, "quarterword", 4),
        half=_number(said, "half") or _counted(said, "halfword", 2),
        decade=_number(said, "decade"),
        modifier=next((str(said[cls]) for cls in _MODIFIERS if cls in said), None),
    )
    nth = said.get("nth", said.get("ordinal"))
    if point.weekday and point.month and isinstance(nth, int):
        point = replace(point, nth=nth)
    short = said.get("y2")
    if point.year is None and isinstance(short, int):
        point = replace(point, year=short, short=True)
    if "holiday" in said:
        month, _, day = str(said["holiday"]).partition("-")
        point = replace(point, month=int(month), day=int(day))
    return _shifted(_decade(_edge(point, said), said), said)


def shift(value: str) -> Shift:
    """Read "a.day-1": base, unit and number of a word such as "yesterday"."""
    base, _, rest = value.partition(".")
    unit = rest.rstrip("+-0123456789")
    return Shift(Base(base), Unit(unit), int(rest[len(unit) :]))


def _number(said: Said, part: str) -> int | None:
    return next((value for cls in _PARTS[part] if isinstance(value := said.get(cls), int)), None)


def _counted(said: Said, word: str, most: int) -> int | None:
    """Which one of so many: "the third quarter", "the last quarter"."""
    nth = said.get("nth", said.get("small"))
    if word not in said or not isinstance(nth, int) or nth > most:
        return None
    return most if nth == _LAST else nth


def _edge(point: Point, said: Said) -> Point:
    """The last days of a year are in its December, the first in its January."""
    if "edge" in said and point.month is None and point.season is None and point.decade is None:
        return replace(point, month=1 if said["edge"] == "early" else 12)
    return point


def _decade(point: Point, said: Said) -> Point:
    """Years that name a decade: "les années 1990", "the nineties of the last century"."""
    if "decadeword" in said and point.year is not None and point.year % 10 == 0:
        point = replace(point, year=None, short=False, decade=point.year if point.short else point.year // 10)
    if "decadetail" in said and point.decade is not None and point.decade < 100:
        point = replace(point, decade=190 + point.decade // 10)
    return point


def _shifted(point: Point, said: Said) -> Point:
    if found := next((said[cls] for cls in _SHIFTS if cls in said), None):
        point = replace(point, shift=shift(str(found)))
    # "The end of the month": of this one.
    if "unit" in said and point.modifier and point.shift is None and said["unit"] in ("month", "week", "quarter"):
        point = replace(point, shift=Shift(Base.WRITING, Unit(str(said["unit"])), 0))
    relative = next((str(said[cls]) for cls in _RELATIVES if cls in said), None)
    # "Last Thursday, 1 July": the date itself says enough.
    if relative is None or (point.day and point.month and point.weekday):
        return point
    unit = Unit(str(said["unit"])) if "unit" in said else Unit.YEAR if "yearunit" in said else Unit.NAMED
    return replace(point, shift=Shift(Base(relative[0]), unit, int(relative[1:])))
