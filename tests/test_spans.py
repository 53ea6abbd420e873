"""The blackboard: facts keep their exact characters, whatever the tokens."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline import spans
from pipeline.errors import RecordError
from pipeline.records import Announcement
from pipeline.spans import Fact, Zones

NLP = spacy.blank("en")


def test_a_token_is_split_where_a_fact_begins_inside_it() -> None:
    doc = NLP.make_doc("Visit of LARIUNESCO, Port")
    spans.write(doc, spans.ORGANISATIONS, [Fact(13, 19, "ORGANISATION", "r", 0.5, "unesco")])
    (span,) = doc.spans[spans.ORGANISATIONS]
    assert (span.text, span.id_, span.kb_id_, span.label_) == ("UNESCO", "r", "unesco", "ORGANISATION")
    assert doc.text == "Visit of LARIUNESCO, Port"


def test_an_earlier_group_keeps_its_spans_when_tokens_are_split() -> None:
    doc = NLP.make_doc("LARIUNESCO met Mr. Tarek")
    spans.write(doc, spans.PEOPLE, [Fact(19, 24, "PERSON", "r", 0.9, "tarek")])
    spans.write(doc, spans.ORGANISATIONS, [Fact(4, 10, "ORGANISATION", "r", 0.9, "unesco")])
    assert [s.text for s in doc.spans[spans.PEOPLE]] == ["Tarek"]


def test_equal_offsets_in_two_groups_keep_their_own_values() -> None:
    doc = NLP.make_doc("Rector of both")
    spans.write(doc, spans.POSITIONS, [Fact(0, 6, "POSITION", value={"a": 1}), Fact(0, 6, "POSITION", value={"a": 2})])
    spans.write(doc, spans.EVENTS, [Fact(0, 6, "OTHER", value={"b": 3})])
    assert [f.value for f in spans.read(doc, spans.POSITIONS)] == [{"a": 1}, {"a": 2}]
    assert [f.value for f in spans.read(doc, spans.EVENTS)] == [{"b": 3}]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (-1, 2), (0, 99)])
def test_a_fact_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(RecordError, match="lies outside"):
        spans.write(NLP.make_doc("Rector"), spans.PEOPLE, [Fact(start, end, "PERSON")])


def test_facts_and_entities_survive_bytes() -> None:
    doc = NLP.make_doc("Tarek Bensalem")
    spans.write(doc, spans.PEOPLE, [Fact(0, 14, "PERSON", "r", 0.9, "k", {"x": [1]})])
    spans.set_entity(doc, spans.PEOPLE, "k", {"name": "Tarek Bensalem"})
    back = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert spans.read(back, spans.PEOPLE) == spans.read(doc, spans.PEOPLE)
    assert spans.entities(back, spans.PEOPLE) == {"k": {"name": "Tarek Bensalem"}}


def test_a_fact_that_breaks_the_contract_names_its_announcement() -> None:
    doc = NLP.make_doc("in 2024")
    spans.write(doc, spans.DATES, [Fact(3, 7, "DATE", value={"value": "2024", "modifier": "soonish", "relative": False})])
    with pytest.raises(RecordError, match=r"larvik\.txt"):
        spans.to_record(doc, Announcement(text="in 2024", source="larvik.txt"), language="en", confidence=1, model="t")


@given(
    st.text(alphabet="aB. 1中ш\u200f😀\n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
)
def test_spans_are_exact_for_any_text_and_any_offsets(text: str, rows: list[tuple[int, int]]) -> None:
    facts = [Fact(s, e, "X") for s, n in rows if (e := min(len(text), s + n)) and text[s:e].strip() == text[s:e] != ""]
    doc = NLP.make_doc(text)
    spans.write(doc, spans.EVENTS, facts)
    assert [(s.start_char, s.end_char) for s in doc.spans[spans.EVENTS]] == sorted((f.start, f.end) for f in facts)
    assert doc.text == text


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=10), st.integers(0, 60), st.integers(1, 10))
def test_zones_agree_with_looking_at_every_stretch(rows: list[tuple[int, int]], start: int, length: int) -> None:
    stretches = [(s, s + n) for s, n in rows]
    end = start + length
    assert Zones(stretches).covers(start, end) == any(s < end and start < e for s, e in stretches)
