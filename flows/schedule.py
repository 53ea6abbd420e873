"""The main job on a schedule, with Prefect's own `serve`."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from flows.server import serving
from pipeline.errors import HeraldError

if TYPE_CHECKING:
    from prefect.runner import Runner

__all__ = ["NAME", "Schedule", "serve"]

NAME: Final = "herald"
GRACE: Final = 10
"""Seconds that a run has to end when the schedule is told to; then it is killed, which does no harm."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to run: a cron line (UTC) or an interval."""

    cron: str | None = None
    interval: timedelta | None = None


def serve(schedule: Schedule, parameters: Mapping[str, Any], *, say: Callable[[str], None]) -> None:
    """Register the deployment `herald-ingest/herald` and make its runs, one at a time, until SIGTERM or SIGINT.

    Raises HeraldError where no server can be started, or the cron line is none.
    """
    with serving(schedules=True) as server:
        from prefect.client.schemas.schedules import CronSchedule
        from prefect.runner import Runner
        from prefect.types.entrypoint import EntrypointType

        from flows.ingest import ingest

        if schedule.cron is not None:
            try:
                CronSchedule(cron=schedule.cron)
            except ValueError:
                raise HeraldError(f"{schedule.cron!r} is no cron line; examples: '0 * * * *', '30 6 * * mon-fri'") from None
        server.wait()
        runner = Runner(name=NAME, limit=1, pause_on_shutdown=True)
        runner.add_flow(
            ingest,
            name=NAME,
            cron=schedule.cron,
            interval=schedule.interval,
            parameters=dict(parameters),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        say(
            f"serving; Prefect is at {server.url.removesuffix('/api')}, the deployment is herald-ingest/{NAME}; end with Ctrl-C"
        )
        _until_told(runner)
        say("ended; a run that was going on is completed by the next")


def _until_told(runner: Runner) -> None:
    """Run it beside the main thread: its own way with SIGTERM loses some of them, and then it serves on."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    loop = asyncio.new_event_loop()

    def run() -> None:
        try:
            loop.run_until_complete(runner.start())
        finally:
            told.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while not told.wait(1):
        pass
    if thread.is_alive():
        asyncio.run_coroutine_threadsafe(runner.astop(), loop)
    thread.join(GRACE)
    for child in multiprocessing.active_children():
        child.kill()
    thread.join(GRACE)
