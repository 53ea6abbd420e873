"""Day before month, or month before day? Decided for all figures of a text at once, by what the text itself shows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.page import Page
from pipeline.dates.points import Point, single
from pipeline.dates.reading import Reading

# So many dates of a text are asked for the order of its figures.
_FEW = 20


def in_order(page: Page, found: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with day and month of ambiguous figures put right; they stay `swappable` where nothing decided it."""
    for reading in found:
        if reading.first.swappable or (reading.last and reading.last.swappable):
            break
    else:
        return found
    order, decided = _order(page, found)
    return [_settled(reading, order, decided) for reading in found]


def _settled(reading: Reading, order: str, decided: bool) -> Reading:
    if not reading.first.swappable and not (reading.last and reading.last.swappable):
        return reading
    first, last = (
        _swap(p, order)._replace(swappable=not decided) if p and p.swappable else p for p in (reading.first, reading.last)
    )
    return reading._replace(first=first or reading.first, last=last)


def _order(page: Page, found: Sequence[Reading]) -> tuple[str, bool]:
    """`dmy` or `mdy`: what other numeric dates of the text show, else what its written dates are nearer to, else the language's."""
    default = str(page.words.settings.get("order", "dmy"))
    points = [point for reading in found for point in (reading.first, reading.last) if point]
    open_points = [point for point in points if point.swappable]
    if not open_points:
        return default, False
    shown = {order for reading in found if (order := _shown(page, reading))}
    if len(shown) == 1:
        return shown.pop(), True
    if told := {order for point in open_points[:_FEW] if (order := _by_weekday(point))}:
        return (told.pop(), True) if len(told) == 1 else (default, False)
    open_points = open_points[:_FEW]
    fixed = [point for point in points if point.month and point.day and not point.swappable][:_FEW]
    if fixed:
        near = {order: min(_gap(_swap(p, order), f) for p in open_points for f in fixed) for order in ("dmy", "mdy")}
        # Where the day comes first by custom, a date near by is weak evidence against it.
        custom = default == "dmy" and near["mdy"] < near["dmy"] and not (near["mdy"] <= 10 and near["dmy"] > 60)
        if abs(near["dmy"] - near["mdy"]) > 5 and min(near.values()) <= 45 and not custom:
            return min(near, key=lambda order: near[order]), True
    return default, False


def _by_weekday(point: Point) -> str | None:
    """The order in which a numeric date falls on the weekday named beside it, if only one does."""
    if point.weekday is None or point.short:
        return None
    days = {order: single(_swap(point, order)._replace(weekday=None), point.year or 0) for order in ("dmy", "mdy")}
    fits = [order for order, day in days.items() if day and day.bounds()[0].isoweekday() == point.weekday]
    return fits[0] if len(fits) == 1 else None


def _shown(page: Page, reading: Reading) -> str | None:
    """What a numeric date with a day above 12 shows of its text's order."""
    text = page.text[reading.start : reading.end]
    first, second = [*text.replace("-", "/").split("/"), "", ""][:2]
    if not (first.isdigit() and second.isdigit() and len(first) <= 2):
        return None
    if 12 < int(first) <= 31:
        return "dmy"
    return "mdy" if 12 < int(second) <= 31 else None


def _swap(point: Point, order: str) -> Point:
    return point._replace(day=point.month, month=point.day) if order == "mdy" and point.swappable else point


def _gap(a: Point, b: Point) -> int:
    year = (a.year or 0) + (2000 if a.short else 0)
    # A date without a year is taken for one of the same year.
    return abs((year - (b.year or year)) * 365 + ((a.month or 0) - (b.month or 0)) * 30 + (a.day or 0) - (b.day or 0))
