"""Arabic names of sister sites: a town tells one from another, though no list may know it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.names.construct.limits import ConstructLimits
from pipeline.names.construct.words import following
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word
from pipeline.phrases import fold

__all__ = ["QUOTES", "ConstructSisters"]

# Brackets hold a name only right behind the head.
QUOTES = {"«": "»", "“": "”", '"': '"', "(": ")"}


class ConstructSisters(ConstructLimits):
    """Gives the names of sisters the towns behind them."""

    def seated(self, text: str, words: list[Word], found: list[Phrase]) -> list[Phrase]:
        """The names, a town that no list knows with those whose sisters have one: "the centre for ships in A", "… in B"."""
        last = {word.end: n for n, word in enumerate(words)}
        found = self._unseated(text, words, self._told_apart(text, words, found))
        stems = {
            text[p.start : words[n - 1].end] for p in found if (n := last[p.end]) and self.located(words, n, known=True) == n
        }
        stems |= self._lettered(text, words, found)
        return [
            replace(p, end=words[last[p.end] + 1].end)
            if text[p.start : p.end] in stems and self.lettered(words, last[p.end] + 1, definite=True)
            else p
            for p in found
        ]

    def _lettered(self, text: str, words: list[Word], found: list[Phrase]) -> set[str]:
        """Names of a field behind which "in" is written to several words that may be towns: "the centre for dates in A", "… in B"."""
        last = {word.end: n for n, word in enumerate(words)}
        towns: dict[str, set[str]] = {}
        for p in found:
            n = last[p.end]
            fielded = not self.definite(text[p.start : p.head_end]) and words[n - 1].start > p.head_start
            if fielded and self.lettered(words, n + 1, definite=True):
                towns.setdefault(text[p.start : p.end], set()).add(words[n + 1].text)
        return {name for name, behind in towns.items() if len(behind) > 1}

    def _unseated(self, text: str, words: list[Word], found: list[Phrase]) -> list[Phrase]:
        """The names, a definite one without the town behind it where the text leaves that out as often, and names no sister."""
        last = {word.end: n for n, word in enumerate(words)}
        called = Counter(text[p.start : p.end] for p in found if not self._singled(words, last[p.end] + 1))
        towns: dict[str, set[str]] = {}
        stems: dict[Phrase, Word] = {}
        for p in found:
            n = last[p.end]
            if self.definite(text[p.start : p.head_end]) and fold(words[n].text).startswith(self.ties.seat):
                towns.setdefault(text[p.start : words[n - 1].end], set()).add(words[n].text)
                stems |= {p: words[n - 1]} if self.located(words, n, known=True) == n else {}
        return [
            replace(p, end=stems[p].end)
            if p in stems
            and called[stem := text[p.start : stems[p].end]] >= called[text[p.start : p.end]]
            and len(towns[stem]) == 1
            else p
            for p in found
        ]

    def _singled(self, words: list[Word], at: int) -> bool:
        """Whether a definite word goes on that singles one out of several: "the virtual clinic | the twentieth"."""
        word = following(words, at)
        return word is not None and self._ruled(word) and fold(word.text) not in self.ties.ends

    def _told_apart(self, text: str, words: list[Word], found: list[Phrase]) -> list[Phrase]:
        """The names, those that sister sites share in quotation marks with the town that tells one from another."""
        last = {word.end: n for n, word in enumerate(words)}
        ends = {p: end for p in found if text[p.end - 1] in QUOTES.values() and (end := self._town_behind(words, last[p.end]))}
        towns: dict[str, set[str]] = {}
        for p, end in ends.items():
            towns.setdefault(text[p.start : p.end], set()).add(words[end].text)
        return [replace(p, end=words[ends[p]].end) if p in ends and len(towns[text[p.start : p.end]]) > 1 else p for p in found]

    def _town_behind(self, words: list[Word], at: int) -> int | None:
        """The end of a place with "in" right behind a word, "in" written to it or not."""
        link = following(words, at + 1)
        if link is not None and fold(link.text) in self.ties.within:
            return self.seat(words, at + 2)
        return at + 1 if self.lettered(words, at + 1) else None
