"""The annotated announcements, open and held out: their gold is what its mark-up says, grounded, and within the record contract."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RecordError
from pipeline.records import Record

CASES = Path(__file__).parent / "cases"
OPEN, HELD_OUT = (sorted((CASES / name).glob("*/*.json")) for name in ("announcements", "held_out"))
MINIATURES = sorted(CASES.rglob("miniatures/*.jsonl"))
GOLD = [*OPEN, *HELD_OUT]
EVIDENCE = {"confidence": 1.0, "rule": "gold"}


def read(written: str) -> dict[str, Any]:
    """A gold record with the fields filled in that only an extractor knows."""
    gold: dict[str, Any] = json.loads(written)
    for kind in ("dates", "centre_numbers", "events"):
        gold[kind] = [row | EVIDENCE for row in gold[kind]]
    for person in gold["people"]:
        person["positions"] = [row | EVIDENCE for row in person["positions"]]
    return gold | {"language_confidence": 1.0}


def test_announcements_in_each_language() -> None:
    assert len(MINIATURES) == 12
    for gold in (OPEN, HELD_OUT):
        counts = Counter(path.parent.name for path in gold)
        assert set(counts) == {"ar", "en", "es", "fr", "ru", "zh"}
        assert min(counts.values()) >= 5


@pytest.mark.parametrize("path", GOLD, ids=lambda path: "/".join(path.with_suffix("").parts[-3:]))
def test_gold_is_a_grounded_record_of_its_text(path: Path) -> None:
    record = Record.model_validate(read(path.read_text(encoding="utf-8")))
    assert record.dates
    assert record.people
    assert record.centre_numbers


@pytest.mark.parametrize("path", MINIATURES, ids=lambda path: "/".join(path.parts[-3:]))
def test_miniatures_are_grounded_records(path: Path) -> None:
    records = [Record.model_validate(read(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({record.text for record in records}) == len(records) >= 50


def test_a_shifted_offset_is_refused() -> None:
    gold = read(GOLD[0].read_text(encoding="utf-8"))
    gold["dates"][0]["start"] += 1
    with pytest.raises(RecordError, match="says"):
        Record.model_validate(gold)


def test_gold_is_what_its_markup_yields() -> None:
    command = [sys.executable, str(CASES / "marked" / "build.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
