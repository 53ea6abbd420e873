"""The networks of the second reading: small taggers over the recogniser's rows, told what the recogniser and the rules found. Plain numpy."""

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
FOUND = 2 * len(LABELS) + 2 * len(ROLES)
"""How many numbers say what the recogniser and the rules found at a word."""

SHORT, BRIEF, OPENING, CLOSING = 4, 10, 3, 0.8
"""A line of so few words is a caption or a signature, or a headline; so many lines open a text; behind so much of it, it closes."""

TOLD = 2 * FOUND + 8
"""How many numbers are told of a word: what was found at it; that the rules were asked; what was found where else the word stands, and that
it does; where in the text its line stands; whose manner of marking is wanted."""

KIND = "reader"
TRUNK = ("listed.", "layers.", "norms.", "out.", "steps", "first")
"""How the weights are called that all languages share: the layers over the words, and what tags follow one another."""

Span = tuple[int, int]


def within(spans: Sequence[Span], start: int, end: int) -> range:
    """Which of the words, in the order of the text, share a character with `start:end`."""
    return range(bisect_right(spans, start, key=itemgetter(1)), bisect_left(spans, end, key=itemgetter(0)))


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the network reads it: its rows, the recogniser's names with their labels, what the rules found; None where that is not told.

    `standard`: whether it is wanted as the standard marks such texts, not in the manner of some other writer of lessons.
    """

    rows: Rows
    names: Sequence[tuple[int, int, str]]
    rules: Sequence[Stretch] | None
    standard: bool = True

    def told(self) -> Floats:
        """A row for each word, as `TOLD` says."""
        found = self._found()
        asked, standard = (np.full((len(found), 1), float(it), np.float32) for it in (self.rules is not None, self.standard))
        return np.concatenate([found, asked, self._echoes(found), self._lines(), standard], axis=1)

    def _found(self) -> Floats:
        """Begun and gone on with, the recogniser's labels and the rules' roles."""
        found = np.zeros((len(self.rows.words), FOUND), dtype=np.float32)
        for start, end, label in self.names:
            self._mark(found, start, end, 2 * LABELS.index(label))
        for stretch in self.rules or ():
            self._mark(found, stretch.start, stretch.end, 2 * len(LABELS) + 2 * ROLES.index(stretch.role))
        return found

    def _echoes(self, found: Floats) -> Floats:
        """What was found where else in the text each word stands, and whether it stands anywhere else."""
        numbers: dict[str, int] = {}
        keys = np.array([numbers.setdefault(key, len(numbers)) for key in self._keys()], dtype=np.int64)
        sums = np.zeros((len(numbers), FOUND + 1), dtype=np.float32)
        own = np.concatenate([found, np.ones((len(found), 1), dtype=np.float32)], axis=1)
        np.add.at(sums, keys, own)
        elsewhere: Floats = (sums[keys] - own > 0).astype(np.float32)
        elsewhere[keys == numbers.get("", -1)] = 0
        return elsewhere

    def _keys(self) -> list[str]:
        """What each word is known by; a single character with what follows it, as it says little alone; marks by nothing."""
        words = [fold(word) for word in self.rows.words]
        last = {start + count - 1 for start, count in self.rows.lines}
        paired = [
            word + words[at + 1] if len(word) == 1 and at not in last and at + 1 < len(words) else word
            for at, word in enumerate(words)
        ]
        return [word if any(map(str.isalnum, word)) else "" for word in paired]

    def _lines(self) -> Floats:
        """Whether each word's line is the first, among the first, short or brief, or among the last."""
        lines = self.rows.lines
        told = np.zeros((len(self.rows.words), 5), dtype=np.float32)
        for at, (start, count) in enumerate(lines):
            told[start : start + count] = [at == 0, at < OPENING, count <= SHORT, count <= BRIEF, at >= CLOSING * len(lines)]
        return told

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


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which the network knows more than their letters, packed: those that it met often, and those that begin no name but behind their first letter."""

    known: bytes = b""
    cut: bytes = b""


class Reader:
    """Networks that learnt the same from other beginnings, and read together: each errs in its own way, their mean less.

    `members`: the weights of each; `trust`: what each kind of evidence weighs (`evidence`).
    """

    def __init__(self, layout: Layout, words: Words, members: Sequence[Weights], trust: Mapping[str, float]) -> None:
        self.layout, self.words, self.members, self.trust = layout, words, members, trust
        self.features = Features(layout.columns, frozenset(unpack(words.known)))
        self.cut = frozenset(unpack(words.cut))
        steps, first = (np.mean([weights[name] for weights in members], axis=0) for name in ("steps", "first"))
        self.chain = Chain(TAGS, steps, first).legal()

    def read(self, seen: Seen) -> Reading:
        """Read a text, line by line."""
        told, stretches = seen.told(), list[Stretch]()
        outside = np.ones(len(seen.rows.words), dtype=np.float32)
        for start, count in seen.rows.lines:
            line = slice(start, start + count)
            numbers = self.features.of_words(seen.rows.words[line])
            said = [self._scores(weights, numbers, told[line], seen.rows.values[line]) for weights in self.members]
            scores: Floats = np.mean(said, axis=0, dtype=np.float32)
            heat = self.layout.temperature
            (path,) = self.chain.best(scores[None], [count])
            chances = np.exp(self.chain.softer(heat).chances(np.asarray(scores[None] / heat), [count])[0][:count])
            outside[line] = chances[:, 0]
            stretches += (self._trimmed(s, seen.rows) for s in _stretches(path, chances, seen.rows.spans[line]))
        return Reading(stretches, seen.rows.spans, outside.tolist())

    def _trimmed(self, stretch: Stretch, rows: Rows) -> Stretch:
        """A stretch without what its first word has glued to it ("and", "by"): as training met that word, else where only its rest is known."""
        word = rows.words[within(rows.spans, stretch.start, stretch.end)[0]]
        whole, bare, known = number(fold(word)), fold(word[1:]), self.features.known
        apart = len(bare) > 1 and number(bare) in known and whole not in known
        glued = word[:1] in self.layout.glued and (apart or whole in self.cut)
        return replace(stretch, start=stretch.start + 1) if glued else stretch

    def _scores(self, weights: Weights, numbers: Any, told: Floats, rows: Floats) -> Floats:
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


def save(reader: Reader) -> tuple[bytes, bytes]:
    """Store a reader: what is its language's own, and the trunk that all languages share.

    Tables and layers are stored in bytes, each row with its scale, the rest in half precision.
    """
    shape = {name: getattr(reader.layout, name) for name in reader.layout.__dataclass_fields__}
    words = {name: getattr(reader.words, name) for name in reader.words.__dataclass_fields__}
    stored = [{name: packed(name, values) for name, values in weights.items()} for weights in reader.members]
    own = [{name: values for name, values in one.items() if not name.startswith(TRUNK)} for one in stored]
    trunk = [{name: values for name, values in one.items() if name.startswith(TRUNK)} for one in stored]
    parts = {KIND: shape, "words": words, "members": own, "trust": dict(reader.trust)}, {"members": trunk}
    return bytes(srsly.msgpack_dumps(parts[0])), bytes(srsly.msgpack_dumps(parts[1]))


def joined(own: bytes, trunk: bytes) -> bytes:
    """Both parts that `save` stored, as one."""
    return bytes(srsly.msgpack_dumps([own, trunk]))


def load(data: bytes, name: str) -> Reader:
    """Build the reader whose parts were stored and joined.

    Raises:  ModelError, if it is something else.
    """
    try:
        own, trunk = map(srsly.msgpack_loads, srsly.msgpack_loads(data))
        pairs = zip(own["members"], trunk["members"], strict=True)
        members = [{key: unpacked(value) for key, value in (mine | shared).items()} for mine, shared in pairs]
        return Reader(Layout.of(own[KIND]), Words(**own["words"]), members, own["trust"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{name}: the weights of the second reading cannot be read ({error}); train or fetch them anew"
        ) from error
