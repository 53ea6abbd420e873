"""Exports: what is shown is what the record says; pages hold any text harmlessly."""

from __future__ import annotations

import io
import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import EXPORTS
from pipeline.records import Centre, Clutter, Date, Mention, Person, Position, Record

TEXT = "Home > News\n<b>Tarek</b> Bensalem, Rector of Larvik & Hamar, opened it on 3 March 2024.\nاليوم"


def at(text: str) -> dict[str, object]:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text)}


RECORD = Record(
    id="0" * 64,
    source="larvik.txt",
    title="A <hub> opens",
    published="2024-03-04",
    language="en",
    language_confidence=1,
    text=TEXT,
    dates=(Date(**at("3 March 2024"), value="2024-03-03", confidence=0.93, rule="en.dates.day_month_year"),),
    people=(
        Person(
            name="Tarek Bensalem",
            mentions=(Mention(**at("Bensalem")),),
            positions=(Position(**at("Rector of Larvik & Hamar"), title="Rector", confidence=0.8, rule="p"),),
        ),
    ),
    centres=(Centre(name="Larvik & Hamar", mentions=(Mention(**at("Larvik & Hamar")),)),),
    clutter=(Clutter(**at("Home > News"), kind="menu"),),
)


def written(form: str, *records: Record) -> str:
    stream = io.StringIO()
    EXPORTS[form](records, stream)
    return stream.getvalue()


def test_json_lines_give_the_records_back() -> None:
    lines = written("jsonl", RECORD, RECORD).splitlines()
    assert [Record.model_validate_json(line) for line in lines] == [RECORD, RECORD]
    assert "اليوم" in lines[0]


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    broken = RECORD.model_copy(update={"text": TEXT + "\ud83d"})
    line = written("jsonl", broken)
    assert json.loads(line)["text"].endswith("\ud83d")
    line.encode()


@pytest.mark.parametrize("shown", ["2024-03-03", "3 March 2024", "Tarek Bensalem", "Rector", "0.93", "larvik.txt"])
def test_the_table_shows_values_and_their_characters(shown: str) -> None:
    assert shown in written("table", RECORD)


def test_the_page_holds_the_whole_text_and_no_foreign_markup() -> None:
    page = written("html", RECORD)
    body = re.search(r'<section class="text".*?</section>', page, re.DOTALL)
    assert body is not None
    shown = unescape(re.sub(r"<[^>]*>", "", body.group()))
    assert all(line in shown for line in TEXT.split("\n"))
    assert "<b>Tarek" not in page
    assert "<script" not in page
    assert "http" not in page


def test_overlapping_values_are_both_marked_and_linked() -> None:
    page = written("html", RECORD)
    assert re.search(r'<mark class="position"[^>]*><mark class="centre"[^>]*>Larvik &amp; Hamar</mark></mark>', page)
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


@given(st.text(max_size=120).filter(str.strip))
def test_any_text_can_be_shown(text: str) -> None:
    whole = Record(id="0" * 64, source="x", language="und", language_confidence=0, text=text)
    page = written("html", whole)
    shown = unescape(re.sub(r"<[^>]*>", "", page))
    assert all(line in shown for line in text.split("\n") if line.strip() and "\r" not in line)
    written("table", whole)
