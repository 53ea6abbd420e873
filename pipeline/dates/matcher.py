"""Tokens to matches: at each token the longest rule that fits, left to right. Linear: rules have bounded length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.dates.automaton import DateRule
from pipeline.dates.meanings import STRANGER
from pipeline.dates.page import Page


class Capture(NamedTuple):
    """A piece of a match: its class, its value, its tokens."""

    cls: str
    value: object
    first: int
    last: int


class Match(NamedTuple):
    """A rule and the pieces it took."""

    rule: DateRule
    captures: tuple[Capture, ...]
    first: int
    last: int


def matches(page: Page) -> list[Match]:
    """The longest match at each place, from left to right, none within another."""
    found: list[Match] = []
    free = 0
    for i in _starts(page):
        if i >= free and not _stray(page, i) and (best := _longest(page, i)):
            found.append(best)
            free = best.last
    return found


def _starts(page: Page) -> list[int]:
    """Where rules may begin. "The" and "in" begin rules, and most often a word follows with which no rule goes on."""
    rows = zip(page.known, [*page.known[1:], STRANGER], page.meanings, strict=False)
    return [
        i
        for i, (word, after, read) in enumerate(rows)
        if word.starts and (read is None or word.leads is None or not word.leads.isdisjoint(after.classes))
    ]


def _stray(page: Page, i: int) -> bool:
    """Is token `i` a number of one or two figures with which no rule goes on?"""
    if not page.numbers[i] or len(page.keys[i]) > 2 or i in page.chains or i + 1 == len(page.keys):
        return False
    follow, before = page.words.short
    return follow.isdisjoint(page.classes(i + 1)) and before.isdisjoint(page.classes_before(i))


def _longest(page: Page, first: int) -> Match | None:
    """Of the rules whose neighbours are right, the longest; of equally long ones that in fewer pieces, then the first in the file.

    Fewer pieces know the longer phrases: "fin de semana" is a weekend, not the end of a week.
    """
    place, i, size, breaks, meanings = page.words.walk.start, first, len(page.keys), page.breaks, page.meanings
    while place.onward and i < size and (breaks[i] < 2 or i == first):
        meaning = meanings[i] or page.meaning(i)
        place = place.steps.get(meaning.shape) or place.step(meaning.shape)
        i += 1
    for end in place.ends:
        if _fits(page, end.rule, first, first + end.length):
            return Match(end.rule, _captures(page, first, end.pieces), first, first + end.length)
    return None


def _captures(page: Page, first: int, pieces: Sequence[tuple[int, int]]) -> tuple[Capture, ...]:
    """The pieces of a match; each is given as the token where it begins, counted from the first, and the number of its atom."""
    found = []
    for offset, number in pieces:
        cls, value, length = page.meaning(first + offset).atoms[number]
        found.append(Capture(cls, value, first + offset, first + offset + length))
    return tuple(found)


def _fits(page: Page, rule: DateRule, first: int, last: int) -> bool:
    if rule.after or rule.unless_after:
        before = page.classes_before(first)
        if (rule.after and rule.after.isdisjoint(before)) or not rule.unless_after.isdisjoint(before):
            return False
    if rule.before or rule.unless_before:
        after = page.classes_after(last)
        if (rule.before and rule.before.isdisjoint(after)) or not rule.unless_before.isdisjoint(after):
            return False
    return True
