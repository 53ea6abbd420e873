"""The tagger's network in torch: what is learnt, the loss of its chain of tags, one epoch of steps."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pipeline.ner.chain import Chain
from pipeline.ner.features import IDENTITIES
from pipeline.ner.known import Floats
from pipeline.ner.layers import SPREAD
from pipeline.ner.stored import Layout
from pipeline.ner.tagger import TAGS
from pipeline.training.batches import Seen, batches

if TYPE_CHECKING:
    from pipeline.training.tagger_settings import TaggerSettings

HIDING = (*IDENTITIES, "partword", "written")
"""The columns that tell which word stands there: in training they are hidden of some words."""

LITTLE = 0.1
"""The dropout while hidden words are guessed: under that of names, which is up to a half, their neighbours tell too little."""

WARMING = 200
"""Over how many steps the learning rate rises at first; then it falls in a line to a twentieth."""


class Network(nn.Module):  # type: ignore[misc]
    """The layers of `pipeline.ner.tagger`, with dropout between them; `epoch` trains them and keeps an average of their weights."""

    def __init__(  # noqa: PLR0913, PLR0917  (what a network is made of is its arguments)
        self,
        layout: Layout,
        known: int,
        settings: TaggerSettings,
        vectors: Floats | None = None,
        teachers: Teachers | None = None,
        tags: Sequence[str] = TAGS,
    ) -> None:
        super().__init__()
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        self.layout, self.settings, self.teachers = layout, settings, teachers
        self.hiding = [at for at, name in enumerate(layout.columns) if name in HIDING]
        width = layout.width
        self.vectors = None if vectors is None else torch.from_numpy(np.concatenate([np.zeros_like(vectors[:1]), vectors]))
        self.embed = nn.ModuleList([nn.Embedding(rows, size) for rows, size in zip(layout.rows, layout.sizes, strict=True)])
        for table in self.embed:
            nn.init.normal_(table.weight, 0, 0.3)
        self.listed = nn.Linear(known, layout.listed)
        self.mixed = nn.Linear(sum(layout.sizes) + layout.listed + layout.vectors, width)
        self.layers = nn.ModuleList([nn.Conv1d(width, 2 * width, 3, padding=far, dilation=far) for far in layout.reaches])
        self.norms = nn.ModuleList([nn.LayerNorm(width) for _ in layout.reaches])
        self.out = nn.Linear(width, len(tags))
        self.steps = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.first = nn.Parameter(torch.zeros(len(tags)))
        narrowed = vectors is not None and vectors.shape[1] > layout.vectors
        self.narrow = nn.Linear(vectors.shape[1], layout.vectors, bias=False) if narrowed and vectors is not None else None
        self.averaged = copy.deepcopy(self.state_dict())
        self.optimizer = torch.optim.AdamW(
            self.parameters(), lr=settings.learning_rate, betas=(0.9, 0.99), weight_decay=settings.decay
        )
        self.step, self.all_steps = 0, 0

    def epoch(self, texts: Sequence[Seen], chance: random.Random) -> float:
        """Learn from all texts once; give the mean loss of a text."""
        self.train()
        order = batches(texts, self.settings.batch_words, chance)
        self.all_steps = self.all_steps or len(order) * self.settings.epochs
        losses = 0.0
        for batch in order:
            for group in self.optimizer.param_groups:
                rising, falling = (self.step + 1) / WARMING, 1 - 0.95 * min(1.0, self.step / self.all_steps)
                group["lr"] = self.settings.learning_rate * min(1.0, rising) * falling
            loss = self.loss(*padded([texts[at] for at in batch])) / len(batch)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.parameters(), 5.0)
            self.optimizer.step()
            self.step += 1
            self._average()
            losses += float(loss.detach()) * len(batch)
        return losses / max(1, len(texts))

    def weights(self) -> dict[str, Floats]:
        """Give the averaged weights as `pipeline.ner.tagger` wants them: what is multiplied has its inputs in rows."""
        found = {}
        for name, values in self.averaged.items():
            if name.startswith("narrow."):
                continue
            array = values.numpy()
            if name.startswith("embed."):
                found[name.removesuffix(".weight")] = array
            elif name.startswith("layers.") and array.ndim == 3:
                found[name] = array.transpose(2, 1, 0).reshape(-1, array.shape[0])
            else:
                found[name] = array.T if array.ndim == 2 and name != "steps" else array
        return {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in found.items()}

    def narrowing(self) -> Floats:
        """Give by what word vectors are multiplied to be narrower."""
        return np.ascontiguousarray(self.averaged["narrow.weight"].numpy().T)

    def forward(self, numbers: Any, listed: Any, inside: Any) -> Any:
        """Give a row of scores for each word of each text; `inside` is 1 where there is a word."""
        return self.out(functional.dropout(self.rows(numbers, listed, inside), self.settings.dropout, self.training))

    def rows(self, numbers: Any, listed: Any, inside: Any, shown: Any = None) -> Any:
        """Give what the layers make of each word.

        Where words are `shown` (1) or not (0), nothing is told of the latter but their place, and little else is dropped.
        """
        share = self.settings.dropout if shown is None else LITTLE
        parts = []
        kept = (torch.rand(numbers.shape[:2]) >= self.settings.hidden).float()[..., None] if shown is None else shown
        for column, table in enumerate(self.embed):
            hashed = numbers[..., column]
            part = table(hashed % table.num_embeddings) + table((hashed * SPREAD % 2**32 >> 8) % table.num_embeddings)
            parts.append(part * kept if self.training and column in self.hiding else part)
        told = [torch.relu(self.listed(listed))]
        if self.vectors is not None:
            given = self.vectors[numbers[..., -1]]
            given = given if self.narrow is None else self.narrow(given)
            told.append(given * kept if self.training else given)
        together = torch.cat([*parts, *told], dim=-1)
        together = together if shown is None else together * shown
        rows = torch.tanh(self.mixed(functional.dropout(together, share, self.training))) * inside
        for layer, norm in zip(self.layers, self.norms, strict=True):
            seen = functional.dropout(rows, share / 2, self.training).transpose(1, 2)
            rows = norm(rows + functional.glu(layer(seen).transpose(1, 2), dim=-1)) * inside
        return rows

    def loss(self, inside: Any, numbers: Any, listed: Any, tags: Any, opinion: Any = None) -> Any:
        """How unlikely the right tags are, among all sequences, in natural logarithms; in part those that the teachers expect."""
        scores = self(numbers, listed, inside[..., None])
        right = scores.gather(2, tags[..., None])[..., 0] * inside
        steps = self.steps[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]
        gold = (self.first[tags[:, 0]] + right.sum(1) + steps.sum(1)).sum()
        if self.teachers is not None and opinion is not None:
            expected = self.teachers.expected(opinion, inside)
            weighed = ((had * own).sum() for had, own in zip(expected, (scores, self.steps, self.first), strict=True))
            gold = self.settings.trust * sum(weighed) + (1 - self.settings.trust) * gold
        return whole(scores, inside, self.steps, self.first).sum() - gold

    def _average(self) -> None:
        keep = min(self.settings.average, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, values in self.state_dict().items():
                self.averaged[name].lerp_(values, 1 - keep)


def whole(scores: Any, inside: Any, steps: Any, first: Any) -> Any:
    """The weight of all sequences of each text together, as a logarithm."""
    found = first + scores[:, 0]
    for at in range(1, scores.shape[1]):
        onward = torch.logsumexp(found[:, :, None] + steps, dim=1) + scores[:, at]
        found = torch.where(inside[:, at, None] > 0, onward, found)
    return torch.logsumexp(found, dim=1)


class Teachers:
    """The chain of tags of networks that score together; what it expects is what another network learns (Hinton et al. 2015)."""

    def __init__(self, chain: Chain, heat: float) -> None:
        self.steps, self.first, self.heat = torch.from_numpy(chain.steps) / heat, torch.from_numpy(chain.first) / heat, heat

    def expected(self, scores: Any, inside: Any) -> Any:
        """Give how often each tag is expected at each word, each step from tag to tag, and each tag at the beginning.

        These are what the weight of all sequences grows by, if a score, a step or a beginning weighs more.
        """
        given = [
            (scores / self.heat).requires_grad_(),
            self.steps.clone().requires_grad_(),
            self.first.clone().requires_grad_(),
        ]
        return torch.autograd.grad(whole(given[0], inside, given[1], given[2]).sum(), given)


def padded(texts: Sequence[Seen]) -> list[Any]:
    """Lay texts beside one another, the shorter ones filled up; first comes where there are words."""
    lengths = torch.tensor([len(text[2]) for text in texts])
    longest = int(lengths.max())
    found = [np.stack([_filled(part, longest) for part in parts]) for parts in zip(*texts, strict=True)]
    inside = (torch.arange(longest)[None] < lengths[:, None]).float()
    return [inside, *(torch.from_numpy(part.astype(np.float32 if part.dtype.kind == "f" else np.int64)) for part in found)]


def _filled(rows: Any, longest: int) -> Any:
    return np.concatenate([rows, np.zeros((longest - len(rows), *rows.shape[1:]), dtype=rows.dtype)])
