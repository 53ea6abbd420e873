"""Tokens to matches: at each token the longest rule that fits, left to right. Linear: rules have bounded length."""

from __future__ import annotations

from itertools import compress
from operator import attrgetter
from typing import Any, NamedTuple

from pipeline.dates.automaton import DateRule
from pipeline.dates.meanings import STRANGER, Atom
from pipeline.dates.page import Page
from pipeline.dates.walk import End

_STARTS = attrgetter("starts")


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


class Found(NamedTuple):
    """A match as it is found: the way to its end, what its pieces mean, and the token where it begins."""

    end: End
    atoms: tuple[Atom, ...]
    first: int

    def match(self) -> Match:
        """The same with its pieces at their tokens."""
        captures = [
            Capture(cls, value, self.first + offset, self.first + offset + length)
            for (offset, _), (cls, value, length) in zip(self.end.pieces, self.atoms, strict=True)
        ]
        return Match(self.end.rule, tuple(captures), self.first, self.first + self.end.length)


def matches(page: Page) -> list[Found]:
    """The longest match at each place, from left to right, none within another."""
    found: list[Found] = []
    known, free = page.known, 0
    after = [*known[1:], STRANGER]
    for i in compress(range(len(known)), map(_STARTS, known)):
        if i < free:
            continue
        # "The" and "in" begin rules, and most often a word follows with which no rule goes on.
        said, leads = page.meanings[i], known[i].leads
        if said is not None and said is known[i].alone and leads is not None and leads.isdisjoint(after[i].classes):
            continue
        if not (page.numbers[i] and _stray(page, i)) and (best := _longest(page, i)):
            found.append(best)
            free = i + best.end.length
    return found


def _stray(page: Page, i: int) -> bool:
    """Is token `i` a number of one or two figures with which no rule goes on?"""
    if len(page.keys[i]) > 2 or i in page.chains or i + 1 == len(page.keys):
        return False
    follow, before = page.words.short
    return follow.isdisjoint(page.classes(i + 1)) and before.isdisjoint(page.classes_before(i))


def _longest(page: Page, first: int) -> Found | None:
    """Of the rules whose neighbours are right, the longest; of equally long ones that in fewer pieces, then the first in the file.

    Fewer pieces know the longer phrases: "fin de semana" is a weekend, not the end of a week.
    """
    place, i, stop, meanings = page.words.walk.start, first, page.paragraph_end(first), page.meanings
    while place.onward and i < stop:
        place = place[(meanings[i] or page.meaning(i)).shape]
        i += 1
    for end in place.ends:
        if _fits(page, end.rule, first, first + end.length):
            # The walk has read them all.
            said: list[Any] = meanings[first : first + end.length]
            return Found(end, tuple([said[offset].atoms[number] for offset, number in end.pieces]), first)
    return None


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
