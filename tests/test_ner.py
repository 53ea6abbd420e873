"""The NER back-ends that herald ships, by one suite: what they find, that nothing is lost, that they survive storage."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.util import get_lang_class

from pipeline.errors import ModelError
from pipeline.ner.weights import folder, root

CNN, TRANSFORMER = "herald_ner_cnn", "herald_ner_transformers"
WEIGHTS = sorted(path.parent.name for path in root().glob("ner_*/README.md"))
SHIPPED = [(language, name) for name in WEIGHTS for language in name.split("_")[1].split("-")]
TAGGED = {language for language, name in SHIPPED if name.endswith("_tagger")}

# Invented people and places; every back-end must find these.
SENTENCES = {
    "en": "Dr. Farid Mahmoudzadeh, rector of a college in Tashkent, welcomed Ms. Helen Brookfield on Monday.",
    "fr": "M. Étienne Marchand, directeur de l'école, a rencontré Mme Claire Dubreuil à Bamako.",
    "es": "El señor Ramiro Valdés Ortega, director de la escuela, se reunió con Elena Campos en Bogotá.",
    "ru": "Ректор института Азамат Токтосунов встретился с Мариной Лебедевой в Ташкенте.",
    "zh": "校长王建国在北京会见了李晓明教授。",
    "ar": "التقى المدير محمد الخالدي بالدكتور أحمد منصور في القاهرة.",
}
PEOPLE = {
    "en": ["Farid Mahmoudzadeh", "Helen Brookfield"],
    "fr": ["Étienne Marchand", "Claire Dubreuil"],
    "es": ["Ramiro Valdés Ortega", "Elena Campos"],
    "ru": ["Азамат Токтосунов", "Мариной Лебедевой"],
    "zh": ["王建国", "李晓明"],
    "ar": ["محمد الخالدي", "أحمد منصور"],
}
PLACES = {"en": "Tashkent", "fr": "Bamako", "es": "Bogotá", "ru": "Ташкенте", "zh": "北京", "ar": "القاهرة"}


@cache
def built(language: str, name: str) -> Language:
    nlp = spacy.blank(language)
    kind = CNN if (folder(name) / "weights.msgpack").is_file() else TRANSFORMER
    nlp.add_pipe(kind, name="ner")
    nlp.config["initialize"]["components"] = {"ner": {"weights": name}}
    nlp.initialize()
    return nlp


@pytest.fixture(params=SHIPPED, ids="-".join)
def nlp(request: pytest.FixtureRequest) -> Language:
    return built(*request.param)


def spans(nlp: Language, text: str) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents]


def test_every_language_has_a_back_end() -> None:
    assert {language for language, _ in SHIPPED} == set(SENTENCES)


def test_people_and_places_are_found(nlp: Language) -> None:
    doc = nlp(SENTENCES[nlp.lang])
    assert [ent.text for ent in doc.ents if ent.label_ == "PER"] == PEOPLE[nlp.lang]
    assert PLACES[nlp.lang] in [ent.text for ent in doc.ents if ent.label_ == "LOC"]
    assert {ent.label_ for ent in doc.ents} <= {"PER", "ORG", "LOC"}


def test_nothing_of_a_long_text_is_left_out(nlp: Language) -> None:
    times = 60
    text = "\n".join([SENTENCES[nlp.lang]] * times)
    found = [ent.text for ent in nlp(text).ents if ent.label_ == "PER"]
    wanted = PEOPLE[nlp.lang] * times
    assert sum(name in PEOPLE[nlp.lang] for name in found) >= 0.95 * len(wanted)
    last = text.rindex(PEOPLE[nlp.lang][-1])
    assert any(start <= last < end for start, end, label in spans(nlp, text) if label == "PER")


def test_no_name_runs_across_a_line(nlp: Language) -> None:
    first, second = PEOPLE[nlp.lang]
    for ent in nlp(f"{first}\n{second}\n{PLACES[nlp.lang]}").ents:
        assert "\n" not in ent.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "\u200f\u200b", "12.12.2025", "a" * 3000])
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@settings(max_examples=15)
@given(text=st.text(max_size=80))
def test_any_text_survives(text: str) -> None:
    for language, name in SHIPPED:
        for start, end, label in spans(built(language, name), text):
            assert 0 <= start < end <= len(text)
            assert label in {"PER", "ORG", "LOC"}


def test_confidence_is_a_probability_or_unknown(nlp: Language) -> None:
    doc = nlp(SENTENCES[nlp.lang])
    kind = nlp.get_pipe_meta("ner").factory
    for ent in doc.ents:
        sure = ent._.ner_confidence
        assert sure is None if kind == CNN and nlp.lang not in TAGGED else 0.0 < sure <= 1.0


def test_storage_on_disk_and_in_bytes_changes_nothing(nlp: Language, tmp_path: Path) -> None:
    text = SENTENCES[nlp.lang]
    nlp.to_disk(tmp_path / "model")
    assert spans(spacy.load(tmp_path / "model"), text) == spans(nlp, text)
    assert spans(get_lang_class(nlp.lang).from_config(nlp.config).from_bytes(nlp.to_bytes()), text) == spans(nlp, text)


def test_batches_find_what_single_texts_do(nlp: Language) -> None:
    texts = [SENTENCES[nlp.lang], "", SENTENCES[nlp.lang] * 2]
    found = [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]
    assert found == [spans(nlp, text) for text in texts]


@pytest.mark.parametrize("kind", [CNN, TRANSFORMER])
def test_without_weights_the_message_says_what_to_do(kind: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(kind, name="ner")
    with pytest.raises(ModelError, match=r"ner: no weights; call nlp.initialize"):
        nlp("Helen Brookfield")


@pytest.mark.parametrize("kind", [CNN, TRANSFORMER])
def test_a_folder_without_weights_is_refused(kind: str, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(kind, name="ner")
    with pytest.raises(ModelError, match=tmp_path.name):
        nlp.get_pipe("ner").from_disk(tmp_path)  # type: ignore[attr-defined]


def test_broken_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.msgpack").write_bytes(b"\x93\x01\x02\x03")
    nlp = spacy.blank("ru")
    nlp.add_pipe(CNN, name="ner")
    with pytest.raises(ModelError, match="cannot be read"):
        nlp.get_pipe("ner").from_disk(tmp_path)  # type: ignore[attr-defined]


def transformer_weights() -> str:
    return next(name for name in WEIGHTS if (folder(name) / "model.onnx").is_file())


def test_another_networks_labels_are_mapped(tmp_path: Path) -> None:
    """A stranger's token classifier: other label names, some of them not wanted, nothing of ours beside it."""
    source = folder(transformer_weights())
    other = tmp_path / "other"
    shutil.copytree(source, other)
    names = json.loads((source / "config.json").read_text())["id2label"]
    renamed = {key: tag.replace("PER", "PERSON").replace("LOC", "GPE") for key, tag in names.items()}
    (other / "config.json").write_text(json.dumps({"id2label": renamed}))
    nlp = spacy.blank("en")
    nlp.add_pipe(TRANSFORMER, name="ner", config={"labels": {"PERSON": "PER"}})
    nlp.get_pipe("ner").from_disk(other)  # type: ignore[attr-defined]
    doc = nlp(SENTENCES["en"])
    assert [ent.text for ent in doc.ents] == PEOPLE["en"]
    assert {ent.label_ for ent in doc.ents} == {"PER"}


def test_windows_may_be_small() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(TRANSFORMER, name="ner", config={"window": 32, "overlap": 10, "batch_pieces": 64})
    nlp.get_pipe("ner").from_disk(folder(transformer_weights()))  # type: ignore[attr-defined]
    text = " ".join([SENTENCES["en"]] * 10)
    found = [ent.text for ent in nlp(text).ents if ent.label_ == "PER"]
    assert sum(name in PEOPLE["en"] for name in found) >= 18


def make_classifier(path: Path, tags: list[str], favoured: str) -> None:
    """A tiny BERT in a folder, as Hugging Face saves it, that gives every word the same tag."""
    torch = pytest.importorskip("torch", reason="needs the extra [train]")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertForTokenClassification

    words = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "anvar", "met", "lee"])}
    tokenizer = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = dict(enumerate(tags))
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=names,
        label2id={tag: number for number, tag in names.items()},
    )
    model = BertForTokenClassification(config)
    torch.nn.init.zeros_(model.classifier.weight)
    model.classifier.bias.data = torch.tensor([5.0 if tag == favoured else 0.0 for tag in tags])
    model.save_pretrained(path)
    tokenizer.save(str(path / "tokenizer.json"))


@pytest.mark.parametrize(
    ("tags", "favoured", "expected"),
    [
        (["O", "B-PERSON", "I-PERSON"], "B-PERSON", ["Anvar", "met", "Lee"]),
        (["O", "S-PERSON", "B-PERSON", "I-PERSON", "E-PERSON"], "S-PERSON", ["Anvar", "met", "Lee"]),
        (["O", "PERSON"], "PERSON", ["Anvar met Lee"]),
        (["O", "B-PERSON", "I-PERSON"], "O", []),
        (["O", "B-WORK", "B-PERSON"], "B-WORK", []),
    ],
)
def test_any_classifier_by_path(tags: list[str], favoured: str, expected: list[str], tmp_path: Path) -> None:
    make_classifier(tmp_path / "theirs", tags, favoured)
    nlp = spacy.blank("en")
    nlp.add_pipe(TRANSFORMER, name="ner", config={"labels": {"PERSON": "PER"}, "window": 32, "overlap": 8})
    nlp.config["initialize"]["components"] = {"ner": {"weights": str(tmp_path / "theirs")}}
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    for one in (nlp, spacy.load(tmp_path / "model")):
        assert [(ent.text, ent.label_) for ent in one("Anvar met Lee").ents] == [(text, "PER") for text in expected]
    assert len(nlp(" ".join(["Anvar met Lee"] * 50)).ents) == (50 * len(expected) if len(expected) != 1 else 1)
