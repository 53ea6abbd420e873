"""Numbers that no rule claims, weighed: does it say which centre, or how many, although no counted noun stands beside it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.coined.measured import Measures
from pipeline.counted.claim import Claim, said_unit, unit_of
from pipeline.counted.classifiers import may_count
from pipeline.counted.counts import refused
from pipeline.counted.ellipsis import ranked, strange
from pipeline.counted.labels import of_another
from pipeline.counted.ordinals import enumerates
from pipeline.counted.reading import Reading
from pipeline.counted.surroundings import of_members
from pipeline.counted.witness import Witness
from pipeline.judge import NOBODY
from pipeline.numbers import Kind, Numeral

RULE = "weighed"
ITSELF = "centre"
# Below this probability a number is left alone; above this value, no networks count their sites.
FLOOR, MOST = 0.72, 9999


def found(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The further claims of a text. `claims`: what its rules have found; what is found speaks for what is still open."""
    further: list[Claim] = []
    while more := _likely(reading, [*claims, *further]):
        further += more
    return further


def _likely(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    witness, judge = Witness(reading, claims), reading.known.judge
    return [
        Claim(numeral, RULE, unit, numeral.last)
        for numeral in loose(reading, claims)
        if judge.odds({ITSELF: witness.evidence(numeral), NOBODY: frozenset()})[ITSELF] >= FLOOR
        and (unit := _unit(reading, numeral, claims)) is not None
    ]


def loose(reading: Reading, claims: Sequence[Claim]) -> Iterator[Numeral]:
    """The numbers that are open to judgement: claimed by no rule, and refused by none for what they say themselves."""
    taken = {c.numeral.end for c in claims}
    for numeral in sorted(reading.numerals.values(), key=lambda n: n.start):
        shut = numeral.end in taken or not 0 < numeral.value <= MOST or reading.clutter.covers(numeral.start, numeral.end)
        if not shut and (
            _may_rank(reading, numeral, claims)
            if numeral.kind is Kind.ORDINAL
            else not (numeral.last in reading.units or of_members(reading, numeral) or refused(reading, numeral))
        ):
            yield numeral


def _may_rank(reading: Reading, numeral: Numeral, claims: Sequence[Claim]) -> bool:
    """Whether an ordinal may number a centre. The lack of a Chinese measure word is evidence."""
    if numeral.label:
        return not of_another(reading, numeral)
    if (
        numeral.roman
        or numeral.noun
        or enumerates(reading, numeral)
        or ranked(reading, numeral)
        or strange(reading, numeral, list(claims))
    ):
        return False
    return _measured(reading, numeral) if reading.known.classifiers else may_count(reading, numeral)


def _measured(reading: Reading, numeral: Numeral) -> bool:
    """Whether a Chinese ordinal has no measure word, one of sites, or a noun of sites for one (第十站): no day, no round."""
    own, said = numeral.classifier, Measures.of(reading.language)
    return not own or own in reading.known.classifiers or (said is not None and own in said.single)


def _unit(reading: Reading, numeral: Numeral, claims: Sequence[Claim]) -> str | None:
    """What is counted: as said before the number in its sentence, else by the claim, the sentence or the centre before."""
    start, _ = reading.sentence(numeral.start)
    units, mentions = reading.units_in(start, numeral.start), reading.mentions_in(start, numeral.start)
    if (units or mentions) and (unit := said_unit(reading, mentions[-1] if mentions else None, units[-1] if units else None)):
        return unit
    begin = (reading.previous(numeral.start) or (start, start))[0]
    before = [c.unit for c in claims if c.unit and c.numeral.start < numeral.start]
    near = [u.unit for u in sorted(reading.units.values(), key=lambda u: u.start) if begin <= u.start < numeral.start]
    named = [unit for m in reading.mentions if (unit := unit_of(reading, m)) is not None]
    counted = [c.unit for c in claims if c.unit]
    return next(iter([*before[-1:], *near[-1:], *named[:1], *counted[:1]]), None)
