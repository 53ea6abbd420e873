"""Names of centres gathered: short forms to their full form, descriptions beside them, one entry per centre."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.centres.candidate import FLOOR, Candidate
from pipeline.centres.entitled import AGAIN
from pipeline.centres.short_names import shortens
from pipeline.centres.sites import Site
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.spans import Zones

__all__ = ["gather", "untyped"]

# What a name must have for itself before its noun speaks for it.
LIKELY = 0.3
# What the second reading takes for a centre, though it be the house of another.
TOLD = "told"
DASHES = frozenset("—–")
# "Pan-Aral Reading Alliance (PARA) Osh Office": what stands in brackets, and behind them.
SPELT = re.compile(r"[^()（）]+[(（]([^()（）]+)[)）]\s*([^()（）]+)$")


def gather(
    weighed: Sequence[Candidate],
    loud: Zones,
    language: str,
    expansions: Mapping[str, str] | None = None,
    branches: Callable[[str, str], bool] = lambda short, full: False,
) -> list[Site]:
    """One site per centre, in the order of the text.

    Evidence for one mention counts for all of its name; a name that says nothing specific ("the National Centre") is a
    mention of the one centre it can mean, never a centre of its own. Names in headline capitals confirm, they add none
    unless nothing else is found. `expansions`: full names of networks → acronyms, which the shorter wording of a name uses;
    `branches`: whether the second name is that of a branch of the first, which is then a body, or what its branches share.
    """
    weighed = _contracted(weighed, expansions or {})
    quiet = [c for c in weighed if not loud.covers(c.phrase.start, c.phrase.end)]
    sites: list[Site] = []
    for candidate in sorted(quiet, key=lambda c: (-len(c.name), c.phrase.start)):
        if candidate.phrase.specific:
            _take(sites, candidate, language, branches)
    _spoken_of(sites, weighed)
    sites = [site for site in sites if site.weight >= FLOOR]
    _quoted_alike(sites, quiet)
    nouns = {site.unit for site in sites}
    for candidate in weighed:
        shouted = candidate not in quiet and candidate.phrase.specific and candidate.weight >= FLOOR
        if shouted and candidate.unit is not None and candidate.unit.unit not in nouns:
            _take(sites, candidate, language, branches)
    seen = {fold(c.name) for c in weighed if TOLD in c.evidence}
    houses = {site.name: [other for other in sites if other is not site and branches(site.name, other.name)] for site in sites}
    sites = [site for site in sites if not houses[site.name] or (len(houses[site.name]) == 1 and fold(site.name) in seen)]
    for candidate in weighed:
        if candidate not in quiet or not candidate.phrase.specific:
            _mention(sites, candidate, language)
    for candidate in quiet:
        if candidate.phrase.rule == AGAIN:
            _taken_up(sites, candidate.phrase)
    return sorted(sites, key=lambda site: min(site.mentions))


def _taken_up(sites: list[Site], phrase: Phrase) -> None:
    """Let a name given to a centre of which the text has spoken ("a hub in Osh ... The hub, to be known as Pod") be that centre's."""
    named = next((site for site in sites if (phrase.start, phrase.end) in site.mentions), None)
    noun = phrase.head.rpartition(" ")[2]
    told = [site for site in sites if site.name[0].islower() and site.noun == noun and max(site.mentions)[1] <= phrase.start]
    if named is not None and len(told) == 1 and told[0] is not named:
        named.absorb(told[0])
        named.unit = told[0].unit
        sites.remove(told[0])


def untyped(text: str, sites: Sequence[Site], numbered: Mapping[int, bool]) -> list[Site]:
    """The sites, less those that are called as their sort is ("the ninth Gingko Class", 第九个银杏课堂), where another is of that sort.

    `numbered`: where the words begin that a number stands before → whether they surely tell a sort; else a dash behind them does.
    """
    kinds = {
        site.name
        for site in sites
        if any(
            text.startswith(site.name, at) and (sure or text[at + len(site.name) : at + len(site.name) + 1] in DASHES)
            for at, sure in numbered.items()
        )
    }
    return [
        site for site in sites if site.name not in kinds or not any(o.name not in kinds and _of_sort(o, site) for o in sites)
    ]


def _of_sort(site: Site, sort: Site) -> bool:
    """Whether a site has the noun of a sort of sites, or its name inside its own."""
    return site.noun == sort.noun or site.name.startswith(sort.name)


def _contracted(weighed: Sequence[Candidate], expansions: Mapping[str, str]) -> list[Candidate]:
    """Names that spell a network out, its acronym behind or not, called as the text calls them elsewhere, by its acronym."""
    names = {fold(c.name) for c in weighed}
    found = []
    for candidate in weighed:
        others = [candidate.name.replace(full, short) for full, short in expansions.items()]
        others += [] if (spelt := SPELT.match(candidate.name)) is None else [f"{spelt[1]} {spelt[2]}", f"{spelt[1]}{spelt[2]}"]
        other = next((name for name in others if name != candidate.name and fold(name) in names), None)
        found.append(replace(candidate, name=other) if other else candidate)
    return found


def _take(sites: list[Site], candidate: Candidate, language: str, branches: Callable[[str, str], bool]) -> None:
    """Add a candidate to the site that it names, or let it be a site; one that could mean several is a mention of none."""
    alike = next((site for site in sites if fold(site.name) == fold(candidate.name)), None)
    fuller = [site for site in sites if _sure(site, candidate) and shortens(candidate.name, site.name, language)]
    fuller = [site for site in fuller if not branches(candidate.name, site.name)]
    if alike is None and len(fuller) > 1:
        return
    site = alike or next(iter(fuller), None)
    if site is None:
        site = Site(candidate.name, candidate.unit.unit if candidate.unit else None, candidate.weight)
        sites.append(site)
    shorter = len(candidate.name) < len(site.name) if site is alike else _plainer(candidate.name, site.name, language)
    if shorter:
        site.name = candidate.name
    site.weight = max(site.weight, candidate.weight)
    site.mention(candidate.phrase, "centres.name")


def _plainer(name: str, other: str, language: str) -> bool:
    """Whether of two names of one centre the first says the same in fewer words: "Гомельский центр", "центр в Гомеле"; an article is none."""
    return len(name.split()) < len(other.split()) and not other.endswith(f" {name}") and shortens(other, name, language)


def _sure(site: Site, candidate: Candidate) -> bool:
    """Whether a site may be the full name of a candidate: it is likely one, or the sure candidate is the end of its Chinese name."""
    ends = candidate.name[0] > "\u3400" and site.name.endswith(candidate.name)
    return site.weight >= FLOOR or (ends and candidate.weight >= FLOOR)


def _spoken_of(sites: Sequence[Site], weighed: Sequence[Candidate]) -> None:
    """Let a bare noun that something is said to befall ("the laboratory, which is to open") speak for the one name that it can mean."""
    for candidate in weighed:
        said = {"acted_on", "counted"} <= set(candidate.evidence) or "numbered" in candidate.evidence
        if candidate.phrase.specific or candidate.unit is None or not said:
            continue
        noun = candidate.unit.unit.rpartition(" ")[2]
        meant = [site for site in sites if site.noun == noun]
        if len(meant) == 1 and LIKELY <= meant[0].weight < FLOOR:
            meant[0].weight = FLOOR


def _quoted_alike(sites: Sequence[Site], weighed: Sequence[Candidate]) -> None:
    """Let a doubtful name be a mention of the site with the same noun and the same name in quotation marks: what differs says only where."""
    for candidate in weighed:
        own, unit = _in_quotes(candidate.name), candidate.unit.unit if candidate.unit else None
        for site in sites if own and unit and candidate.weight < FLOOR else ():
            if _in_quotes(site.name) == own and unit == site.unit:
                site.mention(candidate.phrase, "centres.name")


def _in_quotes(name: str) -> str:
    """What stands in guillemets at the end of a name."""
    return name.partition("«")[2] if name.endswith("»") else ""


def _mention(sites: list[Site], candidate: Candidate, language: str) -> None:
    """Let a name be a mention of the one site that it can mean."""
    meant = [site for site in sites if shortens(candidate.name, site.name, language) or fold(site.name) in fold(candidate.name)]
    if len(meant) == 1:
        meant[0].mention(candidate.phrase, "centres.short")
