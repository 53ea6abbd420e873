"""Fit the weights of evidence for `pipeline.judge`: a conditional logit over the answers of each question and nobody.

`measure_*.py` gather the questions; this fits weights to them and tells how often answers are right that were chosen by
weights fitted without their text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.judge import NOBODY, Judge

# Evidence seen less often than this is not weighed; weights are drawn to nought by this much; as many folds.
SEEN, PENALTY, FOLDS = 5, 2.0, 10
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
    """The weights that make what is right likeliest, by Newton's method on the penalised likelihood."""
    counts = Counter(name for case in cases for names in case.told.values() for name in names)
    names = sorted(name for name, count in counts.items() if count >= seen)
    rows = [_row(case, names) for case in cases if case.right & case.told.keys()]
    weights = np.zeros(len(names))
    for _ in range(30):
        slope, curve = penalty * weights, penalty * np.eye(len(names))
        for table, right in rows:
            chance = _softmax(table @ weights)
            aim = chance * right / (chance @ right)
            slope += table.T @ (chance - aim)
            curve += table.T @ (chance[:, None] * table) - np.outer(table.T @ chance, chance @ table)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, map(float, weights), strict=True))


def _row(case: Case, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    at = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(case.told), len(names)))
    for n, told in enumerate(case.told.values()):
        table[n, [at[name] for name in told if name in at]] = 1.0
    return table, np.array([key in case.right for key in case.told], dtype=float)


def _softmax(sums: np.ndarray) -> np.ndarray:
    powers: np.ndarray = np.exp(sums - sums.max())
    return np.divide(powers, powers.sum())


def crossed(cases: Sequence[Case], penalty: float = PENALTY, seen: int = SEEN) -> list[str]:
    """What would be chosen for each case by weights that were fitted without its text."""
    folds = [fold(case.text) for case in cases]
    chosen = [NOBODY] * len(cases)
    for held in range(FOLDS):
        judge = Judge(fit([case for case, own in zip(cases, folds, strict=True) if own != held], penalty, seen))
        for n, (case, own) in enumerate(zip(cases, folds, strict=True)):
            if own == held:
                chosen[n] = judge.likeliest(case.told) or NOBODY
    return chosen


def fold(text: str) -> int:
    name = Path(text).parent.name + Path(text).name
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def accuracy(cases: Sequence[Case], chosen: Sequence[str]) -> str:
    """The share that is right, in all and by language, in per cent."""
    right = [(case.language, choice in case.right) for case, choice in zip(cases, chosen, strict=True)]
    cells = [f"{'all':>6} {100 * np.mean([ok for _, ok in right]):5.1f}"]
    return "  ".join(cells + [f"{code} {100 * np.mean([ok for own, ok in right if own == code]):5.1f}" for code in LANGUAGES])


def written(weights: Mapping[str, float]) -> str:
    """The weights as lines of TOML."""
    return "\n".join(f'"{name}" = {weight:.3f}' for name, weight in weights.items()) + "\n"
