"""Span-level precision, recall and F1, strict (equal offsets and label) and by overlap (equal label)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.training.corpus import LABELS, Mention

ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one label in one corpus, and what follows from them."""

    right: int
    found: int
    gold: int
    hit: int
    covered: int

    @property
    def precision(self) -> float:
        """Share of the found mentions that are right; 0 if none was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold mentions that were found; 0 if there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, strict."""
        return _f1(self.precision, self.recall)

    @property
    def overlap_f1(self) -> float:
        """F1 where a shared character and an equal label suffice."""
        return _f1(self.hit / self.found if self.found else 0.0, self.covered / self.gold if self.gold else 0.0)


def score(pairs: Iterable[tuple[Sequence[Mention], Sequence[Mention]]]) -> dict[str, Score]:
    """Compare gold with found mentions, sentence by sentence; keys are the labels and "all"."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold, found in pairs:
        for label in LABELS:
            _count(counts, label, [m for m in gold if m.label == label], [m for m in found if m.label == label])
    return {label: _total(counts, [label]) for label in LABELS} | {ALL: _total(counts, LABELS)}


def worth(scores: Iterable[Mapping[str, Score]]) -> float:
    """Give how probable a name must be for F1 to gain by it: half of the F1 reached, all corpora together (Lipton et al. 2014)."""
    every = [row[ALL] for row in scores]
    found, gold = sum(one.found for one in every), sum(one.gold for one in every)
    return sum(one.right for one in every) / (found + gold) if found + gold else 0.0


def _count(counts: Counter[tuple[str, str]], label: str, gold: Sequence[Mention], found: Sequence[Mention]) -> None:
    counts[label, "right"] += len(set(gold) & set(found))
    counts[label, "found"] += len(found)
    counts[label, "gold"] += len(gold)
    counts[label, "hit"] += sum(any(_meet(mention, other) for other in gold) for mention in found)
    counts[label, "covered"] += sum(any(_meet(mention, other) for other in found) for mention in gold)


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _total(counts: Counter[tuple[str, str]], labels: Iterable[str]) -> Score:
    fields = ("right", "found", "gold", "hit", "covered")
    chosen = list(labels)
    return Score(*(sum(counts[label, field] for label in chosen) for field in fields))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
