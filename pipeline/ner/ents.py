"""How a back-end leaves names on a Doc: `doc.ents`, and with each the probability that it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.ner.pieced import PERSON, bare, is_piece, names_a_thing, person_end
from pipeline.spans import split_tokens

CONFIDENCE = "ner_confidence"


def declare() -> None:
    """Declare `span._.ner_confidence`: a probability, or None where the back-end gives none."""
    if not Span.has_extension(CONFIDENCE):
        Span.set_extension(CONFIDENCE, default=None)


MARKS = frozenset('"“”«»<>()[]{}|/')
"""What parts a name from what is written on to it, where a tokenizer saw one word: `"A. Muster"<a@example.org>`."""


def set_ents(doc: Doc, found: Iterable[tuple[int, int, str, float]]) -> None:
    """Set `doc.ents` from (start, end, label, probability), widened to whole tokens; where two meet, the longer stays.

    Tokens are split where a mark stands right before a name or right behind it.
    """
    sure = {}
    text = doc.text
    held = list(found)
    split_tokens(doc, {at for start, end, *_ in held for at in _parted(text, start, end)})
    for start, end, label, confidence in held:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            sure[span.start, span.end, label] = (span, confidence)
    doc.ents = filter_spans([span for span, _ in sure.values()])
    for span, confidence in sure.values():
        span._.set(CONFIDENCE, confidence)


def _parted(text: str, start: int, end: int) -> Iterator[int]:
    if text[start - 1 : start] in MARKS and start:
        yield start
    if text[end : end + 1] in MARKS:
        yield end


def drop_pieces(doc: Doc) -> Doc:
    """Let go of names that are pieces of something else, and of those of things."""
    text, language = doc.text, str(doc.lang_)
    kept = [ent for ent in doc.ents if not _dropped(text, ent.start_char, ent.end_char, language)]
    if len(kept) < len(doc.ents):
        doc.ents = kept
    return doc


def trim_marks(doc: Doc) -> Doc:
    """Leave out of a name the quotes and brackets at its ends that are only half in it, and of the names those that are nothing but marks and blanks."""
    text = doc.text
    named = [ent for ent in doc.ents if any(map(str.isalnum, ent.text))]
    if len(named) < len(doc.ents):
        doc.ents = named
    spans = [(ent, doc.char_span(*bare(text, ent.start_char, ent.end_char), label=ent.label)) for ent in doc.ents]
    if any(span is not None and len(span) < len(ent) for ent, span in spans):
        doc.ents = [ent if span is None else _other(ent, span) for ent, span in spans]
    return doc


def lead_on(doc: Doc) -> Doc:
    """Lead persons on to the end of their names, where a word of the name asks for another."""
    words = [token.text for token in doc]
    held, last = [], len(doc)
    for ent in reversed(doc.ents):
        end = min(last, person_end(words, ent.end, str(doc.lang_))) if ent.label_ == PERSON else ent.end
        held.append(ent if end == ent.end else _other(ent, Span(doc, ent.start, end, label=ent.label)))
        last = ent.start
    if any(new.end != old.end for new, old in zip(held[::-1], doc.ents, strict=True)):
        doc.ents = held[::-1]
    return doc


def _other(ent: Span, span: Span) -> Span:
    """Take a longer or shorter name for one; how sure it is stays."""
    span._.set(CONFIDENCE, ent._.get(CONFIDENCE))
    return span


def _dropped(text: str, start: int, end: int, language: str) -> bool:
    return is_piece(text, start, end) or names_a_thing(text, start, language)


def split_at_lines(doc: Doc) -> Doc:
    """Cut names that run across lines into one name a line, and trim white space off their ends."""
    if any("\n" in ent.text for ent in doc.ents):
        doc.ents = [Span(doc, start, end, label=ent.label) for ent in doc.ents for start, end in _lines(ent)]
    return doc


def _lines(ent: Span) -> Iterator[tuple[int, int]]:
    start = None
    for token in ent:
        if token.is_space and start is not None:
            yield start, token.i
            start = None
        elif not token.is_space and start is None:
            start = token.i
    if start is not None:
        yield start, ent.end
