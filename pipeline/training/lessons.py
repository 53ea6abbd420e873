"""What a tagger's networks are trained on: corpora varied anew each epoch, or epochs that are held, which teachers can judge."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.ner.chain import Chain
from pipeline.ner.tagger import Tagger
from pipeline.training.batches import Seen
from pipeline.training.mixing import Corpora

TOGETHER = 64
"""How many texts are judged together."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The corpora, or the epochs `held` that were made of them; perhaps teachers, whose scores stand then in the texts held."""

    train: Corpora
    held: Sequence[Sequence[Seen]] = ()
    teachers: Chain | None = None

    def taught(self, teachers: Tagger) -> Lesson:
        """Put to each text what some teachers think of it together."""
        held = [
            [(*text, opinion) for text, opinion in zip(texts, _opinions(teachers, texts), strict=True)] for texts in self.held
        ]
        return dataclasses.replace(self, held=held, teachers=teachers.chain)


def lean(texts: Sequence[Seen]) -> list[Seen]:
    """Give texts in smaller numbers, to be held."""
    kinds = (np.uint32, np.float16, np.int8, np.float16)
    return [tuple(part.astype(kind) for part, kind in zip(text, kinds, strict=False)) for text in texts]


def _opinions(teachers: Tagger, texts: Sequence[Seen]) -> Iterator[Any]:
    """Give the teachers' scores of each text, in order; behind the columns may stand the number of a word's vector."""
    columns, vectors = len(teachers.layout.columns), teachers.vectors
    for start in range(0, len(texts), TOGETHER):
        some = []
        for numbers, listed, *_ in texts[start : start + TOGETHER]:
            told = [listed] if vectors is None else [listed, vectors.of(numbers[:, -1].astype(np.int64))]
            some.append((numbers[:, :columns], np.concatenate(told, axis=1)))
        yield from (np.asarray(rows, dtype=np.float16) for rows in teachers.scores_of(some))
