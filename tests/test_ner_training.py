"""What networks are trained on: corpora, varied and invented sentences; scores, recipes, cards. None trains a network
unless it is marked slow."""

from __future__ import annotations

import dataclasses
import gzip
import importlib.util
import json
import random
import re
from pathlib import Path

import pytest
import srsly  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelError, SourceError
from pipeline.ner.recogniser import FILE
from pipeline.ner.recogniser import layout as cnn_layout
from pipeline.ner.stored import KIND, Layout
from pipeline.training import recipe as recipe_file
from pipeline.training.agree import agree
from pipeline.training.augment import Chances, rewrite, vary
from pipeline.training.corpus import Mention, Sentence, join, load, read, spans_of
from pipeline.training.recipe import Backend
from pipeline.training.scores import score, worth

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "models" / "ner"
needs_faker = pytest.mark.skipif(importlib.util.find_spec("faker") is None, reason="needs the extra [train]")

SENTENCE = Sentence(
    "Rector Anvar Saidov met Lee in Osh.", (Mention(7, 19, "PER"), Mention(24, 27, "PER"), Mention(31, 34, "LOC")), "c"
)


def texts(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text[m.start : m.end], m.label) for m in sentence.mentions]


@pytest.mark.parametrize(
    ("tokens", "spaces", "tags", "expected"),
    [
        (["Ana", "Ruiz", "."], [True, False, False], ["B-PER", "I-PER", "O"], [(0, 8, "PER")]),
        (["Ana", "Osh"], [True, False], ["B-PER", "B-LOC"], [(0, 3, "PER"), (4, 7, "LOC")]),
        (["a", "Osh"], [True, False], ["O", "I-LOC"], [(2, 5, "LOC")]),
        (["北", "京"], [False, False], ["B-LOC", "I-LOC"], [(0, 2, "LOC")]),
        (["A", "B"], [True, False], ["I-PER", "I-LOC"], [(0, 1, "PER"), (2, 3, "LOC")]),
    ],
)
def test_tags_become_spans(
    tokens: list[str], spaces: list[bool], tags: list[str], expected: list[tuple[int, int, str]]
) -> None:
    assert [(m.start, m.end, m.label) for m in spans_of(tokens, spaces, tags)] == expected


def write_corpus(path: Path, *rows: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


ROW = {"text": "Ana in May", "tokens": ["Ana", "in", "May"], "spaces": [True, True, False], "tags": ["B-PER", "O", "B-DATE"]}


def test_a_corpus_is_read_without_dates(tmp_path: Path) -> None:
    write_corpus(tmp_path / "en" / "own.train.jsonl.gz", ROW)
    [sentence] = load(tmp_path, "en", "train")["own"]
    assert sentence == Sentence("Ana in May", (Mention(0, 3, "PER"),), "own")


def test_a_missing_corpus_and_a_broken_one_are_named(tmp_path: Path) -> None:
    write_corpus(tmp_path / "en" / "own.train.jsonl.gz", {"text": "Ana"})
    with pytest.raises(SourceError, match=r"no dev corpus for 'en'.*languages there: en"):
        load(tmp_path, "en", "dev")
    with pytest.raises(SourceError, match=r"own.train.*tokens"):
        read(tmp_path / "en" / "own.train.jsonl.gz")
    with pytest.raises(SourceError, match="split 'test' is unknown"):
        load(tmp_path, "en", "test")


def test_only_agreed_sentences_are_kept(tmp_path: Path) -> None:
    other = {"text": "Osh", "tokens": ["Osh"], "spaces": [False], "tags": ["B-LOC"]}
    write_corpus(tmp_path / "own.train.jsonl.gz", ROW, other)
    opinion = iter([[Mention(0, 3, "PER")], [Mention(0, 3, "ORG")]])
    assert agree(tmp_path / "own.train.jsonl.gz", tmp_path / "new" / "kept.train.jsonl.gz", lambda texts: opinion) == (2, 1)
    assert [sentence.text for sentence in read(tmp_path / "new" / "kept.train.jsonl.gz")] == ["Ana in May"]


def test_joined_sentences_keep_their_names() -> None:
    assert texts(join([SENTENCE, SENTENCE])) == texts(SENTENCE) * 2


@pytest.mark.parametrize("new", [None, "Q", "Someone Else Altogether"])
def test_rewriting_moves_every_offset(new: str | None) -> None:
    changed = rewrite(SENTENCE, [new, None, None], ["Mr. ", "", ""], ["", " Jr.", ""])
    assert texts(changed) == [(new or "Anvar Saidov", "PER"), ("Lee", "PER"), ("Osh", "LOC")]
    assert "Mr. " in changed.text
    assert "Lee Jr. in Osh." in changed.text


@needs_faker
@given(st.integers(0, 10_000))
def test_a_varied_sentence_has_the_same_kinds_of_names(seed: int) -> None:
    chances = Chances(people=0.5, honorific=0.5, family_upper=0.5, upper=0.2, lower=0.2, title=0.2)
    changed = vary(SENTENCE, "en", random.Random(seed), chances)
    assert [label for _, label in texts(changed)] == ["PER", "PER", "LOC"]
    assert all(text.strip() == text and text for text, _ in texts(changed))


def test_casing_keeps_names_in_place() -> None:
    changed = vary(SENTENCE, "en", random.Random(1), Chances(people=0, honorific=0, family_upper=0, upper=1))
    assert texts(changed) == [("ANVAR SAIDOV", "PER"), ("LEE", "PER"), ("OSH", "LOC")]


@needs_faker
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_invented_sentences_are_grounded_and_repeatable(language: str) -> None:
    from pipeline.training.synthetic import sentences

    if language == "zh":
        pytest.importorskip("jieba")
    made = list(sentences(language, 200, random.Random(7)))
    assert made == list(sentences(language, 200, random.Random(7)))
    assert {label for sentence in made for _, label in texts(sentence)} == {"PER", "ORG", "LOC"}
    for sentence in made:
        assert "{" not in sentence.text
        assert all(text == text.strip() and text for text, _ in texts(sentence)), sentence


@needs_faker
@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("ru", r"\w+ [А-Я]\. [А-Я]\."),
        ("ru", r"[А-Я]\.[А-Я]\. \w+"),
        ("ru", r"\w+ \w+ \w+ович"),
        ("ru", r"\w+ \w+ \w+ кызы"),
        ("ar", r"\w+ بن .*"),
        ("ar", r".* أبو \w+"),
        ("ar", r"(أبو|أم) \w+( ال\w+)?"),
        ("ar", r"عبد ?ال\w+ .*"),
        ("ar", r"(.* )?\w+ الدين .*"),
        ("zh", r"\w{2,6}·\w{2,6}"),
        ("zh", r"(扎西|次仁|卓玛|多吉|洛桑|格桑|尼玛|达瓦|平措|白玛)\w\w"),
        ("zh", r"(佐藤|铃木|高桥|田中|渡边|伊藤|山本|中村|小林|加藤)\w+"),
        ("zh", r"阮\w{1,2}"),
        ("zh", r"欧阳\w{1,2}"),
    ],
)
def test_invented_people_bear_names_of_every_build(language: str, form: str) -> None:
    from pipeline.training.namebook import invent

    chance = random.Random(2)
    assert any(re.fullmatch(form, invent(language, chance).full) for _ in range(3000))


@needs_faker
@pytest.mark.parametrize(("label", "language"), [("LOC", "zh"), ("LOC", "fr"), ("ORG", "ru"), ("ORG", "ar")])
def test_places_and_bodies_can_be_replaced(label: str, language: str) -> None:
    sentence = Sentence("a Xxx b Yyy c Xxx", (Mention(2, 5, label), Mention(8, 11, "PER"), Mention(14, 17, label)), "c")
    chances = Chances(0, 0, 0, 0, 0, 0, places=1, bodies=1)
    [(one, _), (person, _), (other, _)] = texts(vary(sentence, language, random.Random(4), chances))
    assert one == other != "Xxx"
    assert person == "Yyy"


GOLD = (Mention(0, 4, "PER"), Mention(6, 9, "LOC"))


@pytest.mark.parametrize(
    ("found", "strict", "overlap"),
    [
        (GOLD, 1.0, 1.0),
        ((), 0.0, 0.0),
        ((Mention(0, 5, "PER"), Mention(6, 9, "LOC")), 0.5, 1.0),
        ((Mention(0, 4, "ORG"), Mention(6, 9, "LOC")), 0.5, 0.5),
        ((*GOLD, Mention(20, 24, "PER")), 0.8, 0.8),
    ],
)
def test_scores(found: tuple[Mention, ...], strict: float, overlap: float) -> None:
    whole = score([(GOLD, found)])["all"]
    assert whole.f1 == pytest.approx(strict)
    assert whole.overlap_f1 == pytest.approx(overlap)


def test_a_name_is_worth_half_of_the_f1_of_all_corpora_together() -> None:
    whole, half = score([(GOLD, GOLD)]), score([(GOLD, GOLD[:1])])
    assert worth([whole]) == pytest.approx(0.5)
    assert worth([whole, half]) == pytest.approx(3 / 7)
    assert worth([score([])]) == 0.0


def test_scores_agree_with_nervaluate() -> None:
    nervaluate = pytest.importorskip("nervaluate")
    chance = random.Random(3)
    kinds = ("PER", "ORG", "LOC")
    pairs = []
    for _ in range(40):
        gold = tuple(Mention(at * 10, at * 10 + 5, chance.choice(kinds)) for at in range(4))
        found = tuple(Mention(m.start, m.end - chance.randint(0, 1), chance.choice((m.label, "PER"))) for m in gold[1:])
        pairs.append((gold, found))
    rows = [[[{"label": m.label, "start": m.start, "end": m.end} for m in side] for side in pair] for pair in pairs]
    theirs = nervaluate.Evaluator([gold for gold, _ in rows], [found for _, found in rows], tags=list(kinds)).evaluate()
    assert score(pairs)["all"].f1 == pytest.approx(theirs["overall"]["strict"].f1)


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.cfg")), ids=lambda path: path.stem)
def test_every_recipe_can_be_read(path: Path) -> None:
    recipe = recipe_file.read(path)
    assert recipe.languages
    assert (path.stem.endswith("_cnn")) == (recipe.backend is Backend.CNN)


def test_every_shipped_weight_has_its_recipe_and_a_full_card() -> None:
    folders = sorted(path.parent for path in (ROOT / "models" / "weights").glob("ner_*/README.md"))
    assert folders
    for folder in folders:
        assert recipe_file.read(RECIPES / f"{folder.name}.cfg").name == folder.name
        card = (folder / "README.md").read_text(encoding="utf-8")
        assert "licence" in card, folder.name
        assert "not recorded" not in card, folder.name
        assert f"`herald train ner {folder.name.split('_')[1]} --recipe {folder.name} --data DATA" in card


@pytest.mark.parametrize("folder", sorted((ROOT / "models" / "weights").glob("ner_*")), ids=lambda folder: folder.name)
def test_every_shipped_weight_was_made_by_its_recipe(folder: Path) -> None:
    recipe = recipe_file.read(RECIPES / f"{folder.name}.cfg")
    settings, card = recipe.settings, (folder / "README.md").read_text(encoding="utf-8")
    read = {name: float(weight) for name, weight in re.findall(r"^\| ([\w-]+) \| \d+ \| ([\d.]+) \|", card, re.MULTILINE)}
    assert read == {name: settings.weights.get(name, 1.0) for name in read}
    assert {name for name, weight in settings.weights.items() if weight} <= set(read)
    assert f"seed {settings.seed}." in card or f"seeds {settings.seed} to " in card
    if recipe.backend is not Backend.TRANSFORMER:
        message = srsly.msgpack_loads((folder / FILE).read_bytes())
        if recipe.backend is Backend.TAGGER:
            layout = dataclasses.replace(Layout.of(message[KIND]), temperature=1.0)
            assert layout == Layout.of(settings.network)
            assert len(message["members"]) == settings.members
        else:
            assert message["network"] == cnn_layout(settings.network)


def test_a_wrong_recipe_names_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "x.cfg").write_text('[weights]\nbackend = "cnn"\nlanguages = ["en"]\n\n[settings]\nepocs = 3\n')
    with pytest.raises(ModelError, match=r"unknown settings epocs; there are .*epochs"):
        recipe_file.read(tmp_path / "x.cfg")
    (tmp_path / "x.cfg").write_text('[weights]\nbackend = "magic"\nlanguages = ["en"]\n')
    with pytest.raises(ModelError, match=r"magic.*cnn, tagger, transformer"):
        recipe_file.read(tmp_path / "x.cfg")
    with pytest.raises(ModelError, match="no recipe for 'kk'"):
        recipe_file.for_language(RECIPES, "kk")


def test_no_training_goes_without_a_corpus_of_its_recipe(tmp_path: Path) -> None:
    from pipeline.training.run import Task, train

    write_corpus(tmp_path / "es" / "echr.train.jsonl.gz", ROW)
    write_corpus(tmp_path / "es" / "echr.dev.jsonl.gz", ROW)
    cfg = tmp_path / "ner_es_cnn.cfg"
    head = '[weights]\nbackend = "cnn"\nlanguages = ["es"]\n\n[settings]\nepochs = 0\n\n[settings.weights]\n'
    cfg.write_text(f"{head}echr = 2\nnews = 1\nold = 0\n")
    with pytest.raises(SourceError, match=r"ner_es_cnn is trained on news too"):
        train(recipe_file.read(cfg), Task(tmp_path, tmp_path / "out"), lambda line: None)
    assert not (tmp_path / "out").exists()


TAGGER = """epochs = 6
batch_words = 200
[settings.network]
columns = ["word", "suffix2", "shape"]
rows = [500, 200, 50]
sizes = [16, 8, 8]
groups = ["listed"]
"""


@pytest.mark.slow
@needs_faker
@pytest.mark.parametrize(("backend", "settings"), [("cnn", "epochs = 6\nbatch_words = 80\n"), ("tagger", TAGGER)])
def test_training_makes_weights_that_the_component_reads(backend: str, settings: str, tmp_path: Path) -> None:
    pytest.importorskip("threadpoolctl")
    torch = pytest.importorskip("torch") if backend == "tagger" else None
    from pipeline.training import evaluate
    from pipeline.training.run import Task, train

    rows = []
    for index in range(120):
        name = f"Ana{chr(97 + index % 26)} Ruiz"
        rows.append({"text": f"Then {name} spoke.", "tokens": ["Then", *name.split(), "spoke", "."], "spaces": [True, True, True, False, False], "tags": ["O", "B-PER", "I-PER", "O", "O"]})  # fmt: skip
        rows.append({"text": "They met in Osh.", "tokens": ["They", "met", "in", "Osh", "."], "spaces": [True, True, True, False, False], "tags": ["O", "O", "O", "B-LOC", "O"]})  # fmt: skip
        rows.append({"text": "Then Acme spoke.", "tokens": ["Then", "Acme", "spoke", "."], "spaces": [True, True, False, False], "tags": ["O", "B-ORG", "O", "O"]})  # fmt: skip
    write_corpus(tmp_path / "es" / "echr.train.jsonl.gz", *rows)
    write_corpus(tmp_path / "es" / "echr.dev.jsonl.gz", *rows[:30])
    cfg = tmp_path / f"ner_es_{backend}.cfg"
    cfg.write_text(f'[weights]\nbackend = "{backend}"\nlanguages = ["es"]\n\n[settings]\n{settings}')
    folder = train(recipe_file.read(cfg), Task(tmp_path, tmp_path / "out"), lambda line: None)
    threads = []
    if torch:
        torch.set_num_threads(3)
    again = train(
        recipe_file.read(cfg),
        Task(tmp_path, tmp_path / "again"),
        lambda line: threads.append(torch.get_num_threads() if torch else 1),
    )
    assert set(threads) == {1}
    assert (folder / "weights.msgpack").read_bytes() == (again / "weights.msgpack").read_bytes()
    [result] = evaluate.corpora(evaluate.back_end("es", folder), tmp_path)
    assert result.scores["PER"].f1 > 0.9
    assert "| es/echr | PER |" in (folder / "README.md").read_text(encoding="utf-8")


@needs_faker
@pytest.mark.parametrize(
    ("letter", "more", "less"),
    [
        ("埃", "foreign", ""),
        ("伟", "given", "family"),
        ("张", "family", "foreign"),
        ("州", "place", "family"),
        ("的", "", "foreign"),
    ],
)
def test_letters_tell_what_they_are_used_for(letter: str, more: str, less: str) -> None:
    pytest.importorskip("jieba", reason="needs the extra [train]")
    from pipeline.ner.hashing import number
    from pipeline.training.letters import uses

    kinds = ["foreign", "given", "family", "place"]
    row = uses()[number(letter)]
    assert all(-1 <= value <= 1 for value in row)
    high, low = (row[kinds.index(kind)] if kind else 0.0 for kind in (more, less))
    assert high > low
