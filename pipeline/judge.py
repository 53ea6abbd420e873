"""Which of several answers is likeliest, by what each kind of evidence for it weighs."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

NOBODY = ""

Evidence = frozenset[str]
Answer = TypeVar("Answer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Judge:
    """What each kind of evidence weighs: log odds against nobody, of a conditional logit, as a program under `tests` measured it."""

    weights: Mapping[str, float]

    def odds(self, told: Mapping[Answer, Evidence]) -> dict[Answer, float]:
        """The probability of each answer; that none is right under `NOBODY`, where that is one of the answers."""
        # Exact, as a set has no order and a last digit may tip the balance.
        sums = {key: math.fsum(self.weights.get(name, 0.0) for name in names) for key, names in told.items()}
        most = max(sums.values(), default=0.0)
        powers = {key: math.exp(value - most) for key, value in sums.items()}
        whole = math.fsum(powers.values())
        return {key: power / whole for key, power in powers.items()}

    def decide(self, told: Mapping[str, Evidence]) -> tuple[str | None, float]:
        """The likeliest answer, None where it is likelier that there is none, and its probability."""
        odds = self.odds(told)
        best = max(odds, key=lambda key: (odds[key], key), default=NOBODY)
        return best or None, odds.get(best, 1.0)

    def likeliest(self, told: Mapping[str, Evidence]) -> str | None:
        """The likeliest answer; None where it is likelier that there is none."""
        return self.decide(told)[0]
