"""The centre that bears an ordinal, and what may bear one."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.claim import Claim
from pipeline.counted.clauses import predicate
from pipeline.counted.reading import COMMAS, Mention, Reading
from pipeline.numbers import Kind
from pipeline.units import Unit


@dataclass(frozen=True, slots=True)
class Bearer:
    """The centre that bears an ordinal, and how sure the text is of it: 3 apposition or subject, 2 anaphora, 1 salience."""

    key: str
    weight: int


def _unnamed(reading: Reading, claim: Claim, claims: list[Claim]) -> bool:
    """Whether the ordinal is the subject of its own verb behind a count: "six classrooms, the seventh opens in May"."""
    at = claim.numeral.last
    pronoun = reading.says("those_of", at)
    if pronoun is None and claim.tail > at and (pronoun := reading.says("those_of", claim.tail)):
        at = claim.tail
    if (
        pronoun
        and not reading.parted(at)
        and not predicate(reading, claim.numeral)
        and pronoun.last < len(reading.words)
        and reading.words[pronoun.last].capital
    ):
        return not reading.mentions_in(reading.words[at].start, reading.words[at].end)
    sentence = reading.sentence(claim.numeral.start)
    beside = any(c.numeral.kind is Kind.CARDINAL and reading.sentence(c.numeral.start) == sentence for c in claims)
    said = any(reading.says("copulas", at) for at in range(reading.index(sentence[0]), claim.numeral.first))
    if (
        claim.numeral.value == 1
        and claim.head
        and beside
        and not said
        and not reading.mentions_in(sentence[0], claim.numeral.start)
    ):
        return True
    if reading.says("verbs", claim.tail) is None or (reading.known.of_kind and reading.parted(claim.tail, COMMAS)):
        return False
    if reading.known.of_kind and _relative(reading, claim.tail):
        return False
    first = claim.numeral.value == 1 and any(c.numeral.value > 1 for c in claims)
    return first or (claim.rule in {"elliptic", "joined"} and claim.anchor is None)


def _relative(reading: Reading, at: int) -> bool:
    """Whether what follows up to a mark only says of what sort the numbered one is: 第一个|设在境外的."""
    end = next((n for n in range(at + 1, len(reading.words)) if reading.parted(n)), len(reading.words))
    return end - at > 1 and reading.words[end - 1].form == reading.known.of_kind


def fits(reading: Reading, mention: Mention, claim: Claim) -> bool:
    """Whether a centre can be what is counted: the head nouns agree, or one of them is general."""
    entity = reading.entities.get(mention.key)
    if entity is None:
        return False
    if not claim.unit or not entity.kind:
        return True
    if claim.head and claim.head.unit != entity.kind and any(e.kind == claim.unit for e in reading.entities.values()):
        compound = claim.head.coined or " " in claim.head.head
        return not compound and claim.unit.split()[-1] == entity.kind.split()[-1]
    if claim.head and claim.head.unit != entity.kind and (named := _with_noun(reading, claim.head)):
        return entity.key in named
    ours, theirs = claim.unit.split()[-1], entity.kind.split()[-1]
    kinds = {(e.kind or "").split()[-1:][0] for e in reading.entities.values() if e.kind}
    return ours == theirs or ours not in kinds


def _with_noun(reading: Reading, noun: Unit) -> set[str]:
    """The centres whose names have the noun that is numbered, where no lexicon knows it: GeoPod in "GeoPod Oslo"."""
    single = noun.last - noun.first == 1
    return reading.unsorted.get(reading.words[noun.first].form, set()) if single else set()


def may_share(reading: Reading, claim: Claim, claims: list[Claim]) -> bool:
    """Whether the ordinal numbers a whole centre that a name may share: no part of one, none that stays unnamed."""
    at = claim.numeral.last
    behind = claim.head is not None and claim.head.first > at
    relative = bool(reading.known.of_kind) and (behind or _relative(reading, at))
    part = reading.says("part_after", at) is not None and not reading.says("timely", at)
    whole = not part or reading.parted(at, COMMAS) or relative
    return whole and not _unnamed(reading, claim, claims)
