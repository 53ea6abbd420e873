"""Which nouns of a text a number is said of, or their form: "the sixth hub", "first solar academy", "the workshops are now six"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from pipeline import morphology, numbers, units
from pipeline.centres.candidate import noun_of
from pipeline.centres.wording import Wording
from pipeline.coined.measured import Measures, nouns
from pipeline.phrases import fold, split

# Characters between a plural and a count said of it, and the marks that end a clause.
TALLY = 42
CLAUSE = frozenset(".,;:!?()\n،؛")
HAN = re.compile(r"[\u3400-\u9fff]")
# Adjectives between a noun and its ordinal, at most, the noun with them; characters of as many words.
ADJECTIVES, WORDS = 4, 80


class Counted(Wording):
    """Finds the common nouns of which there are several, or one of several."""

    def _plural(self, noun: str) -> bool:
        """Whether a noun, or the first part of one with a hyphen, is a plural, which names no centre."""
        return bool({(form := noun.casefold()), form.partition("-")[0]} & self.several)

    def _counted(self, text: str, found: Sequence[units.Unit]) -> set[str]:
        """Head nouns of the units that a number stands before."""
        told = numbers.find(text, self.language)
        ends = {end for n in told for end in (n.end, n.end + 1)}
        ends |= {at for n in told if self.cases for at in self._over_adjectives(text, n.end)}
        starts = {at for n in told if n.kind is numbers.Kind.ORDINAL for at in self._agreeing(text, n.start - 1)}
        measured = self._measured(text) | {u.end for u in found if self._pair(text, u) or self._tallied(text, u, told)}
        return {noun_of(u) for u in found if u.start in ends or u.end in starts or u.coined or u.end in measured}

    def _pair(self, text: str, unit: units.Unit) -> bool:
        """Whether a noun means two of its sort by its form."""
        word = fold(text[unit.start : unit.end].partition(" ")[0])
        return not units.Names.of(self.language).pairs.isdisjoint({word, word.removeprefix(self.article)})

    def _tallied(self, text: str, unit: units.Unit, told: Sequence[numbers.Numeral]) -> bool:
        """Whether a count that ends the clause is said of a plural: "the workshops are now six"."""
        if not self._plural(text[unit.start : unit.end]):
            return False
        counts = (n for n in told if n.kind is numbers.Kind.CARDINAL and not n.label and unit.end < n.start <= unit.end + TALLY)
        return any(
            not set(text[unit.end : n.start]) & CLAUSE
            and (text[n.end : n.end + 1] or ".") in CLAUSE
            and "," not in text[n.end : n.end + 1]
            for n in counts
        )

    def _over_adjectives(self, text: str, end: int) -> Iterator[int]:
        """Where words begin behind a number and one to three adjectives: "первая солнечная академия"."""
        words = text[end + 1 : end + WORDS].split(" ")[:ADJECTIVES]
        at = end + 1
        for word in takewhile(lambda word: morphology.is_adjective(word, self.language), words if text[end:at] == " " else ()):
            at += len(word) + 1
            yield at

    def _agreeing(self, text: str, end: int) -> list[int]:
        """The end of the word before an ordinal, and those of the words before it as long as what follows has its article."""
        ends = [end]
        while end > 0 and len(ends) < ADJECTIVES and text[text.rfind(" ", 0, end) + 1 : end].startswith(self.article):
            end = text.rfind(" ", 0, end)
            if end <= 0 or not text[end - 1].isalpha():
                break
            ends.append(end)
        return ends

    def _measured(self, text: str) -> set[int]:
        """Ends of the Chinese nouns to which a measure word of sites belongs, words between or not: 第七座建在山上的观测站."""
        said = Measures.of(self.language)
        if said is None:
            return set()
        words = split(text)
        return {words[last - 1].end for _, last in nouns(text, words, numbers.find(text, self.language), said)}

    def _forms(self, text: str, found: Sequence[units.Unit]) -> set[str]:
        """How a Chinese text writes the units that it numbers."""
        counted = self._counted(text, found)
        ends = {n.end for n in numbers.find(text, self.language)}
        told = self._measured(text)
        said = {text[u.start : u.end] for u in found if noun_of(u) in counted and (u.start in ends or u.end in told)}
        return {form for form in said if HAN.match(form)}

    def _others(self, text: str, span: tuple[int, int], sentences: Sequence[tuple[int, int]]) -> bool:
        """In a language of cases, whether a noun means other units: a plural, or one that an ordinal brings in anew at the beginning of a sentence ("Пятый дом …")."""
        if not self.cases:
            return False
        start, end = span
        opening = sentences[bisect_right(sentences, start, key=itemgetter(0)) - 1][0]
        ordinal = any(n.start == opening and n.kind is numbers.Kind.ORDINAL for n in numbers.find(text, self.language))
        anew = ordinal and text.count(" ", opening, start) <= ADJECTIVES
        return anew or morphology.is_plural(text[start:end].rpartition(" ")[2], self.language)
