"""Which institution houses a centre, and in which country it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pipeline.centres.facts import Site
from pipeline.centres.localities import Localities
from pipeline.phrases import Match, fold
from pipeline.places import Place, PlaceKind
from pipeline.spans import Fact

SEATS = {"university", "school"}
HOUSES = {"university", "school", "institute"}
# A chair is always some university's.
BELONGING = "chair"
NEAR = 12
BESIDE = 45
WIDE = 110
OWNER = 2


def host(
    text: str,
    site: Site,
    organisations: Sequence[Fact],
    entities: Mapping[str, dict[str, Any]],
    cues: Sequence[Match[str]],
    about: Sequence[tuple[int, int]],
    articles: Collection[str],
    posted: Callable[[int], bool],
    worldwide: tuple[str, ...],
    elsewhere: Callable[[str], bool],
    home: str | None,
) -> str | None:
    """The name of the institution that houses a centre, or None.

    A university in the centre's own name; else one behind a cue ("hosted by", "on the campus of") in a sentence about the
    centre, strong cues before weak ones. `about`: offsets of the sentences about the centre; `cues`: value `strong` or `weak`; `posted`: whether
    a post stands right before an offset ("lecturer at"); `worldwide`: words that open the name of a network;
    `elsewhere`: whether words name a place, so that the body beside them is the parent of a branch; `home`: the centre's country.
    """
    for key, entity in entities.items():
        forms = [form for form in (entity["name"], entity["acronym"]) if form]
        if entity["kind"] not in SEATS or fold(str(entity["name"])).startswith(worldwide):
            continue
        if any(_within(form, site.name) and not elsewhere(site.name.replace(form, "")) for form in forms):
            return str(entity["name"])
    entities = {key: e for key, e in entities.items() if e["kind"] and not (e["kind"] not in SEATS and _within(str(e["name"]), site.name))}
    organisations = [fact for fact in organisations if fact.entity in entities]
    behind = [
        (cue.value != "strong", cue.start, fact)
        for cue in cues
        if any(start <= cue.start < end for start, end in about)
        for fact in organisations
        if 0 <= fact.start - cue.end <= NEAR and all(w in articles for w in fold(text[cue.end : fact.start]).split())
    ]
    cues_owner = {cue.start: cue.value for cue in cues}
    for weak, at, fact in sorted(behind, key=lambda row: row[:2]):
        entity = entities[fact.entity]
        reach = WIDE if entity["kind"] in SEATS else BESIDE
        if cues_owner.get(at) == "owner":
            if entity["kind"] in SEATS and any(0 <= at - end <= OWNER for _, end in site.mentions):
                return str(entity["name"])
            continue
        beside = any(0 <= at - end <= reach and "." not in text[end:at] for _, end in site.mentions)
        stated = entity["kind"] in HOUSES and any(start <= at < end for start, end in site.stated)
        beside = beside or (stated and not posted(at))
        if not weak or (beside and entity["kind"] in HOUSES):
            return str(entity["name"])
    only = [str(e["name"]) for e in entities.values() if e["kind"] == "university"]
    if site.unit is not None and site.unit.endswith(BELONGING) and len(only) == 1:
        return only[0]
    entities = {key: e for key, e in entities.items() if not fold(str(e["name"])).startswith(worldwide)}
    return _signatory(site, [fact for fact in organisations if fact.entity in entities], entities, home)


def _signatory(site: Site, organisations: Sequence[Fact], entities: Mapping[str, dict[str, Any]], home: str | None) -> str | None:
    """The one university or school named where the centre is agreed on, founded or opened; the other party is the network."""
    for start, end in sorted(site.stated):
        if not any(start <= at < end for at, _ in site.mentions):
            continue
        named = {f.entity for f in organisations if start <= f.start < end}
        seats = [key for key in named if entities[key]["kind"] in (HOUSES if len(named) > 1 else SEATS)]
        seats = _nearest(site, seats, entities, home)
        if len(seats) == 1:
            return str(entities[seats[0]]["name"])
    return None


def _nearest(site: Site, seats: list[str], entities: Mapping[str, dict[str, Any]], home: str | None) -> list[str]:
    """Of several seats, the one in the centre's country, or the one that shares a word with its name."""
    if len(seats) < 2:
        return seats
    there = [key for key in seats if home and entities[key]["country"] == home]
    if len(there) == 1:
        return there
    return [key for key in seats if _akin(str(entities[key]["name"]), site.name)] or seats


def _akin(name: str, site: str) -> bool:
    """Whether two names begin with the same proper word."""
    if " " not in site:
        return name[:2] in site and not site.startswith(name)
    first = fold(name).split()[0]
    return len(first) > 3 and first in fold(site).split()


def country(
    text: str,
    site: Site,
    places: Sequence[Place],
    about: Sequence[tuple[int, int]],
    seat: str | None,
    *,
    opening: tuple[int, int],
    localities: Localities,
) -> str | None:
    """The country of a centre: that of a place in its name, of its host, in the sentences about it, or in the dateline.

    `opening`: the stretch whose first place may be that of a centre that is named without one.
    """
    coded = [p for p in places if p.code and len(p.code) == 2]
    named = [p for p in coded for start, end in site.mentions if start <= p.start and p.end <= end]
    firm = [p for p in coded if p.kind is not PlaceKind.ADJECTIVE]
    codes = {p.code for p in coded if p.code}
    if found := _last([p for p in named if p in firm]) or localities.in_name(site.name, codes) or seat:
        return found
    if site.host and (found := localities.in_name(site.host, codes)):
        return found
    near = [p for p in firm if any(start <= p.start < end for start, end in about)]
    whole = [p for p in near if p.kind is PlaceKind.COUNTRY]
    first = [p for p in firm if opening[0] <= p.start < opening[1]][:1]
    stated = sorted(site.stated)
    return _one(whole) or _one(near) or localities.in_text(text, stated, codes) or _commonest(near) or _last(named) or _one(first) or (_one(coded) if opening[1] else None)


def _within(form: str, name: str) -> bool:
    return f" {fold(form)} " in f" {fold(name)} " or (not form.isascii() and fold(form) in fold(name))


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
