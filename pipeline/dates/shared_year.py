"""The year that stands once behind several dates: "on 6 June and on 16 August 2006"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.page import Page
from pipeline.dates.reading import Reading

_ENDING = frozenset({"and", "or"})
# What is said again before each of them.
_AGAIN = frozenset({"in", "from", "of", "the", "dayword", "weekdayprep", "monthprep"})
# Between two of them stand a joint and so many small words at most.
_BETWEEN = 4


def shared_years(page: Page, found: Sequence[Reading]) -> dict[int, int]:
    """The years of days and months that have none of their own, by their first token: that of the list whose last date names one.

    Only of lists that "and" ends and that are in order, so that no date of them is of the year before.
    """
    years: dict[int, int] = {}
    for k in range(len(found) - 2, -1, -1):
        reading, after = found[k], found[k + 1]
        point, other = reading.first, after.first
        if reading.silent or point.year or point.shift or not point.month or reading.last is not None:
            continue
        year = years.get(after.first_token)
        ended = year is not None or any(r.first_token == after.first_token for r in found[k + 2 : k + 3])
        joints = _ENDING | {","} if ended else _ENDING
        year = year or (None if other.short or other.shift or after.silent else other.year)
        if year is None or not (other.month and bool(point.day) == bool(other.day)):
            continue
        if (point.month, point.day or 0) < (other.month, other.day or 0) and _joined(page, reading, after, joints):
            years[reading.first_token] = year
    return years


def _joined(page: Page, reading: Reading, after: Reading, joints: frozenset[str]) -> bool:
    """Do nothing but a joint and small words stand between two dates?"""
    i, j = reading.last_token, after.first_token
    if not 0 < j - i <= _BETWEEN or any(page.breaks[k] > 1 for k in range(i, j + 1)):
        return False
    return not joints.isdisjoint(page.classes(i)) and all(not _AGAIN.isdisjoint(page.classes(k)) for k in range(i + 1, j))
