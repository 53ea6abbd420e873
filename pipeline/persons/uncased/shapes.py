"""What a personal name looks like in a script without capitals, as Arabic: where it ends, and where none can begin.

A name is one to four words; what joins words (بن, عبد, أبو) does not count. Where nothing closes it, a word with the article
in second place or later does, because a family name so formed comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline import phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.phrases import Phrases
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["MOST_WORDS", "UncasedShapes"]

MOST_WORDS = 4
SHORTEST_VERB = 3
TWO_WORDS = 2
LONG_PLURAL = 8
ABBREVIATED = "./"


class UncasedShapes(Shapes):
    """What a name looks like without capitals.

    Words read: particles, `descent` (those that say whose son or daughter somebody is), compounds, name_stops, waw_names, article, `verbal` (letters that open a verb), `verbal_names` (names
    that begin so all the same), `nisba` (the ending of family names made of places and tribes), `unnamed_marks` and `owned_endings` (that
    no name bears), `given_too` (honorifics with the article, given names without), `posts_too` (the same, posts without), `names_of_posts`
    (posts and given names alike), `families_too` (ranks and family names alike, with the article), `given_names` and `given_words` (those
    that are words as well), servants ("servant of", with which a given name of two words begins), participles (plurals that are no clan).
    """

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        super().__init__(lexicon)
        self.affixes = affixes
        self.joining = frozenset(phrases.fold(p) for p in lexicon.list("particles"))
        self.foreign = frozenset(lexicon.list("foreign_particles"))
        self.nasab = frozenset(phrases.fold(p) for p in lexicon.list("descent"))
        self.compounds = Phrases(lexicon.list("compounds"), key=phrases.fold)
        self.telling = frozenset(lexicon.list("telling_letters"))
        self.stops = Phrases([*lexicon.list("name_stops"), *lexicon.list("speech")], key=self._unlike)
        self.faith = frozenset(lexicon.list("faith"))
        self.given_letters = tuple(lexicon.list("given_to"))
        self.letter = affixes.joining[0]
        self.glued = frozenset(phrases.fold(w) for w in lexicon.list("waw_names"))
        self.marks = tuple(lexicon.list("unnamed_marks"))
        self.owned = tuple(map(phrases.fold, lexicon.list("owned_endings")))
        self.plurals = tuple(lexicon.list("plural_endings"))
        self.participles = frozenset(map(phrases.fold, lexicon.list("participles")))
        self.nisba = tuple(map(phrases.fold, lexicon.list("nisba")))
        self.posts = frozenset(phrases.fold(w) for w in lexicon.list("posts_too"))
        self.shared = frozenset(phrases.fold(w) for w in lexicon.list("names_of_posts"))
        self.givens = frozenset(phrases.fold(w) for w in lexicon.list("given_too"))
        self.families = frozenset(phrases.fold(w) for w in lexicon.list("families_too"))
        self.verbal = tuple(lexicon.list("verbal"))
        self.unverbal = frozenset(phrases.fold(w) for w in lexicon.list("verbal_names"))
        self.servants = frozenset(phrases.fold(w) for w in lexicon.list("servants"))
        self.paired = frozenset(phrases.fold(w) for w in lexicon.list("compounds"))
        self.sure = frozenset(self._unlike(w) for w in str(lexicon.words.get("given_names", "")).split())
        self.given_words = frozenset(self._unlike(w) for w in str(lexicon.words.get("given_words", "")).split())
        self.enders = (grammar.heads, Phrases(lexicon.list("honorifics"), key=grammar.key))

    def begins_given(self, parts: Sequence[str]) -> bool:
        """Whether a name of two words or more begins with a given name that is hardly anything else."""
        if len(parts) < TWO_WORDS:
            return False
        return self.is_sure(parts[0]) or phrases.fold(" ".join(parts[:2])) in self.paired

    def is_sure(self, word: str) -> bool:
        """Whether a word opens a given name and is hardly anything else."""
        return self._unlike(word) in self.sure or phrases.fold(word) in self.servants

    def is_given(self, word: str) -> bool:
        """Whether a word may be a given name."""
        return self.is_sure(word) or self._unlike(word) in self.given_words

    def letters(self, tokens: Sequence[Token], at: int) -> int:
        """How many letters of "and", "to" or the like are written to a known given name; 0 where the word is one with them."""
        text = tokens[at].text
        if self.is_given(text) or phrases.fold(text) in self.glued | self.unverbal:
            return 0
        behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
        rests = ((len(p), text[len(p) :]) for p in self.affixes.prefixes if text.startswith(p))
        found = (n for n, rest in rests if rest and (self.is_sure(rest) or phrases.fold(f"{rest} {behind}") in self.paired))
        return next(found, 0)

    def at(self, tokens: Sequence[Token], index: int, *, barred: Callable[[int], bool], loose: bool = False) -> Name | None:
        """The name that begins at a token; whether that is a name at all, only its surroundings can say."""
        ends = self._ends(tokens, index, barred)
        if not ends or self._clausal(tokens, index) or (ends == [index + 1] and len(tokens[index].text) == 1):
            return None
        closed = self._closed(tokens, ends[-1])
        last = self._whole(tokens, ends) if closed else self._cut(tokens, ends)
        return Name(index, last, tokens[index].start, tokens[last - 1].end, tuple(t.text for t in tokens[index:last]))

    def _clausal(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a verb begins here, its object behind it: "the student | cuts the way"."""
        folded = phrases.fold(tokens[at].text)
        verb = folded.startswith(self.verbal) and folded not in self.unverbal and len(folded) >= SHORTEST_VERB
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

    def joins(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word joins the next one to a name."""
        if at >= len(tokens):
            return False
        return phrases.fold(tokens[at].text) in self.joining or tokens[at].text in self.foreign

    def descends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word says whose son or daughter somebody is, names on either side."""
        named = all(tokens[n].is_word and tokens[n].text[0].isalpha() for n in (at - 1, at + 1))
        return named and phrases.fold(tokens[at].text) in self.nasab and not self._ends_name(tokens, at - 1)

    def _stops(self, tokens: Sequence[Token], at: int, first: int, barred: Callable[[int], bool]) -> bool:
        token = tokens[at]
        if barred(at) or not token.is_word or not token.text[0].isalpha():
            return True
        if self.stops.at(tokens, at) is not None and not self._called(tokens, at, first):
            return True
        if at > first and self.letters(tokens, at):
            return True
        if at > first and token.text in self.affixes.prefixes:
            return True
        if at > first and (self._ends_name(tokens, at) or (self.joined_to_stop(token) and not self.joins(tokens, at))):
            return True
        if at > first and self._adverbial(tokens, at) and not self._clan(tokens, at, first):
            return True
        folded = phrases.fold(token.text)
        if folded in self.glued:
            return False
        if folded.startswith(self.letter):
            return at > first + 1
        return at > first and self.given_to(tokens, at)

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

    def _adverbial(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word bears a mark that no name has, is a plural, or can be but a verb, its object behind it."""
        text = tokens[at].text
        if any(mark in text for mark in self.marks):
            return True
        if self.is_given(text):
            return False
        folded, article = phrases.fold(text), self.affixes.article
        if folded.startswith(article):
            return len(folded) >= LONG_PLURAL and folded.endswith(self.plurals)
        if self.owned and folded.endswith(self.owned) and len(folded) > SHORTEST_VERB + 1:
            return True
        if at + 1 >= len(tokens) or not tokens[at + 1].is_word:
            return False
        if folded.endswith(self.plurals) and phrases.fold(tokens[at + 1].text).startswith(article):
            return len(folded) > SHORTEST_VERB + 1
        return folded.startswith(self.verbal) and folded not in self.unverbal and len(folded) >= SHORTEST_VERB

    def _closed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, the end, or a title follows, so that the words before are the whole name."""
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        if self.given_to(tokens, at):
            return True
        if self.joined_to_stop(tokens[at]) and not self.joins(tokens, at):
            return True
        return self._ends_name(tokens, at) or self.stops.at(tokens, at) is not None or tokens[at].text.startswith(self.letter)

    def is_closed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a mark, a title or a word that belongs to no name follows a name."""
        if at >= len(tokens) or not tokens[at].is_word or tokens[at].text == self.letter:
            return True
        if self.joined_to_stop(tokens[at]) and not self.joins(tokens, at):
            return True
        return self._ends_name(tokens, at) or self.stops.at(tokens, at) is not None or self._adverbial(tokens, at)

    def cut_short(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a name cannot end before a token: a word that joins stands last, or "of the faith" follows."""
        behind = tokens[last].text if last < len(tokens) else ""
        return behind in self.faith or (self.joins(tokens, last - 1) and tokens[last - 1].text not in self.faith)

    def joined(self, token: Token) -> int:
        """How many letters of "and" are written to the first word of a name."""
        folded = phrases.fold(token.text)
        return int(folded.startswith(self.letter) and folded not in self.glued and len(folded) > SHORTEST_VERB)

    def given_to(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a preposition is written to the article of a word, so that no name begins with it."""
        return at < len(tokens) and phrases.fold(tokens[at].text).startswith(self.given_letters)

    def opens_none(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word behind a title goes on with the sentence: a verb, or "and" written to another word."""
        folded = phrases.fold(tokens[at].text)
        if self.letters(tokens, at):
            return False
        if self.given_to(tokens, at) or self.joined_to_stop(tokens[at]):
            return True
        return self._adverbial(tokens, at) or (folded.startswith(self.letter) and folded not in self.glued)

    def joined_to_stop(self, token: Token) -> bool:
        """Whether a letter is written to a word at which names end: "bi-anna"."""
        rests = [token.text.removeprefix(p) for p in self.affixes.prefixes if token.text.startswith(p)]
        return any(self.stops.at([Token(token.start, token.end, rest, rest)], 0) is not None for rest in rests if rest)

    def familial(self, token: Token) -> bool:
        """Whether a word can hardly be but a family name: the article, and the ending of those who come from somewhere."""
        folded = phrases.fold(token.text)
        return folded.startswith(self.affixes.article) and folded.endswith(self.nisba) and token.text[-1] not in self.telling

    def _ends_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title or an honorific begins, that is not a name as well ("Amir", "Sharif" without article)."""
        if self.given(tokens, at) or self.joins(tokens, at) or self.family(tokens, at):
            return False
        posts, honorifics = self.enders
        if posts.at(tokens, at) is not None:
            return True
        found = honorifics.at(tokens, at)
        return (
            found is not None
            and not self._unranked(tokens, at, found.phrase)
            and found.end < len(tokens)
            and (tokens[found.end].is_word or tokens[found.end].text in ABBREVIATED)
        )

    def _unranked(self, tokens: Sequence[Token], at: int, rank: str) -> bool:
        """Whether a rank that is listed with the article stands without it: "al-Haddad" forges iron, Haddad is a family."""
        listed = phrases.fold(rank).startswith(self.affixes.article)
        return listed and not self.affixes.definite(tokens[at].text) and not self.affixes.eaten(tokens, at)

    def given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a given name without: "al-Sharif", but "Sharif"."""
        if phrases.fold(tokens[at].text) in self.shared:
            found = self.enders[0].at(tokens, at)
            return (found is None or found.end == at + 1) and self._last(tokens, at + 1)
        glued = self.affixes.eaten(tokens, at)
        return not glued and phrases.fold(tokens[at].text) in self.givens

    def family(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a rank ends a name that has begun: "Sami al-Qadi, director of", with nobody behind it whose rank it could be."""
        if phrases.fold(tokens[at].text) not in self.families:
            return False
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if behind is None or not behind.is_word or phrases.fold(behind.text) in self.nasab or self.familial(behind):
            return True
        return self.enders[0].at(tokens, at + 1) is not None

    def _last(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether what follows can be no complement of a post: a mark, the end, a family name, a word without article."""
        if at >= len(tokens) or not tokens[at].is_word:
            return True
        if not self.affixes.definite(tokens[at].text) and self.stops.at(tokens, at) is None:
            return True
        closed = at + 1 >= len(tokens) or not tokens[at + 1].is_word
        return self.familial(tokens[at]) or (closed and self.enders[1].at(tokens, at) is not None)

    def bare_post(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is an honorific with the article and a post without: "al-Safir", but "safir of Japan"."""
        glued = self.affixes.eaten(tokens, at)
        definite = phrases.fold(tokens[at].text).startswith(self.affixes.article)
        return not glued and not definite and self.affixes.key(tokens[at].lower) in self.posts

    def ends_in(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a stretch holds a word at which a name ends."""
        return any(self.is_closed(tokens, at) for at in range(first + 1, last))

    def _whole(self, tokens: Sequence[Token], ends: Sequence[int]) -> int:
        """Where a run of words that a mark closes stops being a name: a definite noun behind the family name is the object."""
        for end, after in pairwise(ends):
            last = tokens[end - 1]
            object_behind = after - end == 1 and self.affixes.definite(tokens[end].text) and not self.familial(tokens[end])
            own = self.affixes.definite(last.text) and not self.is_given(last.text) and not self.joins(tokens, end - 2)
            onward = after < len(tokens) and tokens[after].is_word
            family = self.familial(last) or (object_behind and own and onward and last.text not in self.faith)
            if end > ends[0] and family and (object_behind or self._predicate(tokens, end, after)):
                return end
        return ends[-1]

    def _predicate(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Whether the word behind a family name is what its bearer does, and no further name: «حمد الراسبية | تشرف»."""
        token = tokens[at]
        onward = last - at == 1 and last < len(tokens) and tokens[last].is_word and self.stops.at(tokens, last) is not None
        named = self.is_given(token.text) or self.joins(tokens, at) or self.familial(token)
        return onward and not named and not self.affixes.definite(token.text)

    def _cut(self, tokens: Sequence[Token], ends: Sequence[int]) -> int:
        """Where an open run of words stops being a name: behind the first later word with the article, else the second."""
        for end in ends[1:]:
            if phrases.fold(tokens[end - 1].text).startswith(self.affixes.article):
                return end
        return ends[min(1, len(ends) - 1)]

    def _unlike(self, word: str) -> str:
        """A word folded, letters aside where folding makes it another word: "on" and the name Ali, "that" and the name Ann."""
        return phrases.fold(word) + "".join(letter for letter in (word[:1], word[-1:]) if letter in self.telling)
