"""Before names are learnt: a tagger's network guesses words of the corpora that are hidden from it (Devlin et al. 2019)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pipeline.ner.features import UNKNOWN
from pipeline.training.batches import Seen, batches
from pipeline.training.tagger_network import padded

if TYPE_CHECKING:
    from pipeline.training.tagger_network import Network

SHARE = 0.15
"""How many words are hidden, with all that is known of them."""

GUESSED = 5000
"""How many words, the most frequent, can be guessed; the rest count as one."""

COLUMN = "word"
"""The column that tells which word stands there."""


class Guesser:
    """Trains a network in place to guess; the layer that guesses is thrown away."""

    def __init__(self, network: Network, texts: Sequence[Seen]) -> None:
        """Reads:   texts, for what words there are; a word that training met too rarely to keep its identity is not guessed."""
        self.network, self.column = network, network.layout.columns.index(COLUMN)
        seen = Counter(number for text in texts for number in text[0][:, self.column].tolist() if number != UNKNOWN)
        frequent = sorted(seen, key=lambda number: (-seen[number], number))[:GUESSED]
        self.words = np.array(sorted(frequent), dtype=np.int64)
        self.head = nn.Linear(network.layout.width, len(self.words) + 1)
        settings, learnt = network.settings, [*network.parameters(), *self.head.parameters()]
        self.optimizer = torch.optim.AdamW(learnt, lr=settings.learning_rate, weight_decay=settings.decay)

    def epoch(self, texts: Sequence[Seen], chance: random.Random) -> float:
        """Guess once through all texts; give the mean loss of a batch, in natural logarithms."""
        self.network.train()
        order = batches(texts, self.network.settings.batch_words, chance)
        losses = 0.0
        for batch in order:
            inside, numbers, listed, *_ = padded([texts[at] for at in batch])
            hidden = (torch.rand(inside.shape) < SHARE) & (inside > 0)
            if not hidden.any():
                continue
            rows = self.network.rows(numbers, listed, inside[..., None], (~hidden).float()[..., None])
            loss = functional.cross_entropy(self.head(rows[hidden]), self._wanted(numbers[..., self.column][hidden]))
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            losses += float(loss.detach())
        return losses / max(1, len(order))

    def _wanted(self, numbers: Any) -> Any:
        """Which of the words that can be guessed each one is; 0 for the rest."""
        given = numbers.numpy()
        at = np.searchsorted(self.words, given).clip(max=len(self.words) - 1)
        return torch.from_numpy(np.where(self.words[at] == given, at + 1, 0))
