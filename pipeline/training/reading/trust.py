"""How far rules and network are to be trusted: what each kind of evidence weighs, fitted to readings of texts that were not learnt from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.rereading import evidence
from pipeline.rereading.network import Reading
from pipeline.told import NAMES, Stretch, alike
from pipeline.training.reading.lessons import Lesson

PENALTY, OWN_PENALTY = 1.0, 4.0
"""How much the weights of all languages are drawn to nought, and those by which a language differs from all."""

Readings = Sequence[tuple[Lesson, Reading]]
Question = tuple[frozenset[str], bool]


def weigh(readings: Mapping[str, Readings]) -> dict[str, dict[str, float]]:
    """For each language what each piece of evidence weighs: a logistic regression for all, and what each language adds to it."""
    asked = {language: [question for pair in some for question in _asked(*pair)] for language, some in readings.items()}
    names = sorted({name for some in asked.values() for told, _ in some for name in told})
    fitted = _fitted(asked, {name: at for at, name in enumerate(names)})
    return {
        language: {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
        for language, weights in fitted.items()
    }


def _fitted(asked: Mapping[str, Sequence[Question]], place: Mapping[str, int]) -> dict[str, Any]:
    import torch

    held = []
    for some in asked.values():
        told = torch.zeros(len(some), len(place), dtype=torch.float64)
        for row, (pieces, _) in enumerate(some):
            told[row, [place[name] for name in pieces]] = 1
        held.append((told, torch.tensor([float(ok) for _, ok in some], dtype=torch.float64)))
    weights = torch.zeros(1 + len(asked), len(place), dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> Any:
        steps.zero_grad()
        lost = PENALTY * (weights[0] ** 2).sum() / 2 + OWN_PENALTY * (weights[1:] ** 2).sum() / 2
        for (told, right), own in zip(held, weights[1:], strict=True):
            odds = told @ (weights[0] + own)
            lost = lost + torch.nn.functional.binary_cross_entropy_with_logits(odds, right, reduction="sum")
        lost.backward()
        return lost

    steps.step(loss)
    return {language: (weights[0] + own).detach() for language, own in zip(asked, weights[1:], strict=True)}


def _asked(lesson: Lesson, reading: Reading) -> Iterator[Question]:
    """Every stretch that the rules or the network see in a text: the evidence, and whether it is right."""
    for candidate in evidence.candidates(lesson.text, lesson.rules, reading):
        yield candidate.evidence, any(_same(lesson.text, candidate.stretch, right) for right in lesson.right)


def _same(text: str, one: Stretch, right: Stretch) -> bool:
    """Whether a stretch is one of gold; a name that the other reader would call a centre is a name."""
    akin = one.role is right.role or {one.role, right.role} == NAMES
    return akin and alike(text, (one.start, one.end), (right.start, right.end))
