"""In which country a centre lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.centres.sites import Site
from pipeline.names.localities import Localities
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind

QUOTED = re.compile("«[^»]*»")
# Characters of an adjective before a name.
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a text. `localities` reads further cities; `opening`: where the dateline stands; `outside`: words that leave the place behind them out; `homeland`: words for the country of those who write → its code."""

    text: str
    places: Sequence[Place]
    localities: Localities
    opening: tuple[int, int]
    homeland: Mapping[str, str]
    outside: tuple[str, ...] = ()

    def home(self, site: Site) -> str | None:
        """The country that the centre's own name tells."""
        inside = [p.code for p in self._coded() if any(s <= p.start < e for s, e in site.mentions)]
        return inside[-1] if inside else self.localities.in_name(site.name, ())

    def country(self, site: Site, about: Sequence[tuple[int, int]], seat: str | None, *, main: bool) -> str | None:
        """The country of a centre: of a place in its name, of its host (`seat`), in the sentences about it, or that of the whole text.

        `main`: whether the announcement is about this centre, so that the dateline may tell where it is.
        """
        coded = self._coded()
        codes = {p.code for p in coded if p.code}
        named = [p for p in coded for start, end in site.mentions if start <= p.start and p.end <= end]
        firm = [p for p in coded if p.kind is not PlaceKind.ADJECTIVE]
        called = self._called(site, codes)
        if found := _last([p for p in named if p in firm]) or self._beside(site, codes) or called or seat:
            return found
        if site.host and (found := self.localities.in_name(site.host, codes)):
            return found
        near = [p for p in coded if any(start <= p.start < end for start, end in about)]
        if not near and (own := self._own_land(about)):
            return own
        whole = [p for p in near if p.kind is PlaceKind.COUNTRY]
        solid = [p for p in near if p in firm]
        said = _one(whole) or _one(solid) or self.localities.in_text(self.text, sorted(site.stated), codes)
        first = [p for p in firm if self.opening[0] <= p.start < self.opening[1]][:1] if main else []
        village = self.localities.village(site.name)
        last = _last(named) or _one(first) or _one(coded) or self.localities.in_name(site.name, codes)
        return said or village or _commonest([*near, *first]) or last

    def _called(self, site: Site, codes: set[str]) -> str | None:
        """The country of a city in a name; an ordinary word that is quoted ("Орион") is no city, whatever town is called so."""
        name = site.name
        quoted = QUOTED.findall(name)
        if quoted and all(self.localities.ordinary(word) for part in quoted for word in part.strip("«»").split()):
            name = QUOTED.sub("", name)
        mentions = (self.text[start:end] for start, end in sorted(site.mentions))
        called = [name, *(QUOTED.sub("", said) for said in mentions if QUOTED.search(said))]
        city = next((code for said in called if (code := self.localities.in_name(said, codes))), None)
        return city or next((code for part in quoted if (code := self.localities.hamlet(part.strip("«»")))), None)

    def _beside(self, site: Site, codes: set[str]) -> str | None:
        """The country of a city right behind a name ("Институт лавин в Местии"), of an adjective right before it ("калужский технопарк «Ока»")."""
        mentions = sorted(site.mentions)
        whole = [end for start, end in mentions if self.text.count(" ", start, end) >= site.name.count(" ")]
        behind = (self.localities.at_once(self.text[end : end + LONGEST].partition("\n")[0], codes) for end in whole)
        before = (self.text[max(0, start - LONGEST) : start].rstrip(" ").rpartition(" ")[2] for start, _ in mentions)
        adjectives = (self.localities.of_adjective(word, codes) for word in before if word.islower())
        return next((code for code in (*behind, *adjectives) if code), None)

    def _own_land(self, about: Sequence[tuple[int, int]]) -> str | None:
        """The country that sentences mean by "our country", "the whole province"."""
        words = (word for word in self.homeland if any(word in self.text[start:end] for start, end in about))
        return next((self.homeland[word] for word in words), None)

    def _coded(self) -> list[Place]:
        """The places of a country; not one that a phrase leaves out ("за пределами Австрии")."""
        coded = (p for p in self.places if p.code and len(p.code) == 2)
        return [p for p in coded if not (p.kind is PlaceKind.COUNTRY and self._left_out(p))]

    def _left_out(self, place: Place) -> bool:
        return fold(self.text[max(0, place.start - LONGEST) : place.start]).rstrip().endswith(self.outside)


def _last(places: Sequence[Place]) -> str | None:
    return places[-1].code if places else None


def _one(places: Sequence[Place]) -> str | None:
    codes = {p.code for p in places}
    return codes.pop() if len(codes) == 1 else None


def _commonest(places: Sequence[Place]) -> str | None:
    counts = Counter(p.code for p in places).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
