"""Matches that name several days, months or years: from one to the other, neighbours, or separate ones."""

from __future__ import annotations

from itertools import pairwise

from pipeline import edtf
from pipeline.dates.matcher import Capture, Match
from pipeline.dates.page import Page
from pipeline.dates.parts import point_of
from pipeline.dates.points import Point, Unit
from pipeline.dates.reading import Paper, Reading, build, named_of


def days(page: Paper, match: Match) -> list[Reading]:
    """Two days of one month, or of two when both are named: "8 to 10 October 2025"."""
    days, months, weekdays = (
        named_of(match, "day", "dday", "dayth", "dayw"),
        named_of(match, "month", "mnum"),
        named_of(match, "weekday", "weekchar"),
    )
    if not days:
        return _weekdays(page, match, weekdays)
    shared = point_of(match.captures)._replace(weekday=None)
    first = shared._replace(day=int(str(days[0].value)), month=int(str(months[0].value)) if months else None)
    last = shared._replace(day=int(str(days[-1].value)), month=int(str(months[-1].value)) if months else None)
    if len(weekdays) == 2:
        first, last = (
            first._replace(weekday=int(str(weekdays[0].value))),
            last._replace(weekday=int(str(weekdays[1].value))),
        )
    return [build(page, match, first, last)]


def _weekdays(page: Paper, match: Match, named: list[Capture]) -> list[Reading]:
    """Two weekdays, of a week that may be named: from one to the other, or joined by "and", when neighbours are one range."""
    week = point_of(match.captures).shift
    first, last = (Point(weekday=int(str(c.value)), shift=week) for c in (named[0], named[-1]))
    whole = build(page, match, first, last)
    if named_of(match, "between") or not named_of(match, "and", "or") or ((last.weekday or 0) - (first.weekday or 0)) % 7 == 1:
        return [whole]
    end, start = page.ends[named[0].last - 1], page.starts[named[-1].first]
    return [whole._replace(end=end, last=None), whole._replace(start=start, first=last, last=None)]


# What stands behind the number of a day, month or year: the signs of Chinese, the word of a year.
_SIGNS = frozenset({"D", "D1", "M", "Y", "yw"})


def day_list(page: Page, match: Match) -> list[Reading]:
    """Days joined by "and": neighbours are one range, others separate dates."""
    days = named_of(match, "day", "dday", "dayth", "dayw")
    if _month_first(match, days[0]) and len({page.numbers[day.last - 1] for day in days if day.cls == "day"}) > 1:
        # "On January 6, 1st and 4th Armies": figures and ordinals do not mix behind a month ("les 1er et 2 mars" do).
        first = Match(match.rule, tuple(c for c in match.captures if c.last <= days[0].last), match.first, days[0].last)
        return [build(page, first, point_of(first.captures))]
    numbers = [int(str(day.value)) for day in days]
    shared = point_of(match.captures)._replace(weekday=None)
    separate = any(c.cls == "or" for c in match.captures)
    if not separate and all(b == a + 1 for a, b in pairwise(numbers)):
        return [build(page, match, shared._replace(day=numbers[0]), shared._replace(day=numbers[-1]))]
    whole = build(page, match, shared)
    last = 0 if match.captures and named_of(match, "month", "mnum")[:1] and _month_first(match, days[0]) else len(days) - 1
    found = []
    for k, day in enumerate(days):
        led = next((c.first for c in match.captures if c.last == day.first and c.cls == "weekday"), day.first)
        start = whole.start if k == last == 0 else page.starts[led]
        end = whole.end if k == last == len(days) - 1 else page.ends[_signed(match, day) - 1]
        found.append(whole._replace(start=start, end=end, first=shared._replace(day=numbers[k])))
    return found


def _month_first(match: Match, day: Capture) -> bool:
    return any(c.cls in ("month", "mnum") and c.first < day.first for c in match.captures)


def _signed(match: Match, number: Capture) -> int:
    """The token behind a number and its sign."""
    return next((c.last for c in match.captures if c.first == number.last and c.cls in _SIGNS), number.last)


def months(page: Paper, match: Match) -> list[Reading]:
    """Two months of one year: "March to May 2024"."""
    named = named_of(match, "month", "mnum")
    shared = point_of(match.captures)
    first, last = (shared._replace(month=int(str(c.value))) for c in (named[0], named[-1]))
    if shared.shift is not None and (first.month or 0) > (last.month or 0):
        # "From November to March of the following year".
        first = first._replace(shift=None)
    if first == last:
        # "Juillet/Tamouz 1987" has two names of one month, "Jun-jun" is one of a person.
        return [build(page, match, shared)] if named_of(match, "/") else []
    apart = named_of(match, "and", "/") and (last.month or 0) - (first.month or 0) != 1
    if (apart or named_of(match, "or")) and not any(c.cls == "between" for c in match.captures):
        whole = build(page, match, shared)
        middle = page.ends[_signed(match, named[0]) - 1]
        rest = page.starts[named[-1].first]
        return [whole._replace(end=middle, first=first), whole._replace(start=rest, first=last)]
    if shared.shift is not None and shared.shift.unit is Unit.NAMED:
        # "شهري مايو ويونيو الماضيين": the last June, and the May before it.
        first = first._replace(shift=None)
    return [build(page, match, first, last)]


def seasons(page: Paper, match: Match) -> list[Reading]:
    """Two seasons of one year, or of two neighbours: "spring/summer 2024", "autumn-winter 2024/25".

    The winter that a spring or summer of the same year follows began the year before.
    """
    named, numbers = named_of(match, "season", "soleseason", "weakseason"), named_of(match, "year", "y2")
    first, last = (int(str(c.value)) for c in (named[0], named[-1]))
    turned = first > last
    if first == last or (turned and first != edtf.WINTER):
        return []
    if not numbers:
        told = point_of(match.captures).shift
        if turned or told is None or told.unit is not Unit.YEAR:
            return []
        return [build(page, match, *(Point(season=season, shift=told) for season in (first, last)))]
    year = int(str(numbers[0].value))
    if len(numbers) > 1:
        after = int(str(numbers[1].value))
        if after % 100 != (year + 1) % 100 or first < edtf.AUTUMN:
            return []
    elif turned:
        year -= 1
    return [build(page, match, Point(year, season=first), Point(year + turned, season=last))]


def years(page: Paper, match: Match) -> list[Reading]:
    """Two years, the second perhaps cut to its last two figures: "2016 and 2017", "2018-2022", "2025/26"."""
    years = named_of(match, "year", "year3", "y2")
    if years[0].cls == "y2" and not named_of(match, "ad"):
        # "La saison 98-99".
        short = [Point(int(str(c.value)), short=True) for c in years]
        return [build(page, match, *short)] if (short[1].year or 0) == ((short[0].year or 0) + 1) % 100 else []
    first = int(str(years[0].value))
    last = int(str(years[-1].value))
    if years[-1].cls == "y2" and first > 99:
        last += first - first % 100
    if first == last + 1 and named_of(match, "/") and named_of(match, "fiscal", "yw"):
        # From right to left some write "2016/2015".
        first, last = last, first
    listed = any(c.cls in ("and", "or") for c in match.captures) and not named_of(match, "between")
    # With a stroke only school years and the like are meant; "1142/2020" is the number of a resolution. What no word says to
    # be years may be amounts, the further apart the likelier.
    most = 2 if named_of(match, "/") else 1000 if named_of(match, "yw", "ad") else 400
    if first == last or (not listed and not 0 < last - first <= most):
        return []
    point = point_of(match.captures)
    if point.season:
        return [build(page, match, point._replace(year=first))] if last == first + 1 else []
    if listed and (last - first != 1 or named_of(match, "or")):
        whole = build(page, match, point)
        middle = page.ends[_signed(match, years[0]) - 1]
        # "عام 1934 وعام 1938": each word for year belongs to its own.
        own = next((c.first for c in named_of(match, "yw") if c.last == years[-1].first), years[-1].first)
        return [whole._replace(end=middle, first=Point(first)), whole._replace(start=page.starts[own], first=Point(last))]
    return [build(page, match, Point(first, modifier=point.modifier), Point(last))]


def year_list(page: Paper, match: Match) -> list[Reading]:
    """Separate years: "2010, 2014 and 2017"."""
    found = []
    for year in named_of(match, "year"):
        one = Match(match.rule, (year,), year.first, _signed(match, year))
        found.append(build(page, one, Point(int(str(year.value)))))
    return found
