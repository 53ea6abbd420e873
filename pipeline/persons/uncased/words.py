"""The words of personal names in a script without capitals, as Arabic: given names, family names, and what joins words.

Letters of "and", "to" and the like are written to the word behind them; what is left may be a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline import phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.phrases import Phrases
from pipeline.persons.shapes import Shapes
from pipeline.persons.tokens import Token

__all__ = ["SHORTEST_VERB", "UncasedWords", "folded"]

# Letters of a verb, and of a word that "and" is written to, with it more than these.
SHORTEST_VERB = 3
TWO_WORDS = 2


class UncasedWords(Shapes):
    """What the words of a name look like without capitals.

    Words read: particles, foreign_particles, `descent` (those that say whose son or daughter somebody is), compounds, `faith` (of what a
    first name is: "of the faith"), `given_to` (prepositions with the article), waw_names, `verbal` (letters that open a verb),
    `verbal_names` (names that begin so all the same), `nisba` (the ending of family names made of places and tribes), `given_names` and
    `given_words` (those that are words as well), servants ("servant of", with which a given name of two words begins), `telling_letters`
    (that tell a word from another of the same folded form).
    """

    def __init__(self, lexicon: Lexicon, affixes: Affixes) -> None:
        super().__init__(lexicon)
        self.affixes = affixes
        self.letter = affixes.joining[0]
        self.joining = folded(lexicon.list("particles"))
        self.foreign = frozenset(lexicon.list("foreign_particles"))
        self.nasab = folded(lexicon.list("descent"))
        self.compounds = Phrases(lexicon.list("compounds"), key=phrases.fold)
        self.paired = folded(lexicon.list("compounds"))
        self.servants = folded(lexicon.list("servants"))
        self.faith = frozenset(lexicon.list("faith"))
        self.given_letters = tuple(lexicon.list("given_to"))
        self.glued = folded(lexicon.list("waw_names"))
        self.nisba = tuple(map(phrases.fold, lexicon.list("nisba")))
        self.verbal = tuple(lexicon.list("verbal"))
        self.unverbal = folded(lexicon.list("verbal_names"))
        self.telling = frozenset(lexicon.list("telling_letters"))
        self.sure = frozenset(self.unlike(w) for w in str(lexicon.words.get("given_names", "")).split())
        self.given_words = frozenset(self.unlike(w) for w in str(lexicon.words.get("given_words", "")).split())

    def begins_given(self, parts: Sequence[str]) -> bool:
        """Whether a name of two words or more begins with a given name that is hardly anything else."""
        if len(parts) < TWO_WORDS:
            return False
        return self.is_sure(parts[0]) or phrases.fold(" ".join(parts[:2])) in self.paired

    def is_sure(self, word: str) -> bool:
        """Whether a word opens a given name and is hardly anything else."""
        return self.unlike(word) in self.sure or phrases.fold(word) in self.servants

    def is_given(self, word: str) -> bool:
        """Whether a word may be a given name."""
        return self.is_sure(word) or self.unlike(word) in self.given_words

    def familial(self, token: Token) -> bool:
        """Whether a word can hardly be but a family name: the article, and the ending of those who come from somewhere."""
        word = phrases.fold(token.text)
        return word.startswith(self.affixes.article) and word.endswith(self.nisba) and token.text[-1] not in self.telling

    def is_verb(self, word: str) -> bool:
        """Whether a folded word may be a verb, by the letter that opens it."""
        return word.startswith(self.verbal) and word not in self.unverbal and len(word) >= SHORTEST_VERB

    def joins(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word joins the next one to a name."""
        if at >= len(tokens):
            return False
        return phrases.fold(tokens[at].text) in self.joining or tokens[at].text in self.foreign

    def letters(self, tokens: Sequence[Token], at: int) -> int:
        """How many letters of "and", "to" or the like are written to a known given name; 0 where the word is one with them."""
        text = tokens[at].text
        behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
        paired = behind and text.startswith(self.letter) and phrases.fold(f"{text[len(self.letter) :]} {behind}") in self.paired
        if paired:
            return len(self.letter)
        if self.is_given(text) or phrases.fold(text) in self.glued | self.unverbal:
            return 0
        rests = ((len(p), text[len(p) :]) for p in self.affixes.prefixes if text.startswith(p))
        found = (n for n, rest in rests if rest and (self.is_sure(rest) or phrases.fold(f"{rest} {behind}") in self.paired))
        return next(found, 0)

    def joined(self, token: Token) -> int:
        """How many letters of "and" are written to the first word of a name."""
        return int(self.continues(token) and len(phrases.fold(token.text)) > SHORTEST_VERB)

    def continues(self, token: Token) -> bool:
        """Whether "and" is written to a word, and is no letter of a name."""
        word = phrases.fold(token.text)
        return word.startswith(self.letter) and word not in self.glued

    def given_to(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a preposition is written to the article of a word, so that no name begins with it."""
        return at < len(tokens) and phrases.fold(tokens[at].text).startswith(self.given_letters)

    def unlike(self, word: str) -> str:
        """A word folded, letters aside where folding makes it another word: "on" and the name Ali, "that" and the name Ann."""
        return phrases.fold(word) + "".join(letter for letter in (word[:1], word[-1:]) if letter in self.telling)


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words of a lexicon as they compare."""
    return frozenset(map(phrases.fold, words))
