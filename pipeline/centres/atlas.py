"""In which country a centre lies: what a text says for each country that it names or implies, and for none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline import morphology, subdivisions
from pipeline.centres import provinces
from pipeline.centres.asides import asides, envoys
from pipeline.centres.beside import beside
from pipeline.centres.imprints import imprints
from pipeline.centres.provinces import Province
from pipeline.centres.sites import Site, position
from pipeline.judge import NOBODY, Evidence
from pipeline.names.localities import Localities, within_town
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind
from pipeline.spans import Fact
from pipeline.subdivisions import How, Subdivision

QUOTED = re.compile("«[^»]*»")
# Characters of an adjective before a name, and of a place behind it.
LONGEST = 40
SORTS = {
    "word": frozenset(PlaceKind),
    "place": frozenset(PlaceKind) - {PlaceKind.ADJECTIVE},
    "country": frozenset({PlaceKind.COUNTRY}),
}
Stretches = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Atlas:
    """The places of a text.

    `bodies`, `entities`: its organisations; `localities` reads further cities; `opening`: where the dateline stands; `homeland`: words for
    the country of those who write → its code; `sites`: its centres; `about`: for each, the clauses and sentences that speak of it.
    """

    text: str
    places: Sequence[Place]
    bodies: Sequence[Fact]
    entities: Mapping[str, Mapping[str, Any]]
    localities: Localities
    opening: tuple[int, int]
    homeland: Mapping[str, str]
    sites: Sequence[Site]
    about: Sequence[Stretches]

    def told(self, own: int) -> dict[str, set[str]]:
        """The evidence for each country as that of a centre, and for none; its host is left out."""
        told = dict[str, set[str]]()
        for name, code in self._sources(own):
            told.setdefault(code, set()).add(name)
        place = position(self.sites, own)
        for evidence in told.values():
            evidence |= {f"{name} {place}" for name in evidence & {"opening", "about", "first", "commonest", "only"}}
            if len(told) == 1:
                evidence.add("alone")
        told[NOBODY] = {"nobody", f"nobody {place}", f"nobody of {min(3, len(told))}"}
        if not self._held[own]:
            told[NOBODY].add("nobody named")
        return told

    def grounds(self, own: int, code: str) -> list[list[tuple[int, int]]]:
        """Where places of a country stand: in a centre's name, beside it, in what speaks of it, and anywhere."""
        site, about = self.sites[own], self.about[own]
        named = [(p.start, p.end) for p in self._coded if p.code == code]
        held = [(p.start, p.end) for p in self._held[own] if p.code == code]
        right = [(p.start, p.end) for p in self._coded for m in site.mentions if p.code == code and beside(self.text, p, m)]
        provinces = [(p.start, p.end) for p in self._provinces if code in p.codes]
        towns = [town for name, codes in self._towns.items() if code in codes for town in _all(self.text, name)]
        near = [[span for span in spans if _within(span[0], about)] for spans in (named, provinces, towns)]
        return [held, right, *near, [*named, *provinces, *towns]]

    def _sources(self, own: int) -> Iterator[tuple[str, str]]:
        """Each sort of evidence with the country for which it speaks."""
        site, about = self.sites[own], self.about[own]
        yield from self._named(own)
        yield from self._called(site)
        for where, stretches in (("named", sorted(site.mentions)), ("about", about), ("stated", sorted(site.stated))):
            yield from provinces.told(where, [p for p in self._provinces if _within(p.start, stretches)])
        own_name = self._held[own]
        near = [p for p in self._coded if _within(p.start, about) and p not in own_name]
        stated = [p for p in self._coded if _within(p.start, sorted(site.stated)) and p not in own_name]
        for where, some in (("about", near), ("stated", stated)):
            yield from _of(where, some)
        for n, held in enumerate(self._held):
            if n != own:
                yield from (("another's name", str(p.code)) for p in held)
        yield from self._bodied(site, about)
        if city := self.localities.in_text(self.text, about, self._likely):
            yield "city about", city
        if village := self.localities.village_in_text(self.text, about):
            yield "village about", village
        if own_land := self._own_land(about):
            yield "homeland", own_land
        yield from self._of_all

    @cached_property
    def _of_all(self) -> list[tuple[str, str]]:
        """The same of the whole text, for any of its centres."""
        told, whole = [*_of("text", self._coded), *provinces.told("text", self._provinces)], [(0, len(self.text))]
        firm = [p for p in self._coded if p.kind is not PlaceKind.ADJECTIVE]
        if first := [p for p in firm if self.opening[0] <= p.start < self.opening[1]][:1]:
            told.append(("opening", str(first[0].code)))
        if firm:
            told.append(("first", str(firm[0].code)))
        told += envoys(asides(self.localities.language), self.text, self._coded)
        if city := self.localities.in_text(self.text, whole, self._likely):
            told.append(("city of the text", city))
        if self._agreed:
            told.append(("places agree", self._agreed))
        if village := self.localities.village_in_text(self.text, whole):
            told.append(("village of the text", village))
        marks = sorted(set(imprints(self.localities.language).told(self.text)))
        kinds = Counter(kind for kind, _ in marks)
        told += [(name, code) for kind, code in marks for name in (kind, f"only {kind}")[: 2 if kinds[kind] == 1 else 1]]
        if own_land := self._own_land(whole):
            told.append(("homeland of the text", own_land))
        return told

    def _named(self, own: int) -> Iterator[tuple[str, str]]:
        """Places in a name, and right beside it."""
        site, inside = self.sites[own], self._held[own]
        for place in inside:
            yield f"named {place.kind}", str(place.code)
        if inside:
            yield "named last", str(inside[-1].code)
        for place in self._coded:
            for span in site.mentions:
                if side := beside(self.text, place, span):
                    yield f"right {side}", str(place.code)
        yield from self._beside(site)

    def _called(self, site: Site) -> Iterator[tuple[str, str]]:
        """Cities and villages in a name; an ordinary word that is quoted, or one that the dictionary has for no place and the text for none of its countries ("Орион"), is no city, whatever town is called so."""
        name = site.name
        quoted = QUOTED.findall(name)
        words = [word for part in quoted for word in part.strip("«»").split()]
        if words and (all(self.localities.ordinary(word) for word in words) or self._coined(words)):
            name = QUOTED.sub("", name)
        mentions = (self.text[start:end] for start, end in sorted(site.mentions))
        called = [name, *(QUOTED.sub("", said) for said in mentions if QUOTED.search(said))]
        if city := next((code for said in called if (code := self.localities.in_name(said, self._likely))), None):
            yield "city", city
            yield "city of a country named" if city in self._codes else "city of no country named", city
        if hamlet := next((code for part in quoted if (code := self.localities.hamlet(part.strip("«»")))), None):
            yield "hamlet", hamlet
        if village := self.localities.village(name):
            yield "village", village
        if said := self.localities.in_text(self.text, sorted(site.stated), self._likely):
            yield "stated city", said

    def _coined(self, words: Sequence[str]) -> bool:
        """In a language of cases, whether no quoted word is a place of the dictionary, nor one of a country that the text names."""
        language = self.localities.language
        if not morphology.inflects(language) or any(morphology.is_place(word, language) for word in words):
            return False
        return self.localities.in_name(" ".join(words), self._likely) not in self._likely

    def _bodied(self, site: Site, about: Stretches) -> Iterator[tuple[str, str]]:
        """The countries of bodies: of all, of those in the sentences about a centre, in its name, or told of the same town."""
        codes = {fact.entity: self.entities[fact.entity]["country"] for fact in self.bodies}
        known = {code for code in codes.values() if code}
        for code in known:
            yield "only body" if len(known) == 1 else "body", code
        for where, stretches in (("about", about), ("stated", sorted(site.stated))):
            near = {codes[fact.entity] for fact in self.bodies if _within(fact.start, stretches)} - {None}
            for code in near:
                yield f"body {where}", code
                if len(near) == 1:
                    yield f"only body {where}", code

    def _beside(self, site: Site) -> Iterator[tuple[str, str]]:
        """Cities right behind a name ("Институт лавин в Местии"), adjectives right before it ("калужский технопарк «Ока»")."""
        mentions = sorted(site.mentions)
        whole = [end for start, end in mentions if self.text.count(" ", start, end) >= site.name.count(" ")]
        behind = (self.localities.at_once(self.text[end : end + LONGEST].partition("\n")[0], self._likely) for end in whole)
        before = (self.text[max(0, start - LONGEST) : start].rstrip(" ").rpartition(" ")[2] for start, _ in mentions)
        adjectives = (self.localities.of_adjective(word, self._codes) for word in before if word.islower())
        # An adjective is as good as a part of the name.
        for name, codes in (("city behind", behind), ("named last", adjectives)):
            if code := next(filter(None, codes), None):
                yield name, code
                yield "beside", code

    def _own_land(self, about: Stretches) -> str | None:
        """The country that sentences mean by "our country", "the whole province"."""
        words = (word for word in self.homeland if any(word in self.text[start:end] for start, end in about))
        return next((self.homeland[word] for word in words), None)

    @cached_property
    def _held(self) -> list[list[Place]]:
        """The places in the names of each centre."""
        return [
            [p for p in self._coded if any(start <= p.start and p.end <= end for start, end in site.mentions)]
            for site in self.sites
        ]

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(str(p.code) for p in self._coded)

    @cached_property
    def _coded(self) -> list[Place]:
        """The places of a country; no language, no country that a phrase leaves out ("за пределами Австрии"), no part of the name of a town elsewhere."""
        coded = [p for p in self.places if p.code and len(p.code) == 2]
        meant = asides(self.localities.language).meant(self.text, coded)
        return [p for p in meant if not (p.kind is PlaceKind.CITY and within_town(self.text, p))]

    @cached_property
    def _provinces(self) -> list[Province]:
        """The provinces of the text, save what is the name of a listed place that has a code."""
        listed = [(p.start, p.end) for p in self.places if p.code]
        found = [s for s in subdivisions.find(self.text, self.localities.language) if not _inside(s, listed)]
        return provinces.placed(self.text, found, self._codes)

    @cached_property
    def _likely(self) -> frozenset[str]:
        """The countries that the text names, itself or by a province, in which a town of many lands is meant to lie."""
        return self._codes | {province.codes[0] for province in self._provinces if province.settled}

    @cached_property
    def _agreed(self) -> str | None:
        """The country in which the most of the places of a text may lie, where two do at the least."""
        named: dict[str, set[str]] = {fold(p.name): {str(p.code)} for p in self._coded if p.kind is PlaceKind.CITY}
        named |= {fold(town): codes for town, codes in self._towns.items()}
        named |= {fold(self.text[p.start : p.end]): set(p.codes) for p in self._provinces}
        best = Counter(code for codes in named.values() for code in codes).most_common(2)
        clear = best and best[0][1] > 1 and (len(best) == 1 or best[0][1] > best[1][1])
        return best[0][0] if clear else None

    @cached_property
    def _towns(self) -> dict[str, set[str]]:
        """The towns that the text names behind "in", and the countries in which each may lie."""
        return dict(self.localities.towns(self.text))


def housed(told: Mapping[str, Collection[str]], host: str | None) -> dict[str, Evidence]:
    """The evidence for each country, with what the country of the host tells."""
    found = {code: frozenset(names) for code, names in told.items()}
    if host:
        found[host] = found.get(host, frozenset()) | {"host"}
        found[NOBODY] |= {"nobody hosted"}
    return found


def _of(where: str, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """What the places of a stretch tell: each, the only one, the commonest."""
    counts = Counter(str(p.code) for p in places)
    for place in places:
        yield where, str(place.code)
        yield f"{where} {place.kind}", str(place.code)
    for sort, kinds in SORTS.items():
        some = {str(p.code) for p in places if p.kind in kinds}
        if len(some) == 1:
            yield f"only {sort} {where}", some.pop()
    best = counts.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        yield f"commonest {where}", best[0][0]


def _inside(one: Subdivision, listed: Stretches) -> bool:
    """Whether a province stands by its bare name, and within that of a listed place."""
    return one.how is not How.CALLED and any(start <= one.start and one.end <= end for start, end in listed)


def _all(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Every place where a name stands in a text."""
    return ((match.start(), match.end()) for match in re.finditer(re.escape(name), text))


def _within(at: int, stretches: Stretches) -> bool:
    return any(start <= at < end for start, end in stretches)
