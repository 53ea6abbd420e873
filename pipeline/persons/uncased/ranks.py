"""Ranks and posts beside names in a script without capitals, as Arabic: what is both a rank and somebody's name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.phrases import Phrases
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.words import UncasedWords, folded

__all__ = ["UncasedRanks"]

ABBREVIATED = "./"


class UncasedRanks(UncasedWords):
    """Where a title or an honorific ends a name.

    Words read: honorifics, `given_too` (honorifics with the article, given names without), `posts_too` (the same, posts without),
    `names_of_posts` (posts and given names alike), `families_too` (ranks and family names alike, with the article), and `name_stops` and
    speech, at which names end.
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon, affixes)
        self.stops = Phrases([*lexicon.list("name_stops"), *lexicon.list("speech")], key=self.unlike)
        self.posts = grammar.heads
        self.after = grammar.after
        self.ranks = Phrases(lexicon.list("honorifics"), key=grammar.key)
        self.bare_posts = folded(lexicon.list("posts_too"))
        self.shared = folded(lexicon.list("names_of_posts"))
        self.givens = folded(lexicon.list("given_too"))
        self.families = folded(lexicon.list("families_too"))

    def ranked(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title or an honorific begins, that is not a name as well ("Amir", "Sharif" without article)."""
        if self.given(tokens, at) or self.joins(tokens, at) or self.family(tokens, at):
            return False
        if self.posts.at(tokens, at) is not None:
            return True
        found = self.ranks.at(tokens, at)
        if found is None or self._unranked(tokens, at, found.phrase) or found.end >= len(tokens):
            return False
        return tokens[found.end].is_word or tokens[found.end].text in ABBREVIATED

    def _unranked(self, tokens: Sequence[Token], at: int, rank: str) -> bool:
        """Whether a rank that is listed with the article stands without it: "al-Haddad" forges iron, Haddad is a family."""
        listed = phrases.fold(rank).startswith(self.affixes.article)
        return listed and not self.affixes.definite(tokens[at].text) and not self.affixes.eaten(tokens, at)

    def given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a given name without: "al-Sharif", but "Sharif"."""
        if phrases.fold(tokens[at].text) in self.shared:
            found = self.posts.at(tokens, at)
            return (found is None or found.end == at + 1) and self._uncomplemented(tokens, at + 1)
        glued = self.affixes.eaten(tokens, at)
        return not glued and phrases.fold(tokens[at].text) in self.givens

    def family(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a rank ends a name that has begun: "Sami al-Qadi, director of", with nobody behind it whose rank it could be."""
        if phrases.fold(tokens[at].text) not in self.families:
            return self._presented(tokens, at)
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if self.posts.at(tokens, at) is not None and self.after.at(tokens, at + 1) is not None:
            return False
        if behind is None or not behind.is_word or phrases.fold(behind.text) in self.nasab or self.familial(behind):
            return True
        return self.posts.at(tokens, at + 1) is not None

    def _presented(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a rank is the family name between a given name and a comma with a post behind it: «يحيى الوزير، مدير المشروع»."""
        if at == 0 or at + 2 >= len(tokens) or tokens[at + 1].text != "،" or not self.is_sure(tokens[at - 1].text):
            return False
        return self.affixes.definite(tokens[at].text) and self.posts.at(tokens, at + 2) is not None

    def _uncomplemented(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether what follows can be no complement of a post: a mark, the end, a family name, a word without article."""
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        if not self.affixes.definite(tokens[at].text) and self.stops.at(tokens, at) is None:
            return True
        closed = at + 1 >= len(tokens) or not tokens[at + 1].is_word
        return self.familial(tokens[at]) or (closed and self.ranks.at(tokens, at) is not None)

    def bare_post(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a post without: "al-Safir", but "safir of Japan"."""
        glued = self.affixes.eaten(tokens, at)
        definite = phrases.fold(tokens[at].text).startswith(self.affixes.article)
        return not glued and not definite and self.affixes.key(tokens[at].lower) in self.bare_posts
