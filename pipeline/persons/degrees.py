"""Degrees behind a name, which are no part of it: "Айгуль Ахметова, PhD, доцент"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.persons.phrases import Phrases
from pipeline.persons.tokens import Token

__all__ = ["Degrees"]

# Marks before which a full stop ends the degree and not the sentence.
BEHIND = frozenset({",", ")", ";"})


class Degrees:
    """The degrees of a lexicon, as they stand behind names."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.phrases = Phrases(listed)

    def over(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind the degrees that follow a name ending before a token, a comma before each or not; the same where none does."""
        at += _shortens(tokens, at)
        while True:
            first = at + 1 if at < len(tokens) and tokens[at].text == "," else at
            found = self.phrases.at(tokens, first)
            if found is None or tokens[first].is_break or not (tokens[first].is_capital or found.phrase.startswith("(")):
                return at
            if found.phrase.isupper() and not tokens[first].text.isupper():  # "Md. Con Papadakis"
                return at
            stopped = found.end + 1 < len(tokens) and tokens[found.end].text == "."
            at = found.end + (stopped and tokens[found.end + 1].text in BEHIND)


def _shortens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a full stop only shortens the word before it, for a mark follows: "Jr., director"."""
    stopped = 0 < at < len(tokens) - 1 and tokens[at].text == "." and tokens[at].start == tokens[at - 1].end
    return stopped and tokens[at + 1].text in BEHIND
