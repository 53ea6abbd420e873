"""Tokens to matches: at each token the longest rule that fits, left to right. Linear: rules have bounded length."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.dates.automaton import DateRule, Node
from pipeline.dates.meanings import STRANGER, Atom
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
    ends: list[tuple[int, int, int, DateRule, Trail]] = []
    todo: list[tuple[Node, int, int, Trail]] = [(page.words.root, first, 0, None)]
    size, breaks, meaning = len(page.keys), page.breaks, page.meaning
    while todo:
        node, i, pieces, trail = todo.pop()
        for rule in node.rules:
            ends.append((-i, pieces, rule.order, rule, trail))  # noqa: PERF401 - hot, and mostly empty
        if i < size and (breaks[i] < 2 or not trail):
            for after, atom in meaning(i)[node]:
                todo.append((after, i + atom[2], pieces + 1, (trail, atom, i)))
    if len(ends) > 1:
        ends.sort(key=_preference)
    for end, _, _, rule, trail in ends:
        if _fits(page, rule, first, -end):
            return Match(rule, _captures(trail), first, -end)
    return None


# A path through the automaton, last piece first: the path before it, the piece and its token.
Trail = tuple["Trail", Atom, int] | None


def _preference(end: tuple[int, int, int, DateRule, Trail]) -> tuple[int, int, int]:
    return end[:3]


def _captures(trail: Trail) -> tuple[Capture, ...]:
    pieces: list[Capture] = []
    while trail is not None:
        trail, (cls, value, length), first = trail
        pieces.append(Capture(cls, value, first, first + length))
    return tuple(reversed(pieces))


def _fits(page: Page, rule: DateRule, first: int, last: int) -> bool:
    if rule.after or rule.unless_after:
        before = page.classes_before(first)
        if (rule.after and not rule.after & before) or rule.unless_after & before:
            return False
    if rule.before or rule.unless_before:
        after = page.classes_after(last)
        if (rule.before and not rule.before & after) or rule.unless_before & after:
            return False
    return True
