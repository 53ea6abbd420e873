"""`herald evaluate`: how good the extraction is, against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pipeline.evaluation import Bin

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
) -> None:
    """Extract the gold announcements anew and print precision, recall and F1 by kind."""
    from pipeline import evaluation

    scores, judged = evaluation.evaluate(gold, ner=ner)
    table = Table("kind", show_edge=False, pad_edge=False)
    for column in ("precision", "recall", "F1", "gold", *(["calibration error"] if reliability else [])):
        table.add_column(column, justify="right")
    for kind, score in scores.items():
        row = [f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.hits + score.missed)]
        if reliability:
            row.append(f"{evaluation.reliability([j for j in judged if j.kind == kind])[1]:.3f}")
        table.add_row(kind, *row)
    console = Console()
    console.print(table)
    if reliability:
        console.print(_bins(evaluation.reliability(judged)[0]))


def _bins(bins: list[Bin]) -> Table:
    table = Table("values", "confidence", "right", title="All kinds together", show_edge=False, pad_edge=False)
    for one in bins:
        table.add_row(str(one.values), f"{one.claimed:.3f}", f"{one.right:.3f}")
    return table
