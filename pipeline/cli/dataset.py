"""`herald dataset …`: upkeep of the tables, and whether they keep what they promise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli.terminal import FAILED, many, say

if TYPE_CHECKING:
    from deltalake import DeltaTable

    from pipeline.dataset.upkeep import Step

EXAMPLES = """
[bold]Examples[/]

herald dataset verify                        is every row grounded, every id, reference and file right?

herald dataset versions                      the moments to which it can be brought back

herald dataset restore --version 12 --dry-run      what going back would change

herald dataset vacuum --older-than 720       remove what no version of the last 30 days names

[bold]Exit status[/]

0 all is well, or done · 1 verify found something, or it failed · 2 wrong usage
"""
WEEK = 168

In = Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]

dataset = typer.Typer(help="Look after the curated dataset: verify, compact, vacuum, restore, migrate.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.add_typer(dataset, name="dataset", epilog=EXAMPLES)


@dataset.command()
def verify(
    processed: In = Path("processed"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check every row: offsets, ids, references, files, change log. Exit status 1 if anything is wrong."""
    from pipeline.dataset.verify import examine
    from pipeline.registry.audit import audit

    found = examine(processed) | audit(processed)
    if as_json:
        print(json.dumps({name: {"ok": f.well, "finding": f.text} for name, f in found.items()}, indent=2, ensure_ascii=False))
    else:
        rows = (("[green]ok[/]" if f.well else "[red]no[/]", name, escape(f.text)) for name, f in found.items())
        _table(("", "table", "finding"), rows)
    if not all(finding.well for finding in found.values()):
        raise typer.Exit(FAILED)


@dataset.command()
def compact(processed: In = Path("processed")) -> None:
    """Join small files of the tables and of the registry's; no row changes."""
    from pipeline.dataset.upkeep import compact as join

    with _alone(processed):
        done = join(_tables(processed))
    _table(("table", "files before", "after"), ((name, str(f.before), str(f.after)) for name, f in done.items()))


@dataset.command()
def vacuum(
    processed: In = Path("processed"),
    older_than: Annotated[
        int, typer.Option(min=0, metavar="HOURS", help="Keep what a version of the last HOURS names; a week by default.")
    ] = WEEK,
    dry_run: DryRun = False,
    force: Annotated[bool, typer.Option("--force", help="Allow less than a day: readers may be at those files.")] = False,
) -> None:
    """Remove files that only old versions name. Rows stay, the change log too; earlier versions cannot be restored any more."""
    if older_than < 24 and not (force or dry_run):
        raise typer.BadParameter(
            "less than 24 hours takes files from those who read them now: add --force if nobody does", param_hint="--older-than"
        )
    from pipeline.dataset.upkeep import vacuum as clean

    with _alone(processed):
        done = clean(_tables(processed), hours=older_than, dry_run=dry_run)
    _table(("table", "files to remove" if dry_run else "files removed"), ((name, str(len(f))) for name, f in done.items()))


@dataset.command()
def versions(processed: In = Path("processed"), limit: Annotated[int, typer.Option(min=1)] = 20) -> None:
    """List the versions of the announcements, the newest first: to each of them the dataset can be brought back."""
    from pipeline.dataset.tables import Dataset
    from pipeline.dataset.upkeep import versions as commits

    found = commits(Dataset(processed).open("announcements"))[::-1][:limit]
    _table(("version", "at (UTC)", "by"), ((str(v.number), f"{v.at:%Y-%m-%dT%H:%M:%SZ}", v.operation) for v in found))


@dataset.command()
def restore(
    processed: In = Path("processed"),
    version: Annotated[int | None, typer.Option(min=0, help="Version of the announcements, as `versions` lists it.")] = None,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="As it stood then, UTC: 2026-01-31T12:00.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Bring all tables back to one moment. It can be undone in the same way: nothing is lost until vacuum."""
    if (version is None) == (at is None):
        raise typer.BadParameter("give one of them, no more and no less", param_hint="--version, --at")
    from pipeline.dataset.tables import Dataset
    from pipeline.dataset.upkeep import plan
    from pipeline.dataset.upkeep import restore as bring

    tables = Dataset(processed)
    with _alone(processed):
        steps = plan(tables, version=version, at=_moment(at) if at else None)
        _steps(steps)
        if dry_run:
            return
        bring(tables, steps)
    say("restored; `herald registry build` brings the registry after it, `herald run` reads again what lies in raw/")


@dataset.command()
def migrate(processed: In = Path("processed")) -> None:
    """Bring a dataset of an older herald to the columns of this one; `herald run` does so by itself."""
    from pipeline.dataset.migrations import LATEST
    from pipeline.dataset.tables import Dataset

    tables = Dataset(processed)
    with _alone(processed):
        older = tables.migrate()
    say(
        f"{many(len(older), 'table')} brought to schema version {LATEST}"
        if older
        else f"all tables have schema version {LATEST}"
    )


@contextmanager
def _alone(processed: Path) -> Iterator[None]:
    """No run writes the dataset or its registry meanwhile. Raises DatasetBusy, and DatasetError where there is no dataset."""
    from pipeline.dataset.tables import Dataset

    Dataset(processed).open("announcements")
    with Dataset(processed).locked(), Dataset(processed / "registry").locked():
        yield


def _tables(processed: Path) -> Mapping[str, DeltaTable]:
    """The tables of the dataset and of its registry."""
    from pipeline.dataset.schema import TABLES
    from pipeline.dataset.tables import Dataset
    from pipeline.registry.audit import tables

    return {**{name: Dataset(processed).open(name) for name in TABLES}, **tables(processed)}


def _steps(steps: Iterable[Step]) -> None:
    rows = (
        (s.table, str(s.version), str(s.to), str(s.rows_now), "files are gone" if s.rows is None else str(s.rows))
        for s in steps
    )
    _table(("table", "version", "back to", "rows now", "rows then"), rows)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    table = Table(show_edge=False, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time; write 2026-01-31T12:00", param_hint="--at") from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
