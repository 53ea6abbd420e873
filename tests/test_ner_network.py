"""The network under the convolutional back-end: given vectors, conventions of corpora, hidden words, marks left on words."""

from __future__ import annotations

import importlib.util
import random

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pipeline.errors import ModelError
from pipeline.ner.features import CORPUS, Features
from pipeline.ner.hashing import number
from pipeline.ner.marks import split_marks
from pipeline.ner.recogniser import layout
from pipeline.ner.tok2vec import name_tok2vec
from pipeline.ner.vectors import SAMPLES, Vectors, word_vectors
from pipeline.spans import Fact, read, write
from pipeline.training.pretrain import pretrain
from pipeline.training.vectors import given

SETTINGS = {"width": 16, "depth": 1, "window_size": 1, "maxout_pieces": 2, "word_dropout": 0.0}


def table(*words: str, parts: int = 2, size: int = 4) -> Vectors:
    """Vectors whose first part is the rank of the word among the stored ones, and whose second is ten times that."""
    samples = np.zeros((parts, SAMPLES, size // parts), dtype=np.float16)
    samples[0], samples[1] = np.arange(SAMPLES)[:, None], 10 * np.arange(SAMPLES)[:, None]
    numbers = np.array(sorted(number(word) for word in words), dtype=np.uint32)
    codes = np.repeat(np.arange(1, len(words) + 1, dtype=np.uint8)[:, None], parts, axis=1)
    return Vectors(numbers, codes, samples)


def test_a_word_has_its_vector_and_an_unknown_one_has_none() -> None:
    layer = word_vectors(4)
    layer.attrs.update(table("ректор", "елка").stored())
    [rows] = layer.predict([Doc(spacy.blank("ru").vocab, words=["Ректор", "Нарын", "Ёлка"])])
    ranks = {word: rank for rank, word in enumerate(sorted(("ректор", "елка"), key=number), 1)}
    assert rows[0].tolist() == [ranks["ректор"]] * 2 + [10 * ranks["ректор"]] * 2
    assert rows[1].tolist() == [0.0] * 4
    assert rows[2][0] == ranks["елка"]


def test_a_text_without_words_has_no_vectors() -> None:
    layer = word_vectors(4)
    layer.attrs.update(table("ош").stored())
    [rows] = layer.predict([Doc(spacy.blank("ru").vocab, words=[])])
    assert rows.shape == (0, 4)


def test_in_training_some_words_have_no_vector() -> None:
    layer = word_vectors(4, dropout=0.5)
    layer.attrs.update(table("ош").stored())
    doc = Doc(spacy.blank("ru").vocab, words=["Ош"] * 200)
    kept = int(layer(([doc]), is_train=True)[0][0].any(axis=1).sum())
    assert 50 < kept < 150
    assert layer.predict([doc])[0].any(axis=1).all()


def test_vectors_are_read_anew_when_the_table_changes() -> None:
    layer = word_vectors(4)
    doc = Doc(spacy.blank("ru").vocab, words=["Ош"])
    layer.attrs.update(table("ректор").stored())
    assert not layer.predict([doc])[0].any()
    layer.attrs.update(table("ош").stored())
    assert layer.predict([doc])[0].any()


def test_only_languages_with_an_open_package_have_vectors() -> None:
    assert given("ar", 0) is None
    with pytest.raises(ModelError, match=r"no word vectors for 'ar'"):
        given("ar", 100)


@pytest.mark.skipif(
    importlib.util.find_spec("navec") is None or importlib.util.find_spec("pymorphy3") is None, reason="needs the extra [train]"
)
def test_frequent_russian_words_and_rarer_names_are_given() -> None:
    vectors = given("ru", 2000)
    assert vectors is not None
    assert len(vectors.words) == len(vectors.codes)
    assert number("россии") in vectors.words
    assert number("назарбаев") in vectors.words
    assert number("тепловозный") not in vectors.words
    assert vectors.size == 300
    assert (np.diff(vectors.words.astype(np.int64)) > 0).all()


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
