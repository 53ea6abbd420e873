"""Whose age is told right behind the name: "Ann Poe, 19, showed", « Ana Ruiz, 20 ans », «Анна Рой, 20 лет»."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.tokens import Token

__all__ = ["Ages"]

AGES = range(4, 111)
OPENING, CLOSING = frozenset(",،(–—"), frozenset(",،.;:)–—!?")


class Ages:
    """Reads ages. Words read: `aged` (before the number), `years` (behind it), `bare_ages` (whether a number between marks is one)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.aged = frozenset(lexicon.list("aged"))
        self.years = frozenset(lexicon.list("years"))
        self.bare = bool(lexicon.words.get("bare_ages"))

    def told(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether an age stands behind a name that ends before a token."""
        if last + 1 >= len(tokens) or tokens[last].text not in OPENING:
            return False
        at = last + 1
        while at + 1 < len(tokens) and tokens[at].lower in self.aged:
            at += 1
        if not (tokens[at].text.isdecimal() and int(tokens[at].text) in AGES):
            return False
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if behind is not None and behind.lower in self.years:
            return True
        closed = behind is None or behind.is_break or behind.text in CLOSING
        return closed and (self.bare or at > last + 1)
