"""`herald api` as a user starts it: a process of its own, on loopback, that ends when it is told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.registry_story import build, opening_in_naryn

pytestmark = pytest.mark.xdist_group("registry")

HERALD = Path(sys.executable).with_name("herald")


def test_it_says_where_it_listens_answers_there_and_ends(tmp_path: Path) -> None:
    build(tmp_path, [opening_in_naryn()])
    command = [HERALD, "api", "--in", tmp_path, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            said = running.stderr.readline()
            where = re.search(r"http://127\.0\.0\.1:[0-9]+", said)
            assert where, said
            assert httpx.get(f"{where[0]}/health", timeout=30, trust_env=False).json()["entities"]["centre"] == 2
        finally:
            running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) in (0, -signal.SIGTERM)


def test_what_cannot_be_is_one_line_and_status_1(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments, message in ((["--port", port], "cannot be listened on"), (["--port", "0"], "herald registry build")):
            done = subprocess.run(
                [HERALD, "api", "--in", tmp_path, *arguments], capture_output=True, text=True, check=False, timeout=60
            )
            assert (done.returncode, done.stdout) == (1, "")
            assert message in done.stderr
            assert len(done.stderr.splitlines()) == 1
