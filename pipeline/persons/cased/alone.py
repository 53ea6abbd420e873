"""Persons told, in a language of cases, by what is said of them right beside the name, be it of one word only.

«сторож Рашид», «у Рашида», «Рашид, сторож склада»: a given name that the dictionary knows beside the noun of a person in its
case, or behind a preposition that leads to persons. A name of several words needs but the noun of a person behind its comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import gazetteer, morphology
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token, same_phrase

__all__ = ["Alone"]

# Words between a comma and the noun of who somebody is: «, бывший школьный сторож».
MOST_ADJECTIVES = 2


@dataclass(frozen=True, slots=True)
class Alone:
    """Judges names by their neighbours. `beside`: prepositions that lead to persons («у», «к»)."""

    grammar: TitleGrammar
    beside: frozenset[str]

    def called(self, scene: Scene, name: Name) -> bool:
        """Whether what stands beside a name says that it is somebody's."""
        language, tokens = self.grammar.language, scene.tokens
        if not morphology.inflects(language):
            return False
        cases = morphology.cases(name.parts[0], language, number="sing")
        if len(name.parts) > 1:
            return self._before_trade(tokens, name.last, cases)
        if not self._may_be(name.parts[0]):
            return False
        known = morphology.name_kind(name.parts[0], language) is morphology.NameKind.NAME
        if self._behind_trade(tokens, name.first, cases, known=known):
            return True
        if not known:
            return False
        return self._behind_preposition(tokens, name.first, cases) or self._before_trade(tokens, name.last, cases)

    def at_trade(self, scene: Scene, name: Name) -> bool:
        """Whether, where words have no cases, a trade stands right before one given name, a comma between or not: "a baker, | Bridget"."""
        language, tokens = self.grammar.language, scene.tokens
        if morphology.inflects(language) or len(name.parts) != 1 or not self._may_be(name.parts[0]):
            return False
        before = name.first - 1 - (name.first > 1 and tokens[name.first - 1].text == ",")
        closed = name.last == len(tokens) or not tokens[name.last].is_word
        return (
            closed
            and before >= 0
            and tokens[before].text.islower()
            and self.grammar.occupations.covers(tokens, before, before + 1)
        )

    def _may_be(self, word: str) -> bool:
        """Whether a word is spelled as a name and is known for no place."""
        return word.istitle() and not gazetteer.anywhere(word) and not morphology.place_cases(word, self.grammar.language)

    def _behind_trade(self, tokens: Sequence[Token], first: int, cases: frozenset[str], *, known: bool) -> bool:
        """Whether the noun of a person in the same case stands right before: «вахтёра | Зинаиды»; before a word of no dictionary, a known trade in the nominative."""
        if not first or not same_phrase(tokens, first):
            return False
        before, opens = tokens[first - 1], first == 1 or not tokens[first - 2].is_word
        if not (opens or before.text == before.lower) or not self._somebody(tokens, first - 1):
            return False
        said = morphology.cases(before.lower, self.grammar.language, number="sing")
        if known:
            return bool(said & cases)
        trade = self.grammar.occupations.covers(tokens, first - 1, first)
        return trade and "n" in said and "g" not in said and not tokens[first].lower.endswith(self._genitives())

    def _somebody(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is the noun of a person, by the dictionary or as a known trade."""
        return morphology.is_person(tokens[at].lower, self.grammar.language) or self.grammar.heads.covers(tokens, at, at + 1)

    def _before_trade(self, tokens: Sequence[Token], last: int, cases: frozenset[str]) -> bool:
        """Whether the noun of a person in the same case stands behind a comma: «Рашид, | бывший сторож склада»."""
        language = self.grammar.language
        if last + 1 >= len(tokens) or tokens[last].text != ",":
            return False
        for at in range(last + 1, min(last + 2 + MOST_ADJECTIVES, len(tokens))):
            word = tokens[at]
            if word.text != word.lower or not word.is_word:
                return False
            if morphology.is_person(word.lower, language):
                return bool(cases & morphology.cases(word.lower, language, number="sing"))
            if not morphology.is_adjective(word.lower, language):
                return False
        return False

    def _behind_preposition(self, tokens: Sequence[Token], first: int, cases: frozenset[str]) -> bool:
        """Whether a preposition that leads to persons stands right before: «у | Рашида»."""
        before = tokens[first - 1].lower if first and same_phrase(tokens, first) else ""
        return before in self.beside and bool(morphology.governed(before, self.grammar.language) & cases)

    def _genitives(self) -> tuple[str, ...]:
        """How a name in the genitive may end."""
        return tuple(morphology.words_of(self.grammar.language).list("genitives"))
