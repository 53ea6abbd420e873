"""What a title is the head of: its complement, whatever joins it.

A complement is joined by prepositions ("of", "de", "по"), by a comma before an institution, by brackets, or directly, as
the genitive of Russian and the iḍāfa of Arabic. It ends where a person, a verb or another title begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import gazetteer, morphology, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.noun_phrases import CLOSING, OPENING, NounPhrases
from pipeline.persons.titles.vocabulary import Vocabulary
from pipeline.persons.tokens import Token, same_phrase

__all__ = ["Complements"]

MOST_WORDS = 24
MOST_COUNTED = 3
# Words of a body that ends a line behind a title and a comma, at most.
MOST_ENTITLED = 8
# From a noun to the link that it governs, with an adjective between: "Relaciones Internacionales con".
GOVERNING = 2
# Capitals of a name that can stand behind a place.
FULL_NAME = 2
CLOSES_FIELD = frozenset(",;.)")
NUMBER_SIGN = "№"
COMMAS = frozenset(",،")
CLOSERS = {"(": ")", "（": "）"}


class Complements(Vocabulary):
    """Finds how far a complement reaches."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__(lexicon, language)
        self.phrases = NounPhrases(self)
        self.possessives = frozenset(lexicon.list("possessives"))
        self.commanding = frozenset(lexicon.list("commanding"))
        self.districts = frozenset(phrases.fold(word) for word in lexicon.list("districts"))

    def complement(self, tokens: Sequence[Token], at: int, context: Context, limit: int) -> int:
        """Index behind the complement that begins at a token."""
        while at < min(len(tokens), limit):
            step = self._attachment(tokens, at, context)
            if step <= at:
                break
            at = step
        return at

    def _attachment(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Index behind the next piece of a complement; `at` itself where it ends."""
        token = tokens[at]
        if token.is_break or at in context.people or self.over_moment(tokens, at) > at:
            return at
        if token.text in CLOSERS:
            return self._bracket(tokens, at, context)
        if token.text in OPENING and (at + 1 in context.institutions or self.genitive):
            return self._quoted(tokens, at, context)
        if token.text in COMMAS:
            return self._behind_comma(tokens, at, context)
        if token.lower == "'s":
            return self.phrases.end(tokens, at + 1, context)
        if token.text == NUMBER_SIGN and self.genitive:
            return at + 2 if at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit() else at
        owned = self._over_owner(tokens, at, context)
        barred = self.stops.at(tokens, at) is not None and not (
            self._governed(tokens, at) or self._accredited(tokens, at, context)
        )
        barred = barred or self.phrases.other_post(tokens, at, context) or self.phrases.ungoverned(tokens, at)
        if barred or owned > at:
            return owned
        bare = at if at in context.institutions else max(self.fields.end(tokens, at), self._commanded(tokens, at, context))
        end = max(bare, self._prepositional(tokens, at, context), self._behind_body(tokens, at, context))
        if end > at:
            return end
        direct = self.genitive and self.prepositions.at(tokens, at) is None and same_phrase(tokens, at)
        return self.phrases.end(tokens, at, context) if direct and not self._names_somebody(tokens, at, context) else at

    def owned(self, word: str) -> bool:
        """In a language of cases, whether a word says whose the noun behind it is: «глава | его представительства», «председатель нашего правления»."""
        if not (self.genitive and morphology.inflects(self.language)):
            return False
        return word in self.possessives or morphology.lemma(word, self.language) in self.possessives

    def _commanded(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Index behind the body that a post governs as the verb does: "commandant | la base de Brume"; `at` itself where none stands."""
        if not at or tokens[at - 1].lower not in self.commanding or self.articles.at(tokens, at) is None:
            return at
        return context.institutions.get(self.phrases.skip_articles(tokens, at), at)

    def _over_owner(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Index behind such a word and the noun in the genitive behind it; `at` itself where they stand not so."""
        if not self.owned(tokens[at].lower) or at + 1 >= len(tokens) or not same_phrase(tokens, at + 1):
            return at
        end = self.phrases.end(tokens, at + 1, context)
        return end if end > at + 1 and "g" in morphology.cases(tokens[at + 1].lower, self.language) else at

    def _behind_body(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Where the article is glued, index behind the town of an institution or words of the post behind it: «ببني ملال», «المنتهية ولايته»."""
        if not self.affixes or at not in context.institutions.values():
            return at
        found = self.after.at(tokens, at)
        phrase = found.end if found is not None and found.end > at + 1 else at
        return max(phrase, self.affixes.town(tokens, at))

    def _names_somebody(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether a word behind a definite noun or a place can but begin a name, for the phrase before it is whole; no institution does."""
        if self.affixes and at in context.places.values():
            return not self.affixes.definite(tokens[at].text)
        passes = self.affixes.passes_to_name(tokens[at - 1].text, tokens[at].text) or self.phrases.descends(tokens, at)
        return passes and at not in context.institutions

    def _prepositional(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind "of Research", "and of Teaching"; `at` itself where neither begins here."""
        if at in context.institutions.values() and tokens[at].lower in self.parting:
            return at
        joined = tokens[at].lower in self.conjunctions
        found = self.prepositions.at(tokens, at + joined)
        behind = found.end if found is not None else at + 1 if self._governed(tokens, at) else at
        if behind == at:
            return self._second_place(tokens, at, context) if joined else at
        named = bool(self.affixes) and behind in context.institutions
        placed = self.loose and context.places.get(behind, behind) > behind + 1
        begin = behind if named or placed else self.phrases.skip_articles(tokens, behind, context.institutions)
        if self.loose and any(t.lower in self.indefinite for t in tokens[behind:begin]):
            return at
        counted = begin < len(tokens) and tokens[begin].text[0].isdigit() and not tokens[begin].text[-1].isalpha()
        counted = counted or (begin < len(tokens) and tokens[begin].text in self.months)
        if counted or any(t.lower in self.spans_of_time for t in tokens[begin : begin + MOST_COUNTED]):
            return at
        if joined and self.stops.at(tokens, at + 1) is not None:
            return at
        if joined and (begin >= len(tokens) or any(self.heads.at(tokens, i) is not None for i in (at + 1, begin))):
            return at
        bare = tokens[at].lower in self.towards and begin == at + 1 < len(tokens) and tokens[begin].is_capital
        if bare and begin not in context.institutions and begin not in context.places:
            return at
        if begin < len(tokens) and self.affixes and tokens[begin].text[0].isdigit():
            return at
        end = self.phrases.end(tokens, begin, context)
        given = tokens[at].lower in self.towards and any(n in context.people for n in (end, begin + 1))
        return end if end > begin and not given else at

    def _second_place(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind a region that "and" joins to the place before: "para Centroamérica | y el Caribe"; `at` itself where none stands."""
        place = self.phrases.skip_articles(tokens, at + 1)
        both = self.loose and at in context.places.values() and place not in context.people
        return context.places.get(place, at) if both else at

    def _accredited(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Whether a link that ends titles elsewhere leads to a body: "embajador ante | la FAO"."""
        found = self.prepositions.at(tokens, at) if self.loose else None
        return found is not None and self.phrases.skip_articles(tokens, found.end) in context.institutions

    def _governed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a link that ends titles elsewhere belongs to a noun of this one: "Vinculación con", "Lucha contra"."""
        nouns = self.governs.get(tokens[at].lower, frozenset())
        return any(token.lower in nouns for token in tokens[max(0, at - GOVERNING) : at])

    def _bracket(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind "(Academic)", "(UCAD)"; not behind "(second from left)", "(1997)", nor a body in brackets that explains no other."""
        if at + 1 in context.institutions and at not in context.institutions.values() and not self.genitive:
            return at
        for end in range(at + 2, min(at + 6, len(tokens))):
            if tokens[end].text == CLOSERS[tokens[at].text]:
                inner = tokens[at + 1 : end]
                fits = all((t.is_word and t.is_capital) or t.lower in self.joiners or t.text in "&," for t in inner)
                fits = fits or (self.genitive and at + 1 in context.institutions)
                return end + 1 if fits and at + 1 not in context.people else at
        return at

    def _quoted(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind a name in quotation marks."""
        end = context.institutions.get(at + 1, at + 1)
        while end < len(tokens) and end - at < 12 and not tokens[end].is_break:
            if tokens[end].text in CLOSING:
                return end + 1
            end += 1
        return at

    def _behind_comma(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        if self.affixes:
            # "minister of health in the state of A, | the World Health Organization"
            placed = at in context.places.values() or (at > 1 and self.affixes.key(tokens[at - 2].text) in self.districts)
            return at if placed else context.institutions.get(at + 1, at)
        begin = self.phrases.skip_articles(tokens, at + 1)
        if begin in context.people or begin >= len(tokens) or tokens[at + 1].lower in self.indefinite:
            return at
        if begin in context.institutions and (begin == at + 1 or not self.loose):
            end = context.institutions[begin]
            return end + (begin > at + 1 and end < len(tokens) and tokens[end].text in CLOSING)
        if begin == at + 1 and (end := self._entitled(tokens, begin, context)):
            return end
        area = self.phrases.capitals(tokens, begin, context)
        if area > begin and area + 1 < len(tokens) and tokens[area].text == "," and area + 1 in context.institutions:
            return context.institutions[area + 1]
        field = area
        while field - area < MOST_COUNTED and field < len(tokens) and tokens[field].text.islower():
            field += 1
        if area > begin and (body := self._body_after(tokens, field, context)) > field:
            return body
        if (
            begin == at + 1
            and area > begin
            and {tokens[begin].lower, tokens[area - 1].lower} & self.nouns
            and begin not in context.places
        ):
            return area
        end = self._list_closed(tokens, at, context)
        return end if end > at else self._listed(tokens, at, context)

    def _entitled(self, tokens: Sequence[Token], begin: int, context: Context) -> int:
        """In a language of cases, index behind capitals in the nominative that end their line or the entry of a list: "директор, | Дирекция парков"; 0 elsewhere."""
        if not morphology.inflects(self.language) or begin in context.places or not tokens[begin].is_capital:
            return 0
        end = begin
        while end < len(tokens) and (tokens[end].is_word or tokens[end].text in f"«»{NUMBER_SIGN}"):
            end += 1
        closed = end >= len(tokens) or tokens[end].is_break or tokens[end].text in CLOSES_FIELD
        first = tokens[begin].text
        said = morphology.name_kind(first, self.language) is morphology.NameKind.WORD
        said = said and "n" in morphology.cases(first, self.language, number="sing")
        free = not any(at in context.people or morphology.is_verb(tokens[at].text, self.language) for at in range(begin, end))
        return (
            end if closed and said and free and 1 < end - begin <= MOST_ENTITLED and self.heads.at(tokens, begin) is None else 0
        )

    def _body_after(self, tokens: Sequence[Token], comma: int, context: Context) -> int:
        """Behind the institution that closes ", Affaires publiques, de la Caisse bleue"; the comma itself where none does."""
        if not self.loose or comma + 1 >= len(tokens) or tokens[comma].text != ",":
            return comma
        found = self.prepositions.at(tokens, comma + 1)
        begin = self.phrases.skip_articles(tokens, found.end) if found is not None else comma
        return context.institutions.get(begin, comma)

    def field(self, tokens: Sequence[Token], comma: int, context: Context) -> int:
        """Behind ", Students and Community", capitals that a conjunction joins, where the phrase ends behind them; else the comma."""
        if self.loose or self.genitive or comma + 1 >= len(tokens) or tokens[comma].text != ",":
            return comma
        begin = comma + 1
        free = not any(begin in held for held in (context.people, context.institutions))
        free = free and (begin not in context.places or self._field_of_body(tokens, begin, context.places[begin], context))
        end = self.phrases.capitals(tokens, begin, context) if free and self.phrases.opens_no_title(tokens, begin) else begin
        joined = any(t.lower in self.conjunctions for t in tokens[begin + 1 : end - 1])
        closed = end >= len(tokens) or tokens[end].is_break or tokens[end].text in CLOSES_FIELD
        plain = not any(at in context.institutions or at in context.people for at in range(begin, end))
        held = self._field_of_body(tokens, begin, end, context) or self._field_before_holder(tokens, begin, end, context)
        return end if plain and ((joined and closed) or held) else comma

    def _field_before_holder(self, tokens: Sequence[Token], begin: int, end: int, context: Context) -> bool:
        """Whether a known field stands between two commas, or a comma and the end of the line, behind a title in capitals: "Head, Legal Services, Mr. X"."""
        if not tokens[begin - 2].is_capital or (found := self.fields.words.at(tokens, begin)) is None or found.end != end:
            return False
        if end >= len(tokens) or tokens[end].is_break:
            return True
        return tokens[end].text == "," and (end + 1 in context.people or (end + 1 < len(tokens) and tokens[end + 1].is_capital))

    def _field_of_body(self, tokens: Sequence[Token], begin: int, end: int, context: Context) -> bool:
        """Whether capitals between two commas are a field, for the body follows: ", Graduate Studies, at the College"."""
        if not 0 < end - begin <= MOST_COUNTED or end + 2 >= len(tokens) or tokens[end].text != ",":
            return False
        link = self.housed.at(tokens, end + 1)
        first = self.phrases.skip_articles(tokens, link.end) if link is not None else len(tokens)
        return first < len(tokens) and (first in context.institutions or tokens[first].is_capital)

    def seat(self, tokens: Sequence[Token], head: str, at: int, context: Context) -> int:
        """Index behind the place right behind a post that takes it bare, a mark, a full name or an honorific behind it: "Deputy Commissioner | Vehari"; `at` itself where none stands."""
        town = at < len(tokens) and tokens[at].is_capital and gazetteer.anywhere(tokens[at].text)
        end = context.places.get(at, at + town)
        if head not in self.placed_bare or end == at or tokens[at].lower in self.given_names or not same_phrase(tokens, at):
            return at
        if end >= len(tokens) or end in context.people or not tokens[end].is_word:
            return end
        full = all(t.is_capital and t.is_word for t in tokens[end : end + FULL_NAME])
        return end if full or tokens[end].lower in self.conjunctions else at

    def _list_closed(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind ", de la Recherche et de l'Innovation": a comma that goes on with the preposition, up to the conjunction."""
        found = self.prepositions.at(tokens, at + 1)
        if found is None or not self.loose or tokens[at + 1].lower not in self.joiners:
            return at
        begin = self.phrases.skip_articles(tokens, found.end)
        end = self.phrases.end(tokens, begin, context)
        if end <= begin or end >= len(tokens):
            return at
        closed = any(t.lower in self.conjunctions for t in tokens[begin:end]) or tokens[end].lower in self.conjunctions
        return end if closed or (tokens[end].text == "," and self._list_closed(tokens, end, context) > end) else at

    def _listed(self, tokens: Sequence[Token], comma: int, context: Context) -> int:
        """Behind ", Prensa y Cultura": fields of one capitalised word, the last, maybe of more, joined by a conjunction; else the comma."""
        at = comma
        while self.loose and self._field_alone(tokens, at, context) == at + 2:
            at += 2
            if tokens[at].lower in self.conjunctions and (end := self._field_alone(tokens, at, context)):
                return end
        return comma

    def _field_alone(self, tokens: Sequence[Token], mark: int, context: Context) -> int:
        """Index behind the capitals, no name, place or title, between a comma or conjunction and what is none; 0 where they stand not so."""
        at = mark + 1
        if at + 1 >= len(tokens) or not (tokens[mark].text == "," or tokens[mark].lower in self.conjunctions):
            return 0
        held = any(at in held for held in (context.people, context.institutions, context.places))
        end = at
        while end < len(tokens) and end - at < MOST_COUNTED and tokens[end].is_capital and same_phrase(tokens, end):
            end += 1
        closed = end < len(tokens) and not (tokens[end].is_word and tokens[end].is_capital and same_phrase(tokens, end))
        several = end > at + 1 and (tokens[mark].text == "," or self.prepositions.at(tokens, end) is None)
        fits = end > at and closed and not held and not several and tokens[at].is_word
        return end if fits and self.phrases.opens_no_title(tokens, at) else 0
