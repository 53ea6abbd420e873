"""The curated dataset: the same input changes nothing, whatever the order, the batches, the names; every row is grounded."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fake_extraction import installed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.dataset import ingest
from pipeline.dataset.ingest import Run
from pipeline.dataset.plan import Job
from pipeline.dataset.schema import CHILDREN, RUN_COLUMNS, TABLES
from pipeline.dataset.summary import Summary
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetBusy, DatasetError, SourceError

START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = {
    "a.txt": "Opened 2025-11-26 at %Alder as No. 7, said @Ada:rector and @Ada of #Ostra. Welcome!",
    "b.txt": "On 2024-02-03 and 2024-02-03 they came! @Bel:dean @Ada:rector #Ostra #Penn",
    "sub/c.md": "Nothing of note but a word about Ostra and its people, whoever they may be.",
    "d.txt": "2025-01-01 No. 3 No. 3 @Cyd %Birch %Birch",
}


class Desk:
    """A raw folder, a dataset, and a clock that moves with every run."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.processed = folder / "raw", folder / "processed"
        self.raw.mkdir(parents=True)
        self.runs = 0

    def put(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            (self.raw / name).parent.mkdir(parents=True, exist_ok=True)
            (self.raw / name).write_text(text, encoding="utf-8")

    def run(self, raw: Path | None = None, **options: Any) -> Summary:
        self.runs += 1
        job = Job(raw or self.raw, self.processed, **options)
        return ingest.run(job, started=START + timedelta(hours=self.runs))

    def versions(self) -> dict[str, int]:
        return {table: Dataset(self.processed).open(table).version() for table in TABLES}

    def content(self) -> dict[str, list[dict[str, Any]]]:
        return content(self.processed)


def content(processed: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, sorted, without run columns."""
    found = {}
    for table in TABLES:
        rows = [{k: v for k, v in row.items() if k not in RUN_COLUMNS} for row in Dataset(processed).rows(table)]
        found[table] = sorted(rows, key=lambda row: row["id"])
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def extracted() -> Iterator[list[str]]:
    with installed() as calls:
        yield calls


def test_every_table_is_filled_and_grounded(desk: Desk) -> None:
    desk.put(TEXTS)
    summary = desk.run()
    assert summary.rows == {
        "announcements": 4,
        "dates": 4,
        "centre_numbers": 3,
        "people": 4,
        "positions": 3,
        "organisations": 3,
        "centres": 2,
        "events": 2,
    }
    rows = desk.content()
    texts = {row["id"]: row["text"] for row in rows["announcements"]}
    for table in CHILDREN:
        for row in rows[table]:
            text = texts[row["announcement_id"]]
            for mention in [row, *row.get("mentions", [])]:
                assert text[mention["start"] : mention["end"]] == mention["text"]
                assert mention["text"]
            assert 0 <= row["confidence"] <= 1
    owners = {row["id"]: row["name"] for row in rows["people"]}
    assert all(owners[row["person_id"]] == row["person"] for row in rows["positions"])


def test_the_second_run_changes_no_row_no_file_and_extracts_nothing(desk: Desk, extracted: list[str]) -> None:
    desk.put(TEXTS)
    desk.run()
    files = sorted(p for p in desk.processed.rglob("*") if p.is_file())
    before, versions, done = desk.content(), desk.versions(), len(extracted)
    summary = desk.run()
    assert (desk.content(), desk.versions(), len(extracted)) == (before, versions, done)
    assert sorted(p for p in desk.processed.rglob("*") if p.is_file()) == files
    assert (summary.read, summary.unchanged) == (0, 4)


def test_extracting_again_gives_the_same_rows_and_no_commit(desk: Desk, extracted: list[str]) -> None:
    desk.put(TEXTS)
    desk.run()
    before, versions = desk.content(), desk.versions()
    desk.run(again=True)
    assert len(extracted) == 8
    assert (desk.content(), desk.versions()) == (before, versions)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(TEXTS)), batch=st.integers(1, 5), cuts=st.sets(st.integers(1, 3)))
def test_order_and_batches_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], batch: int, cuts: set[int]
) -> None:
    whole = Desk(tmp_path_factory.mktemp("whole"))
    whole.put(TEXTS)
    whole.run()
    parts = Desk(tmp_path_factory.mktemp("parts"))
    for at, name in enumerate(order, start=1):
        parts.put({name: TEXTS[name]})
        if at in cuts:
            parts.run(batch=batch)
    parts.run(batch=batch)
    assert parts.content() == whole.content()


PLAIN, PAGE = "copy.txt", "page.html"
SAID = "The 2025-11-26 meeting at Ostra was long, and everyone who came to it went home content and somewhat tired."


@pytest.mark.parametrize("names", [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
@pytest.mark.parametrize("together", [True, False])
def test_one_text_of_two_sources_is_one_announcement(desk: Desk, names: tuple[str, str], together: bool) -> None:
    said = {"a.jsonl": {"text": SAID}, "b.jsonl": {"text": SAID, "published": "2025-12-01", "title": "Long"}}
    for name in names:
        desk.put({name: json.dumps(said[name]) + "\n"})
        if not together:
            desk.run()
    desk.run()
    [row] = desk.content()["announcements"]
    assert [origin["file"] for origin in row["sources"]] == ["a.jsonl", "b.jsonl"]
    assert (row["published"], row["title"]) == ("2025-12-01", "Long")
    [date] = desk.content()["dates"]
    assert date["relative"]  # the fake marks dates so where the publication date was known


def test_a_changed_file_supersedes_what_it_said(desk: Desk) -> None:
    desk.put(TEXTS)
    desk.run()
    changed = TEXTS | {"a.txt": "Corrected: opened 2025-11-27 as No. 8."}
    desk.put(changed)
    summary = desk.run()
    fresh = Desk(desk.raw.parent / "fresh")
    fresh.put(changed)
    fresh.run()
    assert desk.content() == fresh.content()
    assert (summary.read, summary.changes["announcements"].inserted, summary.changes["announcements"].deleted) == (1, 1, 1)


def test_a_text_that_another_file_still_says_stays(desk: Desk) -> None:
    desk.put({"a.txt": SAID, "b.txt": SAID})
    desk.run()
    desk.put({"a.txt": "Something else on 2024-01-01."})
    desk.run()
    rows = {row["text"]: row for row in desk.content()["announcements"]}
    assert [(o["file"], rows[SAID]["source"]) for o in rows[SAID]["sources"]] == [("b.txt", "b.txt")]
    assert len(desk.content()["dates"]) == 2


def test_a_vanished_file_keeps_its_records_and_leaves_quarantine(desk: Desk) -> None:
    desk.put(TEXTS | {"empty.txt": ""})
    assert [q.source for q in desk.run().quarantined] == ["empty.txt"]
    before = desk.content()["dates"]
    for name in ("a.txt", "empty.txt"):
        (desk.raw / name).unlink()
    assert desk.run().quarantined == ()
    assert desk.content()["dates"] == before
    desk.put({"empty.txt": ""})
    assert len(desk.run().quarantined) == 1


def test_quarantine_names_reason_and_remedy_and_spares_the_neighbours(desk: Desk) -> None:
    desk.put(TEXTS | {"empty.txt": "", "odd.xyz": "what is this", "bug.txt": "A BUG in a text that is otherwise fine."})
    (desk.raw / "noise.txt").write_bytes(bytes(range(256)) * 8)
    (desk.raw / "cut.txt.gz").write_bytes(gzip.compress(b"words " * 500)[:-30])
    (desk.raw / "out.txt").symlink_to("/etc/hostname")
    os.mkfifo(desk.raw / "pipe.txt")
    (desk.raw / os.fsdecode(b"na\xffme.xyz")).write_text("odd name")
    summary = desk.run()
    assert summary.rows["announcements"] == 4
    wrong = {q.source: q for q in summary.quarantined}
    assert sorted(wrong) == [
        "bug.txt",
        "cut.txt.gz",
        "empty.txt",
        "na\\xdcffme.xyz",
        "noise.txt",
        "odd.xyz",
        "out.txt",
        "pipe.txt",
    ]
    assert all(q.reason and q.remedy for q in wrong.values())
    before, versions = desk.content(), desk.versions()
    desk.run()
    assert (desk.content(), desk.versions()) == (before, versions)


def test_a_damaged_file_keeps_what_it_said_until_it_is_repaired(desk: Desk) -> None:
    lines = [json.dumps({"text": f"Line {n} of 2025-01-0{n}, in a text of some length"}) for n in range(1, 4)]
    desk.put({"a.txt": TEXTS["a.txt"], "b.jsonl": "\n".join(lines)})
    before = desk.run().rows
    desk.put({"a.txt": "", "b.jsonl": "\n".join([lines[0], "{", lines[2]])})
    summary = desk.run()
    assert [q.source for q in summary.quarantined] == ["a.txt", "b.jsonl#2"]
    assert summary.rows == before
    desk.put({"a.txt": "Something else on 2024-01-01.", "b.jsonl": lines[0]})
    summary = desk.run()
    assert (summary.quarantined, summary.rows["announcements"], summary.rows["dates"]) == ((), 2, 2)


def test_a_repaired_file_leaves_quarantine(desk: Desk) -> None:
    desk.put({"a.txt": ""})
    desk.run()
    desk.put({"a.txt": TEXTS["a.txt"]})
    summary = desk.run()
    assert (summary.quarantined, summary.rows["announcements"]) == ((), 1)


def test_tries_count_contents_and_versions_not_runs(desk: Desk) -> None:
    desk.put({"a.xyz": "one"})
    desk.run()
    desk.run(again=True)
    desk.put({"a.xyz": "two"})
    desk.run()
    with installed("fake-2"):
        desk.run()
    [row] = Dataset(desk.processed).rows("quarantine")
    assert (row["tries"], row["first_seen"], row["written_at"]) == (3, START + timedelta(hours=1), START + timedelta(hours=4))


def test_a_new_version_reads_all_anew_also_what_vanished(desk: Desk, extracted: list[str]) -> None:
    desk.put(TEXTS)
    desk.run()
    (desk.raw / "a.txt").unlink()
    with installed("fake-2") as calls:
        desk.run()
        assert sorted(calls) == sorted(TEXTS)
    assert {row["extractor"] for row in desk.content()["announcements"]} == {"fake-2"}
    assert desk.run().read == 3  # back to the old version: again all that is there


def test_lines_of_one_file_across_batches(desk: Desk) -> None:
    lines = [{"text": f"Line {n} of 2025-01-{n:02} and @Ada:rector, in a text of some length"} for n in range(1, 12)]
    desk.put({"all.jsonl": "".join(json.dumps(line) + "\n" for line in lines)})
    desk.run(batch=3)
    one = Desk(desk.raw.parent / "one")
    one.put({"all.jsonl": (desk.raw / "all.jsonl").read_text()})
    one.run()
    assert desk.content() == one.content()
    assert len(one.content()["dates"]) == 11
    shorter = "".join(json.dumps(line) + "\n" for line in lines[4:])
    for each in (desk, one):
        each.put({"all.jsonl": shorter})
        each.run(batch=2)
        assert len(each.content()["dates"]) == len(each.content()["announcements"]) == 7
    assert desk.content() == one.content()


def test_equal_names_under_two_roots_are_two_files(desk: Desk) -> None:
    desk.put({"a.txt": TEXTS["a.txt"]})
    other = desk.raw.parent / "more"
    other.mkdir()
    (other / "a.txt").write_text(TEXTS["b.txt"])
    desk.run()
    desk.run(other)
    desk.run()
    assert len(desk.content()["announcements"]) == 2


def test_the_dataset_is_not_read_as_raw(desk: Desk) -> None:
    desk.put(TEXTS)
    desk.processed = desk.raw / "processed"
    desk.run()
    assert desk.run().unchanged == 4


def test_a_missing_folder_is_said(desk: Desk) -> None:
    with pytest.raises(SourceError, match=r"nowhere.*is not there"):
        desk.run(desk.raw / "nowhere")


def test_one_run_at_a_time(desk: Desk) -> None:
    with Dataset(desk.processed).locked(), pytest.raises(DatasetBusy, match=f"process {os.getpid()}"):
        desk.run()
    desk.run()


def test_tables_of_another_version_are_refused_not_overwritten(desk: Desk) -> None:
    import pyarrow as pa
    from deltalake import DeltaTable

    DeltaTable.create(str(desk.processed / "dates"), pa.schema([pa.field("id", pa.string())]))
    with pytest.raises(DatasetError, match="another version of herald"):
        desk.run()
    with pytest.raises(DatasetError, match="the tables are dates"):
        Dataset(desk.processed).read("date")


def test_a_commit_between_reading_and_writing_is_merged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer, beyond the lock's reach, commits just before us: the rows are compared again."""
    from deltalake.exceptions import CommitFailedError

    desk.put(TEXTS)
    commit, failed = Dataset._commit, []

    def conflicting(opened: Any, schema: Any, put: list[Any], gone: list[Any]) -> None:
        commit(opened, schema, put, gone)
        if schema not in failed:
            failed.append(schema)
            raise CommitFailedError("another writer was quicker")

    monkeypatch.setattr(Dataset, "_commit", staticmethod(conflicting))
    desk.run()
    monkeypatch.undo()
    other = Desk(desk.raw.parent / "other")
    other.put(TEXTS)
    with installed():
        other.run()
    assert desk.content() == other.content()
    assert len(failed) > 5


def test_many_small_commits_end_in_few_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dataset.tables.MANY_FILES", 3)
    desk.put({f"{n}.txt": f"Number {n} of 2025-01-{n:02} is a text like any other" for n in range(1, 9)})
    desk.run(batch=2)
    assert len(Dataset(desk.processed).open("dates").file_uris()) == 1
    assert len(desk.content()["dates"]) == 8


def test_leftovers_of_killed_runs_go_after_a_week(desk: Desk) -> None:
    desk.put(TEXTS)
    desk.run()
    old, new = (desk.processed / "dates" / f"part-{name}.parquet" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"written, never committed")
    eight_days_ago = datetime.now(UTC) - timedelta(days=8)
    os.utime(old, (eight_days_ago.timestamp(),) * 2)
    desk.put({"a.txt": "A change of 2025-05-05"})
    desk.run()
    assert (old.exists(), new.exists()) == (False, True)
    assert len(desk.content()["dates"]) == 4


@pytest.mark.parametrize("seed", range(6))
def test_a_run_broken_off_anywhere_is_completed(desk: Desk, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Stops at a random commit, as a kill would; test_kill.py kills for real."""
    desk.put(TEXTS)
    desk.run()
    changed = TEXTS | {"a.txt": TEXTS["b.txt"] + " more", "d.txt": "2022-02-02 No. 9 @Cyd:clerk", "e.txt": TEXTS["a.txt"]}
    desk.put(changed)
    left = random.Random(seed).randrange(12)
    merge = Dataset.merge

    def failing(self: Dataset, table: str, *args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return merge(self, table, *args, **kwargs)

    monkeypatch.setattr(Dataset, "merge", failing)
    with pytest.raises(KeyboardInterrupt):
        desk.run(batch=2)
    monkeypatch.undo()
    fresh = Desk(desk.raw.parent / "fresh")
    fresh.put(changed)
    with installed():
        desk.run(batch=3)
        fresh.run()
    assert desk.content() == fresh.content()


def test_the_steps_must_come_in_turn(desk: Desk) -> None:
    desk.put(TEXTS)
    with Run(Job(desk.raw, desk.processed), started=START) as run:
        run.discover()
        with pytest.raises(RuntimeError, match="in turn"):
            run.extract()
