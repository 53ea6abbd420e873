"""Make the networks of the second reading from lessons, those of all languages together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.ner.features import Features, fold, stem
from pipeline.ner.hashing import number, pack, unpack
from pipeline.ner.stored import Layout
from pipeline.rereading.network import TAGS, TOLD, Reader, Words, within
from pipeline.told import Role
from pipeline.training.batches import cut
from pipeline.training.reading.lessons import Lesson
from pipeline.training.tagger_settings import TaggerSettings

if TYPE_CHECKING:
    from pipeline.training.reading.trunk import Pupil

Report = Callable[[str], None]

SETTINGS = TaggerSettings(epochs=14, average=0.99, batch_words=800)
SEEDS = (1, 2, 3)
"""From what the networks begin that read together; those that learn from parts of the lessons from the first."""

COLUMNS: Mapping[str, tuple[int, int]] = {
    "word": (2000, 16),
    "stem": (2000, 16),
    "prefix3": (1000, 12),
    "suffix2": (500, 8),
    "suffix3": (1000, 12),
    "suffix4": (1000, 12),
    "shape": (200, 8),
}
"""The hashed columns, with rows and sizes. Which of them a language has, its model says (`[training.reader]`)."""

USUAL = ("word", "prefix3", "suffix2", "suffix3", "suffix4", "shape")
NARROW = 64
WIDTH, REACHES = 128, (1, 2, 4)
LEAST = 4
HEAT = 1.5


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language is read: its hashed columns, and the letters that it writes on to the next word."""

    columns: tuple[str, ...] = USUAL
    glued: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Manner:
        """As a model's `[training.reader]` says."""
        return cls(tuple(settings.get("columns", USUAL)), settings.get("glued", ""))


def fit(
    lessons: Mapping[str, Sequence[Lesson]], manners: Mapping[str, Manner], report: Report, seed: int = SEEDS[0]
) -> dict[str, Reader]:
    """Train a network for each language on its lessons, all on one trunk; nothing is trusted yet."""
    from pipeline.training.reading.trunk import Trunk

    settings = replace(SETTINGS, seed=seed)
    made = {language: _Maker(some, manners[language]) for language, some in lessons.items()}
    trunk = Trunk({language: maker.pupil(settings) for language, maker in made.items()}, settings)
    chance = random.Random(seed)
    for epoch in range(1, settings.epochs + 1):
        report(f"epoch {epoch} of {settings.epochs}: loss {trunk.epoch(chance):.2f}")
    return {language: maker.reader(trunk.pupils[language]) for language, maker in made.items()}


def together(readers: Sequence[Reader], trust: Mapping[str, float]) -> Reader:
    """One reader of several of a language that learnt from the same lessons."""
    first = readers[0]
    return Reader(first.layout, first.words, [weights for reader in readers for weights in reader.members], trust)


class _Maker:
    """Makes a language's network, and of what it learnt a reader."""

    def __init__(self, lessons: Sequence[Lesson], manner: Manner) -> None:
        values = np.concatenate([one.seen.rows.values for one in lessons]).astype(np.float32)
        self.centre, self.spread = values.mean(axis=0), values.std(axis=0) + 1e-5
        self.values = (values - self.centre) / self.spread
        self.lessons = lessons
        self.layout = Layout(
            columns=manner.columns,
            rows=tuple(COLUMNS[name][0] for name in manner.columns),
            sizes=tuple(COLUMNS[name][1] for name in manner.columns),
            groups=(),
            listed=16,
            vectors=min(NARROW, values.shape[1] * 3 // 4),
            width=WIDTH,
            reaches=REACHES,
            temperature=HEAT,
            glued=manner.glued,
        )
        counts = Counter(form for one in lessons for word in one.seen.rows.words for form in {fold(word), stem(fold(word))})
        known = pack([number(word) for word, count in counts.items() if count >= LEAST])
        self.words = Words(known, pack([number(word) for word in _cut(lessons, manner.glued)]))

    def pupil(self, settings: TaggerSettings) -> Pupil:
        """The network, which has learnt nothing, and its texts."""
        from pipeline.training.reading.trunk import Pupil
        from pipeline.training.tagger_network import Network

        return Pupil(Network(self.layout, TOLD, settings, self.values, None, TAGS), self._numbered())

    def reader(self, pupil: Pupil) -> Reader:
        """What the network has learnt, for rows that are not brought to the same scale."""
        weights, narrow = pupil.network.weights(), pupil.network.narrowing()
        weights["narrow.weight"] = narrow / self.spread[:, None]
        weights["narrow.bias"] = -(self.centre / self.spread) @ narrow
        return Reader(self.layout, self.words, [weights], {})

    def _numbered(self) -> list[Any]:
        features = Features(self.layout.columns, frozenset(unpack(self.words.known)))
        found: list[Any] = []
        at = 1
        for one in self.lessons:
            told, tags = one.reads().told(), _tags(one)
            for start, count in one.seen.rows.lines:
                line = slice(start, start + count)
                numbers = features.of_words(one.seen.rows.words[line]).astype(np.int64)
                rows = np.arange(at + start, at + start + count, dtype=np.int64)
                text = np.concatenate([numbers, rows[:, None]], axis=1), told[line], tags[line]
                found += cut(text, SETTINGS.longest)
            at += len(one.seen.rows.words)
        return found


def _cut(lessons: Sequence[Lesson], glued: str) -> list[str]:
    """The words that oftener than not begin a name but behind their first letter, which is glued to it."""
    counts: Counter[str] = Counter()
    for one in lessons:
        words, spans = one.seen.rows.words, one.seen.rows.spans
        for stretch in one.right:
            first = next(iter(within(spans, stretch.start, stretch.end)), None)
            if first is not None and words[first][:1] in glued and stretch.start - spans[first][0] in {0, 1}:
                counts[fold(words[first])] += 2 * (stretch.start - spans[first][0]) - 1
    return sorted(word for word, count in counts.items() if count > 0)


def _tags(lesson: Lesson) -> NDArray[np.int64]:
    tags = np.zeros(len(lesson.seen.rows.words), dtype=np.int64)
    for stretch in lesson.right:
        words = lesson.seen.words(stretch.start, stretch.end)
        while stretch.role is Role.TITLE and len(words) > 1 and not any(map(str.isalnum, lesson.seen.rows.words[words[-1]])):
            words.pop()
        if words:
            tags[words] = TAGS.index(f"I-{stretch.role}")
            tags[words[0]] = TAGS.index(f"B-{stretch.role}")
    return tags
