"""Which institution houses a centre."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.centres.shelter import Shelter
from pipeline.centres.sites import Site
from pipeline.phrases import Match, fold
from pipeline.places import Place
from pipeline.spans import Fact

SEATS = {"university", "school"}
HOUSES = {"university", "school", "institute"}
# Always some university's.
BELONGING = ("chair", "campus")
# Chinese names from here on; theirs say "campus" of one school's parts alone.
HAN = "\u3400"
# Characters of a Chinese school's name by which that of its site may begin.
TAIL = 4
NEAR = 12
BESIDE = 45
WIDE = 110
OWNER = 2
# Words that a part of a house takes at most, with its article and link.
PART = 8
PLACES = {"weak", "within"}
GIVING, VERBS = "giving", {"shelters", "lends"}
# Kinds of cues behind which a body stands.
LEADING = {"strong", "weak", "within", "owner"}
# Characters between a giver and what it does, an acronym and "which" among them; and behind a sentence about the centre.
GIVER = 24
AFTER = 200
# Between a body and its place behind it.
APPOSED = {",", "(", "，", "（", "،"}
# Characters between centres that are named side by side.
BESIDES = 8


@dataclass(frozen=True, slots=True)
class Houses:
    """What a text says of who houses whom.

    `organisations`, `entities`: the bodies of the text; `cues`: phrases before a host ("hosted by"), value `strong`, `weak`, `within` (like `weak`, a part of
    the body may follow), `owner` or `giving` (it stands behind the host: "lends the building"); `places`: the places of the text; `anaphors`: common nouns that take up a centre ("the hub"); `owners`: words that say whose a thing is ("of"); `articles`: words that may stand between a cue and the body; `worldwide`: words that open the name of a network;
    `posted`: whether a post stands right before an offset ("lecturer at"); `elsewhere`: whether words hold the name of a place;
    `cases`: whether the language has them.
    `seated`: Chinese words before the place in which a centre is seated.
    """

    text: str
    organisations: Sequence[Fact]
    entities: Mapping[str, dict[str, Any]]
    cues: Sequence[Match[str]]
    places: Sequence[Place]
    anaphors: Sequence[tuple[int, int]]
    articles: Collection[str]
    owners: Collection[str]
    worldwide: tuple[str, ...]
    posted: Callable[[int], bool]
    elsewhere: Callable[[str], bool]
    cases: bool = False
    seated: Collection[str] = ()

    def host(
        self,
        site: Site,
        about: Sequence[tuple[int, int]],
        home: str | None,
        others: Sequence[tuple[int, int]],
    ) -> str | None:
        """The name of the institution that houses a centre, or None.

        A university in the centre's own name; else one behind a cue in a sentence about the centre (`about`), strong cues
        before weak ones; else the one school that founds it with others. `home`: the centre's country; `others`: where other
        centres are named.
        """
        able = {key: e for key, e in self.entities.items() if e["kind"] and not self._namesake(e, site)}
        found = self._in_name(site, home) or self._right_behind(site, able) or self._behind(site, about, able, others)
        if found is not None:
            return found
        universities = [str(e["name"]) for e in able.values() if e["kind"] == "university"]
        belongs = site.unit is not None and site.unit.endswith(BELONGING if site.name[:1] > HAN else BELONGING[:1])
        if belongs and len(universities) == 1:
            return universities[0]
        return self._signatory(site, {key: e for key, e in able.items() if not self._network(e)}, home)

    def _network(self, entity: Mapping[str, Any]) -> bool:
        return fold(str(entity["name"])).startswith(self.worldwide)

    def _namesake(self, entity: Mapping[str, Any], site: Site) -> bool:
        """Whether a body that is no school stands in the centre's name: its network."""
        return entity["kind"] not in SEATS and _within(str(entity["name"]), site.name)

    def _in_name(self, site: Site, home: str | None) -> str | None:
        """The school in the centre's name, unless a place beside it shows that it is the parent of a branch; a campus at home is its own."""
        for entity in self.entities.values():
            if entity["kind"] not in SEATS or self._network(entity):
                continue
            forms = [form for form in (entity["name"], entity["acronym"]) if form]
            own = home is not None and home == entity["country"] and (site.unit or "").endswith(BELONGING)
            if any(_within(form, site.name) and (own or not self.elsewhere(site.name.replace(form, ""))) for form in forms):
                return str(entity["name"])
            if _begins(site.name, str(entity["name"])):
                return str(entity["name"])
        return None

    def _right_behind(self, site: Site, able: Mapping[str, dict[str, Any]]) -> str | None:
        """In a language of cases, the school right behind the centre's name: "Центр языка Томского университета"."""
        ends = {end + 1 for _, end in site.mentions if self.text[end : end + 1] == " "} if self.cases else set()
        behind = (able[f.entity] for f in self.organisations if f.start in ends and f.entity in able)
        return next((str(e["name"]) for e in behind if e["kind"] in SEATS), None)

    def _behind(
        self,
        site: Site,
        about: Sequence[tuple[int, int]],
        able: Mapping[str, dict[str, Any]],
        others: Sequence[tuple[int, int]],
    ) -> str | None:
        """The first body behind a cue that holds for the centre."""
        pairs = [
            (cue, fact)
            for cue in self.cues
            if any(
                start <= cue.start < end and not self._of_another(site, others, start, cue.start)
                for start, end in (*about, *(site.stated if cue.value == "strong" else ()))
            )
            for fact in self.organisations
            if cue.value in LEADING and fact.entity in able and (self._next(cue, fact) or self._inside(cue, fact))
        ]
        for cue, fact in sorted(pairs, key=lambda pair: (pair[0].value != "strong", pair[0].start)):
            if self._holds(cue, able[fact.entity], site):
                return str(able[fact.entity]["name"])
        return self._giving(site, about, able)

    def _of_another(self, site: Site, others: Sequence[tuple[int, int]], start: int, at: int) -> bool:
        """Whether another centre is named between the sentence's beginning and a cue, behind the last name of this one.

        Centres named side by side share what is said behind them.
        """
        last = max((e for s, e in others if start <= s and e <= at), default=None)
        if last is None:
            return False
        own = max((e for s, e in site.mentions if start <= s and e <= at), default=None)
        first = min((s for s, e in others if own is not None and own <= s and e <= at), default=0)
        return own is None or (own < last and len(self.text[own:first].strip(" ,،、")) > BESIDES)

    def _giving(self, site: Site, about: Sequence[tuple[int, int]], able: Mapping[str, dict[str, Any]]) -> str | None:
        """The body that gives the house, in a sentence about the centre or in the one behind it."""
        shelter, nouns = Shelter(self.text, self.cues), [*site.mentions, *self.anaphors]
        for cue in self.cues:
            if cue.value in VERBS and any(start <= cue.start < end for start, end in about):
                fact = shelter.giver(cue, [f for f in self.organisations if f.entity in able], nouns)
                if fact is not None and not self._network(able[fact.entity]) and not self.posted(fact.start):
                    return str(able[fact.entity]["name"])
            if cue.value != GIVING or not any(start <= cue.start < end + AFTER for start, end in about):
                continue
            before = [f for f in self.organisations if f.entity in able and 0 <= cue.start - f.end <= GIVER]
            giver = max(before, key=lambda f: f.end, default=None)
            if giver is None or self._network(able[giver.entity]) or able[giver.entity]["kind"] == "network":
                continue
            if not {".", ";", "\n"} & set(self.text[giver.end : cue.start]) and not self.posted(giver.start):
                return str(able[giver.entity]["name"])
        return None

    def _next(self, cue: Match[str], fact: Fact) -> bool:
        near = 0 <= fact.start - cue.end <= NEAR and cue.value != "within"
        return near and self._only_articles(cue.end, fact.start)

    def _inside(self, cue: Match[str], fact: Fact) -> bool:
        """Whether a part of the body stands between cue and body: "in the former workshops of the Aral College"."""
        if cue.value not in {*PLACES, "strong"} or self._network(self.entities[fact.entity]):
            return False
        if cue.value == "strong" and (self.posted(fact.start) or self.entities[fact.entity]["kind"] not in HOUSES):
            return False
        gap = self.text[cue.end : fact.start]
        words = fold(gap).replace("'", " ").replace("’", " ").split()
        if not 0 < len(words) <= PART or not gap.islower() or any(not c.isalpha() and c not in " '’-" for c in gap):
            return False
        while words and words[-1] in self.articles and words[-1] not in self.owners:
            words.pop()
        return len(words) > 1 and (words[-1] in self.owners or not self.owners)

    def _only_articles(self, start: int, end: int) -> bool:
        return all(word in self.articles for word in fold(self.text[start:end]).split())

    def _holds(self, cue: Match[str], entity: Mapping[str, Any], site: Site) -> bool:
        """Whether a cue says that the body behind it houses the centre."""
        if cue.value == "strong":
            return True
        if cue.value == "owner":
            return entity["kind"] in SEATS and any(0 <= cue.start - end <= OWNER for _, end in site.mentions)
        reach = WIDE if entity["kind"] in SEATS else BESIDE
        beside = any(0 <= cue.start - end <= reach and "." not in self.text[end : cue.start] for _, end in site.mentions)
        stated = any(start <= cue.start < end for start, end in site.stated)
        return entity["kind"] in HOUSES and (beside or (stated and not self.posted(cue.start)))

    def _signatory(self, site: Site, able: Mapping[str, dict[str, Any]], home: str | None) -> str | None:
        """The one school named where the centre is agreed on, founded or opened; the other party is the network."""
        for start, end in sorted(site.stated):
            if not any(start <= at < end for at, _ in site.mentions):
                continue
            named = {f.entity for f in self.organisations if start <= f.start < end and f.entity in able}
            seats = [key for key in sorted(named) if able[key]["kind"] in (HOUSES if len(named) > 1 else SEATS)]
            schools = [key for key in seats if able[key]["kind"] in SEATS and able[key]["country"] in {None, home}]
            seats = schools if len(schools) == 1 else self._nearest(site, seats, able, home)
            if len(seats) == 1:
                return str(able[seats[0]]["name"])
        return self._local(site, able)

    def _local(self, site: Site, able: Mapping[str, dict[str, Any]]) -> str | None:
        """The Chinese name of a school that begins with the place in which a statement seats the centre: 在X共建 beside an X学院."""
        schools = [str(e["name"]) for e in able.values() if e["kind"] in SEATS and str(e["name"])[:1] > HAN]
        said = [self.text[start:end] for start, end in site.stated]
        local = {
            name
            for name in schools
            for n in range(2, TAIL + 3)
            for weak in self.seated
            if any(weak + name[:n] in sentence and weak + name not in sentence for sentence in said)
        }
        return local.pop() if len(local) == 1 else None

    def _nearest(self, site: Site, seats: list[str], entities: Mapping[str, dict[str, Any]], home: str | None) -> list[str]:
        """Of several seats, the one in the centre's country, or the one that shares a word with its name."""
        if len(seats) < 2:
            return seats
        there = [key for key in seats if home and home in {entities[key]["country"], *self._beside(key)}]
        if len(there) == 1:
            return there
        return [key for key in seats if _akin(str(entities[key]["name"]), site.name)] or seats

    def _beside(self, key: str) -> Iterator[str | None]:
        """The countries of the places that stand right before or behind a body: "Kenyan X University", "X University (Kenya)"."""
        for fact in self.organisations:
            if fact.entity == key:
                before = (p.code for p in self.places if not self.text[p.end : fact.start].strip() and p.end <= fact.start)
                behind = (
                    p.code for p in self.places if self.text[fact.end : p.start].strip() in APPOSED and p.start > fact.end
                )
                yield from (*before, *behind)


def _akin(name: str, site: str) -> bool:
    """Whether two names begin with the same proper word."""
    if " " not in site:
        return name[:2] in site and not site.startswith(name)
    first = fold(name).split()[0]
    return len(first) > 3 and first in fold(site).split()


def _within(form: str, name: str) -> bool:
    return f" {fold(form)} " in f" {fold(name)} " or (not form.isascii() and fold(form) in fold(name))


def _begins(site: str, school: str) -> bool:
    """Whether the Chinese name of a site begins with the end of a school's, the district before it left out."""
    ends = (school[n:] for n in range(1, len(school) - TAIL + 1)) if school[:1] > HAN else ()
    return any(site.startswith(end) for end in ends)
