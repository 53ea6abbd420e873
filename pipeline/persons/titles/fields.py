"""Fields that stand behind a title in capitals, without preposition: "directeur Afrique", "Vice President Operations", "Manager: Finance"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Phrases
from pipeline.persons.tokens import Token

__all__ = ["Fields"]


class Fields:
    """The fields of one language. Words read: bare_fields (none where titles take no bare field), field_marks, capital_fields, conjunctions."""

    def __init__(self, lexicon: Lexicon, elisions: Collection[str]) -> None:
        fields = lexicon.list("bare_fields")
        self.words = Phrases([*fields, *(w[:1].lower() + w[1:] for w in fields)], elisions=elisions)
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.any = bool(fields)
        # Marks between a title and its field, where they are written; whether fields have capitals behind titles with capitals.
        self.marks = frozenset(lexicon.list("field_marks"))
        self.capitals = bool(lexicon.words.get("capital_fields"))

    def end(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind the field at a token and one that "and" joins to it, with capitals or not ("responsable projets"); `at` itself where none stands behind small words."""
        if not self.any or not at:
            return at
        marked = tokens[at].text in self.marks and at + 1 < len(tokens) and not tokens[at + 1].is_break
        found = self.words.at(tokens, at + marked)
        if found is None or tokens[at - 1].is_break or not tokens[at - 1].is_word:
            return at
        if marked and not tokens[at + 1].is_capital:
            return at
        if not (marked or self.capitals) and tokens[at - 1].is_capital and not tokens[at - 1].is_all_capitals:
            return at
        if self.capitals and not all(t.is_capital for t in (tokens[at - 1], tokens[found.end - 1])):
            return at
        joined = found.end + 1 < len(tokens) and tokens[found.end].lower in self.conjunctions
        further = self.words.at(tokens, found.end + 1) if joined else None
        return found.end if further is None else further.end
