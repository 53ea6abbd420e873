"""What stands beside an Arabic name and is no part of it: the field of a deputy's post, the adjective of any noun."""

from __future__ import annotations

from pipeline.names.construct.seats import ConstructSeats
from pipeline.names.construct.words import following
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["ConstructLimits"]

TWICE = 2
# Letters of a plural of persons.
SERVILE = 5
# How many words before a name its deputy's post may begin.
POST_REACH = 6


class ConstructLimits(ConstructSeats):
    """Tells names from descriptions, and where posts go on behind a name."""

    def _described(self, words: list[Word], head: int, at: int) -> bool:
        """Whether an indefinite noun is but described by the adjective behind it: "a wooden box"."""
        word = following(words, at)
        if (
            word is None
            or self.located(words, at) is not None
            or self.definite(words[head].text)
            or not word.is_word
            or word.text.endswith(self.ties.short)
        ):
            return False
        form = fold(word.text)
        whose = form.endswith(self.ties.nisba) and form.endswith(self.ties.feminine)  # No town agrees so with its head.
        whose = whose or self._national(form)
        return not self.definite(form) and self.ties.agrees(form, words[head].text) and (whose or not self.ties.placed(form))

    def _servile(self, words: list[Word], end: int) -> bool:
        """Whether a plural that wants its second term ends here, a word behind it: "the cooperative of the fishers of | Bouareg".

        Behind a feminine head a word in this ending is no adjective of it.
        """
        word, form = following(words, end + 1), fold(words[end].text)
        plural = len(form) >= SERVILE and form.endswith(self.ties.nisba[0]) and not self.ties.placed(form)
        head = fold(words[end - 1].text) if end else ""
        joined = word is not None and word.is_word and fold(word.text)[0] != self.ties.both and not self.glued_body(word)
        return plural and joined and head.endswith(self.ties.feminine) and not self.definite(head)

    def _object_of(self, words: list[Word], end: int) -> bool:
        """Whether a definite word behind a name that a definite noun or a place has closed is no adjective: what its body gives or takes."""
        word, before = words[end + 1], fold(words[end].text)
        form = fold(word.text)
        closed = self.definite(words[end].text) or self.ties.placed(before)
        closed = closed or (end > 0 and self._servile(words, end - 1))
        plain = form.startswith(self.ties.article) and before not in self.ties.eponyms | self.ties.royals | self.ties.kin
        return closed and plain and form not in self.ties.generic and not self.adjectival(form)

    def _national(self, form: str) -> bool:
        """Whether a word is the adjective of a country: «عراقي» of «العراق»."""
        stem = next((form.removesuffix(end) for end in self.ties.nisba if form.endswith(end)), "")
        return bool(stem) and bool({stem, self.ties.article + stem, stem + self.ties.accusative} & self.ties.places)

    def _without_field(self, text: str, words: list[Word], at: int, end: int) -> int:
        """The end of a name less the field that belongs to a deputy's post before it, unless the text has the whole name again."""
        before = [fold(w.text) for w in words[max(0, at - 2) : at]]
        if self._deputy(words, at):
            affairs = next((n for n in range(at + 1, end + 2) if self._begins_affairs(words, n)), 0)
            if affairs:
                return affairs - 1
        carrier = (
            before[0] in self.ties.deputies or before[0].removeprefix(self.ties.both) in self.ties.deputies if before else False
        )
        if not before or not (before[-1] in self.ties.deputies or (before[-1] in self.ties.posts and carrier)):
            return end
        for n in range(end, at, -1):
            if fold(words[n].text).startswith(self.ties.to * 2) and text.count(text[words[at].start : words[end].end]) < TWICE:
                return end if self._untold(words, at, n) else n - 1
        return end

    def _begins_affairs(self, words: list[Word], at: int) -> bool:
        """Whether the affairs of which a deputy is in charge begin at a word: "for affairs", "for the sector"."""
        word = following(words, at)
        return word is not None and fold(word.text) in self.ties.affairs

    def _untold(self, words: list[Word], at: int, last: int) -> bool:
        """Whether a definite head has nothing but adjectives before its field, which then tells it from others: "the Arab Union | for Diving"."""
        head = words[at].text
        between = [fold(w.text) for w in words[at + 1 : last]]
        adjectives = (form in self.ties.generic or (self.definite(form) and self.ties.agrees(form, head)) for form in between)
        return bool(between) and self.definite(head) and all(adjectives)

    def _deputy(self, words: list[Word], at: int) -> bool:
        """Whether a deputy's post stands a few words before a name, no mark between: "deputy head of | the office for legal affairs"."""
        for n in range(at - 1, max(-1, at - POST_REACH), -1):
            if not words[n].is_word:
                return False
            if fold(words[n].text) in self.ties.deputies:
                return True
        return False
