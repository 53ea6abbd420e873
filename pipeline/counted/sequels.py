"""Counts without their noun that go on from what was counted before: "In Spain there are two; in Italy, three".

A verb of being there, a place with a comma for the verb, the word that led to the count before, or a verb of its own says that a
number counts what the number before it did.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.claim import Claim, Claims, unit_of
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.counted.surroundings import place_before, scoped_at
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind

CLOSING = frozenset(')）»”"')
# A count that is taken up stands so many sentences back, at most.
SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Sequel:
    """A cardinal without a noun; `claims` are those before it. Words read: existing, merely, more, ranges, grew."""

    reading: Reading
    numeral: Numeral
    claims: Claims

    def rule(self) -> str:
        """By which rule the number counts, empty where it does not."""
        if not self.reading.known.sequels or self.unit() is None:
            return ""
        if self._gapped() or self._alike() or self._does():
            return "part"
        return "total" if self._there() or self._grown() or self._of_whole() else ""

    def unit(self) -> str | None:
        """What was counted last, in this sentence or in one of those before; else what the centre named last is."""
        if (last := self._last()) is not None:
            return last.unit
        previous = self.reading.previous(self.numeral.start)
        begin = previous[0] if previous else self.reading.sentence(self.numeral.start)[0]
        mentions = self.reading.mentions_in(begin, self.numeral.start)
        units = self.reading.units_in(begin, self.numeral.start)
        if units and (not mentions or units[-1].start >= mentions[-1].end):
            return units[-1].unit
        return unit_of(self.reading, mentions[-1]) if mentions else None

    def _last(self) -> Claim | None:
        begin, _ = self.reading.sentence(self.numeral.start)
        for _ in range(SENTENCES - 1):
            previous = self.reading.previous(begin)
            begin = previous[0] if previous else begin
        return next((c for c in reversed(self.claims) if c.numeral.start >= begin), None)

    def _first(self) -> int:
        """The word at which the number begins, with "only", "other" and an article before it."""
        at = self.numeral.first
        while (match := self.reading.said_before("merely", at) or self.reading.said_before("articles", at)) is not None:
            at = match.first
        return at

    def _behind(self) -> int:
        """The word behind the number, "more" aside."""
        match = self.reading.says("more", self.numeral.last)
        return match.last if match else self.numeral.last

    def _ends(self) -> bool:
        at = self._behind()
        gap = self.reading.gap(at)
        return at >= len(self.reading.words) or self.reading.parted(at, COMMAS | DASHES) or bool(set(gap) & CLOSING)

    def _closed(self) -> bool:
        """Whether no noun of its own can follow: a mark, a place, a time, "and", a word that opens a complement."""
        at = self._behind()
        says = self.reading.says
        return self._ends() or any(says(name, at) for name in ("stops", "timely", "conjunctions", "scope_prepositions", "intended"))

    def _counted(self) -> bool:
        """Whether this sentence or one before it has counted; where a place is named, whether it has named a centre."""
        if self._last() is not None:
            return True
        placed = scoped_at(self.reading, self._behind()) or any(
            self.reading.words[at].start >= self.reading.sentence(self.numeral.start)[0] and at < self.numeral.first
            for at in self.reading.places
        )
        return placed or self._of_time()

    def _of_time(self) -> bool:
        return self.reading.says("timely", self._behind()) is not None

    def _there(self) -> bool:
        """As in "with it they will be nine", "today there are only four in Europe"."""
        return self.reading.said_before("existing", self._first()) is not None and self._closed() and self._counted()

    def _here_before(self) -> list[Claim]:
        start, _ = self.reading.sentence(self.numeral.start)
        return [c for c in self.claims if c.numeral.start >= start and c.numeral.kind is Kind.CARDINAL]

    def _gapped(self) -> bool:
        """As in "in Spain there are two; in Italy, three": a place and a comma take the place of the verb."""
        at = self._first()
        place = next((first for first, (p, last) in self.reading.places.items() if last == at and p.kind is not PlaceKind.ADJECTIVE), None)
        if place is None or not self._here_before() or not self._ends():
            return False
        led = self.reading.said_before("scope_prepositions", place) is not None
        return led or not set(self.reading.gap(at)) & COMMAS

    def _alike(self) -> bool:
        """As in "Galicia has six, Asturias with four": a place, and the word that led to the number before."""
        at, here = self._first(), self._here_before()
        if not here or not self._closed() or at < 1 or here[-1].numeral.first < 1:
            return False
        same = self.reading.words[at - 1].form == self.reading.words[here[-1].numeral.first - 1].form
        return same and place_before(self.reading, at - 1)

    def _does(self) -> bool:
        """As in "of the eight houses, three closed and five stay open": its verb follows, and the sentence has counted."""
        at = self._behind()
        verb = any(self.reading.says(name, at) for name in ("having", "verbs"))
        whole = any(c.numeral.value >= self.numeral.value for c in self._here_before())
        return verb and whole and self._leads()

    def _leads(self) -> bool:
        """Whether a mark or "and" stands before the number, so that it is a subject."""
        at = self._first()
        return self.reading.parted(at, COMMAS | DASHES) or self.reading.said_before("conjunctions", at) is not None

    def _grown(self) -> bool:
        """As in "grew from four houses in 2010 to the present 31"."""
        here = self._here_before()
        if not here or not self._closed() or self.reading.said_before("ranges", self._first()) is None:
            return False
        first = self.reading.index(self.reading.sentence(self.numeral.start)[0])
        return any(self.reading.says("grew", at) for at in range(first, here[-1].numeral.first))

    def _of_whole(self) -> bool:
        """As in "eleven houses are left, of the nearly fifteen that it had": more than the count before, and told by a relative."""
        here = self._here_before()
        article = self.reading.said_before("articles", self.numeral.first)
        of = self.reading.said_before("of", self.numeral.first) or (
            self.reading.said_before("of", article.first) if article else None
        )
        told = self.reading.says("relatives", self.numeral.last) or self._of_time()
        return bool(here and of and told) and here[-1].numeral.value < self.numeral.value
