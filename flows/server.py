"""A Prefect server of herald's own, for as long as a run or a schedule lasts, on a free port of this machine.

Prefect starts one by itself where it finds none, but that one has no scheduler and outlives a run that is killed. This one reads
from a pipe that ends with its parent, and goes. `PREFECT_API_URL` names a shared server, and then none is started.
"""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from flows import environment
from pipeline.errors import HeraldError

if TYPE_CHECKING:
    import uvicorn

__all__ = ["Server", "serving"]

URL: Final = "PREFECT_API_URL"
PATIENCE: Final = 180.0
"""Seconds that a server may take to start; ten to thirty are common the first time, when it makes its database."""

UNREACHED: Final = "Failed to reach API"

DRAIN: Final = 10
"""Seconds that Prefect may take to send what it still holds."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is starting or, if it is a shared one, stands. `url` is its API's."""

    url: str
    process: subprocess.Popen[str] | None = None

    def wait(self) -> None:
        """Return when it answers. Raises HeraldError where it does not start."""
        if self.process is None or self.process.stdout is None:
            return
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        try:
            ready = self.process.stdout.readline()
        finally:
            timer.cancel()
        if not ready:
            raise HeraldError(f"Prefect's server did not start; {_log()} says why, or set {URL} to a server that runs")


@contextmanager
def serving(*, schedules: bool = False) -> Iterator[Server]:
    """The shared server, or one of our own that starts meanwhile; with `schedules` it makes runs when they are due.

    Sets `PREFECT_API_URL` for the block: import Prefect inside it. Raises HeraldError where no server can be started or reached.
    """
    if URL in os.environ:
        with _reached(os.environ[URL]):
            yield Server(os.environ[URL])
        return
    try:
        _log().touch()
    except OSError as error:
        raise HeraldError(f"{environment.home()} cannot be written ({error}): set PREFECT_HOME to a folder that can") from error
    kind = "full" if schedules else "ephemeral"
    with (
        _log().open("a") as log,
        subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.server", kind],  # -P: a folder `flows` here is not ours
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            os.environ[URL] = process.stdout.readline().strip() if process.stdout else ""
            with _reached(os.environ[URL]):
                yield Server(os.environ[URL], process)
        finally:
            _drain()
            os.environ.pop(URL, None)
            if process.stdin:
                process.stdin.close()
            _end(process)


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Say what to do where Prefect cannot reach its server: it raises what its client raises, or a RuntimeError of its own."""
    from httpx import TransportError

    try:
        yield
    except (RuntimeError, TransportError) as error:
        if not isinstance(error, TransportError) and UNREACHED not in str(error):
            raise
        why = error.__cause__ or error
        raise HeraldError(
            f"Prefect's server at {url} does not answer ({type(why).__name__}: {why}): if {URL} names it, start it, or unset {URL} "
            "and herald starts one of its own; else the machine is too busy, so run again"
        ) from error


def _drain() -> None:
    """Let Prefect send the logs and events it still holds, or it would try for a minute once the server is gone."""
    if "prefect" in sys.modules:
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        APILogWorker.drain_all(timeout=DRAIN)
        EventsWorker.drain_all(timeout=DRAIN)


def _end(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def _log() -> Path:
    return environment.home() / "herald-server.log"


def main(kind: str) -> None:
    """The server process: say the address, start, say that it stands, end with the parent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        os.environ.pop(URL, None)
        _say(f"http://127.0.0.1:{listener.getsockname()[1]}/api")
        from prefect.server.api.server import create_app
        from uvicorn import Config
        from uvicorn import Server as Uvicorn

        turn = (environment.home() / ".herald-server.lock").open("w")
        fcntl.flock(turn, fcntl.LOCK_EX)  # two servers that make the same database at once break each other

        class Announced(Uvicorn):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                turn.close()
                _say("ready")

        app = create_app(ephemeral=kind == "ephemeral", final=True)
        server = Announced(Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=5))
        threading.Thread(target=_watch, args=(server, sys.stdin), daemon=True).start()
        server.run(sockets=[listener])


def _watch(server: uvicorn.Server, pipe: IO[str]) -> None:
    pipe.read()
    server.should_exit = True


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
