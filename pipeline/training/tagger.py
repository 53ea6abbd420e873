"""Train the network that tags words with torch; `pipeline.ner.tagger` runs it in plain numpy."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.ner.features import Features, fold, stem
from pipeline.ner.hashing import number, pack
from pipeline.ner.known import Floats
from pipeline.ner.marks import split_marks
from pipeline.ner.stored import Layout, Tables, save
from pipeline.ner.tagger import TAGS, Tagger, laid_out
from pipeline.ner.vectors import Vectors
from pipeline.training.batches import Seen, cut
from pipeline.training.corpus import LABELS, Mention, Sentence
from pipeline.training.lessons import Lesson, lean
from pipeline.training.mixing import Corpora, mix
from pipeline.training.opinions import FREE, Teacher
from pipeline.training.quantise import quantised
from pipeline.training.scores import ALL, Score, score
from pipeline.training.tagger_settings import TaggerSettings

if TYPE_CHECKING:
    from pipeline.training.tagger_network import Network

HEATS = tuple(1 + step / 10 for step in range(41))
"""Which temperatures are tried."""

LEAST = -12.0
"""No tag counts as less likely than this, in natural logarithms: gold tags that break the chain would outweigh all others."""


class TaggerTrainer:
    """Holds what a tagger looks up and what its members have learnt: `fit` leaves the averaged weights of their last epochs."""

    def __init__(
        self,
        language: str,
        settings: TaggerSettings,
        lists: Mapping[str, int],
        letters: Mapping[int, Floats],
        vectors: Vectors | None = None,
    ) -> None:
        self.language = language
        self.settings = settings
        self.vectors = vectors
        self.nlp = spacy.blank(language)
        self.layout = Layout.of(settings.network)
        entries = {number(word): held for word, held in lists.items()}
        uses = np.array([letters[letter] for letter in sorted(letters)], dtype=np.float32)
        self.tables = Tables(
            known=b"",
            lists=pack(list(entries)),
            members=np.array([entries[entry] for entry in sorted(entries)], dtype="<u2").tobytes(),
            letters=pack(list(letters)),
            uses=np.round(uses * 127).astype(np.int8).tobytes(),
        )
        self.members: list[dict[str, Floats]] = []

    @property
    def tagger(self) -> Tagger:
        """Give the tagger with the weights learnt so far."""
        return Tagger(self.layout, self.tables, self.members)

    def fit(self, train: Corpora, dev: Corpora, report: Callable[[str], None]) -> dict[str, dict[str, Score]]:
        """Train all members for all epochs; the scores on the dev corpora are told, and choose nothing.

        If the settings want teachers, these are trained first, and the members learn from what they say together.
        """
        settings, own = self.settings, self.settings.seed
        self.tables = dataclasses.replace(self.tables, known=pack(list(self._frequent(train))))
        chance, others = random.Random(own), own + settings.members
        teacher = Teacher(self.language, settings.teacher) if settings.teacher else None
        held = []
        for variant in range(1, settings.variants + 1):
            held.append(lean(self._numbered(train, chance, teacher)))
            report(f"corpora varied, {variant} of {settings.variants}: {len(held[-1])} texts")
        lesson = Lesson(train, held, FREE if teacher else None)
        if self.vectors is not None:
            self._narrow(self.vectors, lesson, report)
        for seed in range(others, others + settings.teachers):
            self._learn(dataclasses.replace(settings, seed=seed), lesson, dev, report)
        if self.members:
            lesson = lesson.taught(self.tagger)
            self.members = []
        for seed in range(own, others):
            self._learn(dataclasses.replace(settings, seed=seed), lesson, dev, report)
        self.layout = dataclasses.replace(self.layout, temperature=self.temperature(dev))
        report(f"temperature {self.layout.temperature:.2f}")
        return self.evaluate(dev)

    def temperature(self, dev: Corpora) -> float:
        """Find by what scores must be divided for the right tags of the dev corpora to be likeliest, word by word."""
        tagger = self.tagger
        docs = [self._doc(sentence) for sentences in dev.values() for sentence in sentences if sentence.text]
        docs.sort(key=lambda one: len(one[1]))
        scores = [tagger.scores([[t.text for t in doc] for doc, _ in some]) for some in _some(docs)]

        def loss(heat: float) -> float:
            chain, lost = tagger.chain.softer(heat), 0.0
            for some, rows in zip(_some(docs), scores, strict=True):
                padded, lengths = laid_out(rows)
                chances = chain.chances(np.asarray(padded / heat), lengths)
                pairs = zip(some, chances, strict=True)
                lost -= sum(float(np.maximum(row[np.arange(len(tags)), tags], LEAST).sum()) for (_, tags), row in pairs)
            return lost

        return min(HEATS, key=loss)

    def _learn(self, settings: TaggerSettings, lesson: Lesson, dev: Corpora, report: Callable[[str], None]) -> None:
        """Train one more member, or one more teacher."""
        self.members.append({})
        vectors = self.tables.vectors(self.layout.vectors)
        for epoch, loss, network in self._epochs(settings, lesson, report, None if vectors is None else vectors.whole()):
            self.members[-1] = network.weights()
            scores = self.evaluate(dev)
            per_corpus = " ".join(f"{name} {row[ALL].f1:.3f} (PER {row[LABELS[0]].f1:.3f})" for name, row in scores.items())
            what = "teacher" if settings.teachers and lesson.teachers is None else "member"
            report(f"{what} {len(self.members)}, epoch {epoch}: loss {loss:.3f} | {per_corpus}")

    def _narrow(self, given: Vectors, lesson: Lesson, report: Callable[[str], None]) -> None:
        """Keep of the given vectors what a network finds in them that is not kept itself."""
        whole = given.whole()
        first = dataclasses.replace(self.settings, epochs=self.settings.narrowing, pretraining=0)
        for epoch, loss, network in self._epochs(first, lesson, report, whole):
            axes = network.narrowing()
            report(f"narrowing, epoch {epoch}: loss {loss:.3f}")
        narrow = quantised(given.words, whole @ axes, self.settings.parts, self.settings.seed)
        self.tables = dataclasses.replace(self.tables, **narrow.stored())

    def _epochs(
        self, settings: TaggerSettings, lesson: Lesson, report: Callable[[str], None], vectors: Floats | None
    ) -> Iterator[tuple[int, float, Network]]:
        """Train one network, which perhaps guesses hidden words first; give it with its loss after each epoch."""
        from pipeline.training.guessing import Guesser
        from pipeline.training.tagger_network import Network, Teachers

        chance = random.Random(settings.seed)
        teachers = None if lesson.teachers is None else Teachers(lesson.teachers, settings.heat)
        network = Network(self.layout, self.tables.groups(self.layout.groups, {}).width, settings, vectors, teachers)
        guesser: Guesser | None = None
        for epoch in range(1, settings.pretraining + 1):
            texts = self._read(lesson, epoch, chance)
            guesser = guesser or Guesser(network, texts)
            report(f"pretraining, epoch {epoch}: loss {guesser.epoch(texts, chance):.3f}")
        for epoch in range(1, settings.epochs + 1):
            yield epoch, network.epoch(self._read(lesson, epoch, chance), chance), network

    def _read(self, lesson: Lesson, epoch: int, chance: random.Random) -> Sequence[Seen]:
        """Give the texts of an epoch: those that are held, in turn, or the corpora varied anew."""
        return lesson.held[epoch % len(lesson.held)] if lesson.held else self._numbered(lesson.train, chance)

    def _numbered(self, train: Corpora, chance: random.Random, teacher: Teacher | None = None) -> list[Seen]:
        """Vary the corpora and make them into numbers, as an epoch reads them, perhaps with what a teacher thinks of each text."""
        settings = self.settings
        features = self.tables.features(self.layout.columns)
        known = self.tables.groups(self.layout.groups, features.lists)
        texts = mix(train, settings.weights, settings.chances, chance, invented=settings.invented)
        docs = [self._doc(text) for _, text in texts]
        told = [() if teacher is None else (teacher.of(doc),) for doc, _ in docs]
        seen = [
            (self._numbers(features, doc), known.of([t.text for t in doc]), tags, *opinion)
            for (doc, tags), opinion in zip(docs, told, strict=True)
        ]
        return [part for text in seen for part in cut(text, settings.longest)]

    def _numbers(self, features: Features, doc: Doc) -> Any:
        """The hashed features of a text, and behind them the numbers of its words' vectors, where there are any."""
        numbers = features.of(doc).astype(np.int64)
        if self.vectors is None:
            return numbers
        return np.concatenate([numbers, self.vectors.rows([token.text for token in doc])[:, None]], axis=1)

    def evaluate(self, dev: Corpora) -> dict[str, dict[str, Score]]:
        """Score the tagger on each dev corpus, sentence by sentence."""
        tagger, found = self.tagger, {}
        for (language, corpus), sentences in dev.items():
            docs = tagger.pipe(split_marks(self.nlp.make_doc(s.text)) for s in sentences)
            spans = [[Mention(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
            found[f"{language}/{corpus}"] = score(zip([s.mentions for s in sentences], spans, strict=True))
        return found

    def stored(self) -> bytes:
        """Give the weights as `herald_ner_cnn` reads them."""
        return save(self.layout, self.tables, self.members)

    def _frequent(self, train: Corpora) -> Iterator[int]:
        words: Counter[int] = Counter()
        for sentence in (s for sentences in train.values() for s in sentences):
            folded = [fold(token.text) for token in split_marks(self.nlp.make_doc(sentence.text))]
            words.update(number(form) for word in folded for form in {word, stem(word)})
        return (word for word, count in words.items() if count >= self.settings.least)

    def _doc(self, sentence: Sentence) -> tuple[Doc, Any]:
        """Cut a text into words and give each its tag."""
        doc = split_marks(self.nlp.make_doc(sentence.text))
        spans = [doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand") for m in sentence.mentions]
        tags = np.zeros(len(doc), dtype=np.int64)
        for span in filter_spans([span for span in spans if span is not None]):
            tags[span.start : span.end] = TAGS.index(f"I-{span.label_}")
            tags[span.start] = TAGS.index(f"B-{span.label_}")
        return doc, tags


def _some(docs: Sequence[tuple[Doc, Any]]) -> list[Sequence[tuple[Doc, Any]]]:
    return [docs[start : start + 64] for start in range(0, len(docs), 64)]
