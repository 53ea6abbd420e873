"""What is true of every record of every sample: it is grounded, honest in form, and does not depend on order or company."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline import extraction, model, sources
from pipeline.edtf import parse
from pipeline.records import Announcement, Record

ROOT = Path(__file__).parent.parent
SAMPLES = sources.discover(ROOT / "raw")


@cache
def announcements(path: Path) -> tuple[Announcement, ...]:
    return tuple(item for item in sources.read(path) if isinstance(item, Announcement))


@cache
def records(path: Path) -> tuple[Record, ...]:
    return tuple(extraction.extract(announcements(path)))


def values(node: object) -> Iterator[dict[str, object]]:
    """Every grounded dict of a record as JSON, wherever it is nested."""
    if isinstance(node, dict):
        if {"text", "start", "end"} <= set(node):
            yield node
        for child in node.values():
            yield from values(child)
    elif isinstance(node, list):
        for child in node:
            yield from values(child)


def check(record: Record) -> None:
    plain = json.loads(record.model_dump_json())
    for value in values({key: rest for key, rest in plain.items() if key != "text"}):
        assert record.text[value["start"] : value["end"]] == value["text"], value  # type: ignore[index,misc]
        assert value["text"] == str(value["text"]).strip()
    for date in record.dates:
        assert str(parse(date.value)) == date.value
    for evidence in (*record.dates, *record.centre_numbers, *record.events, *(q for p in record.people for q in p.positions)):
        assert evidence.rule
        assert 0 < evidence.confidence < 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_value_of_every_sample_is_in_its_text(path: Path) -> None:
    for record, announcement in zip(records(path), announcements(path), strict=True):
        assert record.text == announcement.text
        assert record.language == path.parent.name
        assert record.people or record.organisations or record.centres
        check(record)


@pytest.mark.parametrize("part", ["seeds", "dev/ar", "dev/en", "dev/es", "dev/fr", "dev/ru", "dev/zh"])
def test_every_value_of_the_annotated_announcements_is_in_its_text(shared: Path, part: str) -> None:
    for path in sorted((shared / part).glob("*.txt")):
        for record in records(path):
            check(record)


def test_order_and_company_change_nothing() -> None:
    everything = [announcement for path in SAMPLES for announcement in announcements(path)]
    alone = {record.source: record for path in SAMPLES for record in records(path)}
    assert all(record == alone[record.source] for record in extraction.extract(reversed(everything)))


@pytest.mark.parametrize("language", [name for name in model.available() if name != "xx"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        ".",
        "\ufeff\u200b\u202e\u2066",
        "\x00\x01",
        "👩‍👩‍👧‍👦🇰🇬 " * 20,
        "2024-13-45 99/99/9999 第第第个个个",
        "«“‘(((([[[[",
        "A" * 5000,
        "Dr. Mr. Prof. H.E. " * 100,
        "a\u0301\u0302" * 50,
        "the the of of and and , , ; ; – – " * 60,
        "第一个第二个第三个" * 60,
        "د. أ.د. وزير الوزير مدير " * 60,
    ],
    ids=range(14),
)
def test_no_text_is_too_odd(language: str, text: str) -> None:
    nlp = extraction.load(language)
    doc = nlp(text)
    assert doc.text == text
