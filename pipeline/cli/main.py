"""The `herald` command."""

from __future__ import annotations

import sys

import typer

from pipeline.cli import api, evaluate, explain, extract, inspect, registry, run, show, train
from pipeline.cli.terminal import EXIT_CODES, fail
from pipeline.errors import HeraldError

app = typer.Typer(
    name="herald",
    help="Turn news announcements into a registry: grounded dates, centre numbers, people, positions, organisations, centres.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verbs in (run, extract, explain, show, evaluate, train, registry, inspect, api):
    verbs.register(app)


def main() -> None:
    """Run the command; a failure that herald foresaw is one line and exit status 1, never a traceback."""
    try:
        app(prog_name="herald")
    except HeraldError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("interrupted; run the same command again, nothing is lost", code=130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
