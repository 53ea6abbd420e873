"""Names of centres gathered: short forms to their full form, descriptions beside them, one entry per centre."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline import lexicon, morphology
from pipeline.centres.candidates import FLOOR, Candidate
from pipeline.centres.sites import Site
from pipeline.phrases import fold
from pipeline.spans import Zones

LITTLE = 3
# Characters of the longest noun that ends a Chinese name.
NOUN = 4
# What a name must have for itself before its noun speaks for it.
LIKELY = 0.3
# Characters at the end of a name that tell more than its noun.
TAIL = 6
QUOTES = "«»“”„‘’'\""
DASHES = frozenset("—–")


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
    `branches`: whether the second name is that of a branch of the first.
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
    sites = [site for site in sites if not any(branches(site.name, other.name) for other in sites if other is not site)]
    for candidate in weighed:
        if candidate not in quiet or not candidate.phrase.specific:
            _mention(sites, candidate, language)
    return sorted(sites, key=lambda site: min(site.mentions))


def _spoken_of(sites: Sequence[Site], weighed: Sequence[Candidate]) -> None:
    """Let a bare noun that something is said to befall ("the laboratory, which is to open") speak for the one name that it can mean."""
    for candidate in weighed:
        said = {"acted_on", "counted"} <= set(candidate.evidence) or "numbered" in candidate.evidence
        if candidate.phrase.specific or candidate.unit is None or not said:
            continue
        meant = [site for site in sites if site.unit and site.unit.split()[-1] == candidate.unit.unit.split()[-1]]
        if len(meant) == 1 and LIKELY <= meant[0].weight < FLOOR:
            meant[0].weight = FLOOR


def _quoted_alike(sites: Sequence[Site], weighed: Sequence[Candidate]) -> None:
    """Let a doubtful name be a mention of the site with the same noun and the same name in quotation marks: what differs says only where."""
    for candidate in weighed:
        own, unit = _in_quotes(candidate.name), candidate.unit.unit if candidate.unit else None
        for site in sites if own and unit and candidate.weight < FLOOR else ():
            if _in_quotes(site.name) == own and unit == site.unit:
                site.heads.add(candidate.phrase.head_start)
                site.mentions.setdefault((candidate.phrase.start, candidate.phrase.end), "centres.name")


def _in_quotes(name: str) -> str:
    """What stands in guillemets at the end of a name."""
    return name.partition("«")[2] if name.endswith("»") else ""


def unheaded(sites: Sequence[Site], headlines: Sequence[tuple[int, int]], elsewhere: Callable[[str], bool]) -> list[Site]:
    """The sites, less those that only a headline describes by the end of another's name; their mentions are the other's.

    `elsewhere`: whether words hold the name of a city, which tells a sister from the centre itself.
    """
    kept = list(sites)
    for site in sites:
        headed = all(any(s <= start < e for s, e in headlines) for start, _ in site.mentions)
        meant = [o for o in kept if o is not site and site.name[-TAIL:] == o.name[-TAIL:] and o.name != site.name]
        if headed and len(meant) == 1 and not elsewhere(site.name):
            kept.remove(site)
            meant[0].mentions |= site.mentions
            meant[0].heads |= site.heads
    return kept


def undescribed(sites: Sequence[Site], headlines: Sequence[tuple[int, int]], *, glued: bool = False) -> list[Site]:
    """The sites, less those that only a headline describes ("киберполигон в Иннополисе") where one other is of the same kind; their mentions are its.

    `glued`: no capital tells a description, so that a word of it must end one of the name or be ended by one
    ("للمحاكاة" of المحاكاة); of several it is the one told first.
    """
    kept = list(sites)
    for site in sites:
        headed = all(any(s <= start < e for s, e in headlines) for start, _ in site.mentions)
        kind = (site.unit or "").split()[-1:]
        meant = [o for o in kept if o is not site and kind and (o.unit or "").split()[-1:] == kind]
        described = glued or site.name[0].islower()
        if glued:
            meant = [o for o in meant if _shares(site.name, o.name)]
        if headed and described and (len(meant) == 1 or (glued and meant)):
            kept.remove(site)
            first = min(meant, key=lambda o: min(o.mentions))
            first.mentions |= site.mentions
            first.heads |= site.heads
    return kept


def _shares(one: str, other: str) -> bool:
    """Whether two names have a word beyond their noun in common, letters written to it aside."""
    a, b = ([word for word in fold(name).split()[1:] if len(word) > LITTLE] for name in (one, other))
    return any(x.endswith(y) or y.endswith(x) or x[2:] == y[2:] for x in a for y in b)


def without_country(text: str, sites: Sequence[Site], headlines: Sequence[tuple[int, int]], nations: Collection[str]) -> None:
    """Call a site without the country that only a headline puts before its name ("匈牙利X中心" of an X中心)."""
    for site in sites:
        whole = [span for span in site.mentions if text[slice(*span)] == site.name]
        if not all(any(a <= start < b for a, b in headlines) for start, _ in whole):
            continue
        names = {text[slice(*span)] for span in site.mentions} - {site.name}
        bare = (name for name in names if site.name.endswith(name) and fold(site.name.removesuffix(name)) in nations)
        site.name = max(bare, key=len, default=site.name)


def unplaced(weighed: Sequence[Candidate], headlines: Sequence[tuple[int, int]], inside: Collection[str]) -> list[Candidate]:
    """The candidates, a name without the place that only headlines put behind it ("Opening of the X museum in Sur").

    `inside`: words for "in", folded.
    """
    told = [c for c in weighed if c.phrase.specific]
    quiet = {c.name for c in told if not any(a <= c.phrase.start < b for a, b in headlines)}
    bare: dict[str, set[str]] = {}
    for name in {c.name for c in told} - quiet:
        for short in quiet:
            if name.startswith(f"{short} ") and " " in short and fold(name[len(short) :].split()[0]) in inside:
                bare.setdefault(name, set()).add(short)
    alone = {name: max(shorts, key=len) for name, shorts in bare.items()}
    sisters = {short: [c.name for c in told if c.name.startswith(f"{short} ")] for short in alone.values()}
    return [
        replace(c, name=alone[c.name]) if c.name in alone and set(sisters[alone[c.name]]) == {c.name} else c for c in weighed
    ]


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
    nouns = {(s.unit or "").rpartition(" ")[2] for s in (site, sort)}
    return len(nouns) == 1 or site.name.startswith(sort.name)


def _contracted(weighed: Sequence[Candidate], expansions: Mapping[str, str]) -> list[Candidate]:
    """Names that spell a network out, called as the text calls them elsewhere, by its acronym."""
    names = {fold(c.name) for c in weighed}
    found = []
    for candidate in weighed:
        others = (candidate.name.replace(full, short) for full, short in expansions.items())
        other = next((name for name in others if name != candidate.name and fold(name) in names), None)
        found.append(replace(candidate, name=other) if other else candidate)
    return found


def _take(sites: list[Site], candidate: Candidate, language: str, branches: Callable[[str, str], bool]) -> None:
    """Add a candidate to the site that it names, or let it be a site; one that could mean several is a mention of none."""
    span = (candidate.phrase.start, candidate.phrase.end)
    alike = next((site for site in sites if fold(site.name) == fold(candidate.name)), None)
    fuller = [site for site in sites if _sure(site, candidate) and shortens(candidate.name, site.name, language)]
    fuller = [site for site in fuller if not branches(candidate.name, site.name)]
    if alike is None and len(fuller) > 1:
        return
    site = alike or next(iter(fuller), None)
    if site is None:
        unit = candidate.unit.unit if candidate.unit else None
        sites.append(Site(candidate.name, unit, candidate.weight, {span: "centres.name"}, heads={candidate.phrase.head_start}))
    else:
        if site is alike and len(candidate.name) < len(site.name):
            site.name = candidate.name
        site.heads.add(candidate.phrase.head_start)
        site.weight = max(site.weight, candidate.weight)
        site.mentions[span] = "centres.name"


def _sure(site: Site, candidate: Candidate) -> bool:
    """Whether a site may be the full name of a candidate: it is likely one, or the sure candidate is the end of its Chinese name."""
    ends = candidate.name[0] > "\u3400" and site.name.endswith(candidate.name)
    return site.weight >= FLOOR or (ends and candidate.weight >= FLOOR)


def _mention(sites: list[Site], candidate: Candidate, language: str) -> None:
    meant = [site for site in sites if shortens(candidate.name, site.name, language) or fold(site.name) in fold(candidate.name)]
    if len(meant) == 1:
        meant[0].heads.add(candidate.phrase.head_start)
        meant[0].mentions[(candidate.phrase.start, candidate.phrase.end)] = "centres.short"


def shortens(short: str, full: str, language: str) -> bool:
    """Whether all words of one name are in the other, in their order; countries and their adjectives count as one word.

    Where a script puts no blanks between words, the shorter must end the longer, or be a part of it with its noun.
    """
    if " " not in full and not full.isascii():
        return _ends(fold(_unquoted(short)), fold(_unquoted(full)))
    a, b = _key(short, language), _key(full, language)
    if morphology.inflects(language):
        a, b = sorted(_stems(a, language)), sorted(_stems(b, language))
    rest, seat = iter(b), _seat_letter(language)
    if seat and a and b and _head(a[0], language) != _head(b[0], language):
        return False
    return bool(a) and len(a) <= len(b) and all(any(_alike(word, other, seat) for other in rest) for word in a)


def _head(word: str, language: str) -> str:
    """The noun that a name begins with, without its article."""
    return word.removeprefix(str(lexicon.read(language, "name_grammar").words.get("article", "\0")))


def _alike(word: str, other: str, seat: str) -> bool:
    """Whether two words are one, "in" written to neither, either or both: "مختبر نزوى" and "مختبر أولا بنزوى"."""
    return word == other or (bool(seat) and (seat + word == other or word == seat + other))


def _stems(words: Sequence[str], language: str) -> set[str]:
    """Words without the endings of cases and of adjectives: "в Нукусе" and "Нукусский" are one, in whatever order."""
    return {morphology.stem(word, language) for word in words}


def _ends(short: str, full: str) -> bool:
    """Whether a short name ends the full one, or is a part of it and its noun ("塔什干中心" of 塔什干培训中心).

    What opens it is the house of a branch: "云岭书院" of 云岭书院南湖分院.
    """
    called = re.split(r"[（(]", full)[0]
    return (
        full.endswith(short)
        or short == called != full
        or (
            full[0] > "\u3400"
            and len(short) < len(full)
            and not full.startswith(short)
            and any(len(short) - n > 1 and short[:-n] in full and called.endswith(short[-n:]) for n in range(1, NOUN + 1))
        )
    )


def branch(short: str, full: str, general: Collection[str], elsewhere: Callable[[str], bool]) -> bool:
    """Whether the longer name is that of a branch: it adds but a place to a name that is telling by itself.

    "Institute Aral de Nukus" is a branch of "Institute Aral", while "National Centre in Nukus" is the "National Centre" itself.
    """
    if not fold(full).startswith(fold(short)) or " " not in full:
        return False
    telling = [w for w in short.split() if fold(w) not in general and not (w.isupper() and len(w) > 1) and len(w) > LITTLE]
    rest = full[len(short) :]
    return bool(telling) and len(rest.split()) <= LITTLE and elsewhere(rest)


def _unquoted(name: str) -> str:
    return "".join(c for c in name if c not in QUOTES)


def _key(name: str, language: str) -> list[str]:
    known, articles = _nations(language), _articles(language)
    parts = [part.strip(QUOTES) for part in name.replace("-", " ").split()]
    words = [(w, part) for part in parts if (w := fold(part))]
    return [
        known.get(w, "centre" if w == "center" else w)
        for w, part in words
        if len(w) > LITTLE or w in known or len(words) < LITTLE or (_may_name(part, w) and w not in articles)
    ]


def _may_name(part: str, form: str) -> bool:
    """Whether a short word may be a name: it has a capital, or no word of its script has and it is no mere particle by length."""
    return part[0].isupper() or (part[0].lower() == part[0].upper() and len(form) == LITTLE)


@cache
def _articles(language: str) -> frozenset[str]:
    """Articles, which say nothing though they may begin with a capital; a short name such as "Osh" says all. Where nothing has a capital, what ends a name says nothing either."""
    words = lexicon.read(language, "name_grammar")
    return frozenset(
        fold(word) for word in [*words.list("articles"), *(words.list("stops") if words.words.get("article") else ())]
    )


@cache
def _seat_letter(language: str) -> str:
    """The letter "in" that a language writes to the name of a place; empty where it is a word."""
    return str(lexicon.read(language, "name_grammar").words.get("seat_letter", ""))


@cache
def _nations(language: str) -> dict[str, str]:
    """Folded names and adjectives of countries → code."""
    words = lexicon.read(language, "territories", "places")
    return {
        fold(name): code for table in ("countries", "adjectives") for name, code in words.table(table).items() if len(code) == 2
    }
