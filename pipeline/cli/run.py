"""`herald run`, `herald serve`: the main job, once or on a schedule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli.terminal import FAILED, INCOMPLETE, holds_nothing, many, say

if TYPE_CHECKING:
    from pipeline.dataset.plan import Job
    from pipeline.dataset.summary import Summary
    from pipeline.registry.intake import Built

RUN_EXAMPLES = """
[bold]Examples[/]

herald run                                   raw/ into processed/, what is new or changed

herald run ~/news --to ~/curated             other folders

herald run --again --workers 4               extract everything anew, on four processes

[bold]Exit status[/]

0 all is in the dataset · 1 failed, or nothing usable was found · 2 wrong usage ·
3 done, but files of the raw folder stand in quarantine (named in the summary), whether put there now or before
"""
SERVE_EXAMPLES = """
[bold]Examples[/]

herald serve --every 15m                     four times an hour, from now on

herald serve --cron "0 * * * *"              every full hour (UTC)

PREFECT_API_URL=http://host:4200/api herald serve --every 1h     with a shared Prefect server
"""
PLURALS = {"person": "people"}
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

Raw = Annotated[Path, typer.Argument(help="Folder of announcements, or one file.")]
To = Annotated[Path, typer.Option("--to", help="Folder of the curated dataset.")]
Workers = Annotated[int, typer.Option(min=0, help="Processes that extract; 0 lets herald decide.")]
Batch = Annotated[int, typer.Option(min=1, help="Announcements in one task.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command(epilog=RUN_EXAMPLES)(run)
    app.command(epilog=SERVE_EXAMPLES)(serve)


def run(
    raw: Raw = Path("raw"),
    to: To = Path("processed"),
    again: Annotated[bool, typer.Option("--again", help="Extract anew what is up to date.")] = False,
    workers: Workers = 0,
    batch: Batch = 100,
) -> None:
    """Read what is new or changed under RAW, extract, merge it into the curated dataset, and bring the registry up to date.

    Where nothing is new, no Prefect server is started and no flow run made: that is said in about a second.
    """
    from pipeline.dataset.plan import Job

    job = Job(raw.resolve(), to.resolve(), workers=workers, batch=batch, again=again)
    summary = _nothing_new(job)
    summary, built = (summary, _register(summary)) if summary else _flow(job)
    _print(summary, built)
    if not summary.usable:
        raise typer.Exit(FAILED)
    if summary.quarantined:
        raise typer.Exit(INCOMPLETE)


def serve(
    raw: Raw = Path("raw"),
    to: To = Path("processed"),
    cron: Annotated[str | None, typer.Option(help='When to run, as in "0 * * * *", in UTC.')] = None,
    every: Annotated[str | None, typer.Option(help="How often to run: 30s, 15m, 2h, 1d.")] = None,
    workers: Workers = 0,
) -> None:
    """Run on a schedule until interrupted, with Prefect's scheduler: a server of herald's own, or PREFECT_API_URL."""
    if (cron is None) == (every is None):
        raise typer.BadParameter("give one of them, no more and no less", param_hint="--cron, --every")
    interval = None if every is None else _interval(every)
    from flows.schedule import Schedule, serve

    parameters = {"raw": str(raw.resolve()), "processed": str(to.resolve()), "workers": workers}
    serve(Schedule(cron=cron, interval=interval), parameters, say=say)


def _nothing_new(job: Job) -> Summary | None:
    """The summary of the dataset as it stands, if it holds all of raw already."""
    from pipeline.dataset.plan import extractor, survey
    from pipeline.dataset.summary import summarise
    from pipeline.dataset.tables import Dataset

    dataset = Dataset(job.processed)
    if dataset.exists() and not dataset.current():
        return None
    plan = survey(job.raw, dataset, version=extractor(), again=job.again)
    if plan:
        return None
    if not dataset.exists():
        dataset.create()
    return summarise(dataset, plan, run_id="", changes={})


def _register(summary: Summary) -> Built | None:
    """Bring the registry up to date where it is not: a run was killed, a decision made, herald itself is another."""
    from pipeline.registry.freshness import current

    if not summary.usable or current(summary.processed):
        return None
    from pipeline.registry.intake import build

    return build(summary.processed, at=datetime.now(UTC))


def _flow(job: Job) -> tuple[Summary, Built | None]:
    from flows.server import serving

    with serving() as server:
        say("starting Prefect's server …") if server.process else None
        from flows.ingest import ingest

        server.wait()
        return ingest(str(job.raw), str(job.processed), workers=job.workers, batch=job.batch, again=job.again)


def _interval(text: str) -> timedelta:
    number, unit = text[:-1], text[-1:]
    if unit not in UNITS or not number.isdecimal() or int(number) == 0:
        raise typer.BadParameter(f"{text!r} is no span of time; examples: 30s, 15m, 2h, 1d", param_hint="--every")
    return timedelta(**{UNITS[unit]: int(number)})


def _print(summary: Summary, built: Built | None) -> None:
    console = Console()
    console.print(_head(summary), soft_wrap=True)
    for warning in built.warnings if built else ():
        say(warning)
    if summary.usable:
        console.print(_counts(summary))
    if summary.quarantined:
        table = Table("in quarantine", "why", "what to do", title_justify="left", show_edge=False, pad_edge=False)
        for item in summary.quarantined:
            table.add_row(*(_plain(part) for part in (item.source, item.reason, item.remedy)))
        console.print(table)
    if summary.usable:
        console.print(_advice(summary, built), highlight=False, markup=False, soft_wrap=True)
    else:
        say(holds_nothing(summary.raw))


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _head(summary: Summary) -> str:
    languages = ", ".join(f"{count} {language}" for language, count in summary.languages.items())
    read = f"{many(summary.read, 'file')} read" if summary.read else "Nothing new"
    return f"[bold]{read}[/], {summary.unchanged} unchanged. Announcements: {summary.rows['announcements']} ({languages or 'none'})."


def _counts(summary: Summary) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("table")
    for name in ("rows", "new", "changed", "removed"):
        table.add_column(name, justify="right")
    for name, count in summary.rows.items():
        change = summary.changes.get(name)
        cells = (change.inserted, change.updated, change.deleted) if change else (0, 0, 0)
        table.add_row(name, str(count), *(str(cell) if cell else "·" for cell in cells))
    return table


def _advice(summary: Summary, built: Built | None) -> str:
    inside = "" if summary.processed == Path("processed").resolve() else f" --in {summary.processed}"
    lines = [f"The tables are in {summary.processed}. Look at one: herald show people{inside}", _registered(built, inside)]
    if summary.quarantined:
        lines.append("Repair or remove the files in quarantine, then run again: only they are read.")
    return "\n".join(lines)


def _registered(built: Built | None, inside: str) -> str:
    """What became of the registry, and how to look at it; `inside` names the dataset in a command."""
    if built is None:
        return f"The registry is up to date. Look at it: herald registry centres{inside}"
    counts = ", ".join(many(count, kind, PLURALS.get(kind, "")) for kind, count in built.entities.items())
    changed = f"{many(built.changes, 'change')}: herald changes --since {built.since}{inside}"
    news = changed if built.changes else "nothing changed in it"
    return f"The registry has {counts}; {news}. Look at it: herald registry centres{inside}"
