"""Persons in sentences with their gold, in six languages; near-misses that must yield nobody."""

from itertools import accumulate, pairwise
from unittest import mock

import persons
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon, spans
from pipeline.errors import LexiconError
from pipeline.persons.gather import gather
from pipeline.persons.phrases import Phrases
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting, combine
from pipeline.persons.tokens import tokenise

ALPHABET = st.sampled_from("Prof. Dr van der Li, (и) rector Ректор 校长 王· \n«»'’-السيد د.123")


@pytest.mark.parametrize(("language", "case"), persons.cases())
def test_names(language, case):
    assert persons.names(persons.read(case, language)) == set(case["people"])


@pytest.mark.parametrize(("language", "case"), persons.cases())
def test_mentions_are_characters_of_the_text(language, case):
    doc = persons.read(case, language)
    for fact in spans.read(doc, spans.PEOPLE):
        mention = doc.text[fact.start : fact.end]
        assert mention == mention.strip()
        assert 0 < fact.confidence <= 1
        assert fact.entity in spans.entities(doc, spans.PEOPLE)


@pytest.mark.parametrize("language", persons.LANGUAGES)
@given(text=st.lists(ALPHABET, max_size=60).map("".join))
@settings(max_examples=30, deadline=None)
def test_any_text_survives(language, text):
    doc = persons.read({"text": text}, language)
    assert all(doc.text[f.start : f.end].strip() for f in spans.read(doc, spans.PEOPLE))


@pytest.mark.parametrize("language", persons.LANGUAGES)
def test_a_saved_component_finds_the_same(language, tmp_path):
    _, case = next(row for row in persons.cases() if row[0] == language)
    made = persons.nlp(language)
    made.to_disk(tmp_path)
    people = made.get_pipe("herald_people")
    again = type(people)(made, "herald_people").from_disk(tmp_path / "herald_people")
    doc = again(persons.read(case, language))
    assert persons.names(doc) == set(case["people"])


@pytest.mark.parametrize(
    ("text", "name", "honorific"),
    [
        ("H.E. Prof. Dr. Lena Marsh spoke.", "Lena Marsh", "H.E. Prof. Dr."),
        ("Brig. (Retd) T.K. Osei spoke.", "T.K. Osei", "Brig. (Retd)"),
        ("Mr CHO Minsu spoke.", "CHO Minsu", "Mr"),
        ("Capt. Jan de Wit-Roos spoke.", "Jan de Wit-Roos", "Capt."),
    ],
)
def test_honorifics_stay_outside_the_name(text, name, honorific):
    doc = persons.read({"text": text}, "en")
    (person,) = spans.entities(doc, spans.PEOPLE).values()
    assert (person["name"], person["honorific"]) == (name, honorific)


@pytest.mark.parametrize("times", [100, 200])
def test_a_page_of_honorifics_is_read_in_linear_time(times):
    looked = 0
    at = Phrases.at

    def count(self, tokens, index):
        nonlocal looked
        looked += 1
        return at(self, tokens, index)

    with mock.patch.object(Phrases, "at", count):
        persons.read({"text": "Mr " * times}, "en")
    assert looked < 100 * times


def test_mentions_gather_to_their_person():
    text = "Ms. Ida Roe-Lang opened. Roe-Lang laughed. Mr. Tom Bly watched Ms. Roe-Lang. IDA ROE-LANG left."
    doc = persons.read({"text": text}, "en")
    assert persons.names(doc) == {"Ida Roe-Lang", "Tom Bly"}


@pytest.mark.parametrize(
    ("names", "gathered"),
    [
        # By family name or given name alone, before or behind the full name; of two of one name the nearest before.
        (["林若溪", "林"], [["林若溪", "林"]]),
        (["林", "林若溪"], [["林若溪", "林"]]),
        (["林若溪", "若溪", "溪"], [["林若溪", "若溪"], ["溪"]]),
        (["欧阳若溪", "欧阳", "欧"], [["欧阳若溪", "欧阳", "欧"]]),
        (["林若溪", "林若"], [["林若溪"], ["林若"]]),
        (["林若溪", "林远山", "林", "山"], [["林若溪"], ["林远山", "林"], ["山"]]),
    ],
)
def test_chinese_mentions_gather_by_part_of_the_name(names, gathered):
    starts = list(accumulate(names, lambda at, name: at + len(name) + 1, initial=0))
    seen = [Sighting(Name(s, s + len(n), s, s + len(n), (n,)), None) for n, s in zip(names, starts, strict=False)]
    assert [[s.name.parts[0] for s in one.sightings] for one in gather(seen)] == gathered


@given(kinds=st.lists(st.sampled_from(["a", "b", "c"])), more=st.sampled_from(["a", "b", "c"]))
def test_more_evidence_never_lowers_confidence(kinds, more):
    weights = {"a": 0.2, "b": 0.9, "c": 0.5}
    assert combine({*kinds, more}, weights) >= combine(set(kinds), weights)


def test_weights_must_be_probabilities():
    people = persons.nlp("en").get_pipe("herald_people")
    words = lexicon.read("en", *people.lexicons)
    broken = lexicon.Lexicon("en", "people", {**words.words, "weights": {"floor": 2}})
    with pytest.raises(LexiconError, match="between 0 and 1"):
        people.prepare(broken)
    people.prepare(words)


@given(st.text(max_size=80))
def test_tokens_are_stretches_of_the_text(text):
    tokens = tokenise(text, {"l", "d"})
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_words_of_a_name_leave_out_initials_and_particles():
    name = Name(0, 4, 0, 20, ("J", "van", "der", "Meulen"))
    assert name.words == ("Meulen",)


@pytest.mark.parametrize(
    ("language", "text", "family", "given"),
    [
        ("en", "Mr. SATO Kenji spoke.", "SATO", "Kenji"),
        ("en", "Ms. Ida van der Roe spoke.", "van der Roe", "Ida"),
        ("es", "La Dra. Ana Clara Ruiz Peña habló.", "Ruiz Peña", "Ana Clara"),
        ("ru", "Профессор Олег Маратович Гусаров выступил.", "Гусаров", "Олег Маратович"),
        ("zh", "校长欧阳青云出席。", "欧阳", "青云"),
        ("zh", "校长鲁斯兰·卡马洛夫出席。", "卡马洛夫", "鲁斯兰"),
        ("en", "Mr. Kim spoke.", None, None),
    ],
)
def test_family_and_given(language, text, family, given):
    doc = persons.read({"text": text}, language)
    (person,) = spans.entities(doc, spans.PEOPLE).values()
    assert (person["family"], person["given"]) == (family, given)
