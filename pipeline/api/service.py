"""Runs the application on a socket until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from pipeline.api.settings import Settings

__all__ = ["bound", "serve"]


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes a free one. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serve(
    processed: Path, listener: socket.socket, *, started: Callable[[str], None], settings: Settings | None = None
) -> None:
    """Answer until SIGINT or SIGTERM; `started` is told the address. Raises DatasetError where the registry was not built."""
    import uvicorn

    from pipeline.api.app import create

    with listener:
        app = create(processed, settings)
        host, port = listener.getsockname()[:2]
        started(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}; /openapi.json describes it")
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3, server_header=False)
        uvicorn.Server(config).run([listener])
