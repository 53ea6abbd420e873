"""Numbers that say which one a centre is, or how many centres there are; look-alikes are left out.

A number counts units where a unit is its noun ("the second national centre"), stands before it in languages that put ordinals
behind ("المركز الخامس عشر"), or is understood from what was said before ("… and the fifteenth worldwide").
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.counted import beside, licences, shorthand, weighed
from pipeline.counted.claim import Claim
from pipeline.counted.clauses import brought, in_title
from pipeline.counted.counts import count
from pipeline.counted.nouns import LOOK_BACK, definite, noun_after
from pipeline.counted.ordinals import ordinal
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.numbers import Kind, Numeral

# "A second site" may be a second of anything.
FIRST_OF_SERIES = 2


def find(reading: Reading) -> list[Claim]:
    """The claims of a text, in its order."""
    reading.name(list(shorthand.mentions(reading)))
    reading.license(licences.heads(reading))
    reading.license(list(beside.heads(reading)))
    claims: list[Claim] = []
    for numeral in sorted(reading.numerals.values(), key=lambda n: n.start):
        claim = ordinal(reading, numeral, claims) if numeral.kind is Kind.ORDINAL else count(reading, numeral, claims)
        if claim and not _named(reading, claim) and not _ranking(reading, claim):
            claims.append(claim)
    return _with_weighed(reading, _with_series(reading, _with_labels(reading, _joined_to_later(reading, claims))))


def _with_weighed(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """What no rule claims, but the evidence: neither names nor rankings."""
    found = [c for c in weighed.found(reading, claims) if not _named(reading, c) and not _ranking(reading, c)]
    claims = [c for c in claims if not _catalogued(reading, c)]
    return sorted([*claims, *(c for c in found if not _catalogued(reading, c))], key=lambda c: c.numeral.start)


def _catalogued(reading: Reading, claim: Claim) -> bool:
    """Whether a label has brackets for itself, as in a list: "Улюнский филиал (№ 7)"; it tells an address, no place in a sequence."""
    text, numeral = reading.text, claim.numeral
    return numeral.label and text[numeral.start - 1 : numeral.start] in "(（" and text[numeral.end : numeral.end + 1] in ")）"


def _with_labels(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """Labels that open a clause of their own count where another claim names the same number, or that of the units so far."""
    taken = {c.numeral.start for c in claims}
    known = {c.numeral.value: c for c in claims}
    counted = {c.numeral.value + 1: c for c in claims if c.numeral.kind is Kind.CARDINAL}
    loose = [n for n in reading.numerals.values() if n.label and n.start not in taken and _subject(reading, n)]
    unit = next((c.unit for n in loose if (c := known.get(n.value) or counted.get(n.value))), None)
    found = [Claim(n, "label", unit, n.last) for n in loose] if unit else []
    taken |= {c.numeral.start for c in found}
    said = (n for n in reading.numerals.values() if n.label and n.start not in taken)
    found += [Claim(n, "label", before.unit, n.last) for n in said if (before := _counted_before(reading, n, claims))]
    return sorted([*claims, *found], key=lambda c: c.numeral.start)


def _counted_before(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    """The count of the sentence before, where a label is the predicate of its own: "Thirty hubs are at work. Gulu is number 29."."""
    previous = reading.previous(numeral.start)
    ends = numeral.last >= len(reading.words) or reading.parted(numeral.last, COMMAS | DASHES)
    if previous is None or not ends or reading.said_before("copulas", numeral.first) is None:
        return None
    here = (c for c in claims if previous[0] <= c.numeral.start < previous[1] and c.numeral.kind is Kind.CARDINAL)
    return next((c for c in here if c.numeral.value >= numeral.value), None)


def _with_series(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """Ordinals of a noun that counts nothing by itself, where they go on from what is counted: "five seed banks … a sixth site"."""
    taken = {c.numeral.start for c in claims}
    next_ones = {c.numeral.value + 1: c for c in claims if c.numeral.comparator == "="}
    found = []
    for numeral in reading.numerals.values():
        before = next_ones.get(numeral.value)
        loose = numeral.kind is Kind.ORDINAL and not numeral.label and numeral.value > FIRST_OF_SERIES
        if before is None or not loose or numeral.start in taken or reading.clutter.covers(numeral.start, numeral.end):
            continue
        if definite(reading, numeral) and reading.said_before("subordinators", numeral.first):
            found.append(Claim(numeral, "elliptic", before.unit, numeral.last))
            continue
        if brought(reading, numeral):
            found.append(Claim(numeral, "elliptic", before.unit, numeral.last))
            continue
        unit = None if definite(reading, numeral) else noun_after(reading, numeral, generic=True)
        if unit and unit.weak:
            found.append(Claim(numeral, "direct_weak", before.unit, unit.last, unit))
    return sorted([*claims, *found], key=lambda c: c.numeral.start)


def _subject(reading: Reading, numeral: Numeral) -> bool:
    """Whether a label is followed by a verb or a comma, not by a name or a noun."""
    if reading.parted(numeral.last, COMMAS) and reading.said_before("determiners", numeral.first):
        return True
    return reading.says("verbs", numeral.last) is not None or reading.says("having", numeral.last) is not None


def _joined_to_later(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """As in "The 8th and the 9th Learning Hub": the first takes the unit of the second."""
    settled: list[Claim] = []
    for claim, later in zip(claims, [*claims[1:], None], strict=False):
        if claim.unit is None and later and reading.sentence(claim.numeral.start) == reading.sentence(later.numeral.start):
            settled.append(replace(claim, unit=later.unit))
        else:
            settled.append(claim)
    return settled


def _ranking(reading: Reading, claim: Claim) -> bool:
    """As in "The first in the country to offer …" ranks; "the first to be opened" counts."""
    if claim.numeral.kind is not Kind.ORDINAL or definite(reading, claim.numeral):
        return False
    reach = 1 if reading.known.postposed else LOOK_BACK
    first = claim.numeral.last if reading.known.postposed else claim.tail
    for at in range(first, min(first + reach, len(reading.words))):
        if reading.parted(at, COMMAS | DASHES) or at in reading.numerals or reading.says("verbs", at):
            return False
        match = reading.says("rankings", at)
        if match and match.last < len(reading.words) and not reading.says("openings", match.last):
            word = reading.words[match.last]
            named = (
                word.capital
                or match.last in reading.places
                or reading.says("articles", match.last)
                or reading.says("determiners", match.last)
            )
            if not named and (not reading.known.infinitives or word.form.endswith(reading.known.infinitives)):
                return True
    return False


def _named(reading: Reading, claim: Claim) -> bool:
    """Whether the number is part of a name: Lyceum No. 12, the First Medical University."""
    start, end = claim.numeral.start, claim.numeral.end
    if any(a <= start and end <= b for a, b in reading.bodies):
        return True
    if definite(reading, claim.numeral):
        return False
    said = reading.text[start:end]
    loose = claim.numeral.kind is Kind.ORDINAL and not claim.numeral.label and said.islower() and not said[0].isdigit()
    mentions = [m for m in reading.mentions if m.start < start and end <= m.end and not (loose and end == m.end)]
    inside = [reading.text[m.start : m.end] for m in mentions]
    return any(not (in_title(reading, claim.numeral) and name.isupper()) for name in inside)
