"""How a back-end leaves names on a Doc: `doc.ents`, and with each the probability that it is right."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

CONFIDENCE = "ner_confidence"


def declare() -> None:
    """Declare `span._.ner_confidence`: a probability, or None where the back-end gives none."""
    if not Span.has_extension(CONFIDENCE):
        Span.set_extension(CONFIDENCE, default=None)


def set_ents(doc: Doc, found: Iterable[tuple[int, int, str, float]]) -> None:
    """Set `doc.ents` from (start, end, label, probability), widened to whole tokens; where two meet, the longer stays."""
    sure = {}
    for start, end, label, confidence in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            sure[span.start, span.end, label] = (span, confidence)
    doc.ents = filter_spans([span for span, _ in sure.values()])
    for span, confidence in sure.values():
        span._.set(CONFIDENCE, confidence)
