"""Centres told by a chain of common nouns that ends in a name: "station expérimentale de Niakhar", "Escuela de Oficios de Loja".

No list has all nouns by which sites are called. Where modifiers stand behind their noun, what a site is for is told between the noun and
its name: adjectives, and nouns behind little words. Whether such a chain is a centre is for the text to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split
from pipeline.phrases import fold
from pipeline.units import Unit

RULE = "chain"
MOST_NOUNS = 4
MOST_WORDS = 9
SHORTEST = 3
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Chains:
    """The little words of a language that puts what modifies a noun behind it.

    `of` open a complement, `inner` may do so between common nouns, `articles` may follow either; `stops` and `never` are no part of a chain;
    `bodies` are head nouns of institutions, `particles` stand inside proper names; `endings` are those of adjectives; `elisions` as for `names.words.split`.
    """

    of: frozenset[str]
    inner: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    never: frozenset[str]
    endings: tuple[str, ...]
    elisions: frozenset[str]
    bodies: frozenset[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Chains | None:
        """From the lexicon of a language; None where modifiers stand before their noun, or names are no matter of capitals."""
        if words.get("order") != "first" or words.get("grammar") != "capitals":
            return None
        of, articles, particles, stops, never = (
            frozenset(word.casefold() for word in words.get(name, ()))
            for name in ("of", "articles", "particles", "stops", "never")
        )
        inner = frozenset(word.casefold() for name in ("seats", "inner") for word in words.get(name, ()))
        bodies = frozenset({*words.get("last", ()), *words.get("first", ())})
        elisions = frozenset(words.get("elisions", ()))
        return cls(of, inner, articles, particles, stops, never, tuple(words.get("endings", ())), elisions, bodies)

    def find(
        self, text: str, units: Sequence[Unit], closed: Collection[str], bodies: Sequence[tuple[int, int]]
    ) -> Iterator[Phrase]:
        """A phrase for each unit that begins a chain. `closed`: folded words that no such name begins with; `bodies`: offsets of organisations."""
        words = split(text, self.elisions)
        at = {word.start: n for n, word in enumerate(words)}
        for unit in units:
            first = at.get(unit.start)
            if first is None or text[unit.start : unit.end].isupper():
                continue
            last = next((n for n in range(first, min(first + MOST_WORDS, len(words))) if words[n].end == unit.end), None)
            name = self._name(words, last + 1) if last is not None else None
            if name is None or fold(name[0].text) in closed or fold(name[-1].text) in closed:
                continue
            if any(s <= name[0].start < e and s > unit.start for s, e in bodies):
                continue
            yield Phrase(unit.start, name[-1].end, unit.start, words[first].end, unit.head, specific=True, rule=RULE)

    def _name(self, words: Sequence[Word], at: int) -> list[Word] | None:
        """The proper name that ends the chain behind a unit, None where it ends in none."""
        linked, nouns = False, 0
        for n in range(at, min(at + MOST_WORDS, len(words))):
            word = words[n]
            if not word.near or not word.is_word:
                return None
            if word.capital:
                return self._proper(words, n)
            if word.lower in self.articles and not linked:
                return None
            if word.lower in self.of | self.inner | self.articles:
                linked = True
            elif self._common(words, n, linked=linked) and nouns < MOST_NOUNS:
                linked, nouns = False, nouns + 1
            else:
                return None
        return None

    def _common(self, words: Sequence[Word], n: int, *, linked: bool) -> bool:
        """Whether a small word belongs to the chain: a noun behind a link, or an adjective."""
        word = words[n]
        if len(word.text) < SHORTEST or word.lower in self.stops | self.never | self.bodies or not word.text[0].isalpha():
            return False
        after = words[n + 1] if n + 1 < len(words) and words[n + 1].near else None
        return linked or word.lower.endswith(self.endings or ("\n",)) or (after is not None and after.lower in self.of)

    def _proper(self, words: Sequence[Word], first: int) -> list[Word] | None:
        """The capitalised words from `first` on, with the particles between them."""
        if words[first].lower in self.never or len(words[first].text) < SHORTEST:
            return None
        name = [words[first]]
        for n in range(first + 1, min(first + MOST_NAMES + 1, len(words))):
            word = words[n]
            after = words[n + 1] if n + 1 < len(words) else None
            inside = word.lower in self.particles - self.of and after is not None and after.near and after.capital
            if not word.near or not (inside or (word.capital and word.lower not in self.never)):
                break
            name.append(word)
        return name
