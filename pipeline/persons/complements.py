"""What a title is the head of: its complement, whatever joins it.

A complement is joined by prepositions ("of", "de", "по"), by a comma before an institution, by brackets, or directly, as
the genitive of Russian and the iḍāfa of Arabic. It ends where a person, a verb or another title begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline import morphology, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.fields import Fields
from pipeline.persons.phrases import Found, Hyphened, Phrases
from pipeline.persons.tokens import Token

__all__ = ["Complements", "Context", "same_phrase"]

MOST_WORDS = 24
MOST_PLAIN = 6
SHORT_NOUN = 2
MOST_COUNTED = 3
OPENING, CLOSING = frozenset('"“«„'), frozenset('"”»')
CLOSES_FIELD = frozenset(",;.)")
CLOSERS = {"(": ")", "（": "）"}


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around: where institutions and places begin and how far they reach, where people begin.

    `inside` are tokens that belong to something else and can be no head of a title; `named`: the indices behind persons' names.
    """

    institutions: dict[int, int] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    places: dict[int, int] = field(default_factory=dict)
    nationals: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


class Complements:
    """Finds how far a complement reaches. Words read: see the comments of `languages/en/positions.toml`."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.affixes = Affixes(lexicon)
        key = self.affixes.key if self.affixes else None
        key = partial(morphology.lemma, language=language) if morphology.inflects(language) else key
        self.key, self.language = key, language
        self.elisions = frozenset(lexicon.list("elisions"))

        def table(name: str) -> Phrases:
            return Phrases(lexicon.list(name), elisions=self.elisions, key=key)

        self.plurals: dict[str, str] = lexicon.table("plurals")
        heads = [*lexicon.list("heads"), *self.plurals]
        hyphened = Hyphened if morphology.inflects(language) else Phrases
        self.heads = hyphened(heads, elisions=self.elisions, key=key)
        self.occupations = hyphened(lexicon.list("occupations"), elisions=self.elisions, key=key)
        self.before, self.after = table("before"), table("after")
        self.prepositions = Phrases(lexicon.list("prepositions"), elisions=self.elisions)
        self.skips = table("skips")
        self.honours = table("honours")
        self.fields = Fields(lexicon, self.elisions)
        self.dropped = table("dropped")
        self.apposed = table("apposed")
        self.articles = Phrases(lexicon.list("articles"), elisions=self.elisions)
        self.units = frozenset(lexicon.list("units"))
        self.nouns = frozenset(lexicon.table("anaphors")) - self.units
        self.joiners = frozenset(lexicon.list("joiners"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.spans_of_time = frozenset(lexicon.list("spans_of_time"))
        self.stops = Phrases([*lexicon.list("stops"), *lexicon.list("demonyms")], elisions=self.elisions, key=key)
        self.endings = tuple(lexicon.words.get("after_endings", ()))
        self.stop_endings = tuple(lexicon.list("stop_endings"))
        self.not_names = frozenset(w.lower() for w in lexicon.list("function_words"))
        self.areas = frozenset(lexicon.list("areas"))
        self.loose = bool(lexicon.words.get("loose", False))
        self.genitive = bool(lexicon.words.get("genitive", False))

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
        if token.is_break or at in context.people:
            return at
        if token.text in CLOSERS:
            return self._bracket(tokens, at, context)
        if token.text in OPENING and (at + 1 in context.institutions or self.genitive):
            return self._quoted(tokens, at, context)
        if token.text == ",":
            return self._behind_comma(tokens, at, context)
        if token.lower == "'s":
            return self._phrase(tokens, at + 1, context)
        if self.stops.at(tokens, at) is not None or self._other_post(tokens, at, context):
            return at
        bare = at if at in context.institutions else self.fields.end(tokens, at)
        end = max(bare, self._prepositional(tokens, at, context))
        if end > at:
            return end
        direct = self.genitive and self.prepositions.at(tokens, at) is None and same_phrase(tokens, at)
        return self._phrase(tokens, at, context) if direct and not self._passes_to_name(tokens, at) else at

    def _prepositional(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind "of Research", "and of Teaching"; `at` itself where neither begins here."""
        joined = tokens[at].lower in self.conjunctions
        found = self.prepositions.at(tokens, at + joined)
        if found is None:
            return at
        named = bool(self.affixes) and found.end in context.institutions
        begin = found.end if named else self.skip_articles(tokens, found.end)
        counted = begin < len(tokens) and tokens[begin].text[0].isdigit() and not tokens[begin].text[-1].isalpha()
        if counted or any(t.lower in self.spans_of_time for t in tokens[begin : begin + MOST_COUNTED]):
            return at
        if joined and (begin >= len(tokens) or self.heads.at(tokens, begin) is not None):
            return at
        if begin < len(tokens) and self.affixes and tokens[begin].text[0].isdigit():
            return at
        end = self._phrase(tokens, begin, context)
        return end if end > begin else at

    def skip_articles(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind articles, nouns such as "the company" before a name, and an opening quotation mark."""
        while (found := self._apposition(tokens, at) or self.articles.at(tokens, at)) is not None:
            at = found.end
        return at + 1 if at < len(tokens) and tokens[at].text in OPENING else at

    def _apposition(self, tokens: Sequence[Token], at: int) -> Found | None:
        """A noun such as "the company" that stands before a name; alone it is what a title is the head of."""
        found = self.apposed.at(tokens, at)
        if found is None or found.end >= len(tokens):
            return None
        behind = tokens[found.end]
        named = behind.is_word and (behind.is_capital or bool(self.affixes))
        return found if named or behind.text in OPENING else None

    def _bracket(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind "(Academic)", "(UCAD)"; not behind "(second from left)" or "(1997)"."""
        for end in range(at + 2, min(at + 6, len(tokens))):
            if tokens[end].text == CLOSERS[tokens[at].text]:
                inner = tokens[at + 1 : end]
                fits = all((t.is_word and t.is_capital) or t.lower in self.joiners or t.text in "&," for t in inner)
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
        begin = self.skip_articles(tokens, at + 1)
        if begin in context.people or begin >= len(tokens):
            return at
        if begin in context.institutions and (begin == at + 1 or not self.loose):
            return context.institutions[begin]
        area = self._capitals(tokens, begin, context)
        if area > begin and area + 1 < len(tokens) and tokens[area].text == "," and area + 1 in context.institutions:
            return context.institutions[area + 1]
        if (
            begin == at + 1
            and area > begin
            and {tokens[begin].lower, tokens[area - 1].lower} & self.nouns
            and begin not in context.places
        ):
            return area
        end = self._list_closed(tokens, at, context)
        return end if end > at else self._listed(tokens, at, context)

    def field(self, tokens: Sequence[Token], comma: int, context: Context) -> int:
        """Behind ", Students and Community", capitals that a conjunction joins, where the phrase ends behind them; else the comma."""
        if self.loose or self.genitive or comma + 1 >= len(tokens) or tokens[comma].text != ",":
            return comma
        begin = comma + 1
        free = not any(begin in held for held in (context.people, context.institutions, context.places))
        end = self._capitals(tokens, begin, context) if free and self._opens_no_title(tokens, begin) else begin
        joined = any(t.lower in self.conjunctions for t in tokens[begin + 1 : end - 1])
        closed = end >= len(tokens) or tokens[end].is_break or tokens[end].text in CLOSES_FIELD
        plain = not any(at in context.institutions or at in context.people for at in range(begin, end))
        return end if joined and closed and plain else comma

    def _list_closed(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind ", de la Recherche et de l'Innovation": a comma that goes on with the preposition, up to the conjunction."""
        found = self.prepositions.at(tokens, at + 1)
        if found is None or not self.loose or tokens[at + 1].lower not in self.joiners:
            return at
        begin = self.skip_articles(tokens, found.end)
        end = self._phrase(tokens, begin, context)
        if end <= begin or end >= len(tokens):
            return at
        closed = any(t.lower in self.conjunctions for t in tokens[begin:end]) or tokens[end].lower in self.conjunctions
        return end if closed or (tokens[end].text == "," and self._list_closed(tokens, end, context) > end) else at

    def _listed(self, tokens: Sequence[Token], comma: int, context: Context) -> int:
        """Behind ", Prensa y Cultura": fields of one capitalised word, the last joined by a conjunction; else the comma."""
        at = comma
        while self.loose and self._field_alone(tokens, at, context):
            at += 2
            if tokens[at].lower in self.conjunctions and self._field_alone(tokens, at, context):
                return at + 2
        return comma

    def _field_alone(self, tokens: Sequence[Token], mark: int, context: Context) -> bool:
        """Whether one capitalised word, no name, place or title, stands between a comma or conjunction and what is none."""
        at = mark + 1
        if at + 1 >= len(tokens) or not (tokens[mark].text == "," or tokens[mark].lower in self.conjunctions):
            return False
        held = any(at in held for held in (context.people, context.institutions, context.places))
        capital = tokens[at].is_word and tokens[at].is_capital and same_phrase(tokens, at)
        alone = not (tokens[at + 1].is_word and tokens[at + 1].is_capital and same_phrase(tokens, at + 1))
        return capital and alone and not held and self._opens_no_title(tokens, at)

    def _phrase(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind the noun phrase that begins here; `at` itself where none does."""
        if at >= len(tokens) or at in context.people:
            return at
        if at in context.institutions:
            return self._body(tokens, at, context)
        if at in context.places and not self.names_unit(tokens, context.places[at]):
            return context.places[at]
        if self.loose or self.genitive or not (tokens[at].is_capital and tokens[at].is_word):
            return self._plain(tokens, at, context)
        return self._capitals(tokens, at, context)

    def _capitals(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind capitalised words joined by small ones and by commas that a conjunction closes."""
        end = at
        while end < len(tokens) and end not in context.people and (end == at or same_phrase(tokens, end)):
            token = tokens[end]
            if end in context.places and end > at and tokens[end - 1].is_capital:
                break
            if end in context.institutions and end > at:
                end = context.institutions[end]
                continue
            if end > at and token.lower in self.units and not token.is_capital:
                return end + 1
            if not self._continues(tokens, end, at, context):
                break
            end += 1
        return end

    def _continues(self, tokens: Sequence[Token], end: int, at: int, context: Context) -> bool:
        """Whether a token goes on with the capitalised words that began at `at`."""
        token = tokens[end]
        if token.lower in self.joiners:
            return self._goes_on(tokens, end + 1, context)
        if token.text == ",":
            return self._enumerates(tokens, end, context)
        if not token.is_word or token.lower in self.not_names:
            return False
        return (token.is_capital or token.text.isdigit()) and not self._begins_title(tokens, end, at)

    def _body(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind an institution: its closing quotation mark, and a unit that it only modifies ("the EU Delegation")."""
        end = context.institutions[at]
        if end < len(tokens) and tokens[end].text in CLOSING:
            return end + 1
        if end < len(tokens) and not tokens[end].is_capital and not self.articles.covers(tokens, at - 1, at):
            return end
        if self.loose or self.genitive or not self.names_unit(tokens, end):
            return end
        return self._capitals(tokens, end, context)

    def names_unit(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a place only opens the name of an inner unit: "Africa Department", "Asia-Pacific Office"."""
        if at < len(tokens) and same_phrase(tokens, at) and tokens[at].lower in self.units:
            return True
        run = at
        while run < len(tokens) and run - at < 4 and same_phrase(tokens, run) and tokens[run].is_capital:
            if tokens[run].lower in self.units or (run > at and tokens[run].lower in self.nouns):
                return True
            run += 1
        return False

    def _begins_title(self, tokens: Sequence[Token], index: int, at: int) -> bool:
        return index > at and self.heads.at(tokens, index) is not None

    def _goes_on(self, tokens: Sequence[Token], index: int, context: Context) -> bool:
        """Whether a capitalised word follows over small joiners, and neither a person nor a title does."""
        while index < len(tokens) and tokens[index].lower in self.joiners:
            index += 1
        if index >= len(tokens) or index in context.people or not same_phrase(tokens, index):
            return False
        return tokens[index].is_word and tokens[index].is_capital and self._opens_no_title(tokens, index)

    def _opens_no_title(self, tokens: Sequence[Token], index: int) -> bool:
        while (found := self.before.at(tokens, index) or self.dropped.at(tokens, index)) is not None:
            index = found.end
        return self.heads.at(tokens, index) is None

    def _enumerates(self, tokens: Sequence[Token], comma: int, context: Context) -> bool:
        """Whether "A, B and C" goes on behind its comma: capitalised words alone up to the closing conjunction."""
        index, words = comma + 1, 0
        while index < len(tokens) and index - comma < 12 and index not in context.people:
            token = tokens[index]
            if token.is_break or index in context.institutions:
                return False
            if token.lower in self.conjunctions:
                return (words > 0 and self._goes_on(tokens, index + 1, context)) or (
                    words == 0 and index == comma + 1 and self._goes_on(tokens, index + 1, context)
                )
            if token.text != "," and not (token.is_word and (token.is_capital or token.lower in self.joiners)):
                return False
            if token.is_word and not self._opens_no_title(tokens, index):
                return False
            words, index = words + 1, index + 1
        return False

    def _plain(self, tokens: Sequence[Token], at: int, context: Context) -> int:
        """Behind small words up to whatever ends them; an institution ends them too, and belongs."""
        end = at
        while end < len(tokens) and end not in context.people and (end == at or same_phrase(tokens, end)):
            token = tokens[end]
            if end in context.institutions and end > at:
                return end if not self.genitive else context.institutions[end]
            if end > at and self._other_post(tokens, end, context):
                break
            if end > at and (self._passes_to_name(tokens, end) or self.skip_articles(tokens, end) in context.people):
                break
            if token.lower in self.conjunctions:
                if not self._plain_goes_on(tokens, end + 1, context):
                    break
            elif not token.is_word or initial(tokens, end) or self._stops(tokens, end, at) or end - at >= MOST_PLAIN:
                break
            end += 1
        return end

    def _other_post(self, tokens: Sequence[Token], at: int, context: Context) -> bool:
        """Where the article is glued: whether a post begins behind a definite noun or a place: "governor of A | founder of B"."""
        if not self.affixes or self.heads.at(tokens, at) is None:
            return False
        closed = self.affixes.definite(tokens[at - 1].text) or at in context.places.values()
        return closed and not self.affixes.definite(tokens[at].text) and tokens[at].text not in self.affixes.prefixes

    def _passes_to_name(self, tokens: Sequence[Token], at: int) -> bool:
        """In a script without capitals: a bare word behind one with the article may begin a name, "and" glued to one does."""
        article = self.affixes.article
        if not article:
            return False
        before, word = phrases.fold(tokens[at - 1].text), phrases.fold(tokens[at].text)
        if word.startswith(tuple(letter + article for letter in self.affixes.joining[:1])):
            return False
        glued = any(word.startswith(p) for p in ("لل", "لش", "ب", "ل")) and len(word) > 4
        definite = any(before.startswith(article, k) and len(before) - k - len(article) > 2 for k in (0, 1))
        definite = definite or (before.startswith(self.affixes.to_the) and len(before) > len(article) + SHORT_NOUN)
        return definite and not word.startswith(article) and not glued

    def _plain_goes_on(self, tokens: Sequence[Token], index: int, context: Context) -> bool:
        index = self.skip_articles(tokens, index)
        if index >= len(tokens) or index in context.people or index in context.institutions or not tokens[index].is_word:
            return False
        if self._stops(tokens, index, -1) or not self._opens_no_title(tokens, index):
            return False
        two_capitals = tokens[index].is_capital and index + 1 < len(tokens) and tokens[index + 1].is_capital
        return not two_capitals

    def _stops(self, tokens: Sequence[Token], index: int, at: int) -> bool:
        token = tokens[index]
        noun = self.loose and token.is_capital and index > 0 and not tokens[index - 1].is_break  # "Oficina de Representación"
        if (self.stops.at(tokens, index) is not None and not noun) or self.prepositions.at(tokens, index) is not None:
            return True
        if morphology.is_verb(token.text, self.language) or morphology.is_adverb(token.text, self.language):
            return True
        if index > at and not token.is_capital and token.lower.endswith(self.stop_endings) and len(token.lower) > 4:
            return True
        return index > at and at >= 0 and not self.genitive and self._heads_anew(tokens, index)

    def _heads_anew(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a title begins inside a complement; directly behind the noun of a unit it is an adjective ("Consejo Rector")."""
        if self.heads.at(tokens, index) is None:
            return False
        return not (self.loose and tokens[index - 1].lower in self.units)


def initial(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a capital with a full stop to it: the first letter of a name."""
    stopped = at + 1 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end
    return stopped and len(tokens[at].text) == 1 and tokens[at].is_capital


def same_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token and the one before it stand on one line."""
    return 0 < at < len(tokens) and not tokens[at].is_break and not tokens[at - 1].is_break
