"""Results as rows of text, for the terminal and for the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.training.corpus import LABELS
from pipeline.training.evaluate import Recall, Result
from pipeline.training.scores import ALL


def results(found: Iterable[tuple[str, Result]]) -> tuple[list[str], list[list[str]]]:
    """Lay out scores: one row per back-end and corpus, F1 by label, all labels strict and by overlap, speed."""
    header = ["language", "corpus", "weights", *LABELS, "P", "R", "F1", "overlap F1", "words/s"]
    rows = []
    for weights, result in found:
        whole = result.scores[ALL]
        numbers = [result.scores[label].f1 for label in LABELS] + [whole.precision, whole.recall, whole.f1, whole.overlap_f1]
        cells = [f"{number:.3f}"[1:] if number < 1 else "1.00" for number in numbers]
        rows.append([result.language, result.corpus, weights, *cells, f"{result.speed:.0f}"])
    return header, sorted(rows)


def recalls(found: Iterable[tuple[str, Recall]]) -> tuple[list[str], list[list[str]]]:
    """Lay out how many people of announcements each back-end finds."""
    header = ["language", "what", "weights", "mentions", "recall", "recall, exact"]
    rows = [
        [r.language, "people of announcements", weights, str(r.gold), f"{r.touched / r.gold:.3f}", f"{r.exact / r.gold:.3f}"]
        for weights, r in found
        if r.gold
    ]
    return header, sorted(rows)
