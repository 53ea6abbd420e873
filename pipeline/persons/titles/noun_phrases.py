"""Where the noun phrase ends that a title is the head of: capitals and their joiners, small words, the name of a body."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline import morphology, units
from pipeline.persons.phrases import Found
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.vocabulary import Vocabulary
from pipeline.persons.tokens import Token, initial, same_phrase

MOST_PLAIN = 6
# Words of an inner unit behind the body that has it: "evaluation team".
MOST_UNIT = 3
OPENING, CLOSING = frozenset('"“«„'), frozenset('"”»')


@dataclass(frozen=True, slots=True)
class NounPhrases:
    """Finds where noun phrases end; all indices are of tokens."""

    words: Vocabulary

    def end(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind the noun phrase that begins here; `at` itself where none does."""
        if at >= len(tokens) or at in context.people:
            return at
        if at in context.institutions:
            return self._body(tokens, at, context)
        if at in context.places and not self.names_unit(tokens, context.places[at]):
            return context.places[at]
        if self.words.loose or self.words.genitive or not (tokens[at].is_capital and tokens[at].is_word):
            return self._plain(tokens, at, context)
        return self.capitals(tokens, at, context)

    def capitals(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind capitalised words joined by small ones and by commas that a conjunction closes."""
        end = at
        while end < len(tokens) and end not in context.people and (end == at or same_phrase(tokens, end)):
            token = tokens[end]
            if end in context.places and end > at and tokens[end - 1].is_capital:
                break
            if end in context.institutions and end > at:
                end = context.institutions[end]
                continue
            if end > at and token.lower in self.words.units and not token.is_capital:
                return end + 1
            if not self._continues(tokens, end, at, context):
                break
            end += 1
        return end

    def _continues(self, tokens: Sequence[Token], end: int, at: int, context: Context) -> bool:
        """Whether a token goes on with the capitalised words that began at `at`."""
        token = tokens[end]
        if token.lower in self.words.joiners:
            return self._goes_on(tokens, end + 1, context)
        if token.text == ",":
            return self._enumerates(tokens, end, context)
        if not token.is_word or (token.lower in self.words.not_names and not self._within_name(tokens, end, at)):
            return False
        national = end - 1 == at and at in context.nationals
        return (token.is_capital or token.text.isdigit()) and (national or not self._begins_title(tokens, end, at))

    def _within_name(self, tokens: Sequence[Token], end: int, at: int) -> bool:
        """Whether a small word with a capital stands between two others of a name: "Doctors Without Walls"."""
        between = end > at and end + 1 < len(tokens) and same_phrase(tokens, end + 1)
        return between and tokens[end].is_capital and tokens[end - 1].is_capital and tokens[end + 1].is_capital

    def _body(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind an institution: its closing quotation mark, and a unit that it only modifies ("the EU Delegation")."""
        end = context.institutions[at]
        if end < len(tokens) and tokens[end].text in CLOSING:
            return end + 1
        if end < len(tokens) and not tokens[end].is_capital and not self.words.articles.covers(tokens, at - 1, at):
            return end
        if self.words.loose or self.words.genitive:
            return end
        if self.words.articles.covers(tokens, at - 1, at) and (unit := self._unit(tokens, end)) > end:
            return unit
        return self.capitals(tokens, end, context) if self.names_unit(tokens, end) else end

    def _unit(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind an inner unit in small letters, no site, that a body only modifies: "the EU | evaluation team"; `at` itself where none stands."""
        for end in range(at, min(at + MOST_UNIT, len(tokens))):
            word = tokens[end]
            if not (same_phrase(tokens, end) and word.text.islower()) or self._stops(tokens, end, at):
                break
            if word.lower in self.words.units and not units.heads(word.lower, self.words.language):
                return end + 1
        return at

    def names_unit(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a place only opens the name of an inner unit: "Africa Department", "Asia-Pacific Office"."""
        if at < len(tokens) and same_phrase(tokens, at) and tokens[at].lower in self.words.units:
            return True
        run = at
        while run < len(tokens) and run - at < 4 and same_phrase(tokens, run) and tokens[run].is_capital:
            if tokens[run].lower in self.words.units or (run > at and tokens[run].lower in self.words.nouns):
                return True
            run += 1
        return False

    def _begins_title(self, tokens: Sequence[Token], index: int, at: int) -> bool:
        return index > at and self.words.heads.at(tokens, index) is not None

    def _goes_on(self, tokens: Sequence[Token], index: int, context: Context) -> bool:
        """Whether a capitalised word follows over small joiners, and neither a person nor a title does."""
        while index < len(tokens) and tokens[index].lower in self.words.joiners:
            index += 1
        if index >= len(tokens) or index in context.people or not same_phrase(tokens, index):
            return False
        return tokens[index].is_word and tokens[index].is_capital and self.opens_no_title(tokens, index)

    def opens_no_title(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether no noun of a post stands here, nor behind its modifiers."""
        while (found := self.words.before.at(tokens, index) or self.words.dropped.at(tokens, index)) is not None:
            index = found.end
        while index + 1 < len(tokens) and tokens[index].text.islower() and self._qualifies(tokens, index):
            index += 1
        return self.words.heads.at(tokens, index) is None

    def _qualifies(self, tokens: Sequence[Token], at: int) -> bool:
        """In a language of cases, whether a word is an adjective before the noun of a post or another such: "и многолетний руководитель"."""
        behind = self.words.heads.at(tokens, at + 1) is not None or morphology.is_adjective(
            tokens[at + 1].text, self.words.language
        )
        return (
            behind
            and morphology.is_adjective(tokens[at].text, self.words.language)
            and "g" not in morphology.cases(tokens[at].text, self.words.language)
        )

    def _enumerates(self, tokens: Sequence[Token], comma: int, context: Context) -> bool:
        """Whether "A, B and C" goes on behind its comma: capitalised words alone up to the closing conjunction."""
        index, words = comma + 1, 0
        while index < len(tokens) and index - comma < 12 and index not in context.people:
            token = tokens[index]
            if token.is_break or index in context.institutions:
                return False
            if token.lower in self.words.conjunctions:
                opens = words == 0 and index == comma + 1 and not self._subject(tokens, index + 1)
                return (words > 0 or opens) and self._goes_on(tokens, index + 1, context)
            if token.text != "," and not (token.is_word and (token.is_capital or token.lower in self.words.joiners)):
                return False
            if token.is_word and not self.opens_no_title(tokens, index):
                return False
            words, index = words + 1, index + 1
        return False

    def _subject(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether capitals are the subject of a verb behind them: ", and | Kingston has not forgiven me"."""
        while at < len(tokens) and tokens[at].is_word and tokens[at].is_capital:
            at += 1
        return at < len(tokens) and tokens[at].lower in self.words.finite

    def _plain(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind small words up to whatever ends them; an institution ends them too, and belongs; a post they begin with is whole."""
        post = self.words.heads.at(tokens, at) if self.words.loose else None
        end = post.end if post is not None and post.end > at + 1 else at
        while end < len(tokens) and end not in context.people and (end == at or same_phrase(tokens, end)):
            token = tokens[end]
            if end in context.institutions and end > at:
                return end if not self.words.genitive else context.institutions[end]
            if end > at and (self.other_post(tokens, end, context) or self.ungoverned(tokens, end)):
                break
            if end > at and self._another_field(tokens, end):
                end += 1
                continue
            if end > at and (
                self.words.affixes.passes_to_name(tokens[end - 1].text, tokens[end].text)
                or self.skip_articles(tokens, end) in context.people
                or self.descends(tokens, end)
            ):
                break
            if token.lower in self.words.conjunctions:
                if not self._plain_goes_on(tokens, end + 1, context):
                    break
            elif not token.is_word or initial(tokens, end) or self._stops(tokens, end, at) or end - at >= MOST_PLAIN:
                break
            end += 1
        return end

    def _another_field(self, tokens: Sequence[Token], at: int) -> bool:
        """Where the article is glued: whether "and" is written to one more field, what it is of behind it: "قسم الصيانة | ومراقبة الجودة"."""
        affixes, word = self.words.affixes, tokens[at].text
        joined = next((letter for letter in affixes.also if word.startswith(letter)), "") if affixes else ""
        behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
        return bool(joined) and affixes.key(word[len(joined) :]) in self.words.works and behind.startswith(affixes.article)

    def descends(self, tokens: Sequence[Token], at: int) -> bool:
        """Where the article is glued: whether a name begins, said to be a son's or daughter's: "mayor of A | B, daughter of C"."""
        behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
        return behind in self.words.descent and not self.words.affixes.definite(tokens[at].text)

    def other_post(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Where the article is glued: whether a post begins behind a definite noun or a place: "governor of A | founder of B"."""
        if not self.words.affixes or self.words.heads.at(tokens, at) is None:
            return False
        closed = self.words.affixes.definite(tokens[at - 1].text) or at in context.places.values()
        bare = not self.words.affixes.definite(tokens[at].text) and tokens[at].text not in self.words.affixes.prefixes
        return closed and (bare or self._second(tokens, at))

    def _second(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a post with the article begins, a modifier of its own behind it: "the minister of youth | the regional director"."""
        head = self.words.heads.at(tokens, at)
        return head is not None and at > 1 and (head.end > at + 1 or self.words.after.at(tokens, head.end) is not None)

    def ungoverned(self, tokens: Sequence[Token], at: int) -> bool:
        """In a language of cases, whether a post begins that no other governs: «приказом ректора | деканом назначен»."""
        if self.words.affixes or not self.words.genitive or self.words.heads.at(tokens, at) is None:
            return False
        cases = morphology.cases(tokens[at].text, self.words.language)
        return bool(cases) and "g" not in cases

    def _plain_goes_on(self, tokens: Sequence[Token], index: int, context: Context) -> bool:
        index = self.skip_articles(tokens, index)
        if index >= len(tokens) or index in context.people or index in context.institutions or not tokens[index].is_word:
            return False
        if self._stops(tokens, index, -1) or not self.opens_no_title(tokens, index):
            return False
        two_capitals = tokens[index].is_capital and index + 1 < len(tokens) and tokens[index + 1].is_capital
        return not two_capitals or tokens[index].lower.endswith(self.words.field_endings)

    def _stops(self, tokens: Sequence[Token], index: int, at: int) -> bool:
        token = tokens[index]
        noun = (
            self.words.loose and token.is_capital and index > 0 and not tokens[index - 1].is_break
        )  # "Oficina de Representación"
        served = self.words.genitive and index == at and morphology.is_plural(token.text, self.words.language)
        served = served and self.words.prepositions.covers(tokens, index - 1, index)  # «по работе с выпускниками»
        if self.words.stops.at(tokens, index) is not None and not (noun or served):
            return True
        if self.words.prepositions.at(tokens, index) is not None or self.words.over_moment(tokens, index) > index:
            return True
        counted = self.words.loose and index + 1 < len(tokens) and tokens[index + 1].text[0].isdigit()
        if counted and (token.text.islower() and self.words.articles.covers(tokens, index, index + 1)):
            return True
        if morphology.is_verb(token.text, self.words.language) or morphology.is_adverb(token.text, self.words.language):
            return True
        if index > at and not token.is_capital and token.lower.endswith(self.words.stop_endings) and len(token.lower) > 4:
            return True
        return index > at and at >= 0 and not self.words.genitive and self._heads_anew(tokens, index)

    def _heads_anew(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a title begins inside a complement; directly behind the noun of a unit it is an adjective ("Consejo Rector")."""
        if self.words.heads.at(tokens, index) is None:
            return False
        return not (self.words.loose and tokens[index - 1].lower in self.words.units)

    def skip_articles(self, tokens: Sequence[Token], at: int, bodies: Container[int] = ()) -> int:
        """Index behind articles, nouns such as "the company" before a name, and an opening quotation mark; no further than where one of `bodies` begins."""
        while at not in bodies:
            found = self.apposition(tokens, at)
            if found is None or any(n in bodies for n in range(at, found.end)):
                found = self.words.articles.at(tokens, at)
            if found is None:
                break
            at = found.end
        return at + 1 if at < len(tokens) and tokens[at].text in OPENING else at

    def apposition(self, tokens: Sequence[Token], at: int) -> Found | None:
        """A noun such as "the company" that stands before a name; alone it is what a title is the head of."""
        found = self.words.apposed.at(tokens, at)
        if found is None or found.end >= len(tokens):
            return None
        behind = tokens[found.end]
        named = behind.is_word and (behind.is_capital or bool(self.words.affixes))
        return found if named or behind.text in OPENING else None
