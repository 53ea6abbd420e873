"""The `herald` command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from pipeline.cli.terminal import EXIT_CODES, fail
from pipeline.errors import HeraldError

# Objects made between two searches for rubbish: a model is many objects, none of them rubbish, and each search goes through them.
RUBBISH = (100_000, 20, 20)

# Verb → the modules that make it, in the order of the help page; `evaluate ner` comes with training.
VERBS: dict[str, tuple[str, ...]] = {
    "run": ("run",),
    "serve": ("run",),
    "extract": ("extract",),
    "explain": ("explain",),
    "show": ("show",),
    "dataset": ("dataset",),
    "registry": ("registry",),
    "conflicts": ("registry",),
    "why": ("registry",),
    "changes": ("registry",),
    "api": ("api",),
    "export": ("api",),
    "webhooks": ("api",),
    "evaluate": ("evaluate", "train"),
    "train": ("train",),
    "models": ("inspect",),
    "schema": ("inspect",),
    "doctor": ("inspect",),
}


def command(arguments: Sequence[str] = ()) -> typer.Typer:
    """The command with the verb that the arguments begin with, or with all verbs: one verb should not wait for the others."""
    app = typer.Typer(
        name="herald",
        help="Turn news announcements into a registry: grounded dates, centre numbers, people, positions, organisations, centres.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(lambda: None)  # a verb is named also where only one is registered
    verb = arguments[0] if arguments else ""
    for module in VERBS.get(verb) or dict.fromkeys(name for names in VERBS.values() for name in names):
        import_module(f"pipeline.cli.{module}").register(app)
    return app


def main() -> None:
    """Run the command; a failure that herald foresaw is one line and exit status 1, never a traceback."""
    gc.set_threshold(*RUBBISH)
    try:
        command(sys.argv[1:])(prog_name="herald")
    except HeraldError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("interrupted; run the same command again, nothing is lost", code=130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
