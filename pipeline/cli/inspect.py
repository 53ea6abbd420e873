"""`herald schema`, `herald models`, `herald doctor`: what records look like, which models there are, whether all is well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli.terminal import FAILED
from pipeline.errors import HeraldError

PACKAGES = ("herald-pipeline", "spacy", "transformers", "onnxruntime", "langdetect", "pandas", "deltalake", "prefect")


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command()(schema)
    app.command()(doctor)
    app.command()(models)


def schema() -> None:
    """Print the JSON Schema of a record, as `herald extract --format jsonl` prints them."""
    from pipeline.records import schema as published

    print(json.dumps(published(), indent=2, ensure_ascii=False))


def doctor(
    processed: Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")] = Path("processed"),
) -> None:
    """Check versions, models and the dataset; exit status 1 if anything is wrong."""
    table = Table(show_edge=False, pad_edge=False)
    for column in ("", "what", "finding"):
        table.add_column(column, overflow="fold")
    healthy = True
    for well, what, finding in _findings(processed):
        healthy &= well
        table.add_row("[green]ok[/]" if well else "[red]no[/]", what, finding)
    Console().print(table)
    if not healthy:
        raise typer.Exit(FAILED)


def models() -> None:
    """Assemble the models that are missing or stale, and print where each lies."""
    from pipeline import model

    for name in sorted(path.stem for path in model.home().glob("*.cfg")):
        print(f"{name:8} {model.version(name)}  {model.path(name)}")


def _findings(processed: Path) -> Iterator[tuple[bool, str, str]]:
    for package in PACKAGES:
        try:
            yield True, package, metadata.version(package)
        except metadata.PackageNotFoundError:
            yield False, package, "not installed: run make, or pip install herald-pipeline"
    yield from _models()
    yield from _dataset(processed)


def _models() -> Iterator[tuple[bool, str, str]]:
    from pipeline import extraction, model

    for language in model.available():
        try:
            nlp = extraction.load(language)
        except HeraldError as error:
            yield False, f"model {language}", str(error)
        else:
            yield True, f"model {language}", f"{model.version(language)} · {' → '.join(nlp.pipe_names)}"


def _dataset(processed: Path) -> Iterator[tuple[bool, str, str]]:
    from pipeline.dataset.tables import Dataset
    from pipeline.dataset.verify import examine

    if not Dataset(processed).exists():
        yield True, "dataset", f"none in {processed} yet: herald run makes it"
        return
    for table, finding in examine(processed).items():
        yield finding.well, f"table {table}", finding.text
