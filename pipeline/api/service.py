"""Runs the application on a socket until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.api.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

__all__ = ["bound", "serve", "server"]

LONGEST: Final = 2**20
"""Bytes of a request's first line and headers."""


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


def server(app: FastAPI) -> uvicorn.Server:
    """What answers for the application; it reads long URLs, since reconciliation by GET has them."""
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            h11_max_incomplete_event_size=LONGEST,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    )


def serve(
    processed: Path, listener: socket.socket, *, started: Callable[[str], None], settings: Settings | None = None
) -> None:
    """Answer until SIGINT or SIGTERM; `started` is told the address. Raises DatasetError where the registry was not built.

    A service on a loopback address answers to loopback names only, unless the settings say otherwise.
    """
    from pipeline.api.app import create
    from pipeline.api.hosts import LOOPBACK

    with listener:
        host, port = listener.getsockname()[:2]
        local = ip_address(host).is_loopback
        app = create(processed, settings or Settings(hosts=LOOPBACK | {host} if local else frozenset()))
        started(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}; /openapi.json describes it")
        server(app).run([listener])
