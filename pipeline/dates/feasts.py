"""The days of feasts that move: by Easter, by a weekday of a month, by the moon of the Chinese calendar.

A lexicon writes such a day as its name with days before or after it: `easter-46`, `paskha+49` (Easter of the eastern churches), `spring-1`
(a column of `languages/xx/feasts.csv`, whose head says how it was computed), `11.4.4+1` (the day after the fourth Thursday of
November), and behind a `@` the year since when it falls so: `5.-1.1@1971`.
"""

from __future__ import annotations

import calendar
import csv
import re
from datetime import date, timedelta
from functools import cache, lru_cache

from pipeline.errors import LexiconError
from pipeline.lexicon import ANY, LANGUAGES

_FORM = re.compile(
    r"(?P<name>[a-z_]+|(?P<month>\d\d?)\.(?P<nth>-?\d)\.(?P<weekday>\d))(?P<days>[+-]\d+)?(?:@(?P<since>\d{4}))?"
)


@lru_cache(maxsize=4_000)
def day_in(feast: str, year: int) -> date | None:
    """The day of a feast in a year; None where nobody knows it, or where it was kept on another day then."""
    said = _FORM.fullmatch(feast)
    if said is None:
        raise LexiconError(f"{feast!r} is no day of a feast; such are easter-46, 11.4.4+1, spring-1, 5.-1.1@1971")
    if year < int(said["since"] or 0):
        return None
    if said["month"]:
        day = nth_weekday(year, int(said["month"]), int(said["weekday"]), int(said["nth"]))
    elif said["name"] in _EASTERS:
        day = _EASTERS[said["name"]](year)
    else:
        day = _of_the_moon(said["name"], year)
    return day + timedelta(days=int(said["days"] or 0)) if day else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher (Nature, 1876)."""
    golden, century = year % 19, year // 100
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = shift - (1 if shift == 29 or (shift == 28 and golden > 10) else 0)
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (moon - sunday + 40) // 44
    return date(year, month, moon - sunday + 28 - 31 * (month // 4))


def eastern_easter(year: int) -> date:
    """Easter Sunday by the Julian calendar, as a day of the Gregorian one (Meeus, Astronomical Algorithms, ch. 8)."""
    moon = (19 * (year % 19) + 15) % 30
    days = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
    julian = date(year, days // 31, days % 31 + 1)
    return julian + timedelta(days=year // 100 - year // 400 - 2)


_EASTERS = {"easter": easter, "paskha": eastern_easter}


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The so-manieth weekday of a month, the last being -1; None where it has not so many."""
    days = [day for week in calendar.monthcalendar(year, month) if (day := week[weekday - 1])]
    if not -1 <= nth <= len(days) or not nth:
        return None
    return date(year, month, days[nth if nth < 0 else nth - 1])


@cache
def moon_days() -> dict[str, dict[int, date]]:
    """The days of the Chinese calendar by name and year."""
    with (LANGUAGES / ANY / "feasts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    names = [name for name in rows[0] if name != "year"]
    return {
        name: {int(row["year"]): date.fromisoformat(f"{row['year']}-{row[name]}") for row in rows if row[name]}
        for name in names
    }


def _of_the_moon(name: str, year: int) -> date | None:
    if name not in (known := moon_days()):
        raise LexiconError(f"{name!r} is no feast; known: {', '.join([*_EASTERS, *known])}")
    return known[name].get(year)
