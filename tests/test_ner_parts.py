"""The parts of the NER back-ends: windows, decoding, case, features, tag schemes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline.errors import ModelError
from pipeline.ner.case import INITIAL, LOWER, MIXED, OTHER, TITLE, UPPER, case_class
from pipeline.ner.decode import log_softmax, names
from pipeline.ner.ents import CONFIDENCE, declare, drop_pieces, lead_on, set_ents, split_at_lines, trim_marks
from pipeline.ner.features import Features, fold, shape, stem
from pipeline.ner.hashing import number, pack, unpack
from pipeline.ner.network import fold_tags
from pipeline.ner.pieced import is_piece, likely, names_a_thing, person_end, put_together
from pipeline.ner.runs import FREQUENCY_BITS, parts
from pipeline.ner.weights import folder
from pipeline.ner.windows import windows

TAGS = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]


def scores(*tags: str, sure: float = 6.0) -> np.ndarray:
    rows = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for row, tag in enumerate(tags):
        rows[row, TAGS.index(tag)] = sure
    return log_softmax(rows)


def found(*tags: str, breaks: set[int] = frozenset()) -> list[tuple[int, int, str]]:
    marks = [index in breaks for index in range(len(tags))]
    return [(name.start, name.end, name.label) for name in names(scores(*tags), TAGS, marks)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "B-PER", "I-PER", "O"], [(1, 3, "PER")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["B-PER", "I-PER", "B-LOC"], [(0, 2, "PER"), (2, 3, "LOC")]),
        (["O", "O"], []),
        ([], []),
    ],
)
def test_a_legal_sequence_is_read_as_it_stands(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert (found(*tags) if tags else names(np.zeros((0, 5), np.float32), TAGS, [])) == expected


def test_neighbours_are_two_names_only_if_that_is_plain() -> None:
    rows = scores("B-PER", "B-PER", "O", "B-PER", "B-LOC")
    rows[1, TAGS.index("I-PER")] = rows[1, TAGS.index("B-PER")] - 0.4
    rows[4, TAGS.index("I-PER")] = rows[4, TAGS.index("B-LOC")] - 0.4
    spans = [(name.start, name.end, name.label) for name in names(rows, TAGS, [False] * 5)]
    assert spans == [(0, 2, "PER"), (3, 4, "PER"), (4, 5, "LOC")]


@pytest.mark.parametrize("tags", [["O", "I-PER"], ["I-PER", "O"], ["B-LOC", "I-PER"], ["O", "I-LOC", "I-PER"]])
def test_no_name_begins_inside(tags: list[str]) -> None:
    rows = scores(*tags)
    for name in names(rows, TAGS, [False] * len(tags)):
        best = [TAGS[column] for column in rows[name.start : name.end].argmax(axis=1)]
        assert any(tag.endswith(name.label) for tag in best)


def test_a_name_does_not_run_across_a_line() -> None:
    assert found("B-PER", "I-PER") == [(0, 2, "PER")]
    assert (0, 2, "PER") not in found("B-PER", "I-PER", breaks={1})


def test_confidence_is_the_probability_of_the_label() -> None:
    rows = np.log(np.array([[0.1, 0.0001, 0.0001, 0.8, 0.0998], [0.2, 0.0001, 0.0001, 0.0998, 0.7]], dtype=np.float32))
    [name] = names(rows, TAGS, [False, False])
    assert name.confidence == pytest.approx(math.sqrt(0.8998 * 0.7998), abs=1e-3)


def test_a_higher_temperature_is_less_sure() -> None:
    logits = np.array([[4.0, 0.0, 0.0]], dtype=np.float32)
    assert np.exp(log_softmax(logits, 2.0)).max() < np.exp(log_softmax(logits)).max()
    assert np.exp(log_softmax(logits, 2.0)).sum() == pytest.approx(1.0, abs=1e-5)


@given(st.lists(st.booleans(), max_size=400), st.integers(8, 60), st.integers(0, 20))
def test_windows_keep_every_piece_once(heads: list[bool], size: int, overlap: int) -> None:
    if overlap >= size // 2:
        with pytest.raises(ModelError, match="overlap"):
            windows(heads, size=size, overlap=overlap)
        return
    cut = windows(heads, size=size, overlap=overlap)
    kept = [piece for window in cut for piece in range(window.keep_start, window.keep_end)]
    assert kept == list(range(len(heads)))
    for window in cut:
        assert window.start <= window.keep_start < window.keep_end <= window.end
        assert window.end - window.start <= size


def test_windows_share_context_and_cut_between_words() -> None:
    heads = [index % 3 == 0 for index in range(300)]
    first, second, *_ = windows(heads, size=64, overlap=16)
    assert heads[second.start]
    assert heads[second.keep_start]
    assert second.start < first.keep_end < first.end


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("rector", LOWER),
        ("Rector", TITLE),
        ("CAO", UPPER),
        ("A", INITIAL),
        ("McKay", MIXED),
        ("2025", OTHER),
        ("学", OTHER),
        ("جامعة", OTHER),
        ("Ёлкина", TITLE),
        ("", OTHER),
    ],
)
def test_case(word: str, expected: int) -> None:
    assert case_class(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("أحمد", "احمد"), ("مصطفى", "مصطفي"), ("مُحَمَّد", "محمد"), ("Фёдор", "федор"), ("Rector", "rector"), ("İzmir", "i̇zmir")],
)
def test_fold(word: str, expected: str) -> None:
    assert fold(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("والجامعة", "جامعة"), ("الجامعة", "جامعة"), ("للجامعة", "جامعة"), ("وزير", "زير"), ("بكر", "بكر"), ("rector", "rector")],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"), [("على", "علي", False), ("إلى", "آلي", False), ("عَلِي", "علي", True), ("Rector", "rector", True)]
)
def test_what_folding_took_is_told_beside(one: str, other: str, same: bool) -> None:
    assert fold(one) == fold(other)
    rows = Features(["written"]).of_words([one, other])
    assert (rows[0, 0] == rows[1, 0]) == same


def test_what_is_cut_off_a_word_is_told() -> None:
    rows = Features(["cut"]).of_words(["والجامعة", "والمدرسة", "بجامعة", "جامعة", "مدرسة"])[:, 0].tolist()
    assert rows[0] == rows[1] != rows[2] != rows[3] == rows[4] != rows[0]


@pytest.mark.parametrize(
    ("word", "expected"), [("Osh", "Xxx"), ("KAZAKH", "XXX"), ("B2B", "XdX"), ("2025-10", "ddd-dd"), ("学", "c")]
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


@given(st.sets(st.integers(0, 2**32 - 1), max_size=50))
def test_numbers_survive_storage(numbers: set[int]) -> None:
    assert unpack(pack(list(numbers))) == sorted(numbers)


def test_features_tell_known_words_listed_names_and_runs() -> None:
    lists = {number("ош"): 4, number("北京"): 4}
    features = Features(["word", "list", "run"], frozenset({number("город")}), lists)
    city, osh, other = features.of(spacy.blank("ru")("город Ош Нарын"))
    assert city[0] != osh[0] == other[0]
    assert osh[1] != other[1]
    rows = features.of(spacy.blank("zh")("在北京大"))
    assert [bool(row[2]) for row in rows] == [False, True, True, False]
    assert features.of(spacy.blank("ru")("")).shape == (0, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从朝阳门到河", "从|朝阳门|到|河"),
        ("从朝阳到河", "从朝|阳|到|河"),
        ("河河", "河|河"),
        ("", ""),
    ],
)
def test_chinese_is_parted_into_the_likeliest_words(text: str, expected: str) -> None:
    counts = {"从": 6, "从朝": 4, "朝阳门": 3, "到": 6}
    lists = {number(word): count << FREQUENCY_BITS for word, count in counts.items()}
    marked = "".join(("|" if run.place in "BS" else "") + sign for sign, run in zip(text, parts(text, lists), strict=True))
    assert marked.removeprefix("|") == expected


def test_parts_are_a_column_in_place_of_runs() -> None:
    lists = {number("朝阳门"): 1 | 3 << FREQUENCY_BITS, number("从"): 6 << FREQUENCY_BITS}
    rows = Features(("shape", "part", "partword"), lists=lists).of(spacy.blank("zh")("从朝阳门到"))
    assert len({row[2] for row in rows.tolist()}) == 5
    assert rows[0][1] == rows[4][1] != rows[1][1]


@pytest.mark.parametrize(
    ("tags", "labels", "expected"),
    [
        (["O", "B-PERSON", "I-PERSON"], {"PERSON": "PER"}, "B-PER"),
        (["O", "S-PER", "E-PER"], {"PER": "PER"}, "B-PER"),
        (["O", "U-GPE", "L-GPE"], {"GPE": "LOC"}, "B-LOC"),
        (["O", "B-DATE", "I-DATE"], {"PER": "PER"}, "O"),
        (["O", "PER", "LOC"], {"PER": "PER", "LOC": "LOC"}, "I-PER"),
    ],
)
def test_other_schemes_become_ours(tags: list[str], labels: dict[str, str], expected: str) -> None:
    rows = np.log(np.array([[0.1, 0.8, 0.1]], dtype=np.float32))
    assert TAGS[int(fold_tags(rows, tags, labels, TAGS).argmax())] == expected


def test_ents_are_widened_to_tokens_and_the_longer_wins() -> None:
    declare()
    doc = spacy.blank("en")("Anvar Toshmatov came.")
    set_ents(doc, [(0, 8, "PER", 0.9), (6, 15, "LOC", 0.5), (50, 60, "LOC", 0.5)])
    assert [(ent.text, ent.label_, ent._.ner_confidence) for ent in doc.ents] == [("Anvar Toshmatov", "PER", 0.9)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('From: "Marat"<mt9@example.org>', "Marat", ["Marat"]),
        ("Photo|Aizada", "Aizada", ["Aizada"]),
        ("write to marat@example.org", "marat", ["marat@example.org"]),
    ],
)
def test_a_token_is_split_where_a_mark_bounds_a_name(text: str, name: str, expected: list[str]) -> None:
    declare()
    doc = spacy.blank("en")(text)
    set_ents(doc, [(text.index(name), text.index(name) + len(name), "PER", 0.9)])
    assert [ent.text for ent in doc.ents] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('To: "[Orlov], [Timur]" <t@example.org>', ["Orlov, Timur"]),
        ("«[Orlov], [Timur]»", ["Orlov, Timur"]),
        ('"[Orlov], [Timur] and others"', ["Orlov", "Timur"]),
        ('"[Timur Orlov], [Anna]"', ["Timur Orlov", "Anna"]),
        ("[Orlov], [A.B.] (2019)", ["Orlov, A.B."]),
        ("[Orlov], [A. B. Petrov]", ["Orlov", "A. B. Petrov"]),
        ("[Orlov], [Timur]", ["Orlov", "Timur"]),
        ('[Timur] "Tim" [Orlov]', ["Timur", "Orlov"]),
        ("[Timur]_plan.doc of [Anna]", ["Anna"]),
        ("[Timur] and [Anna]", ["Timur", "Anna"]),
    ],
)
def test_pieces_of_a_name_are_put_together(text: str, expected: list[str]) -> None:
    plain, spans, start = "", [], 0
    for sign in text:
        if sign == "[":
            start = len(plain)
        elif sign == "]":
            spans.append((start, len(plain), "PER", 0.9))
        else:
            plain += sign
    assert [plain[start:end] for start, end, *_ in put_together(plain, spans)] == expected


@pytest.mark.parametrize(
    ("text", "name", "piece"),
    [
        ("他写了《奥什之歌》。", "奥什", True),
        ("据《奥什日报》报道", "奥什日报", False),
        ("《章程》由奥什大学《日报》发布", "奥什大学", False),
        ("《章程》由奥什大学发布", "奥什大学", False),
        ("in C# or Java", "C#", True),
        ("an A++ from us", "A++", True),
        ("signed by T. alone", "T.", False),
        ("in 奥 alone", "奥", False),
        ("see plan_Anna.doc", "Anna", True),
        ("see plan, Anna", "Anna", False),
    ],
)
def test_pieces_of_other_things_are_no_names(text: str, name: str, piece: bool) -> None:
    assert is_piece(text, text.index(name), text.index(name) + len(name)) is piece


@pytest.mark.parametrize(
    ("text", "language", "thing"),
    [
        ("на корабле «Союз»", "ru", True),
        ("Показали фильм «Союз»", "ru", True),
        ("лауреаты премии «Союз»", "ru", True),
        ("игрок «Союз»", "ru", False),
        ("поездка «Союз»", "ru", False),
        ("компания «Союз»", "ru", False),
        ("фильм о «Союз»", "ru", False),
        ("фильм, «Союз»", "ru", False),
        ("фильм Союз", "ru", False),
        ("«Союз»", "ru", False),
        ("le film «Союз»", "fr", False),
    ],
)
def test_a_name_in_quotes_after_the_word_for_a_thing_is_none(text: str, language: str, thing: bool) -> None:
    assert names_a_thing(text, text.index("Союз"), language) is thing


@pytest.mark.parametrize(
    ("text", "end", "language", "expected"),
    [
        ("قالت هند أيت سعيد أمس", 2, "ar", 4),
        ("قالت هند أيت سعيد أمس", 3, "ar", 4),
        ("قال نور الدين أمس", 2, "ar", 3),
        ("قال نور الدين بن سالم أمس", 2, "ar", 5),
        ("قالت هند أمس", 2, "ar", 2),
        ("قالت هند بن .", 2, "ar", 2),
        ("قالت هند بن", 2, "ar", 2),
        ("قالت هند بن سالم", 2, "fr", 2),
    ],
)
def test_a_person_is_led_on_to_the_end_of_the_name(text: str, end: int, language: str, expected: int) -> None:
    assert person_end(text.split(), end, language) == expected


def test_a_person_led_on_does_not_run_into_the_next_name() -> None:
    doc = spacy.blank("ar")("هند بن سالم نور الدين سعيد")
    doc.ents = [Span(doc, 0, 1, label="PER"), Span(doc, 2, 3, label="LOC"), Span(doc, 3, 4, label="PER")]
    assert [(ent.start, ent.end) for ent in lead_on(doc).ents] == [(0, 2), (2, 3), (3, 5)]


def test_the_fast_back_end_lets_pieces_go() -> None:
    doc = spacy.blank("zh")("奥什《奥什之歌》")
    doc.ents = [Span(doc, 0, 2, label="LOC"), Span(doc, 3, 5, label="LOC")]
    assert [(ent.start, ent.end) for ent in drop_pieces(doc).ents] == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("партия « Мост » и", 2, 4, "Мост"),
        ("партия « Мост » и", 1, 3, "Мост"),
        ("партия « Мост » и", 1, 4, "« Мост »"),
        ("партия « Мост » и", 0, 4, "партия « Мост »"),
        ("партия « Мост » и", 0, 3, "партия « Мост"),
        ("партия „ Мост “ и", 2, 4, "Мост"),
        ('партия " Мост " и', 2, 4, "Мост"),
        ('партия " Мост " и', 1, 4, '" Мост "'),
        ("город ( Мост ) и", 2, 4, "Мост"),
        ("город ( Мост ) и", 2, 3, "Мост"),
    ],
)
def test_half_a_pair_of_marks_is_left_out_of_a_name(text: str, start: int, end: int, expected: str) -> None:
    declare()
    doc = Doc(spacy.blank("ru").vocab, words=text.split())
    doc.ents = [Span(doc, start, end, label="ORG")]
    doc.ents[0]._.set(CONFIDENCE, 0.7)
    [ent] = trim_marks(doc).ents
    assert (ent.text, ent.label_, ent._.get(CONFIDENCE)) == (expected, "ORG", 0.7)


@pytest.mark.parametrize(("text", "kept"), [("город ( и", []), ("город \u00a0 и", []), ("город М и", ["М"])])
def test_what_is_nothing_but_marks_and_blanks_is_no_name(text: str, kept: list[str]) -> None:
    declare()
    doc = Doc(spacy.blank("ru").vocab, words=text.split(" "))
    doc.ents = [Span(doc, 1, 2, label="ORG")]
    assert [ent.text for ent in trim_marks(doc).ents] == kept


def test_only_persons_are_put_together() -> None:
    text = '"Osh, Naryn"'
    assert len(list(put_together(text, [(1, 4, "LOC", 0.9), (6, 11, "LOC", 0.9)]))) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Ana", "Ruiz", "\n", "Osh"], ["Ana Ruiz", "Osh"]),
        (["Ana", "\n"], ["Ana"]),
        (["\n", "Ana"], ["Ana"]),
        (["Ana", "Ruiz"], ["Ana Ruiz"]),
    ],
)
def test_names_are_split_at_lines(words: list[str], expected: list[str]) -> None:
    doc = Doc(spacy.blank("en").vocab, words=words)
    doc.ents = [Span(doc, 0, len(words), label="PER")]
    assert [ent.text.strip() for ent in split_at_lines(doc).ents] == expected


def test_unknown_weights_name_the_known() -> None:
    with pytest.raises(ModelError, match=r"ner_xx.*there are .*ner_"):
        folder("ner_xx")


@pytest.mark.parametrize(
    ("text", "found", "kept"),
    [
        ("Orvelle spoke.", [("Orvelle", "PER", 0.3)], []),
        ("Orvelle spoke.", [("Orvelle", "PER", 0.4)], ["Orvelle"]),
        ("Mara Orvelle spoke.", [("Mara Orvelle", "PER", 0.3)], ["Mara Orvelle"]),
        (
            "Mara Orvelle came; Orvelle spoke.",
            [("Mara Orvelle", "PER", 0.9), ("Orvelle", "PER", 0.3)],
            ["Mara Orvelle", "Orvelle"],
        ),
        ("Orvelle came; Orvelle spoke.", [("Orvelle", "PER", 0.3), ("Orvelle", "PER", 0.3)], []),
        ("Orvelle Bank came; Orvelle spoke.", [("Orvelle Bank", "ORG", 0.9), ("Orvelle", "PER", 0.3)], ["Orvelle Bank"]),
    ],
)
def test_a_lone_unlikely_word_is_no_name(text: str, found: list[tuple[str, str, float]], kept: list[str]) -> None:
    at = 0
    placed = []
    for name, label, sure in found:
        at = text.index(name, at)
        placed.append((at, at + len(name), label, sure))
        at += len(name)
    assert [text[start:end] for start, end, *_ in likely(text, placed, 0.4)] == kept
