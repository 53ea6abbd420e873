"""The main job as a Prefect flow: discover, read, extract, write, report, register. It carries only; pipeline does the work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from flows import logs
from flows.progress import bar
from pipeline.dataset.ingest import Run
from pipeline.dataset.plan import BATCH, Job
from pipeline.dataset.summary import Summary
from pipeline.errors import DatasetBusy, SourceBusy
from pipeline.registry import intake
from pipeline.registry.intake import Built

T = TypeVar("T")

PATIENCE: Final[list[float]] = [1, 5, 15, 60]
"""Seconds before each further try of a step that found a file or the dataset busy."""


def busy(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a step failed only for now: a file that is being written, a dataset that another run writes."""
    return isinstance(state.result(raise_on_failure=False), SourceBusy | DatasetBusy)


def step(work: Callable[[], T]) -> Task[[], T]:
    """A step of a run as a task; no inputs, so nothing to hash, and nothing to keep."""
    return Task(
        work,
        name=work.__name__,
        retries=len(PATIENCE),
        retry_delay_seconds=PATIENCE,
        retry_condition_fn=busy,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


@flow(name="herald-ingest", persist_result=False)
def ingest(raw: str, processed: str, workers: int = 0, batch: int = BATCH, again: bool = False) -> tuple[Summary, Built | None]:
    """Announcements under `raw` that are new or changed into the tables under `processed`, and these into the registry.

    See pipeline.dataset.ingest.Job; the second part is None where the dataset holds nothing.
    """
    logs.configure()
    job = Job(Path(raw), Path(processed), workers=workers, batch=batch, again=again)
    with Run(job, started=datetime.now(UTC)) as run:
        files = step(run.discover)()
        read, extract, write = step(run.read), step(run.extract), step(run.write)
        with bar(files) as (run.extracted, advance):
            while read():
                extract()
                advance(write())
        summary = run.report()
    create_markdown_artifact(summary.markdown(), key="herald-ingest", description=f"herald: {raw} into {processed}")

    def register() -> Built:
        return intake.build(job.processed, at=datetime.now(UTC))

    return summary, step(register)() if summary.usable else None
