"""Fields that stand behind a title in capitals, without preposition: "directeur Afrique", "vice-présidente Europe et international"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Phrases
from pipeline.persons.tokens import Token

__all__ = ["Fields"]


class Fields:
    """The fields of one language. Words read: bare_fields (none where titles take no bare field), conjunctions."""

    def __init__(self, lexicon: Lexicon, elisions: Collection[str]) -> None:
        fields = lexicon.list("bare_fields")
        self.words = Phrases([*fields, *(w[:1].lower() + w[1:] for w in fields)], elisions=elisions)
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.any = bool(fields)

    def end(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind the field at a token and one that "and" joins to it, with capitals or not ("responsable projets"); `at` itself where none stands behind small words."""
        found = self.words.at(tokens, at) if self.any and at else None
        if found is None or tokens[at - 1].is_break or not tokens[at - 1].is_word:
            return at
        if tokens[at - 1].is_capital and not tokens[at - 1].is_all_capitals:
            return at
        joined = found.end + 1 < len(tokens) and tokens[found.end].lower in self.conjunctions
        further = self.words.at(tokens, found.end + 1) if joined else None
        return found.end if further is None else further.end
