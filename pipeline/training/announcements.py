"""A corpus made of annotated announcements: people are PER, organisations and centres ORG.

Records do not annotate places: those that a recogniser finds outside of the annotated names are taken as LOC.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import filter_spans

from pipeline.errors import SourceError
from pipeline.ner.marks import split_marks
from pipeline.training.corpus import LABELS, Mention

ENDS = frozenset(".!?。！？؟")
SHORTEST = 12
"""A sentence ends at a mark before a space, or at one of an unspaced script, but not before so many letters."""


def write(records: Iterable[tuple[str, dict[str, Any]]], target: Path, places: Language) -> int:
    """Write the corpus file of some annotated announcements; give the number of its sentences.

    Reads:   records with their names; places, a pipeline that sets `doc.ents`.
    Raises:  SourceError, if one is no record.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    nlp = spacy.blank(str(places.lang))
    with gzip.open(target, "wt", encoding="utf-8") as lines:
        for name, record in records:
            try:
                mentions = list(annotated(record, places))
            except (KeyError, TypeError) as error:
                raise SourceError(name, f"not a record: {error}") from error
            for start, end in sentences(record["text"], mentions):
                inside = [
                    Mention(m.start - start, m.end - start, m.label) for m in mentions if start <= m.start and m.end <= end
                ]
                row = _row(nlp, record["text"][start:end], inside)
                lines.write(json.dumps(row | {"source": name}, ensure_ascii=False) + "\n")
                count += 1
    return count


def annotated(record: dict[str, Any], places: Language) -> Iterator[Mention]:
    """Give the names of a record, none within another; a person goes before an organisation, and the longer before the shorter."""
    kinds = {"people": LABELS[0], "organisations": LABELS[1], "centres": LABELS[1]}
    gold = {
        Mention(m["start"], m["end"], label) for kind, label in kinds.items() for one in record[kind] for m in one["mentions"]
    }
    silver = [Mention(e.start_char, e.end_char, e.label_) for e in places(record["text"]).ents if e.label_ == LABELS[2]]
    taken: list[Mention] = []
    for mention in (*sorted(gold, key=lambda m: (m.start - m.end, LABELS.index(m.label), m.start)), *silver):
        if not any(mention.start < other.end and other.start < mention.end for other in taken):
            taken.append(mention)
    yield from sorted(taken, key=lambda m: m.start)


def sentences(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[int, int]]:
    """Cut a text at its lines and at the ends of its sentences, never inside of a name; what is white alone is left out."""
    named = [(m.start, m.end) for m in mentions]
    start = 0
    for at, letter in enumerate([*text, "\n"]):
        spaced = letter.isascii() or letter == "؟"
        ends = letter in ENDS and at + 1 - start > SHORTEST and (not spaced or text[at + 1 : at + 2].isspace())
        if letter != "\n" and (not ends or any(low <= at < high for low, high in named)):
            continue
        end = at + (letter != "\n")
        while start < end and text[start].isspace():
            start += 1
        if text[start:end].strip():
            yield start, end
        start = at + 1


def _row(nlp: Language, text: str, mentions: Iterable[Mention]) -> dict[str, Any]:
    doc = split_marks(nlp.make_doc(text))
    spans = [doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand") for m in mentions]
    doc.ents = filter_spans([span for span in spans if span is not None])
    tags = [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    return {"text": text, "tokens": [token.text for token in doc], "spaces": spaces, "tags": tags}
