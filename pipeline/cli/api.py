"""`herald api`: let other systems read the registry over HTTP."""

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


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command(epilog=EXAMPLES)(api)


def api(
    processed: Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")] = Path("processed"),
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
