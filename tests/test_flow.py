"""The flow: it carries a run through Prefect, waits where something is busy, goes on beside what is broken; and its command."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fake_extraction import installed
from test_dataset import TEXTS, content
from typer.testing import CliRunner

from flows import environment
from flows.server import serving
from pipeline import sources
from pipeline.cli.main import command
from pipeline.dataset import ingest
from pipeline.dataset.plan import Job
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetBusy, HeraldError, SourceBusy, SourceError
from pipeline.records import Announcement
from pipeline.registry.facade import Registry

HERALD = Path(sys.executable).with_name("herald")
START = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = {
    "one.txt": "The laboratory at Nerva opened on 3 March 2024.\nIt is the fifth of the network, said Dr. Ilse Marn, its director.",
    "two.txt": "On 12 May 2023 the rector of Tarn University, Prof. Odo Reth, signed an agreement with the Ministry of Waters.",
}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    fill(folder, TEXTS)
    return folder


def fill(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def eventually(true: Callable[[], bool], *, seconds: float) -> bool:
    """Whether it comes true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


# The environment


def test_telemetry_is_off_and_state_is_our_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*environment.SETTINGS, "PREFECT_HOME"):
        monkeypatch.delenv(name)  # importing flows has set them
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    environment.prepare()
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "herald" / "prefect")
    assert (tmp_path / "herald" / "prefect").is_dir()


def test_the_environment_of_the_user_prevails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "INFO")
    environment.prepare()
    assert environment.home() == tmp_path
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "INFO"


def test_prefect_believes_it() -> None:
    """In a process of its own: settings are read when Prefect is imported, and `flows` must have come first."""
    told = "from flows import ingest; import prefect.settings as s; c = s.get_current_settings(); print(c.server.analytics_enabled)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_the_pipeline_needs_no_prefect() -> None:
    told = "import sys; sys.modules['prefect'] = None; import pipeline.dataset.ingest, pipeline.cli.main, flows.server"
    subprocess.run([sys.executable, "-c", told], check=True)


def test_a_state_folder_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    (tmp_path / "file").touch()
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "prefect"))
    environment.prepare()
    with pytest.raises(HeraldError, match="set PREFECT_HOME"), serving():
        pass


# What is busy


class Flaky:
    """`sources.read`, which finds a file busy so many times."""

    def __init__(self, name: str, times: int) -> None:
        self.name, self.left, self.read = name, times, sources.read

    def __call__(self, path: Path, **options: Any) -> Iterator[Announcement]:
        if path.name == self.name and self.left > 0:
            self.left -= 1
            raise SourceBusy(str(path), "changed while it was read", "try again")
        yield from self.read(path, **options)


def carried(job: Job) -> tuple[int, Any]:
    """A run as the flow makes it, without the waiting: how often it met something busy, and its summary."""
    busy = 0
    with ingest.Run(job, started=START) as run:
        run.discover()
        while True:
            try:
                if not run.read():
                    return busy, run.report()
            except SourceBusy:
                busy += 1
                continue
            run.extract()
            run.write()


@pytest.mark.parametrize("times", [1, 3])
def test_a_busy_file_is_read_later(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    monkeypatch.setattr(sources, "read", Flaky("b.txt", times))
    with installed():
        busy, summary = carried(Job(raw, tmp_path / "processed"))
    assert (busy, summary.quarantined, summary.rows["announcements"]) == (times, (), 4)


def test_a_file_that_stays_busy_is_tried_by_the_next_run(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "read", Flaky("b.txt", 4))
    with installed():
        busy, summary = carried(Job(raw, tmp_path / "processed"))
        assert (busy, [q.source for q in summary.quarantined]) == (3, ["b.txt"])
        assert summary.rows["announcements"] == 3
        busy, summary = carried(Job(raw, tmp_path / "processed"))
    assert (busy, summary.quarantined, summary.rows["announcements"], summary.read) == (0, (), 4, 1)


def test_only_what_is_busy_is_tried_again() -> None:
    from prefect.states import Completed, Failed

    from flows.ingest import busy

    for error, again in [
        (SourceBusy("a", "changed"), True),
        (DatasetBusy("another run"), True),
        (SourceError("a", "is not there"), False),
        (ValueError("a bug"), False),
    ]:
        assert busy(None, None, Failed(data=error)) is again  # type: ignore[arg-type]
    assert busy(None, None, Completed(data=0)) is False  # type: ignore[arg-type]


# The command


def herald(*words: str) -> Any:
    return CliRunner().invoke(command(), list(words))


@pytest.fixture
def no_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any import of Prefect fails."""
    monkeypatch.setitem(sys.modules, "prefect", None)
    monkeypatch.delitem(sys.modules, "flows.ingest", raising=False)


@pytest.mark.usefixtures("no_prefect")
def test_a_run_without_news_starts_no_prefect(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    processed = tmp_path / "processed"
    monkeypatch.setattr("pipeline.dataset.plan.extractor", lambda: "fake-1")
    with installed():
        ingest.run(Job(raw, processed), started=START)
    before = content(processed)
    done = herald("run", str(raw), "--to", str(processed))
    assert done.exit_code == 0, done.output
    assert "Nothing new" in done.output
    assert "4 unchanged" in done.output
    assert content(processed) == before
    assert "The registry has 2 centres, 3 people" in done.output
    assert "The registry is up to date" in herald("run", str(raw), "--to", str(processed)).output
    (raw / "a.txt").write_text("News of 2025-02-02")
    with pytest.raises(ImportError):  # what is new goes through Prefect
        CliRunner().invoke(command(), ["run", str(raw), "--to", str(processed)], catch_exceptions=False)


@pytest.mark.usefixtures("no_prefect")
def test_an_empty_folder_needs_no_prefect_either(tmp_path: Path) -> None:
    done = herald("run", str(tmp_path), "--to", str(tmp_path / "processed"))
    assert done.exit_code == 1
    assert "put files there" in done.output
    assert herald("run", str(tmp_path / "nowhere")).exit_code == 1


@pytest.mark.usefixtures("no_prefect")
@pytest.mark.parametrize(("texts", "status"), [({"a.txt": "", "b.txt": TEXTS["b.txt"]}, 3), ({"a.txt": ""}, 1), ({}, 1)])
def test_exit_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: dict[str, str], status: int) -> None:
    monkeypatch.setattr("pipeline.dataset.plan.extractor", lambda: "fake-1")
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    raw.mkdir()
    fill(raw, texts)
    with installed():
        ingest.run(Job(raw, processed), started=START)
    done = herald("run", str(raw), "--to", str(processed))
    assert done.exit_code == status
    assert ("a.txt" in done.output) is bool(texts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--every", "soon"], "is no span of time"),
        (["--every", "0m"], "is no span of time"),
        (["--every", "m"], "is no span of time"),
        ([], "give one of them"),
        (["--every", "5m", "--cron", "* * * * *"], "give one of them"),
    ],
)
def test_serve_refuses_odd_schedules(words: list[str], said: str) -> None:
    done = herald("serve", *words)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(("text", "span"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86400)])
def test_serve_hands_the_schedule_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, span: int) -> None:
    from flows import schedule

    asked: list[Any] = []
    monkeypatch.setattr(schedule, "serve", lambda plan, parameters, **_: asked.append((plan, parameters)))
    assert herald("serve", str(tmp_path), "--every", text).exit_code == 0
    [(plan, parameters)] = asked
    assert (plan.interval, plan.cron) == (timedelta(seconds=span), None)
    assert parameters["raw"] == str(tmp_path.resolve())


def test_serve_refuses_an_odd_cron_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")  # never asked
    with pytest.raises(HeraldError, match="'every tuesday' is no cron line"):
        CliRunner().invoke(command(), ["serve", str(tmp_path), "--cron", "every tuesday"], catch_exceptions=False)


@pytest.mark.parametrize("words", [["run"], ["serve", "--every", "1h"]])
def test_a_server_that_does_not_answer_is_named_with_the_way_out(tmp_path: Path, words: list[str]) -> None:
    """A shared server that is down: in a process of its own, since Prefect reads its settings once."""
    fill(tmp_path / "raw", LETTERS)
    environment = {**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_HOME": str(tmp_path / "prefect")}
    command = [HERALD, words[0], tmp_path / "raw", "--to", tmp_path / "processed", *words[1:]]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Prefect's server at http://127.0.0.1:9/api does not answer" in ended.stderr
    assert "unset PREFECT_API_URL" in ended.stderr
    assert "Traceback" not in ended.stderr


# Real servers


@pytest.fixture
def prefect_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    return tmp_path / "prefect"


def test_run_twice_with_a_real_server(tmp_path: Path, prefect_home: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    fill(raw, LETTERS | {"empty.txt": ""})
    first = subprocess.run([HERALD, "run", raw, "--to", processed], capture_output=True, text=True, check=False)
    assert first.returncode == 3, first.stderr
    assert "starting Prefect" in first.stderr
    assert '"event": "run.finished"' in first.stderr
    assert "3 files read" in first.stdout
    assert "empty.txt" in first.stdout
    assert "Traceback" not in first.stderr
    rows = content(processed)
    assert {row["value"] for row in rows["dates"]} == {"2024-03-03", "2023-05-12"}
    assert markdown_of(prefect_home).startswith("# herald run")
    assert "The registry has" in first.stdout
    changes = list(Registry.open(processed).changes())
    assert changes
    second = subprocess.run([HERALD, "run", raw, "--to", processed], capture_output=True, text=True, check=False)
    if content(processed)["announcements"][0]["extractor"] != rows["announcements"][0]["extractor"]:
        pytest.skip("herald itself was edited between the two runs")
    assert (second.returncode, second.stderr) == (3, "")
    assert "Nothing new" in second.stdout
    assert "The registry is up to date" in second.stdout
    assert content(processed) == rows
    assert list(Registry.open(processed).changes()) == changes


def markdown_of(prefect_home: Path) -> str:
    """The summary artifact in Prefect's database."""
    with closing(sqlite3.connect(prefect_home / "prefect.db")) as database:
        [(data,)] = database.execute("select data from artifact where key = 'herald-ingest'").fetchall()
    return str(json.loads(data))


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_home")
def test_two_runs_at_once_wait_for_each_other(tmp_path: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    fill(raw, {f"{n}.txt": f"Laboratory {n} was opened at Osk on {n} July 2021 by Dr. Ilse Marn." for n in range(1, 9)})
    command = [HERALD, "run", raw, "--to", processed, "--batch", "1"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert len(content(processed)["announcements"]) == 8
    assert len(content(processed)["dates"]) == 8


@pytest.mark.slow
def test_a_scheduled_run_finishes_and_the_dataset_grows(tmp_path: Path, prefect_home: Path) -> None:
    raw, processed = tmp_path / "raw", tmp_path / "processed"
    fill(raw, LETTERS)
    log = (tmp_path / "serve.log").open("w")
    command = [HERALD, "serve", raw, "--to", processed, "--every", "5s"]
    with log, subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as serving:
        try:
            assert eventually(lambda: count(processed) == 2, seconds=180), (tmp_path / "serve.log").read_text()
            fill(raw, {"three.txt": "A third laboratory was opened at Osk on 7 July 2021, and it is the seventh of its kind."})
            assert eventually(lambda: count(processed) == 3, seconds=120), (tmp_path / "serve.log").read_text()
            assert eventually(lambda: "COMPLETED" in states(prefect_home), seconds=60)
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait(timeout=60)
    assert serving.returncode == 0
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def count(processed: Path) -> int:
    return Dataset(processed).count("announcements") if Dataset(processed).exists() else 0


def states(prefect_home: Path) -> set[str]:
    """The states of all runs of the deployment."""
    with closing(sqlite3.connect(f"file:{prefect_home / 'prefect.db'}?mode=ro", uri=True)) as database:
        return {state for (state,) in database.execute("select state_type from flow_run where deployment_id is not null")}


PARENT = """
from flows.server import serving
with serving() as server:
    server.wait()
    print(server.url, flush=True)
    import time; time.sleep(600)
"""


@pytest.mark.slow
def test_the_server_goes_with_a_killed_run(prefect_home: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        address = urlsplit(parent.stdout.readline().strip())
        assert answers(address.port)
        parent.kill()
    assert eventually(lambda: not answers(address.port), seconds=60)


def answers(port: int | None) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port or 0)) == 0
