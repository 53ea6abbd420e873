"""The fast back-end: a small convolutional network, under a tagger of ours or under spaCy's transition-based recogniser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.weighted import Weighted
from pipeline.errors import ModelError
from pipeline.ner.ents import declare, drop_pieces, lead_on, split_at_lines, trim_marks
from pipeline.ner.marks import split_marks
from pipeline.ner.recogniser import FILE
from pipeline.ner.recogniser import load as load_recogniser
from pipeline.ner.recogniser import rows as recogniser_rows
from pipeline.ner.rows import Rows
from pipeline.ner.rows import declare as declare_rows
from pipeline.ner.stored import KIND
from pipeline.ner.tagger import Tagger, lines
from pipeline.ner.tagger import load as load_tagger


@Language.factory(
    "herald_ner_cnn",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.ner_confidence"],
    default_config={"rows": False},
)
class NerCnn(Weighted):
    """Find names of persons, organisations and places.

    Reads:   the tokens; `weights` when the pipeline is built: a folder under models/weights. It says how the network is
             laid out, so that a pipeline's config need not.
    Writes:  `doc.ents` with labels PER, ORG, LOC. `span._.ner_confidence`: a tagger's probability of each name; with
             transitions it stays None. With `rows` also `doc._.rows`, what the network makes of each word.
    Raises:  ModelError, if the weights are absent or unfit.
    Source:  Collobert et al. 2011 and Lafferty et al. 2001 for the tagger; Lample et al. 2016 for the transitions; Serrà and
             Karatzoglou 2017 for the hashed embeddings.
    """

    def __init__(self, nlp: Language, name: str, *, rows: bool = False) -> None:
        declare()
        declare_rows()
        self.rows = rows
        self.name = name
        self.vocab = nlp.vocab
        self.recogniser: Any = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one text."""
        return _mended(self._open()(self._kept(split_marks(doc))))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the names of many texts, some at a time."""
        found = self._open().pipe((self._kept(split_marks(doc)) for doc in stream), batch_size=batch_size)
        yield from map(_mended, found)

    def use(self, data: bytes) -> None:
        """Build the recogniser that is stored."""
        self.recogniser = self._read(data) if data else None

    def _kept(self, doc: Doc) -> Doc:
        """The text, with the rows of its words if they are wanted."""
        if not self.rows:
            return doc
        recogniser, cut = self._open(), lines(doc)
        if isinstance(recogniser, Tagger):
            values = np.zeros((len(doc), recogniser.width), dtype=np.float32)
            for start, words in cut:
                values[start : start + len(words)] = recogniser.rows(words)
        else:
            values = recogniser_rows(recogniser, doc)
        spans = [(token.idx, token.idx + len(token)) for token in doc]
        doc._.rows = Rows([token.text for token in doc], spans, [(start, len(words)) for start, words in cut], values)
        return doc

    def _read(self, data: bytes) -> Any:
        try:
            message = srsly.msgpack_loads(data)
        except ValueError as error:
            raise ModelError(f"{self.name}: {FILE} cannot be read ({error}); train or fetch it anew") from error
        if isinstance(message, dict) and KIND in message:
            return load_tagger(message, self.name)
        return load_recogniser(message, self.vocab, self.name)

    def _open(self) -> Any:
        if self.recogniser is None:
            raise ModelError(f"{self.name}: no weights; call nlp.initialize() with [initialize.components.{self.name}]")
        return self.recogniser


def _mended(doc: Doc) -> Doc:
    return drop_pieces(lead_on(trim_marks(split_at_lines(doc))))
