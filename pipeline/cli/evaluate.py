"""`herald evaluate`: how good the extraction is, against gold."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pipeline.evaluation import Fault

EXAMPLES = """
[bold]Examples[/]

herald evaluate records gold                              scores by kind

herald evaluate records gold --reliability                and whether confidence is probability

herald evaluate records gold --errors 10                  and up to ten errors of each kind
"""

app = typer.Typer(help="Score what is extracted against gold.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command(epilog=EXAMPLES)(records)
    parent.add_typer(app, name="evaluate")


def records(
    gold: Annotated[
        Path,
        typer.Argument(help="Gold records, each with its text: JSON files, or JSON Lines, or a folder of them.", exists=True),
    ],
    reliability: Annotated[bool, typer.Option("--reliability", help="Also compare confidence with what is right.")] = False,
    errors: Annotated[int, typer.Option(help="Also list so many errors of each kind.", min=0)] = 0,
    ner: Annotated[str | None, typer.Option(help="NER back-end, where a language has several: fast or accurate.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Tables for a page rather than a terminal.")] = False,
) -> None:
    """Extract the gold announcements anew and print precision, recall and F1 by kind."""
    from pipeline import evaluation

    found = evaluation.evaluate(gold, ner=ner)
    rows = [["kind", "precision", "recall", "F1", "gold", *(["calibration error"] if reliability else [])]]
    for kind, score in found.scores.items():
        row = [kind, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.hits + score.missed)]
        if reliability:
            row.append(f"{evaluation.reliability([j for j in found.judged if j.kind == kind])[1]:.3f}")
        rows.append(row)
    _print(rows, markdown=markdown)
    if reliability:
        bins = evaluation.reliability(found.judged)[0]
        figures = [[str(one.values), f"{one.claimed:.3f}", f"{one.right:.3f}"] for one in bins]
        _print([["values", "confidence", "right"], *figures], markdown=markdown)
    if errors:
        faults = (list(islice((f for f in found.faults if f.kind == kind), errors)) for kind in found.scores)
        _print([["kind", "", "value", "source"], *map(_shown, chain.from_iterable(faults))], markdown=markdown)


def _shown(fault: Fault) -> list[str]:
    """An error as a line: the words of a row, its offsets left to the file."""
    words = " · ".join(str(word) for word in fault.row if word not in ("", None))
    return [fault.kind, "found" if fault.spurious else "missed", words, Path(fault.source).name]


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
