"""Where the bearer of an Arabic name stands: the town with "in" before it, a word or a letter, that belongs to the name."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.names.construct.words import ConstructWords, following
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["ConstructSeats"]

SHORTEST_PLACE = 3


class ConstructSeats(ConstructWords):
    """Finds how far the place reaches that a name ends with."""

    def town(self, words: list[Word], at: int, end: int, lemma: str) -> int:
        """The end of an institution that only its town tells from others of its sort: "the Faculty of Letters in Manouba"."""
        term = following(words, at + 1)
        definite = self.definite(words[at].text) and fold(lemma) in self.ties.local
        if not definite and not (fold(lemma) in self.ties.fielded and end > at and term and self.definite(term.text)):
            return end
        if (seat := self.located(words, end + 1, known=True)) is not None:
            part = following(words, seat + 1)
            form = fold(part.text) if part is not None and part.is_word else ""
            quarter = form.startswith(self.ties.article) and self.ties.agrees(form, self.ties.feminine)
            return seat + (quarter and form not in self.ties.generic | self.ties.stops)
        link, place = following(words, end + 1), following(words, end + 2)
        if definite and end > at and link is not None and place is not None and fold(link.text) in self.ties.within:
            return end + 2 if place.is_word and self.ties.placed(fold(place.text)) else end
        return end

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
        if after is not None and self.ties.placed(f"{place} {fold(after.text)}"):
            return at + 1
        if place in self.ties.kin and after is not None and self._ruled(after) and fold(after.text) not in self.ties.stops:
            return at + 1
        if self.ties.placed(place):
            return at
        vague = place.startswith(self.ties.article) or len(place) < SHORTEST_PLACE or self.ties.owned(form, word.text)
        vague = vague or place.endswith((self.ties.feminine, *self.ties.many_endings))
        if known or vague:
            return None
        ends = after is None or not after.is_word or fold(after.text)[0] == self.ties.both or fold(after.text) in self.ties.ends
        return at if ends else None

    def lettered(self, words: list[Word], at: int) -> bool:
        """Whether "in" is written to a word that may be a town."""
        word = following(words, at)
        form = fold(word.text) if word is not None and word.is_word else ""
        bare = form.removeprefix(self.ties.seat)
        if bare == form or form in self.ties.stops | self.ties.attendant or bare.startswith(self.ties.article):
            return False
        return len(bare) > SHORTEST_PLACE and self.body(bare) is None

    def housed(self, words: list[Word], at: int) -> bool:
        """Whether a body follows with "in", a word or a letter."""
        word, after = words[at], following(words, at + 1)
        if fold(word.text) in self.ties.within:
            return after is not None and after.is_word and self.body(after.text) is not None
        return self.glued_body(word)

    def proper(self, words: list[Word], at: int, word: Word, brands: Collection[str]) -> bool:
        """Whether "in" follows a head that a proper name, without article, already tells apart, and that no brand shares."""
        term = following(words, at + 1)
        if fold(word.text) not in self.ties.within or term is None or term is word or self.definite(words[at].text):
            return False
        if any(f"{brand} ".startswith(f"{fold(term.text)} ") for brand in brands):
            return False
        if (second := following(words, at + 2)) is not None and second is not word and self._ruled(second):
            return False
        return term.is_word and not self.definite(term.text) and fold(term.text) not in self.ties.generic

    def _ruled(self, word: Word) -> bool:
        """Whether a word has the article itself, so that a noun before it is common: "the observatory of | air quality"."""
        return word.is_word and fold(word.text).startswith(self.ties.article)

    def seat(self, words: list[Word], at: int) -> int | None:
        """The end of the place where a thing stands."""
        word = following(words, at)
        if (
            word is None
            or not word.is_word
            or fold(word.text) in self.ties.stops | self.ties.premises
            or not word.text[0].isalpha()
        ):
            return None
        form, after = fold(word.text), following(words, at + 1)
        if form in self.ties.kin and after is not None and after.is_word and fold(after.text) not in self.ties.stops:
            return at + 1
        known = after is not None and self.ties.placed(f"{form} {fold(after.text)}")
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
        """Whether a body is named right behind, with "in" or without."""
        word = following(words, at)
        if word is not None and fold(word.text) in self.ties.within:
            word = following(words, at + 1)
        joined = word is not None and fold(word.text).startswith(self.ties.both) and not self.names_body(word)
        return word is not None and not joined and self.body(word.text) is not None
