"""The convolutional network that tags words: hashed features and lists, layers over neighbours, a chain of tags. Plain numpy.

A text is read line by line, all its lines at once: no name runs across a line. `pipeline.training.tagger` trains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from pipeline.errors import ModelError
from pipeline.ner import layers
from pipeline.ner.chain import Chain
from pipeline.ner.decode import Floats, Name, confidence
from pipeline.ner.echoes import begun, echoes
from pipeline.ner.ents import CONFIDENCE, declare
from pipeline.ner.features import Numbers
from pipeline.ner.pieced import sons
from pipeline.ner.stored import Layout, Tables, Weights, read

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


class Tagger:
    """Finds names in texts; built by `load`. Several `members` of one layout, trained apart, score together, by their mean."""

    def __init__(self, layout: Layout, tables: Tables, members: Sequence[Weights]) -> None:
        declare()
        self.layout = layout
        self.members = members
        self.features = tables.features(layout.columns)
        self.known = tables.groups(layout.groups, self.features.lists)
        self.vectors = tables.vectors(layout.vectors)
        steps, first = (np.asarray(np.mean([one[name] for one in members], axis=0)) for name in ("steps", "first"))
        self.chain = Chain(TAGS, steps, first).legal()

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of one text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Set the names of many texts, some at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            cut = [lines(doc) for doc in batch]
            found = iter(self.names([words for parts in cut for _, words in parts]))
            for doc, parts in zip(batch, cut, strict=True):
                self._set(doc, [(start, next(found)) for start, _ in parts])
            yield from batch

    def names(self, texts: Sequence[Sequence[str]]) -> list[list[Name]]:
        """Find the names in lines of words."""
        found: list[list[Name]] = [[] for _ in texts]
        for some in _batches([len(text) for text in texts]):
            scores = self.scores([texts[at] for at in some])
            for at, names in zip(some, self._decoded(scores), strict=True):
                found[at] = names
        return found

    def scores(self, texts: Sequence[Sequence[str]]) -> list[Floats]:
        """Give each line's rows of scores, a column per tag."""
        return self.scores_of([(self.features.of_words(text), self._told(text)) for text in texts])

    def scores_of(self, texts: Sequence[tuple[Numbers, Floats]]) -> list[Floats]:
        """Score lines that are numbers already. They lie behind one another, with empty rows between."""
        gap = max(self.layout.reaches)
        starts = np.cumsum([gap, *(len(text[0]) + gap for text in texts)])
        inside = np.zeros((int(starts[-1]), 1), dtype=np.float32)
        numbers = np.zeros((len(inside), len(self.layout.columns)), dtype=np.uint64)
        listed = np.zeros((len(inside), self.known.width + self.layout.vectors), dtype=np.float32)
        for start, text in zip(starts, texts, strict=False):
            part = slice(start, start + len(text[0]))
            inside[part], numbers[part], listed[part] = 1, text[0], text[1]
        found = np.mean([self._scored(numbers, listed, inside, one) for one in self.members], axis=0)
        return [found[start : start + len(text[0])] for start, text in zip(starts, texts, strict=False)]

    def _told(self, text: Sequence[str]) -> Floats:
        """What lists know of each word, and its given vector."""
        known = self.known.of(text)
        return known if self.vectors is None else np.concatenate([known, self.vectors.of(self.vectors.rows(text))], axis=1)

    @property
    def width(self) -> int:
        """How many numbers a row of `rows` has."""
        return self.layout.width * len(self.members)

    def rows(self, text: Sequence[str]) -> Floats:
        """What the layers of all members make of each word of a line, beside one another."""
        numbers, told = self.features.of_words(text), self._told(text)
        return np.concatenate([layers.alone(self.layout, numbers, told, one) for one in self.members], axis=1)

    def _scored(self, numbers: Numbers, listed: Floats, inside: Floats, weights: Weights) -> Floats:
        return layers.scores(layers.rows(self.layout, numbers, listed, inside, weights), weights)

    def _decoded(self, scores: Sequence[Floats]) -> list[list[Name]]:
        padded, lengths = laid_out(scores)
        heat = self.layout.temperature
        chances = self.chain.softer(heat).chances(np.asarray(padded / heat), lengths)
        return [list(_names(path, row)) for path, row in zip(self.chain.best(padded, lengths), chances, strict=True)]

    def _set(self, doc: Doc, found: Iterable[tuple[int, list[Name]]]) -> None:
        names = [Name(at + n.start, at + n.end, n.label, n.confidence) for at, held in found for n in held]
        if self.layout.echoes:
            words = [token.text for token in doc]
            names = list(begun(words, names, self.features.lists, sons(doc.lang_)))
            names += echoes(words, names, self.features.lists)
        spans = [Span(doc, name.start, name.end, label=name.label) for name in names]
        doc.ents = spans
        for span, name in zip(spans, names, strict=True):
            span._.set(CONFIDENCE, name.confidence)


def laid_out(scores: Sequence[Floats]) -> tuple[Floats, list[int]]:
    """Lay the scores of lines beside one another, the shorter ones filled up; and give their lengths."""
    lengths = [len(rows) for rows in scores]
    padded = np.zeros((len(scores), max(lengths), len(TAGS)), dtype=np.float32)
    for row, given in zip(padded, scores, strict=True):
        row[: len(given)] = given
    return padded, lengths


WORDS = 4096
"""How many words are read together; a longer line is read alone."""


def lines(doc: Doc) -> list[tuple[int, list[str]]]:
    """Give the lines of a text that hold words: the number of the first token, and the tokens."""
    found: list[tuple[int, list[str]]] = []
    start = 0
    texts = [token.text for token in doc]
    for end in [*(at for at, text in enumerate(texts) if "\n" in text), len(texts)]:
        if end > start:
            found.append((start, texts[start:end]))
        start = end + 1
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put lines of like length together, so many words at once."""
    some: list[int] = []
    words = 0
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if some and words + lengths[at] > WORDS:
            yield some
            some, words = [], 0
        some.append(at)
        words += lengths[at]
    if some:
        yield some


def _names(path: Sequence[int], chances: Floats) -> Iterator[Name]:
    start = 0
    for at, tag in enumerate([*path, 0]):
        inner = TAGS[tag].startswith("I-")
        if at and path[at - 1] and not inner:
            label = TAGS[path[at - 1]][2:]
            yield Name(start, at, label, confidence(chances[start:at], TAGS, label))
        if not inner:
            start = at


def load(message: Mapping[str, Any], name: str) -> Tagger:
    """Build the tagger that `stored.save` stored, from its unpacked message.

    Raises:  ModelError, if something is missing.
    """
    try:
        return Tagger(*read(message))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: the weights of the tagger cannot be read ({error}); train or fetch them anew") from error
