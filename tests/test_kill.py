"""kill -9 at any moment, run again: the tables are those of a run that nobody disturbed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from registry_story import snapshot
from test_dataset import SAID, TEXTS, content

from pipeline.registry.audit import audit

CHILD = Path(__file__).with_name("kill_child.py")
BEFORE = TEXTS | {"twin.txt": SAID, "gone.xyz": "no format of ours", "empty.txt": ""}
AFTER = TEXTS | {
    "a.txt": "Corrected: opened 2025-11-27 as No. 8, said @Ada:dean.",
    "b.txt": SAID,
    "twin.txt": SAID,
    "empty.txt": "No longer empty since 2025-12-12.",
    "odd.xyz": "no format of ours",
    "lines.jsonl": "".join(
        json.dumps({"text": f"Line {n} of 2025-01-0{n} with @Bel:clerk at %Elm"}) + "\n" for n in range(1, 6)
    ),
}


def fill(raw: Path, texts: dict[str, str]) -> None:
    shutil.rmtree(raw, ignore_errors=True)
    for name, text in texts.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8")


def start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)


def child(raw: Path, processed: Path) -> subprocess.Popen[str]:
    process = start([sys.executable, str(CHILD), str(raw), str(processed)])
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def to_the_end(raw: Path, processed: Path) -> float:
    """Seconds that a run takes."""
    process = child(raw, processed)
    began = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def killed(raw: Path, processed: Path, delay: float) -> bool:
    """Whether the run was still going on when it was killed."""
    process = child(raw, processed)
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def check(folder: Path, *, kills: int, seed: int) -> None:
    raw, clean, start_from = folder / "raw", folder / "clean" / "processed", folder / "before" / "processed"
    for place in (clean, start_from):
        place.parent.mkdir()
    fill(raw, BEFORE)
    to_the_end(raw, start_from)
    fill(raw, AFTER)
    shutil.copytree(start_from, clean, dirs_exist_ok=True)
    whole = to_the_end(raw, clean)
    wanted = content(clean)
    assert len(wanted["announcements"]) == 10
    moments, hits = random.Random(seed), 0
    for at in range(kills):
        place = folder / f"kill{at}" / "processed"
        place.parent.mkdir()
        shutil.copytree(start_from, place)
        hits += killed(raw, place, moments.uniform(0, whole))
        to_the_end(raw, place)
        assert content(place) == wanted
    assert hits > 0


def test_a_killed_run_is_completed_by_the_next(tmp_path: Path) -> None:
    check(tmp_path, kills=2, seed=20261121)


@pytest.mark.slow
def test_ten_kills(tmp_path: Path) -> None:
    check(tmp_path, kills=10, seed=7)


@pytest.mark.slow
def test_ten_kills_of_one_dataset(tmp_path: Path) -> None:
    """The leftovers of one kill meet those of the next."""
    raw, place, clean = tmp_path / "raw", tmp_path / "processed", tmp_path / "clean"
    fill(raw, BEFORE)
    whole = to_the_end(raw, place)
    fill(raw, AFTER)
    moments = random.Random(11)
    for _ in range(10):
        killed(raw, place, moments.uniform(0, whole / 2))
    to_the_end(raw, place)
    to_the_end(raw, clean)
    vanished = {"gone.xyz"}
    assert {row["file"] for row in content(place)["files"]} - vanished == {row["file"] for row in content(clean)["files"]}
    for table, rows in content(clean).items():
        if table not in {"files", "quarantine"}:
            assert content(place)[table] == rows


HERALD = [str(Path(sys.executable).with_name("herald"))]
PLAIN = {
    "one.txt": "The laboratory at Nerva opened on 3 March 2024.\nIt is the fifth of the network, said Dr. Ilse Marn, its director.",
    "two.txt": "On 12 May 2023 the rector of Tarn University, Prof. Odo Reth, signed an agreement with the Ministry of Waters.",
    "bad.xyz": "no format of ours",
}


@pytest.mark.slow
def test_ten_kills_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole of it, Prefect's server and all; the server goes with the run that is killed."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    fill(raw, PLAIN)
    command = [*HERALD, "run", str(raw), "--batch", "1", "--to"]
    began = time.monotonic()
    assert subprocess.run([*command, str(clean)], check=False, capture_output=True).returncode == 3
    whole = time.monotonic() - began
    wanted = content(clean)
    moments, place = random.Random(3), tmp_path / "killed"
    for _ in range(10):
        process = start([*command, str(place)])
        time.sleep(moments.uniform(whole / 4, whole))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert subprocess.run([*command, str(place)], check=False, capture_output=True).returncode == 3
    assert content(place) == wanted
    assert snapshot(place) == snapshot(clean)  # the registry, too
    assert all(finding.well for finding in audit(place).values())
