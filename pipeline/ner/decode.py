"""From tag probabilities to names: the best legal BIO sequence (Viterbi 1967) and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NEIGHBOUR = 1.0
"""How much surer the network must be, in natural logarithms, of two names of a kind with nothing between them than of one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words (`start` to `end`, exclusive) with its label and the probability that it is right."""

    start: int
    end: int
    label: str
    confidence: float


def log_softmax(logits: Floats, temperature: float = 1.0) -> Floats:
    """Turn rows of logits into log-probabilities; a temperature above 1 makes them less sure."""
    scaled = logits / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    return np.asarray(scaled - np.log(np.exp(scaled).sum(axis=-1, keepdims=True)), dtype=np.float32)


def names(scores: Floats, tags: Sequence[str], breaks: Sequence[bool]) -> list[Name]:
    """Find the names in a sequence of words.

    Reads:   scores, log-probabilities, one row per word and one column per tag; tags such as "O", "B-PER", "I-PER";
             breaks, True for a word that begins a new line: no name runs across.
    Writes:  names in order, with the geometric mean of their words' label probabilities.
    """
    if not len(scores):
        return []
    path = _best_path(scores, tuple(tags), breaks)
    found: list[Name] = []
    start = 0
    for index, tag in enumerate([*(tags[number] for number in path), "O"]):
        if index and tags[path[index - 1]] != "O" and not tag.startswith("I-"):
            label = tags[path[index - 1]][2:]
            found.append(Name(start, index, label, confidence(scores[start:index], tags, label)))
        if tag.startswith("B-"):
            start = index
    return found


def _best_path(scores: Floats, tags: tuple[str, ...], breaks: Sequence[bool]) -> list[int]:
    steps, inner = _transitions(tags)
    best = scores[0] + inner
    back = np.zeros(scores.shape, dtype=np.int32)
    for row in range(1, len(scores)):
        paths = best[:, None] + steps
        back[row] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[row]
        if breaks[row]:
            best = best + inner
    path = [int(best.argmax())]
    for row in range(len(scores) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


@lru_cache(maxsize=8)
def _transitions(tags: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Give the log-weights of tag pairs, and of tags at the beginning of a line: 0 if legal, else minus infinity."""
    steps = np.zeros((len(tags), len(tags)), dtype=np.float32)
    inner = np.zeros(len(tags), dtype=np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            inner[column] = -np.inf
            for row, before in enumerate(tags):
                if before[2:] != tag[2:]:
                    steps[row, column] = -np.inf
        elif tag.startswith("B-"):
            steps[[row for row, before in enumerate(tags) if before[2:] == tag[2:]], column] = -NEIGHBOUR
    return steps, inner


def confidence(scores: Floats, tags: Sequence[str], label: str) -> float:
    """Give the geometric mean of the words' probabilities of a label; `scores` are log-probabilities, a row per word."""
    columns = [index for index, tag in enumerate(tags) if tag[2:] == label]
    chances = np.exp(scores[:, columns]).sum(axis=1)
    return float(np.exp(np.log(np.clip(chances, 1e-9, 1.0)).mean()))
