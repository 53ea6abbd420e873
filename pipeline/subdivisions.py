"""Provinces, states and regions of countries that a text names, and the countries in which they lie.

Their names are data, generated from CLDR by `pipeline.training.subdivisions`; how a language says what they are ("Loja Province",
"la province de Loja") is in its `subdivisions.toml`.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from pipeline import lexicon, morphology, phrases
from pipeline.lexicon import ANY, LANGUAGES
from pipeline.phrases import Phrases

FILE = LANGUAGES / ANY / "subdivisions.bin"
HAN = "\u3400"
MOST_WORDS, MOST_HAN = 5, 8
# Letters of a Russian word that may be a province's, of an Arabic one.
SHORTEST = 4
GAP = re.compile(r"[ \u00a0’'.‐‑–-]{0,3}\Z")
# Between a town and its province.
TOWNS = re.compile(r"(?:, | ?\()\Z")
CASELESS = "\u0590"
KINDS = ("before", "behind", "links", "inside", "articles", "weak")


class How(StrEnum):
    """How a province is named: with what it is, behind a word like "in", or by its name alone."""

    CALLED = "province"
    INSIDE = "inside province"
    ALONE = "province alone"


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A province as a text names it; `codes`: ISO 3166-1 alpha-2 of the countries that have one of that name."""

    start: int
    end: int
    codes: tuple[str, ...]
    how: How


@dataclass(frozen=True)
class Grammar:
    """How a language names provinces; all words are keyed."""

    before: frozenset[str]
    behind: frozenset[str]
    links: frozenset[str]
    inside: frozenset[str]
    articles: frozenset[str]
    weak: frozenset[str]
    endings: tuple[str, ...]

    def stem(self, said: str) -> str | None:
        """A name whose last word is an adjective, less its ending; None where it is none."""
        return next((said.removesuffix(e) for e in self.endings if said.endswith(e) and len(said) > len(e) + 2), None)


@cache
def grammar(language: str) -> Grammar:
    """How a language names provinces. Raises LexiconError where it has no `subdivisions.toml`."""
    words = lexicon.read(language, "subdivisions")
    endings = sorted(words.list("endings"), key=lambda ending: (-len(ending), ending))
    before, behind, links, inside, articles, weak = (frozenset(map(keyed, words.list(kind))) for kind in KINDS)
    return Grammar(before, behind, links, inside, articles, weak, tuple(endings))


def keyed(name: str) -> str:
    """A name as it is looked up: folded words, no accents, no hyphens."""
    return joined([bare(word.form) for word in phrases.split(name)])


def countries(name: str) -> tuple[str, ...]:
    """The countries whose province a name means by itself."""
    return _codes(keyed(name))[0]


def find(text: str, language: str) -> list[Subdivision]:
    """The provinces that a text names, from left to right, none inside another.

    Raises LexiconError where the language has no `subdivisions.toml`.
    """
    return list(_read_once(text, language))


@lru_cache(maxsize=phrases.RECENT)
def _read_once(text: str, language: str) -> tuple[Subdivision, ...]:
    found = list(_Reading(text, language).found())
    found.sort(key=lambda s: (s.how is not How.CALLED, s.start - s.end))
    kept: list[Subdivision] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda s: s.start))


class _Reading:
    """One reading of a text for the names of provinces."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.words = phrases.split(text)
        self.forms = [bare(word.form) for word in self.words]
        self.grammar = grammar(language)
        self.inflects = morphology.inflects(language)

    def found(self) -> Iterator[Subdivision]:
        before, behind = _kinds(self.language)
        for match in before.find(self.text, self.words):
            yield from self._behind(match.last)
        for match in behind.find(self.text, self.words):
            yield from self._before(match.first)
        for first in range(len(self.words)):
            yield from self._alone(first)

    def _behind(self, first: int) -> Iterator[Subdivision]:
        """What a word like "province" before it says to be one: "la province de Loja"."""
        while first < len(self.words) and self._near(first):
            found = self._begins(first) and self._longest(first)
            if found:
                yield found
            if found or self.forms[first] not in self.grammar.links:
                return
            first += 1

    def _longest(self, first: int) -> Subdivision | None:
        """The longest name of a province that begins with a word."""
        for last in self._ends(first):
            for name in self._names(first, last):
                if codes := sum(_codes(name), ()):
                    return self._at(first, last, codes, How.CALLED)
        return None

    def _before(self, end: int) -> Iterator[Subdivision]:
        """What a word like "province" behind it says to be one: "Loja Province", "Самарской области"."""
        han = end > 0 and self.forms[end - 1] >= HAN
        for first in range(max(0, end - (MOST_HAN if han else MOST_WORDS)), end):
            if self._begins(first) and all(map(self._near, range(first + 1, end + 1))):
                said = joined(self.forms[first:end])
                for name in filter(None, (said, self.grammar.stem(said))):
                    if codes := sum(_codes(name), ()):
                        yield self._at(first, end, codes, How.CALLED)
                        return

    def _alone(self, first: int) -> Iterator[Subdivision]:
        """What a name says by itself: "in Bavaria", "Riobamba (Chimborazo)"."""
        if not self._begins(first):
            return
        led = self._led(first)
        if not led and (CASELESS <= self.forms[first] < HAN or self._goes_on(first)):
            return
        for last in self._ends(first):
            for name in self._names(first, last):
                if (codes := _codes(name)[0]) and (len(name) >= SHORTEST or name >= HAN):
                    yield self._at(first, last, codes, How.INSIDE if led else How.ALONE)
                    return

    def _goes_on(self, first: int) -> bool:
        """Whether a name goes on with a word, as that of a person does ("Hugo Navarra")."""
        return first > 0 and self.words[first - 1].capital and self._near(first)

    def _led(self, first: int) -> bool:
        """Whether a word like "in" stands before a name, its article between them, or a town that lies there ("Bozeman, Montana")."""
        at = first - 1
        if at >= 0 and self.words[at].capital and TOWNS.match(self.text[self.words[at].end : self.words[first].start]):
            return True
        if at >= 0 and self.forms[at] in self.grammar.articles and self._near(first):
            at -= 1
        return at >= 0 and self._near(at + 1) and self.forms[at] in self.grammar.inside

    def _begins(self, first: int) -> bool:
        """Whether a name can begin here: with a capital, where letters have them."""
        return self.words[first].capital or (self.forms[first] >= CASELESS and self.forms[first][0].isalpha())

    def _ends(self, first: int) -> Iterator[int]:
        """Behind which words a name that begins here may end, the longest first."""
        most, last = MOST_HAN if self.forms[first] >= HAN else MOST_WORDS, first + 1
        while last < len(self.words) and last - first < most and self._near(last):
            last += 1
        yield from range(last, first, -1)

    def _near(self, at: int) -> bool:
        """Whether a word stands right behind the one before it, or none is left."""
        return at >= len(self.words) or bool(GAP.match(self.text[self.words[at - 1].end : self.words[at].start]))

    def _names(self, first: int, last: int) -> Iterator[str]:
        """What the name of these words may be, in the nominative where words have cases."""
        yield joined(self.forms[first:last])
        if self.inflects:
            said = self.text[self.words[first].start : self.words[last - 1].end]
            yield from map(keyed, morphology.place_forms(said, self.language))

    def _at(self, first: int, last: int, codes: tuple[str, ...], how: How) -> Subdivision:
        return Subdivision(self.words[first].start, self.words[last - 1].end, codes, how)


@cache
def _kinds(language: str) -> tuple[Phrases[bool], Phrases[bool]]:
    """The words that say what a province is, before its name and behind it."""
    words = lexicon.read(language, "subdivisions")
    return tuple(Phrases(((word, True) for word in words.list(side)), cased=False) for side in ("before", "behind"))  # type: ignore[return-value]


def joined(forms: Sequence[str]) -> str:
    """Folded words as they are looked up."""
    return ("" if forms and forms[0] >= HAN else " ").join(forms)


@cache
def bare(form: str) -> str:
    """A folded word without the accents of Latin letters."""
    if form.isascii() or not (form[0] < "\u0370" or "\u1e00" <= form[0] < "\u1f00"):
        return form
    return "".join(c for c in unicodedata.normalize("NFD", form) if not "\u0300" <= c <= "\u036f")


def _codes(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries that a keyed name means by itself, and those that it means where it is called a province."""
    alone, _, called = _table().get(name, "|").partition("|")
    return tuple(alone.split()), tuple(called.split())


@cache
def _table() -> dict[str, str]:
    lines = zlib.decompress(FILE.read_bytes()).decode().split("\n")
    return {name: codes for name, _, codes in (line.partition("\t") for line in lines)}
