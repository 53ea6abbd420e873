"""The record contract: what is not grounded is refused, and the published schema says what is written."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.records import Announcement, Date, Mention, Person, Record, schema

TEXT = "Opened on 3 March 2024 by Tarek Bensalem."


def record(**fields: object) -> Record:
    base = {"id": "0" * 64, "source": "larvik.txt", "language": "en", "language_confidence": 1.0, "text": TEXT}
    return Record.model_validate(base | fields)


def test_a_grounded_record_round_trips_through_json() -> None:
    whole = record(
        dates=(Date(text="3 March 2024", start=10, end=22, value="2024-03-03", confidence=0.9, rule="r"),),
        people=(Person(name="Tarek Bensalem", mentions=(Mention(text="Tarek Bensalem", start=26, end=40),)),),
    )
    assert Record.model_validate_json(whole.model_dump_json()) == whole


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("4 March 2024", 10, 22), ("3 March 2024", 11, 23), ("", 10, 10), ("3 March 2024", 100, 112)],
)
def test_characters_that_are_not_in_the_text_are_refused(text: str, start: int, end: int) -> None:
    with pytest.raises(RecordError, match=r"larvik\.txt: Date"):
        record(dates=(Date(text=text, start=start, end=end, value="2024-03-03", confidence=0.9, rule="r"),))


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_is_a_probability(confidence: float) -> None:
    with pytest.raises(ValidationError):
        Date(text="a", start=0, end=1, value="2024", confidence=confidence, rule="r")


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError):
        record().source = "other"


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        record(datez=())


def test_the_id_is_that_of_the_text_alone() -> None:
    one = Announcement(text=TEXT, source="a.txt", title="A")
    assert one.id == Announcement(text=TEXT, source="b.html").id
    assert one.id != Announcement(text=TEXT + " ", source="a.txt").id


def test_the_schema_accepts_a_record_and_refuses_a_wrong_one() -> None:
    good = json.loads(record().model_dump_json())
    jsonschema.validate(good, schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(good | {"language": None}, schema())
