"""What the place of a date in its line and in the text says of whether the text was published then."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

from pipeline.dates.page import STOPS, Page
from pipeline.dates.points import Base, Unit
from pipeline.dates.reading import Reading
from pipeline.dates.tense import AHEAD, tense
from pipeline.judge import Evidence

_KINDS = {
    **dict.fromkeys("|·•/»«~*=>→›♥…", "separator"),
    **dict.fromkeys("-–—", "dash"),
    **dict.fromkeys("([【〔<", "bracket"),
    **dict.fromkeys(")]】〕", "closing"),
    **dict.fromkeys(",،、", "comma"),
    **dict.fromkeys(STOPS, "stop"),
    ":": "colon",
}
_PARTS = frozenset(_KINDS) - frozenset(",،、") - STOPS
# Tokens of a line that are looked at on either side; furniture is shorter. Tokens before a date that may label it.
_REACH, _LABEL = 60, 8
# Signs of a space that sets apart.
_WIDE = 2
# Words beside a date that are few, some, more.
_FEW, _SOME, _MORE = 3, 8, 16
# Lines at the head and at the foot of a text that may hold furniture.
_TOP, _HEAD, _FOOT = 3, 9, 3
_SMALL = frozenset({"the", "in", "of", "from", "on", "at"})
_LABELS = frozenset({"byline", "deadline", "eventtime", "updated", "caption", "published", "release"})
_FURNITURE = frozenset({"views", "published", "byline", "pageword"})
# What stands beside dates of one list is alike in this.
_SHAPE = ("left", "right", "label")


def told(page: Page, found: Sequence[Reading], readings: Sequence[Reading]) -> list[Evidence]:
    """The evidence for each of the readings, which are all of those found that may date the text."""
    rows = sorted(set(page.lines))
    at = [bisect_left(rows, page.lines[reading.first_token]) for reading in readings]
    evidence = [{*_line(page, reading), *_place(n, len(rows))} for n, reading in zip(at, readings, strict=True)]
    today = {r.last_token for r in found if _is_today(r)}
    days = [(r.first.year or 0, r.first.month or 0, r.first.day or 0) for r in readings]
    for k, day in enumerate(days):
        evidence[k] |= {"first"} if not k else set()
        if not today.isdisjoint((readings[k].first_token, readings[k].first_token - 1)):
            evidence[k].add("today")
        for other in (k - 1, k + 1):
            if 0 <= other < len(days) and day != days[other]:
                apart = abs(readings[k].first_token - readings[other].last_token)
                if at[k] != at[other] or apart <= _LABEL:
                    evidence[k] |= _beside(evidence[k], evidence[other], at[k] - at[other], later=day > days[other])
    return list(map(frozenset, evidence))


def _is_today(reading: Reading) -> bool:
    """Does it say when the writer writes: "Today, 30 January 2026, ..."?"""
    shift = reading.first.shift
    return shift is not None and shift.base is Base.WRITING and shift.unit is Unit.DAY and shift.n == 0


def _beside(said: Set[str], other: Set[str], lines: int, *, later: bool) -> set[str]:
    """What another date so many lines above tells."""
    if not lines and "label updated" not in said | other:
        # "Elva, 4 March (sent out on 11 March)".
        return {"later in line" if later else "earlier in line"}
    alike = {name for name in said if name.startswith(_SHAPE)} == {name for name in other if name.startswith(_SHAPE)}
    return {"one of a list"} if abs(lines) == 1 and alike else set()


def _place(at: int, lines: int) -> Iterator[str]:
    """Which line of the text it is."""
    yield "top" if at < _TOP else "foot" if lines - at <= _FOOT else "head" if at < _HEAD else "body"
    if lines == 1:
        yield "only line"


def _line(page: Page, reading: Reading) -> Iterator[str]:
    """What the line says of the date."""
    lines, line = page.lines, page.lines[reading.first_token]
    first = max(bisect_left(lines, line), reading.first_token - _REACH)
    last = min(bisect_right(lines, line, first), reading.last_token + _REACH)
    before, after = range(first, reading.first_token), range(reading.last_token, last)
    if reading.first.day is None:
        yield "month"
    if reading.first.weekday:
        yield "weekday"
    left, right = _left(page, before), _right(page, after)
    words = _words(page.keys[before.start : before.stop]), _words(page.keys[after.start : after.stop])
    yield f"left {left}"
    yield f"right {right}"
    yield f"{_many(words[0])} words before"
    yield f"{_many(words[1])} words after"
    ended = bool(after) and page.keys[after[-1]] in STOPS
    yield from _frame(left, right, words, ended=ended)
    yield from _near(page, reading, before, after)
    yield from _labels(page, before)
    if last < len(page.keys) and "venue" in page.classes(last):
        yield "venue below"


def _frame(left: str, right: str, words: tuple[int, int], *, ended: bool) -> Iterator[str]:
    """How the line as a whole holds the date."""
    if left in ("nothing", "bracket") and right in ("nothing", "closing") and not words[0]:
        yield "alone"
    if ended and sum(words) > _FEW:
        yield "full stop"
    if 0 < words[0] <= _FEW and left in ("place comma", "dash", "word") and right in ("dash", "stop", "bracket", "colon"):
        yield "dateline"
    if right in ("word", "comma", "clock", "hours", "bracket") and words[1] > (_FEW if ended else _SOME):
        yield "runs on"
        if left in ("nothing", "stop") or (right == "comma" and words[0] <= _FEW):
            yield "opens sentence"


def _near(page: Page, reading: Reading, before: range, after: range) -> Iterator[str]:
    """What the words say that no sign parts from the date."""
    words = _unparted(page, reversed(before)), _unparted(page, after)
    yield f"{_many(words[0])} words near before"
    yield f"{_many(words[1])} words near after"
    if before and _SMALL & page.classes(before[-1]):
        yield "preposition"
        if "from" in page.classes(before[-1]):
            yield "led from"
    if any(words) and (verb := tense(page, reading.first_token, reading.last_token, clause=True)):
        if verb in AHEAD:
            yield "ahead"
        elif words[0] > _FEW or words[1]:
            yield "past"


def _labels(page: Page, before: range) -> Iterator[str]:
    """What the words before it in its line mean: the nearest, of those that end there the longest ("closing date")."""
    named = [
        (i + length, length, cls)
        for i in before[-_LABEL:]
        for cls, _, length in page.meaning(i).atoms
        if cls in _LABELS and i + length <= before.stop
    ]
    if named:
        end, _, name = max(named)
        between = _words(page.keys[end : before.stop])
        yield f"label {name}"
        yield f"label {name}, {_many(between)} words between"


def _left(page: Page, before: range) -> str:
    """What stands before it in its line, prepositions passed over."""
    end = before.stop
    while end > before.start and _SMALL & page.classes(end - 1):
        end -= 1
    if end == before.start:
        return "nothing"
    kind = _KINDS.get(page.keys[end - 1])
    if kind == "comma":
        words = _unparted(page, range(end - 2, before.start - 1, -1)), _words(page.keys[before.start : end])
        return "place comma" if 0 < min(words[0] or words[1], words[1]) <= _FEW + 1 else kind
    if kind is not None:
        return kind
    if _gap(page, end):
        return "gap"
    return "number" if page.numbers[end - 1] else "word"


def _right(page: Page, after: range) -> str:
    """What stands behind it in its line."""
    if not after:
        return "nothing"
    classes = page.classes(after[0])
    if (mark := next((name for name in ("wire", "issued") if name in classes), None)) is not None:
        return mark
    if not classes.isdisjoint(_FURNITURE) and not _said_on(page, after):
        return "label"
    if _clock(page, after):
        return "clock"
    if "daypart" in classes or _hours(page, after):
        return "hours"
    if (kind := _KINDS.get(page.keys[after[0]])) is not None:
        return "end" if kind == "stop" and len(after) == 1 else kind
    if _gap(page, after[0]):
        return "gap"
    return "number" if page.numbers[after[0]] else "word"


def _said_on(page: Page, after: range) -> bool:
    """Is "by" followed by a word in small letters? Then it goes on with a sentence: "cerró en marzo de 2024 por falta de fondos"."""
    word = page.text[page.starts[after[1]]] if "byline" in page.classes(after[0]) and len(after) > 1 else ""
    return word.islower()


def _hours(page: Page, after: range) -> bool:
    """Do hours follow, "from 10 to 12"? Then it is the date of an event."""
    return len(after) > 1 and page.keys[after[0]] == "," and bool({"from", "at", "of"} & page.classes(after[1]))


def _clock(page: Page, after: range) -> bool:
    """An hour stuck to the date: "T09:00Z", ", 10:15", "à 9 h"."""
    i = after[0] + (page.keys[after[0]] in ",-–—t" or "at" in page.classes(after[0]))
    return i + 1 < after.stop and page.numbers[i] and page.keys[i + 1] in ":.hч時时"


def _gap(page: Page, i: int) -> bool:
    """Does a wide space stand before token `i`, as between a place and a date set apart?"""
    gap = page.text[page.ends[i - 1] : page.starts[i]] if i > 0 else ""
    return len(gap) >= _WIDE or "\u3000" in gap


def _unparted(page: Page, where: Iterable[int]) -> int:
    """Words of one side of the line that no sign parts from the date; `where` goes away from it."""
    near = []
    for i in where:
        if page.ends_sentence(i) or (page.keys[i] in _PARTS and not (page.glued[i] and page.glued[i + 1 : i + 2] == [True])):
            break
        near.append(page.keys[i])
    return _words(near)


def _many(words: int) -> str:
    if words == 0:
        return "no"
    return "few" if words <= _FEW else "some" if words <= _SOME else "more" if words <= _MORE else "many"


def _words(keys: Iterable[str]) -> int:
    """Words among tokens; Han signs count half a word each."""
    initials = [key[0] for key in keys if key[:1].isalpha()]
    han = len([sign for sign in initials if "\u3400" <= sign <= "\u9fff"])
    return len(initials) - han + (han + 1) // 2
