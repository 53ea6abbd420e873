"""Dates in figures: numbers joined by points, strokes or hyphens without a space ("14/03/2024", "2025.12.24")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.dates.points import Point, day_of
from pipeline.dates.scanner import Scan

_JOINTS = frozenset("./-–—:,")
_HYPHENS = frozenset("-–—")


class Figures(NamedTuple):
    """What a run of figures says: a date, perhaps a second one that ends a range, and where the date's text ends."""

    first: Point
    last: Point | None
    end: int
    hyphens: bool = False
    loose: bool = False

    @property
    def kind(self) -> str:
        """The class of words that it is one of; those that a telephone number or an act has as well are weak ("07-12-55", "5/2018")."""
        if not self.first.day:
            return "weakmonthdate" if self.loose else "monthdate"
        return "weakdate" if self.hyphens and self.first.short else "date"


class Number(NamedTuple):
    """One number of a run, with its offsets."""

    key: str
    start: int
    end: int


class Chain(NamedTuple):
    """A run of joined numbers: a date, or `broken` (a version, a price, a telephone number: no part of it is a date)."""

    last: int
    point: Figures | None = None
    broken: bool = False


def chains(text: str, scanned: Scan, era: int = 0, leads: Sequence[str] = ()) -> dict[int, Chain]:
    """Judge every run of joined numbers; inner numbers of a run without a date are marked broken too.

    `era`: the year before the first of an era in which the language counts years of three figures (113-03-07). `leads`: letters with which
    the name of a quarter or year may begin ("Q1/2020", "FY2020-21"), and words on which years are hung ("сезон-2019/20").
    """
    found: dict[int, Chain] = {}
    if scanned.numbers.count(True) < 2 or _JOINTS.isdisjoint(scanned.keys[:-1]):
        return found
    end = 0
    for i, number in enumerate(scanned.numbers):
        if number and i >= end:
            end = i + 1
            while _joined(scanned, end):
                end += 2
            if end > i + 1:
                found |= _judge(text, scanned, range(i, end, 2), era, leads)
    return found


def _joined(scanned: Scan, j: int) -> bool:
    """Do a joint and a number stand at token `j`, without a space?"""
    keys, _, _, numbers, glued, _ = scanned
    return j + 1 < len(keys) and numbers[j + 1] and keys[j] in _JOINTS and glued[j] and glued[j + 1]


def _judge(text: str, scanned: Scan, run: range, era: int, leads: Sequence[str]) -> dict[int, Chain]:
    i, j = run.start, run.stop
    numbers = [Number(scanned.keys[k], scanned.starts[k], scanned.ends[k]) for k in run]
    if era and len(numbers) == 3 and len(numbers[0].key) == 3 and len(numbers[2].key) <= 2:
        numbers[0] = numbers[0]._replace(key=str(int(numbers[0].key) + era))
    joints = "".join(scanned.keys[i + 1 : j : 2])
    start, end = scanned.starts[i], scanned.ends[j - 1]
    figures = None
    if len(numbers) == 5 and joints[2:] == "/:":
        # "SNW/17.05.2023/14:02": the stamp of an agency.
        numbers, joints, stamped = numbers[:3], joints[:2], True
    else:
        stamped = False
    if stamped or not _hangs(text, start, end):
        figures = _read(numbers, joints)
    if figures:
        return {i: Chain(j, figures)}
    led = _led(scanned, i, leads)
    if len(numbers) == 2 and _loose(numbers, joints) and (led or not _hangs(text, start, end)):
        return {}
    return {k: Chain(j, broken=True) for k in run}


def _led(scanned: Scan, i: int, leads: Sequence[str]) -> bool:
    """Does the run hang on one of these letters or words, a hyphen between them at most: "Q1/2020", "сезон-2019/20"?"""
    if i > 1 and scanned.glued[i] and scanned.glued[i - 1] and scanned.keys[i - 1] == "-":
        i -= 1
    return i > 0 and scanned.glued[i] and scanned.keys[i - 1] in leads


def _hangs(text: str, start: int, end: int) -> bool:
    """Is the run part of something longer without spaces: a code, a path, a file name, a telephone number?"""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    latin_before = before.isascii() and before.isalpha()
    return latin_before or before in "_#№$€£¥+=&@/\\-" or after in "_%°€$£¥@\\="


def _loose(numbers: Sequence[Number], joints: str) -> bool:
    """Two numbers that rules may read: "6-7", "2016-17", "193-211 AD", "2025/26", and "8,2025" where a space was lost."""
    sizes = [len(number.key) for number in numbers]
    if joints in _HYPHENS and sizes[-1] == 3:
        return sizes[0] in (2, 3)
    if joints in _HYPHENS or joints == "/":
        return all(size in (1, 2, 4) for size in sizes)
    return joints == "," and sizes[0] <= 2 and sizes[1] == 4


def _read(numbers: Sequence[Number], joints: str) -> Figures | None:
    if len(numbers) == 2:
        return _month_of_year(numbers, joints)
    if len(numbers) == 3 and len(set(joints)) == 1 and joints[0] in "./-":
        return _full(numbers, joints[0])
    if joints == "--/--":
        # An interval as ISO 8601 writes it.
        return _from_year(numbers[:3], numbers[3:])
    hyphen = next((k for k, joint in enumerate(joints) if joint in _HYPHENS), None)
    if hyphen is None or len(set(joints)) != 2 or sum(joint in _HYPHENS for joint in joints) != 1:
        return None
    return _range(numbers[: hyphen + 1], numbers[hyphen + 1 :], joints)


def _range(left: Sequence[Number], right: Sequence[Number], joints: str) -> Figures | None:
    """Read "8-10.10.2025", "28.11-02.12.2024", "01.02.2024-05.02.2024"."""
    joint = next(joint for joint in joints if joint not in _HYPHENS)
    if joint not in "./" or len(right) > 3 or len(left) > 3:
        return None
    if len(left[0].key) == 4:
        return _from_year(left, right)
    if len(right) != 3:
        return None
    last = _full(right, joint)
    if last is None or len(left[0].key) > 2:
        return None
    day, month, year = int(left[0].key), last.first.month, last.first.year
    if len(left) > 1:
        month = int(left[1].key)
    if len(left) > 2:
        year = int(left[2].key)
    if last.first.swappable and len(left) > 1 and int(left[0].key) <= 12:
        first = Point(year, month, day, swappable=True)
    else:
        first = Point(year, month, day)
    if not _exists(first):
        return None
    return Figures(first, last.first, last.end)


def _from_year(left: Sequence[Number], right: Sequence[Number]) -> Figures | None:
    """Read "2024.05.03-2024.05.05", "2024.05.03-06.02", "2024/05/03-05"; the second date lends what it lacks from the first."""
    if len(left) != 3 or (len(right) == 3) != (len(right[0].key) == 4):
        return None
    keys = [*(number.key for number in left[: 3 - len(right)]), *(number.key for number in right[:-1])]
    first, last = _year_first(left[0].key, left[1].key, left[2]), _year_first(keys[0], keys[1], right[-1])
    if first is None or last is None or first.end != left[2].end or last.end != right[-1].end:
        return None
    return Figures(first.first, last.first, last.end)


def _month_of_year(numbers: Sequence[Number], joint: str) -> Figures | None:
    left, right = numbers[0].key, numbers[1].key
    if len(left) == 4 and len(right) == 2 and 1 <= int(right) <= 12 and "1500" <= left < "2200":
        consecutive = int(right) == (int(left) + 1) % 100
        if joint in "-./" and not consecutive:
            return Figures(Point(int(left), int(right)), None, numbers[1].end)
    if len(left) == 4 and len(right) == 1 and right > "0" and joint in "./-" and "1900" <= left < "2100":
        return Figures(Point(int(left), int(right)), None, numbers[1].end, loose=True)
    if len(right) == 4 and len(left) == 1 and left > "0" and joint in "./-" and "1900" <= right < "2100":
        return Figures(Point(int(right), int(left)), None, numbers[1].end, loose=True)
    if len(right) == 4 and len(left) == 2 and joint in "./-" and 1 <= int(left) <= 12 and "1900" <= right < "2100":
        return Figures(Point(int(right), int(left)), None, numbers[1].end)
    return None


def _full(numbers: Sequence[Number], joint: str) -> Figures | None:
    a, b, c = (number.key for number in numbers)
    if len(a) == 4:
        return _year_first(a, b, numbers[2])
    if len(a) > 2 or len(b) > 2 or (len(c) > 4 and c[:2] not in ("19", "20")):
        return None
    # A view counter may be stuck to the year; a two-digit year only where nothing else could be meant.
    if len(c) >= 4:
        year, short, end = int(c[:4]), False, numbers[2].start + 4
    elif len(c) == 2 and (len(a) == len(b) == 2 or joint == "/" or (int(a) > 12 if joint == "." else int(c) > 31)):
        year, short, end = int(c), True, numbers[2].end
    else:
        return None
    day, month = int(a), int(b)
    if month > 12:
        day, month = month, day
    # With points the day comes first wherever points are used.
    swappable = joint != "." and day <= 12 and month <= 12 and day != month
    point = Point(year, month, day, short=short, swappable=swappable)
    return Figures(point, None, end, hyphens=joint == "-") if _exists(point) else None


def compact_date(key: str, end: int) -> Figures | None:
    """Eight figures as a date: 20240314. None where they are none of the last or this century."""
    year, month, day = int(key[:4]), int(key[4:6]), int(key[6:])
    point = Point(year, month, day)
    return Figures(point, None, end) if 1900 <= year < 2100 and _exists(point) else None


def _year_first(year: str, month: str, last: Number) -> Figures | None:
    """Year, month, day; digits after the day are a counter that was stuck to it ("2025.12.2435")."""
    if len(month) > 2 or len(last.key) > 7 or not "1000" <= year < "2200":
        return None
    for size in (2, 1):
        point = Point(int(year), int(month), int(last.key[:size]))
        if len(last.key) >= size and _exists(point):
            return Figures(point, None, last.start + size)
    return None


def _exists(point: Point) -> bool:
    year = point.year or 0
    return day_of(2000 + year if point.short else year, point.month or 0, point.day or 0) is not None
