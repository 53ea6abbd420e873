"""A text laid out for counting: its words, and what begins at each of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline import coined, morphology, numbers, phrases, places, units
from pipeline.counted.knowledge import Knowledge
from pipeline.numbers import Numeral
from pipeline.phrases import Match, Word
from pipeline.places import Place
from pipeline.spans import Zones
from pipeline.units import Unit

# A letter right before figures makes a label of them: Q4.
_LETTER = re.compile("[A-Za-z]")
STRONG = frozenset(".;:!?…。；：！？؛؟|•·\n")
COMMAS = frozenset(",，、،")
DASHES = frozenset("—–")
CLOSING = frozenset(')）»”"')
HAN_HEAD = 3
SHORTEST = 5
ENDING = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A centre as the text mentions it; `key` names its entity."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of a centre: its full name, its kind, its country."""

    key: str
    name: str
    kind: str | None
    country: str | None


def alike(one: str, other: str) -> bool:
    """Whether two folded words can be forms of one noun: only their endings differ."""
    shared = phrases.in_common(one, other)
    return one == other or (
        shared >= max(SHORTEST, min(len(one), len(other)) - ENDING) and abs(len(one) - len(other)) <= ENDING
    )


@dataclass(slots=True)
class Reading:
    """Words of a text, with the numeral, unit, place and mention that begins at each.

    `unsorted`: a word → the centres of no known kind whose names have it. `closed` are stretches in which nothing is counted (clutter and dates); `bodies` are names of organisations.
    """

    text: str
    language: str
    known: Knowledge
    sentences: Sequence[tuple[int, int]]
    mentions: Sequence[Mention]
    entities: dict[str, Entity]
    title: tuple[int, int] | None
    closed: Zones
    clutter: Zones
    bodies: Sequence[tuple[int, int]] = ()
    words: list[Word] = field(init=False)
    numerals: dict[int, Numeral] = field(init=False)
    units: dict[int, Unit] = field(init=False)
    places: dict[int, tuple[Place, int]] = field(init=False)
    salient: frozenset[str] = field(init=False)
    unsorted: dict[str, set[str]] = field(init=False)
    _starts: list[int] = field(init=False)
    _counted: list[Unit] = field(init=False)

    def __post_init__(self) -> None:
        self.words = phrases.split(self.text)
        found = numbers.among(self.text, self.words, self.language)
        open_ones = (n for n in found if not self.closed.covers(n.start, n.end))
        self.numerals = {n.first: n for n in open_ones if not _LETTER.match(self.text[n.start - 1 : n.start])}
        self.units = {u.first: u for u in units.among(self.text, self.words, self.language)}
        self.places = {
            m.first: (places.place(self.text, m), m.last) for m in places.matches(self.text, self.words, self.language)
        }
        self.units |= {u.first: u for u in self._by_name()}
        self.numerals = {n.first: n for n in (*self._pairs(), *self._of_them())} | self.numerals
        self.name(())
        self.salient = frozenset(self._salient())
        self.unsorted = {}
        for entity in self.entities.values():
            for form in () if entity.kind else phrases.fold(entity.name).split():
                self.unsorted.setdefault(form, set()).add(entity.key)
        self._starts = [start for start, _ in self.sentences]
        self.license(())

    def name(self, mentions: Iterable[Mention]) -> None:
        """Take these for mentions of their centres too."""
        self.mentions = sorted([*self.mentions, *mentions], key=lambda m: (m.start, m.end))

    def license(self, heads: Iterable[str]) -> None:
        """Count weak units of these heads too."""
        self.salient |= frozenset(heads)
        counted = (u for u in self.units.values() if self.counts(u) and self.says("not_units", u.first) is None)
        self._counted = sorted(counted, key=lambda u: u.start)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Offsets of the sentence around an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else (0, len(self.text))

    def opening(self, offset: int) -> int:
        """The first word of the sentence around an offset."""
        return self.index(self.sentence(offset)[0])

    def opens_sentence(self, at: int) -> bool:
        """Whether a word is the first of its sentence."""
        return at == self.opening(self.words[at].start)

    def previous(self, offset: int) -> tuple[int, int] | None:
        """The sentence with words before the one around an offset, or None."""
        at = bisect_right(self._starts, offset) - 2
        while at >= 0 and (not self.text[slice(*self.sentences[at])].strip() or self.clutter.covers(*self.sentences[at])):
            at -= 1
        return self.sentences[at] if at >= 0 else None

    def gap(self, at: int) -> str:
        """What stands before word `at`, up to the word before it."""
        begin = self.words[at - 1].end if at else 0
        return self.text[begin : self.words[at].start] if at < len(self.words) else self.text[begin:]

    def says(self, name: str, at: int) -> Match[str] | None:
        """The phrase of a list that begins at word `at`."""
        return self.known[name].at(self.text, self.words, at) if 0 <= at < len(self.words) else None

    def said_before(self, name: str, at: int, *, longest: int = 5) -> Match[str] | None:
        """The phrase of a list that ends right before word `at`."""
        for first in range(max(0, at - longest), at):
            match = self.says(name, first)
            if match and match.last == at and not self._parted(first + 1, at):
                return match
        return None

    def glued(self, name: str, at: int, start: int) -> Match[str] | None:
        """The phrase of a list that is written to word `at`, before what begins at `start`."""
        letters = phrases.split(self.text[self.words[at].start : start])
        return self.known[name].at(self.text, letters, 0) if letters else None

    def parted(self, at: int, marks: Iterable[str] = ()) -> bool:
        """Whether a strong mark, or one of these, stands right before word `at`."""
        gap = set(self.gap(at))
        return bool(gap & STRONG or gap & set(marks))

    def acronym(self, at: int) -> bool:
        """Whether word `at` is in capitals among words that are not: IT is no "it"."""
        beside = [self.text[w.start : w.end] for w in self.words[max(0, at - 1) : at + 2]]
        own = self.text[self.words[at].start : self.words[at].end]
        return len(own) > 1 and own.isupper() and sum(word.isupper() for word in beside) == 1

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin inside, in the order of the text."""
        return [m for m in self.mentions if start <= m.start < end]

    def units_in(self, start: int, end: int) -> list[Unit]:
        """Units that begin inside and are counted here."""
        first, last = (bisect_left(self._counted, offset, key=lambda u: u.start) for offset in (start, end))
        return self._counted[first:last]

    def counts(self, unit: Unit) -> bool:
        """Whether a unit is counted in this announcement: a weak one only if a centre of it is such a thing."""
        return not unit.weak or unit.head in self.salient

    def ended(self, at: int) -> bool:
        """Whether a mark or the end of the text stands before a word, as behind a noun phrase."""
        return at >= len(self.words) or self.parted(at, COMMAS | DASHES) or bool(set(self.gap(at)) & CLOSING)

    def plural(self, at: int) -> bool:
        """Whether a word ends as plurals do, in a language where they all end alike."""
        ending = coined.Words.of(self.language).plural
        return bool(ending) and self.words[at].form.endswith(ending)

    def plural_noun(self, at: int) -> bool:
        """Whether a word can be a plural, in a language of cases."""
        return morphology.is_plural(self.text[self.words[at].start : self.words[at].end], self.language)

    def index(self, offset: int) -> int:
        """The first word at or behind an offset."""
        return phrases.at_offset(self.words, offset)

    def _parted(self, first: int, last: int) -> bool:
        return any(self.parted(at) for at in range(first, last))

    def _pairs(self) -> Iterable[Numeral]:
        """The number two where the form of a noun says it; "both of them", and the two of such and such, are no count."""
        names = units.Names.of(self.language)
        for at in self.units if names.pairs else ():
            word = self.words[at]
            shift = names.pair(word)
            if shift is not None and not self.closed.covers(word.start, word.end):
                yield Numeral(word.start + shift, word.end, 2, numbers.Kind.CARDINAL, word.start + shift, at, at + 1, noun=True)

    def _of_them(self) -> Iterable[Numeral]:
        """Ordinals of a suffix, «أولها»: they are the noun of none, so that they are no numerals elsewhere."""
        for match in self.known.of_them.find(self.text, self.words):
            if not self.closed.covers(match.start, match.end):
                yield Numeral(
                    match.start, match.end, match.value, numbers.Kind.ORDINAL, match.start, match.first, match.last, noun=True
                )

    def _by_name(self) -> Iterable[Unit]:
        """Nouns that no lexicon knows, but that head the name of a centre: "the sixth boathouse" beside the Aktau Boathouse."""
        taken = {at for unit in self.units.values() for at in range(unit.first, unit.last)} | set(self.places)
        standing: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            standing.setdefault(word.form, []).append(at)
        for entity in self.entities.values():
            head = self._head(entity.name)
            size = len(head)
            opening = (ats for form, ats in standing.items() if size and self._same(form, head[0]))
            for at in sorted(at for ats in opening for at in ats if at + size <= len(self.words)):
                span = range(at, at + size)
                if taken.isdisjoint(span) and all(
                    self._same(self.words[n].form, form) for n, form in zip(span, head, strict=True)
                ):
                    first, last = self.words[at], self.words[at + size - 1]
                    kind = entity.kind or " ".join(head)
                    yield Unit(first.start, last.end, kind, kind, at, at + size)
                    taken |= set(span)

    def _same(self, one: str, other: str) -> bool:
        """Whether two words are one noun; where head nouns stand last, endings make others of them (conservation, conservators)."""
        return one in {other, other + "s", other + "es"} if self.known.head_last else alike(one, other)

    def _head(self, name: str) -> list[str]:
        """The head noun of a name, folded: its last word or its first one, the last characters in Chinese; empty where it is no noun."""
        words = phrases.split(name)
        if self.known.of_kind:
            forms = [w.form for w in words if coined.is_han(w.form)]
            return forms[-HAN_HEAD:] if len(forms) > HAN_HEAD + 1 else []
        links = coined.Words.of(self.language).links
        before = next((n for n, word in enumerate(words) if n and word.form in links), len(words))
        head = words[before - 1] if self.known.head_last else words[0]
        own = name[head.start : head.end]
        known = len(own) >= SHORTEST and not own.isupper() and coined.Words.of(self.language).content(head)
        return [head.form] if known and not places.find(own, self.language) and not units.find(own, self.language) else []

    def _salient(self) -> Iterable[str]:
        """Heads of the units that the centres of this announcement are, and of those in its headline and in other names."""
        for entity in self.entities.values():
            yield from ((entity.kind or "").rsplit(" ", 1)[-1], entity.kind or "")
            for code in units.written(entity.name):
                yield from units.heads(entity.name, code)
        if self.title:
            yield from units.heads(self.text[slice(*self.title)], self.language)
        for unit in self.units.values():
            if any(m.start <= unit.start < m.end for m in self.mentions) or self._is_name(unit):
                yield unit.head
            if not unit.weak and " " in unit.unit and self._ranked(unit):
                yield unit.unit.rpartition(" ")[2]

    def _ranked(self, unit: Unit) -> bool:
        """Whether an ordinal stands right before: what "the fourth campus radio station" is, "station" alone means too."""
        return any(0 <= unit.first - n.last <= 1 and n.kind is numbers.Kind.ORDINAL for n in self.numerals.values())

    def _is_name(self, unit: Unit) -> bool:
        """Whether the unit is written as a name ("the Caribbean Regional Office") that is not that of another body."""
        first = self.words[unit.first]
        named = first.capital and unit.last - unit.first > 1 and all(w.capital for w in self.words[unit.first : unit.last])
        may = unit.weak and unit.head not in self.known.common and not self.known.postposed
        if not named and may and not self.says("scope_prepositions", unit.last):
            named = coined.named(self.text, self.words, self.language, first=unit.first, last=unit.last)
        return named and unit.head not in self.known.happening and not any(a <= unit.start < b for a, b in self.bodies)
