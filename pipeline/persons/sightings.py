"""A name that a text seems to bear, and what speaks for it.

Each sighting carries its evidence by kind; what a kind is worth is data (`weights`), and the worth is combined as if the
kinds were independent (noisy-or).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline import morphology
from pipeline.persons.shapes import Name

__all__ = ["Sighting", "combine"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name at a place, the honorific before it as written, and the kinds of evidence for a person."""

    name: Name
    honorific: str | None = None
    evidence: frozenset[str] = frozenset()
    cases: frozenset[str] = morphology.ALL_CASES

    def with_evidence(self, *kinds: str) -> Sighting:
        """The same with more evidence."""
        return replace(self, evidence=self.evidence | set(kinds))

    def within(self, cases: frozenset[str]) -> Sighting:
        """The same, in these grammatical cases only, if that leaves any."""
        return replace(self, cases=self.cases & cases or self.cases)


def combine(kinds: Iterable[str], weights: Mapping[str, float]) -> float:
    """Probability of a person from independent pieces of evidence (noisy-or)."""
    doubt = 1.0
    for kind in kinds:
        doubt *= 1.0 - weights.get(kind, 0.0)
    return 1.0 - doubt
