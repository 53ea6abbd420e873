"""The one place where Prefect is configured: telemetry off, state in a folder of herald's, quiet on the terminal.

Every setting yields to one of the same name in the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["SETTINGS", "home", "prepare"]

SETTINGS: Final[Mapping[str, str]] = {
    # Prefect reports its use in two ways unless told not to.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # A loaded machine takes its time to start Prefect's server.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_API_REQUEST_TIMEOUT": "180",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Logs of herald go to Prefect's API; Prefect's own stay off the terminal, which shows a progress bar and a summary.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "herald",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}


def home() -> Path:
    """The folder of Prefect's state: `PREFECT_HOME`, else `herald/prefect` in the user's state folder."""
    given = os.environ.get("PREFECT_HOME")
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return Path(given) if given else state / "herald" / "prefect"


def prepare() -> None:
    """Set what is not set yet, and make the folder of Prefect's state, whose parents Prefect would not make."""
    for name, value in {**SETTINGS, "PREFECT_HOME": str(home())}.items():
        os.environ.setdefault(name, value)
    with suppress(OSError):  # Prefect itself, or the server, says what is wrong with it
        home().mkdir(parents=True, exist_ok=True)
