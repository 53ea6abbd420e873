"""Do several long pieces of work side by side, each in a process of its own that knows all that this one knows."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar, cast

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class End(Generic[Result]):
    """How a piece of work ended: with a result, or with an error."""

    result: Result | None = None
    error: Exception | None = None

    def given(self) -> Result:
        """The result. Raises the error, if it ended with one."""
        if self.error is not None:
            raise self.error
        return cast("Result", self.result)


def apart(work: Sequence[Callable[[], Result]], most: int | None = None) -> list[Result]:
    """What each piece of work gives, in their order; as many at a time as there are processors, or at `most`; one by one where a process cannot be forked.

    Raises:  what a piece of work raises.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or len(work) < 2:
        return [one() for one in work]
    found: list[Result] = []
    most = max(1, min(os.cpu_count() or 1, most or len(work)))
    for first in range(0, len(work), most):
        found += _beside(work[first : first + most])
    return found


def _beside(work: Sequence[Callable[[], Result]]) -> list[Result]:
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in work]
    # Forked, as what is worked on is large and is not to be copied.
    processes = [context.Process(target=_send, args=(one, sent)) for one, (_, sent) in zip(work, pipes, strict=True)]
    for process, (_, sent) in zip(processes, pipes, strict=True):
        process.start()
        sent.close()
    found = [_received(pipe) for pipe, _ in pipes]
    for process in processes:
        process.join()
    return [one.given() for one in found]


def _send(work: Callable[[], Result], sent: Connection) -> None:
    try:
        end = End(work())
    except Exception as error:
        end = End(error=error)
    sent.send(end)
    sent.close()


def _received(pipe: Connection) -> End[Any]:
    try:
        end: End[Any] = pipe.recv()
    except EOFError:
        return End(error=RuntimeError("a process ended before its work was done"))
    return end
