"""`herald api`, `herald export`, `herald webhooks`: let other systems drink from the registry, by asking, from files, or by being told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import fail, many, say

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

WEBHOOK_EXAMPLES = """
[bold]Examples[/]

herald webhooks deliver               send every subscriber the changes that it has not had

herald webhooks deliver --follow      the same, and go on as changes come

herald webhooks list                  who has had what

[bold]Subscriptions[/] stand in webhooks.toml in the dataset's folder:

\\[\\[subscription]]
name = "museum"
url = "https://museum.example/changes"
secret_env = "MUSEUM_SECRET"
kinds = \\["centre", "person"]
"""

webhooks = typer.Typer(help="Tell subscribers of changes: signed, in order, tried again until taken.", no_args_is_help=True)

In = Annotated[Path, typer.Option("--in", help="Folder of the curated dataset.")]
Subscriptions = Annotated[
    Path | None, typer.Option(help="TOML or JSON file; by default webhooks.toml in the dataset's folder.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command(epilog=EXAMPLES)(api)
    app.command(epilog=EXPORT_EXAMPLES)(export)
    app.add_typer(webhooks, name="webhooks", epilog=WEBHOOK_EXAMPLES)


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


@webhooks.command()
def deliver(
    processed: In = Path("processed"),
    subscriptions: Subscriptions = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on as changes come, until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between looks, with --follow.")] = 5.0,
) -> None:
    """Send every subscriber the changes that it has not had; exit status 1 where one could not be reached."""
    import time

    from pipeline.webhooks import Deliverer, read

    found = read(subscriptions or processed / "webhooks.toml")
    failed = False
    while True:
        for done in Deliverer(processed).run(found):
            failed |= done.failure is not None
            if done.failure:
                say(f"{done.name}: {many(done.sent, 'change')} sent, then it failed: {done.failure}")
            elif done.sent or not follow:
                say(f"{done.name}: {many(done.sent, 'change')} sent, up to date at change {done.position}")
        if not follow:
            break
        time.sleep(every)
    if failed:
        fail("not every subscriber could be told; the next run goes on where this one stopped")


@webhooks.command(name="list")
def subscribers(processed: In = Path("processed"), subscriptions: Subscriptions = None) -> None:
    """List the subscribers, and how far each is behind."""
    from pipeline.registry.facade import Registry
    from pipeline.webhooks import position, read

    last = Registry.open(processed).version
    for item in read(subscriptions or processed / "webhooks.toml"):
        at = position(processed, item)
        typer.echo(f"{item.name}\t{item.url}\t{', '.join(item.kinds)}\tat change {at}, {max(0, last - at)} behind")
