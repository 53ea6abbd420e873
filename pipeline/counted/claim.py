"""A number that counts units, and what the text says of the units it counts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.counted.reading import Mention, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.units import Unit


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that counts units.

    `unit` is what is counted, as far as it is said. `head` is the unit that the number belongs to, if it stands beside it; `anchor`
    the centre mention that an ellipsis leans on. `tail` is the word at which the search for a scope goes on.
    """

    numeral: Numeral
    rule: str
    unit: str | None
    tail: int
    head: Unit | None = None
    anchor: Mention | None = None


Claims = list[Claim]


def goes_on(reading: Reading, numeral: Numeral, claims: list[Claim], *, anywhere: bool = False) -> bool:
    """Whether a count that begins a clause has been prepared: "no fewer than four are now maintained"."""
    start, _ = reading.sentence(numeral.start)
    previous = reading.previous(numeral.start)
    begin = previous[0] if previous and (anywhere or opens(reading, numeral)) else start
    return any(begin <= c.numeral.start < numeral.start for c in claims)


def opens(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number opens its sentence, an article aside: "A sixth, in Semey, follows"."""
    start, _ = reading.sentence(numeral.start)
    first = reading.index(start)
    article = reading.said_before("determiners", numeral.first) or reading.said_before("indefinite", numeral.first)
    return numeral.first == first or (article is not None and article.first == first)


def indefinite(reading: Reading, numeral: Numeral) -> bool:
    """Whether the article says that what is numbered has not been named before: "a sixth", "another"."""
    return reading.said_before("indefinite", numeral.first) is not None


def adverb_at(reading: Reading, at: int) -> bool:
    """Whether word `at` is a scope by itself: "worldwide"."""
    if at >= len(reading.words):
        return False
    return reading.known.adverbs.at(reading.text, reading.words, at) is not None


def said_unit(reading: Reading, mention: Mention | None, unit: Unit | None) -> str | None:
    """The unit that stands last; that in a name tells what the centre is only where nothing else does ("Garden of the Hospital")."""
    if unit and mention and mention.start <= unit.start < mention.end and (kind := unit_of(reading, mention)):
        return kind
    if unit and (mention is None or unit.start >= mention.start):
        return unit.unit
    return unit_of(reading, mention) if mention else None


def unit_of(reading: Reading, mention: Mention) -> str | None:
    """What the centre of a mention is, as far as it is known."""
    entity = reading.entities.get(mention.key)
    return entity.kind if entity else None


def is_count(claim: Claim) -> bool:
    """Whether a claim says how many."""
    return claim.numeral.kind is Kind.CARDINAL
