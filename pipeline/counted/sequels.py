"""Counts without their noun that go on from what was counted before: "In Spain there are two; in Italy, three".

A verb of being there, a place with a comma for the verb, the word that led to the count before, or a verb of its own says that a
number counts what the number before it did.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.claim import Claim, Claims, unit_of
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.counted.surroundings import is_article, placed, scoped_at
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind

# A count that is taken up stands so many sentences back, at most.
SENTENCES = 3
# Words of a place before a count, at most.
NEAR = 5


@dataclass(frozen=True, slots=True)
class Sequel:
    """A cardinal without a noun; `claims` are those before it. Words read: existing, merely, more, times, ranges, grew."""

    reading: Reading
    numeral: Numeral
    claims: Claims

    def rule(self) -> str:
        """By which rule the number counts, empty where it does not."""
        if not self.reading.known.sequels or self.astray() or self.unit() is None:
            return ""
        if self._gapped() or self._alike() or self._does() or self._listed():
            return "part"
        return "total" if self._there() or self._grown() or self._of_whole() or self._taken_up() else ""

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

    def astray(self, *, anew: bool = False) -> bool:
        """Whether something else was counted since: "it had 20 pupils and has 45 today"; how long something took does not matter.

        `anew`: the sentence names no unit, so that the one before it counts too: "Тренировались тридцать. Теперь их 112".
        """
        last = self._last()
        previous = self.reading.previous(self.numeral.start) if anew else None
        start = (previous or self.reading.sentence(self.numeral.start))[0]
        begin = last.numeral.end if last is not None else start
        own = {c.numeral.start for c in self.claims}
        others = (n for n in self.reading.numerals.values() if begin <= n.start and n.last <= self.numeral.first)
        between = (n for n in others if n.start not in own and not is_article(self.reading, n))
        return any(n.kind is Kind.CARDINAL and not n.label and not self.reading.says("times", n.last) for n in between)

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
        return self.reading.ended(self._behind())

    def _closed(self) -> bool:
        """Whether no noun of its own can follow: a mark, a place, a time, "and", a word that opens a complement."""
        at = self._behind()
        says = self.reading.says
        return self._ends() or any(
            says(name, at) for name in ("stops", "timely", "conjunctions", "scope_prepositions", "intended")
        )

    def _counted(self) -> bool:
        """Whether this sentence or one before it has counted, or has said what; where a place is named, whether it has named a centre."""
        if self._last() is not None or self.reading.units_in(self.reading.sentence(self.numeral.start)[0], self.numeral.start):
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
        article = self.reading.says("articles", self._behind())
        if article is not None and article.last not in self.reading.units:
            return False
        said = any(self.reading.said_before("existing", at) for at in (self._first(), self._scoped()))
        return said and self._closed() and self._counted()

    def _scoped(self) -> int:
        """The word before the place at which there are so many: «всего их | в Азии десять»."""
        first = self._first()
        near = range(max(0, first - NEAR), first)
        led = ((at, self.reading.says("scope_prepositions", at)) for at in near)
        return next((at for at, match in led if match is not None and scope_end(self.reading, match.last) == first), first)

    def _here_before(self) -> list[Claim]:
        start, _ = self.reading.sentence(self.numeral.start)
        return [c for c in self.claims if c.numeral.start >= start and c.numeral.kind is Kind.CARDINAL]

    def _gapped(self) -> bool:
        """As in "in Spain there are two; in Italy, three": a place and a comma take the place of the verb."""
        at = self._first()
        place = next(
            (first for first, (p, last) in self.reading.places.items() if last == at and p.kind is not PlaceKind.ADJECTIVE),
            None,
        )
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
        return same and at > 1 and self.reading.words[at - 2].capital

    def _listed(self) -> bool:
        """As in "two in Zaragoza, one in Huesca", "29 in Argentina and the two of Brazil": on a list of counts, with a place of its own."""
        at, here = self._first(), self._here_before()
        if not here or self._behind() > self.numeral.last:
            return False
        joined = self._conjoined() or set(self.reading.gap(at)) & COMMAS
        return bool(joined) and self._placed(self.numeral.last) and self._placed(here[-1].tail)

    def _placed(self, at: int) -> bool:
        """Whether a place stands behind a count that ends at a word, be it listed or not."""
        return placed(self.reading, at) or placed(self.reading, at, "of")

    def _taken_up(self) -> bool:
        """As in "Of the fourteen before it, five opened in May": it opens its sentence, and a mark closes it."""
        article = self.reading.said_before("articles", self.numeral.first)
        of = self.reading.said_before("out_of", article.first) if article else None
        if of is None or of.first != self.reading.index(self.reading.sentence(self.numeral.start)[0]) or self._last() is None:
            return False
        at = self.numeral.last
        at += at < len(self.reading.words) and not self.reading.gap(at).strip() and self._of_time()
        return at >= len(self.reading.words) or self.reading.parted(at, COMMAS)

    def _does(self) -> bool:
        """As in "of the eight houses, three closed and five stay open": its verb follows, and the sentence has counted; "six more will open"."""
        at = self._behind()
        verb = any(self.reading.says(name, at) for name in ("having", "verbs"))
        whole = any(c.numeral.value >= self.numeral.value for c in self._here_before())
        return verb and self._leads() and (whole or self._further())

    def _further(self) -> bool:
        """Whether a number opens its sentence, with "other" or "more", where the one before has counted."""
        first = self._first()
        more = first < self.numeral.first or self._behind() > self.numeral.last
        return more and self._last() is not None and first == self.reading.index(self.reading.sentence(self.numeral.start)[0])

    def _leads(self) -> bool:
        """Whether a mark or "and" stands before the number, so that it is a subject."""
        at = self._first()
        return self.reading.parted(at, COMMAS | DASHES) or self._conjoined()

    def _conjoined(self) -> bool:
        """Whether "and" stands before the number, an article in it or behind it."""
        return any(self.reading.said_before("conjunctions", at) for at in (self._first(), self.numeral.first))

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
