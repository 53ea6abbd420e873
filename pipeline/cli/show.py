"""`herald show`: a table of the curated dataset, to read or to pass on."""

from __future__ import annotations

import operator
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli.terminal import many, say

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.dataset.tables import Dataset

EXAMPLES = """
[bold]Examples[/]

herald show centres                                     every centre

herald show centres --where country=KG                  those in Kyrgyzstan

herald show people --where source~osh --columns name,text,source

herald show dates --where "confidence<0.9" --sort confidence --limit 0

herald show centre_numbers --format csv > numbers.csv
"""
FORMATS = ("table", "csv", "json")
CONDITION = re.compile(r"(\w+)\s*(!=|<=|>=|=|<|>|~)\s*(.*)", re.DOTALL)
ORDERINGS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# What each table shows on a terminal unless columns are named; csv and json give all.
SHOWN = {
    "announcements": ["title", "published", "language", "source"],
    "dates": ["value", "modifier", "text", "start", "end", "confidence", "rule"],
    "centre_numbers": ["kind", "comparator", "value", "unit", "scope", "centre", "text", "confidence"],
    "people": ["name", "honorific", "text", "start", "end", "confidence"],
    "positions": ["person", "title", "organisation", "text", "confidence"],
    "organisations": ["name", "acronym", "kind", "country", "text", "confidence"],
    "centres": ["name", "kind", "country", "host", "status", "date", "confidence", "source"],
    "events": ["type", "date", "place", "centre", "text", "confidence"],
    "quarantine": ["source", "reason", "remedy", "tries", "first_seen"],
    "files": ["file", "announcements", "errors", "written_at"],
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command(epilog=EXAMPLES)(show)


def show(
    table: Annotated[str, typer.Argument(help=f"One of {', '.join(SHOWN)}.")],
    dataset: Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")] = Path("processed"),
    where: Annotated[
        list[str] | None,
        typer.Option(help="COLUMN=VALUE; also != < <= > >=, ~ for contains; source is that of the announcement. Repeatable."),
    ] = None,
    columns: Annotated[str | None, typer.Option(help="Names with commas between, or all.")] = None,
    sort: Annotated[str | None, typer.Option(help="Column to sort by.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="At most so many rows; 0 for all. By default 50, in csv and json all.")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")] = "table",
) -> None:
    """Print a table of the dataset."""
    from pipeline.dataset.tables import Dataset

    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is not a format; known are {', '.join(FORMATS)}", param_hint="--format")
    if table not in SHOWN:
        raise typer.BadParameter(f"{table!r} is no table of the dataset; the tables are {', '.join(SHOWN)}", param_hint="TABLE")
    frame = Dataset(dataset).read(table)
    own = _names(frame)
    if "announcement_id" in own:
        frame["source"] = frame["announcement_id"].map(_sources(Dataset(dataset)))
    for condition in where or []:
        frame = frame[_holds(frame, condition)]
    if sort is not None:
        frame = frame.sort_values(_known(frame, sort), kind="stable")
    total = len(frame)
    most = {"table": 50}.get(form, 0) if limit is None else limit
    frame = frame.head(most) if most else frame
    chosen = _chosen(frame, columns, [c for c in SHOWN.get(table, []) if c in frame] if form == "table" else own)
    if form == "csv":
        frame[chosen].to_csv(sys.stdout, index=False)
    elif form == "json":
        frame[chosen].to_json(sys.stdout, orient="records", lines=True, force_ascii=False, date_format="iso")
    else:
        _print(frame[chosen])
        say(f"{len(frame)} of {many(total, 'row')}" + ("; --limit 0 shows all" if len(frame) < total else ""))


def _names(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns]


def _sources(dataset: Dataset) -> dict[str, str]:
    """Announcement → where it was read."""
    return {row["id"]: row["source"] for row in dataset.rows("announcements", columns=["id", "source"])}


def _known(frame: pd.DataFrame, column: str) -> str:
    if column not in frame:
        raise typer.BadParameter(f"there is no column {column!r}; columns are {', '.join(_names(frame))}")
    return column


def _chosen(frame: pd.DataFrame, columns: str | None, usual: list[str]) -> list[str]:
    if columns is None:
        return usual
    return _names(frame) if columns == "all" else [_known(frame, name.strip()) for name in columns.split(",")]


def _holds(frame: pd.DataFrame, condition: str) -> pd.Series[bool]:
    parts = CONDITION.fullmatch(condition.strip())
    if parts is None:
        raise typer.BadParameter(f"{condition!r} is not COLUMN=VALUE (or != < <= > >= ~)", param_hint="--where")
    name, sign, wanted = parts.groups()
    column = frame[_known(frame, name)]
    if sign == "~":
        return column.astype("string").str.contains(wanted, case=False, regex=False, na=False)
    if sign in ORDERINGS:
        try:
            return cast("pd.Series[bool]", ORDERINGS[sign](column, float(wanted) if column.dtype.kind in "iuf" else wanted))
        except (ValueError, TypeError) as error:
            raise typer.BadParameter(f"{condition!r}: {name} cannot be compared with {wanted!r}") from error
    equal = (column.astype("string") == wanted).fillna(False).astype(bool)
    return equal if sign == "=" else ~equal


def _print(frame: pd.DataFrame) -> None:
    import pandas as pd

    table = Table(show_edge=False, pad_edge=False)
    for name in frame:
        number = frame[name].dtype.kind in "iuf"
        table.add_column(str(name), overflow="fold", justify="right" if number else "left")
    for row in frame.itertuples(index=False):
        cells = [
            "" if not isinstance(v, (list, dict)) and pd.isna(v) else f"{v:.2f}" if isinstance(v, float) else str(v)
            for v in row
        ]
        table.add_row(*map(escape, cells))
    Console().print(table)
