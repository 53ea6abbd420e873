"""Two readings with a word between them that makes them one: "28 November to 2 December 2024", "2016 and 2017"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.page import Page
from pipeline.dates.points import Base, Point, Shift, Unit
from pipeline.dates.reading import Reading

_FILLERS = ("the", "yw", "of", "from", "in", "daypart", ",")
# What may stand between a day and its weekday, and what ends the two.
_SMALL, _CLOSING = frozenset({"in", "the", "of"}), frozenset({",", ".", ";", ":", ")", "$", "dash"})
# So many words stand between a day and the next of its month, at most.
_LIST = 6
_SHAPE = ("year", "month", "day", "season", "quarter", "half", "isoweek", "decade")


def join(page: Page, found: Sequence[Reading]) -> list[Reading]:
    """The readings with ranges put together."""
    joined: list[Reading] = []
    for reading in found:
        if joined and _names_day(page, joined[-1], reading):
            joined[-1] = _on_weekday(joined[-1], reading.first.weekday)
            continue
        if joined and _elapsed(page, joined[-1], reading):
            joined[-1] = reading
            continue
        whole = _range(page, joined[-1], reading) if joined else None
        if whole:
            joined[-1] = whole
        else:
            if joined and _lends(page, joined[-1], reading):
                joined[-1] = joined[-1]._replace(first=joined[-1].first._replace(year=reading.first.year))
            elif joined and _lends_month(page, joined[-1], reading):
                month = joined[-1].first._replace(month=reading.first.month, year=reading.first.year)
                joined[-1] = joined[-1]._replace(first=month, told=False)
            joined.append(reading)
    return joined


def _names_day(page: Page, left: Reading, right: Reading) -> bool:
    """Is it the weekday of the day before it, set apart: "1 March (Saturday)", "20 мая, в субботу,"?"""
    a, b, i = (left.last or left.first), right.first, left.last_token
    if not (a.day and b.weekday) or b.day or b.month or b.shift or right.last or right.silent or i >= right.first_token:
        return False
    if page.keys[i] == "(" and right.first_token == i + 1:
        return page.keys[right.last_token : right.last_token + 1] == [")"]
    if page.keys[i] != "," or not a.month:
        return False
    between = range(i + 1, right.first_token)
    small = (
        not any(_SMALL.isdisjoint(page.classes(k)) or page.breaks[k] for k in between) and not page.breaks[right.first_token]
    )
    return small and not _CLOSING.isdisjoint(page.classes_after(right.last_token))


def _elapsed(page: Page, left: Reading, right: Reading) -> bool:
    """Is it only how long ago or after the day was that stands behind it: "eleven days ago, on 13 March", "the next day, 1 May"?"""
    day, i = right.first, left.last_token
    counted = left.rule.endswith(".ago") or (
        _counts_days(left.first, Base.DISCOURSE) and left.first == Point(shift=left.first.shift)
    )
    if not counted or left.last or not (day.day and day.month) or i >= right.first_token:
        return False
    return page.keys[i] in ",،，" and all(not _SMALL.isdisjoint(page.classes(k)) for k in range(i + 1, right.first_token))


def _on_weekday(left: Reading, weekday: int | None) -> Reading:
    """A day of which the weekday is told as well, so that its year is the one in which they agree."""
    if left.last is not None or left.first.year is not None or left.first.weekday:
        return left
    return left._replace(first=left.first._replace(weekday=weekday))


def _lends(page: Page, left: Reading, right: Reading) -> bool:
    """Does the year of the second of two seasons hold for the first: "in spring and summer 2024"? For days and months `shared_year` tells."""
    a, b = left.first, right.first
    if a.year or a.shift or a.decade or not b.year or b.short or left.last or right.last or left.silent or right.silent:
        return False
    return bool(a.season and b.season and a.season < b.season) and _between(page, left.last_token, right.first_token) == "and"


def _lends_month(page: Page, left: Reading, right: Reading) -> bool:
    """Is a bare day one of the month of the next: "resumed on the 12th and went on on the 13 November 1992"?"""
    a, b = left.first, right.first
    if (
        a != Point(day=a.day)
        or not a.day
        or not (b.day and b.month)
        or left.last
        or right.last
        or left.silent
        or a.day >= b.day
    ):
        return False
    between = range(left.last_token, right.first_token)
    if len(between) > _LIST or any(page.breaks[k] or page.numbers[k] or page.ends_sentence(k) for k in between):
        return False
    # "The one of 13 November": another thing.
    alike = left.first_token > 0 and page.keys[left.first_token - 1] == page.keys[right.first_token - 1]
    return alike and bool(between) and "and" in page.classes(left.last_token) and not page.breaks[right.first_token]


def _range(page: Page, left: Reading, right: Reading) -> Reading | None:
    if any(r.last or r.open or r.silent or r.of_event for r in (left, right)) or left.first == right.first:
        return None
    word = _between(page, left.last_token, right.first_token)
    if word is None:
        return None
    if (day := _weekday_on(page, word, left, right)) is not None:
        return _joined(left, right, left.first, day)
    if right.first.shift:
        if word != "and" and (ended := _year_on(left.first, right.first)) is not None:
            return _joined(left, right, left.first, ended)
        together = (word == "and" and _next_days(left.first, right.first)) or _up_to(page, word, left, right)
        together = together or (word != "and" and _over_new_year(left.first, right.first)) or _day_on(page, word, left, right)
        together = together or (word == "to" and _into_year(left.first, right.first))
        return _joined(left, right, left.first, right.first) if together else None
    if _apart(page, word, left, right) or not _compatible(left.first, right.first):
        return None
    first, last = _completed(_alike(page, left.first, right), right.first)
    if first.absolute and last.absolute and _key(first) > _key(last):
        return None
    return _joined(left, right, first, last)


def _weekday_on(page: Page, word: str, left: Reading, right: Reading) -> Point | None:
    """The weekday up to which something goes on from a day counted from that of writing: "de hoy al domingo", "from next Monday to Friday"."""
    shift, b = left.first.shift, right.first
    if word not in ("to", "till") or shift is None or shift.base is not Base.WRITING or b != Point(weekday=b.weekday):
        return None
    if b.weekday is None or not _led(page, left, "from"):
        return None
    if left.first == Point(shift=shift) and shift.unit is Unit.DAY and shift.n >= 0:
        return Point(weekday=b.weekday, shift=Shift(Base.WRITING, Unit.NAMED, 1))
    a = left.first.weekday
    if a is None or left.first != Point(weekday=a, shift=shift) or shift.unit not in (Unit.NAMED, Unit.WEEK):
        return None
    return left.first._replace(beyond=(b.weekday - a) % 7)


def _day_on(page: Page, word: str, left: Reading, right: Reading) -> bool:
    """From a day to one counted from that of writing: "from yesterday to tomorrow", "du 10 février à demain"."""
    a, b = left.first, right.first
    if word not in ("to", "till") or b.shift is None or b != Point(shift=b.shift) or not _counts_days(b):
        return False
    from_day = a == Point(shift=a.shift) and a.shift is not None and a.shift.n < b.shift.n and _counts_days(a)
    return (from_day or bool(a.day and a.month)) and _led(page, left, "from")


def _counts_days(point: Point, base: Base = Base.WRITING) -> bool:
    """Is it counted in days from that of writing: today, yesterday?"""
    return point.shift is not None and point.shift.unit is Unit.DAY and point.shift.base is base


def _alike(page: Page, a: Point, right: Reading) -> Point:
    """Figures whose order is open, read as those on the right show it: "5/10/1940 - 6/25/1940"."""
    b, key = right.first, page.keys[right.first_token]
    if not a.swappable or b.swappable or not (b.day and b.month and key.isdecimal()) or b.day == b.month:
        return a
    turned = int(key) == b.month
    return a._replace(day=a.month if turned else a.day, month=a.day if turned else a.month, swappable=False)


def _apart(page: Page, word: str, left: Reading, right: Reading) -> bool:
    """Does the word between two dates leave them two?"""
    # "until" joins only what "from" began, and full dates: otherwise it is a date of its own.
    if word == "till":
        led = page.classes_before(left.first_token) | page.classes(left.first_token)
        return "from" not in led and not (left.first.full and right.first.full)
    if left.first.shift:
        return word in ("and", "dash")
    same = _shape(left.first) == _shape(right.first)
    if word == "and":
        return not (same and _neighbours(left.first, right.first)) and not _led(page, left, "between")
    return word == "dash" and not (same or bool(left.first.month and right.first.month))


def _next_days(a: Point, b: Point) -> bool:
    """Neighbouring days counted from the same: today and tomorrow."""
    if a.shift is None or b.shift is None or any((a.weekday, b.weekday, a.day, b.day, a.month, b.month)):
        return False
    return a.shift.unit is b.shift.unit is Unit.DAY and a.shift.base is b.shift.base and b.shift.n == a.shift.n + 1


def _over_new_year(a: Point, b: Point) -> bool:
    """From a month to one of the year after: "from November to March of the following year", 11月至次年3月."""
    if a.shift or a.year or b.shift is None or not (a.month and b.month) or b.month >= a.month:
        return False
    return b.shift.unit is Unit.YEAR and b.shift.n == 1 and bool(a.day) == bool(b.day)


def _year_on(a: Point, b: Point) -> Point | None:
    """The end of a time that began in a month of a stated year, if it lies in the year after: 2014年12月至次年2月."""
    if a.year is None or a.short or not (a.month and b.month) or bool(a.day) != bool(b.day):
        return None
    return b._replace(year=a.year + 1, shift=None) if b.shift == Shift(Base.DISCOURSE, Unit.YEAR, 1) else None


def _into_year(a: Point, b: Point) -> bool:
    """From a month of a year before to one of a year counted from now: "from June 2020 to May this year", 去年11月至今年3月."""
    if not (a.month and b.month) or bool(a.day) != bool(b.day) or b.shift is None:
        return False
    counted = [point.shift for point in (a, b) if point.shift]
    if any(shift.unit is not Unit.YEAR or shift.base is not Base.WRITING for shift in counted):
        return False
    return a.year is not None if a.shift is None else a.shift.n < b.shift.n


def _up_to(page: Page, word: str, left: Reading, right: Reading) -> bool:
    """From a stated month or year to one counted from now: "between June 2020 and last July", "from 2018 to this year"."""
    a, b = left.first, right.first
    if a.shift or a.year is None or a.day or b.day or b.weekday or b.shift is None or b.shift.n > 0:
        return False
    led = _led(page, left, "between") if word == "and" else bool({"from", "mod"} & page.classes_before(left.first_token))
    return led and word != "dash" and b.shift.base is Base.WRITING and b.shift.unit in (Unit.NAMED, Unit.MONTH, Unit.YEAR)


def _joined(left: Reading, right: Reading, first: Point, last: Point) -> Reading:
    return right._replace(
        start=left.start,
        first_token=left.first_token,
        rule=f"{left.rule.partition('.')[0]}.dates.range",
        first=first,
        last=last,
        confidence=min(left.confidence, right.confidence),
    )


def _between(page: Page, i: int, last: int) -> str | None:
    """The class of what stands between: `to`, `dash` or `and`, with at most small words around it."""
    word: str | None = None
    if last - i > 6 or last <= i or any(page.breaks[k] for k in range(i, last + 1)):
        return None
    if page.keys[i] == "." and page.glued[i]:
        # The point of an abbreviated month; a capital behind it begins another sentence.
        i += 1
        if page.text[page.starts[i]].isupper():
            return None
    while i < last:
        steps = {cls: i + length for cls, _, length in page.meaning(i).atoms if i + length <= last}
        joints = ("to", "till", "dash", "and")
        found = next((cls for cls in joints if cls in steps), None) if word is None else None
        filler = next((cls for cls in _FILLERS if cls in steps), None)
        if found is None and filler is None:
            return None
        word = word or found
        i = steps[found or filler or ""]
    return word


def _led(page: Page, left: Reading, word: str) -> bool:
    """Does such a word stand before it, small ones passed over?"""
    i = left.first_token
    for _ in range(3):
        before = page.classes_before(i)
        if word in before:
            return True
        if i == 0 or not before & {"the", "yw", "in"}:
            return False
        i -= 1
    return False


def _shape(point: Point) -> tuple[bool, ...]:
    """Which parts are stated, the year aside: it may be left out on either side."""
    return tuple(getattr(point, name) is not None for name in _SHAPE[1:])


def _neighbours(a: Point, b: Point) -> bool:
    """Days, months or years next to each other; "May and early June" are two."""
    if a.modifier != b.modifier:
        return False
    if a.day and b.day:
        return a.month == b.month and a.year in (None, b.year) and b.day == a.day + 1
    if a.month and b.month and not a.day and not b.day:
        return a.year in (None, b.year) and b.month == a.month + 1
    bare = not any(getattr(p, part) for p in (a, b) for part in ("weekday", *_SHAPE[1:]))
    return bool(bare and a.year and b.year and b.year == a.year + 1)


def _compatible(a: Point, b: Point) -> bool:
    """A weekday alone has no range (opening hours), nor has a day without a month beside a mere year."""
    for point in (a, b):
        if point.weekday and not point.day:
            return False
    if _counts_days(a) and b.weekday and b.day:
        # "De hoy al lunes 19".
        return True
    return not (a.day and not a.month) and (
        bool(b.month or b.year or b.season or b.decade or b.quarter) or b.modifier is not None
    )


def _completed(a: Point, b: Point) -> tuple[Point, Point]:
    """Each side lends the other what it lacks."""
    if a.year is None and b.year is not None and a.decade is None and a.shift is None:
        backwards = (a.month or 0) > (b.month or 12)
        a = a._replace(year=b.year - 1 if backwards else b.year, short=b.short)
    elif b.year is None and a.year is not None and b.decade is None and b.shift is None and (b.month or b.quarter or b.season):
        onwards = a.month is not None and b.month is not None and b.month < a.month
        b = b._replace(year=a.year + 1 if onwards else a.year, short=a.short)
    if b.month is None and b.day is not None:
        b = b._replace(month=a.month)
    if b.shift is not None and a.shift is None and a.year is None:
        a = a._replace(shift=b.shift)
    if a.shift is not None and b.shift is None and b.year is None and not _counts_days(a):
        b = b._replace(shift=a.shift)
    return a, b


def _key(point: Point) -> tuple[int, int, int]:
    return point.year or point.decade or 0, point.month or 0, point.day or 0
