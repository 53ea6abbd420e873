"""The main job on a schedule, with Prefect's own `serve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flows.server import serving

__all__ = ["NAME", "Schedule", "serve"]

NAME: Final = "herald"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to run: a cron line (UTC) or an interval."""

    cron: str | None = None
    interval: timedelta | None = None


def serve(schedule: Schedule, parameters: Mapping[str, Any], *, say: Callable[[str], None]) -> None:
    """Register the deployment `herald-ingest/herald` and make its runs until interrupted, one at a time.

    Raises HeraldError where no server can be started.
    """
    with serving(schedules=True) as server:
        from prefect.types.entrypoint import EntrypointType

        from flows.ingest import ingest

        server.wait()
        say(
            f"serving; Prefect is at {server.url.removesuffix('/api')}, the deployment is herald-ingest/{NAME}; end with Ctrl-C"
        )
        ingest.serve(
            name=NAME,
            cron=schedule.cron,
            interval=schedule.interval,
            parameters=dict(parameters),
            entrypoint_type=EntrypointType.MODULE_PATH,
            limit=1,
            print_starting_message=False,
        )
