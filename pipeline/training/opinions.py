"""What a transformer of ours thinks of each word of a text: a small network learns that beside the gold (Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import spacy
from spacy.tokens import Doc

from pipeline.ner.chain import Chain
from pipeline.ner.decode import Floats
from pipeline.ner.tagger import TAGS
from pipeline.ner.weights import folder

CERTAIN, RARE = 8.0, 1e-4
"""How sure, in natural logarithms, it is that a token which it does not see is no name; how likely that a name begins in a word."""

FREE = Chain(TAGS, np.zeros((len(TAGS), len(TAGS)), dtype=np.float32), np.zeros(len(TAGS), dtype=np.float32)).legal()
"""The chain of tags of who judges word by word: what is legal weighs alike."""


class Teacher:
    """The transformer of some weights, asked about texts that are cut into other words than its own."""

    def __init__(self, language: str, weights: str) -> None:
        self.component = spacy.blank(language).add_pipe("herald_ner_transformers")
        self.component.from_disk(folder(weights))  # type: ignore[attr-defined]

    def of(self, doc: Doc) -> Floats:
        """Give a row of log-probabilities for each token, in the order of `TAGS`."""
        words, scores = self.component.read(doc.text)  # type: ignore[attr-defined]
        kept: Sequence[str] = self.component.kept  # type: ignore[attr-defined]
        return laid_on([(token.idx, token.idx + len(token)) for token in doc], words, scores[:, [kept.index(t) for t in TAGS]])


def laid_on(tokens: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], scores: Floats) -> Floats:
    """Give each token the scores of the first word that it meets; in one that began before it, no name begins."""
    found = np.zeros((len(tokens), len(TAGS)), dtype=np.float32)
    found[:, 0] = CERTAIN
    at = 0
    for row, (start, end) in zip(found, tokens, strict=True):
        while at < len(words) and words[at][1] <= start:
            at += 1
        if at < len(words) and words[at][0] < end:
            row[:] = scores[at] if words[at][0] >= start else _within(scores[at])
    return found


def _within(scores: Floats) -> Floats:
    chances = np.exp(scores)
    chances[2::2] += chances[1::2]
    chances[1::2] = RARE
    return np.asarray(np.log(chances), dtype=np.float32)
