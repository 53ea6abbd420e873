"""Scores: small sets counted by hand, and calibration of values whose truth is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import evaluation, gold
from pipeline.errors import RecordError
from pipeline.evaluation import Bin, Judged, Score
from pipeline.extraction import extract
from pipeline.records import Announcement


def test_rows_are_paired_one_to_one() -> None:
    wanted = [("a",), ("b",), ("b",)]
    found = [(("b",), 0.9), (("c",), 0.4)]
    compared = evaluation.compare(wanted, found, same=lambda a, b: a == b)
    assert compared.score == Score(hits=1, missed=1, spurious=1)
    assert sorted(compared.verdicts) == [(0.4, False), (0.9, True)]
    assert (compared.missed, compared.spurious) == ([("a",)], [("c",)])


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(8, 2, 0), 1, 0.8, 16 / 18),
        (Score(0, 0, 0), 1, 1, 1),
        (Score(0, 3, 0), 1, 0, 0),
        (Score(1, 1, 3), 0.25, 0.5, 1 / 3),
    ],
)
def test_precision_recall_f1(score: Score, precision: float, recall: float, f1: float) -> None:
    assert (score.precision, score.recall) == (precision, recall)
    assert score.f1 == pytest.approx(f1)


def test_calibration_of_honest_and_of_boastful_values() -> None:
    honest = [Judged("date", 0.75, right) for right in (True, True, True, False)]
    assert evaluation.reliability(honest, bins=1) == ([Bin(4, 0.75, 0.75)], 0)
    boastful = [Judged("date", 1.0, False)] * 4
    assert evaluation.reliability(boastful, bins=2)[1] == 1


@pytest.mark.parametrize(
    ("a", "b"), [("The Harbour  Library", "harbour library"), ("«Порт»", "порт"), ("ＫＮＵ", "knu"), ("Rector.", "rector")]
)
def test_names_are_compared_folded(a: str, b: str) -> None:
    assert evaluation.fold(a) == evaluation.fold(b)


def test_a_near_name_is_another_name() -> None:
    assert evaluation.fold("Harbour Library") != evaluation.fold("Harbour Libraries")


def test_gold_without_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "001.json").write_text(json.dumps({"dates": []}))
    with pytest.raises(RecordError, match=r"001\.json is no gold record"):
        list(gold.read(tmp_path))


def test_gold_may_be_the_lines_of_a_file(tmp_path: Path) -> None:
    lines = tmp_path / "gold.jsonl"
    lines.write_text('{"text": "One."}\n\n{"text": "Two."}\n')
    assert [(source[-2:], content["text"]) for source, content in gold.read(lines)] == [(":1", "One."), (":3", "Two.")]
    lines.write_text('{"text": "One.", "source": "a#1"}')
    assert [source for source, _ in gold.read(tmp_path)] == ["a#1"]
    lines.write_text('{"text": "One."}\n{"text"\n')
    with pytest.raises(RecordError, match=r"gold\.jsonl:2: "):
        list(gold.read(lines))


TEXT = (
    "Third seed library opens in Naryn\n\n14 May 2024. The Naryn Seed Library, the third of the Highland Seeds Network, was opened on Monday "
    "at Naryn State University.\n"
)


def test_facts_of_centres_are_scored_apart(tmp_path: Path) -> None:
    record = next(extract([Announcement(text=TEXT, source="a test")])).model_dump(mode="json")
    (tmp_path / "001.json").write_text(json.dumps(record))
    scores = evaluation.evaluate(tmp_path).scores
    assert {kind: score.f1 for kind, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert scores["number centre"].hits == scores["centre number"].hits > 0
    record["centres"][0]["status"] = "closed"
    record["centre_numbers"][0]["centre"] = "Another Seed Library"
    (tmp_path / "001.json").write_text(json.dumps(record))
    worse = evaluation.evaluate(tmp_path)
    assert {(f.kind, f.spurious) for f in worse.faults} == {
        (kind, spurious) for kind in ("centre+status", "number centre") for spurious in (True, False)
    }
    assert {kind for kind, score in worse.scores.items() if score.f1 < 1} == {"centre+status", "number centre"}
