"""`herald extract`: announcements in, records out, no state."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import Reading
from pipeline.exports import EXPORTS
from pipeline.model import backends

EXAMPLES = """
[bold]Examples[/]

herald extract raw/en                                one JSON object a line

herald extract letter.eml report.pdf --format table  to look at

herald extract raw --format html > records.html      every value on its text
"""


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command(epilog=EXAMPLES)(extract)


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders (txt, md, html, pdf, docx, eml, jsonl; also .gz).")],
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(EXPORTS)}.")] = "jsonl",
    ner: Annotated[str | None, typer.Option(help="NER back-end, where a language has several: fast or accurate.")] = None,
) -> None:
    """Extract records from files and print them; nothing is stored, no server is needed."""
    if form not in EXPORTS:
        raise typer.BadParameter(f"{form!r} is not a format; known are {', '.join(EXPORTS)}", param_hint="--format")
    if ner is not None and ner not in (known := backends()):
        raise typer.BadParameter(f"{ner!r} is not a back-end; known are {', '.join(known)}", param_hint="--ner")
    reading = Reading(paths)
    EXPORTS[form](reading.records(ner=ner), sys.stdout)
    reading.end()
