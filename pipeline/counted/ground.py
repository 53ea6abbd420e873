"""The places around a centre number: what a scope is and how one is read at a word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.counted.claim import Claim
from pipeline.counted.reading import COMMAS, Reading
from pipeline.places import Place, PlaceKind

# Words between an adjective of nationality and the unit that it belongs to.
NEAR = 3
# Whose "mainland" is a country, and which one.
SHORES, MAINLAND = frozenset({"HK", "MO"}), "CN"


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as written, `text[start:end]`; `code` is M49 or ISO 3166 alpha-2, None where there is none."""

    start: int
    end: int
    code: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The places of a text as one claim sees them; `country`: that of the centre which the number belongs to, if it is known."""

    reading: Reading
    claim: Claim
    country: str | None

    def placed(self, at: int, *, adjectives: bool = True) -> Scope | None:
        """The place, or "the country", that a preposition governs."""
        reading = self.reading
        for _ in range(3):
            match = reading.says("articles", at) or reading.says("wholes", at)
            told = reading.known.here.at(reading.text, reading.words, at)
            if match is None or at in reading.places or (told is not None and told.value != "none"):
                break
            at = match.last
        if at >= len(reading.words) or reading.parted(at, COMMAS):
            return None
        here = reading.known.here.at(reading.text, reading.words, at)
        if at in reading.places and (here is None or reading.places[at][0].end >= here.end):
            place, last = reading.places[at]
            if self.enumerated(at):
                return Scope(place.start, place.end, None)
            adjective = place.kind is PlaceKind.ADJECTIVE
            if (
                adjective
                and (noun := reading.known.here.at(reading.text, reading.words, last))
                and noun.value in {"continent", "country"}
            ):
                return Scope(place.start, noun.end, place.code)
            if adjective and (part := self._part(place, last)):
                return part if adjectives else None
            if adjective and self._inner(last):
                return Scope(place.start, reading.words[last].end, None) if adjectives else None
            return None if adjective and not adjectives else self.scope(place)
        behind = reading.places.get(here.last) if here else None
        if here and behind and behind[0].kind is PlaceKind.ADJECTIVE and here.value != "world":
            return Scope(here.start, behind[0].end, behind[0].code)
        return Scope(here.start, here.end, self.here(here.value)) if here else None

    def _part(self, place: Place, at: int) -> Scope | None:
        """What an adjective of nationality and a name together name, a part of its country: "in the Russian Far East"."""
        reading, last = self.reading, at
        while (
            last < len(reading.words) and reading.words[last].capital and reading.gap(last) == " " and last not in reading.units
        ):
            last += 1
        return Scope(place.start, reading.words[last - 1].end, None) if last > at else None

    def _inner(self, at: int) -> bool:
        """Whether an adjective of nationality only says whose one town or coast is: "in the Georgian resort of Gudauri", not "in Czech towns"."""
        reading = self.reading
        if at >= len(reading.words) or reading.gap(at).strip() or reading.words[at].capital or not reading.known.head_last:
            return False
        phrase = range(
            at, next((n for n in range(at, at + NEAR) if n >= len(reading.words) or reading.says("stops", n)), at + NEAR)
        )
        spread = any(n in reading.units or reading.plural(n) for n in phrase)
        return not spread and reading.known.here.at(reading.text, reading.words, at) is None

    def adverb(self, at: int) -> Scope | None:
        match = self.reading.known.adverbs.at(self.reading.text, self.reading.words, at)
        return Scope(match.start, match.end, self.here(match.value)) if match else None

    def excluded(self, at: int) -> Scope | None:
        """As in "outside Asia" has no code, but it is a scope."""
        match = self.reading.says("exclusive", at)
        return self.unknown(at, match.last) if match and self._bounds(match.last) else None

    def _bounds(self, at: int) -> bool:
        """Whether what is left out is a place: in a language of cases a common noun is none ("вне объединения")."""
        reading = self.reading
        if not reading.known.predicative or at >= len(reading.words):
            return True
        here = reading.known.here.at(reading.text, reading.words, at)
        return reading.parted(at, COMMAS) or reading.words[at].capital or at in reading.places or here is not None

    def unknown(self, first: int, at: int) -> Scope:
        """A scope without a code: one or two words behind the preposition, as written."""
        reading = self.reading
        last = min(at + 1, len(reading.words))
        while last < min(at + 3, len(reading.words)) and not reading.gap(last).strip() and not reading.says("stops", last):
            last += 1
        start = reading.words[first].start
        return Scope(start, reading.words[last - 1].end, None)

    def bodily(self, at: int) -> bool:
        """Whether a body begins at a word, or behind it and its article: "à l'Institut Pasteur" is where, not among how many."""
        starts = {word.start for word in self.reading.words[at : at + 2]}
        return any(start in starts for start, _ in self.reading.bodies)

    def scope(self, place: Place) -> Scope:
        """A place as a scope; what says that only part of it is meant belongs to it and takes its code ("la Suisse francophone")."""
        at = self.reading.index(place.end)
        narrower = (
            None if place.kind is PlaceKind.ADJECTIVE or self.reading.parted(at, COMMAS) else self.reading.says("narrowing", at)
        )
        if narrower is not None:
            return Scope(place.start, narrower.end, None)
        if place.kind is not PlaceKind.ADJECTIVE and self.reading.known.of_kind and self.reading.says("exclusive", at):
            return Scope(place.start, place.end, None)
        part = self.reading.text[place.start : place.end].casefold() in self.reading.known.provinces
        code = None if part or place.kind is PlaceKind.CITY else place.code
        return Scope(place.start, place.end, code)

    def here(self, what: str) -> str | None:
        if what == "world":
            return "001"
        if what == "country":
            return self.country or self._country()
        if what == "island":
            country = self.country or self._country()
            return country if country in self.reading.known.islands else None
        if what == "mainland":
            return MAINLAND if self._ashore() else None
        return self._continent() if what == "continent" else None

    def _ashore(self) -> bool:
        """Whether the text names a place or a centre of a country that speaks of its mainland."""
        codes = {p.code for p, _ in self.reading.places.values()} | {e.country for e in self.reading.entities.values()}
        return bool(codes & SHORES)

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
        homes = Counter(e.country for e in self.reading.entities.values() if e.country)
        found = everywhere or cities or homes
        return found.most_common(1)[0][0] if found else None

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

    def enumerated(self, at: int) -> bool:
        """Whether the place is one of several: "in Chile, Peru and Bolivia" is no scope with a code."""
        reading = self.reading
        _, last = reading.places[at]
        marks = {"、"} if reading.known.of_kind else COMMAS
        if last in reading.places and (set(reading.gap(last)) & marks or self._joined(last)):
            return True
        match = reading.says("conjunctions", last)
        after = match.last if match else -1
        if after in reading.places and not reading.parted(after, COMMAS):
            return True
        return any(end == at for _, end in reading.places.values()) and bool(set(reading.gap(at)) & marks)

    def _joined(self, at: int) -> bool:
        """Whether "and" is written to the place at word `at`."""
        return self.reading.glued("conjunctions", at, self.reading.places[at][0].start) is not None

    def own(self, at: int) -> bool:
        """Whether a place stands for itself, not inside the name of a body or a centre."""
        place, _ = self.reading.places[at]
        inside = any(a <= place.start and place.end <= b for a, b in self.reading.bodies)
        return not inside and not any(m.start <= place.start and place.end <= m.end for m in self.reading.mentions)

    def past_brackets(self, at: int) -> int:
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
