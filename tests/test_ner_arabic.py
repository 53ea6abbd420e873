"""Ordinary Arabic words told from names: what a dictionary makes of forms with conjunctions, articles and pronouns."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import spacy
import srsly

from pipeline.errors import ModelError
from pipeline.ner.features import Features
from pipeline.ner.hashing import number, pack
from pipeline.ner.tok2vec import name_tok2vec
from pipeline.training import arabic, frequencies, namelists

DICTIONARY = """7
كتب/230
يكتب/233
مدرسة/76
معلم/166
نابلس\t11
ليلى/228\t21
الفاو/229\t18
"""
FORMS = {400: ["كتب"], 450: ["والمدرسة", "مدرستهم", "المعلمون"], 550: ["سيكتبه", "وكتبها"], 650: ["جوتشولك", "2024", "court"]}


@pytest.fixture(autouse=True)
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "data" / "dictionary" / "ar" / "ar.dic"
    words.parent.mkdir(parents=True)
    words.write_text(DICTIONARY, encoding="utf-8")
    buckets = [{"format": "cB"}, *(FORMS.get(rarity, []) for rarity in range(arabic.FREQUENT + 100))]
    (tmp_path / "data" / "large_ar.msgpack.gz").write_bytes(gzip.compress(srsly.msgpack_dumps(buckets)))
    for module in (arabic, frequencies):
        monkeypatch.setattr(module, "package", lambda name: tmp_path)


@pytest.mark.parametrize(
    ("word", "readings", "rarity"),
    [
        ("كتب", {arabic.VERB}, 400),
        ("سيكتبه", {arabic.VERB}, 550),
        ("وكتبها", {arabic.VERB}, 550),
        ("والمدرسة", {arabic.NOUN}, 450),
        ("مدرستهم", {arabic.NOUN}, 450),
        ("المعلمون", {arabic.NOUN}, 450),
        ("جوتشولك", set(), 650),
    ],
)
def test_a_form_is_read_without_what_is_written_on_to_it(word: str, readings: set[str], rarity: int) -> None:
    assert {form: (held, rare) for form, held, rare in arabic.words()}[word] == (readings, rarity)


def test_only_arabic_forms_are_listed() -> None:
    assert {"2024", "court"}.isdisjoint(word for word, *_ in arabic.words())


def test_names_bear_their_kind() -> None:
    assert dict(arabic.names()) == {"نابلس": arabic.PLACE, "ليلى": arabic.PERSON, "الفاو": arabic.BODY}


def test_lists_and_kinds_are_told_apart() -> None:
    lists = {number(word): held for word, held in namelists.MORE["dictionary"]("ar")}
    features = Features(("list", "kind"), lists=lists)
    rows = features.of(spacy.blank("ar")("يكتب كتب معلم والمدرسة جوتشولك نابلس"))
    listed, kinds = rows[:, 0].tolist(), rows[:, 1].tolist()
    assert listed[1] == listed[3] != listed[5]
    assert len({kinds[1], kinds[3], kinds[4]}) == 3
    assert kinds[0] == kinds[5]


def test_only_arabic_has_a_dictionary() -> None:
    with pytest.raises(ModelError, match="no dictionary for 'fr'"):
        list(namelists.MORE["dictionary"]("fr"))


def test_all_that_tells_a_word_is_hidden_together() -> None:
    model = name_tok2vec(
        width=8, depth=1, window_size=1, maxout_pieces=2, columns=["word", "stem", "shape"], rows=[9, 9, 9], word_dropout=0.5
    )
    reading = next(node for node in model.walk() if node.name == "herald_features")
    known = [number(word) for word in ("والمدرسه", "مدرسه")]
    reading.attrs["known"] = pack(known)
    (rows,), _ = reading([spacy.blank("ar")("والمدرسه " * 40)], is_train=True)
    hidden = {(row[0] == 1, row[1] == 1) for row in rows.tolist()}
    assert hidden == {(True, True), (False, False)}
    assert len({row[2] for row in rows.tolist()}) == 1


@pytest.mark.parametrize(
    ("name", "letter", "bare"),
    [
        ("وطارق", "و", "طارق"),
        ("لفاطمة", "ل", "فاطمة"),
        ("للنجار", "ل", "النجار"),
        ("وأحمد السالم", "و", "أحمد السالم"),
        ("وائل", "", "وائل"),
        ("وليد حسن", "", "وليد حسن"),
        ("بلال", "", "بلال"),
        ("ولمارك", "", "ولمارك"),
    ],
)
def test_a_letter_written_on_to_a_name_is_told_from_its_first(name: str, letter: str, bare: str) -> None:
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.arabnames import write_on, written_on

    assert written_on(name) == (letter, bare)
    assert write_on(letter, bare) == name


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("المسلمين", True),
        ("والبيزنطيون", True),
        ("للأتراك", True),
        ("العرب", True),
        ("عرب", False),
        ("المأمون", False),
        ("والحسين", False),
        ("ياسين", False),
        ("زيدون", False),
        ("المأمون العباسي", False),
        ("دالتون", False),
    ],
)
def test_peoples_are_told_from_persons(name: str, people: bool) -> None:
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.corpus import Mention, Sentence
    from pipeline.training.peoples import is_people, without_peoples

    assert is_people(name) == people
    mentions = (Mention(0, len(name), "PER"), Mention(len(name) + 1, len(name) + 4, "LOC"))
    corpora = {
        ("ar", "one"): [Sentence(f"{name} أوش", mentions, "one")],
        ("ar", "two"): [Sentence(f"{name} أوش", mentions, "two")],
    }
    [one], [two] = without_peoples(corpora, ("one",)).values()
    assert one.mentions == mentions[people:]
    assert two.mentions == mentions


def test_foreign_names_are_spelt_unlike_arab_ones() -> None:
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.ner.known import Known
    from pipeline.training.spelling import uses

    rows = Known(("spelt",), letters=uses()).of(["كورتنبرغ", "فولستون", "العبيدي", "الحمداني"])
    towns, people, arabs = rows[:, 0], rows[:, 1], rows[:, 3]
    assert min(*(towns[:2] - arabs[:2]), *(people[:2] - arabs[:2])) > 0
    assert min(*(arabs[2:] - towns[2:]), *(arabs[2:] - people[2:])) > 0


def test_titles_of_the_lexicon_stand_before_names() -> None:
    pytest.importorskip("faker", reason="needs the extra [train]")
    from pipeline.training.augment import lexicon_titles

    titles = lexicon_titles("ar")
    assert {"الدكتور ", "الوزير "} <= set(titles)
    assert "وزير " not in titles
    assert all(title == title.lstrip() and title.endswith(" ") for title in titles)
