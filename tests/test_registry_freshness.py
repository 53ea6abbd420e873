"""The registry knows whether it is up to date, and is made anew where its rules changed: same ids, no hole in the log."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from registry_story import AT, opening_in_naryn, snapshot
from test_registry_cli import fill

from pipeline.dataset.tables import Dataset
from pipeline.registry import freshness, renewal
from pipeline.registry.audit import audit
from pipeline.registry.decisions import Decision, write
from pipeline.registry.facade import Registry
from pipeline.registry.freshness import DECISIONS, FILE, FOLDER, current
from pipeline.registry.intake import build

LATER = AT + timedelta(days=1)


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    fill(Dataset(tmp_path), opening_in_naryn())
    build(tmp_path, at=AT)
    return tmp_path


@pytest.fixture
def other_rules(processed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("freshness", "renewal", "store"):
        monkeypatch.setattr(f"pipeline.registry.{module}.rules", lambda: "other")


def test_it_is_current_until_something_changes(processed: Path, tmp_path: Path) -> None:
    assert current(processed)
    assert not current(tmp_path / "nowhere")
    fill(Dataset(processed), opening_in_naryn()[1:])
    assert not current(processed)
    build(processed, at=LATER)
    assert current(processed)
    one, other = (entity.id for entity in Registry.open(processed).entities("person", limit=2).entities)
    write(processed / DECISIONS, [Decision(decision="different", left=one, right=other)])
    assert not current(processed)
    build(processed, at=LATER)
    assert current(processed)


@pytest.mark.usefixtures("other_rules")
def test_other_rules_make_it_anew_and_the_log_goes_on(processed: Path) -> None:
    before, log = snapshot(processed), list(Registry.open(processed).changes())
    reader = Registry.open(processed)
    assert reader.count("centre") == 2
    assert not current(processed)
    done = build(processed, at=LATER)
    assert done.taken == len(opening_in_naryn())
    assert current(processed)
    assert snapshot(processed) == before
    assert list(Registry.open(processed).changes()) == log
    assert reader.count("centre") == 2  # who reads the old file is not disturbed
    assert not (processed / FOLDER / renewal.NEXT).exists()
    assert all(finding.well for finding in audit(processed).values())
    assert build(processed, at=LATER).taken == 0


@pytest.mark.usefixtures("other_rules")
def test_what_the_rules_change_is_logged(processed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.registry import nodes

    count = Registry.open(processed).count("centre")
    seq = Registry.open(processed).version
    monkeypatch.setattr(nodes, "threshold", lambda _: 2.0)  # nothing is one any more
    assert build(processed, at=LATER).changes > 0
    registry = Registry.open(processed)
    assert registry.count("centre") > count
    assert next(registry.changes(seq)).at == LATER
    assert all(finding.well for finding in audit(processed).values())


@pytest.mark.usefixtures("other_rules")
@pytest.mark.parametrize("where", ["pipeline.registry.intake._update", "pipeline.registry.renewal.end", "pathlib.Path.replace"])
def test_a_kill_while_it_is_made_anew(processed: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    before, log = snapshot(processed), list(Registry.open(processed).changes())

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(where, killed)
        with pytest.raises(KeyboardInterrupt):
            build(processed, at=LATER)
    assert Registry.open(processed).count("centre") == 2  # the old one serves on
    build(processed, at=LATER)
    assert snapshot(processed) == before
    assert list(Registry.open(processed).changes()) == log
    assert current(processed)


def test_records_that_no_dataset_has_are_kept(tmp_path: Path) -> None:
    records = opening_in_naryn()
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(record.model_dump_json() + "\n" for record in records[4:]), "utf-8")
    fill(Dataset(tmp_path), records[:4])
    build(tmp_path, at=AT)
    build(tmp_path, at=AT, records=lines)
    with sqlite3.connect(tmp_path / FOLDER / FILE) as db:
        db.execute("update meta set value = 'older' where name = 'rules'")
    before = Registry.open(tmp_path).version
    build(tmp_path, at=LATER)
    assert Registry.open(tmp_path).version == before


def test_rules_are_of_code_and_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = freshness.rules()
    assert {file.name for file in freshness._files()} >= {"matching.toml", "compare.py", "concepts.toml", "letters.toml"}
    (tmp_path / "one.toml").write_text("a = 1")
    monkeypatch.setattr(freshness, "_files", lambda: [tmp_path / "one.toml"])
    freshness.rules.cache_clear()
    assert freshness.rules() != mine
    freshness.rules.cache_clear()
