"""`herald explain`: a text with every value highlighted where it stands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.text import Text

from pipeline.cli.terminal import Reading, fail
from pipeline.exports import html
from pipeline.exports.table import KIND_COLOURS, summary
from pipeline.exports.values import values
from pipeline.records import Record

EXAMPLES = """
[bold]Examples[/]

herald explain raw/en/some-announcement.txt                 in the terminal

herald explain raw/ar/some-announcement.txt --to page.html  a page for a browser, self-contained
"""


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command(epilog=EXAMPLES)(explain)


def explain(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="Write a self-contained HTML page instead; - is standard output.")
    ] = None,
) -> None:
    """Show each text with its values highlighted, and for each value its characters, rule and probability."""
    reading = Reading(paths)
    records = reading.records()
    if to is None:
        console = Console()
        for record in records:
            console.print(_highlighted(record))
            console.print(summary(record, rules=True))
    elif str(to) == "-":
        html.write(records, sys.stdout)
    else:
        with _opened(to) as stream:
            html.write(records, stream)
    reading.end()


def _opened(to: Path) -> TextIO:
    try:
        return to.open("w", encoding="utf-8")
    except OSError as error:
        fail(f"{to} cannot be written ({error.strerror}); choose another file with --to")


def _highlighted(record: Record) -> Text:
    text = Text(record.text)
    for stretch in record.clutter:
        text.stylize("dim strike", stretch.start, stretch.end)
    for value in values(record):
        text.stylize(f"{KIND_COLOURS[value.kind]} underline", value.mention.start, value.mention.end)
    return text
