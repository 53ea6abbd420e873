"""The network under the convolutional back-end: conventions of corpora, hidden words, marks left on words."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.errors import ModelError
from pipeline.ner.features import CORPUS, Features
from pipeline.ner.marks import split_marks
from pipeline.ner.recogniser import layout
from pipeline.ner.tok2vec import name_tok2vec
from pipeline.spans import Fact, read, write
from pipeline.training.pretrain import pretrain

SETTINGS = {"width": 16, "depth": 1, "window_size": 1, "maxout_pieces": 2, "word_dropout": 0.0}


def test_a_text_is_read_by_the_conventions_of_home_unless_it_says_otherwise() -> None:
    features = Features(["word", CORPUS], home="news")
    vocab = spacy.blank("en").vocab
    docs = [Doc(vocab, words=["Osh"], user_data=data) for data in ({}, {CORPUS: "news"}, {CORPUS: "court"})]
    plain, news, court = (features.of(doc)[0, 1] for doc in docs)
    assert plain == news != court


@pytest.mark.parametrize(
    ("columns", "message"),
    [(["word", "tail"], "unknown"), ([CORPUS, "word"], "pair columns last"), (["left", "word"], "pair columns last")],
)
def test_wrong_columns_are_named(columns: list[str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        name_tok2vec(columns=columns, rows=[10] * len(columns), **SETTINGS)


def test_settings_of_the_parser_and_of_the_network_under_it_are_told_apart() -> None:
    network = layout({"hidden_width": 32, "width": 48})
    assert (network["hidden_width"], network["tok2vec"]["width"]) == (32, 48)
    assert "hidden_width" not in network["tok2vec"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("في (فاس).", ["في", "(", "فاس", ")", "."]),
        ("مجلة «الأفق».", ["مجلة", "«", "الأفق", "»", "."]),
        ("كان عالمًا.", ["كان", "عالمًا", "."]),
        ("بنسبة 3.5 في", ["بنسبة", "3.5", "في"]),
        ("د. مينا", ["د.", "مينا"]),
    ],
)
def test_marks_are_split_off_the_end_of_a_word(text: str, tokens: list[str]) -> None:
    assert [token.text for token in split_marks(spacy.blank("ar")(text))] == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Декан /Анна Мост/. Печать", ["Декан", "/", "Анна", "Мост", "/", ".", "Печать"]),
        ("Ректор /И. Мост/", ["Ректор", "/", "И.", "Мост", "/"]),
        ("Путь a/b и 5 м/с", ["Путь", "a", "/", "b", "и", "5", "м", "/", "с"]),
        ("Сайт http://a.org/x", ["Сайт", "http://a.org/x"]),
    ],
)
def test_strokes_about_a_signature_are_split_off(text: str, tokens: list[str]) -> None:
    assert [token.text for token in split_marks(spacy.blank("ru")(text))] == tokens


def test_facts_survive_the_splitting_of_marks() -> None:
    doc = spacy.blank("ar")("وصل (أمس) إلى (فاس).")
    write(doc, "dates", [Fact(6, 9, "Date", "day")])
    assert [(fact.start, fact.end) for fact in read(split_marks(doc), "dates")] == [(6, 9)]


def test_hidden_words_are_guessed_better_and_better() -> None:
    nlp = spacy.blank("en")
    chance = random.Random(1)
    texts = [
        nlp(f"{who} went to {where} by train")
        for _ in range(60)
        for who, where in [(chance.choice("ABCD"), "Osh"), ("They", "Naryn")]
    ]
    tok2vec = name_tok2vec(columns=["suffix3", "shape"], rows=[200, 50], **SETTINGS)
    tok2vec.initialize(X=texts)
    lines: list[str] = []
    pretrain(tok2vec, texts, epochs=6, seed=1, report=lines.append)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in lines]
    assert len(losses) == 6
    assert losses[-1] < 0.7 * losses[0]
