"""The two verbs that everything else uses: `load` a model, `extract` records from announcements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import spacy

from pipeline import language as identification
from pipeline import model, spans
from pipeline.errors import ModelError
from pipeline.records import Announcement, Record

if TYPE_CHECKING:
    from spacy.language import Language

ANY = "xx"
# spaCy's own limit guards its parser, which no model of ours has; readers limit the size of a file.
MAX_LENGTH = 100_000_000


@cache
def load(name: str) -> Language:
    """The model of this name (a language, or `en-fast`), assembled first if it is missing or stale, and kept in memory.

    Raises ModelError where the language has no config, or the model cannot be read.
    """
    folder = model.path(name)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} cannot be loaded ({error}): remove the folder, it is assembled anew") from error
    nlp.max_length = MAX_LENGTH
    return nlp


def extract(announcements: Iterable[Announcement], *, ner: str | None = None) -> Iterator[Record]:
    """Records of announcements, in their order; each with the model of its own language.

    A text in a language without a model goes through the model of no language (`xx`), which marks clutter and no more.
    `ner` chooses a back-end where a language has several: `fast` or `accurate`.
    Raises ModelError, or RecordError for a record that breaks its contract.
    """
    known = set(model.available())
    for announcement in announcements:
        found = identification.detect(announcement.text, hint=announcement.language)
        name = model.named(found.language if found.language in known else ANY, ner=ner)
        nlp = load(name)
        doc = nlp.make_doc(announcement.text)
        doc._.published = announcement.published
        doc._.title = announcement.title
        nlp(doc)
        yield spans.to_record(
            doc, announcement, language=found.language, confidence=found.confidence, model=f"{name}-{model.version(name)}"
        )


def version() -> str:
    """A hash of everything that decides what is extracted, all languages together."""
    known = [*model.available()]
    return hashlib.sha256(" ".join(model.version(name) for name in known).encode()).hexdigest()[:12]
