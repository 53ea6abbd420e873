"""The network of the second reading: a small tagger over the recogniser's rows, told what the recogniser and the rules found. Plain numpy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]

from pipeline.errors import ModelError
from pipeline.ner import layers
from pipeline.ner.chain import Chain
from pipeline.ner.decode import Floats
from pipeline.ner.features import Features, fold
from pipeline.ner.hashing import number, unpack
from pipeline.ner.rows import Rows
from pipeline.ner.stored import Layout, Weights, packed, unpacked
from pipeline.told import Role, Stretch

ROLES = (Role.PERSON, Role.TITLE, Role.ORGANISATION, Role.CENTRE)
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
LABELS = ("PER", "ORG", "LOC")
TOLD = 2 * len(LABELS) + 2 * len(ROLES) + 1
"""How many numbers say what the recogniser and the rules found at a word; the last, that the rules were asked."""

KIND = "reader"

Span = tuple[int, int]


def within(spans: Sequence[Span], start: int, end: int) -> range:
    """Which of the words, in the order of the text, share a character with `start:end`."""
    return range(bisect_right(spans, start, key=itemgetter(1)), bisect_left(spans, end, key=itemgetter(0)))


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the network reads it: its rows, the recogniser's names with their labels, what the rules found; None where that is not told."""

    rows: Rows
    names: Sequence[tuple[int, int, str]]
    rules: Sequence[Stretch] | None

    def told(self) -> Floats:
        """A row for each word: begun and gone on with, the recogniser's labels and the rules' roles."""
        found = np.zeros((len(self.rows.words), TOLD), dtype=np.float32)
        for start, end, label in self.names:
            self._mark(found, start, end, 2 * LABELS.index(label))
        if self.rules is not None:
            found[:, -1] = 1
            for stretch in self.rules:
                self._mark(found, stretch.start, stretch.end, 2 * len(LABELS) + 2 * ROLES.index(stretch.role))
        return found

    def words(self, start: int, end: int) -> list[int]:
        """The words that share a character with `start:end`, blanks aside."""
        return [n for n in within(self.rows.spans, start, end) if not self.rows.words[n].isspace()]

    def _mark(self, found: Floats, start: int, end: int, column: int) -> None:
        for place, word in enumerate(self.words(start, end)):
            found[word, column + (place > 0)] = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network reads: stretches with their probability, and for each word the probability that it is in none."""

    stretches: Sequence[Stretch]
    spans: Sequence[Span]
    outside: Sequence[float]

    def doubt(self, start: int, end: int) -> float:
        """How likely what stands here is in no stretch, by the mean of its words."""
        held = [self.outside[n] for n in within(self.spans, start, end)]
        return sum(held) / len(held) if held else 1.0


class Reader:
    """The network; several `members` of one layout, trained apart, score together. `trust`: what each kind of evidence weighs (`evidence`)."""

    def __init__(self, layout: Layout, known: bytes, members: Sequence[Weights], trust: Mapping[str, float]) -> None:
        self.layout, self.members, self.trust, self.known = layout, members, trust, known
        self.features = Features(layout.columns, frozenset(unpack(known)))
        steps, first = (np.asarray(np.mean([one[name] for one in members], axis=0)) for name in ("steps", "first"))
        self.chain = Chain(TAGS, steps, first).legal()

    def read(self, seen: Seen) -> Reading:
        """Read a text, line by line."""
        told, stretches = seen.told(), list[Stretch]()
        outside = np.ones(len(seen.rows.words), dtype=np.float32)
        for start, count in seen.rows.lines:
            line = slice(start, start + count)
            numbers = self.features.of_words(seen.rows.words[line])
            scores = np.mean([self._scores(numbers, told[line], seen.rows.values[line], one) for one in self.members], axis=0)
            heat = self.layout.temperature
            (path,) = self.chain.best(scores[None], [count])
            chances = np.exp(self.chain.softer(heat).chances(np.asarray(scores[None] / heat), [count])[0][:count])
            outside[line] = chances[:, 0]
            stretches += (self._trimmed(s, seen.rows) for s in _stretches(path, chances, seen.rows.spans[line]))
        return Reading(stretches, seen.rows.spans, outside.tolist())

    def _trimmed(self, stretch: Stretch, rows: Rows) -> Stretch:
        """A stretch without what its first word has glued to it ("and", "by"), where the word without it is a word that training met."""
        word = rows.words[within(rows.spans, stretch.start, stretch.end)[0]]
        bare = fold(word[1:])
        glued = word[:1] in self.layout.glued and len(bare) > 1 and number(bare) in self.features.known
        return replace(stretch, start=stretch.start + 1) if glued and number(fold(word)) not in self.features.known else stretch

    def _scores(self, numbers: Any, told: Floats, rows: Floats, weights: Weights) -> Floats:
        narrow = rows @ weights["narrow.weight"] + weights["narrow.bias"]
        told = np.concatenate([told, narrow], axis=1)
        return layers.scores(layers.alone(self.layout, numbers, told, weights), weights)


def _stretches(path: Sequence[int], chances: Floats, spans: Sequence[Span]) -> Iterable[Stretch]:
    start = 0
    for at, tag in enumerate([*path, 0]):
        if at and path[at - 1] and not TAGS[tag].startswith("I-"):
            column = path[at - 1] - (path[at - 1] + 1) % 2
            sure = np.maximum(chances[start:at, column] + chances[start:at, column + 1], 1e-9)
            chance = float(np.exp(np.log(sure).mean()))
            yield Stretch(spans[start][0], spans[at - 1][1], ROLES[(column - 1) // 2], min(chance, 1.0))
        if TAGS[tag].startswith("B-"):
            start = at


def save(reader: Reader) -> bytes:
    """Store a reader: tables and layers in bytes, each row with its scale, the rest in half precision."""
    shape = {name: getattr(reader.layout, name) for name in reader.layout.__dataclass_fields__}
    members = [{name: packed(name, values) for name, values in one.items()} for one in reader.members]
    return bytes(srsly.msgpack_dumps({KIND: shape, "known": reader.known, "members": members, "trust": dict(reader.trust)}))


def load(data: bytes, name: str) -> Reader:
    """Build the reader that `save` stored.

    Raises:  ModelError, if it is something else.
    """
    try:
        message = srsly.msgpack_loads(data)
        members = [{key: unpacked(value) for key, value in one.items()} for one in message["members"]]
        return Reader(Layout.of(message[KIND]), message["known"], members, message["trust"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{name}: the weights of the second reading cannot be read ({error}); train or fetch them anew"
        ) from error
