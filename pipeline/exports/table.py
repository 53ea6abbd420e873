"""Tables for a terminal: what each announcement yields, value by value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from pipeline.exports.values import values
from pipeline.records import Record

if TYPE_CHECKING:
    from rich.table import Table

KIND_COLOURS = {
    "date": "cyan",
    "centre number": "bright_red",
    "person": "green",
    "position": "bright_green",
    "organisation": "blue",
    "centre": "magenta",
    "event": "yellow",
}


def write(records: Iterable[Record], stream: TextIO) -> None:
    """Print one table per announcement: kind, value, the characters that say so, their offsets, the probability."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(file=stream)
    for record in records:
        heading = " · ".join(filter(None, [record.source, record.language, record.published]))
        console.print(f"\n[bold]{escape(record.title or 'untitled')}[/]\n[dim]{escape(heading)}[/]")
        console.print(summary(record))


def summary(record: Record, *, rules: bool = False) -> Table:
    """The values of a record as a table, with the rule that found each if asked for."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, expand=False)
    for column in ("kind", "value", "as written", *(["rule"] if rules else [])):
        table.add_column(column, overflow="fold")
    for column in ("at", "p"):
        table.add_column(column, justify="right", no_wrap=True)
    for value in values(record):
        if value.leading:
            kind = f"[{KIND_COLOURS[value.kind]}]{value.kind}[/]"
            said = [escape(value.value), escape(value.mention.text), *([value.rule] if rules else [])]
            table.add_row(kind, *said, f"{value.mention.start}-{value.mention.end}", f"{value.confidence:.2f}")
    return table
