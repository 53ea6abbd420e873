"""What a network reads in one epoch: corpora by weight, sentences varied, some joined into longer texts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from pipeline.training.augment import Chances, vary
from pipeline.training.corpus import Sentence, join
from pipeline.training.synthetic import CORPUS, sentences

Corpora = Mapping[tuple[str, str], Sequence[Sentence]]
"""Sentences by (language, corpus)."""

LONGEST = 600
ALONE = 0.5


def mix(
    corpora: Corpora, weights: Mapping[str, float], chances: Chances, chance: random.Random, *, invented: int = 0
) -> Iterator[tuple[str, Sentence]]:
    """Give the texts of one epoch with their languages.

    Reads:   weights, how often a corpus is read (1 if unnamed, 0 leaves it out); invented, how many sentences of ours
             are written anew for each language.
    """
    new = {(language, CORPUS): list(sentences(language, invented, chance)) for language in sorted({key[0] for key in corpora})}
    for (language, corpus), held in (*corpora.items(), *new.items()):
        chosen = _sample(held, weights.get(corpus, 1.0), chance)
        varied = [vary(sentence, language, chance, chances) for sentence in chosen]
        yield from ((language, text) for text in _group(varied, "" if language == "zh" else " ", chance))


def _sample(sentences: Sequence[Sentence], weight: float, chance: random.Random) -> list[Sentence]:
    whole, part = divmod(weight, 1.0)
    return [s for s in sentences for _ in range(int(whole) + (chance.random() < part))]


def _group(sentences: Sequence[Sentence], space: str, chance: random.Random) -> Iterator[Sentence]:
    """Leave some sentences alone, join others with their neighbours: announcements are read in long stretches."""
    start = 0
    while start < len(sentences):
        size = 1 if chance.random() < ALONE else chance.randint(2, 6)
        group = list(sentences[start : start + size])
        while len(group) > 1 and sum(len(s.text) for s in group) > LONGEST:
            group.pop()
        yield join(group, "\n" if chance.random() < 0.2 else space)
        start += len(group)
