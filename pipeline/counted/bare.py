"""Counts whose noun is understood: totals ("bringing it to 12"), parts ("four in Kenya"), groups ("one of eleven")."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.counted import remainders
from pipeline.counted.claim import Claim, Claims, goes_on, said_unit, unit_of
from pipeline.counted.lists import ranged, timed
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import CLOSING, COMMAS, DASHES, Mention, Reading
from pipeline.counted.sequels import Sequel
from pipeline.counted.surroundings import (
    answered,
    equated,
    networked,
    place_before,
    scoped_at,
    speaks_of_counts,
    timed_total,
)
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Match
from pipeline.places import PlaceKind
from pipeline.units import Unit

MOST = 9999
OPENING = frozenset(":：(（")
NEAR = 5
TEN = 10
# How many letters a preposition and the article take, at most.
GLUED = 4


def bare(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim of a count without its noun, or None; `claims` are those found before it."""
    if numeral.value > MOST or reading.says("members", numeral.last):
        return None
    if asked := answered(reading, numeral):
        return Claim(numeral, "total", asked.unit, numeral.last)
    ellipsis = Ellipsis(reading, numeral, claims)
    if reading.says("intended", numeral.last) or (
        reading.says("having", numeral.last) and _intended_soon(reading, numeral.last)
    ):
        return None
    total = ellipsis.total()
    if (total or reading.known.of_kind) and (unit := ranged(reading, numeral.last)):
        return Claim(numeral, "total", unit, numeral.last)
    sequel = Sequel(reading, numeral, claims)
    rule = "" if reading.known.sequels and sequel.astray() else ellipsis.rule(total)
    unit = ellipsis.unit(rule) if rule else None
    if unit is None and (going_on := sequel.rule()):
        rule, unit = going_on, sequel.unit()
    return Claim(numeral, rule, unit, numeral.last) if unit else None


@dataclass(slots=True)
class Ellipsis:
    """A cardinal without a noun and what its sentence has said before it."""

    reading: Reading
    numeral: Numeral
    claims: Claims
    start: int = field(init=False)
    earlier: Claims = field(init=False)
    units: list[Unit] = field(init=False)
    mentions: list[Mention] = field(init=False)

    def __post_init__(self) -> None:
        reading, numeral = self.reading, self.numeral
        self.start, _ = reading.sentence(numeral.start)
        self.earlier = [c for c in self.claims if c.numeral.start >= self.start]
        self.units = reading.units_in(self.start, numeral.start)
        self.mentions = reading.mentions_in(self.start, numeral.start)

    def total(self) -> Match[str] | None:
        """What says that the number is a total: "the network now counts", "bringing it to", "makes it"."""
        reading, numeral = self.reading, self.numeral
        going_on = goes_on(reading, numeral, self.claims, anywhere=True)
        found = reading.said_before("totals_continued", numeral.first) if going_on else None
        found = found or reading.said_before("grew", numeral.first, longest=3)
        if found is None and reading.entities:
            found = self.made()
        if found is None and numeral.first and (up := reading.said_before("ranges", numeral.first)):
            found = reading.said_before("grew", up.first)
        found = found or reading.says("exceeding", numeral.first) or self._grown()
        goes = self.ends() or any(reading.says(name, numeral.last) for name in ("scope_prepositions", "timely"))
        found = found or (equated(reading, numeral) if goes else None)
        from_to = ranged(reading, numeral.last) is not None
        if found is None and (self.units or self.earlier or self.mentions or networked(reading, numeral) or from_to):
            found = timed_total(reading, "totals", numeral)
        counting = speaks_of_counts(reading, numeral) or any(c.numeral.kind is Kind.CARDINAL for c in self.earlier) or from_to
        counting = counting or self._asked()
        found = found or (timed_total(reading, "totals_weak", numeral) if counting else None)
        return None if found is not None and self._age(found) else found

    def made(self) -> Match[str] | None:
        """What makes the number a total whatever the sentence names: "makes it nine", «elle en gère désormais trois»."""
        return timed_total(self.reading, "makes", self.numeral)

    def _grown(self) -> Match[str] | None:
        """As in 由5个分中心扩大到目前的41个: behind a count with its noun and a verb of growth, a word of time between."""
        tails = (c.tail for c in self.earlier if c.numeral.kind is Kind.CARDINAL) if self.reading.known.of_kind else ()
        grown = (match for at in tails if (match := self.reading.says("ranges", at)) is not None)
        return next((match for match in grown if timed(self.reading, match.last) == self.numeral.first), None)

    def _asked(self) -> bool:
        """Whether the sentence before has asked how many there are."""
        previous = self.reading.previous(self.numeral.start)
        words = range(self.reading.index(previous[0]), self.reading.index(previous[1])) if previous else range(0)
        return any(self.reading.says("how_many", at) for at in words)

    def _age(self, said: Match[str]) -> bool:
        """As in "… houses," said the director, now 81": behind a quotation and a comma, a word of time makes no total."""
        reading, first = self.reading, self.numeral.first
        timed = reading.says("timely", said.first) is not None and said.last == first
        before = reading.text[self.earlier[-1].numeral.end if self.earlier else self.start : self.numeral.start]
        return timed and bool(set(reading.gap(said.first)) & COMMAS) and bool(set(before) & CLOSING)

    def rule(self, total: Match[str] | None) -> str:
        """By which rule the number counts, empty where it does not."""
        reading, at = self.reading, self.numeral.last
        part = reading.said_before("part_before", self.numeral.first) or reading.says("part_after", at)
        ends = self.ends()
        scoped = scoped_at(reading, at) or (ends and place_before(reading, self.numeral.first))
        later = (reading.says("scope_prepositions", at) or reading.says("timely", at)) if total else None
        if total is None and goes_on(reading, self.numeral, self.claims):
            total = reading.says("having", at)
        if part and self._counted_before() and not self._counts_others():
            return "part"
        if (
            total is None
            and not self._counts_others()
            and remainders.told(reading, self.numeral, self.claims, part=part is not None)
        ):
            return "part"
        if reading.said_before("one_of", self.numeral.first) and (ends or scoped or reading.says("relatives", at)):
            return "one_of"
        if total and (ends or scoped or later or total.first == at or (self.made() and reading.says("stops", at))):
            return "total"
        if self._numbered():
            return "one_of"
        if ends and reading.known.bare and any(self._leads(u) for u in self.units):
            return "total"
        if self._whole() or self._again() or self._others():
            return "part"
        counts = any(c.numeral.kind is Kind.CARDINAL for c in self.earlier)
        if (counts and (scoped or self._gapped() or self._dated())) or self._measured():
            return "part"
        return "part" if scoped and self._heads_list() else "had" if self._had() else ""

    def _measured(self) -> bool:
        """Chinese: a measure word of sites is proof enough where the text has numbered them: 两座建在不丹, 泉州独占四所.

        What is counted must not be named beside the number (企业80余家).
        """
        reading, numeral = self.reading, self.numeral
        before = self.earlier or self._counted_before() or self.units
        if not reading.known.of_kind or not before or numeral.classifier not in reading.known.classifiers:
            return False
        if numeral.classifier in reading.known.general and not self.earlier:
            return False
        first, at = numeral.first, numeral.last
        lists = ("totals", "having", "totals_weak", "verbs", "part_before")
        free = reading.parted(first, COMMAS | DASHES) or place_before(reading, first)
        free = free or any(reading.said_before(name, first) for name in lists)
        goes = self.ends() or any(reading.says(name, at) for name in ("sited", "scope_prepositions", "part_after"))
        return free and goes

    def _leads(self, unit: Unit) -> bool:
        """Whether a unit stands right before its number, a scope aside: "радиостанций в Казахстане около сорока"."""
        reading, first = self.reading, self.numeral.first
        match = reading.says("scope_prepositions", unit.last)
        last = scope_end(reading, match.last) if match else None
        return first in {unit.last, last} and not reading.parted(first, COMMAS | DASHES)

    def ends(self) -> bool:
        """Whether a mark follows the number, as behind a noun phrase."""
        return self.reading.ended(self.numeral.last)

    def unit(self, rule: str) -> str | None:
        """What is counted: the unit of the number before, of this sentence or of the one before."""
        if self.earlier:
            return self.earlier[-1].unit
        last = self.mentions[-1] if self.mentions else None
        return said_unit(self.reading, last, self.units[-1] if self.units else None) or self._unit_before(rule)

    def _counted_before(self) -> bool:
        """Whether this sentence or the one before has said how many there are."""
        previous = self.reading.previous(self.numeral.start)
        begin = previous[0] if previous else self.start
        return any(c.numeral.kind is Kind.CARDINAL for c in self.claims if c.numeral.start >= begin)

    def _counts_others(self) -> bool:
        """Whether a noun that is no unit follows, which in Arabic is singular and indefinite behind more than ten: "2,600 women"."""
        reading, at = self.reading, self.numeral.last
        if not reading.known.definite or self.numeral.value <= TEN or self.ends() or reading.parted(at, COMMAS | DASHES):
            return False
        stops = any(
            reading.says(name, at) for name in ("stops", "verbs", "scope_prepositions", "part_after", "partitives", "timely")
        )
        word = reading.words[at]
        return not stops and at not in reading.units and reading.known.definite not in word.form[:GLUED]

    def _whole(self) -> bool:
        """As in "Of the eleven, four are in Kenya": the number that an earlier statement gave, taken up again."""
        reading, first = self.reading, self.numeral.first
        article = reading.said_before("articles", first)
        of = reading.said_before("out_of", article.first if article else first)
        opening = of is not None and reading.index(self.start) == of.first
        ends = self.ends() or self.numeral.last in reading.numerals
        return opening and ends and any(c.numeral.value == self.numeral.value for c in self.claims)

    def _again(self) -> bool:
        """As in "Together the eight have trained 4,000": the number of an earlier statement, as the subject of a verb."""
        reading, at = self.reading, self.numeral.last
        article = reading.said_before("articles", self.numeral.first)
        verb = any(reading.says(name, at) for name in ("having", "verbs", "copulas"))
        return article is not None and verb and any(c.numeral.value == self.numeral.value for c in self.claims)

    def _others(self) -> bool:
        """As in "the other four are in Kenya", where this sentence or the one before has numbered one."""
        reading, at = self.reading, self.numeral.last
        behind = reading.says("others", at)
        if reading.said_before("others", self.numeral.first) is None and behind is None:
            return False
        verb = behind.last if behind else at
        said = any(reading.says(name, verb) for name in ("having", "part_after", "verbs"))
        return said and goes_on(reading, self.numeral, self.claims, anywhere=True)

    def _numbered(self) -> bool:
        """As in "the fifth of the seven that it runs": behind an ordinal and "of"."""
        reading, first = self.reading, self.numeral.first
        article = reading.said_before("articles", first)
        of = reading.said_before("of", article.first if article else first) or reading.said_before("of", first)
        goes = self.ends() or any(reading.says(name, self.numeral.last) for name in ("relatives", "follows", "stops"))
        ordinal = self.earlier[-1].numeral if self.earlier else None
        return of is not None and goes and ordinal is not None and ordinal.kind is Kind.ORDINAL and ordinal.last == of.first

    def _gapped(self) -> bool:
        """As in "Kenya has four hubs, Uganda three and Rwanda two": a country right before takes the place of the verb."""
        reading, at = self.reading, self.numeral.last
        place = next((p for p, last in reading.places.values() if last == self.numeral.first), None)
        goes = self.ends() or reading.says("conjunctions", at) is not None
        return (
            place is not None
            and place.kind is not PlaceKind.ADJECTIVE
            and goes
            and not reading.parted(self.numeral.first, COMMAS)
        )

    def _dated(self) -> bool:
        """As in "two studios in 2011, five in 2015, seven today": how many there were at other times, a comma between."""
        reading, at = self.reading, self.numeral.last
        joined = bool(set(reading.gap(self.numeral.first)) & COMMAS) or reading.said_before("conjunctions", self.numeral.first)
        if not joined or at >= len(reading.words):
            return False
        match = reading.says("scope_prepositions", at)
        day = match.last if match else at
        dated = day < len(reading.words) and reading.closed.covers(reading.words[day].start, reading.words[day].end)
        return dated or reading.says("timely", at) is not None

    def _heads_list(self) -> bool:
        """As in "runs labs in five countries: three in Zimbabwe, …": a mark parts the units from the first of their places."""
        reading, first = self.reading, self.numeral.first
        if not self.units or not set(reading.gap(first)) & (OPENING | DASHES):
            return False
        unit = self.units[-1]
        named = any(m.start <= unit.start < m.end for m in self.mentions)
        among = unit.last == first or reading.says("scope_prepositions", unit.last) is not None
        return among and not named and first - unit.last <= NEAR

    def _had(self) -> bool:
        """As in "Harare has had two since 2019", behind a clause that has numbered a centre: a place that has some."""
        reading, first = self.reading, self.numeral.first
        match = reading.said_before("having", first)
        if match is None or not self.earlier or not (self.ends() or reading.says("timely", self.numeral.last)):
            return False
        while (before := reading.said_before("having", match.first)) is not None:
            match = before
        return place_before(reading, match.first)

    def _unit_before(self, rule: str) -> str | None:
        """What is counted where this sentence names no unit."""
        reading = self.reading
        if rule == "part" and remainders.takes_up(reading, self.numeral, self.claims):
            return next(c.unit for c in reversed(self.claims) if c.numeral.kind is Kind.CARDINAL)
        if rule == "part" and (same := [c for c in self.claims if c.numeral.value == self.numeral.value]):
            return same[-1].unit
        previous = reading.previous(self.numeral.start)
        if previous and (units := reading.units_in(*previous)):
            return units[-1].unit
        _, end = reading.sentence(self.numeral.start)
        made = rule == "total" and self.made()
        if made and (units := reading.units_in(self.numeral.end, end)):
            return units[0].unit
        if (made or networked(reading, self.numeral)) and reading.entities:
            return next((e.kind for e in reading.entities.values() if e.kind), None)
        if previous and rule in {"one_of", "part"} and (mentions := reading.mentions_in(*previous)):
            return unit_of(reading, mentions[-1])
        if rule == "one_of" and (mentions := reading.mentions_in(self.numeral.end, end)):
            return unit_of(reading, mentions[0])
        return None


def _intended_soon(reading: Reading, at: int) -> bool:
    return any(reading.says("intended", n) for n in range(at, min(at + 3, len(reading.words))))
