"""Matches to readings: a builder for each kind of rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.dates.automaton import DateRule
from pipeline.dates.calendars import dynasty, era_year, old_style, pair, school_year
from pipeline.dates.matcher import Found, Match
from pipeline.dates.meanings import Atom
from pipeline.dates.numeric import Figures
from pipeline.dates.page import Page
from pipeline.dates.parts import FEASTS, point_of, shift
from pipeline.dates.points import LAST_DAY, Base, Point, Shift, Unit
from pipeline.dates.reading import Paper, Reading, build, named_of
from pipeline.dates.series import day_list, days, months, seasons, year_list, years
from pipeline.dates.vocabulary import Vocabulary, vocabulary
from pipeline.dates.walk import End
from pipeline.errors import LexiconError


def readings(page: Page, found: Found) -> list[Reading]:
    """What a match says; several readings where it lists separate days, none where its parts contradict each other."""
    end, atoms, at = found
    said = _said(page.words.language, end, atoms)
    if said is None:
        return _builder(end.rule)(page, found.match())
    return [
        Reading._make((page.starts[at + r.start], page.ends[at + r.end - 1], at + r.first_token, at + r.last_token, *r[4:]))
        for r in said
    ]


class Blank(NamedTuple):
    """Tokens of no text, each one sign long: offsets are numbers of tokens."""

    words: Vocabulary
    starts: Sequence[int]
    ends: Sequence[int]


@lru_cache(maxsize=8_000)
def _said(language: str, end: End, atoms: tuple[Atom, ...]) -> list[Reading] | None:
    """What a match says where it is all that stands on a blank page; None where it takes a look at the text.

    Expressions come back, in one text and in the next.
    """
    if end.rule.kind not in _BUILDERS or any(isinstance(value, Figures) for _, value, _ in atoms):
        return None
    blank = Blank(vocabulary(language), range(end.length), range(1, end.length + 1))
    return _BUILDERS[end.rule.kind](blank, Found(end, atoms, 0).match())


def _builder(rule: DateRule) -> Callable[[Page, Match], list[Reading]]:
    try:
        return _BUILDERS.get(rule.kind) or _LOOKING[rule.kind]
    except KeyError:
        kinds = ", ".join([*_BUILDERS, *_LOOKING])
        raise LexiconError(f"{rule.id}: kind {rule.kind!r} is none of {kinds}") from None


# Figures, and words that may make of a point what it does not seem to be.
_ODD = frozenset({"date", "weakdate", "monthdate", "weakmonthdate", "compactdate", "decadeword", "unit"})
# Units whose days can be counted on from a day.
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
# What a year counted from that of writing may be asked for.
_OF_YEAR = frozenset({"solemonth", "season"})
# And units that the same day comes again after.
_SAME_DAY = {Unit.MONTH: Unit.SAME_DAY, Unit.YEAR: Unit.ANNIVERSARY}


def _point(page: Paper, match: Match) -> list[Reading]:
    point = point_of(match.captures)
    if point.shift is None and _ODD.isdisjoint([c.cls for c in match.captures]):
        return [build(page, match, point)]
    figures = next((c.value for c in match.captures if isinstance(c.value, Figures)), None)
    if figures is None:
        if point.shift is not None and point.shift.unit is Unit.CENTURY:
            return [build(page, match, point)._replace(silent=True)]
        if point.decade is None and named_of(match, "decadeword"):
            return []
        units = named_of(match, "unit")
        if point.shift is None and units and units[0].value in (Unit.DAY, Unit.CENTURY):
            return []
        return [build(page, match, point)]
    low, high = page.words.settings.get("hijri_years", (0, 0))
    if low <= (figures.first.year or 0) <= high:
        # Figures such as 1445/03/12 are Hijri where the language writes them so.
        return [build(page, match, figures.first)._replace(silent=True)]
    first = figures.first._replace(weekday=point.weekday, modifier=point.modifier)
    return [build(page, match, first, figures.last)]


def _week(page: Paper, match: Match) -> list[Reading]:
    """The week or weekend of a day; of two the first counts."""
    unit = Unit.WEEKEND if named_of(match, "weekendword") else Unit.WEEK
    return [reading._replace(week=unit, last=None) for reading in _point(page, match)]


def _iso_weeks(page: Paper, match: Match) -> list[Reading]:
    """Weeks by their number: one, from one to the other, or two joined by "and", when neighbours are one range."""
    point, named = point_of(match.captures), named_of(match, "weekno", "highweek", "nth", "ordinal")
    first, last = (int(str(c.value)) for c in (named[0], named[-1]))
    if not 1 <= first <= last <= 53:
        return []
    if first == last:
        return [build(page, match, point._replace(isoweek=first))]
    whole = build(page, match, point._replace(isoweek=first), point._replace(isoweek=last))
    if not named_of(match, "and") or last == first + 1:
        return [whole]
    second = whole._replace(start=page.starts[named[-1].first], first_token=named[-1].first, first=point._replace(isoweek=last))
    return [whole._replace(end=page.ends[named[0].last - 1], last=None), second._replace(last=None)]


def _deictic_days(page: Paper, match: Match) -> list[Reading]:
    """Several days or years in a row, the first of them counted from now: 今明两天."""
    named = named_of(match, "twoshift", "threeshift")[0]
    first = shift(str(named.value))
    last = first._replace(n=first.n + (1 if named.cls == "twoshift" else 2))
    return [build(page, match, Point(shift=first), Point(shift=last))]


def _first_months(page: Paper, match: Match) -> list[Reading]:
    """So many months of a year from January on."""
    count = int(str(named_of(match, "firstmonths", "mnum")[0].value))
    point = point_of(match.captures)
    if point.year is None and point.shift is None:
        point = point._replace(shift=Shift(Base.WRITING, Unit.YEAR, 0))
    return [build(page, match, point._replace(month=1), point._replace(month=count))]


def _ago(page: Page, match: Match) -> list[Reading]:
    return _distance(page, match, -1)


def _ahead(page: Page, match: Match) -> list[Reading]:
    return _distance(page, match, 1)


def _later(page: Paper, match: Match) -> list[Reading]:
    """So many days, months, years after the date last told."""
    n = int(str(named_of(match, "num", "numword")[0].value))
    unit = Unit(str(named_of(match, "dayunit")[0].value))
    return [build(page, match, Point(shift=Shift(Base.DISCOURSE, unit, n)))] if n <= 400 else []


def _anniversary(page: Paper, match: Match) -> list[Reading]:
    """The same day so many years after the date last told."""
    n = int(str(named_of(match, "num", "numword", "small")[0].value))
    units = [str(c.value) for c in named_of(match, "unit")]
    same = all(str(c.value) == "d+0" for c in named_of(match, "drel"))
    if n > 400 or not same or units not in (["year"], ["year", "day"]):
        return []
    return [build(page, match, Point(shift=Shift(Base.DISCOURSE, Unit.ANNIVERSARY, n)))]


def _like_day(page: Paper, match: Match) -> list[Reading]:
    """The day or month of writing in another year: "tal día como hoy de 1810", "this month last year"."""
    unit, point = Unit(str(named_of(match, "likeday")[0].value)), point_of(match.captures)
    if counted := named_of(match, "farunit"):
        n = int(str(named_of(match, "num", "numword")[0].value))
        point = Point(shift=Shift(Base.WRITING, Unit(str(counted[0].value)), -n))
    if point.shift is None:
        same = Point(point.year, shift=Shift(Base.WRITING, Unit.ANNIVERSARY, 0))
        return [build(page, match, same)] if unit is Unit.DAY else []
    if point.shift.unit is not Unit.YEAR or point.shift.base is not Base.WRITING:
        return []
    n = point.shift.n
    shifted = Shift(Base.WRITING, Unit.ANNIVERSARY, n) if unit is Unit.DAY else Shift(Base.WRITING, Unit.MONTH, 12 * n)
    return [build(page, match, Point(shift=shifted))]


def _distance(page: Page, match: Match, sign: int) -> list[Reading]:
    numbers, pair = named_of(match, "num", "small", "numword"), named_of(match, "dualunit")
    n = int(str(numbers[0].value)) if numbers else 2 if pair else 1
    counted = (pair or named_of(match, "unit", "nearunit", "farunit"))[0]
    unit = Unit(str(counted.value))
    # "Several years ago": nobody says how many.
    vague = not numbers and not pair and "pluralunit" in page.classes(counted.first)
    if vague or unit in (Unit.CENTURY, Unit.HALF) or n > 400:
        return []
    if (weekdays := named_of(match, "weekday")) and unit is Unit.WEEK:
        return [build(page, match, Point(weekday=int(str(weekdays[0].value)), shift=Shift(Base.WRITING, unit, sign * n)))]
    deictic = named_of(match, "shift", "tomorrow")
    if deictic or named_of(match, "nowword", "exactday"):
        # "A week ago today", "a week from tomorrow", "il y a trois ans jour pour jour".
        day = shift(str(deictic[0].value)) if deictic else Shift(Base.WRITING, Unit.DAY, 0)
        if day.unit is Unit.DAY and unit in _SAME_DAY and day.n == 0:
            return [build(page, match, Point(shift=day._replace(unit=_SAME_DAY[unit], n=sign * n)))]
        if day.unit is not Unit.DAY or unit not in _DAYS:
            return []
        return [build(page, match, Point(shift=day._replace(n=day.n + sign * n * _DAYS[unit])))]
    # "In May two years ago": the month and season go with it.
    named = point_of([c for c in match.captures if c.cls in _OF_YEAR]) if unit is Unit.YEAR else Point()
    return [build(page, match, named._replace(shift=Shift(Base.WRITING, unit, sign * n)))]


def _beyond(page: Paper, match: Match) -> list[Reading]:
    """So many days on from a weekday or a day: "a week from next Tuesday", "jeudi en huit", "a week ago Friday"."""
    point, fixed = point_of(match.captures), named_of(match, "weekon", "weekahead")
    if fixed:
        days = int(str(fixed[0].value))
    else:
        number, unit = named_of(match, "num", "numword")[0], Unit(str(named_of(match, "unit")[0].value))
        days = int(str(number.value)) * _DAYS.get(unit, 0) * (-1 if named_of(match, "ago") else 1)
    if not days:
        return []
    if point.shift is None or point.shift.unit not in (Unit.DAY, Unit.NAMED):
        point = point._replace(shift=Shift(Base.WRITING, Unit.NAMED, 1 if days > 0 else -1))
    return [build(page, match, point._replace(beyond=days))]


def _beside_feast(page: Paper, match: Match) -> list[Reading]:
    """So many days on from a feast: "the day after Christmas", "la veille de l'Épiphanie".

    Feasts that fall on a weekday of a month differ from land to land: of these no more than the feast itself is read.
    """
    feast = named_of(match, *FEASTS)[0]
    if "." in str(feast.value):
        alone = Match(match.rule, tuple(c for c in match.captures if c.first >= feast.first), feast.first, match.last)
        return [build(page, alone, point_of(alone.captures))]
    days = int(str(named_of(match, "besideof", "besidepost")[0].value))
    return [build(page, match, point_of(match.captures)._replace(beyond=days))]


def _day_of(page: Paper, match: Match) -> list[Reading]:
    """The first or last day of a month or year: "the last day of February", "le premier jour de 1944"."""
    point = point_of(match.captures)
    unit = point.shift.unit if point.shift else Unit.MONTH if point.month else Unit.YEAR
    if point.shift is None and named_of(match, "unit", "yearunit"):
        unit = Unit(str(named_of(match, "unit")[0].value)) if named_of(match, "unit") else Unit.YEAR
        point = point._replace(shift=Shift(Base.WRITING, unit, 0))
    if unit is Unit.YEAR and not point.month and point.day in (1, LAST_DAY):
        point = point._replace(month=1 if point.day == 1 else 12)
    elif unit is not Unit.MONTH and not point.month:
        return []
    return [build(page, match, point)]


def _nth_months(page: Paper, match: Match) -> list[Reading]:
    """So manieth of the parts of a year that have so many months each."""
    nth, size = (int(str(named_of(match, cls)[0].value)) for cls in ("nth", "monthspart"))
    last = 12 if nth < 0 else nth * size
    point = point_of(match.captures)
    if last > 12:
        return []
    if point.year is None and point.shift is None:
        point = point._replace(shift=Shift(Base.WRITING, Unit.YEAR, 0))
    return [build(page, match, point._replace(month=last - size + 1), point._replace(month=last))]


def _decade_of_century(page: Paper, match: Match) -> list[Reading]:
    """So manieth ten years of a century."""
    nth, century = (int(str(c.value)) for c in named_of(match, "nth", "ordinal", "roman")[:2])
    decade = (century - 1) * 10 + (9 if nth < 0 else nth - 1)
    return [build(page, match, Point(decade=decade))] if nth <= 10 and 100 <= decade < 220 else []


def _decades(page: Paper, match: Match) -> list[Reading]:
    """Two decades: from one to the other, or joined by "and"."""
    named = named_of(match, "year", "tens", "decadename", "decade")
    first, last = (int(str(c.value)) // (10 if c.cls == "year" else 1) for c in named)
    if last < 100 <= first:
        last = first - first % 10 + last // 10
    if any(c.cls == "year" and int(str(c.value)) % 10 for c in named):
        # "En los años 1997 y 1998".
        return years(page, match) if all(c.cls == "year" for c in named) else []
    whole = build(page, match, Point(decade=first), Point(decade=last))
    if not named_of(match, "and"):
        return [whole]
    end, start = page.ends[named[0].last - 1], page.starts[named[1].first]
    second = whole._replace(start=start, first_token=named[1].first, first=Point(decade=last), last=None)
    return [whole._replace(end=end, last=None), second]


def _open(page: Paper, match: Match) -> list[Reading]:
    return [reading._replace(open=True) for reading in _point(page, match)]


def _decade(page: Paper, match: Match) -> list[Reading]:
    """A number of tens with the century before it or in it: 上世纪90年代, 1990年代."""
    if tens_pair := named_of(match, "tenspair"):
        # 三四十年代: the thirties and the forties.
        century = 200 if named_of(match, "thiscentury") else 190 if named_of(match, "lastcentury") else 0
        century = (int(str(named_of(match, "num")[0].value)) - 1) * 10 if named_of(match, "num") else century or 190
        tens = int(str(tens_pair[0].value))
        return [build(page, match, Point(decade=century + tens), Point(decade=century + tens + 1))]
    number = named_of(match, "y2", "tens", "year")[0]
    value = int(str(number.value))
    if value % 10:
        return []
    if number.cls == "year":
        decade = value // 10
    elif named := named_of(match, "num"):
        decade = (int(str(named[0].value)) - 1) * 10 + value // 10
    else:
        century = 190 if named_of(match, "lastcentury") else 200 if named_of(match, "thiscentury") else 0
        decade = century + value // 10 if century else value
    modifier = next((str(c.value) for c in named_of(match, "part")), None)
    return [build(page, match, Point(decade=decade, modifier=modifier))]


def _silent(page: Paper, match: Match) -> list[Reading]:
    return [build(page, match, Point())._replace(silent=True)]


def _of_event(page: Paper, match: Match) -> list[Reading]:
    nth = next((c.value for c in match.captures if c.cls in ("eventday", "nth")), None)
    return [build(page, match, Point())._replace(of_event=nth)] if isinstance(nth, int) else []


_BUILDERS: dict[str, Callable[[Paper, Match], list[Reading]]] = {
    "point": _point, "days": days, "months": months, "years": years, "seasons": seasons, "year_list": year_list, "later": _later, "anniversary": _anniversary, "open": _open, "week": _week, "iso_weeks": _iso_weeks,
    "first_months": _first_months, "deictic_days": _deictic_days, "decade": _decade, "era_year": era_year, "beyond": _beyond, "beside_feast": _beside_feast, "day_of": _day_of, "nth_months": _nth_months, "decades": _decades, "old_style": old_style, "decade_of_century": _decade_of_century,
    "school_year": school_year, "dynasty": dynasty, "pair": pair, "like_day": _like_day, "silent": _silent, "of_event": _of_event,
}  # fmt: skip
# Those that look at how the words are written, or at the words around.
_LOOKING: dict[str, Callable[[Page, Match], list[Reading]]] = {"day_list": day_list, "ago": _ago, "ahead": _ahead}
