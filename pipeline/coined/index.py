"""Where the words of a text stand, and which of its phrases head names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.coined.forms import ARABIC, STEM, article, is_han, near, runs, stem, to_the
from pipeline.coined.nouns import Words
from pipeline.phrases import Word

# Words of a field between a noun and its name.
FIELD = 4


class Index:
    """Words of a text by their stems; `ordinals` are those that number something, and name nothing."""

    def __init__(self, text: str, words: Sequence[Word], ordinals: Collection[int] = ()) -> None:
        self.ordinals = ordinals
        self.text = text
        self.words = words
        self.places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            self.places.setdefault(stem(word.form), []).append(at)

    def names(self, first: int, last: int, known: Words) -> int | None:
        """Which word of a phrase heads a name elsewhere in the text; None where the phrase heads none."""
        forms = tuple(word.form for word in self.words[first:last])
        if not self._common(first, last):
            return None
        for at in self.places.get(stem(forms[0]), ()):
            end = at + len(forms)
            if at == first or not runs(self.text, self.words, at, forms):
                continue
            if is_han(forms[0]):
                if (
                    at
                    and is_han(self.words[at - 1].form)
                    and near(self.text, self.words, at)
                    and self.words[at - 1].form not in known.links
                ):
                    return len(forms) - 1
                continue
            if self._capital_before(at):
                return len(forms) - 1
            if self._name_behind(end, known) or (known.heads == "first" and self._fielded(at, end, known)):
                return len(forms) - 1 if known.heads == "last" else 0
        return None

    def _common(self, first: int, last: int) -> bool:
        """Whether the phrase is written as common nouns here, or somewhere else in the text."""
        if not any(self.words[n].capital for n in range(first, last)):
            return True
        forms = tuple(word.form for word in self.words[first:last])
        return any(
            not self.words[at].capital and runs(self.text, self.words, at, forms) for at in self.places.get(stem(forms[0]), ())
        )

    def _capital_before(self, at: int) -> bool:
        """Whether a capitalised word, no mere beginning of a sentence, stands right before."""
        if (
            at == 0
            or not near(self.text, self.words, at)
            or not self.words[at - 1].capital
            or len(self.words[at - 1].form) < STEM - 1
        ):
            return False
        opening = at == 1 or (not near(self.text, self.words, at - 1) and not self._clause(at - 1))
        return self.words[at].capital or not opening

    def _clause(self, at: int) -> bool:
        """Whether the sentence goes on before word `at`."""
        between = self.text[self.words[at - 1].end : self.words[at].start]
        return not any(mark in between for mark in ".!?:\n«“")

    def _fielded(self, at: int, end: int, known: Words) -> bool:
        """Whether a noun with a capital in mid-clause goes on with its field, and then a name: "le Simulateur de navigation Souss"."""
        if not (self.words[at].capital and near(self.text, self.words, at) and not self.words[at - 1].capital):
            return False
        for n in range(end, min(end + FIELD, len(self.words))):
            if not near(self.text, self.words, n):
                return False
            if self.words[n].capital:
                return True
            if not (known.content(self.words[n]) or self.words[n].form in known.links):
                return False
        return False

    def _term_behind(self, at: int, known: Words) -> bool:
        """Whether a noun without article is followed by the term that it belongs to, in a script without capitals."""
        joined = self.words[at].form.startswith(to_the())
        return (
            not joined
            and at not in self.ordinals
            and not self.words[at - 1].form.startswith(article())
            and known.content(self.words[at])
        )

    def _name_behind(self, at: int, known: Words) -> bool:
        """Whether a name follows: capitalised, in quotation marks, or linked by "de", "of"."""
        while near(self.text, self.words, at) and self.words[at].form in known.links:
            at += 1
        if not near(self.text, self.words, at):
            return False
        if self.words[at].form[0] in ARABIC:
            return self._term_behind(at, known)
        return self.words[at].capital or "«" in self.text[self.words[at - 1].end : self.words[at].start]
