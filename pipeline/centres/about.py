"""Which clauses and sentences of a text speak of which centre, named or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.centres.facts import COMMAS
from pipeline.centres.sites import DONE, Site, named_in_order
from pipeline.records import Status
from pipeline.statements import Statement

Stretch = tuple[int, int]

# What a participle that opens a sentence may say.
SAID = {*DONE, Status.OPERATING.value, Status.CLOSED.value}

# How far into its sentence a noun may stand that takes up a centre.
OPENS = 6


def about(text: str, sites: Sequence[Site], sentences: Sequence[Stretch], anaphors: Sequence[Stretch]) -> list[list[Stretch]]:
    """For each centre the clauses that name it, or are about it otherwise; `anaphors`: common nouns that take up a centre."""
    clauses = [clause for s in sentences for clause in _clauses(text, s)] if len(sites) > 1 else list(sentences)
    taken_up = _taken_up(sites, sentences, anaphors)
    return [[*_naming(text, site, sites, clauses), *taken_up[n]] for n, site in enumerate(sites)]


def _naming(text: str, site: Site, sites: Sequence[Site], clauses: Sequence[Stretch]) -> list[Stretch]:
    """The clauses about a centre: all of them where it is the only one, else those that name it or what is its alone."""
    if len(sites) == 1:
        return list(clauses)
    others = {word for other in sites if other is not site for word in other.name.split()}
    own = [word for word in site.name.split() if word not in others and word[0].isupper()]
    named = [(s, e) for s, e in clauses if any(s <= at < e for at, _ in site.mentions)]
    return named + [(s, e) for s, e in clauses if (s, e) not in named and any(word in text[s:e] for word in own)]


def _taken_up(sites: Sequence[Site], sentences: Sequence[Stretch], anaphors: Sequence[Stretch]) -> list[list[Stretch]]:
    """For each centre the sentences that name none and begin with a common noun for the one named last: "The hub stands in …", 中心设在…."""
    mentions = named_in_order(sites)
    starts, nouns = [start for start, _, _ in mentions], sorted(at for at, _ in anaphors)
    found: list[list[Stretch]] = [[] for _ in sites]
    for start, end in sentences:
        noun, named = bisect_left(nouns, start), bisect_left(starts, start)
        opens = noun < len(nouns) and nouns[noun] <= start + OPENS
        if opens and named and not (named < len(starts) and starts[named] < end):
            found[mentions[named - 1][2]].append((start, end))
    return found


def _clauses(text: str, sentence: Stretch) -> list[Stretch]:
    """A sentence cut at its semicolons."""
    cuts = [sentence[0], *(n + 1 for n in range(*sentence) if text[n] in ";；؛"), sentence[1]]
    return list(pairwise(cuts))


def resuming(
    text: str,
    sites: Sequence[Site],
    statements: Sequence[Statement],
    before: Mapping[int, Stretch],
    names: Sequence[Stretch],
) -> frozenset[int]:
    """Where a participle opens a sentence behind one of the same paragraph that names a centre, and no body is its subject: "Opened in 2016, it …"."""
    found = set()
    for statement in statements:
        start, end = statement.sentence
        a, b = before.get(start, (0, 0))
        named = any(a <= at < b for site in sites for at, _ in site.mentions) and "\n" not in text[b:start]
        if statement.start != start or statement.value not in SAID or statement.nominal or not named:
            continue
        if not any(start <= s < end and text[start:s].rstrip().endswith(tuple(COMMAS)) for s, _ in names):
            found.add(start)
    return frozenset(found)


def headed(
    text: str, statements: Sequence[Statement], before: Mapping[int, Stretch], anaphors: Sequence[Stretch]
) -> frozenset[int]:
    """Where a participle opens a sentence below a heading that is but the common noun of a centre: "The chair"."""
    found = set()
    for statement in statements:
        a, b = before.get(statement.sentence[0], (0, 0))
        end = a + len(text[a:b].rstrip())
        opens = statement.start == statement.sentence[0] and statement.value in SAID and not statement.nominal
        if opens and "\n" in text[end : statement.start] and any(s - a <= OPENS and e == end for s, e in anaphors):
            found.add(statement.start)
    return frozenset(found)
