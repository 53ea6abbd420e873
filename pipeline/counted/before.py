"""Scopes that stand before their number: "In Asia it is the third", "Kenya now has two"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.counted.claim import Claim, is_count
from pipeline.counted.gapping import begins_at
from pipeline.counted.ground import Ground, Scope
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.places import PlaceKind

REACH_SUBJECT = 5
COLONS = frozenset(":：")
REACH_OPENING = 9


@dataclass(frozen=True, slots=True)
class Before:
    """The search back from a number to the beginning of its clause."""

    reading: Reading
    claim: Claim
    claims: list[Claim]
    ground: Ground

    def find(self) -> Scope | None:
        """The place of a dash, else that of the clause."""
        reading, numeral, head = self.reading, self.claim.numeral, self.claim.head
        first = begins_at(reading, self.claim) if head is None else min(numeral.first, head.first)
        dashed = bool(set(reading.gap(first)) & DASHES)
        return (self._of_dash(first) if dashed else None) or self._of_row(first) or self._in_clause()

    def _of_row(self, first: int) -> Scope | None:
        """The place that opens the line of a count, a colon between: "- Kenya: seven clinics", 澳门分行：14间."""
        reading = self.reading
        if not is_count(self.claim) or first == 0 or not set(reading.gap(first)) & COLONS:
            return None
        begin = reading.index(reading.text.rfind("\n", 0, reading.words[first].start) + 1)
        here = reading.known.here.at(reading.text, reading.words, begin) if reading.known.of_kind else None
        place, last = reading.places.get(begin, (None, here.last if here else begin))
        unit = next((u for u in reading.units.values() if u.first == last and u.last == first), None)
        if last != first and unit is None:
            return None
        told = Scope(here.start, here.end, self.ground.here(here.value)) if here else None
        return self.ground.scope(place) if place is not None else told

    def _in_clause(self) -> Scope | None:
        """Back to the beginning of the clause: "In Asia it is the third", "Kenya now has two"."""
        if (found := self._back()) is not None:
            return found
        counted = self._next()
        return Before(self.reading, counted, self.claims, self.ground).find() if counted is not None else None

    def _back(self) -> Scope | None:
        """The scope of the clause itself."""
        reading, numeral = self.reading, self.claim.numeral
        first = numeral.first if self.claim.head is None else min(numeral.first, self.claim.head.first)
        if not is_count(self.claim) and self._second(first):
            return None
        ends = {c.numeral.last for c in self.claims if c is not self.claim}
        asides = self._asides(first)
        for at in range(first - 1, -1, -1):
            if at in asides:
                continue
            told = at + 1 in asides and reading.says("relatives", at + 1)
            if at + 1 in ends or (not told and self._clause_ends(at + 1)):
                return self._most(at + 1, first)
            match = reading.known.adverbs.at(reading.text, reading.words, at)
            if match and match.last <= first and not any(a <= match.start and match.end <= b for a, b in reading.bodies):
                return Scope(match.start, match.end, self.ground.here(match.value))
            if (
                (match := reading.says("scope_prepositions", at))
                and match.last <= first
                and (scope := self.ground.placed(match.last))
                and not any(m.start < scope.start and scope.end <= m.end for m in reading.mentions)
            ):
                return scope
            if found := self._loose(at) or self._here_subject(at, first):
                return found
            if at in reading.places and self.ground.enumerated(at):
                return None
            if at in reading.places and self._of_network(at):
                return self.ground.scope(reading.places[at][0])
            if at in reading.places and self._subject(at, first):
                return self.ground.scope(reading.places[at][0])
        return None

    def _of_dash(self, first: int) -> Scope | None:
        """The place that a dash parts from its count, where the verb is understood: "в Лаосе — три"."""
        for at in range(first - 1, max(-1, first - REACH_SUBJECT), -1):
            match = self.reading.says("scope_prepositions" if is_count(self.claim) else "beneficiaries", at)
            scope = self.ground.placed(match.last) if match else None
            if scope is not None:
                return scope if self.reading.index(scope.end) == first else None
        return None

    def _asides(self, first: int) -> frozenset[int]:
        """Words of the sentence before the number that stand between two commas, count nothing and tell no place: "X, founded in Poland, has two"."""
        reading = self.reading
        begin = reading.opening(self.claim.numeral.start)
        commas = [at for at in range(begin + 1, first + 1) if "," in reading.gap(at)]
        counts = {c.numeral.first for c in self.claims}
        going_on = ("scope_prepositions", "conjunctions")
        parted = [pair for pair in pairwise(commas) if not any(reading.says(name, pair[0]) for name in going_on)]
        parted = [pair for pair in parted if counts.isdisjoint(range(*pair))]
        return frozenset(at for one, other in parted for at in range(one, other))

    def _loose(self, at: int) -> Scope | None:
        """A scope that opens an afterthought, or for whose sake a centre is numbered: "for Kenya it is the third"."""
        reading = self.reading
        if (match := reading.says("scope_prepositions", at)) and self._begins(at, match.last):
            return self.ground.unknown(at, match.last)
        match = reading.says("beneficiaries", at)
        scope = self.ground.placed(match.last) if match else None
        return scope if scope and scope.code else None

    def _begins(self, at: int, place: int) -> bool:
        """Whether an afterthought begins with a place that no list knows: "And in Upper Tagil the second"."""
        reading = self.reading
        first = reading.opening(self.claim.numeral.start)
        known = place in reading.places or place >= len(reading.words) or not reading.words[place].capital
        return self.claim.rule == "joined" and at - first <= 1 and not known

    def _second(self, first: int) -> bool:
        """Whether the ordinal goes on from another: what stands before belongs to that one."""
        match = self.reading.said_before("conjunctions", first) or self.reading.glued(
            "conjunctions", first, self.claim.numeral.start
        )
        start, _ = self.reading.sentence(self.claim.numeral.start)
        return match is not None and any(
            start <= c.numeral.start < self.claim.numeral.start and not is_count(c) for c in self.claims
        )

    def _clause_ends(self, at: int) -> bool:
        marks = COMMAS | DASHES if self.reading.known.of_kind else frozenset("—–")
        return (
            self.reading.parted(at, marks)
            or ("," in self.reading.gap(at) and not self._opening(at))
            or "،" in self.reading.gap(at)
        )

    def _opening(self, at: int) -> bool:
        """A comma behind the opening words of a sentence: "In Asia, it is the third"."""
        start, _ = self.reading.sentence(self.reading.words[at].start)
        return at - self.reading.index(start) <= REACH_OPENING

    def _subject(self, at: int, first: int) -> bool:
        """A country that has centres: "Kenya now has two", "la Gambie trois", 非洲9间, 亚洲首家."""
        place, last = self.reading.places[at]
        city = place.kind is PlaceKind.CITY and not self.reading.known.of_kind
        if city or place.kind is PlaceKind.ADJECTIVE or not self.ground.own(at):
            return False
        if all(self.reading.says("regional", n) for n in range(last, first)):
            return True
        if place.kind is PlaceKind.COUNTRY and self._owner(at, first):
            return True
        if self.reading.known.of_kind and (self._over_unit(last, first) or self._following(last, first)):
            return True
        asides = self._asides(first)
        between = [n for n in range(last, first) if n not in asides]
        if len(between) > REACH_SUBJECT + self.reading.known.reach // 3:
            return False
        return any(self.reading.says("having", n) for n in between)

    def _most(self, at: int, first: int) -> Scope | None:
        """Chinese: the place of which the clause before says that it has most: 坦桑尼亚最多，有九家."""
        reading = self.reading
        if (framed := self._framed(at)) is not None:
            return framed
        most = reading.said_before("most", at) if is_count(self.claim) and reading.parted(at, COMMAS) else None
        having = at == first or any((m := reading.says(n, at)) and m.last == first for n in ("having", "totals", "totals_weak"))
        place = next((p for p, last in reading.places.values() if most is not None and last == most.first), None)
        return self.ground.scope(place) if place is not None and having else None

    def _framed(self, at: int) -> Scope | None:
        """Chinese: the place that opens the sentence, a comma behind it: 在大洋洲，它是第三间."""
        reading = self.reading
        start, _ = reading.sentence(self.claim.numeral.start)
        for first in range(max(reading.index(start), at - REACH_SUBJECT - 1), at):
            opens = first == reading.index(start) or reading.parted(first, COMMAS | DASHES | {"；"})
            adverb = reading.known.adverbs.at(reading.text, reading.words, first) if reading.known.of_kind else None
            if adverb is not None and adverb.last == at and (opens or reading.said_before("framing", first)):
                return Scope(adverb.start, adverb.end, self.ground.here(adverb.value))
            led = reading.says("scope_prepositions", first) or reading.says("framing", first)
            match = led if opens and reading.known.of_kind else None
            scope = self.ground.placed(match.last) if match else None
            end = next((last for p, last in reading.places.values() if scope and p.start == scope.start), -1)
            if scope is not None and all(reading.says("regional", n) for n in range(end, at)) and end > first:
                return scope
        return None

    def _next(self) -> Claim | None:
        """Chinese: the count of the sentence that an ordinal without a noun adds one to: 云南已有两座，这是第三座."""
        reading, claim = self.reading, self.claim
        if not reading.known.of_kind or is_count(claim) or claim.head is not None:
            return None
        start, _ = reading.sentence(claim.numeral.start)
        counts = [c for c in self.claims if is_count(c) and start <= c.numeral.start < claim.numeral.start]
        return next((c for c in reversed(counts) if c.numeral.value + 1 == claim.numeral.value), None)

    def _following(self, last: int, first: int) -> bool:
        """Chinese: whether all between place and ordinal says what came before: 老挝继首都万象之后的第二个."""
        reading = self.reading
        inside = range(last, first)
        return (
            len(inside) > REACH_SUBJECT
            and reading.says("after_cues", last) is not None
            and reading.says("no_cues", last) is None
            and reading.words[first - 1].form == reading.known.of_kind
            and not any(reading.parted(n, COMMAS - {"、"}) for n in inside)
        )

    def _over_unit(self, last: int, first: int) -> bool:
        """Chinese: whether only the noun of a total stands between place and verb: 欧洲的|青年之家|不少于300所."""
        reading = self.reading
        if not is_count(self.claim) or self.claim.head is not None:
            return False
        unit = max(
            (u for u in reading.units.values() if last <= u.first and u.last <= first), key=lambda u: u.last, default=None
        )
        if unit is None or any(reading.parted(n, COMMAS) for n in range(last, first)):
            return False
        regional = reading.says("regional", last) is not None or unit.first == last
        told = unit.last == first or any(
            reading.says(name, unit.last) for name in ("totals", "having", "totals_weak", "ranges")
        )
        return regional and told

    def _here_subject(self, at: int, first: int) -> Scope | None:
        """As in "The country now has four"."""
        reading = self.reading
        here = reading.known.here.at(reading.text, reading.words, at)
        if (
            here is None
            or here.value != "country"
            or at == 0
            or not (reading.says("articles", at - 1) or reading.known.definite)
            or first - here.last > REACH_SUBJECT
            or self._body(at)
        ):
            return None
        if not any(reading.says("having", n) for n in range(here.last, first)):
            return None
        return Scope(here.start, here.end, self.ground.here(here.value))

    def _body(self, at: int) -> bool:
        """Whether a word with a capital is the noun of a body that the text names: "the Federation" of the Mine Rescue Federation."""
        reading, word = self.reading, self.reading.words[at]
        noun = reading.text[word.start : word.end]
        return word.capital and any(noun in reading.text[start:end].split() for start, end in reading.bodies)

    def _owner(self, at: int, first: int) -> bool:
        """As in "Spain opens its sixth chair": the country is the subject, the number its own."""
        start, _ = self.reading.sentence(self.claim.numeral.start)
        return at - self.reading.index(start) <= 1 and self.reading.said_before("own", first) is not None

    def _of_network(self, at: int) -> bool:
        """As in "raises its African network to eight"."""
        place, last = self.reading.places[at]
        return (
            place.kind is PlaceKind.ADJECTIVE and self.claim.rule == "total" and self.reading.says("networks", last) is not None
        )
