"""Where the bearer of an Arabic name stands: the town with "in" before it, a word or a letter, that belongs to the name."""

from __future__ import annotations

from itertools import pairwise

from pipeline.names.construct.words import ConstructWords, following
from pipeline.names.heads import Heads
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["ConstructSeats"]

SHORTEST_PLACE = 3
# Words of one more field and the body behind it, at most.
FIELD = 5


class ConstructSeats(ConstructWords):
    """Finds how far the place reaches that a name ends with."""

    def town(self, words: list[Word], at: int, end: int, lemma: str) -> int:
        """The end of an institution that only its town tells from others of its sort: "the Faculty of Letters in Manouba"."""
        definite = self.definite(words[at].text) and fold(lemma) in self.ties.local
        terms = [fold(w.text) for w in words[at + 1 : end + 1]]
        several = fold(lemma) in self.ties.branded and sum(not self.ties.agrees(t, lemma) for t in terms) > 1
        several = several and not any(t in self.ties.places for t in terms)
        fielded = fold(lemma) in self.ties.fielded and (len(terms) == 1 or fold(lemma) not in self.ties.singly)
        if not definite and not ((several or fielded) and self._of_field(words, at, end)):
            return end
        if self.district(words, end + 1):
            return end
        if (seat := self.located(words, end + 1, known=True)) is not None:
            part = following(words, seat + 1)
            form = fold(part.text) if part is not None and part.is_word else ""
            quarter = form.startswith(self.ties.article) and self.ties.agrees(form, self.ties.feminine)
            return seat + (quarter and form not in self.ties.generic | self.ties.stops)
        link, place = following(words, end + 1), following(words, end + 2)
        if end > at and link is not None and place is not None and fold(link.text) in self.ties.within:
            last = self._known_town(words, end + 2)
            more = following(words, last + 1) if last is not None else None
            return end if last is None else last + (more is not None and fold(more.text) in self.ties.town_epithets)
        return end

    def _known_town(self, words: list[Word], at: int) -> int | None:
        """The end of a place that is known, or whose first word tells that it is one ("Shatt al-Arab"), or None."""
        word, after = words[at], following(words, at + 1)
        form = fold(word.text) if word.is_word else ""
        if after is not None and after.is_word:
            opens = form in self.ties.landmarks or (form in self.ties.kin and self._ruled(after))
            if self.ties.placed(f"{form} {fold(after.text)}") or (opens and fold(after.text) not in self.ties.stops):
                return at + 1
        return at if form and self.ties.placed(form) and not self.names_body(word) else None

    def _of_field(self, words: list[Word], at: int, end: int) -> bool:
        """Whether a head is told by nothing but a field, common nouns that end in a definite one: "the museum of silk", not "the hospital of al-Razi"."""
        terms = [w.text for w in words[at + 1 : end + 1]]
        whole = all(w.is_word and not self.names_body(w) for w in words[at + 1 : end + 1])
        if not terms or not whole or not self.definite(terms[-1]):
            return False
        first = fold(terms[0])
        person = len(terms) == 1 and first.endswith(self.ties.nisba) and not first.endswith(self.ties.feminine)
        # What a brand is for stands behind it: "the institute of Barada for nursing".
        person = person or any(fold(term).startswith(self.ties.to * 2) for term in terms[1:])
        called = {fold(term).removeprefix(self.ties.article) for term in terms} | {fold(term) for term in terms}
        return not person and called.isdisjoint(self.ties.kin | self.ties.eponyms | self.ties.royals)

    def located(self, words: list[Word], at: int, *, known: bool = False) -> int | None:
        """The end of a place with "in" written to it ("bi-Wahran"), or None.

        A place of which nothing is `known` is one where the phrase ends right behind it.
        """
        word, after = following(words, at), following(words, at + 1)
        form = fold(word.text) if word is not None and word.is_word else ""
        if word is None or not form.startswith(self.ties.seat) or form in self.ties.stops | self.ties.attendant:
            return None
        if self.body(word.text) is not None:
            return None
        place = form.removeprefix(self.ties.seat)
        if place in self.ties.districts:
            return self.seat(words, at + 1)
        if after is not None and self.ties.placed(f"{place} {fold(after.text)}"):
            return at + 1
        opens = place in self.ties.kin and after is not None and (self._ruled(after) or place in self.ties.landmarks)
        if opens and after is not None and after.is_word and fold(after.text) not in self.ties.stops:
            return at + 1
        if self.ties.placed(place):
            return at
        vague = place.startswith(self.ties.article) or len(place) < SHORTEST_PLACE or self.ties.owned(form, word.text)
        vague = vague or place.endswith((self.ties.feminine, *self.ties.many_endings))
        if known or vague:
            return None
        ends = after is None or not after.is_word or fold(after.text)[0] == self.ties.both or fold(after.text) in self.ties.ends
        return at if ends else None

    def district(self, words: list[Word], at: int) -> bool:
        """Whether the part of a land follows in which a thing stands: "in the city of A", "in" a word or a letter."""
        word = following(words, at)
        if word is not None and fold(word.text) in self.ties.within:
            word = following(words, at + 1)
            return word is not None and fold(word.text) in self.ties.districts
        form = fold(word.text) if word is not None else ""
        return form.startswith(self.ties.seat) and form.removeprefix(self.ties.seat) in self.ties.districts

    def told(self, words: list[Word], at: int, end: int) -> bool:
        """Whether more than its field tells a thing apart already: a town, a person, a brand, a word of good omen."""
        terms = [fold(w.text) for w in words[at + 1 : end + 1]]
        if any(term.removeprefix(self.ties.seat) in self.ties.places or term in self.ties.omens for term in terms):
            return True
        # What a brand is for stands behind it: "the centre of Coral for the sciences of the sea".
        if any(term.startswith(self.ties.to) and term not in self.ties.lam for term in terms[1:]):
            return True
        return not self.definite(words[at].text) and not self._of_field(words, at, end)

    def shared(self, words: list[Word], heads: Heads) -> frozenset[str]:
        """Names that do not tell a thing apart: heads of several sorts bear them, or the text says "the space of A" for "the Code space in A"."""
        bearers: dict[str, set[str]] = {}
        seated = dict[str, set[tuple[str, str]]]()
        pairs = {(fold(word.text), fold(after.text)) for word, after in pairwise(words)}
        for at, word in enumerate(words):
            head, term = self.head(word.text, heads) or self.body(word.text), following(words, at + 1)
            if head and term is not None and not term.is_word and at and fold(words[at - 1].text) in self.ties.ranks:
                # Of what is "the first «Brand» workshop in a country" there are more.
                bearers.setdefault(fold(words[at + 2].text), set()).update({"", fold(head[1])})
            form = fold(term.text) if head and term is not None and term.is_word else ""
            if form and head and not self.definite(form) and form not in self.ties.generic | self.ties.stops | self.ties.within:
                bearers.setdefault(form, set()).add(fold(head[1]))
                link, town = following(words, at + 2), following(words, at + 3)
                if link is not None and town is not None and fold(link.text) in self.ties.within:
                    seated.setdefault(form, set()).add((fold(word.text), fold(town.text)))
        return frozenset(form for form, sorts in bearers.items() if len(sorts) > 1 or seated.get(form, set()) & pairs)

    def lettered(self, words: list[Word], at: int, *, definite: bool = False) -> bool:
        """Whether "in" is written to a word that may be a town; to a definite one where a sister of the name has such a town."""
        word = following(words, at)
        form = fold(word.text) if word is not None and word.is_word else ""
        bare = form.removeprefix(self.ties.seat)
        article = bare.startswith(self.ties.article) and not definite
        if bare == form or form in self.ties.stops | self.ties.attendant or article:
            return False
        return len(bare) > SHORTEST_PLACE and self.body(bare) is None

    def housed(self, words: list[Word], at: int) -> bool:
        """Whether a body follows with "in", a word or a letter."""
        word, after = words[at], following(words, at + 1)
        if fold(word.text) in self.ties.within:
            return (
                after is not None and after.is_word and self.body(after.text) is not None and not self._landmark(words, at + 1)
            )
        return self.glued_body(word)

    def _landmark(self, words: list[Word], at: int) -> bool:
        """Whether a word that is the noun of a body as well begins the name of a place: "the monastery" of Dayr Alla, but not of Saint George."""
        after = following(words, at + 1)
        plain = after is not None and after.is_word and fold(after.text) not in self.ties.kin | self.ties.eponyms
        return fold(words[at].text) in self.ties.landmarks and plain and after is not None and not self._ruled(after)

    def proper(self, words: list[Word], at: int, word: Word, heads: Heads) -> bool:
        """Whether "in" follows a head that a proper name, without article, already tells apart, and that no brand shares."""
        term = following(words, at + 1)
        if fold(word.text) not in self.ties.within or term is None or term is word or self.definite(words[at].text):
            return False
        if any(f"{brand} ".startswith(f"{fold(term.text)} ") for brand in heads.brands):
            return False
        if fold(term.text) in heads.shared and (following(words, at + 2) is word or self.in_town(words, words.index(word))):
            return False
        if (second := following(words, at + 2)) is not None and second is not word and self._ruled(second):
            return False
        return term.is_word and not self.definite(term.text) and fold(term.text) not in self.ties.generic

    def in_town(self, words: list[Word], at: int) -> bool:
        """Whether "in" leads to a town that is known, or to one without article where the phrase ends, and to no country."""
        place, after = following(words, at + 1), following(words, at + 2)
        form = fold(place.text) if place is not None and place.is_word else ""
        if not form or form in self.ties.countries or fold(words[at].text) not in self.ties.within:
            return False
        if self._known_town(words, at + 1) is not None:
            return True
        ends = (after is None or not after.is_word) and form not in self.ties.premises | self.ties.stops
        common = (
            self.definite(form)
            or self.names_body(words[at + 1])
            or form.endswith((self.ties.feminine, *self.ties.many_endings))
        )
        return ends and not common and form[:1].isalpha() and len(form) > SHORTEST_PLACE

    def _ruled(self, word: Word) -> bool:
        """Whether a word has the article itself, so that a noun before it is common: "the observatory of | air quality"."""
        return word.is_word and fold(word.text).startswith(self.ties.article)

    def seat(self, words: list[Word], at: int) -> int | None:
        """The end of the place where a thing stands."""
        word = following(words, at)
        if word is None or not word.is_word or not word.text[0].isalpha():
            return None
        form, after = fold(word.text), following(words, at + 1)
        if form in self.ties.districts:
            return self.seat(words, at + 1)
        known = after is not None and self.ties.placed(f"{form} {fold(after.text)}")
        if known and form in self.ties.kin:
            return at + 1
        if form in self.ties.stops | self.ties.premises or self.ties.owned(form, word.text):
            return None
        if form in self.ties.kin and after is not None and after.is_word and (known or fold(after.text) not in self.ties.stops):
            return at + 1
        if not known and self.names_body(word) and not self._ruled(word):
            return None
        goes = after is not None and self._ruled(after) and fold(after.text) not in self.ties.stops
        goes = (
            goes
            and after is not None
            and (self.adjectival(fold(after.text)) or self._ruled(word) or self.ties.placed(fold(after.text)))
        )
        field = not form.startswith(self.ties.article) and not self.ties.placed(form) and len(form) > SHORTEST_PLACE
        return at + 1 if goes and (form.startswith(self.ties.article) or field) else at

    def part(self, words: list[Word], at: int) -> bool:
        """Whether a body is named right behind, with "in" or without, or behind one more field: "the service of A | and care of B at the Ministry"."""
        word = following(words, at)
        if word is not None and fold(word.text) in self.ties.within:
            word = following(words, at + 1)
        joined = word is not None and fold(word.text).startswith(self.ties.both) and not self.names_body(word)
        if joined and self.body(words[at].text) is None:
            behind = next((w for n in range(at + 2, at + FIELD) if (w := following(words, n)) and not self._ruled(w)), None)
            return behind is not None and self.glued_body(behind) and fold(behind.text)[0] != self.ties.both
        joined = joined or (word is not None and fold(word.text) in self.ties.attendant)
        return word is not None and not joined and self.body(word.text) is not None
