"""The date of publication: a full date that stands as furniture in the first or last lines, not in a sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.dates.page import STOPS, Page
from pipeline.dates.points import Base, Unit
from pipeline.dates.reading import Reading

_SEPARATORS = frozenset("|·•/–—-()[]【】〔〕,،、<>»«:;.~*=")
_ENDS = frozenset("-|·•/–—()[]【】〔〕<>»«:.*=")
_HEAD_LINES, _TAIL_LINES = 14, 6
ENOUGH = 2.0
_ALONE = 3.0
_HEADED = 0.5
_WIDE = 2
_DASHES = ("-", "–", "—")
_PLACELESS = 1.9
# Words of a place before the date of a line.
_PLACE = 2
# Words of a remark behind the date.
_REMARK = 6
_SMALL = frozenset({"the", "in", "of", "from", "on"})
# Tokens of a line that are looked at on either side; furniture is shorter.
_REACH = 60


def standing(page: Page, found: Sequence[Reading]) -> tuple[Reading, float] | None:
    """The reading that says when the text was published, and how surely; None where no date stands like that."""
    best: tuple[Reading, float] | None = None
    placeless = 0
    for k, reading in enumerate(found):
        if not _nameable(reading):
            continue
        last = reading.last_token
        if k + 1 < len(found) and found[k + 1].first == reading.first and found[k + 1].rule == reading.rule:
            # A Hijri date and its Gregorian equivalent stand together.
            last = found[k + 1].last_token
        score = _score(page, reading._replace(last_token=last))
        if not score and k and _is_today(found[k - 1]) and reading.first_token - found[k - 1].last_token == 1:
            score = 2.4
        if not reading.first.full:
            # A month dates a report, where it stands alone.
            score = ENOUGH if score >= _ALONE else 0.0
        placeless += _PLACELESS + _HEADED - 0.2 < score <= _PLACELESS + _HEADED
        if score >= ENOUGH and (best is None or score > best[1]):
            best = reading, score
    if best is not None and placeless > 1 and best[1] <= _PLACELESS + _HEADED:
        # Several lines that begin so are a calendar.
        return None
    return best


def _nameable(reading: Reading) -> bool:
    """May it date a text: a full date, or month and year?"""
    point = reading.first
    full = point.full or (point.year is not None and point.month is not None and not point.short)
    return full and not (reading.last or reading.silent or point.shift or point.modifier)


def _is_today(reading: Reading) -> bool:
    """Does it say when the writer writes: "Today, 30 January 2026, ..."?"""
    shift = reading.first.shift
    return shift is not None and shift.base is Base.WRITING and shift.unit is Unit.DAY and shift.n == 0


def _score(page: Page, reading: Reading) -> float:
    lines, line = page.lines, page.lines[reading.first_token]
    first = max(bisect_left(lines, line), reading.first_token - _REACH - 1)
    last = min(bisect_right(lines, line, first), reading.last_token + _REACH + 1)
    score = _place(page, range(first, reading.first_token), range(reading.last_token, last))
    if not score:
        return 0.0
    if line < _HEAD_LINES:
        return score + _HEADED - line * 0.01
    return score + 0.2 if line > lines[-1] - _TAIL_LINES else score - 1.5


def _place(page: Page, before: range, after: range) -> float:
    """How the date stands in its line: behind a label, alone, between separators, in a dateline."""
    labels = _labels(page, before)
    if "updated" in labels or "deadline" in labels:
        return 0.0
    words = _words(page, before)
    label = next((i for i in reversed(before) if "published" in page.classes(i)), None)
    if label is not None and _words(page, range(label + 1, before.stop)) <= 4 and words <= 14:
        return 0.0 if _appointed(page, after) else 4.0
    if len(after) and "wire" in page.classes(after[0]):
        return 2.6
    last = len(before)
    while last and _SMALL & page.classes(before[last - 1]):
        last -= 1
    return _set_apart(page, before, after, last, words) or _in_line(page, before, after, last, words)


def _labels(page: Page, before: range) -> frozenset[str]:
    """What the last words before a date mean."""
    return frozenset().union(*(page.classes(i) for i in before[-8:]))


def _appointed(page: Page, after: range) -> bool:
    """Do hours follow, "from 10 to 12"? Then it is the date of an event."""
    return len(after) > 1 and page.keys[after[0]] == "," and bool({"from", "at", "of"} & page.classes(after[1]))


def _set_apart(page: Page, before: range, after: range, last: int, words: int) -> float:
    """The date of issue at the foot, the head of a letter, the date in brackets before the text; else 0."""
    if not len(after):
        # "Liège, le 20 janvier 2025".
        comma = last and page.keys[before[last - 1]] == ","
        if comma and 0 < words <= 4:
            return 3.3
        # "Elva - Press office: 4 October 2023".
        if _desk(page, before, last) and words <= 5:
            return 2.4
        # "Bulletin of the mill   5 July 2022": author or journal on the left, the date on the right.
        if last == len(before) > 0 and words <= 8 and _gap(page, before.stop):
            return 3.0
        # "Staff notice No. 44 of 14 June 2021".
        if 0 < last < len(before) and page.numbers[before[last - 1]] and "code" in _labels(page, before[last - 3 : last]):
            return 2.2
        # "Liège 20/01/2025".
        if 0 < last == len(before) == words <= _PLACE and page.lines[before.start] < _HEAD_LINES:
            return 2.2
        return 0.0
    if "issued" in page.classes(after[0]):
        return 4.5
    # "Elva - Press office: 4 October 2023 - 11:20".
    if _desk(page, before, last) and words <= 5 and page.keys[after[0]] in _ENDS and any(page.numbers[i] for i in after[1:2]):
        return 2.4
    bracketed = last == len(before) == 1 and page.keys[before[0]] == "(" and page.keys[after[0]] == ")"
    return 2.2 if bracketed else 0.0


def _desk(page: Page, before: range, last: int) -> bool:
    """Do a place, a dash, an office and a colon stand before the date?"""
    return last > 0 and page.keys[before[last - 1]] == ":" and any(page.keys[i] in _DASHES for i in before)


def _in_line(page: Page, before: range, after: range, last: int, words: int) -> float:
    """How furniture of one line holds the date, of whose `before` all but `last` are small words; `words` stand there."""
    words_after = _words(page, after)
    opened = last == 0 or page.keys[before[last - 1]] in _SEPARATORS or _gap(page, before[last - 1] + 1)
    following = page.keys[after[0]] if len(after) else ""
    # "MANAMA on 13 October 2022: The hall has opened".
    named = 0 < words <= 3 and (following in ("(", "/", *_DASHES) or (following == ":" and len(before) <= _PLACE + 1))
    opened = opened or (named and (last < len(before) or _agency(page, after)))
    closed = (
        len(after) == 0
        or _byline(page, after)
        or page.keys[after[0]] in _ENDS
        or page.numbers[after[0]]
        or "pageword" in page.classes(after[0])
        or _clock(page, after)
        or _gap(page, after[0])
        or (words == 0 and _remark(page, after))
    )
    colon = last and page.keys[before[last - 1]] == ":"
    if words == 0 and words_after == 0:
        return 3.0
    if not opened and words <= 6 and words_after == 0 and "release" in _labels(page, before):
        return 3.0
    if not opened or not closed or colon:
        return 0.0
    if words > 5 and page.keys[before[-1]] == "(":
        # The date in brackets behind the headline.
        return 2.0
    if words + words_after <= 12 and not _sentence(page, after):
        return 2.5 if last == len(before) or words else 2.0
    if not len(before) and following in _DASHES:
        # "18 May 2024 – The mill has opened": a dateline without a place.
        return _PLACELESS
    return 2.2 if 0 < words <= 8 and last else 0.0


def _gap(page: Page, i: int) -> bool:
    """Does a wide space stand before token `i`, as between a place and a date set apart?"""
    gap = page.text[page.ends[i - 1] : page.starts[i]] if i > 0 else ""
    return len(gap) >= _WIDE or "\u3000" in gap


def _agency(page: Page, after: range) -> bool:
    """A short name in brackets and a dash, or between strokes: "(Mill News) -", "/Mill News/"."""
    close = next((k for k in after[1:5] if page.keys[k] in ")/"), None)
    if close is not None and page.keys[close] == page.keys[after[0]] == "/":
        return True
    return close is not None and close + 1 in after and page.keys[close + 1] in "-–—:."


def _byline(page: Page, after: range) -> bool:
    """A comma and "by": the author's name follows."""
    second = after[1] if len(after) > 1 and page.keys[after[0]] == "," else after[0]
    return "byline" in page.classes(second)


def _remark(page: Page, after: range) -> bool:
    """A comma and a few words, no sentence: "21.10.2024, reading time 3 minutes"."""
    few = page.keys[after[0]] == "," and _words(page, after) <= _REMARK
    return few and len(after) < _REACH and page.keys[after[-1]] not in STOPS


def _clock(page: Page, after: range) -> bool:
    """An hour stuck to the date ("T09:00Z"), or a weekday or a label after it."""
    first = page.classes(after[0]) | {page.keys[after[0]]}
    if "," in first and len(after) > 1 and page.numbers[after[1]]:
        return True
    at_hour = "at" in first and len(after) > 1 and page.numbers[after[1]]
    return at_hour or bool(first & {"t", "published", "views", "weekday"})


def _sentence(page: Page, after: range) -> bool:
    """Does a sentence follow? More than a few lower-case words do not stand in furniture."""
    words = [i for i in after if not page.numbers[i] and page.keys[i].isalpha()]
    lower = sum(page.text[page.starts[i]].islower() for i in words)
    return len(words) > 8 and lower > len(words) * 2 // 3


def _words(page: Page, where: range) -> int:
    """Words of a line; Han signs count a third of a word each."""
    initials = [key[0] for key in page.keys[where.start : where.stop] if key[:1].isalpha()]
    han = len([sign for sign in initials if "\u3400" <= sign <= "\u9fff"])
    return len(initials) - han + (han + 1) // 3
