"""The date of publication: a full date that stands as furniture in the first or last lines, not in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates.page import Page
from pipeline.dates.points import Base, Unit
from pipeline.dates.reading import Reading

_SEPARATORS = frozenset("|·•/–—-()[]【】〔〕,،、<>»«:;.~*=")
_ENDS = frozenset("-|·•/–—()[]【】〔〕<>»«:.*=")
_HEAD_LINES, _TAIL_LINES = 14, 6
ENOUGH = 2.0
# Tokens of a line that are looked at on either side; furniture is shorter.
_REACH = 60


def standing(page: Page, found: Sequence[Reading], lines: Sequence[int]) -> tuple[Reading, float] | None:
    """The reading that says when the text was published, and how surely; None where no date stands like that.

    `lines` gives for each token the number of its line.
    """
    best: tuple[Reading, float] | None = None
    for k, reading in enumerate(found):
        if not reading.first.full or reading.last or reading.silent or reading.first.shift:
            continue
        last = reading.last_token
        if k + 1 < len(found) and found[k + 1].first == reading.first and found[k + 1].rule == reading.rule:
            # A Hijri date and its Gregorian equivalent stand together.
            last = found[k + 1].last_token
        score = _score(page, replace(reading, last_token=last), lines)
        if not score and k and _is_today(found[k - 1]) and reading.first_token - found[k - 1].last_token == 1:
            score = 2.4
        if score >= ENOUGH and (best is None or score > best[1]):
            best = reading, score
    return best


def _is_today(reading: Reading) -> bool:
    """Does it say when the writer writes: "Today, 30 January 2026, ..."?"""
    shift = reading.first.shift
    return shift is not None and shift.base is Base.WRITING and shift.unit is Unit.DAY and shift.n == 0


def _score(page: Page, reading: Reading, lines: Sequence[int]) -> float:
    line = lines[reading.first_token]
    first = reading.first_token
    while first > 0 and lines[first - 1] == line and reading.first_token - first <= _REACH:
        first -= 1
    last = reading.last_token
    while last < len(lines) and lines[last] == line and last - reading.last_token <= _REACH:
        last += 1
    before, after = range(first, reading.first_token), range(reading.last_token, last)
    score = _place(page, before, after)
    if not score:
        return 0.0
    if line < _HEAD_LINES:
        return score + 0.5 - line * 0.01
    return score + 0.2 if line > lines[-1] - _TAIL_LINES else score - 1.5


def _place(page: Page, before: range, after: range) -> float:
    """How the date stands in its line: behind a label, alone, between separators, in a dateline."""
    labels = frozenset().union(*(page.classes(i) for i in before[-8:]))
    if "updated" in labels or "deadline" in labels:
        return 0.0
    reading_start = before.stop
    words_before, words_after = _words(page, before), _words(page, after)
    label = next((i for i in reversed(before) if "published" in page.classes(i)), None)
    if label is not None and _words(page, range(label + 1, reading_start)) <= 4 and words_before <= 14:
        return 4.0
    if len(after) and "wire" in page.classes(after[0]):
        return 2.6
    small = {"the", "in", "of", "from", "on"}
    last = len(before)
    while last and small & page.classes(before[last - 1]):
        last -= 1
    opened = last == 0 or page.tokens[before[last - 1]].key in _SEPARATORS
    named = 0 < words_before <= 3 and last < len(before) and len(after) > 0 and page.tokens[after[0]].key == "("
    opened = opened or named
    closed = (
        len(after) == 0
        or _byline(page, after)
        or page.tokens[after[0]].key in _ENDS
        or page.tokens[after[0]].number
        or _clock(page, after)
    )
    colon = last and page.tokens[before[last - 1]].key == ":"
    if words_before == 0 and words_after == 0:
        return 3.0
    if not opened and words_before <= 6 and words_after == 0 and "release" in labels:
        return 3.0
    if not opened or not closed or colon:
        return 0.0
    if words_before + words_after <= 12 and not _sentence(page, after):
        return 2.5 if last == len(before) or words_before else 2.0
    return 2.2 if 0 < words_before <= 8 and last else 0.0


def _byline(page: Page, after: range) -> bool:
    """A comma and "by": the author's name follows."""
    second = after[1] if len(after) > 1 and page.tokens[after[0]].key == "," else after[0]
    return "byline" in page.classes(second)


def _clock(page: Page, after: range) -> bool:
    """An hour stuck to the date ("T09:00Z"), or a weekday or a label after it."""
    first = page.classes(after[0]) | {page.tokens[after[0]].key}
    at_hour = "at" in first and len(after) > 1 and page.tokens[after[1]].number
    return at_hour or bool(first & {"t", "published", "views", "weekday"})


def _sentence(page: Page, after: range) -> bool:
    """Does a sentence follow? More than a few lower-case words do not stand in furniture."""
    words = [page.tokens[i] for i in after if not page.tokens[i].number and page.tokens[i].key.isalpha()]
    lower = sum(page.text[token.start].islower() for token in words)
    return len(words) > 8 and lower > len(words) * 2 // 3


def _words(page: Page, where: range) -> int:
    """Words of a line; Han signs count a third of a word each."""
    han = sum("\u3400" <= page.tokens[i].key[:1] <= "\u9fff" for i in where)
    other = sum(page.tokens[i].key[:1].isalpha() and not "\u3400" <= page.tokens[i].key[:1] <= "\u9fff" for i in where)
    return other + (han + 1) // 3
