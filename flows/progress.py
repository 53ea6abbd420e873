"""A progress bar on a terminal; nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

__all__ = ["bar"]


@contextmanager
def bar(total: int) -> Iterator[tuple[Callable[[], None], Callable[[int], None]]]:
    """Gives two functions: one says that an announcement is extracted, the other that so many more of `total` files are done."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[extracted]} announcements extracted"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=total, extracted=0)

        def extracted() -> None:
            progress.update(task, extracted=progress.tasks[0].fields["extracted"] + 1)

        yield extracted, lambda files: progress.update(task, advance=files)
