"""Measure a back-end: span scores on the dev corpora, and the people of announcements that NER alone finds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.errors import SourceError
from pipeline.gold import read
from pipeline.ner.recogniser import FILE
from pipeline.training.corpus import SPLITS, Mention, load
from pipeline.training.scores import Score, score


@dataclass(frozen=True, slots=True)
class Result:
    """Scores by label of one corpus, and words read per second of processor time."""

    language: str
    corpus: str
    scores: dict[str, Score]
    speed: float


@dataclass(frozen=True, slots=True)
class Recall:
    """People mentioned in announcements: how many there are, how many were touched, how many met exactly."""

    language: str
    gold: int
    touched: int
    exact: int


def back_end(language: str, weights: Path) -> Language:
    """Make a pipeline with one back-end alone, chosen by what the folder of weights holds."""
    kind = "herald_ner_cnn" if (weights / FILE).is_file() else "herald_ner_transformers"
    nlp = spacy.blank(language)
    nlp.add_pipe(kind, name="ner")
    nlp.get_pipe("ner").from_disk(weights)  # type: ignore[attr-defined]
    return nlp


def corpora(nlp: Language, data: Path, split: str = SPLITS[1]) -> Iterator[Result]:
    """Score a pipeline on each corpus of its language, sentence by sentence."""
    for corpus, sentences in load(data, str(nlp.lang), split).items():
        began = time.process_time()
        docs = list(nlp.pipe([sentence.text for sentence in sentences]))
        seconds = time.process_time() - began
        found = [[Mention(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]
        pairs = zip([sentence.mentions for sentence in sentences], found, strict=True)
        yield Result(str(nlp.lang), corpus, score(pairs), sum(map(len, docs)) / seconds)


def announcements(nlp: Language, folder: Path) -> Recall:
    """Count the people of gold announcements in the pipeline's language that its names touch.

    Reads:   gold records anywhere under the folder.
    Raises:  RecordError, SourceError, if something there is no record.
    """
    gold = touched = exact = 0
    for name, record in read(folder):
        try:
            language, text = record["language"], record["text"]
            wanted = [(m["start"], m["end"]) for person in record["people"] for m in person["mentions"]]
        except (KeyError, TypeError) as error:
            raise SourceError(name, f"not a record: {error}") from error
        if language != nlp.lang:
            continue
        found = [(ent.start_char, ent.end_char) for ent in nlp(text).ents if ent.label_ == "PER"]
        gold += len(wanted)
        exact += len(set(wanted) & set(found))
        touched += sum(_touched(span, found) for span in wanted)
    return Recall(str(nlp.lang), gold, touched, exact)


def _touched(span: tuple[int, int], found: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in found)
