"""`herald api`, `herald export`: let other systems read the registry, over HTTP or from files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import fail, say

LOOPBACK = "127.0.0.1"

EXAMPLES = """
[bold]Examples[/]

herald api                         on http://127.0.0.1:8372, for this machine only

herald api --port 0                on any free port

curl 'http://127.0.0.1:8372/centres?country=KG'

curl -N 'http://127.0.0.1:8372/changes/stream?since=0'
"""

EXPORT_EXAMPLES = """
[bold]Examples[/]

herald export csv registry_csv        a folder of tables: entities, values, statements, sources

herald export parquet registry_parquet

herald export jsonl registry.jsonl    one entity a line, with its evidence

herald export jsonld registry.jsonld  in the words of schema.org; ntriples: the same as RDF

herald export ftm registry.ftm.json   for FollowTheMoney and what is built on it
"""

In = Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command(epilog=EXAMPLES)(api)
    app.command(epilog=EXPORT_EXAMPLES)(export)


def api(
    processed: In = Path("processed"),
    host: Annotated[str, typer.Option(help="Address to listen on; others than 127.0.0.1 let other machines read.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8372,
) -> None:
    """Answer read-only requests on the registry: JSON, change feed, OpenRefine's reconciliation; stop it with Ctrl-C."""
    from pipeline.api.service import bound, serve

    try:
        socket = bound(host, port)
    except OSError as error:
        fail(f"{host}:{port} cannot be listened on ({error.strerror}): choose another --port, or 0 for a free one")
    serve(processed, socket, started=say)


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, parquet, jsonl, jsonld, ntriples or ftm.")],
    path: Annotated[Path, typer.Argument(help="File to write; for csv and parquet a folder.")],
    processed: In = Path("processed"),
) -> None:
    """Write the registry in another system's format, every value with its evidence."""
    from pipeline.dumps import export as write
    from pipeline.registry.facade import Registry

    version = write(Registry.open(processed), form, path)
    say(f"{path} has the registry as of change {version}")
