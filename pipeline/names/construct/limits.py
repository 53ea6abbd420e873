"""What stands beside an Arabic name and is no part of it: the field of a deputy's post, the adjective of any noun."""

from __future__ import annotations

from pipeline.names.construct.seats import ConstructSeats
from pipeline.names.construct.words import following
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["ConstructLimits"]

TWICE = 2
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

    def _national(self, form: str) -> bool:
        """Whether a word is the adjective of a country: «عراقي» of «العراق»."""
        stem = next((form.removesuffix(end) for end in self.ties.nisba if form.endswith(end)), "")
        return bool(stem) and bool({stem, self.ties.article + stem, stem + self.ties.accusative} & self.ties.places)

    def _without_field(self, text: str, words: list[Word], at: int, end: int) -> int:
        """The end of a name less the field that belongs to a deputy's post before it, unless the text has the whole name again."""
        before = [fold(w.text) for w in words[max(0, at - 2) : at]]
        if self._deputy(words, at):
            affairs = next((n for n in range(at + 1, end + 1) if fold(words[n].text) in self.ties.affairs), end + 1)
            end = affairs - 1
        if not before or not (
            before[-1] in self.ties.deputies or (before[-1] in self.ties.posts and before[0] in self.ties.deputies)
        ):
            return end
        for n in range(end, at, -1):
            if fold(words[n].text).startswith(self.ties.to * 2) and text.count(text[words[at].start : words[end].end]) < TWICE:
                return n - 1
        return end

    def _deputy(self, words: list[Word], at: int) -> bool:
        """Whether a deputy's post stands a few words before a name, no mark between: "deputy head of | the office for legal affairs"."""
        for n in range(at - 1, max(-1, at - POST_REACH), -1):
            if not words[n].is_word:
                return False
            if fold(words[n].text) in self.ties.deputies:
                return True
        return False
