"""What a personal name looks like in a script without capitals, as Arabic: how far it goes from its first word.

A name is one to four words; what joins words (بن, عبد, أبو) does not count. Where nothing closes it, a word with the article
in second place or later does, because a family name so formed comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline import phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.shapes import Name
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.ends import UncasedEnds
from pipeline.persons.uncased.words import folded

__all__ = ["MOST_WORDS", "UncasedShapes"]

MOST_WORDS = 4
# Letters of a plural that is nobody's name, more than these.
LONG_THING = 4


class UncasedShapes(UncasedEnds):
    """Reads names without capitals. Words read: participles (plurals that are no clan)."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon, grammar, affixes)
        self.participles = folded(lexicon.list("participles"))

    def at(self, tokens: Sequence[Token], index: int, *, barred: Callable[[int], bool], loose: bool = False) -> Name | None:
        """The name that begins at a token; whether that is a name at all, only its surroundings can say."""
        ends = self._ends(tokens, index, barred)
        if not ends or self._clausal(tokens, index) or (ends == [index + 1] and len(tokens[index].text) == 1):
            return None
        last = self._whole(tokens, ends) if self.is_whole(tokens, ends[-1]) else self._cut(tokens, ends)
        return Name(index, last, tokens[index].start, tokens[last - 1].end, tuple(t.text for t in tokens[index:last]))

    def _clausal(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a verb begins here, its object behind it: "the student | cuts the way"."""
        verb = self.is_verb(phrases.fold(tokens[at].text))
        behind = at + 1 < len(tokens) and tokens[at + 1].is_word
        return verb and behind and (self.affixes.definite(tokens[at + 1].text) or self.stops.at(tokens, at + 1) is not None)

    def _ends(self, tokens: Sequence[Token], index: int, barred: Callable[[int], bool]) -> list[int]:
        """Indices behind the first word, the second, and so on, as far as a name may go."""
        ends: list[int] = []
        at = index
        while at < len(tokens) and len(ends) < MOST_WORDS and not self._stops(tokens, at, index, barred):
            compound = self.compounds.at(tokens, at)
            at = compound.end if compound is not None else at + 1
            while at < len(tokens) and self._onward(tokens, at - 1) and not self._parted(tokens, at, index, barred):
                at += 1
            if at < len(tokens) and phrases.fold(tokens[at].text) in self.faith:
                at += 1
            if not self._onward(tokens, at - 1) or self.affixes.definite(tokens[at - 1].text):
                ends.append(at)
        return ends

    def _onward(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word joins the next one to a name, and does not end what stands before it: "of the faith"."""
        return self.joins(tokens, at) and phrases.fold(tokens[at].text) not in self.faith

    def _parted(self, tokens: Sequence[Token], at: int, first: int, barred: Callable[[int], bool]) -> bool:
        """Whether a name ends though a joining word stands last: "servant of" takes any noun, be it that of a post ("al-Amir")."""
        before = phrases.fold(tokens[at - 1].text)
        if before.startswith(self.affixes.article) and before != self.affixes.article:
            return self._stops(tokens, at, first, barred)
        return not tokens[at].is_word or not tokens[at].text[0].isalpha()

    def _stops(self, tokens: Sequence[Token], at: int, first: int, barred: Callable[[int], bool]) -> bool:
        """Whether a word belongs to no name that begins at `first`."""
        token = tokens[at]
        if barred(at) or not token.is_word or not token.text[0].isalpha():
            return True
        if self.stops.at(tokens, at) is not None and not self._called(tokens, at, first):
            return True
        if at == first:
            return False
        if self.letters(tokens, at) or token.text in self.affixes.prefixes or self.ranked(tokens, at):
            return True
        if self.stopped(tokens, at) or (self.adverbial(tokens, at) and not self._clan(tokens, at, first)):
            return True
        return at > first + 1 if self.continues(token) else self._given_over(tokens, at)

    def _given_over(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a preposition and the article are written to a word, and are no letters of a name."""
        return phrases.fold(tokens[at].text) not in self.glued and self.given_to(tokens, at)

    def _called(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether a word at which names end is the given name that opens one: «صباح نوري», not «صباح اليوم»."""
        if at != first or at + 1 >= len(tokens) or not tokens[at + 1].is_word:
            return False
        if self.compounds.at(tokens, at) is not None:
            return True
        behind = tokens[at + 1]
        named = self.is_given(behind.text) or self.familial(behind) or self.joins(tokens, at + 1)
        return self.is_given(tokens[at].text) and named

    def _clan(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Whether a definite plural right behind a given name ends the name: a family called after its clan, no participle."""
        if phrases.fold(tokens[at].text) in self.participles:
            return False
        return at == first + 1 and self.affixes.definite(tokens[at].text) and self.is_closed(tokens, at + 1)

    def _whole(self, tokens: Sequence[Token], ends: Sequence[int]) -> int:
        """Where a run of words that a mark closes stops being a name: a definite noun behind the family name is the object."""
        for end, after in pairwise(ends):
            last = tokens[end - 1]
            object_behind = after - end == 1 and self.affixes.definite(tokens[end].text) and not self.familial(tokens[end])
            if end > ends[0] and self.affixes.definite(last.text) and self._things(tokens[end].text):
                return end
            own = self.affixes.definite(last.text) and not self.is_given(last.text) and not self.joins(tokens, end - 2)
            onward = after < len(tokens) and tokens[after].is_word
            family = self.familial(last) or (object_behind and own and onward and last.text not in self.faith)
            if end > ends[0] and family and (object_behind or self._predicate(tokens, end, after)):
                return end
        return ends[-1]

    def _things(self, word: str) -> bool:
        """Whether a word behind a family name is a plural without article, and nobody's name: «نور الخطيب | قراءات»."""
        folded_word = phrases.fold(word)
        return len(folded_word) > LONG_THING and folded_word.endswith(self.plurals) and not self.is_given(word)

    def _predicate(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Whether the word behind a family name is what its bearer does, and no further name: «حمد الراسبية | تشرف»."""
        token = tokens[at]
        onward = last - at == 1 and last < len(tokens) and tokens[last].is_word and self.stops.at(tokens, last) is not None
        named = self.is_given(token.text) or self.joins(tokens, at) or self.familial(token)
        return onward and not named and not self.affixes.definite(token.text)

    def _cut(self, tokens: Sequence[Token], ends: Sequence[int]) -> int:
        """Where an open run of words stops being a name: behind the first later word with the article, else the second."""
        foreign = any(token.text in self.foreign for token in tokens[: ends[-1]][ends[0] - 1 :])
        for end in ends[1:]:
            if foreign and self.affixes.definite(tokens[end - 1].text):
                return ends[max(0, ends.index(end) - 1)]
            if phrases.fold(tokens[end - 1].text).startswith(self.affixes.article):
                return end
        return ends[min(1, len(ends) - 1)]
