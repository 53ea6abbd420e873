"""Train the convolutional back-end with spaCy's own optimiser, features and lists of ours."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import Adam, Model, Optimizer, fix_random_seed

from pipeline.ner.features import CORPUS, fold, stem
from pipeline.ner.hashing import number, pack
from pipeline.ner.marks import split_marks
from pipeline.ner.recogniser import build, layout, save
from pipeline.ner.tok2vec import LAYER
from pipeline.training import synthetic
from pipeline.training.augment import Chances
from pipeline.training.corpus import Mention, Sentence
from pipeline.training.mixing import Corpora, mix
from pipeline.training.pretrain import pretrain
from pipeline.training.scores import ALL, Score, score

Lists = Mapping[str, int]
"""Folded words, each with the bits of the lists that hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CnnSettings:
    """How a convolutional network is trained; `network` overrides the component's defaults.

    `home` is the corpus whose conventions the network follows, where its columns tell corpora apart; `pretraining` is for how
    many epochs it guesses hidden words first; `lists` names lists beyond those that every network sees.
    """

    seed: int = 1
    epochs: int = 12
    learning_rate: float = 0.001
    dropout: float = 0.2
    batch_words: int = 1200
    least: int = 2
    patience: int = 3
    threads: int = 1
    invented: int = 0
    home: str = ""
    pretraining: int = 0
    lists: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    chances: Chances = field(default_factory=Chances)
    network: Mapping[str, Any] = field(default_factory=dict)


class CnnTrainer:
    """Holds a blank pipeline and a recogniser; `fit` leaves the best averaged weights in `recogniser`."""

    def __init__(self, language: str, settings: CnnSettings, lists: Lists) -> None:
        fix_random_seed(settings.seed)
        self.settings = settings
        self.lists = lists
        self.nlp: Language = spacy.blank(language)
        self.network = layout(settings.network)
        self.recogniser: Any = build(self.network, self.nlp.vocab, "ner")

    def fit(self, train: Corpora, dev: Corpora, report: Callable[[str], None]) -> dict[str, dict[str, Score]]:
        """Train for some epochs, keeping the epoch whose averaged weights score best on the dev corpora."""
        chance = random.Random(self.settings.seed)
        self._prepare(train)
        if self.settings.pretraining:
            texts = [self._doc(sentence) for sentences in train.values() for sentence in sentences]
            tok2vec = self.recogniser.model.get_ref("tok2vec").layers[0]
            pretrain(tok2vec, texts, epochs=self.settings.pretraining, seed=self.settings.seed, report=report)
        optimizer = Adam(self._rates(), L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
        best: tuple[float, bytes, dict[str, dict[str, Score]]] | None = None
        stale = 0
        for epoch in range(1, self.settings.epochs + 1):
            loss = self._epoch(train, chance, optimizer)
            optimizer.step_schedules()
            with self.recogniser.model.use_params(optimizer.averages):
                scores = self.evaluate(dev)
                mean = self._mean(scores)
                stale = 0 if best is None or mean > best[0] else stale + 1
                if not stale:
                    best = (mean, self.recogniser.to_bytes(exclude=["vocab"]), scores)
            per_corpus = " ".join(f"{name} {row[ALL].f1:.3f}" for name, row in scores.items())
            report(f"epoch {epoch}: loss {loss:.1f}, mean F1 {mean:.4f} | {per_corpus}")
            if stale >= self.settings.patience:
                break
        assert best is not None
        self.recogniser.from_bytes(best[1])
        return best[2]

    def evaluate(self, dev: Corpora) -> dict[str, dict[str, Score]]:
        """Score the recogniser on each dev corpus, sentence by sentence."""
        found = {}
        for (language, corpus), sentences in dev.items():
            docs = self.recogniser.pipe((split_marks(self.nlp.make_doc(s.text)) for s in sentences), batch_size=256)
            spans = [[Mention(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
            found[f"{language}/{corpus}"] = score(zip([s.mentions for s in sentences], spans, strict=True))
        return found

    def stored(self) -> bytes:
        """Give the weights as `herald_ner_cnn` reads them."""
        return save(self.recogniser, self.network)

    def _rates(self) -> list[float]:
        """Give one learning rate per epoch, falling in a line to a tenth."""
        steps = max(1, self.settings.epochs - 1)
        return [self.settings.learning_rate * (1 - 0.9 * min(1.0, step / steps)) for step in range(steps + 2)]

    def _prepare(self, train: Corpora) -> None:
        layer = _layer(self.recogniser.model, LAYER)
        words: Counter[int] = Counter()
        for sentence in (s for sentences in train.values() for s in sentences):
            folded = [fold(token.text) for token in self.nlp.make_doc(sentence.text)]
            words.update(number(form) for word in folded for form in {word, stem(word)})
        layer.attrs["known"] = pack([word for word, count in words.items() if count >= self.settings.least])
        entries = {number(word): held for word, held in self.lists.items()}
        layer.attrs["lists"] = pack(list(entries))
        layer.attrs["members"] = np.array([entries[entry] for entry in sorted(entries)], dtype="<u2").tobytes()
        layer.attrs["home"] = self.settings.home
        sample = [s for sentences in train.values() for s in sentences if s.mentions][:500]
        self.recogniser.initialize(lambda: [self._example(s) for s in sample], nlp=self.nlp)

    def _epoch(self, train: Corpora, chance: random.Random, optimizer: Optimizer) -> float:
        losses: dict[str, float] = {}
        made = mix(train, self.settings.weights, self.settings.chances, chance, invented=self.settings.invented)
        texts = [text for _, text in made]
        chance.shuffle(texts)
        for batch in self._batches(texts):
            self.recogniser.update(batch, drop=self.settings.dropout, sgd=optimizer, losses=losses)
        return losses.get("ner", 0.0)

    def _batches(self, texts: Sequence[Sentence]) -> Iterator[list[Example]]:
        batch: list[Example] = []
        words = 0
        for text in texts:
            example = self._example(text)
            batch.append(example)
            words += len(example.predicted)
            if words >= self.settings.batch_words:
                yield batch
                batch, words = [], 0
        if batch:
            yield batch

    def _example(self, sentence: Sentence) -> Example:
        doc = self._doc(sentence)
        gold = Doc(self.nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        spans = [gold.char_span(m.start, m.end, label=m.label, alignment_mode="expand") for m in sentence.mentions]
        gold.ents = filter_spans([span for span in spans if span is not None])
        return Example(doc, gold)

    def _doc(self, sentence: Sentence) -> Doc:
        doc = split_marks(self.nlp.make_doc(sentence.text))
        doc.user_data[CORPUS] = self.settings.home if sentence.corpus == synthetic.CORPUS else sentence.corpus
        return doc

    def _mean(self, scores: Mapping[str, Mapping[str, Score]]) -> float:
        chosen = [row[ALL].f1 for name, row in scores.items() if not self.settings.targets or name in self.settings.targets]
        return sum(chosen) / len(chosen)


def _layer(model: Model[Any, Any], name: str) -> Model[Any, Any]:
    return next(node for node in model.walk() if node.name == name)
