"""`herald registry …` and its siblings, and the way from the dataset into the registry."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from registry_story import AT, opening_in_naryn, snapshot
from registry_story import build as build_directly
from typer.testing import CliRunner

from pipeline.cli.main import command
from pipeline.dataset.rows import announcement, children
from pipeline.dataset.schema import CHILDREN
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError, RecordError
from pipeline.records import Record
from pipeline.registry.facade import Registry
from pipeline.registry.intake import build, records_in, records_of

pytestmark = pytest.mark.xdist_group("registry_cli")


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    lines = [json.dumps(record.model_dump(mode="json"), ensure_ascii=False) for record in opening_in_naryn()]
    (folder / "records.jsonl").write_text("\n".join(lines), "utf-8")
    done = CliRunner().invoke(command(), ["registry", "build", "--in", str(folder), "--from", str(folder / "records.jsonl")])
    assert done.exit_code == 0, done.output
    return folder


def lines(processed: Path, *words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(command(), [*words, "--in", str(processed), "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("verb", "options", "names"),
    [
        ("centres", ("--country", "KG"), ["OHLA Kyrgyzstan National Centre"]),
        ("centres", ("--country", "gh"), ["OHLA Ghana National Centre"]),
        ("centres", ("--country", "FR"), []),
        ("centres", ("--kind", "national centre", "--country", "KG"), ["OHLA Kyrgyzstan National Centre"]),
        ("centres", ("--kind", "laboratory"), []),
        ("people", ("--name", "aizhan"), ["Aizhan Turdubaeva"]),
        ("people", ("--name", "АЙЖАН"), ["Aizhan Turdubaeva"]),
        ("organisations", ("--name", "bailu"), ["Bailu University of Rivers"]),
        ("positions", ("--name", "engineer"), ["Engineer, Starry Night Media"]),
    ],
)
def test_lists(processed: Path, verb: str, options: tuple[str, ...], names: list[str]) -> None:
    assert [item["name"] for item in lines(processed, "registry", verb, *options)] == names


def test_lists_and_explanations_are_readable(processed: Path) -> None:
    runner = CliRunner(env={"COLUMNS": "200"})
    shown = runner.invoke(command(), ["registry", "centres", "--in", str(processed)]).stdout
    assert "OHLA Kyrgyzstan National Centre" in shown
    assert "established 2030-02-26" in shown
    assert "no. 15 (national centre, world)" in shown
    id = str(lines(processed, "registry", "centres", "--country", "KG")[0]["id"])
    why = runner.invoke(command(), ["why", id, "--in", str(processed)]).stdout
    assert "test.rule 0.90" in why
    assert "same_country" in why
    assert "2030-03-02" in why
    assert "Who says it" in why
    logged = runner.invoke(command(), ["changes", "--limit", "60", "--in", str(processed)]).stdout
    assert "OHLA Kyrgyzstan National Centre" in logged
    none = runner.invoke(command(), ["registry", "centres", "--country", "FR", "--in", str(processed)])
    assert none.output == "herald: none\n"


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize(
    "words",
    [
        ("registry", "centres"),
        ("registry", "people"),
        ("registry", "organisations"),
        ("registry", "as-of", "2031-01-01"),
        ("changes",),
    ],
)
def test_an_id_is_never_cut(processed: Path, words: tuple[str, ...], columns: str) -> None:
    done = CliRunner(env={"COLUMNS": columns}).invoke(command(), [*words, "--in", str(processed)])
    items = [item.get("entity", item) for item in lines(processed, *words)]
    ids = {str(item["id"] if isinstance(item, dict) else item) for item in items}
    assert ids
    assert ids == {word for word in done.stdout.split() if word in ids}
    assert "…" not in done.stdout


def test_why_takes_the_beginning_of_an_id_that_is_the_only_one(processed: Path) -> None:
    ids = [str(item["id"]) for item in lines(processed, "registry", "centres")]
    short = next(ids[0][:length] for length in range(len("centre-"), 24) if not ids[1].startswith(ids[0][:length]))
    (found,) = lines(processed, "why", short)
    assert found["entity"]["id"] == ids[0]  # type: ignore[index]
    runner = CliRunner(env={"COLUMNS": "200"})
    both = runner.invoke(command(), ["why", "centre-", "--in", str(processed)])
    assert both.exit_code == 1
    assert all(f"{id} (" in both.output for id in ids)
    assert runner.invoke(command(), ["why", "", "--in", str(processed)]).exit_code == 1


def test_conflicts_changes_gaps_and_time(processed: Path) -> None:
    assert [item["property"] for item in lines(processed, "conflicts")] == ["established_on"]
    assert [item["seq"] for item in lines(processed, "changes", "--since", "5", "--limit", "3")] == [6, 7, 8]
    assert [item["number"] for item in lines(processed, "registry", "gaps")] == [14]
    held = [item for item in lines(processed, "registry", "as-of", "2029-12-01") if item["entity"]["kind"] == "centre"]  # type: ignore[index]
    assert [(item["entity"]["name"], item["periods"][0]["value"]) for item in held] == [  # type: ignore[index]
        ("OHLA Kyrgyzstan National Centre", "planned")
    ]
    assert lines(processed, "registry", "as-of", "2029-12-01", "--known", "2001-01-01") == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["why", "centre-nowhere"], 1, "no entity of the registry"),
        (["why", "aizhan"], 1, "(Aizhan Turdubaeva)"),
        (["changes", "--since", "999"], 1, "read it from --since 0"),
        (["registry", "as-of", "yesterday"], 2, "write 2025-08-01"),
    ],
)
def test_failures_say_what_to_do(processed: Path, words: list[str], code: int, said: str) -> None:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(command(), [*words, "--in", str(processed)])
    assert done.exit_code == code
    assert said in done.output


def test_a_registry_that_was_not_built(tmp_path: Path) -> None:
    done = CliRunner().invoke(command(), ["registry", "people", "--in", str(tmp_path)])
    assert isinstance(done.exception, DatasetError)
    assert "herald registry build" in str(done.exception)


def test_bad_records_are_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text('{"id": 3}\n', "utf-8")
    with pytest.raises(RecordError, match="line 1"):
        list(records_in(tmp_path / "records.jsonl"))
    with pytest.raises(DatasetError, match="cannot be read"):
        list(records_in(tmp_path / "none.jsonl"))


def test_a_bad_decision_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").write_text('{"decision": "same", "left": "a"}\n', "utf-8")
    with pytest.raises(DatasetError, match="line 1: a decision needs"):
        build(tmp_path, at=AT)
    (tmp_path / "decisions.jsonl").write_text(
        '{"decision": "same", "left": "a", "right": "b"}\n{"decision": "same", "left": "b", "right": "c"}\n'
        '{"decision": "different", "left": "a", "right": "c"}\n',
        "utf-8",
    )
    with pytest.raises(DatasetError, match="decided to be different"):
        build(tmp_path, at=AT)


def fill(dataset: Dataset, records: list[Record]) -> None:
    """The tables as a run leaves them, with these announcements and no others."""
    stamp = {"run_id": "run", "written_at": datetime(2031, 1, 1, tzinfo=UTC)}
    dataset.create()
    ids = {record.id for record in records} | {row["id"] for row in dataset.rows("announcements", columns=["id"])}
    for table in CHILDREN:
        rows = [row for record in records for row in children(record)[table]]
        dataset.merge(table, rows, within=("announcement_id", ids), stamp=stamp)
    said = [announcement(record, [], "1") for record in records]
    dataset.merge("announcements", said, within=("id", ids), stamp=stamp)


def test_the_dataset_gives_back_the_records(tmp_path: Path) -> None:
    records = opening_in_naryn()
    fill(Dataset(tmp_path), records)
    found = {record.id: record for record in records_of(Dataset(tmp_path), [record.id for record in records])}
    assert found == {record.id: record for record in records}


def test_the_registry_follows_the_dataset(tmp_path: Path) -> None:
    records = opening_in_naryn()
    fill(Dataset(tmp_path), records[:4])
    assert build(tmp_path, at=AT).taken == 4
    assert build(tmp_path, at=AT).taken == 0
    fill(Dataset(tmp_path), records[1:])
    done = build(tmp_path, at=AT + timedelta(days=1))
    assert (done.taken, done.gone) == (4, 1)
    assert build(tmp_path, at=AT + timedelta(days=2)).changes == 0
    directly = build_directly(tmp_path / "directly", [records[1:]])
    assert snapshot(directly) == snapshot(tmp_path)
    assert Registry.open(tmp_path).count("centre") == 2


def test_why_tells_when_an_entity_went(tmp_path: Path) -> None:
    fill(Dataset(tmp_path), opening_in_naryn())
    build(tmp_path, at=AT)
    id = Registry.open(tmp_path).entities("centre", country="GH").entities[0].id
    fill(Dataset(tmp_path), [])
    build(tmp_path, at=AT + timedelta(days=1))
    done = CliRunner(env={"COLUMNS": "300"}).invoke(command(), ["why", id, "--in", str(tmp_path)])
    assert done.exit_code == 1
    assert "it was removed on 2031-05-05" in done.output
