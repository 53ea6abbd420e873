"""The two verbs that everything else uses: `load` a model, `extract` records from announcements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from pipeline import assembled, model, passages, spans
from pipeline import language as identification
from pipeline.errors import HeraldError, ModelError, RecordError
from pipeline.language import Detected
from pipeline.records import Announcement, Record

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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
        nlp = assembled.read(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} cannot be loaded ({error}): remove the folder, it is assembled anew") from error
    nlp.max_length = MAX_LENGTH
    nlp.set_error_handler(_blame)
    return nlp


def extract(announcements: Iterable[Announcement], *, ner: str | None = None) -> Iterator[Record]:
    """Records of announcements, in their order; raises what `record` raises."""
    return (record(announcement, ner=ner) for announcement in announcements)


def record(announcement: Announcement, *, ner: str | None = None) -> Record:
    """The record of one announcement, made by the model of its own language; passages in another by the model of theirs.

    A text in a language without a model goes through the model of no language (`xx`), which marks clutter and no more.
    `ner` chooses a back-end where a language has several: `fast` or `accurate`.
    Raises ModelError, or RecordError, naming the announcement, where an extractor fails on it.
    """
    found = identification.detect(announcement.text, hint=announcement.language)
    foreign = passages.find(announcement.text, found.language, _readable())
    if not foreign:
        return _read(announcement, found, ner)
    from pipeline import parts

    read: dict[str, Record] = {}
    for language, closed in passages.parts(announcement.text, found.language, foreign):
        body = read.get(found.language)
        read[language] = _read(announcement, Detected(language, found.confidence), ner, closed=closed, body=body)
        announcement = announcement.model_copy(update={"published": read[language].published})
    return parts.join(read.pop(found.language), list(read.values()))


def _read(
    announcement: Announcement,
    found: Detected,
    ner: str | None,
    *,
    closed: Sequence[tuple[int, int]] = (),
    body: Record | None = None,
) -> Record:
    """What the model of a language finds in an announcement, outside the stretches closed to it.

    `body`: the record of another language's part, whose bodies and centres this one may take up by common nouns ("the foundation").
    """
    name = _name(found.language, ner)
    nlp = load(name)
    doc = nlp.make_doc(announcement.text)
    doc._.source = announcement.source
    doc._.published = announcement.published
    doc._.title = announcement.title
    doc._.foreign = list(closed)
    doc._.known = spans.known(body) if body else []
    nlp(doc)
    maker = f"{name}-{model.version(name)}"
    return spans.to_record(doc, announcement, language=found.language, confidence=found.confidence, model=maker)


@cache
def _name(language: str, ner: str | None) -> str:
    """The name of the model for a language; kept, since it is looked up in a folder and asked for with every announcement."""
    return model.named(language if language in _readable() else ANY, ner=ner)


@cache
def _readable() -> frozenset[str]:
    """The languages that have a model; kept, since every announcement asks."""
    return frozenset(model.available())


def _blame(component: str, _: Callable[[Doc], Doc], docs: list[Doc], error: Exception) -> NoReturn:
    """Say on which announcement a component failed; its neighbours can still be read."""
    if isinstance(error, HeraldError):
        raise error
    said = f"{type(error).__name__}: {error}"
    raise RecordError(f"{docs[0]._.source}: {component} failed on this text ({said}): report it, with the text") from error


def version() -> str:
    """A hash of everything that decides what is extracted, all languages together."""
    return hashlib.sha256(" ".join(map(model.version, model.available())).encode()).hexdigest()[:12]
