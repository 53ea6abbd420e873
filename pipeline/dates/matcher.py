"""Tokens to matches: at each token the longest rule that fits, left to right. Linear: rules have bounded length."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.dates.automaton import DateRule, Node
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
    scanned, size = page.tokens, len(page.tokens)
    starters, leads = page.words.starters, page.words.leads
    follow, before = page.words.short
    free = 0
    for i in [k for k in page.telling if (token := scanned[k]).number or token.key in starters]:
        if i < free:
            continue
        token = scanned[i]
        short = token.number and len(token.key) <= 2 and i + 1 < size and i not in page.chains
        if short and follow.isdisjoint(page.classes(i + 1)) and before.isdisjoint(page.classes_before(i)):
            continue
        lead = None if token.number else leads.get(token.key)
        # "The" and "in" begin rules, and most often a word follows with which no rule goes on.
        if lead is not None and i + 1 < size and lead.isdisjoint(page.classes(i + 1)) and page.single(i):
            continue
        best = _longest(page, i)
        if best:
            found.append(best)
            free = best.last
    return found


def _longest(page: Page, first: int) -> Match | None:
    """Of the rules whose neighbours are right, the longest; of equally long ones that in fewer pieces, then the first in the file.

    Fewer pieces know the longer phrases: "fin de semana" is a weekend, not the end of a week.
    """
    ends: list[tuple[int, int, int, DateRule, Trail]] = []
    todo: list[tuple[Node, int, int, Trail]] = [(page.words.root, first, 0, None)]
    size, scanned, atoms, classes = len(page.tokens), page.tokens, page.atoms, page.classes
    while todo:
        node, i, pieces, trail = todo.pop()
        for rule in node.rules:
            ends.append((-i, pieces, rule.order, rule, trail))  # noqa: PERF401 - hot, and mostly empty
        if i >= size or (trail and scanned[i].breaks > 1):
            continue
        # Most ways end here: whether any class goes on is one comparison of sets.
        if node.wants.isdisjoint(classes(i)):
            continue
        steps = node.steps
        for cls, value, after in atoms(i):
            if (child := steps[cls]) is not None:
                todo.append((child, after, pieces + 1, (trail, cls, value, i, after)))
    if len(ends) > 1:
        ends.sort(key=_preference)
    for end, _, _, rule, trail in ends:
        if _fits(page, rule, first, -end):
            return Match(rule, _captures(trail), first, -end)
    return None


# A path through the automaton, last piece first: the path before it, class, value, tokens.
Trail = tuple["Trail", str, object, int, int] | None


def _preference(end: tuple[int, int, int, DateRule, Trail]) -> tuple[int, int, int]:
    return end[:3]


def _captures(trail: Trail) -> tuple[Capture, ...]:
    pieces: list[Capture] = []
    while trail is not None:
        trail, cls, value, first, last = trail
        pieces.append(Capture(cls, value, first, last))
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
