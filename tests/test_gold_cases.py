"""The annotated announcements, open and held out: their mark-up contradicts nothing, its gold is grounded and within the contract."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import marked
import pytest
from marked import Case

from pipeline.errors import RecordError
from pipeline.records import Record

EVIDENCE = {"confidence": 1.0, "rule": "gold"}
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}
GOLD = list(marked.records())
ANNOUNCEMENTS = [(case, gold) for case, gold in GOLD if "announcements" in case.file]


def named(value: object) -> str:
    """How a case is called in a report; its record is left out."""
    return str(value) if isinstance(value, Case) else ""


def record(gold: dict[str, Any]) -> Record:
    """A gold record with the fields filled in that only an extractor knows."""
    filled = copy.deepcopy(gold)
    for kind in ("dates", "centre_numbers", "events"):
        filled[kind] = [row | EVIDENCE for row in filled[kind]]
    for person in filled["people"]:
        person["positions"] = [row | EVIDENCE for row in person["positions"]]
    return Record.model_validate(filled | {"language_confidence": 1.0})


@pytest.mark.parametrize("kind", ["announcements", "miniatures"])
@pytest.mark.parametrize("held_out", [False, True])
def test_there_are_texts_in_each_language(kind: str, held_out: bool) -> None:
    counts = Counter(case.language for case, _ in GOLD if kind in case.file and held_out == ("held_out" in case.file))
    assert set(counts) == LANGUAGES
    assert min(counts.values()) >= (5 if kind == "announcements" else 50)


@pytest.mark.parametrize(("case", "gold"), ANNOUNCEMENTS, ids=named)
def test_gold_is_a_grounded_record_of_its_text(case: Case, gold: dict[str, Any]) -> None:
    found = record(gold)
    assert case.problems == []
    assert found.dates
    assert found.people
    assert found.centre_numbers


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", ["miniatures", "lessons"])
def test_miniatures_and_lessons_are_grounded_records(kind: str, language: str) -> None:
    short = [(case, record(gold)) for case, gold in GOLD if kind in case.file and case.language == language]
    assert len(short) >= 100
    assert [(case, case.problems) for case, _ in short if case.problems] == []
    assert len({found.text for _, found in short}) == len(short)


def test_a_shifted_offset_is_refused() -> None:
    gold = copy.deepcopy(GOLD[0][1])
    gold["dates"][0]["start"] += 1
    with pytest.raises(RecordError, match="says"):
        record(gold)


def test_what_the_mark_up_contradicts_is_named() -> None:
    head = "T | - | 2024-05-07\nO o1 | OLLA | OLLA | club | -\n"
    case = marked.read(f"{head}---\n{{o1|OLLA}} met {{p1|Ann Lee}} in {{d=2024-06|June}}.", Case("en", "001", "", []))
    marked.gold(case)
    assert [problem.split()[0] for problem in case.problems] == ["title", "p1", "o1:"]
