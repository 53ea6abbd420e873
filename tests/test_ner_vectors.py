"""Word vectors under the tagger: looked up, quantised, narrowed to what a network finds in them."""

from __future__ import annotations

import dataclasses
import importlib.util

import numpy as np
import pytest
import srsly  # type: ignore[import-untyped]
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.ner.hashing import number
from pipeline.ner.known import LISTED
from pipeline.ner.stored import Layout, Tables, save
from pipeline.ner.tagger import TAGS, Tagger, load
from pipeline.ner.vectors import SAMPLES, Vectors

LAYOUT = Layout(
    columns=("word", "suffix2"), rows=(50, 20), sizes=(8, 4), groups=("listed",), listed=4, vectors=4, width=16, reaches=(1,)
)


def table(*words: str, parts: int = 2, size: int = 4) -> Vectors:
    """Vectors whose first part is the rank of the word among the stored ones, and whose second is ten times that."""
    samples = np.zeros((parts, SAMPLES, size // parts), dtype=np.float32)
    samples[0], samples[1] = np.arange(SAMPLES)[:, None], 10 * np.arange(SAMPLES)[:, None]
    numbers = np.array(sorted(number(word) for word in words), dtype=np.uint32)
    codes = np.repeat(np.arange(1, len(words) + 1, dtype=np.uint8)[:, None], parts, axis=1)
    return Vectors(numbers, codes, samples)


def tables(vectors: Vectors) -> Tables:
    stored = vectors.samples.astype("<f2").tobytes()
    return Tables(b"", b"", b"", words=vectors.words.tobytes(), codes=vectors.codes.tobytes(), samples=stored)


def weights() -> dict[str, NDArray[np.float32]]:
    """Weights for which nothing counts but the first number of a word's vector: a person if it is 2, a place if it is 1."""
    shapes = {
        "embed.0": (50, 8),
        "embed.1": (20, 4),
        "listed.weight": (LISTED, 4),
        "listed.bias": (4,),
        "mixed.weight": (20, 16),
        "mixed.bias": (16,),
        "layers.0.weight": (48, 32),
        "layers.0.bias": (32,),
        "norms.0.weight": (16,),
        "norms.0.bias": (16,),
        "out.weight": (16, len(TAGS)),
        "out.bias": (len(TAGS),),
        "steps": (len(TAGS), len(TAGS)),
        "first": (len(TAGS),),
    }
    found = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}
    found["mixed.weight"][16, :2] = 3
    found["mixed.bias"][:2] = -1.5, -4.5
    found["norms.0.weight"][:] = 1
    found["out.bias"][0] = 3
    found["out.weight"][0, TAGS.index("B-LOC")] = found["out.weight"][1, TAGS.index("B-PER")] = 5
    found["out.weight"][1, TAGS.index("B-LOC")] = -5
    return found


def test_a_word_has_its_vector_and_an_unknown_one_has_none() -> None:
    vectors = table("ректор", "елка")
    rows = vectors.of(vectors.rows(["Ректор", "Нарын", "Ёлка"]))
    ranks = {word: rank for rank, word in enumerate(sorted(("ректор", "елка"), key=number), 1)}
    assert rows[0].tolist() == [ranks["ректор"]] * 2 + [10 * ranks["ректор"]] * 2
    assert rows[1].tolist() == [0.0] * 4
    assert rows[2][0] == ranks["елка"]
    assert vectors.whole()[:, 0].tolist() == [1.0, 2.0]


def test_a_text_without_words_has_no_vectors() -> None:
    vectors = table("ош")
    assert vectors.of(vectors.rows([])).shape == (0, 4)


def test_a_tagger_reads_vectors_and_stores_them() -> None:
    first, second = sorted(("ош", "айбек"), key=number)
    tagger = Tagger(LAYOUT, tables(table(first, second)), [weights()])
    text = [second.title(), "и", first.title()]
    found = [(name.start, name.label) for name in tagger.names([text])[0]]
    assert found == [(0, "PER"), (2, "LOC")]
    again = load(srsly.msgpack_loads(save(LAYOUT, tables(table(first, second)), [weights()])), "ner")
    assert [(name.start, name.label) for name in again.names([text])[0]] == found


def test_a_tagger_without_vectors_has_no_table() -> None:
    bare = dataclasses.replace(LAYOUT, vectors=0)
    assert Tagger(bare, Tables(b"", b"", b""), [weights()]).vectors is None


def test_quantised_vectors_are_near_and_tell_apart_what_was_apart() -> None:
    from pipeline.training.quantise import quantised

    draw = np.random.default_rng(5)
    words = np.arange(3000, dtype=np.uint32)
    made = (draw.normal(size=(3000, 8)) * np.array([8, 4, 2, 1, 1, 0.5, 0.5, 0.1])).astype(np.float32)
    near = quantised(words, made, 4, seed=1)
    assert near.codes.shape == (3000, 4)
    centred = made - made.mean(axis=0)
    lengths = np.square(centred).sum(axis=1)
    np.testing.assert_allclose(np.square(near.whole()).sum(axis=1).mean(), lengths.mean(), rtol=0.05)
    gaps, kept = (np.square(rows[:1500] - rows[1500:]).sum(axis=1) for rows in (centred, near.whole()))
    assert np.corrcoef(gaps, kept)[0, 1] > 0.99
    assert (quantised(words, made, 4, seed=1).codes == near.codes).all()


def test_torch_and_numpy_reckon_the_same_with_vectors() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.training.tagger_network import Network
    from pipeline.training.tagger_settings import TaggerSettings

    vectors = table("ош", "в")
    network = Network(LAYOUT, LISTED, TaggerSettings(), vectors.whole())
    network.eval()
    tagger = Tagger(LAYOUT, tables(vectors), [network.weights()])
    text = ["Ош", "и", "в", "ош"]
    numbers = np.concatenate([tagger.features.of_words(text).astype(np.int64), vectors.rows(text)[:, None]], axis=1)
    with torch.no_grad():
        listed = torch.from_numpy(tagger.known.of(text))[None]
        wanted = network(torch.from_numpy(numbers)[None], listed, torch.ones(1, len(text), 1))[0].numpy()
    np.testing.assert_allclose(tagger.scores([text])[0], wanted, atol=1e-4)


def test_a_name_is_known_by_its_vector_alone() -> None:
    """Words of the same letters everywhere, some with vectors like those of people: new ones are told by these."""
    pytest.importorskip("torch", reason="needs the extra [train]")
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.augment import Chances
    from pipeline.training.corpus import Mention, Sentence
    from pipeline.training.tagger import TaggerTrainer
    from pipeline.training.tagger_settings import TaggerSettings

    people = [f"{first}{second}mo" for first in "bdfgk" for second in "aeiou"]
    things = [f"{first}{second}mo" for first in "lnprs" for second in "aeiou"]
    draw = np.random.default_rng(2)
    rows = {number(word): [1.0, *draw.normal(0, 0.3, 5)] for word in people}
    rows |= {number(word): [-1.0, *draw.normal(0, 0.3, 5)] for word in things}
    words = np.array(sorted(rows), dtype=np.uint32)
    samples = np.zeros((1, SAMPLES, 6), dtype=np.float32)
    samples[0, : len(words)] = [rows[int(word)] for word in words]
    vectors = Vectors(words, np.arange(len(words), dtype=np.uint8)[:, None], samples)
    met = [
        Sentence(f"We met {word} there", (Mention(7, 11, "PER"),) * (word in people), "own") for word in people[5:] + things[5:]
    ]
    new = [
        Sentence(f"We met {word} there", (Mention(7, 11, "PER"),) * (word in people), "own") for word in people[:5] + things[:5]
    ]
    network = {
        "columns": ("suffix2",),
        "rows": (20,),
        "sizes": (4,),
        "groups": ("listed",),
        "listed": 4,
        "vectors": 2,
        "width": 16,
    }
    settings = TaggerSettings(
        epochs=8,
        narrowing=3,
        parts=1,
        hidden=0.05,
        dropout=0.1,
        batch_words=40,
        learning_rate=0.02,
        average=0.9,
        chances=Chances(0, 0, 0, 0, 0, 0),
        network={**network, "reaches": (1,)},
    )
    stored = []
    for _ in range(2):
        trainer = TaggerTrainer("en", settings, {"osh": 4}, {}, vectors)
        scores = trainer.fit({("en", "own"): met * 5}, {("en", "own"): new}, lambda line: None)
        assert scores["en/own"]["PER"].f1 == 1.0
        stored.append(trainer.stored())
    assert stored[0] == stored[1]


def test_only_languages_with_an_open_package_have_vectors() -> None:
    from pipeline.training.vectors import given

    assert given("ar", 0) is None
    with pytest.raises(ModelError, match=r"no word vectors for 'ar'"):
        given("ar", 100)


@pytest.mark.skipif(
    importlib.util.find_spec("navec") is None or importlib.util.find_spec("pymorphy3") is None, reason="needs the extra [train]"
)
def test_frequent_russian_words_and_rarer_names_are_given() -> None:
    from pipeline.training.vectors import given

    vectors = given("ru", 2000)
    assert vectors is not None
    assert len(vectors.words) == len(vectors.codes)
    assert number("россии") in vectors.words
    assert number("назарбаев") in vectors.words
    assert number("тепловозный") not in vectors.words
    assert vectors.size == 300
    assert (np.diff(vectors.words.astype(np.int64)) > 0).all()
