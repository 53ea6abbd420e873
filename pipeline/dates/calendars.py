"""Matches in the years, months and days of other calendars: eras and reigns, Hijri beside Gregorian dates, old style beside new."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.hijri import agrees
from pipeline.dates.matcher import Capture, Match
from pipeline.dates.numeric import Figures
from pipeline.dates.parts import point_of
from pipeline.dates.points import Point, day_of
from pipeline.dates.reading import Paper, Reading, build, named_of

# What is left of the confidence in two dates that say to be one day and are not.
_MISMATCH = 0.5
# Days by which the Julian calendar has been behind.
_LAG = range(10, 14)


def era_year(page: Paper, match: Match) -> list[Reading]:
    """A year counted from the first year of an era: 民国114年 is 2025."""
    offset, count = named_of(match, "eraoffset")[0], named_of(match, "num", "day", "mnum")[0]
    rest = tuple(c for c in match.captures if c.first >= count.last)
    return [build(page, match, point_of(rest)._replace(year=int(str(offset.value)) + int(str(count.value))))]


def school_year(page: Paper, match: Match) -> list[Reading]:
    """A school year by the year in which it begins, perhaps counted in the language's own era: 113學年度 is 2024/2025."""
    count, era = int(str(named_of(match, "year", "num")[0].value)), int(page.words.settings.get("era", 0))
    first = count if count > 1000 else count + era
    return [build(page, match, Point(year=first), Point(year=first + 1))] if 1900 < first < 2200 else []


def dynasty(page: Paper, match: Match) -> list[Reading]:
    """A year of an emperor's reign; the month of the moon behind it stays outside."""
    offset, count, sign = match.captures[:3]
    year = Match(match.rule, match.captures[:3], match.first, sign.last)
    return [build(page, year, Point(year=int(str(offset.value)) + int(str(count.value))))]


def pair(page: Paper, match: Match) -> list[Reading]:
    """A date in another calendar beside its Gregorian equivalent: both get the value of the latter."""
    middle = next(k for k, c in enumerate(match.captures) if c.cls == "equiv")
    sides = match.captures[:middle], match.captures[middle + 1 :]
    gregorian = next(side for side in sides if not any(c.cls == "hmonth" for c in side))
    figures = next((c.value for c in gregorian if isinstance(c.value, Figures)), None)
    point = figures.first if figures else point_of(gregorian)
    doubt = 1.0 if _same_day(next(side for side in sides if side is not gregorian), point) else _MISMATCH
    found = []
    for side in sides:
        trimmed = side[:-1] if side[-1].cls == ")" else side
        part = Match(match.rule, trimmed, trimmed[0].first, trimmed[-1].last)
        reading = build(page, part, point)
        found.append(reading._replace(confidence=reading.confidence * doubt))
    return found


def _same_day(side: Sequence[Capture], point: Point) -> bool:
    """Can the Hijri date be the Gregorian one? Yes too where it does not say enough."""
    said = {c.cls: c.value for c in side}
    parts = [next((said[cls] for cls in classes if cls in said), None) for classes in (("year", "num"), ("hmonth",), ("day",))]
    day = day_of(point.year or 0, point.month or 0, point.day or 0) if point.full and not point.short else None
    if day is None or not all(isinstance(part, int) and part > 0 for part in parts):
        return True
    year, month, dated = (int(str(part)) for part in parts)
    return agrees((year, month, dated), day.bounds()[0])


def old_style(page: Paper, match: Match) -> list[Reading]:
    """A day of the Julian calendar and of ours, which is the later: "25 октября (7 ноября) 1917 года"."""
    days, months = ([int(str(c.value)) for c in named_of(match, cls)] for cls in ("day", "month"))
    year = point_of(match.captures).year
    sides = [(months[0], days[0]), (months[-1], days[1])]
    first, last = (day_of(2001, *side) for side in sides)
    apart = (last.bounds()[0] - first.bounds()[0]).days % 365 if first and last else 0
    if apart not in _LAG and 365 - apart not in _LAG:
        return []
    month, day = sides[1] if apart in _LAG else sides[0]
    return [build(page, match, Point(year=year, month=month, day=day))]
