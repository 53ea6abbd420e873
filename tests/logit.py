"""Fit the weights of evidence for `pipeline.judge`: a conditional logit over the answers of each question and nobody.

`measure_*.py` gather the questions; this fits weights to them and tells how often answers are right that were chosen by
weights fitted without their text.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipeline.judge import NOBODY, Judge

# Evidence seen in fewer cases than this is not weighed; weights are drawn to nought by this much; as many folds.
SEEN, PENALTY, FOLDS = 5, 2.0, 10
# Steps at most, and the slope at which it is flat enough.
STEPS, SLOPE = 300, 1e-3
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a text: the evidence for each answer, which answers are right, and what was chosen."""

    language: str
    text: str
    told: Mapping[str, frozenset[str]]
    right: frozenset[str]
    chosen: str


def fit(cases: Sequence[Case], penalty: float = PENALTY, seen: int = SEEN) -> dict[str, float]:
    """The weights that make what is right likeliest: the least of the penalised loss, by L-BFGS."""
    counts = Counter(name for case in cases for name in frozenset().union(*case.told.values()))
    names = sorted(name for name, count in counts.items() if count >= seen)
    table = _Table.of([case for case in cases if case.right & case.told.keys()], names)
    found = minimize(
        table.loss, np.zeros(len(names)), (penalty,), "L-BFGS-B", jac=True, options={"gtol": SLOPE, "maxiter": STEPS}
    )
    return dict(zip(names, map(float, found.x), strict=True))


@dataclass(frozen=True, slots=True)
class _Table:
    """All answers of all cases, one behind the other: the numbers of their evidence, where each begins, and which are right."""

    evidence: np.ndarray
    answers: np.ndarray
    cases: np.ndarray
    right: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, cases: Sequence[Case], names: Sequence[str]) -> _Table:
        at = {name: n for n, name in enumerate(names)}
        told = [
            (n, key in case.right, [at[name] for name in case.told[key] if name in at])
            for n, case in enumerate(cases)
            for key in case.told
        ]
        owners = np.array([n for n, _, _ in told])
        return cls(
            np.array([name for _, _, own in told for name in own]),
            np.array([n for n, (_, _, own) in enumerate(told) for _ in own]),
            owners,
            np.array([right for _, right, _ in told], dtype=float),
            np.searchsorted(owners, np.arange(len(cases))),
        )

    def loss(self, weights: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
        """The penalised loss at some weights, and its slope."""
        sums = np.bincount(self.answers, weights[self.evidence], minlength=len(self.right))
        powers = np.exp(sums - np.maximum.reduceat(sums, self.starts)[self.cases])
        chance = powers / np.add.reduceat(powers, self.starts)[self.cases]
        whole = np.add.reduceat(chance * self.right, self.starts)
        off = chance - chance * self.right / whole[self.cases]
        slope = np.bincount(self.evidence, off[self.answers], minlength=len(weights))
        return float(penalty / 2 * (weights @ weights) - np.log(whole).sum()), slope + penalty * weights


def crossed(cases: Sequence[Case], penalty: float = PENALTY, seen: int = SEEN) -> list[str]:
    """What would be chosen for each case by weights that were fitted without its text."""
    judges = judged(cases, penalty, seen)
    return [judge.likeliest(case.told) or NOBODY for case, judge in zip(cases, judges, strict=True)]


def judged(
    cases: Sequence[Case], penalty: float = PENALTY, seen: int = SEEN, times: Callable[[Case], int] = lambda _: 1
) -> list[Judge]:
    """For each case the judge whose weights were fitted without its text. `times`: for how many a case counts."""
    folds = [fold(case.text) for case in cases]
    read = [(own, case) for case, own in zip(cases, folds, strict=True) for _ in range(times(case))]
    judges = [Judge(fit([case for own, case in read if own != held], penalty, seen)) for held in range(FOLDS)]
    return [judges[own] for own in folds]


def fold(text: str) -> int:
    name = Path(text).parent.name + Path(text).name
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def accuracy(cases: Sequence[Case], chosen: Sequence[str]) -> str:
    """The share that is right, in all and by language, in per cent."""
    right = [(case.language, choice in case.right) for case, choice in zip(cases, chosen, strict=True)]
    cells = [f"{'all':>6} {100 * np.mean([ok for _, ok in right]):5.1f}"]
    own = {code: [ok for one, ok in right if one == code] for code in LANGUAGES}
    return "  ".join(cells + [f"{code} {100 * np.mean(some):5.1f}" for code, some in own.items() if some])


def written(weights: Mapping[str, float]) -> str:
    """The weights as lines of TOML."""
    return "\n".join(f"{json.dumps(name, ensure_ascii=False)} = {weight:.3f}" for name, weight in weights.items()) + "\n"
