"""A name or description that may be a centre, and what the evidence for it weighs.

A centre is told from any other institution by what the text says of it: it is counted as a unit, it opens or is planned,
it is spoken of again by its noun ("the hub"). Each piece of evidence has a weight, the weights of a candidate add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.names.phrase import Phrase
from pipeline.units import Unit, find, written

__all__ = ["FLOOR", "OWN_WORDS", "WEIGHTS", "Candidate", "noun_of", "unit_of"]

# What a candidate must weigh to be a centre.
FLOOR = 0.6
# Words that tell a name from others.
OWN_WORDS = 2
WEIGHTS = {
    "strong": 0.4,
    "weak": 0.1,
    "echo": 0.35,
    "noun_again": 0.2,
    "acted_on": 0.5,
    "same_sentence": 0.15,
    "defined": -1.0,
    "in_title_only": -0.3,
    "body": -0.3,
    "described": 0.3,
    "said_of": 0.3,
    "owned": -0.3,
    "series": 0.3,
    "counted": 0.35,
    "numbered": 0.35,
    "framed": 0.5,
    "serial": 0.55,
    "quoted": 0.2,
    "apposed": 0.6,
    "uncounted": -0.2,
    "occasion": -0.5,
    "opener": -0.6,
    "housing": -0.5,
    "proper": 0.52,
    "placed": 0.5,
    "lodged": 0.5,
    "named": 0.5,
    "firmly_named": 0.2,
    "entitled": 0.5,
    "parent": -0.5,
    "told": 1.0,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or description that may be a centre: its phrase, its unit (`None` for a noun that is no unit), its evidence."""

    phrase: Phrase
    name: str
    unit: Unit | None
    evidence: tuple[str, ...] = field(default=())

    @property
    def weight(self) -> float:
        """The evidence added up."""
        return sum(WEIGHTS[piece] for piece in self.evidence)


def noun_of(unit: Unit) -> str:
    """The last word of a unit's English name, which sorts of it share ("hub" of "innovation hub")."""
    return unit.head.rpartition(" ")[2]


def unit_of(text: str, phrase: Phrase, *, units: Sequence[Unit], language: str) -> Unit | None:
    """The unit that a name is built on: as found in the text, else what its head noun alone is."""
    for unit in units:
        if unit.start <= phrase.head_start < unit.end or phrase.head_start <= unit.start < phrase.head_end:
            return unit
    head = text[phrase.head_start : phrase.head_end]
    return next((unit for code in (language, *written(head)) for unit in find(head, code)), None)
