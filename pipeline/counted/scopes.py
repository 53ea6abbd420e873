"""Where a centre number holds: "in Central Asia", "worldwide", "Africa's", "in the country"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.counted.claim import Claim
from pipeline.counted.reading import COMMAS, DASHES, STRONG, Reading
from pipeline.numbers import Kind
from pipeline.places import Place, PlaceKind

REACH_AFTER = 16
REACH_OF = 2
REACH_SUBJECT = 5
REACH_OPENING = 9
REACH_PREDICATE = 9


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as written, `text[start:end]`; `code` is M49 or ISO 3166 alpha-2, None where there is none."""

    start: int
    end: int
    code: str | None


def of(reading: Reading, claim: Claim, claims: list[Claim], country: str | None) -> Scope | None:
    """The scope of a claim, or None where the text names none.

    `country`: that of the centre which the number belongs to, if it is known.
    """
    search = _Search(reading, claim, claims, country)
    if reading.known.of_kind:
        return (
            (search.beside() if is_count(claim) else None)
            or search.between()
            or search.before()
            or _shared(reading, claim, claims, country)
            or search.predicated()
        )
    if whole := _whole(reading, claim, claims):
        return of(reading, whole, claims, country)
    return (
        search.inside()
        or search.after()
        or search.between()
        or search.before()
        or _shared(reading, claim, claims, country)
        or search.predicated()
    )


def _shared(reading: Reading, claim: Claim, claims: list[Claim], country: str | None) -> Scope | None:
    """The scope that stands before the first of two counts: "Benin has four centres and 13 offices"."""
    at = claims.index(claim) - 1
    match = reading.said_before("conjunctions", claim.numeral.first)
    if at < 0 or match is None or not is_count(claim) or not is_count(claims[at]) or claims[at].tail != match.first:
        return None
    return _Search(reading, claims[at], claims, country).before()


def _whole(reading: Reading, claim: Claim, claims: list[Claim]) -> Claim | None:
    """The count of which an ordinal is one: "the first of the 16 hubs in Colombia"."""
    match = reading.says("of", claim.tail)
    if match is None or is_count(claim):
        return None
    return next((c for c in claims if is_count(c) and c.numeral.first in {match.last, match.last + 1}), None)


@dataclass(slots=True)
class _Search:
    reading: Reading
    claim: Claim
    claims: list[Claim]
    country: str | None

    def after(self) -> Scope | None:
        """Walk on behind the noun, through its complements, to the first place."""
        reading, at = self.reading, self.claim.tail
        if is_count(self.claim) and any(
            c.head and c.head == self.claim.head and c.numeral.start < self.claim.numeral.start for c in self.claims
        ):
            return None
        begin, related, last = at, False, min(self.claim.tail + REACH_AFTER, len(self.reading.words))
        starts = {c.numeral.first for c in self.claims if c is not self.claim}
        while at < last:
            at = self._past_brackets(at)
            if at >= last or self._stops(at, begin, starts):
                return None
            if found := self._adverb(at) or self._excluded(at):
                return found
            if at == begin and at in reading.places and reading.places[at][0].kind is PlaceKind.ADJECTIVE:
                return self._scope(reading.places[at][0])
            if match := reading.says("scope_prepositions", at):
                apart = reading.parted(at, COMMAS | DASHES)
                if (scope := self._placed(match.last)) and (scope.code or not apart):
                    return scope
                if not reading.says("not_scopes", match.last) and at == begin and not apart:
                    return self._unknown(at, match.last)
                at = match.last
                continue
            if (
                (match := reading.says("of", at))
                and at - begin <= REACH_OF
                and (scope := self._placed(match.last, adjectives=False))
            ):
                return scope
            if reading.says("relatives", at):
                related = True
            elif reading.says("verbs", at) and not related and not (is_count(self.claim) and reading.says("having", at)):
                return None
            at += 1
        return None

    def predicated(self) -> Scope | None:
        """Where the centre that is named beside its number will stand: "the eighth lab, the Osh Lab, opens in Kenya"."""
        reading, claim = self.reading, self.claim
        end = reading.sentence(claim.numeral.start)[1]
        named = [m for m in reading.mentions_in(claim.numeral.end, end) if reading.index(m.start) <= claim.tail + 1]
        beside = named[0] if named and not is_count(claim) and named[0].end > reading.words[claim.tail - 1].end else None
        if beside is None or not set(reading.text[reading.words[claim.tail - 1].end : beside.end]) & (COMMAS | DASHES):
            return None
        begin = reading.index(beside.end)
        starts = {c.numeral.first for c in self.claims}
        for at in range(begin, min(begin + REACH_PREDICATE, len(reading.words))):
            gap = set(reading.gap(at))
            if at in starts or gap & STRONG or (at > begin and gap & (COMMAS | DASHES)):
                return None
            if match := reading.says("scope_prepositions", at):
                scope = self._placed(match.last, adjectives=False)
                if scope and scope.code:
                    return scope
        return None

    def beside(self) -> Scope | None:
        """Chinese: directly behind the number, 其中5个位于非洲."""
        at = self.claim.tail
        match = self.reading.says("scope_prepositions", at) if not self.reading.parted(at, COMMAS) else None
        return self._placed(match.last) if match else None

    def inside(self) -> Scope | None:
        """A scope with its preposition between number and noun: первый в Таджикистане центр."""
        if self.claim.head is None or self.claim.head.first < self.claim.numeral.last:
            return None
        for at in range(self.claim.numeral.last, self.claim.head.first):
            match = self.reading.says("scope_prepositions", at)
            if match and (scope := self._placed(match.last)):
                return scope
        return None

    def between(self) -> Scope | None:
        """Between number and noun, or a possessive before: "eighth African centre", "Africa's second"."""
        reading, numeral = self.reading, self.claim.numeral
        if self.claim.head and self.claim.head.first >= numeral.last:
            for at in range(numeral.last, self.claim.head.first):
                if found := self._adverb(at) or self._excluded(at):
                    return found
                if at in reading.places and self._own(at):
                    return self._scope(reading.places[at][0])
                if (match := reading.says("scope_prepositions", at)) and (scope := self._placed(match.last)):
                    return scope
        first = numeral.first
        possessive = reading.said_before("possessives", first)
        for at in range(max(0, first - 4), first) if possessive else ():
            here = reading.known.here.at(reading.text, reading.words, at)
            if here and possessive and here.last == possessive.first:
                return Scope(here.start, here.end, self._here(here.value))
        for place, last in reading.places.values():
            if possessive and last == possessive.first:
                return self._scope(place)
            if last == first and place.kind is PlaceKind.ADJECTIVE and not reading.parted(first, COMMAS):
                return self._scope(place)
        return None

    def before(self) -> Scope | None:
        """Back to the beginning of the clause: "In Asia it is the third", "Kenya now has two"."""
        reading, numeral = self.reading, self.claim.numeral
        first = numeral.first if self.claim.head is None else min(numeral.first, self.claim.head.first)
        if not is_count(self.claim) and self._second(first):
            return None
        ends = {c.numeral.last for c in self.claims if c is not self.claim}
        for at in range(first - 1, -1, -1):
            if at + 1 in ends or self._clause_ends(at + 1):
                return None
            if (match := reading.known.adverbs.at(reading.text, reading.words, at)) and match.last <= first:
                return Scope(match.start, match.end, self._here(match.value))
            if (
                (match := reading.says("scope_prepositions", at))
                and match.last <= first
                and (scope := self._placed(match.last))
            ):
                return scope
            if (here := self._here_subject(at, first)) is not None:
                return here
            if at in reading.places and self._enumerated(at):
                return None
            if at in reading.places and self._of_network(at):
                return self._scope(reading.places[at][0])
            if at in reading.places and self._subject(at, first):
                return self._scope(reading.places[at][0])
        return None

    def _second(self, first: int) -> bool:
        """Whether the ordinal goes on from another: what stands before belongs to that one."""
        match = self.reading.said_before("conjunctions", first)
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
        if place.kind is PlaceKind.CITY or place.kind is PlaceKind.ADJECTIVE or not self._own(at):
            return False
        if all(self.reading.says("regional", n) for n in range(last, first)):
            return True
        if place.kind is PlaceKind.COUNTRY and self._owner(at, first):
            return True
        between = range(last, first)
        if len(between) > REACH_SUBJECT + self.reading.known.reach // 3:
            return False
        return any(self.reading.says("having", n) for n in between)

    def _here_subject(self, at: int, first: int) -> Scope | None:
        """As in "The country now has four"."""
        reading = self.reading
        here = reading.known.here.at(reading.text, reading.words, at)
        if (
            here is None
            or here.value != "country"
            or at == 0
            or not reading.says("articles", at - 1)
            or first - here.last > REACH_SUBJECT
        ):
            return None
        if not any(reading.says("having", n) for n in range(here.last, first)):
            return None
        return Scope(here.start, here.end, self._here(here.value))

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

    def _enumerated(self, at: int) -> bool:
        """Whether the place is one of several: "in Chile, Peru and Bolivia" is no scope with a code."""
        reading = self.reading
        _, last = reading.places[at]
        if last in reading.places and set(reading.gap(last)) & COMMAS:
            return True
        match = reading.says("conjunctions", last)
        after = match.last if match else -1
        if after in reading.places and not reading.parted(after, COMMAS):
            return True
        return any(end == at for _, end in reading.places.values()) and bool(set(reading.gap(at)) & COMMAS)

    def _own(self, at: int) -> bool:
        """Whether a place stands for itself, not inside the name of a body or a centre."""
        place, _ = self.reading.places[at]
        inside = any(a <= place.start and place.end <= b for a, b in self.reading.bodies)
        return not inside and not any(m.start <= place.start and place.end <= m.end for m in self.reading.mentions)

    def _placed(self, at: int, *, adjectives: bool = True) -> Scope | None:
        """The place, or "the country", that a preposition governs."""
        reading = self.reading
        for _ in range(3):
            match = reading.says("articles", at) or reading.says("wholes", at)
            if match is None or at in reading.places:
                break
            at = match.last
        if at >= len(reading.words) or reading.parted(at, COMMAS):
            return None
        here = reading.known.here.at(reading.text, reading.words, at)
        if at in reading.places and (here is None or reading.places[at][0].end >= here.end):
            place, last = reading.places[at]
            if self._enumerated(at):
                return Scope(place.start, place.end, None)
            adjective = place.kind is PlaceKind.ADJECTIVE
            if (
                adjective
                and (noun := reading.known.here.at(reading.text, reading.words, last))
                and noun.value in {"continent", "country"}
            ):
                return Scope(place.start, noun.end, place.code)
            return None if adjective and not adjectives else self._scope(place)
        return Scope(here.start, here.end, self._here(here.value)) if here else None

    def _adverb(self, at: int) -> Scope | None:
        match = self.reading.known.adverbs.at(self.reading.text, self.reading.words, at)
        return Scope(match.start, match.end, self._here(match.value)) if match else None

    def _excluded(self, at: int) -> Scope | None:
        """As in "outside Asia" has no code, but it is a scope."""
        match = self.reading.says("exclusive", at)
        return self._unknown(at, match.last) if match else None

    def _unknown(self, first: int, at: int) -> Scope:
        """A scope without a code: one or two words behind the preposition, as written."""
        reading = self.reading
        last = min(at + 1, len(reading.words))
        while last < min(at + 3, len(reading.words)) and not reading.gap(last).strip() and not reading.says("stops", last):
            last += 1
        start = reading.words[first].start
        return Scope(start, reading.words[last - 1].end, None)

    def _scope(self, place: Place) -> Scope:
        code = None if place.kind is PlaceKind.CITY else place.code
        return Scope(place.start, place.end, code)

    def _here(self, what: str) -> str | None:
        if what == "world":
            return "001"
        if what == "country":
            return self.country or self._country()
        if what == "continent":
            return self._continent()
        return None

    def _country(self) -> str | None:
        """The country that the sentence, else the announcement, speaks of."""
        start, _ = self.reading.sentence(self.claim.numeral.start)
        near = [p for p, _ in self.reading.places.values() if start <= p.start < self.claim.numeral.start and _is_country(p)]
        if near:
            return near[-1].code
        everywhere = Counter(
            p.code for p, _ in self.reading.places.values() if _is_country(p) and not self.reading.closed.covers(p.start, p.end)
        )
        cities = Counter(p.code for p, _ in self.reading.places.values() if p.code and p.kind is PlaceKind.CITY)
        return (everywhere or cities).most_common(1)[0][0] if everywhere or cities else None

    def _continent(self) -> str | None:
        """The continent of the last place before, else of the centre's country."""
        start, _ = self.reading.sentence(self.claim.numeral.start)
        known = self.reading.known.continents
        near = [known.get(p.code) for p, _ in self.reading.places.values() if p.start < self.claim.numeral.start and p.code]
        inside = [
            known.get(p.code) for p, _ in self.reading.places.values() if start <= p.start < self.claim.numeral.start and p.code
        ]
        return (
            next((c for c in reversed(inside) if c), None)
            or known.get(self.country or "")
            or next((c for c in reversed(near) if c), None)
        )

    def _stops(self, at: int, begin: int, starts: set[int]) -> bool:
        gap = set(self.reading.gap(at))
        if at in starts or gap & STRONG:
            return True
        if gap & (COMMAS | DASHES):
            return at > begin or not self.reading.says("scope_prepositions", at)
        return bool(self.reading.says("adjuncts", at))

    def _past_brackets(self, at: int) -> int:
        """Behind a bracketed acronym: "the 15th National Centre (NC) in Asia"."""
        reading = self.reading
        if at < len(reading.words) and set(reading.gap(at)) & {"(", "（"}:
            end = next(
                (
                    n
                    for n in range(reading.words[at].start, min(len(reading.text), reading.words[at].start + 80))
                    if reading.text[n] in ")）"
                ),
                None,
            )
            return reading.index(end) if end else at
        return at


def _is_country(place: Place) -> bool:
    return place.code is not None and len(place.code) == 2 and not place.code.isdigit()


def is_count(claim: Claim) -> bool:
    """Whether a claim says how many."""
    return claim.numeral.kind is Kind.CARDINAL
