"""Train the networks of several languages together: each has its own words, all share the layers above them."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from pipeline.rereading.network import TRUNK
from pipeline.training.batches import Seen, batches
from pipeline.training.tagger_network import WARMING, Network, padded

if TYPE_CHECKING:
    from pipeline.training.tagger_settings import TaggerSettings

SHARED = [name.removesuffix(".") for name in TRUNK]
"""The parts of a network that are one for all languages."""


@dataclass(slots=True)
class Pupil:
    """A language's network and the texts that it learns from."""

    network: Network
    texts: Sequence[Seen]


class Trunk:
    """Networks of one layout above their words. `epoch` trains all of them, a batch of one language after one of another."""

    def __init__(self, pupils: Mapping[str, Pupil], settings: TaggerSettings) -> None:
        self.pupils, self.settings = pupils, settings
        first, *others = (pupil.network for pupil in pupils.values())
        for network in others:
            for name in SHARED:
                setattr(network, name, getattr(first, name))
            own = copy.deepcopy(network.state_dict())
            network.averaged = {name: first.averaged[name] if name.startswith(TRUNK) else own[name] for name in own}
        networks = (first, *others)
        self.parameters = list({id(one): one for network in networks for one in network.parameters()}.values())
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=settings.learning_rate, betas=(0.9, 0.99), weight_decay=settings.decay
        )
        self.step, self.all_steps = 0, 0

    def epoch(self, chance: random.Random) -> float:
        """Learn from all texts once; give the mean loss of a text."""
        order = [
            (pupil, batch)
            for pupil in self.pupils.values()
            for batch in batches(pupil.texts, self.settings.batch_words, chance)
        ]
        chance.shuffle(order)
        self.all_steps = self.all_steps or len(order) * self.settings.epochs
        losses = sum(self._learn(pupil, batch) for pupil, batch in order)
        return losses / max(1, sum(len(pupil.texts) for pupil in self.pupils.values()))

    def weights(self, language: str) -> dict[str, Any]:
        """The averaged weights of a language."""
        return self.pupils[language].network.weights()

    def _learn(self, pupil: Pupil, batch: Sequence[int]) -> float:
        network = pupil.network
        network.train()
        rising = (self.step + 1) / (WARMING * len(self.pupils))
        falling = 1 - 0.95 * min(1.0, self.step / self.all_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.learning_rate * min(1.0, rising) * falling
        loss = network.loss(*padded([pupil.texts[at] for at in batch])) / len(batch)
        # What another language's words had of a slope is no slope of this batch.
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        network.step += 1
        self._average(network)
        return float(loss.detach()) * len(batch)

    def _average(self, network: Network) -> None:
        """Average as far back for the shared weights, which every step changes, as for a language's own."""
        kept = self.settings.average
        shared = min(kept ** (1 / len(self.pupils)), (self.step + 1) / (self.step + 10))
        own = min(kept, (network.step + 1) / (network.step + 10))
        with torch.no_grad():
            for name, values in network.state_dict().items():
                network.averaged[name].lerp_(values, 1 - (shared if name.startswith(TRUNK) else own))
