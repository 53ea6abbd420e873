"""The tagger: its chain of tags against all sequences, what it is told of listed words, its network in numpy and in torch."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random

import numpy as np
import pytest
import spacy
import srsly  # type: ignore[import-untyped]

from pipeline.errors import ModelError
from pipeline.ner.chain import Chain
from pipeline.ner.decode import Name
from pipeline.ner.echoes import SURE, begun, echoes
from pipeline.ner.hashing import number, pack
from pipeline.ner.known import CLASSES, LISTED, THROUGH, WORD, Known
from pipeline.ner.runs import COMMONEST, FREQUENCY_BITS, GIVEN, KIND_BITS, NOUN, TITLE
from pipeline.ner.stored import Layout, Tables, save
from pipeline.ner.tagger import TAGS, Tagger, lines, load
from pipeline.training.batches import batches, cut

SMALL = ("O", "B-PER", "I-PER")


def chain(seed: int) -> tuple[Chain, np.ndarray]:
    draw = np.random.default_rng(seed)
    made = Chain(SMALL, draw.normal(size=(3, 3)).astype(np.float32), draw.normal(size=3).astype(np.float32)).legal()
    return made, draw.normal(size=(2, 5, 3)).astype(np.float32)


def weight(made: Chain, rows: np.ndarray, path: tuple[int, ...]) -> float:
    steps = sum(made.steps[a, b] for a, b in itertools.pairwise(path))
    return float(made.first[path[0]] + steps + sum(rows[at, tag] for at, tag in enumerate(path)))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("lengths", [(5, 5), (5, 2), (1, 5)])
def test_the_best_sequence_is_the_best_of_all(seed: int, lengths: tuple[int, int]) -> None:
    made, scores = chain(seed)
    for rows, length, found in zip(scores, lengths, made.best(scores, lengths), strict=True):
        assert tuple(found) == max(itertools.product(range(3), repeat=length), key=lambda path: weight(made, rows, path))


@pytest.mark.parametrize("lengths", [(5, 5), (5, 2), (1, 5)])
def test_the_chance_of_a_tag_sums_all_sequences_that_have_it(lengths: tuple[int, int]) -> None:
    made, scores = chain(7)
    found = np.exp(made.chances(scores, lengths))
    for rows, length, chances in zip(scores, lengths, found, strict=True):
        paths = {path: math.exp(weight(made, rows, path)) for path in itertools.product(range(3), repeat=length)}
        for at, tag in itertools.product(range(length), range(3)):
            share = sum(w for path, w in paths.items() if path[at] == tag) / sum(paths.values())
            assert chances[at, tag] == pytest.approx(share, abs=1e-4)


def test_a_higher_temperature_is_less_sure_and_chooses_the_same() -> None:
    made, scores = chain(3)
    softer = made.softer(2.0)
    assert softer.best(scores / 2, (5, 5)) == made.best(scores, (5, 5))
    assert softer.chances(scores / 2, (5, 5)).max(axis=2).mean() < made.chances(scores, (5, 5)).max(axis=2).mean()


def test_no_name_begins_inside() -> None:
    made = Chain(SMALL, np.zeros((3, 3), np.float32), np.zeros(3, np.float32)).legal()
    scores = np.zeros((1, 4, 3), dtype=np.float32)
    scores[:, :, 1:] = 1, 50
    assert made.best(scores, [4]) == [[1, 2, 2, 2]]
    scores[0, 1] = 90, 0, 0
    assert made.best(scores, [4]) == [[1, 0, 1, 2]]


def test_each_letter_knows_the_listed_words_through_it() -> None:
    lists = {number("北京"): 4 | 3 << KIND_BITS | 7 << FREQUENCY_BITS, number("京城人"): 2, number("人"): 5 << FREQUENCY_BITS}
    rows = Known(("covering",), lists).of("在北京城人")
    begins, inside, ends, alone = (rows[:, place * THROUGH :] for place in range(4))
    assert [bool(row[WORD + 1]) for row in begins] == [False, True, True, False, False]
    assert [bool(row[WORD + 1]) for row in inside] == [False, False, False, True, False]
    assert [bool(row[WORD + 1]) for row in ends] == [False, False, True, False, True]
    assert [bool(row.any()) for row in alone[:, :WORD]] == [False, False, False, False, True]
    assert begins[1, : KIND_BITS + CLASSES].nonzero()[0].tolist() == [2, KIND_BITS + 3]
    assert begins[1, WORD - 1] == 1.0
    assert begins[2, 1] == 1
    assert begins[2, WORD] == pytest.approx(0.5)


def test_a_word_and_its_stem_are_looked_up() -> None:
    lists = {number("مدينه"): 5, number("المدينة"): 9, number("مدينة"): 3}
    rows = Known(("listed", "stemmed"), lists).of(["المدينة", "وزير"])
    assert rows[0, :LISTED].nonzero()[0].tolist() == [0, 3, 16]
    assert rows[0, LISTED:].nonzero()[0].tolist() == [0, 1, 16]
    assert not rows[1].any()


def test_letters_have_their_uses_and_unknown_ones_none() -> None:
    known = Known(("letters",), letters={number("王"): np.arange(8, dtype=np.float32)})
    assert known.of("王x").tolist() == [list(range(8)), [0] * 8]
    assert known.of("").shape == (0, 8)


def test_a_word_is_summed_up_by_its_groups_of_letters() -> None:
    uses = {number(group): np.full(8, value, dtype=np.float32) for group, value in (("three ^شي", 0.5), ("three راك", -0.1))}
    known = Known(("spelt",), letters=uses)
    rows = known.of(["وشيراك", "xyz", "", "شيراك"])
    assert rows[0, :7] == pytest.approx([0.8] * 7)
    assert rows[0, 7] == pytest.approx(2 / 5)
    assert not rows[1:3].any()
    assert rows[3].tolist() == rows[0].tolist()


LAYOUT = Layout(
    columns=("word", "suffix2"), rows=(50, 20), sizes=(8, 4), groups=("listed",), listed=4, width=16, reaches=(1, 2)
)


def tables() -> Tables:
    members = np.array([4], dtype="<u2").tobytes()
    return Tables(known=pack([number(w) for w in ("mr", "came", "to")]), lists=pack([number("osh")]), members=members)


def weights(seed: int = 3) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    tags, width = len(TAGS), LAYOUT.width
    shapes: dict[str, tuple[int, ...]] = {
        "embed.0": (50, 8),
        "embed.1": (20, 4),
        "listed.weight": (LISTED, 4),
        "listed.bias": (4,),
        "mixed.weight": (16, width),
        "mixed.bias": (width,),
        "out.weight": (width, tags),
        "out.bias": (tags,),
        "steps": (tags, tags),
        "first": (tags,),
    }
    for layer in range(2):
        shapes |= {f"layers.{layer}.weight": (3 * width, 2 * width), f"layers.{layer}.bias": (2 * width,)}
        shapes |= {f"norms.{layer}.weight": (width,), f"norms.{layer}.bias": (width,)}
    return {name: draw.normal(0, 0.5, shape).astype(np.float16).astype(np.float32) for name, shape in shapes.items()}


TEXTS = [["Mr", "Osh", "came"], ["to"], ["Osh", "to", "Osh", "came", "to", "Mr", "Osh"]]


def test_lines_read_together_are_read_as_each_alone() -> None:
    tagger = Tagger(LAYOUT, tables(), [weights()])
    together = tagger.scores(TEXTS)
    for text, rows in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(rows, tagger.scores([text])[0], atol=1e-5)
    alone = [tagger.names([text])[0] for text in TEXTS]
    assert [[(n.start, n.end, n.label) for n in row] for row in tagger.names(TEXTS)] == [
        [(n.start, n.end, n.label) for n in row] for row in alone
    ]
    assert tagger.names([]) == []


def test_a_stored_tagger_finds_the_same() -> None:
    tagger = Tagger(LAYOUT, tables(), [weights()])
    again = load(srsly.msgpack_loads(save(LAYOUT, tables(), [weights()])), "ner")
    assert again.layout == LAYOUT
    for old, new in zip(tagger.scores(TEXTS), again.scores(TEXTS), strict=True):
        np.testing.assert_allclose(old, new, atol=0.1)
    assert again.names(TEXTS)[2][0].label == tagger.names(TEXTS)[2][0].label


def test_members_score_by_their_mean() -> None:
    both = Tagger(LAYOUT, tables(), [weights(3), weights(4)]).scores(TEXTS)
    apart = [Tagger(LAYOUT, tables(), [weights(seed)]).scores(TEXTS) for seed in (3, 4)]
    for row, one, other in zip(both, *apart, strict=True):
        np.testing.assert_allclose(row, (one + other) / 2, atol=1e-5)


@pytest.mark.parametrize("lost", ["steps", "out.bias"])
def test_a_tagger_that_lacks_weights_is_refused(lost: str) -> None:
    message = srsly.msgpack_loads(save(LAYOUT, tables(), [{k: v for k, v in weights().items() if k != lost}]))
    with pytest.raises(ModelError, match=rf"ner: .*{lost}"):
        load(message, "ner")


def test_a_name_stays_in_its_line_and_has_a_probability() -> None:
    doc = Tagger(LAYOUT, tables(), [weights()])(spacy.blank("en")("Mr Osh came\n\nto Osh\nOsh"))
    assert [words for _, words in lines(doc)] == [["Mr", "Osh", "came"], ["to", "Osh"], ["Osh"]]
    assert doc.ents
    for ent in doc.ents:
        assert "\n" not in ent.text
        assert 0 < ent._.ner_confidence <= 1


COMMON = {number("الحكم"): COMMONEST | NOUN, number("العلي"): COMMONEST}


@pytest.mark.parametrize(
    ("text", "places", "found"),
    [
        ("قال سمير الحمداني إن الحمداني عاد", (), {4}),
        ("دعي الحمداني وقال سمير الحمداني إنه عاد", (), {1}),
        ("قال سمير الحمداني إن للحمداني رأيا", (), {4}),
        ("قال سمير الحمداني والحمداني يعلم", (), {3}),
        ("قال سمير الحمداني إن الحمداني بعيدة", (4,), set()),
        ("قال سمير الحمداني إن سمير عاد", (), set()),
        ("قال سمير الحكم إن الحكم صعب", (), set()),
        ("قال سمير العلي إن العلي عاد", (), {4}),
    ],
)
def test_a_family_alone_echoes_its_bearer(text: str, places: tuple[int, ...], found: set[int]) -> None:
    words = text.split()
    person = words.index("سمير")
    names = [Name(person, person + 2, "PER", 0.9), *(Name(at, at + 1, "LOC", 0.8) for at in places)]
    new = list(echoes(words, names, COMMON))
    assert {name.start for name in new} == found
    assert all((name.end - name.start, name.label, name.confidence) == (1, "PER", pytest.approx(0.9 * SURE)) for name in new)


@pytest.mark.parametrize(
    ("text", "label", "taken", "start"),
    [
        ("وقال المختار ولد أحمدو إن", "PER", 0, 1),
        ("وقال المختار ولد أحمدو إن", "LOC", 0, 2),
        ("وقال المختار ولد أحمدو إن", "PER", 2, 2),
        ("وقال الأستاذ ولد أحمدو إن", "PER", 0, 2),
        ("وقال المختار ابن أحمدو إن", "PER", 0, 2),
    ],
)
def test_a_name_that_begins_at_son_of_begins_a_word_before(text: str, label: str, taken: int, start: int) -> None:
    lists = {number("المختار"): GIVEN, number("الاستاذ"): TITLE}
    before = [Name(0, taken, "ORG", 0.5)] if taken else []
    *_, name = begun(text.split(), [*before, Name(2, 4, label, 0.9)], lists, frozenset({"بن", "ولد"}))
    assert name == Name(start, 4, label, 0.9)


def test_a_family_that_stands_alone_everywhere_echoes_none() -> None:
    assert not list(echoes(["قال", "الحمداني", "إن", "الحمداني", "عاد"], [Name(1, 2, "PER", 0.9)], {}))


def test_a_tagger_sets_echoes_where_its_layout_says_so() -> None:
    doc = spacy.blank("ar")("قال سمير الحمداني إن الحمداني عاد")
    for wanted in (False, True):
        tagger = Tagger(dataclasses.replace(LAYOUT, echoes=wanted), tables(), [weights()])
        tagger._set(doc, [(0, [Name(1, 3, "PER", 0.9)])])
        assert [ent.text for ent in doc.ents] == ["سمير الحمداني", *["الحمداني"] * wanted]


def test_texts_are_cut_and_batched_without_loss() -> None:
    text = (np.arange(25)[:, None], np.arange(25)[:, None], np.arange(25))
    assert [len(tags) for *_, tags in cut(text, 10)] == [10, 10, 5]
    texts = [(None, None, np.zeros(size)) for size in (3, 40, 7, 8, 21, 3)]
    made = batches(texts, 50, random.Random(1))
    assert sorted(at for batch in made for at in batch) == list(range(6))
    assert all(len(batch) * max(len(texts[at][2]) for at in batch) <= 50 for batch in made)


def test_torch_and_numpy_reckon_the_same() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.training.tagger_network import Network
    from pipeline.training.tagger_settings import TaggerSettings

    network = Network(LAYOUT, LISTED, TaggerSettings())
    network.eval()
    tagger = Tagger(LAYOUT, tables(), [network.weights()])
    for text in TEXTS:
        numbers = torch.from_numpy(tagger.features.of_words(text).astype(np.int64))[None]
        listed = torch.from_numpy(tagger.known.of(text))[None]
        with torch.no_grad():
            wanted = network(numbers, listed, torch.ones(1, len(text), 1))[0].numpy()
        np.testing.assert_allclose(tagger.scores([text])[0], wanted, atol=1e-4)


@pytest.mark.parametrize(("teachers", "pretraining"), [(0, 0), (1, 0), (0, 2)])
def test_a_tagger_learns_and_repeats_itself(teachers: int, pretraining: int) -> None:
    """Whoever comes behind "Mr" is a person, also where the network never met the name."""
    pytest.importorskip("torch", reason="needs the extra [train]")
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.augment import Chances
    from pipeline.training.corpus import Mention, Sentence
    from pipeline.training.tagger import TaggerTrainer
    from pipeline.training.tagger_settings import TaggerSettings

    people = ["Aro", "Bek", "Cyr", "Dov", "Eli", "Fay"]
    met = [Sentence(f"Today Mr {who} came to town", (Mention(9, 12, "PER"),), "own") for who in people]
    not_met = [Sentence(f"Today the {who} came to town", (), "own") for who in people]
    network = {name: getattr(LAYOUT, name) for name in ("columns", "rows", "sizes", "groups", "listed", "width", "reaches")}
    settings = TaggerSettings(
        epochs=10,
        hidden=0.0,
        members=2,
        teachers=teachers,
        pretraining=pretraining,
        variants=3 * teachers,
        dropout=0.1,
        batch_words=20,
        learning_rate=0.02,
        average=0.9,
        chances=Chances(0, 0, 0, 0, 0, 0),
        network=network,
    )
    unseen = {("en", "own"): [Sentence("Today Mr Zed came to town", (Mention(9, 12, "PER"),), "own")]}
    stored = []
    for _ in range(2):
        trainer = TaggerTrainer("en", settings, {"osh": 4}, {})
        told: list[str] = []
        scores = trainer.fit({("en", "own"): (met + not_met) * 5}, unseen, told.append)
        assert scores["en/own"]["PER"].f1 == 1.0
        assert len(told) == settings.variants + (2 + teachers) * (settings.epochs + pretraining) + 1
        assert len(trainer.members) == 2
        stored.append(trainer.stored())
    assert stored[0] == stored[1]


def numbered(text: list[str]) -> tuple[np.ndarray, ...]:
    looked_up = tables()
    features = looked_up.features(LAYOUT.columns)
    return (
        features.of_words(text).astype(np.int64),
        Known(LAYOUT.groups, features.lists).of(text),
        np.zeros(len(text), np.int64),
    )


def test_of_a_hidden_word_the_network_is_told_nothing() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.training.tagger_network import Network, padded
    from pipeline.training.tagger_settings import TaggerSettings

    network = Network(LAYOUT, LISTED, TaggerSettings())
    network.eval()
    inside, numbers, listed, _ = padded([numbered(["Mr", "Osh", "came"]), numbered(["Mr", "to", "came"])])
    with torch.no_grad():
        one, other = network.rows(numbers, listed, inside[..., None])
        assert not np.allclose(one, other)
        one, other = network.rows(numbers, listed, inside[..., None], torch.tensor([1.0, 0.0, 1.0])[None, :, None])
        np.testing.assert_array_equal(one, other)


def test_hidden_words_are_guessed_better_and_better() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.training.guessing import Guesser
    from pipeline.training.tagger_network import Network
    from pipeline.training.tagger_settings import TaggerSettings

    texts = [numbered(["Mr", "Osh", "came"]), numbered(["to", "Osh", "to"])] * 40
    network = Network(LAYOUT, LISTED, TaggerSettings(dropout=0.1, hidden=0.0, batch_words=40, learning_rate=0.02))
    guesser, chance = Guesser(network, texts), random.Random(1)
    before = torch.clone(network.layers[0].weight)
    losses = [guesser.epoch(texts, chance) for _ in range(5)]
    assert losses[-1] < 0.7 * losses[0]
    assert not torch.equal(before, network.layers[0].weight)
    assert guesser.words.tolist() == sorted(map(number, ("mr", "came", "to")))


def test_teachers_expect_what_the_chain_reckons() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.training.tagger_network import Teachers

    made, scores = chain(5)
    lengths = (5, 3)
    inside = torch.tensor([[float(at < length) for at in range(5)] for length in lengths])
    tags, steps, first = Teachers(made, 2.0).expected(torch.from_numpy(scores), inside)
    chances = np.exp(made.softer(2.0).chances(scores / 2, lengths))
    for line, length in enumerate(lengths):
        np.testing.assert_allclose(tags[line, :length], chances[line, :length], atol=1e-4)
        assert not tags[line, length:].any()
    np.testing.assert_allclose(first, chances[:, 0].sum(0), atol=1e-4)
    assert float(steps.sum()) == pytest.approx(sum(lengths) - 2, abs=1e-3)


@pytest.mark.parametrize(("trust", "f1"), [(1.0, 1.0), (0.0, 0.0)])
def test_a_network_learns_from_its_teachers_as_far_as_it_trusts_them(trust: float, f1: float) -> None:
    """The texts of the lesson have no names marked; the teachers know some."""
    pytest.importorskip("torch", reason="needs the extra [train]")
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.corpus import Mention, Sentence
    from pipeline.training.lessons import Lesson
    from pipeline.training.tagger import TaggerTrainer
    from pipeline.training.tagger_settings import TaggerSettings

    people = ["Aro", "Bek", "Cyr", "Dov", "Eli", "Fay"]
    plain = [Sentence(f"Today {title} {who} came to town", (), "own") for who in people for title in ("Mr", "the")]
    dev = {("en", "own"): [Sentence("Today Mr Zed came to town", (Mention(9, 12, "PER"),), "own")]}
    network = {name: getattr(LAYOUT, name) for name in ("columns", "rows", "sizes", "groups", "listed", "width", "reaches")}
    settings = TaggerSettings(
        epochs=12,
        hidden=0.0,
        dropout=0.1,
        batch_words=20,
        learning_rate=0.02,
        average=0.9,
        trust=trust,
        heat=1.0,
        network=network,
    )
    trainer = TaggerTrainer("en", settings, {"osh": 4}, {})
    trainer.tables = tables()
    parts = [trainer._doc(sentence)[0] for sentence in plain * 4]
    features, known = trainer.tables.features(LAYOUT.columns), trainer.tables.groups(LAYOUT.groups, {})
    held = []
    for doc in parts:
        opinion = np.full((len(doc), len(TAGS)), -9.0, dtype=np.float32)
        named = [at for at in range(1, len(doc)) if doc[at - 1].text == "Mr"]
        opinion[:, 0] = 0
        opinion[named, 1] = 9
        held.append((features.of(doc), known.of([t.text for t in doc]), np.zeros(len(doc), dtype=np.int8), opinion))
    still = Chain(TAGS, np.zeros((7, 7), np.float32), np.zeros(7, np.float32))
    trainer._learn(settings, Lesson({}, [held], still), dev, lambda line: None)
    assert trainer.evaluate(dev)["en/own"]["PER"].f1 == f1


def test_teachers_need_texts_that_are_held() -> None:
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.tagger_settings import TaggerSettings

    assert TaggerSettings(teachers=1, variants=1).teachers == 1
    with pytest.raises(ValueError, match="variants"):
        TaggerSettings(teachers=1)
