"""Words in a script that glues: Arabic writes "and", "for" and the article together with the word that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline import gazetteer, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.tokens import Token, tokenise

__all__ = ["Affixes"]

SHORTEST = 3
# Letters of a noun without its article, and of a word with a preposition to it, more than these.
SHORT_NOUN, LONG = 2, 4
# Words of a town, at most.
LONGEST_TOWN = 2


class Affixes:
    """Takes words to the form in which they compare, and parts prefixes from the words that a lexicon knows.

    Words read: `article`, `accusative` (an ending), `accusative_marks` (all its spellings with marks), `case_vowels` (at the end of a word), `prefixes`, `joining_letters` (and, so), `also` (and alone), `glued_prepositions`, `glued_at` (those of place), `to_the`, `suffixes_of_owners` (his, its), `feminine` (an ending bound, free), `bound_letters` and `free_letters` (the last
    letter of a noun before a possessive, and without it).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.article = str(lexicon.words.get("article", ""))
        self.accusative = str(lexicon.words.get("accusative", ""))
        self.accusatives = tuple(lexicon.list("accusative_marks"))
        self.vowels = "".join(lexicon.list("case_vowels"))
        self.possessives = sorted(lexicon.list("suffixes_of_owners"), key=len, reverse=True)
        self.feminine = tuple(lexicon.list("feminine"))
        self.bound = dict(zip(lexicon.list("bound_letters"), lexicon.list("free_letters"), strict=True))
        self.joining = tuple(lexicon.list("joining_letters"))
        self.to_the = str(lexicon.words.get("to_the", "")) or "\0"
        self.also = tuple(lexicon.list("also"))
        self.governing = tuple(lexicon.list("glued_prepositions"))
        self.housing = tuple(lexicon.list("glued_at"))
        self.prefixes = sorted(lexicon.list("prefixes"), key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self.article)

    def key(self, word: str) -> str:
        """A word without marks, article and accusative ending."""
        folded = phrases.fold(word)
        if self.article and folded.startswith(self.article) and len(folded) - len(self.article) >= SHORTEST:
            folded = folded[len(self.article) :]
        if self.accusative and folded.endswith(self.accusative) and len(folded) > SHORTEST:
            folded = folded[: -len(self.accusative)]
        return folded

    def plain(self, word: str) -> str:
        """A word folded, with its article and without the "and" written to it."""
        folded = phrases.fold(word)
        return next((folded[len(a) :] for a in self.also if folded.startswith(a) and len(folded) > len(a) + 1), folded)

    def unprefixed(self, word: str) -> str:
        """A word folded, with its article, and without "and" and a preposition written to it."""
        plain = self.plain(word)
        return next((plain[1:] for p in self.governing if plain.startswith(p) and len(plain) > LONG), plain)

    def unmarked(self, words: str) -> str:
        """Words without the marked endings of the accusative, and without the vowels of other cases than the nominative."""
        for ending in self.accusatives:
            words = words.replace(ending, "")
        return " ".join(word.rstrip(self.vowels) for word in words.split(" ")) if self.vowels else words

    def vocabulary(self, listed: Iterable[str]) -> frozenset[str]:
        """The keys of the first words of these phrases."""
        firsts = (tokenise(phrase)[:1] for phrase in listed)
        return frozenset(self.key(t.text) for first in firsts for t in first)

    def part(self, tokens: Sequence[Token], vocabulary: frozenset[str]) -> list[Token]:
        """The tokens, a prefix parted from a word of the vocabulary."""
        ended = {t.start for t in tokens if t.text == "."}
        return [
            piece
            for token in tokens
            for piece in self._pieces(token, vocabulary, shortest=1 if token.end in ended else SHORTEST)
        ]

    def bare(self, word: str) -> list[str]:
        """The keys that a word may have: as it stands, and without each prefix."""
        stripped = [word[len(p) :] for p in self.prefixes if word.startswith(p) and len(word) - len(p) >= SHORTEST]
        return [self.key(word), *(self.key(w) for w in stripped)]

    def definite(self, word: str) -> bool:
        """Whether the article is glued to a word, behind a prefix or not."""
        return any(word.startswith(p + self.article) for p in ("", *self.prefixes)) or word.startswith(self.to_the)

    def passes_to_name(self, before: str, word: str) -> bool:
        """Whether a bare word behind one with the article may begin a name; one with "and the" or a preposition to it does not."""
        if not self.article:
            return False
        before, word = phrases.fold(before), phrases.fold(word)
        if word.startswith(tuple(letter + self.article for letter in self.also)):
            return False
        glued = word.startswith(self.governing) and len(word) > LONG
        definite = any(before.startswith(self.article, k) and len(before) - k - len(self.article) > SHORT_NOUN for k in (0, 1))
        definite = definite or (before.startswith(self.to_the) and len(before) > len(self.article) + SHORT_NOUN)
        return definite and not word.startswith(self.article) and not glued

    def town(self, tokens: Sequence[Token], at: int) -> int:
        """Index behind a known town to which "at" is written («ببني ملال»); `at` itself where none begins."""
        for last in range(min(at + LONGEST_TOWN, len(tokens)), at, -1):
            run = tokens[at:last]
            glued = all(t.is_word for t in run) and run[0].text.startswith(self.housing or ("\0",))
            if glued and gazetteer.known(phrases.fold(" ".join(t.text for t in run)[1:])):
                return last
        return at

    def eaten(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a token has lost its article to the "to the" that was parted from it."""
        return at > 0 and tokens[at - 1].text.endswith(self.to_the) and tokens[at - 1].end == tokens[at].start

    def _known(self, word: str, vocabulary: frozenset[str]) -> bool:
        """Whether the vocabulary has a word, a possessive at its end aside."""
        return self.key(word) in vocabulary or self.owned(Token(0, len(word), word, word), vocabulary).lower != word

    def owned(self, token: Token, vocabulary: frozenset[str]) -> Token:
        """A token that a possessive ends ("its director"), with the bare word of the vocabulary as its `lower`."""
        if not token.is_word or self.key(token.text) in vocabulary or token.text.startswith(self.article):
            return token
        for suffix in self.possessives:
            base = token.text[: -len(suffix)]
            if not token.text.endswith(suffix) or len(base) < SHORTEST:
                continue
            free = [base]
            if self.feminine and base.endswith(self.feminine[0]):
                free.append(base[: -len(self.feminine[0])] + self.feminine[1])
            for word in free:
                if self.key(word) in vocabulary:
                    return Token(token.start, token.end, token.text, word)
        return token

    def disowned(self, word: str) -> str:
        """A long word without the possessive of two letters or more at its end: «أمنائها» → «أمناء»."""
        suffix = next((s for s in self.possessives if len(s) > 1 and word.endswith(s)), "")
        base = word[: -len(suffix)] if suffix else word
        if not suffix or len(base) < LONG or word.startswith(self.article):
            return word
        if base[-1] in self.bound:
            return base[:-1] + self.bound[base[-1]]
        return base

    def _pieces(self, token: Token, vocabulary: frozenset[str], *, shortest: int) -> list[Token]:
        """A token, parted where the vocabulary knows what is left; `shortest`: letters that must be left, one of an abbreviation."""
        if not token.is_word or self.key(token.text) in vocabulary:
            return [token]
        for prefix in self.prefixes:
            rest = token.text[len(prefix) :]
            if token.text.startswith(prefix) and len(rest) >= shortest and self._known(rest, vocabulary):
                middle = token.start + len(prefix)
                return [Token(token.start, middle, prefix, prefix), Token(middle, token.end, rest, rest)]
        return [token]
