"""The pipeline that reads organisations, centres and events, without a recogniser: what the rules find alone."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.components.centre_numbers
import pipeline.components.centres
import pipeline.components.clutter
import pipeline.components.dates
import pipeline.components.events
import pipeline.components.header
import pipeline.components.organisations
import pipeline.components.sentences  # noqa: F401

CASES = Path(__file__).parent / "cases"
NAMES = ("clutter", "sentences", "header", "dates", "organisations", "centres", "centre_numbers", "events")


@cache
def model(language: str) -> Language:
    """A blank pipeline with the rules of a language."""
    nlp = spacy.blank(language)
    for name in NAMES:
        nlp.add_pipe(f"herald_{name}")
    nlp.initialize()
    return nlp


def read(text: str, language: str, published: str | None = None) -> Doc:
    """A text through the pipeline."""
    nlp = model(language)
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)


def cases(kind: str, table: str = "case") -> list[Any]:
    """(language, case) of every file of a kind; under `open` lies what is not read right yet."""
    files = sorted((CASES / kind).glob("*.toml"))
    return [(path.stem, case) for path in files for case in tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])]
