"""Titles whose noun no lexicon has, told by where they stand: between a name and an institution.

"Ann Poe, glaciologist-in-chief at the Ice Institute," "Ana Rey, técnica de laboratorio del Instituto Náutico": what stands so, and
is no word that is known to say something else (a graduate, a daughter, a verb), is what she is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Phrases
from pipeline.persons.titles.complements import Complements
from pipeline.persons.titles.context import Context
from pipeline.persons.tokens import Token, same_phrase

# Words of a title without complement, letters of its noun.
MOST_CORE = 4
SHORTEST = 4


class Unlisted(Complements):
    """Finds how far the core of such a title reaches.

    Words read: `unlisted_links` (prepositions before the institution; without them none is found), `unlisted_not` (nouns that
    tell no post), `unlisted_endings` (of words that are no such nouns).
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__(lexicon, language)
        self.unlisted_links = Phrases(lexicon.list("unlisted_links"), elisions=self.elisions)
        self.unlisted_not = Phrases(lexicon.list("unlisted_not"), elisions=self.elisions, key=self.key)
        self.unlisted_endings = tuple(lexicon.list("unlisted_endings"))

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
        if self.phrases.skip_articles(tokens, link.end) in context.institutions:
            return True
        if not self.loose:
            return False
        last = self.complement(tokens, at, context, at + 2 * MOST_CORE)
        return any(i in context.institutions for i in range(at, last))
