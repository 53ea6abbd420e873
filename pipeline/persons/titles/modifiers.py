"""What stands before the noun of a post and belongs to it: "Acting Deputy", "Academy", "première"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import units
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.unlisted import Unlisted
from pipeline.persons.tokens import Token, same_phrase

__all__ = ["Modifiers"]


class Modifiers(Unlisted):
    """Finds where a title begins."""

    def _before(self, tokens: Sequence[Token], head: int, context: Context, floor: int) -> int:
        at = head
        while (
            at > floor
            and same_phrase(tokens, at)
            and (at - 1 not in context.inside or self._only_noun(tokens, at - 1, context))
        ):
            token = tokens[at - 1]
            if (step := self._modifier_ending(tokens, at, floor)) is not None:
                at = step
            elif self._noun_before(tokens, at) or self._quality(tokens, at, floor) or self._field_noun(tokens, at, head):
                at -= 1
            elif token.lower in self.conjunctions and at - 2 >= floor and self._coordinates(tokens, at, context):
                at -= 2
            else:
                break
        return at

    def _field_noun(self, tokens: Sequence[Token], at: int, head: int) -> bool:
        """Where modifiers come first, whether a field in small letters stands before a post that is no trade: "fleet | manager", not "cattle | farmer"."""
        if at != head or self.loose or self.genitive or self.affixes or self.occupations.at(tokens, head) is not None:
            return False
        return tokens[head - 1].text.islower() and tokens[head - 1].lower in self.field_words

    def _noun_before(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a capitalised word before a capitalised one says what somebody heads: "Academy Manager"."""
        token = tokens[at - 1]
        behind_name = self.heads.at(tokens, at) is not None and tokens[at].is_all_capitals and len(tokens[at].text) > 1
        return (
            token.is_word
            and token.is_capital
            and tokens[at].is_capital
            and not behind_name
            and not self._appointee(tokens, at)
            and self._premodifies(tokens, at - 1)
        )

    def _appointee(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether capitals before a title are whom a verb puts into it: "has appointed Ann Poe | Director"; none is a field ("named Human Resources Director")."""
        first = at
        while first and tokens[first - 1].is_word and tokens[first - 1].is_capital and same_phrase(tokens, first):
            first -= 1
        named = first and any(self.naming.covers(tokens, first - n, first) for n in (1, 2) if first >= n)
        words = [t.lower for t in tokens[first:at]]
        known = any(w in self.field_words or w in self.units for w in words) or self.before.at(tokens, first) is not None
        return bool(named) and len(words) > 1 and not known

    def _quality(self, tokens: Sequence[Token], at: int, floor: int) -> bool:
        """Whether the word before a token says which holder in time: "su primer director"; of some words, behind a comma only: ", actuelle directrice"."""
        if tokens[at - 1].text in self.in_order:
            return True
        return at - 2 >= floor and tokens[at - 1].lower in self.qualities and tokens[at - 2].text == ","

    def _only_noun(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether an institution is but a noun such as "Centre", which modifies a head: "Centre Manager"."""
        return context.institutions.get(at) == at + 1 and tokens[at].lower in self.units and tokens[at].is_capital

    def _modifier_ending(self, tokens: Sequence[Token], at: int, floor: int) -> int | None:
        for back in range(min(4, at - floor), 0, -1):
            if self.before.covers(tokens, at - back, at):
                return at - back
        return at - 1 if at > floor and self._site(tokens, at) else None

    def _site(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether what stands before a token is a noun for a centre, which says what somebody heads: "studio manager"."""
        if self.loose or self.genitive or self.affixes or self.language not in units.languages():
            return False
        noun = tokens[at - 1]
        same = noun.is_capital or not tokens[at].is_capital
        return same and bool(units.heads(noun.lower, self.language)) and self.stops.at(tokens, at - 1) is None

    def _premodifies(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if self.genitive or self.loose or token.lower in self.not_names or len(token.text) < 2:
            return False
        if token.is_all_capitals and token.text not in self.areas:
            return False
        return not any(table.at(tokens, at) for table in (self.stops, self.articles, self.dropped))

    def _coordinates(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether "Cooperation and Cultural Action Counsellor" goes on to the left over its "and"."""
        left = at - 2
        if left in context.inside or left - 1 < 0 or not (tokens[left].is_capital and tokens[at].is_capital):
            return False
        opened = tokens[left - 1].text == "," or self.articles.at(tokens, left - 1) is not None
        return opened and self._premodifies(tokens, left) and self.heads.at(tokens, left) is None
