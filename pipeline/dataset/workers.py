"""Extraction in this process, or in several: each loads the models once and keeps them for the whole run."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self

from pipeline.errors import ModelError, RecordError
from pipeline.records import Announcement, Record

__all__ = ["WORTH_IT", "Workers", "extracted"]

WORTH_IT: Final = 200
"""Announcements from which several processes repay their start (each imports spaCy and loads models)."""

MOST: Final = 4


class Workers:
    """Turns announcements into records; `count` processes, 0 for as many as `expected` announcements and the machine make sensible."""

    def __init__(self, count: int, *, expected: int) -> None:
        self.count = count or (min(MOST, _cores()) if expected >= WORTH_IT else 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def records(self, announcements: Sequence[Announcement]) -> Iterator[Record | RecordError]:
        """A record for each, in order and as they come, or in its place the error that kept it from being one.

        Raises ModelError where a model is missing, or a process died.
        """
        if self.count == 1 or len(announcements) < self.count:
            yield from map(extracted, announcements)
            return
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.count, mp_context=spawn, initializer=_begin)
        try:
            yield from self._pool.map(extracted, announcements, chunksize=max(1, len(announcements) // (4 * self.count)))
        except BrokenProcessPool as error:
            raise ModelError("a worker process died, perhaps for want of memory: try `--workers 1`") from error


def extracted(announcement: Announcement) -> Record | RecordError:
    """The record of an announcement, or the error of one that breaks its contract. Raises ModelError."""
    from pipeline import extraction

    try:
        return next(iter(extraction.extract([announcement])))
    except RecordError as error:
        return error


def _begin() -> None:
    """One thread each, and none survives the run: a killed parent cannot tell its workers to stop."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
