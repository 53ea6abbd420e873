"""Upkeep: verify finds what is broken, restore goes back as a whole, vacuum takes no row, an older dataset is brought up to date."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from deltalake.schema import Field, PrimitiveType
from fake_extraction import installed
from test_dataset import START, TEXTS, Desk, content
from typer.testing import CliRunner

from pipeline.cli.main import command
from pipeline.dataset import migrations, upkeep
from pipeline.dataset.schema import CHILDREN, TABLES
from pipeline.dataset.tables import Dataset
from pipeline.dataset.verify import examine
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.registry.audit import audit, tables
from pipeline.registry.facade import Registry
from pipeline.registry.intake import build

LATER = {"e.txt": "2026-07-07 No. 9 @Eve:dean %Cedar #Quay", "a.txt": "Closed 2026-08-08 at %Alder."}


@pytest.fixture(autouse=True)
def extracted() -> Iterator[list[str]]:
    with installed() as calls:
        yield calls


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs and their registry, made once: the tests take copies."""
    desk = Desk(tmp_path_factory.mktemp("upkeep"))
    with installed():
        desk.put(TEXTS)
        desk.run()
        build(desk.processed, at=START)
        desk.put(LATER)
        desk.run()
        build(desk.processed, at=START + timedelta(days=1))
    return desk.processed.parent


@pytest.fixture
def processed(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "desk")
    return tmp_path / "desk" / "processed"


def herald(*words: object) -> Any:
    return CliRunner().invoke(command(["dataset"]), ["dataset", *map(str, words)])


def replaced(processed: Path, table: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Write a table with its first row changed, or without it."""
    rows = sorted(Dataset(processed).rows(table), key=lambda row: (-str(row.get("text")).count("%"), str(row["id"])))
    changed = change(dict(rows[0]))
    rows = ([changed] if changed else []) + rows[1:]
    path = str(processed / table)
    write_deltalake(path, pa.Table.from_pylist(rows, schema=TABLES[table]), mode="overwrite")


def test_a_whole_dataset_is_well(processed: Path) -> None:
    assert {finding.text for finding in examine(processed).values() if not finding.well} == set()
    assert {finding.text for finding in audit(processed).values() if not finding.well} == set()
    done = herald("verify", "--in", processed)
    assert done.exit_code == 0, done.output
    assert "registry/changes" in done.output


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("dates", lambda row: row | {"start": row["start"] + 1, "end": row["end"] + 1}, "do not stand at its offsets"),
        ("dates", lambda row: row | {"value": "1999"}, "id is not the hash of its content"),
        ("dates", lambda row: row | {"latest": None}, "earliest and latest are not those of value"),
        ("people", lambda row: row | {"confidence": 1.5}, "confidence is no probability"),
        ("organisations", lambda row: row | {"mentions": [row["mentions"][0] | {"text": "Nowhere"}]}, "do not stand"),
        ("positions", lambda row: row | {"person_id": "0" * 32}, "person is not there"),
        ("announcements", lambda _: None, "announcement is not there"),
        ("announcements", lambda row: row | {"text": row["text"] + "!"}, "id is not the hash of its text"),
        ("announcements", lambda row: row | {"characters": 1}, "characters are counted wrongly"),
        ("files", lambda _: None, "source is not in files"),
        ("files", lambda row: row | {"id": "0" * 32}, "id is not the hash of its content"),
    ],
)
def test_verify_names_what_is_wrong(processed: Path, table: str, change: Any, said: str) -> None:
    replaced(processed, table, change)
    texts = " ".join(finding.text for finding in examine(processed).values() if not finding.well)
    assert said in texts
    done = herald("verify", "--in", processed)
    assert done.exit_code == 1
    assert "no │" in done.output


def test_verify_finds_files_that_are_gone_and_keys_that_stand_twice(processed: Path) -> None:
    path = str(processed / "centres")
    write_deltalake(path, DeltaTable(path).to_pyarrow_table(), mode="append")
    assert "key stands twice" in examine(processed)["centres"].text
    for file in (processed / "events").glob("*.parquet"):
        file.unlink()
    assert "file named by the log is gone" in examine(processed)["events"].text


@pytest.mark.parametrize(
    ("table", "sql", "said"),
    [
        ("registry.sqlite", "update entities set state = '{}' where id = (select min(id) from entities)", "change log tells"),
        ("registry.sqlite", "update statements set last_seen = first_seen", "open in one of store and table"),
        ("changes", "seq <> 2", "number is missing"),
        ("statements", "property <> 'title'", "open in one of store and table"),
    ],
)
def test_verify_compares_log_and_store(processed: Path, table: str, sql: str, said: str) -> None:
    import sqlite3

    if table == "registry.sqlite":
        with sqlite3.connect(processed / "registry" / table) as db:
            db.execute(sql)
    else:
        DeltaTable(str(processed / "registry" / table)).delete(f"not ({sql})")
    assert said in " ".join(finding.text for finding in audit(processed).values() if not finding.well)


def test_restore_goes_back_as_a_whole_and_the_next_run_reads_again(made: Path, processed: Path) -> None:
    now = content(processed)
    history = upkeep.versions(Dataset(processed).open("announcements"))
    version = next(v.number for v in history if v.operation == "MERGE")
    dry = herald("restore", "--in", processed, "--version", version, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert content(processed) == now
    assert herald("restore", "--in", processed, "--version", version).exit_code == 0
    then = content(processed)
    texts = {row["text"] for row in then["announcements"]}
    assert texts == set(TEXTS.values())
    assert {finding.text for finding in examine(processed).values() if not finding.well} == set()
    done = build(processed, at=START + timedelta(days=2))
    assert (done.taken, done.gone) == (1, 2)  # a.txt says again what it said; what came later is withdrawn
    assert all(finding.well for finding in audit(processed).values())
    desk = Desk.__new__(Desk)
    desk.raw, desk.processed, desk.runs = made / "raw", processed, 50
    desk.run(processed.parent / "raw")
    assert content(processed) == now


def test_restore_to_a_time_between_two_runs(processed: Path) -> None:
    merges = [v for v in upkeep.versions(Dataset(processed).open("announcements")) if v.operation == "MERGE"]
    steps = upkeep.plan(Dataset(processed), at=merges[1].at - timedelta(milliseconds=1))
    assert next(step.to for step in steps if step.table == "announcements") == merges[0].number
    assert next(step.rows for step in steps if step.table == "announcements") == len(TEXTS)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--version", 99], 1, "has no version 99"),
        (["--at", "2001-01-01"], 1, "has no 2001-01-01T00:00:00Z"),
        (["--at", "soon"], 2, "is no time"),
        ([], 2, "give one of them"),
        (["--version", 1, "--at", "2026-01-01"], 2, "give one of them"),
    ],
)
def test_restore_refuses_a_moment_that_never_was(processed: Path, words: list[object], code: int, said: str) -> None:
    done = herald("restore", "--in", processed, *words)
    assert done.exit_code == code
    assert said in (done.output + str(done.exception))


def test_vacuum_takes_old_files_and_no_row(processed: Path) -> None:
    before, log = content(processed), list(Registry.open(processed).changes())
    herald("compact", "--in", processed)
    assert herald("vacuum", "--in", processed, "--older-than", 1).exit_code == 2  # readers may be at them
    assert "0" in herald("vacuum", "--in", processed).output
    files = len(list(processed.rglob("*.parquet")))
    assert herald("vacuum", "--in", processed, "--older-than", 0, "--force").exit_code == 0
    assert len(list(processed.rglob("*.parquet"))) < files
    assert content(processed) == before
    (processed / "registry" / "registry.sqlite").unlink()
    build(processed, at=START + timedelta(days=9))
    assert list(Registry.open(processed).changes()) == log  # the durable log outlives vacuum, and the store
    assert all(finding.well for finding in audit(processed).values())
    first = next(v for v in upkeep.versions(Dataset(processed).open("announcements")) if v.operation == "MERGE")
    with pytest.raises(DatasetError, match="removed by vacuum"):
        upkeep.restore(Dataset(processed), upkeep.plan(Dataset(processed), version=first.number))


def test_upkeep_waits_for_a_run(processed: Path) -> None:
    with Dataset(processed).locked():
        for verb in ("compact", "vacuum", "migrate"):
            assert isinstance(herald(verb, "--in", processed).exception, DatasetBusy)
    assert "--in" in str(herald("compact", "--in", processed / "nowhere").exception)


def test_tables_of_the_registry_are_compacted_too(processed: Path) -> None:
    done = upkeep.compact(tables(processed))
    assert [(files.before, files.after) for files in done.values()] == [(2, 1), (2, 1)]
    assert all(finding.well for finding in audit(processed).values())


# Older datasets


def aged(folder: Path, lacking: str) -> dict[str, list[dict[str, Any]]]:
    """A dataset as an early herald wrote it: no versions, no comments, and `centres` without a column."""
    desk = Desk(folder)
    desk.put(TEXTS)
    desk.run()
    rows = {table: Dataset(desk.processed).rows(table) for table in TABLES}
    shutil.rmtree(desk.processed)
    for table, schema in TABLES.items():
        bare = pa.schema([f.remove_metadata() for f in schema if (table, f.name) != ("centres", lacking)])
        path = str(desk.processed / table)
        DeltaTable.create(path, bare)
        write_deltalake(path, pa.Table.from_pylist(rows[table], schema=bare), mode="append")
    return content(desk.processed)


def test_an_older_dataset_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    before = aged(tmp_path, "")
    tables = Dataset(tmp_path / "processed")
    assert not tables.current()
    assert tables.migrate() == dict.fromkeys(TABLES, 1)
    assert tables.current()
    assert content(tables.folder) == before
    assert tables.open("dates").schema().fields[0].metadata["comment"]
    versions = {table: tables.open(table).version() for table in TABLES}
    assert tables.migrate() == {}  # again: nothing
    assert {table: tables.open(table).version() for table in TABLES} == versions


def test_a_run_migrates_by_itself_and_a_step_that_was_killed_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = aged(tmp_path, "host")

    def give_host(table: str, opened: DeltaTable) -> None:
        if table == "centres" and "host" not in [field.name for field in opened.schema().fields]:
            opened.alter.add_columns(Field("host", PrimitiveType("string")))

    steps = {**migrations.STEPS, 4: give_host}
    tables = Dataset(tmp_path / "processed")
    with pytest.raises(DatasetError, match="differs in host"):
        tables.migrate()
    calls = iter(range(100))

    def killed(table: str, opened: DeltaTable) -> None:
        give_host(table, opened)
        if next(calls) == 5:
            raise KeyboardInterrupt

    opened = {table: tables.open(table) for table in TABLES}
    with pytest.raises(KeyboardInterrupt):
        migrations.migrate(opened, steps={**migrations.STEPS, 4: killed})
    assert len({migrations.version_of(tables.open(table)) for table in TABLES}) == 2
    migrations.migrate({table: tables.open(table) for table in TABLES}, steps=steps)
    assert {migrations.version_of(tables.open(table)) for table in TABLES} == {4}
    after = content(tables.folder)
    assert [row | {"host": None} for row in before["centres"]] == after["centres"]
    with pytest.raises(DatasetError, match="knows 3: update herald"):
        tables.migrate()


# Two writers


def write(folder: Path, number: int, start: Any) -> None:
    start.wait(60)
    stamp = {"run_id": str(number), "written_at": datetime(2026, 1, 1, tzinfo=UTC)}
    for batch in range(4):
        row = {"id": f"{number}-{batch}", "root": "raw", "file": f"{number}-{batch}", "content": "c", "extractor": "x"}
        rows = [row | {"announcements": 1, "errors": 0}]
        shared = [rows[0] | {"id": "both", "file": "both"}]
        Dataset(folder).merge("files", rows, within=("id", {rows[0]["id"]}), stamp=stamp)
        Dataset(folder).merge("files", shared, within=("id", {"both"}), stamp=stamp)


def test_two_writers_at_once_end_in_a_correct_table(tmp_path: Path) -> None:
    """Processes without the lock, as on two machines: commits that cross are read again and repeated."""
    Dataset(tmp_path).create()
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    writers = [spawn.Process(target=write, args=(tmp_path, number, start)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    found = sorted(row["id"] for row in Dataset(tmp_path).rows("files"))
    assert found == sorted(["both", *(f"{number}-{batch}" for number in (1, 2) for batch in range(4))])


def test_every_table_of_values_can_be_verified() -> None:
    from pipeline.dataset.rows import IDENTITY

    assert set(IDENTITY) == set(CHILDREN)
    assert all(set(names) <= set(CHILDREN[table].names) for table, names in IDENTITY.items())
