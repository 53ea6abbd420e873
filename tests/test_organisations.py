"""Organisations in sentences with their gold, in six languages; near-misses that must yield nothing."""

import bodies
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import spans
from pipeline.names import acronyms, gather


@pytest.mark.parametrize(("language", "case"), bodies.cases("organisations"))
def test_names(language, case):
    doc = bodies.read(case["text"], language)
    entities = spans.entities(doc, spans.ORGANISATIONS)
    named = {f.entity for f in spans.read(doc, spans.ORGANISATIONS)}
    found = {(entities[key]["name"], entities[key]["acronym"]) for key in named}
    gold = {tuple([*row.split("|"), None][:2]) for row in case["names"]}
    assert {name for name, _ in found} == {name for name, _ in gold}
    assert {(name, short) for name, short in gold if short} <= found


@pytest.mark.parametrize(("language", "case"), bodies.cases("organisations"))
def test_mentions_are_characters_of_the_text(language, case):
    doc = bodies.read(case["text"], language)
    for fact in spans.read(doc, spans.ORGANISATIONS):
        mention = doc.text[fact.start : fact.end]
        assert mention == mention.strip()
        assert 0 < fact.confidence < 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("TRC", True), ("UNESCO-ICHEI", True), ("MoEYS", True), ("AdeKUS", True), ("ИКТУ", True),
        ("Smith", False), ("Hill-Smith", False), ("Sud-Est", False), ("A", False), ("2030", False), ("mRNA", False),
    ],
)  # fmt: skip
def test_what_looks_like_an_acronym(word, expected):
    assert acronyms.looks(word) is expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Royal Institute of Law", "Royal Institute of Law and Letters", True),
        ("Larkmoor Institute", "Larkmoor Institute of Crafts", True),
        ("State University", "Aral State University", False),
        ("Royal Institute of Law", "Royal Institute of Law", False),
        ("教育部", "挪威教育部", True),
    ],
)
def test_a_name_cut_short(short, full, expected):
    assert gather.shortens(short, full) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("HANDOVER\nThe keys were given.", "HANDOVER", True),
        ("COMITÉ DE PILOTAGE", "PILOTAGE", True),
        ("The rector of TRC spoke.", "TRC", False),
        ("TRC, BTU", "BTU", False),
    ],
)
def test_words_in_capitals_that_are_no_acronyms(text, word, expected):
    start = text.index(word)
    assert acronyms.shouted(text, start, start + len(word)) is expected


def test_an_acronym_is_no_part_of_a_longer_word():
    assert acronyms.occurrences("TRC met TRC-led groups; TRCs and xTRC did not. TRC's chair", "TRC") == [(0, 3), (47, 50)]


@given(st.text(alphabet=st.sampled_from("ab AB.,()«»“”\n'’-&ж中الج0"), max_size=80))
def test_any_text_survives(text):
    for language in ("en", "fr", "ru", "zh", "ar"):
        for fact in spans.read(bodies.read(text, language), spans.ORGANISATIONS):
            assert text[fact.start : fact.end]
