"""Numbers beside a noun that names many other things too: "nine rescue stations in Norway", "a grant for nine schools".

Whether the noun is one of sites here is weighed by what its sentence says around the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.counted.nouns import noun_after, noun_before
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.counted.witness import Witness
from pipeline.judge import NOBODY, Evidence
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind
from pipeline.units import Unit

ITSELF = "site"
# Below this probability a noun licenses nothing; above this value, no network counts its sites.
FLOOR, MOST = 0.65, 9999
# Below this one it is no site, whatever rule says so.
LEAST = 0.08
# Words in which the place of a count opens its sentence, and from the verb to its count.
OPENING, NEAR = 3, 6
# Lists of words that are asked for in the clause before a number, or right before it, besides those of every number.
AMONG = ("keeping", "keepers", "owners", "verbs", "numbering", "members", "houses")
BEFORE = ("stops", "keeping", "keepers", "verbs", "singles", "partitives", "members", "houses")
BEHIND = ("owners", "networks", "members", "intended")


def heads(reading: Reading) -> Iterator[str]:
    """Heads of nouns that by the evidence are those of sites here, and that nothing else has licensed."""
    for numeral, unit in asked(reading):
        if not reading.counts(unit) and _chance(reading, numeral, unit) >= FLOOR:
            yield unit.head


def denied(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether all speaks against the noun: "the faculty has two workshops on the ground floor"."""
    return unit.weak and _chance(reading, numeral, unit) < LEAST


def asked(reading: Reading) -> Iterator[tuple[Numeral, Unit]]:
    """Every number beside such a noun, in the order of the text."""
    for numeral in sorted(reading.numerals.values(), key=lambda n: n.start):
        if not 0 < numeral.value <= MOST or numeral.label or reading.clutter.covers(numeral.start, numeral.end):
            continue
        unit = noun_after(reading, numeral, generic=True)
        if unit is None and reading.known.postposed and numeral.kind is Kind.ORDINAL:
            unit = noun_before(reading, numeral, generic=True)
        if unit is not None and unit.weak:
            yield numeral, unit


def evidence(reading: Reading, numeral: Numeral, unit: Unit) -> Evidence:
    """What speaks for and against the noun, by the sort of number: `which` one or how `many`."""
    first, last = min(numeral.first, unit.first), max(numeral.last, unit.last)
    words = reading.words
    whole = replace(numeral, start=min(numeral.start, unit.start), end=words[last - 1].end, first=first, last=last)
    sort = "which" if numeral.kind is Kind.ORDINAL else "many"
    told = {name.partition(": ")[2] for name in Witness(reading, ()).evidence(whole)} - {""}
    told |= {
        *_noun(reading, numeral, unit),
        *_beside(reading, whole),
        *_owned(reading, whole),
        *_others(reading, numeral, unit),
    }
    return frozenset({f"{sort} noun", *(f"{sort} noun: {name}" for name in told)})


def _chance(reading: Reading, numeral: Numeral, unit: Unit) -> float:
    return reading.known.beside.odds({ITSELF: evidence(reading, numeral, unit), NOBODY: frozenset()})[ITSELF]


def _noun(reading: Reading, numeral: Numeral, unit: Unit) -> Iterator[str]:
    """What the noun is: a common one, one with modifiers, one that centres of the text are."""
    common = unit.head in reading.known.common
    yield "common" if common else "rare"
    if unit.unit != unit.head or unit.first > numeral.last:
        yield "modified common" if common else "modified"
    if reading.counts(unit):
        yield "salient common" if common else "salient"
    if reading.words[unit.first].capital:
        yield "capital"


def _beside(reading: Reading, whole: Numeral) -> Iterator[str]:
    """The place right behind number and noun, the one that opens their sentence, and words around them."""
    at, start = whole.last, reading.opening(whole.start)
    if (place := _place(reading, at)) is not None:
        yield f"{place} behind"
    of = reading.says("of", at)
    if of is not None and any(a <= reading.words[min(of.last, len(reading.words) - 1)].start < b for a, b in reading.bodies):
        yield "of a body"
    if (opening := _place(reading, start)) is not None and start < whole.first:
        yield f"{opening} opens"
    ends = of.last if of else at
    yield from (f"{name} behind noun" for name in BEHIND if reading.says(name, ends))
    yield from (f"{name} before" for name in BEFORE if reading.said_before(name, whole.first))
    near = range(max(start, whole.first - NEAR), whole.first)
    yield from (f"{name} near" for name in AMONG if any(reading.says(name, n) for n in near))


def _place(reading: Reading, at: int) -> str | None:
    """What sort of place its preposition leads to at a word, or what an adverb of place says there."""
    if at >= len(reading.words) or reading.parted(at, COMMAS | DASHES):
        return None
    if (adverb := reading.known.adverbs.at(reading.text, reading.words, at)) is not None:
        return "world" if adverb.value == "world" else "adverb"
    match = reading.says("scope_prepositions", at)
    if match is None:
        return None
    at = article.last if (article := reading.says("articles", match.last)) else match.last
    if at in reading.places:
        kind, code = reading.places[at][0].kind, reading.places[at][0].code
        return "city" if kind is PlaceKind.CITY else "country" if code else "land"
    here = reading.known.here.at(reading.text, reading.words, at) if at < len(reading.words) else None
    if here is not None:
        return f"here {here.value}"
    return "name" if at < len(reading.words) and reading.words[at].capital else None


def _owned(reading: Reading, whole: Numeral) -> Iterator[str]:
    """Whether the sentence names a body before, or only behind, or a centre."""
    start, end = reading.sentence(whole.start)
    if any(start <= a and b <= whole.start for a, b in reading.bodies):
        yield "body before"
    elif any(whole.end <= a < end for a, _ in reading.bodies):
        yield "body later"
    if any(start <= m.start < whole.start for m in reading.mentions):
        yield "centre in sentence"


def _others(reading: Reading, numeral: Numeral, unit: Unit) -> Iterator[str]:
    """What else is counted: such units elsewhere, other things in the sentence."""
    start, end = reading.sentence(numeral.start)
    others = [n for n in reading.numerals.values() if n is not numeral and not n.label]
    nouns = [u for n in others if (u := noun_after(reading, n, generic=True)) is not None and u.start != unit.start]
    if any(u.head == unit.head for u in nouns):
        yield "counted elsewhere"
    if any(u.head != unit.head and start <= u.start < end for u in nouns):
        yield "other units counted"
    here = [n for n in others if start <= n.start < end and n.kind is Kind.CARDINAL]
    if any(reading.says("members", n.last) for n in here):
        yield "members counted"
    if any(n.last not in reading.units and _place(reading, n.last) is not None for n in here):
        yield "parts placed"
