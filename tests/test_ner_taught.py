"""What the fast English network has from the large one: opinions of texts, and vectors of words read alone."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
import spacy

from pipeline.ner.tagger import TAGS
from pipeline.ner.weights import folder
from pipeline.training.alone import _LastLayer, _read, _turned, _words
from pipeline.training.opinions import FREE, Teacher, laid_on


def sure(*tags: str) -> np.ndarray:
    rows = np.full((len(tags), len(TAGS)), -9.0, dtype=np.float32)
    for row, tag in zip(rows, tags, strict=True):
        row[TAGS.index(tag)] = 0.0
    return rows


@pytest.mark.parametrize(
    ("tokens", "words", "scores", "tags"),
    [
        ([(0, 3), (4, 8)], [(0, 3), (4, 8)], sure("B-PER", "I-PER"), ["B-PER", "I-PER"]),
        ([(0, 4)], [(0, 1), (1, 2), (2, 4)], sure("B-LOC", "I-LOC", "O"), ["B-LOC"]),  # "U.S." as one token
        ([(0, 3), (3, 6)], [(0, 6)], sure("B-ORG"), ["B-ORG", "I-ORG"]),  # a name goes on, none begins
        ([(0, 3), (3, 6)], [(0, 6)], sure("O"), ["O", "O"]),
        ([(0, 3), (4, 5), (6, 9)], [(0, 3), (6, 9)], sure("B-PER", "B-LOC"), ["B-PER", "O", "B-LOC"]),  # one it does not see
        ([(0, 1)], [], np.zeros((0, len(TAGS)), np.float32), ["O"]),
    ],
)
def test_opinions_are_laid_on_tokens(
    tokens: list[tuple[int, int]], words: list[tuple[int, int]], scores: np.ndarray, tags: list[str]
) -> None:
    assert [TAGS[at] for at in laid_on(tokens, words, scores).argmax(axis=1)] == tags


def test_a_teacher_that_judges_word_by_word_forbids_only_what_is_illegal() -> None:
    assert FREE.steps[TAGS.index("B-PER"), TAGS.index("I-PER")] == FREE.steps[0, 0] == 0
    assert FREE.steps[0, TAGS.index("I-PER")] < -1000
    assert FREE.first[TAGS.index("I-LOC")] < -1000


def test_the_teacher_of_english_knows_names() -> None:
    doc = spacy.blank("en")("Yesterday Maria Keller arrived in Nairobi.")
    tags = [TAGS[at] for at in Teacher("en", "ner_en_minilm").of(doc).argmax(axis=1)]
    assert tags == ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "O"]


def test_words_read_alone_lie_by_their_kind() -> None:
    pytest.importorskip("onnx", reason="needs the extra [train]")
    words = ["maria", "peter", "nairobi", "lisbon", "table", "quickly"]
    read = _read(words, folder("ner_en_minilm"))
    assert read.shape[0] == len(words)
    near = np.corrcoef(read)
    assert near[0, 1] > max(near[0, 2:])
    assert near[4, 5] > max(near[4, :4])


def test_the_last_layer_is_what_goes_into_the_head() -> None:
    pytest.importorskip("onnx", reason="needs the extra [train]")
    layer = _LastLayer(folder("ner_en_minilm") / "model.onnx")
    [short, long] = layer.first([[101, 2198, 102], [101, 2198, 2198, 2198, 102]], 1)
    assert short.shape == (layer.size,)
    assert abs(float(short.mean())) < 1
    assert not np.allclose(short, long, atol=0.01)


def test_main_axes_keep_what_is_apart() -> None:
    draw = np.random.default_rng(3)
    read = draw.normal(size=(400, 160)).astype(np.float32)
    read[:, 0] *= 20
    turned = _turned(read)
    assert turned.shape == (400, 128)
    assert abs(np.corrcoef(turned[:, 0], read[:, 0])[0, 1]) > 0.99
    assert turned.std(axis=0).mean() == pytest.approx(1, abs=1e-3)


def test_a_network_has_teachers_of_one_kind() -> None:
    from pipeline.training.tagger_settings import TaggerSettings

    assert TaggerSettings(teacher="ner_en_minilm", variants=1).teacher
    with pytest.raises(ValueError, match="variants"):
        TaggerSettings(teacher="ner_en_minilm")
    with pytest.raises(ValueError, match="teacher or teachers"):
        TaggerSettings(teacher="ner_en_minilm", teachers=1, variants=1)


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("wordfreq", "faker")), reason="needs the extra [train]"
)
def test_frequent_words_come_first() -> None:
    words = list(_words("en", 50))
    assert "the" in words[:3]
    assert "garcia" not in words[:50]
    assert "garcia" in words[50:]  # a family of the lists
