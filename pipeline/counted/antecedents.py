"""What a number without its noun leans on: the claim before it, a centre or a unit of its sentence or of another."""

from __future__ import annotations

from typing import Final

from pipeline.counted.claim import Claim, Claims, opens, said_unit, unit_of
from pipeline.counted.clauses import begins_with, in_title, predicate
from pipeline.counted.nouns import LOOK_BACK
from pipeline.counted.reading import COMMAS, Reading
from pipeline.numbers import Kind, Numeral

OPENING: Final = 3


def before_name(reading: Reading, numeral: Numeral) -> Claim | None:
    """An ordinal that opens the sentence in which the name follows: "The second of its type in Asia, the Thimphu Lab …"."""
    start, end = reading.sentence(numeral.start)
    if reading.title and in_title(reading, numeral):
        end = max(end, reading.title[1])
    mentions = reading.mentions_in(numeral.end, end)
    if not mentions or numeral.first - reading.index(start) > OPENING:
        return None
    return Claim(numeral, "elliptic", unit_of(reading, mentions[0]), numeral.last, None, mentions[0])


def with_antecedent(reading: Reading, numeral: Numeral, claims: Claims, *, bare: bool) -> Claim | None:
    """An ellipsis with what it leans on: the claim before it, a centre, a unit, or the centre of the sentence before."""
    start, _ = reading.sentence(numeral.start)
    earlier = [c for c in claims if c.numeral.start >= start]
    mentions = reading.mentions_in(start, numeral.start)
    units = list(reading.units_in(start, numeral.start))
    last_mention = mentions[-1] if mentions else None
    last_unit = units[-1] if units else None
    if earlier and (last_mention is None or earlier[-1].numeral.start >= last_mention.start):
        counted = earlier[-1].numeral.kind is Kind.CARDINAL
        return Claim(numeral, "elliptic" if counted else "joined", earlier[-1].unit, numeral.last, None, earlier[-1].anchor)
    if last_mention or last_unit:
        return Claim(numeral, "elliptic", said_unit(reading, last_mention, last_unit), numeral.last, None, last_mention)
    asked = _asked(reading, numeral)
    framed = any(reading.said_before(name, numeral.first) for name in ("copulas", "determiners", "possessives"))
    if bare and not framed and not asked and not _nominal(reading, numeral):
        return _fragment(reading, numeral, claims)
    return from_before(reading, numeral, start, asked=asked)


def _asked(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence before has asked which one it is."""
    previous = reading.previous(numeral.start)
    words = range(reading.index(previous[0]), reading.index(previous[1])) if previous else range(0)
    return any(reading.says("which", at) for at in words)


def _nominal(reading: Reading, numeral: Numeral) -> bool:
    """Whether a pronoun right before has the ordinal for its predicate, in a language without copula: "там он пока первый"."""
    near = range(max(0, numeral.first - 2), numeral.first)
    return bool(reading.known.predicative) and any(reading.says("anaphors", at) for at in near)


def _fragment(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """An afterthought without a verb that goes on from the ordinal of the sentence before: "And in Asia the third."."""
    start, end = reading.sentence(numeral.start)
    first, previous = reading.index(start), reading.previous(numeral.start)
    before = claims[-1] if claims else None
    if previous is None or before is None or not previous[0] <= before.numeral.start < previous[1]:
        return None
    last = numeral.last >= len(reading.words) or reading.words[numeral.last].start >= end
    spoken = any(reading.says("verbs", at) or reading.says("copulas", at) for at in range(first, numeral.first))
    if before.numeral.kind is not Kind.ORDINAL or not last or spoken or reading.says("conjunctions", first) is None:
        return None
    return Claim(numeral, "joined", before.unit, numeral.last, None, before.anchor)


def from_before(reading: Reading, numeral: Numeral, start: int, *, asked: bool = False) -> Claim | None:
    """The sentence before names the centre, this one goes on: "It is the second in the region"."""
    previous = reading.previous(numeral.start)
    first = reading.index(start)
    said = predicate(reading, numeral)
    anaphor = asked or begins_with(reading, "anaphors", start, numeral) or said
    owned = reading.said_before("possessives", numeral.first) is not None and anaphor
    if previous is None or numeral.first - first > (2 * LOOK_BACK if said or owned else LOOK_BACK + 3):
        return None
    mentions = reading.mentions_in(0 if anaphor else previous[0], previous[1])
    units = reading.units_in(*previous)
    opening = opens(reading, numeral) and not asked
    if not (mentions or units) or not (anaphor or opening):
        return None
    mention, unit = (mentions[-1] if mentions else None), (units[-1] if units else None)
    if opening and (numeral.first > first or _goes_on_alone(reading, numeral)):
        return Claim(numeral, "elliptic", said_unit(reading, mention, unit), numeral.last)
    return Claim(numeral, "anaphoric", said_unit(reading, mention, unit), numeral.last, None, mention)


def _goes_on_alone(reading: Reading, numeral: Numeral) -> bool:
    """Where nouns have no article: whether a comma or a verb makes the ordinal the subject: «Шестой, в Семее, откроется»."""
    bare = not reading.known.articled and not predicate(reading, numeral)
    return bare and (reading.parted(numeral.last, COMMAS) or reading.says("verbs", numeral.last) is not None)
