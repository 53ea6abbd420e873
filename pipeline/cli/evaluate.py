"""`herald evaluate`: how good the extraction is, against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

EXAMPLES = """
[bold]Examples[/]

herald evaluate records tests/cases/announcements/ru      scores by kind

herald evaluate records gold --reliability                and whether confidence is probability
"""

app = typer.Typer(help="Score what is extracted against gold.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command(epilog=EXAMPLES)(records)
    parent.add_typer(app, name="evaluate")


def records(
    gold: Annotated[
        Path, typer.Argument(help="Folder of gold records (JSON, each with its text).", exists=True, file_okay=False)
    ],
    reliability: Annotated[bool, typer.Option("--reliability", help="Also compare confidence with what is right.")] = False,
    ner: Annotated[str | None, typer.Option(help="NER back-end, where a language has several: fast or accurate.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Tables for a page rather than a terminal.")] = False,
) -> None:
    """Extract the gold announcements anew and print precision, recall and F1 by kind."""
    from pipeline import evaluation

    scores, judged = evaluation.evaluate(gold, ner=ner)
    rows = [["kind", "precision", "recall", "F1", "gold", *(["calibration error"] if reliability else [])]]
    for kind, score in scores.items():
        row = [kind, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.hits + score.missed)]
        if reliability:
            row.append(f"{evaluation.reliability([j for j in judged if j.kind == kind])[1]:.3f}")
        rows.append(row)
    _print(rows, markdown=markdown)
    if reliability:
        bins = evaluation.reliability(judged)[0]
        figures = [[str(one.values), f"{one.claimed:.3f}", f"{one.right:.3f}"] for one in bins]
        _print([["values", "confidence", "right"], *figures], markdown=markdown)


def _print(rows: list[list[str]], *, markdown: bool) -> None:
    """Print rows, the first of them the heading."""
    if markdown:
        lines = [rows[0], [":--", *["--:"] * (len(rows[0]) - 1)], *rows[1:]]
        print("\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n")
        return
    table = Table(show_edge=False, pad_edge=False)
    for number, column in enumerate(rows[0]):
        table.add_column(column, justify="right" if number else "left")
    for row in rows[1:]:
        table.add_row(*row)
    Console().print(table)
