"""Fine-tune a BERT with a token-classification head to find names, and see their case though its vocabulary does not.

The case of each word travels in `token_type_ids`, whose embedding grows from two rows to one per case class; so the
network stays a plain Hugging Face token classifier. Word embeddings are frozen: rare names keep what they knew.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.ner.case import CASE_CLASSES
from pipeline.ner.decode import log_softmax, names
from pipeline.ner.pieces import Pieces, pieces_batch
from pipeline.training.augment import Chances
from pipeline.training.corpus import LABELS, Mention, Sentence
from pipeline.training.mixing import Corpora, mix
from pipeline.training.scores import ALL, Score, score

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
IGNORE = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformerSettings:
    """How a transformer is trained; `weights` says how often a corpus is read per epoch (1 if unnamed, but a named one must be there)."""

    seed: int = 1
    epochs: int = 4
    learning_rate: float = 3e-4
    weight_decay: float = 0.01
    warmup: float = 0.06
    batch_pieces: int = 1536
    invented: int = 0
    mask: float = 0.04
    average: float = 0.996
    patience: int = 2
    threads: int = 2
    targets: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    chances: Chances = field(default_factory=Chances)


@dataclass(frozen=True, slots=True)
class Example:
    """One training text as pieces, with a tag number for each first piece and IGNORE elsewhere."""

    ids: list[int]
    cases: list[int]
    tags: list[int]


class Trainer:
    """Holds a network, its tokenizer and the training data; `fit` leaves the best averaged weights in `model`."""

    def __init__(self, base: Path, tokenizer: Tokenizer, settings: TransformerSettings) -> None:
        import torch
        from transformers import AutoModelForTokenClassification

        torch.set_num_threads(settings.threads)
        random.seed(settings.seed)
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.model: Any = AutoModelForTokenClassification.from_pretrained(
            base,
            num_labels=len(TAGS),
            id2label=dict(enumerate(TAGS)),
            label2id={tag: number for number, tag in enumerate(TAGS)},
        )
        _widen_case(self.model)
        self.model.base_model.embeddings.word_embeddings.weight.requires_grad_(False)
        self.special = {name: tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[PAD]", "[MASK]")}

    def fit(self, train: Corpora, dev: Corpora, report: Callable[[str], None]) -> dict[str, dict[str, Score]]:
        """Train for some epochs, keeping the epoch whose averaged weights score best on the dev corpora."""
        import torch

        chance = random.Random(self.settings.seed)
        sizes = len(self._batches(train, random.Random(0)))
        steps = sizes * self.settings.epochs
        optimizer = self._optimizer()
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: self._pace(step, steps))
        average = copy.deepcopy(self.model).eval()
        best: tuple[float, dict[str, Any], dict[str, dict[str, Score]]] | None = None
        stale = 0
        for epoch in range(1, self.settings.epochs + 1):
            loss = self._epoch(self._batches(train, chance), optimizer, schedule, average, report)
            scores = self.evaluate(dev, average)
            mean = self._mean(scores)
            per_corpus = " ".join(f"{name} {row[ALL].f1:.3f}" for name, row in scores.items())
            report(f"epoch {epoch}: loss {loss:.4f}, mean F1 {mean:.4f} | {per_corpus}")
            stale = 0 if best is None or mean > best[0] else stale + 1
            if not stale:
                best = (mean, copy.deepcopy(average.state_dict()), scores)
            if stale >= self.settings.patience:
                break
        assert best is not None
        self.model.load_state_dict(best[1])
        self.model.eval()
        return best[2]

    def evaluate(self, dev: Corpora, model: Any) -> dict[str, dict[str, Score]]:
        """Score a network on each dev corpus, sentence by sentence."""
        return {
            f"{language}/{corpus}": score(
                zip([s.mentions for s in sentences], self.find([s.text for s in sentences], model), strict=True)
            )
            for (language, corpus), sentences in dev.items()
        }

    def find(self, texts: Sequence[str], model: Any) -> list[list[Mention]]:
        """Find the names of short texts."""
        cut = pieces_batch(self.tokenizer, texts)
        found: list[list[Mention]] = [[] for _ in texts]
        for index, row in self._logits(cut, model):
            heads = [at for at, head in enumerate(cut[index].heads) if head]
            words = cut[index].words
            scores = log_softmax(row[heads])
            for name in names(scores, TAGS, [False] * len(words)):
                found[index].append(Mention(words[name.start][0], words[name.end - 1][1], name.label))
        return found

    def temperature(self, dev: Corpora, chance: random.Random) -> float:
        """Find by what the logits must be divided for their probabilities to hold on the dev corpora (Guo et al. 2017)."""
        held = [sentence for sentences in dev.values() for sentence in sentences]
        held = chance.sample(held, min(len(held), 2000))
        cut = pieces_batch(self.tokenizer, [s.text for s in held])
        rows: list[Any] = []
        gold: list[int] = []
        for index, row in self._logits(cut, self.model):
            rows.append(row[[at for at, head in enumerate(cut[index].heads) if head]])
            gold += _word_tags(cut[index].words, held[index].mentions)
        logits = np.concatenate(rows)
        grid = [0.7 + 0.05 * step for step in range(60)]
        return min(grid, key=lambda t: -float(log_softmax(logits, t)[np.arange(len(gold)), gold].mean()))

    def _logits(self, cut: Sequence[Pieces], model: Any) -> Iterator[tuple[int, Any]]:
        import torch

        order = sorted(range(len(cut)), key=lambda index: len(cut[index].ids))
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            examples = [Example(cut[i].ids[:500], cut[i].cases[:500], [IGNORE] * len(cut[i].ids[:500])) for i in chosen]
            ids, mask, cases, _ = self._tensors(examples)
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(input_ids=ids, attention_mask=mask, token_type_ids=cases).logits.float().numpy()
            for row, index in enumerate(chosen):
                length = len(cut[index].ids)
                padded = np.zeros((length, len(TAGS)), dtype=np.float32)
                padded[: min(length, 500)] = logits[row, 1 : min(length, 500) + 1]
                yield index, padded

    def _epoch(self, batches: list[list[Example]], optimizer: Any, schedule: Any, average: Any, report: Any) -> float:
        import torch

        self.model.train()
        total = 0.0
        for step, batch in enumerate(batches, 1):
            ids, mask, cases, tags = self._tensors(batch)
            if self.settings.mask:
                hidden = (torch.rand(ids.shape) < self.settings.mask) & (mask == 1) & (ids != self.special["[CLS]"])
                ids = torch.where(hidden & (ids != self.special["[SEP]"]), self.special["[MASK]"], ids)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = self.model(input_ids=ids, attention_mask=mask, token_type_ids=cases).logits
            loss = torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORE)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            self._follow(average)
            total += float(loss.detach())
            if step % 100 == 0:
                report(f"  step {step}/{len(batches)}: loss {total / step:.4f}")
        return total / len(batches)

    def _follow(self, average: Any) -> None:
        import torch

        with torch.no_grad():
            for kept, new in zip(average.parameters(), self.model.parameters(), strict=True):
                if new.requires_grad:
                    kept.lerp_(new, 1 - self.settings.average)

    def _batches(self, train: Corpora, chance: random.Random) -> list[list[Example]]:
        own = self.settings
        texts = [text for _, text in mix(train, own.weights, own.chances, chance, invented=own.invented)]
        examples = sorted(self._examples(texts), key=lambda example: len(example.ids) + chance.random() * 4)
        batches: list[list[Example]] = [[]]
        for example in examples:
            if batches[-1] and len(example.ids) * (len(batches[-1]) + 1) > own.batch_pieces:
                batches.append([])
            batches[-1].append(example)
        chance.shuffle(batches)
        return batches

    def _examples(self, sentences: Sequence[Sentence]) -> Iterator[Example]:
        for sentence, cut in zip(sentences, pieces_batch(self.tokenizer, [s.text for s in sentences]), strict=True):
            tags = iter(_word_tags(cut.words, sentence.mentions))
            numbers = [next(tags) if head else IGNORE for head in cut.heads]
            limit = 500
            yield Example(cut.ids[:limit], cut.cases[:limit], numbers[:limit])

    def _tensors(self, batch: Sequence[Example]) -> tuple[Any, Any, Any, Any]:
        import torch

        width = max(len(example.ids) for example in batch) + 2
        ids = torch.full((len(batch), width), self.special["[PAD]"])
        mask = torch.zeros((len(batch), width), dtype=torch.long)
        cases = torch.zeros((len(batch), width), dtype=torch.long)
        tags = torch.full((len(batch), width), IGNORE)
        for row, example in enumerate(batch):
            length = len(example.ids)
            ids[row, : length + 2] = torch.tensor([self.special["[CLS]"], *example.ids, self.special["[SEP]"]])
            mask[row, : length + 2] = 1
            cases[row, 1 : length + 1] = torch.tensor(example.cases)
            tags[row, 1 : length + 1] = torch.tensor(example.tags)
        return ids, mask, cases, tags

    def _optimizer(self) -> Any:
        import torch

        moving = [(name, weight) for name, weight in self.model.named_parameters() if weight.requires_grad]
        plain = [weight for name, weight in moving if name.endswith("bias") or "LayerNorm" in name]
        decayed = [weight for name, weight in moving if not (name.endswith("bias") or "LayerNorm" in name)]
        groups = [{"params": decayed, "weight_decay": self.settings.weight_decay}, {"params": plain, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=self.settings.learning_rate)

    def _pace(self, step: int, steps: int) -> float:
        warm = max(1, int(steps * self.settings.warmup))
        return step / warm if step < warm else max(0.02, (steps - step) / max(1, steps - warm))

    def _mean(self, scores: Mapping[str, Mapping[str, Score]]) -> float:
        chosen = [row[ALL].f1 for name, row in scores.items() if not self.settings.targets or name in self.settings.targets]
        return math.fsum(chosen) / len(chosen)


def _word_tags(words: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[int]:
    """Give each word its tag: B for the first that meets a mention, I for those after it."""
    tags = [0] * len(words)
    at = 0
    for mention in mentions:
        while at < len(words) and words[at][1] <= mention.start:
            at += 1
        prefix = "B"
        while at < len(words) and words[at][0] < mention.end:
            tags[at] = TAGS.index(f"{prefix}-{mention.label}")
            prefix = "I"
            at += 1
    return tags


def _widen_case(model: Any) -> None:
    """Give the token-type embedding one row per case class, each begun as the base's first row."""
    import torch

    embeddings = model.base_model.embeddings
    old = embeddings.token_type_embeddings.weight.detach()
    if len(old) != CASE_CLASSES:
        new = torch.nn.Embedding(CASE_CLASSES, old.shape[1])
        new.weight.data.copy_(old[0].expand(CASE_CLASSES, -1))
        embeddings.token_type_embeddings = new
        model.config.type_vocab_size = CASE_CLASSES
