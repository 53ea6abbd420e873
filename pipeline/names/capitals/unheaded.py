"""Names without a head noun of their own, behind a noun that introduces them or a post: "l'association Dune et Mémoire", "Vanille & Compagnie"."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.names.capitals.complements import Complements
from pipeline.names.capitals.stretch import PLURALS, QUOTES, Stretch
from pipeline.names.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Unheaded:
    """One text while such names are read in it."""

    stretch: Stretch
    complements: Complements

    def apposed(self, at: int) -> Phrase | None:
        """The name behind a small noun that only introduces it ("the firm Aral Power", "l'entreprise dakaroise Ndar")."""
        head, first = self.stretch.words[at], at + 1
        while (word := self.stretch.at(first)) and (self.stretch.adjective(word) or self.stretch.demonym(word)):
            first += 1
        word = self.stretch.at(first)
        if word is None or first >= len(self.stretch.words):
            return None
        if word.text in QUOTES and (close := self.stretch.quoted(first)):
            start, end = self.stretch.words[first + 1].start, self.stretch.words[close - 1].end
            return Phrase(start, end, head.start, head.end, head.lower, specific=True, rule="apposed") if start < end else None
        begins = self.stretch.article(first) and self.stretch.words[first + 1].lower not in self.stretch.heads.all
        # Of plurals a name without head noun may be built ("Sentiers de la haute vallée").
        several = self.stretch.joints.head_first and word.lower.endswith(PLURALS) and not word.shouted
        last = self.own(first + begins, opened=begins, plain=several, several=several)
        if last == first and head.lower not in self.stretch.joints.companies:
            last = self._branded(self._pair(first))
        if last is None or not word.capital or word.lower in self.stretch.heads.all | self.stretch.places:
            return None
        if word.lower in self.stretch.joints.articles and not begins:
            return None
        return Phrase(word.start, self.stretch.words[last].end, head.start, head.end, head.lower, specific=True, rule="apposed")

    def _pair(self, first: int) -> int:
        """The end of a name of two nouns that "and" joins, where no more of a name follows: "l'association Dune et Mémoire"."""
        link, other, after = (self.stretch.at(first + n) for n in (1, 2, 3))
        joined = link is not None and link.lower in self.stretch.joints.both and other is not None and self.stretch.named(other)
        if not joined or other is None or other.shouted or other.lower in self.stretch.heads.all | self.stretch.joints.places:
            return first
        if gazetteer.known(other.text) or gazetteer.known(self.stretch.words[first].text):
            return first
        return first if after is not None and after.capital else first + 2

    def _branded(self, last: int) -> int:
        """The end of a brand that a preposition and a noun close, a mark behind them: "l'association Pousses | en ville"."""
        link, at = self.stretch.at(last + 1), last + 2
        if link is None or link.lower not in self.stretch.joints.branding:
            return last
        at += (word := self.stretch.at(at)) is not None and word.lower in self.stretch.joints.articles
        word, after = self.stretch.at(at), self.stretch.at(at + 1)
        goes_on = after is not None and after.is_word and after.lower not in self.stretch.joints.both
        if word is None or not word.text.isalpha() or goes_on:
            return last
        closed = word.lower in self.stretch.joints.never | self.stretch.places
        return last if closed or gazetteer.known(word.text) or word.lower in self.stretch.joints.places else at

    def own(self, first: int, *, opened: bool = False, plain: bool = False, several: bool = False) -> int | None:
        """The last word of a name without head noun that begins at `first` ("Vanille & Compagnie", "Encres du Delta").

        `opened`: an article opens it, so that any "of" goes on with it, as with a capital behind `several` of something ("Manos de
        Barro"). `plain`: small nouns behind "of the" do too.
        """
        last = self.complements.nominal(first)
        while last is not None:
            link = self.stretch.at(last + 1)
            if link is None:
                break
            further = (
                self.complements.nominal(last + 2)
                if link.text == "&"
                else self._owned(last, opened=opened or (several and self._capital(last + 2)), plain=plain)
            )
            further = further or self._tail(last)
            if further is None:
                break
            last = further
        return last

    def _capital(self, at: int) -> bool:
        """Whether a word with a capital stands near the one before it."""
        word = self.stretch.at(at)
        return word is not None and word.capital

    def _owned(self, last: int, *, opened: bool, plain: bool) -> int | None:
        """The end of what "du" links to a name: no town, where the link has no article of its own in it."""
        link = self.stretch.words[last + 1]
        if link.lower not in self.stretch.joints.of or not (
            opened or link.lower in self.stretch.joints.particles | self.stretch.joints.contracted
        ):
            return None
        contracted = link.lower in self.stretch.joints.contracted
        close = self.complements.nominal(last + 2, plain=plain)
        if close is None or (opened and not self.stretch.words[close].capital):
            return None
        chunk = self.stretch.words[last + 2 : close + 1]
        town = any(w.lower in self.stretch.joints.places | self.stretch.joints.bodies or gazetteer.known(w.text) for w in chunk)
        if not chunk[-1].capital:
            return close if plain else None
        return close if opened or contracted or not town else None

    def _tail(self, last: int) -> int | None:
        """The end of an idiom at the end of a name: "Livres d'abord"."""
        for tail in self.stretch.joints.idioms:
            if tuple(w.lower for w in self.stretch.words[last + 1 : last + 1 + len(tail)]) == tail:
                return last + len(tail)
        return None
