"""The convolutional network that tags words: hashed features and lists, layers over neighbours, a chain of tags. Plain numpy.

A text is read line by line, all its lines at once: no name runs across a line. `pipeline.training.tagger` trains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.tokens import Doc, Span

from pipeline.errors import ModelError
from pipeline.ner.chain import Chain
from pipeline.ner.decode import Floats, Name, confidence
from pipeline.ner.ents import CONFIDENCE, declare
from pipeline.ner.features import Features, Numbers
from pipeline.ner.hashing import unpack
from pipeline.ner.known import USES, Known

KIND = "tagger"
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
SPREAD = 2654435761
"""Knuth's multiplier: a second hash of a hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a tagger is laid out.

    `columns` are hashed features, each with so many `rows` of so many numbers (`sizes`); `groups` say what lists know, and
    `listed` in how many numbers that is summed up. Then come layers of `width` numbers, each of which looks at its neighbours
    so far off on both sides as `reaches` says.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    groups: tuple[str, ...]
    listed: int = 48
    width: int = 128
    reaches: tuple[int, ...] = (1, 2, 4, 1)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Layout:
        """Make a layout of settings as they are stored."""
        given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}
        return cls(**given)


@dataclass(slots=True)
class Tables:
    """What a tagger looks up: the words that keep their identity, the lists, what letters are used for. All by number, packed."""

    known: bytes
    lists: bytes
    members: bytes
    letters: bytes = b""
    uses: bytes = b""

    def features(self, columns: Sequence[str]) -> Features:
        """Unpack what the hashed features need."""
        return Features(columns, frozenset(unpack(self.known)), self._lists())

    def groups(self, names: Sequence[str], lists: Mapping[int, int]) -> Known:
        """Unpack what the plain features need."""
        uses = np.frombuffer(self.uses, dtype=np.int8).reshape(-1, USES).astype(np.float32) / 127
        return Known(names, lists, dict(zip(unpack(self.letters), uses, strict=True)))

    def _lists(self) -> dict[int, int]:
        held = np.frombuffer(self.members, dtype="<u2").tolist()
        return dict(zip(unpack(self.lists), held, strict=True))


class Tagger:
    """Finds names in texts; built by `load`."""

    def __init__(self, layout: Layout, tables: Tables, weights: Mapping[str, Floats]) -> None:
        declare()
        self.layout = layout
        self.weights = weights
        self.features = tables.features(layout.columns)
        self.known = tables.groups(layout.groups, self.features.lists)
        self.chain = Chain(TAGS, weights["steps"], weights["first"]).legal()

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
        """Give each line's rows of scores, a column per tag. Lines lie behind one another, with empty rows between."""
        gap = max(self.layout.reaches)
        starts = np.cumsum([gap, *(len(text) + gap for text in texts)])
        inside = np.zeros((int(starts[-1]), 1), dtype=np.float32)
        rows = np.zeros((len(inside), self.layout.width), dtype=np.float32)
        for start, text in zip(starts, texts, strict=False):
            inside[start : start + len(text)] = 1
            rows[start : start + len(text)] = self._embedded(self.features.of_words(text), self.known.of(text))
        for layer, reach in enumerate(self.layout.reaches):
            rows = self._convolved(rows, layer, reach) * inside
        found = rows @ self.weights["out.weight"] + self.weights["out.bias"]
        return [found[start : start + len(text)] for start, text in zip(starts, texts, strict=False)]

    def _embedded(self, numbers: Numbers, listed: Floats) -> Floats:
        parts = []
        for column, size in enumerate(self.layout.rows):
            table, hashed = self.weights[f"embed.{column}"], numbers[:, column]
            parts.append(table[hashed % size] + table[(hashed * SPREAD % 2**32 >> 8) % size])
        known = listed @ self.weights["listed.weight"] + self.weights["listed.bias"]
        together = np.concatenate([*parts, np.maximum(known, 0)], axis=1)
        return np.asarray(np.tanh(together @ self.weights["mixed.weight"] + self.weights["mixed.bias"]), dtype=np.float32)

    def _convolved(self, rows: Floats, layer: int, reach: int) -> Floats:
        """One layer: each row with two neighbours, gated (Dauphin et al. 2017), added to what it was, and normalised."""
        seen = np.pad(rows, ((reach, reach), (0, 0)))
        wide = np.concatenate([seen[step : step + len(rows)] for step in (0, reach, 2 * reach)], axis=1)
        both = wide @ self.weights[f"layers.{layer}.weight"] + self.weights[f"layers.{layer}.bias"]
        value, gate = np.split(both, 2, axis=1)
        rows = rows + value * (0.5 + 0.5 * np.tanh(0.5 * gate))
        rows = rows - rows.mean(axis=1, keepdims=True)
        rows = rows / np.sqrt((rows * rows).mean(axis=1, keepdims=True) + 1e-5)
        return np.asarray(rows * self.weights[f"norms.{layer}.weight"] + self.weights[f"norms.{layer}.bias"], dtype=np.float32)

    def _decoded(self, scores: Sequence[Floats]) -> list[list[Name]]:
        lengths = [len(rows) for rows in scores]
        padded = np.zeros((len(scores), max(lengths), len(TAGS)), dtype=np.float32)
        for row, given in zip(padded, scores, strict=True):
            row[: len(given)] = given
        chances = self.chain.chances(padded, lengths)
        return [list(_names(path, row)) for path, row in zip(self.chain.best(padded, lengths), chances, strict=True)]

    def _set(self, doc: Doc, found: Iterable[tuple[int, list[Name]]]) -> None:
        names = [(Span(doc, at + n.start, at + n.end, label=n.label), n.confidence) for at, held in found for n in held]
        doc.ents = [span for span, _ in names]
        for span, sure in names:
            span._.set(CONFIDENCE, sure)


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


def save(layout: Layout, tables: Tables, weights: Mapping[str, Floats]) -> bytes:
    """Store a tagger, its weights in half precision."""
    halves = {name: np.asarray(values, dtype=np.float16) for name, values in weights.items()}
    shape = {name: getattr(layout, name) for name in layout.__dataclass_fields__}
    looked_up = {name: getattr(tables, name) for name in tables.__dataclass_fields__}
    return bytes(srsly.msgpack_dumps({KIND: shape, "tables": looked_up, "weights": halves}))


def _wanted(layout: Layout) -> list[str]:
    layers = [f"{kind}.{layer}" for kind in ("layers", "norms") for layer in range(len(layout.reaches))]
    pairs = [f"{name}.{part}" for name in ("listed", "mixed", "out", *layers) for part in ("weight", "bias")]
    return ["steps", "first", *pairs, *(f"embed.{column}" for column in range(len(layout.columns)))]


def load(message: Mapping[str, Any], name: str) -> Tagger:
    """Build the tagger that `save` stored, from its unpacked message.

    Raises:  ModelError, if something is missing.
    """
    try:
        layout = Layout.of(message[KIND])
        weights = {key: np.asarray(message["weights"][key], dtype=np.float32) for key in _wanted(layout)}
        return Tagger(layout, Tables(**message["tables"]), weights)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: the weights of the tagger cannot be read ({error}); train or fetch them anew") from error
