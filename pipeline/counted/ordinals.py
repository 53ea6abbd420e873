"""Ordinals that say which one a centre is: with their noun, with a general one, as a label, or without any."""

from __future__ import annotations

from dataclasses import replace

from pipeline.counted.claim import Claim, Claims, unit_of
from pipeline.counted.classifiers import echoed, may_count, own_noun
from pipeline.counted.clauses import begins_with
from pipeline.counted.ellipsis import elliptic
from pipeline.counted.labels import labelled
from pipeline.counted.nouns import definite, noun_after, noun_before
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.units import Unit

# How many words stand between a verb of winning and the place won.
CONTEST = 6
# The longest clause that ranks a centre among its sisters.
CLAUSE = 14


def ordinal(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim that an ordinal makes, or None; `claims` are those found before it."""
    return _of_them(reading, numeral, claims) if numeral.noun else _ordinal(reading, numeral, claims)


def _ordinal(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The same of an ordinal with its noun, or without any."""
    ranked = _ranked(reading, numeral, claims) or _echoed(reading, numeral) or _behind_noun(reading, numeral)
    if (told := ranked or _by_age(reading, numeral)) is not None:
        return told
    if not may_count(reading, numeral) or numeral.label or enumerates(reading, numeral):
        return _numbering(reading, numeral) or labelled(reading, numeral, claims) if numeral.label else None
    unit = None if definite(reading, numeral) else noun_after(reading, numeral)
    if unit is None and (kind := own_noun(reading, numeral)):
        return Claim(numeral, "direct_weak", kind, numeral.last)
    if unit:
        return Claim(numeral, "direct" if not unit.weak else "direct_weak", unit.unit, unit.last, unit)
    if numeral.roman:
        return None
    if anchor := _generic(reading, numeral):
        return Claim(numeral, "generic", unit_of(reading, anchor[0]), anchor[1].last, anchor[1], anchor[0])
    if reading.known.postposed and (unit := noun_before(reading, numeral)):
        if _placing(reading, unit) or reading.says("not_units", unit.first):
            return None
        return Claim(numeral, "postposed", unit.unit, numeral.last, unit)
    return elliptic(reading, numeral, claims)


def _of_them(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """An ordinal that says itself of what it is one, where this sentence or the one before has counted: «خمسة مراكز، أولها في سبها»."""
    begin = (reading.previous(numeral.start) or reading.sentence(numeral.start))[0]
    counted = next((c for c in reversed(claims) if begin <= c.numeral.start and c.numeral.kind is Kind.CARDINAL), None)
    if counted is None or counted.numeral.value < numeral.value:
        return None
    behind = reading.words[numeral.last].start if numeral.last < len(reading.words) else len(reading.text)
    named = next((m for m in reading.mentions if m.start == behind), None)
    return Claim(numeral, "apposed" if named else "elliptic", counted.unit, numeral.last, None, named)


def _numbering(reading: Reading, numeral: Numeral) -> Claim | None:
    """A count whose verb looks like a label: "the bank's labs number nineteen"."""
    verb = reading.says("numbering", numeral.first)
    begin = reading.sentence(numeral.start)[0]
    before = [u for u in reading.units_in(begin, numeral.start) if reading.plural(u.last - 1)]
    timely = reading.said_before("timely", numeral.first) is not None and len(before) == 1
    unit = next((u for u in before if u.last == numeral.first or timely), None)
    many = unit is not None and reading.plural(unit.last - 1)
    if verb is None or unit is None or not many or verb.last >= len(reading.words):
        return None
    count = replace(numeral, kind=Kind.CARDINAL, label=False, first=verb.last, start=numeral.core)
    return Claim(count, "total", unit.unit, numeral.last)


def _ranked(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """Chinese: the place of a centre in another scope, behind the ordinal of its sentence: 是葡语国家的第一家，在欧洲则位列第四."""
    bare = reading.known.of_kind and not numeral.label and numeral.classifier in {"", *reading.known.classifiers}
    if not bare or reading.said_before("placed", numeral.first) is None:
        return None
    start, _ = reading.sentence(numeral.start)
    earlier = [c for c in claims if c.numeral.start >= start and c.numeral.kind is Kind.ORDINAL]
    at = numeral.last
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES)
    if not ends or not earlier or not _placed_clause(reading, numeral):
        return None
    return Claim(numeral, "joined", earlier[-1].unit, at, None, earlier[-1].anchor)


def _echoed(reading: Reading, numeral: Numeral) -> Claim | None:
    """The claim of an ordinal whose noun is the last character of a centre's."""
    kind = echoed(reading, numeral)
    return Claim(numeral, "direct_weak", kind, numeral.last + 1) if kind is not None else None


def _behind_noun(reading: Reading, numeral: Numeral) -> Claim | None:
    """Chinese: the claim of an ordinal right behind its noun and before its verb: 盲文图书角第三十处设在喀什."""
    if not reading.known.of_kind or numeral.label or numeral.value == 1 or numeral.classifier not in reading.known.classifiers:
        return None
    unit = next((u for u in reading.units.values() if u.last == numeral.first), None)
    at = numeral.last
    said = any(reading.says(name, at) for name in ("sited", "brought", "scope_prepositions"))
    if unit is None or not said or reading.parted(numeral.first, COMMAS | DASHES):
        return None
    return Claim(numeral, "direct_weak" if unit.weak else "direct", unit.unit, at, unit)


def _placed_clause(reading: Reading, numeral: Numeral) -> bool:
    """Whether the clause of a number begins with a place or a network: 在欧洲, 联盟中."""
    for at in range(numeral.first - 1, max(-1, numeral.first - CLAUSE), -1):
        if at in reading.places or reading.says("networks", at) or reading.known.adverbs.at(reading.text, reading.words, at):
            return True
        if reading.parted(at, COMMAS | DASHES):
            return False
    return False


def enumerates(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal with its mark opens a line, as the paragraphs of a decision are numbered ("First. That …"), or is an adverb: «وثانيا، …»."""
    if reading.says("orderly", numeral.first) and reading.ended(numeral.last):
        return True
    line = reading.text.rfind("\n", 0, numeral.start) + 1
    after = reading.text[numeral.end : numeral.end + 1]
    return numeral.core == numeral.start and not reading.text[line : numeral.start].strip() and after in {".", ":", ")"}


def _by_age(reading: Reading, numeral: Numeral) -> Claim | None:
    """The claim of a place in the line of centres by when they opened: "it holds seventh place, by date of opening, among the labs"."""
    start, end = reading.sentence(numeral.start)
    if numeral.label or not any(reading.says("by_age", at) for at in range(reading.index(start), reading.index(end))):
        return None
    behind, before = reading.says("line_places", numeral.last), reading.said_before("line_places", numeral.first)
    placed = behind or before or (reading.known.of_kind and reading.said_before("placed", numeral.first))
    mentions, found = reading.mentions_in(start, numeral.start), reading.units_in(start, end)
    if not placed or not (mentions or found):
        return None
    unit = unit_of(reading, mentions[-1]) if mentions else None
    return Claim(numeral, "elliptic", unit or (found[0].unit if found else None), behind.last if behind else numeral.last)


def _placing(reading: Reading, unit: Unit) -> bool:
    """Whether a unit is a place in a contest: "the team won the third place", which in Arabic is a centre."""
    start, end = (reading.index(offset) for offset in reading.sentence(unit.start))
    if reading.says("line_places", unit.first) and any(reading.says("contests", at) for at in range(start, end)):
        return True
    for at in range(unit.first - 1, max(-1, unit.first - CONTEST), -1):
        if reading.parted(at + 1, COMMAS | DASHES):
            return False
        if reading.says("placings", at):
            return True
    return False


def _apposed(reading: Reading, unit: Unit) -> Mention | None:
    """The centre named right behind a general noun, a comma and an article between: "a second site, the Lira Hub"."""
    if unit.last >= len(reading.words) or not set(reading.gap(unit.last)) & COMMAS:
        return None
    article = reading.says("articles", unit.last)
    at = article.last if article else unit.last
    start = reading.words[at].start if at < len(reading.words) else len(reading.text)
    return next((m for m in reading.mentions if m.start == start), None)


def _generic(reading: Reading, numeral: Numeral) -> tuple[Mention, Unit] | None:
    """A general noun said of a centre: "it is the twelfth place of this kind in the town"."""
    unit = noun_after(reading, numeral, generic=True)
    if unit is None or unit.head not in reading.known.generic:
        return None
    if named := _apposed(reading, unit):
        return named, unit
    start, _ = reading.sentence(numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    begin = reading.index(mentions[-1].end if mentions else start)
    if not any(reading.says("copulas", at) for at in range(begin, numeral.first)) and not set(reading.gap(numeral.first)) & (
        COMMAS | DASHES
    ):
        return None
    if not mentions and begins_with(reading, "anaphors", start, numeral):
        mentions = reading.mentions_in(0, start)
    return (mentions[-1], unit) if mentions else None
