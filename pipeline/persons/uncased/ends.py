"""Where a personal name ends in a script without capitals, as Arabic: at a mark, a title, a verb, a word that no name has."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.ranks import UncasedRanks
from pipeline.persons.uncased.words import SHORTEST_VERB

__all__ = ["UncasedEnds"]

LONG_PLURAL = 8


class UncasedEnds(UncasedRanks):
    """The words by which names are told apart from what follows them.

    Words read: `unnamed_marks` and `owned_endings` (that no name bears), plural_endings.
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon, grammar, affixes)
        self.marks = tuple(lexicon.list("unnamed_marks"))
        self.owned = tuple(map(phrases.fold, lexicon.list("owned_endings")))
        self.plurals = tuple(lexicon.list("plural_endings"))

    def is_closed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, a title or a word that belongs to no name follows a name."""
        return self._ended(tokens, at) or tokens[at].text == self.letter or self.adverbial(tokens, at)

    def is_whole(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, the end, a title, or another name follows, so that the words before are the whole name."""
        return self._ended(tokens, at) or self.given_to(tokens, at) or tokens[at].text.startswith(self.letter)

    def _ended(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, the end, a title or a word at which names end follows."""
        if at >= len(tokens) or not tokens[at].is_word or self.stopped(tokens, at):
            return True
        return self.ranked(tokens, at) or self.stops.at(tokens, at) is not None

    def stopped(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a letter is written to a word at which names end, that joins no words of a name."""
        return self._joined_to_stop(tokens[at]) and not self.joins(tokens, at)

    def _joined_to_stop(self, token: Token) -> bool:
        """Whether a letter is written to a word at which names end: "bi-anna"."""
        rests = [token.text.removeprefix(p) for p in self.affixes.prefixes if token.text.startswith(p)]
        return any(self.stops.at([Token(token.start, token.end, rest, rest)], 0) is not None for rest in rests if rest)

    def ends_in(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a stretch holds a word at which a name ends."""
        return any(self.is_closed(tokens, at) for at in range(first + 1, last))

    def cut_short(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a name cannot end before a token: a word that joins stands last, or "of the faith" follows."""
        behind = tokens[last].text if last < len(tokens) else ""
        return behind in self.faith or (self.joins(tokens, last - 1) and tokens[last - 1].text not in self.faith)

    def opens_none(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word behind a title goes on with the sentence: a verb, or "and" written to another word."""
        if self.letters(tokens, at):
            return False
        if self.given_to(tokens, at) or self._joined_to_stop(tokens[at]):
            return True
        return self.adverbial(tokens, at) or self.continues(tokens[at])

    def descends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word says whose son or daughter somebody is, names on either side."""
        named = all(tokens[n].is_word and tokens[n].text[0].isalpha() for n in (at - 1, at + 1))
        return named and phrases.fold(tokens[at].text) in self.nasab and not self.ranked(tokens, at - 1)

    def adverbial(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word bears a mark that no name has, is a plural, or can be but a verb, its object behind it."""
        text = tokens[at].text
        if any(mark in text for mark in self.marks):
            return True
        if self.is_given(text):
            return False
        word, article = phrases.fold(text), self.affixes.article
        if word.startswith(article):
            return len(word) >= LONG_PLURAL and word.endswith(self.plurals)
        if self.owned and word.endswith(self.owned) and len(word) > SHORTEST_VERB + 1:
            return True
        if at + 1 >= len(tokens) or not tokens[at + 1].is_word:
            return False
        if word.endswith(self.plurals) and phrases.fold(tokens[at + 1].text).startswith(article):
            return len(word) > SHORTEST_VERB + 1
        return self.is_verb(word)
