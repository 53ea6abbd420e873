"""The dataset made by the real models: every row stands in its text, and processes make no difference."""

from __future__ import annotations

import csv
import io
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import sources
from pipeline.cli import show
from pipeline.cli.main import command
from pipeline.dataset import ingest
from pipeline.dataset.plan import Job
from pipeline.dataset.schema import CHILDREN
from pipeline.dataset.tables import Dataset
from pipeline.dataset.workers import Workers
from pipeline.records import Announcement

ROOT = Path(__file__).parent.parent
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the sample announcements, made once."""
    processed = tmp_path_factory.mktemp("samples") / "processed"
    assert ingest.run(Job(ROOT / "raw", processed, workers=1), started=START).quarantined == ()
    return processed


def check_grounded(processed: Path) -> None:
    dataset = Dataset(processed)
    texts = {row["id"]: row["text"] for row in dataset.rows("announcements")}
    checked = 0
    for table in CHILDREN:
        for row in dataset.rows(table):
            text = texts[row["announcement_id"]]
            for mention in [row, *row.get("mentions", [])]:
                assert text[mention["start"] : mention["end"]] == mention["text"], (table, row["id"])
                checked += 1
            crowd = row.get("attendance_text")
            assert crowd is None or crowd in text
    assert checked > 5 * len(texts)


@pytest.mark.xdist_group("samples")
def test_every_row_of_the_samples_is_grounded(samples: Path) -> None:
    check_grounded(samples)


def shown(processed: Path, *words: str) -> list[list[str]]:
    """The rows that `herald show` gives, its heads first."""
    done = CliRunner().invoke(command(["show"]), ["show", *words, "--in", str(processed), "--format", "csv"])
    assert done.exit_code == 0, done.output
    return list(csv.reader(io.StringIO(done.stdout)))


EXAMPLES = [line for line in show.EXAMPLES.splitlines() if line.startswith("herald show")]


@pytest.mark.xdist_group("samples")
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_help_finds_something_in_the_samples(line: str, samples: Path) -> None:
    words = shlex.split(re.split(r"\s{2,}| > ", line.removeprefix("herald show "))[0])
    rows = shown(samples, *words)
    assert len(rows) > 1
    if "--where" in words:
        assert len(rows) < len(shown(samples, words[0])), "a condition that all rows meet shows nothing"


@pytest.mark.xdist_group("samples")
def test_a_value_is_shown_with_the_announcement_it_comes_from(samples: Path) -> None:
    heads, *rows = shown(samples, "centres", "--columns", "name,source", "--where", "source~olla-asuncion-firma")
    assert (heads, {source for _, source in rows}) == (["name", "source"], {"es/olla-asuncion-firma.txt"})
    assert "source" not in shown(samples, "centres")[0], "csv is the table as it lies"
    done = CliRunner(env={"COLUMNS": "200"}).invoke(command(["show"]), ["show", "centres", "--in", str(samples)])
    assert "es/olla-asuncion-firma.txt" in done.stdout


@pytest.mark.slow
def test_every_row_of_the_annotated_announcements_is_grounded(tmp_path: Path, shared: Path) -> None:
    for name in ("dev", "seeds"):
        assert ingest.run(Job(shared / name, tmp_path / name, workers=1), started=START).quarantined == ()
        check_grounded(tmp_path / name)


@pytest.mark.slow
def test_processes_make_no_difference() -> None:
    found = [a for path in sources.discover(ROOT / "raw" / "en") for a in sources.read(path)]
    with Workers(1, expected=0) as alone, Workers(2, expected=0) as two:
        assert list(two.records(found)) == list(alone.records(found))


def test_few_announcements_are_not_worth_processes() -> None:
    assert Workers(0, expected=10).count == 1
    assert Workers(0, expected=10_000).count >= 1
    assert Workers(3, expected=10).count == 3


PARENT = """
import os
from pipeline.dataset.workers import Workers
from pipeline.records import Announcement
if __name__ == "__main__":
    with Workers(2, expected=0) as workers:
        list(workers.records([Announcement(text=f"Opened on 3 March 202{n}.", source=str(n)) for n in range(4)]))
        print(*(process.pid for process in workers._pool._processes.values()), flush=True)
        os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
def test_workers_go_with_a_killed_run(tmp_path: Path) -> None:
    import time

    (tmp_path / "parent.py").write_text(PARENT)
    run = subprocess.run([sys.executable, tmp_path / "parent.py"], stdout=subprocess.PIPE, text=True, check=False)
    assert run.returncode == -9
    pids = [int(pid) for pid in run.stdout.split()]
    assert len(pids) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() and "zombie" not in status(pid) for pid in pids):
            return
        time.sleep(0.1)
    pytest.fail(f"workers {pids} outlive their run")


def status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "zombie"


def test_an_announcement_without_a_contract_is_an_error_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import extraction
    from pipeline.errors import RecordError

    def broken(announcements: list[Announcement]) -> list[Announcement]:
        raise RecordError("broken")

    monkeypatch.setattr(extraction, "extract", broken)
    with Workers(1, expected=1) as workers:
        [found] = workers.records([Announcement(text="A text.", source="a.txt")])
    assert isinstance(found, RecordError)
