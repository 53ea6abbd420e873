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
    starters = page.words.starters
    free = 0
    for i in [k for k in page.telling if (token := scanned[k]).number or token.key in starters]:
        if i < free:
            continue
        if i + 1 < size and _leads_nowhere(page, i):
            continue
        best = _longest(page, i)
        if best:
            found.append(best)
            free = best.last
    return found


def _leads_nowhere(page: Page, i: int) -> bool:
    """May no rule go on from token `i`? "The" and "in" begin rules, and most often a word follows with which no rule goes on."""
    token, words = page.tokens[i], page.words
    follow, before = words.short
    if token.number:
        short = len(token.key) <= 2 and i not in page.chains
        return short and follow.isdisjoint(page.classes(i + 1)) and before.isdisjoint(page.classes_before(i))
    lead = words.leads.get(token.key)
    if lead is None or not lead.isdisjoint(page.classes(i + 1)) or not page.single(i):
        return False
    if token.key not in words.numerals:
        return True
    return page.tokens[i + 1].key not in words.numerals and before.isdisjoint(page.classes_before(i))


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
