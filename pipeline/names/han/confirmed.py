"""Names that a recogniser of entities confirms: where one begins behind a verb that no list has, and bodies whose noun no list has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.names.han.bounds import Bounds
from pipeline.names.han.places import Places
from pipeline.names.han.stretches import Page
from pipeline.names.phrase import Phrase

__all__ = ["Confirmed"]

Grow = Callable[[Page, re.Match[str]], Phrase | None]
Span = tuple[int, int]

# Characters of the shortest name that only a recogniser finds.
SHORTEST = 4
# A single character before a name belongs to it more often than not: 环|波罗的海.
SHORTEST_VERB = 2
_HAN = re.compile(r"[\u3400-\u9fff·“”]+")


class Confirmed:
    """Settles names by what a recogniser calls organisations. Words read: `recognised` (how names of bodies end), collectives, untold, untold_ends."""

    def __init__(self, bounds: Bounds, places: Places, grow: Grow) -> None:
        self._bounds = bounds
        self._places = places
        self._grow = grow

    def settle(self, page: Page, phrases: Sequence[Phrase], bodies: Sequence[Span], others: Sequence[Span]) -> list[Phrase]:
        """The phrases of a text, each with the bounds that the recogniser confirms, and those that it adds.

        `bodies`: what it calls organisations; `others`: persons and places.
        """
        settled = list(phrases)
        for start, end in bodies:
            if not _HAN.fullmatch(page.text, start, end):
                continue
            number = next((n for n, p in enumerate(settled) if p.start < end and start < p.end), None)
            if number is None:
                settled += self._added(page, start, end, others)
            else:
                settled[number] = self._led_on(page, settled[number], start, end)
        return sorted(settled, key=lambda p: p.start)

    def _cut(self, page: Page, phrase: Phrase, body: Span, others: Iterable[Span]) -> Phrase:
        """A phrase less what stands before the body that ends it, no place and no other name: 谁来接手|河港联合会."""
        start, end = body
        said = page.text[phrase.start : start]
        if end != phrase.end or not phrase.start + SHORTEST_VERB <= start < phrase.head_start:
            return phrase
        named = any(s < start and phrase.start < e for s, e in others) or "“" in said
        return phrase if named or self._places.known_in(said) else replace(phrase, start=start)

    def _led_on(self, page: Page, phrase: Phrase, start: int, end: int) -> Phrase:
        """A phrase led on to the end of the body that it lies in: 数字图书馆|网."""
        if not phrase.end < end or start > phrase.head_start or page.text[phrase.end : end] not in self._bounds.collectives:
            return phrase
        head = page.text[phrase.end : end]
        return replace(phrase, end=end, head_start=end - len(head), head_end=end, head=head, specific=True)

    def _added(self, page: Page, start: int, end: int, others: Iterable[Span]) -> list[Phrase]:
        """The name of a body that no head noun has given away, by the last characters of what the recogniser found."""
        head = self._head(page, start, end)
        match = re.compile(re.escape(head)).match(page.text, end - len(head)) if head else None
        if match is None or end - start < SHORTEST:
            return []
        grown = self._grow(page, match)
        if grown is None or not grown.specific:
            return []
        return [self._cut(page, grown, (start, end), others)]

    def _head(self, page: Page, start: int, end: int) -> str:
        """How the name between two offsets ends, empty where no name of a body ends so."""
        name = page.text[start:end]
        if name.endswith((*self._bounds.untold, *self._bounds.untold_ends)):
            return ""
        return next((head for head in self._bounds.recognised if name.endswith(head)), "")
