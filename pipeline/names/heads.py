"""The head nouns around which names grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heads:
    """Head nouns by where their modifiers stand, casefolded.

    `last`: modifiers go before ("Aral Academy"); `first`: they follow ("Universidad de Cuenca"). `lower`: may be written
    small when something capitalised goes with it ("lycée Hugo"). `ends`: where the head of this text is a unit of several
    words ("banque de semences"), offset of the head → offset of the unit's end. `brands`: what the text puts in quotation
    marks or brackets, `shared`: names that do not tell a site from another, `towns`: words that it uses as places; folded.
    """

    last: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    ends: Mapping[int, int] = field(default_factory=dict)
    brands: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every head."""
        return self.last | self.first
