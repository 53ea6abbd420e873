"""Titles whose noun no lexicon has, told by where they stand or by their rank: between a name and an institution, "head weaver".

"Ann Poe, glaciologist-in-chief at the Ice Institute," "Ana Rey, técnica de laboratorio del Instituto Náutico": what stands so, and
is no word that is known to say something else (a graduate, a daughter, a verb), is what she is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.titles.complements import Complements
from pipeline.persons.titles.context import Context
from pipeline.persons.tokens import Token, same_phrase

# Words of a title without complement, letters of its noun.
MOST_CORE = 4
SHORTEST = 4
# Words between a rank and its noun: "senior loom tuner".
MOST_BETWEEN = 1


class Unlisted(Complements):
    """Finds how far the core of such a title reaches.

    Words read: `unlisted_links` (prepositions before the institution; without them none is found), `unlisted_not` (nouns that
    tell no post), `unlisted_endings` (of words that are no such nouns); `ranks` and `ranks_behind` (words that make of the noun
    of somebody who does something a post), `agent_endings` (of such nouns), `no_agents` (words that have them by chance).
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__(lexicon, language)
        self.unlisted_links = Phrases(lexicon.list("unlisted_links"), elisions=self.elisions)
        self.unlisted_not = Phrases(lexicon.list("unlisted_not"), elisions=self.elisions, key=self.key)
        self.unlisted_endings = tuple(lexicon.list("unlisted_endings"))
        self.ranks = Phrases(lexicon.list("ranks"), elisions=self.elisions, key=self.key)
        self.ranks_behind = Phrases(lexicon.list("ranks_behind"), elisions=self.elisions, key=self.key)
        self.agent_endings = tuple(lexicon.list("agent_endings"))
        self.no_agents = frozenset(lexicon.list("no_agents"))
        self.naming = Phrases(lexicon.list("appointing"), elisions=self.elisions)
        self.field_words = frozenset(w.lower() for w in lexicon.list("field_nouns"))

    def ranked(self, tokens: Sequence[Token], index: int, context: Context) -> Found | None:
        """The noun of somebody who does something, with a rank before or behind it: "head weaver", "paludier en chef"."""
        rank = self.ranks.at(tokens, index)
        while rank is not None and (further := self.ranks.at(tokens, rank.end)) is not None:
            rank = further
        if rank is not None:
            for end in range(rank.end + 1, min(rank.end + 1 + MOST_BETWEEN, len(tokens) - 1) + 1):
                at = end - 1
                if not same_phrase(tokens, at) or not self._goes_with(tokens, index, at, context):
                    break
                if self._agent(tokens, at) and self.heads.at(tokens, end) is None:
                    return Found(end, tokens[at].lower)
            return None
        if not self.ranks_behind or index + 1 >= len(tokens) or not same_phrase(tokens, index + 1):
            return None
        behind = self.ranks_behind.at(tokens, index + 1)
        opened = not index or not tokens[index - 1].is_word or tokens[index - 1].is_break
        opened = opened or self._opens(tokens, index)
        fits = behind is not None and opened and self._goes_with(tokens, index, index, context)
        return Found(behind.end, tokens[index].lower) if behind and fits and self._agent(tokens, index) else None

    def _opens(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the word before a noun is one behind which a noun phrase begins."""
        before = tokens[index - 1].lower
        tables = (self.articles, self.prepositions, self.dropped, self.before)
        return before in self.conjunctions or any(table.covers(tokens, index - 1, index) for table in tables)

    def _goes_with(self, tokens: Sequence[Token], first: int, at: int, context: Context) -> bool:
        """Whether a word may belong to a title that begins at `first`: of one case with it, no name, no small word, no title."""
        token = tokens[at]
        if not token.is_word or at in context.institutions or at in context.people or at in context.places:
            return False
        if at > first + 1 and token.is_capital != tokens[first + 1].is_capital:
            return False
        known = (self.stops, self.prepositions, self.articles, self.heads, self.skips, self.unlisted_not)
        return token.lower not in self.conjunctions and not any(table.at(tokens, at) is not None for table in known)

    def _agent(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word names somebody by what they do, as its ending or the dictionary says."""
        token = tokens[at]
        if len(token.text) <= SHORTEST or token.lower in self.no_agents:
            return False
        if morphology.inflects(self.language):
            return morphology.is_person(token.text, self.language)
        return token.lower.endswith(self.agent_endings)

    def unlisted(self, tokens: Sequence[Token], index: int, context: Context) -> int:
        """Index behind the core of an unlisted title that begins at a token; `index` itself where none does."""
        if not self.unlisted_links or not self._behind_name(tokens, index, context):
            return index
        end = index
        while end < len(tokens) and end - index < MOST_CORE and self._may_be_title(tokens, end, context):
            end += 1
            if self._reaches_body(tokens, end, context):
                return end
            if self.loose:
                break
        return index

    def _behind_name(self, tokens: Sequence[Token], index: int, context: Context) -> bool:
        """Whether only a comma stands between a person and a token."""
        return index > 1 and tokens[index - 1].text == "," and index - 1 in context.named

    def _may_be_title(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        token = tokens[at]
        if not (token.is_word and same_phrase(tokens, at) and token.lower == token.text and len(token.text) >= SHORTEST):
            return False
        if at in context.institutions or at in context.people or at in context.places:
            return False
        known = (self.stops, self.prepositions, self.articles, self.dropped, self.skips, self.unlisted_not)
        if any(table.at(tokens, at) is not None for table in known) or token.lower in self.conjunctions:
            return False
        return not token.lower.endswith((*self.stop_endings, *self.unlisted_endings)) and not morphology.is_verb(
            token.text, self.language
        )

    def _reaches_body(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether an institution begins here, behind a preposition, or at the end of what the noun governs."""
        link = self.unlisted_links.at(tokens, at)
        if link is None:
            return False
        first = self.phrases.skip_articles(tokens, link.end)
        if first in context.institutions:
            return True
        housed = first < len(tokens) and self.housed.covers(tokens, at, link.end)
        if housed and tokens[first].is_capital and first not in context.places and first not in context.people:
            return True
        if not self.loose:
            return False
        last = self.complement(tokens, at, context, at + 2 * MOST_CORE)
        return any(i in context.institutions for i in range(at, last))
