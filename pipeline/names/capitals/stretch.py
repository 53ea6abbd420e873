"""The words of one text with capitals, and what each of them may be in a name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.names.capitals.joints import Joints
from pipeline.names.heads import Heads
from pipeline.names.words import Word

# The words of a unit, at most.
LONGEST_UNIT = 4
COMMA = ","
PLURALS = ("s", "x")
QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One text while names are found in it.

    `heads`: its head nouns. `places`: words that it uses as places, folded. `sites`: whether sites are looked for, else bodies.
    """

    joints: Joints
    words: list[Word]
    heads: Heads
    places: frozenset[str]
    sites: bool

    def named(self, word: Word) -> bool:
        """Whether a word may be part of a name by itself."""
        prefix, _, rest = word.text.partition("-")
        joined = rest[:1].isupper() and prefix.casefold() in self.joints.particles
        ends = bool(self.joints.never_endings) and word.lower.endswith(self.joints.never_endings)
        return (word.capital or joined) and word.lower not in self.joints.never and not ends

    def unit(self, at: int) -> int:
        """The last word of the unit of several words that a head begins, the head itself where there is none."""
        whole = self.heads.ends.get(self.words[at].start, 0)
        if self.words[at].lower not in self.heads.first:
            return at
        return next((n for n in range(at, min(at + LONGEST_UNIT, len(self.words))) if self.words[n].end == whole), at)

    def linked(self, n: int) -> bool:
        """Whether "of" and a capitalised word follow ("hôpital régional | de Labé")."""
        link = self.at(n)
        if link is None or link.lower not in self.joints.of:
            return False
        while (word := self.at(n + 1)) and word.lower in self.joints.articles:
            n += 1
        return word is not None and word.capital

    def article(self, n: int) -> bool:
        """Whether a capitalised article opens a proper name inside a name ("Escuela El Roble")."""
        after = self.at(n + 1)
        return self.words[n].capital and self.words[n].lower in self.joints.articles and after is not None and after.capital

    def epithet(self, n: int) -> bool:
        """Whether a small word between a name and its complement can only be an adjective ("Université slave du Kordistan")."""
        word, link, after = self.at(n), self.at(n + 1), self.at(n + 2)
        if word is None or link is None or after is None or not (self.joints.plain and self.small(word)):
            return False
        return link.lower in self.joints.of and after.capital

    def goes_with(self, n: int) -> bool:
        """Whether a small plural behind a plural agrees with it: "Fondation Collines vertes", "des femmes menuisières"; no participle that opens a clause ("réunies à")."""
        before, word, after = self.words[n - 1], self.words[n], self.at(n + 1)
        plural = all(w.lower.endswith(PLURALS) for w in (before, word))
        plural = plural and not before.shouted and before.lower not in self.places | self.joints.places
        clause = word.lower.endswith(self.joints.participles) and after is not None and after.is_word and not after.capital
        if word.lower in self.joints.attributive and self.small(word) and self.small(before):
            return before.is_word and before.lower not in self.joints.little | self.joints.never
        fit = self.joints.head_first and self.small(word) and (self.small(before) or self.named(before))
        return fit and plural and not clause and word.lower not in self.joints.little | self.joints.never | self.joints.posts

    def members(self, n: int) -> bool:
        """Whether a small plural without article says of whom a body is: "Unión de | mujeres comerciantes"."""
        before, word = self.words[n - 1], self.words[n]
        linked = before.lower in self.joints.of & self.joints.particles
        return self.joints.peopled and linked and word.lower.endswith(PLURALS) and self.small(word)

    def closes(self, n: int) -> bool:
        """Whether nothing goes on behind word `n`: a mark stands there, or the line ends."""
        after = self.at(n + 1)
        return after is None or not after.is_word

    def quoted(self, at: int) -> int | None:
        """Index of the mark that closes the quotation that opens at `at`, None where none does soon."""
        close = QUOTES[self.words[at].text]
        for n in range(at + 1, min(at + 10, len(self.words))):
            if self.words[n].text == close:
                return n
        return None

    def place_at(self, at: int) -> bool:
        """Whether the name of a place begins at `at`: where a body lies is no part of its name."""
        word = self.at(at)
        return word is not None and word.lower in (self.places if self.sites else self.joints.places)

    def at(self, n: int) -> Word | None:
        """Word `n`, None where the text ends or where it does not stand near the one before."""
        return self.words[n] if n < len(self.words) and self.words[n].near else None

    def owner(self, n: int) -> bool:
        """Whether an apostrophe behind a plural links it to the noun that goes on the name: "of European Writers' Houses"."""
        before, mark, after = self.words[n - 1], self.words[n], self.at(n + 1)
        glued = mark.text in "'’" and before.end == mark.start and before.lower.endswith("s")
        return glued and after is not None and after.start - mark.end == 1 and self.named(after)

    def particle(self, n: int) -> bool:
        """Whether a particle stands inside a proper name, before a word of it ("van")."""
        after = self.at(n + 1)
        link = self.at(n + 2)
        head = after is not None and (after.lower in self.heads.all or (link is not None and link.lower in self.joints.of))
        led = self.words[n].lower in self.joints.articles and self.words[n - 1].lower not in self.joints.of
        anew = led and (head or self._anew(link))
        return (
            self.words[n].lower in self.joints.particles - self.joints.of - self.joints.both
            and after is not None
            and not anew
            and self.named(after)
        )

    def _anew(self, link: Word | None) -> bool:
        """Whether an article with two capitals begins another name ("en la Universidad de Letras | la Cátedra Juan Lara"); with one it is an epithet ("Isabel la Católica")."""
        return self.joints.head_first and link is not None and link.near and link.capital

    def subject(self, word: Word) -> bool:
        """Whether a word is a field of knowledge, and not used as a place."""
        return word.lower not in self.places and self.joints.subject(word)

    def adjective(self, word: Word) -> bool:
        """Whether a small word has the ending of an adjective that belongs to the name before it."""
        return (
            bool(self.joints.endings)
            and word.is_word
            and not word.capital
            and word.lower.endswith(self.joints.endings)
            and (word.lower not in self.joints.stops | self.joints.little)
        )

    def demonym(self, word: Word) -> bool:
        """Whether a small word says whence a body is ("francesa", "belga")."""
        if word.capital or not word.is_word or word.lower in self.joints.not_demonyms:
            return False
        return word.lower in self.joints.demonyms or (
            bool(self.joints.demonym_endings) and word.lower.endswith(self.joints.demonym_endings)
        )

    def small(self, word: Word) -> bool:
        """Whether a word in small letters may be a noun or an adjective: no little word."""
        return (
            word.is_word
            and word.text[0].isalpha()
            and not word.capital
            and (len(word.text) > 3 or word.lower in self.joints.subjects)
            and word.lower not in self.joints.stops
        )
