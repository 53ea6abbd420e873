"""What only headlines say of centres: they describe one, put its country before its name or its place behind it.

`headlines` are offsets of the headlines of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from pipeline.centres.candidate import Candidate
from pipeline.centres.sites import Site
from pipeline.phrases import fold

__all__ = ["undescribed", "unheaded", "unplaced", "without_country"]

# Characters at the end of a name that tell more than its noun.
TAIL = 6
# Letters of a word that is no mere particle, less one.
LITTLE = 3


def unheaded(sites: Sequence[Site], headlines: Sequence[tuple[int, int]], elsewhere: Callable[[str], bool]) -> list[Site]:
    """The sites, less those that only a headline describes by the end of another's name; their mentions are the other's.

    `elsewhere`: whether words hold the name of a city, which tells a sister from the centre itself.
    """
    kept = list(sites)
    for site in sites:
        meant = [o for o in kept if o is not site and site.name[-TAIL:] == o.name[-TAIL:] and o.name != site.name]
        if len(meant) == 1 and _within(site.mentions, headlines) and not elsewhere(site.name):
            kept.remove(site)
            meant[0].absorb(site)
    return kept


def undescribed(sites: Sequence[Site], headlines: Sequence[tuple[int, int]], *, glued: bool = False) -> list[Site]:
    """The sites, less those that only a headline describes ("киберполигон в Иннополисе") where one other is of the same kind; their mentions are its.

    `glued`: no capital tells a description, so that a word of it must end one of the name or be ended by one
    ("للمحاكاة" of المحاكاة); of several it is the one told first.
    """
    kept = list(sites)
    for site in sites:
        meant = [o for o in kept if o is not site and site.noun and o.noun == site.noun]
        if glued:
            meant = [o for o in meant if _shares(site.name, o.name)]
        told = bool(meant) if glued else len(meant) == 1 and site.name[0].islower()
        if told and _within(site.mentions, headlines):
            kept.remove(site)
            min(meant, key=lambda o: min(o.mentions)).absorb(site)
    return kept


def without_country(text: str, sites: Sequence[Site], headlines: Sequence[tuple[int, int]], nations: Collection[str]) -> None:
    """Call a site without the country that only a headline puts before its name ("匈牙利X中心" of an X中心)."""
    for site in sites:
        if not _within((span for span in site.mentions if text[slice(*span)] == site.name), headlines):
            continue
        names = {text[slice(*span)] for span in site.mentions} - {site.name}
        bare = (name for name in names if site.name.endswith(name) and fold(site.name.removesuffix(name)) in nations)
        site.name = max(bare, key=len, default=site.name)


def unplaced(weighed: Sequence[Candidate], headlines: Sequence[tuple[int, int]], inside: Collection[str]) -> list[Candidate]:
    """The candidates, a name without the place that only headlines put behind it ("Opening of the X museum in Sur").

    `inside`: words for "in", folded.
    """
    told = [c for c in weighed if c.phrase.specific]
    quiet = {c.name for c in told if not _within([(c.phrase.start, c.phrase.end)], headlines)}
    bare: dict[str, set[str]] = {}
    for name in {c.name for c in told} - quiet:
        for short in quiet:
            if name.startswith(f"{short} ") and " " in short and fold(name[len(short) :].split()[0]) in inside:
                bare.setdefault(name, set()).add(short)
    alone = {name: max(shorts, key=len) for name, shorts in bare.items()}
    sisters = {short: {c.name for c in told if c.name.startswith(f"{short} ")} for short in alone.values()}
    called = {name: short for name, short in alone.items() if sisters[short] == {name}}
    return [replace(c, name=called[c.name]) if c.name in called else c for c in weighed]


def _within(spans: Iterable[tuple[int, int]], headlines: Sequence[tuple[int, int]]) -> bool:
    """Whether all of these begin in headlines."""
    return all(any(a <= start < b for a, b in headlines) for start, _ in spans)


def _shares(one: str, other: str) -> bool:
    """Whether two names have a word beyond their noun in common, letters written to it aside."""
    a, b = ([word for word in fold(name).split()[1:] if len(word) > LITTLE] for name in (one, other))
    return any(x.endswith(y) or y.endswith(x) or x[2:] == y[2:] for x in a for y in b)
