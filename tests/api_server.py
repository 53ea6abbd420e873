"""The service on a free loopback port, in a thread of the test; nothing reaches beyond the machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from pipeline.api.app import create
from pipeline.api.service import bound, server
from pipeline.api.settings import Settings

QUICK = Settings(stream=1.0, wait=20.0, poll=0.05, quiet=0.3)


@contextmanager
def serving(processed: Path, settings: Settings = QUICK) -> Iterator[httpx.Client]:
    """A client of the service on a dataset; it follows no redirect by itself."""
    app = create(processed, settings)
    listener = bound("127.0.0.1", 0)
    running = server(app)
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30, trust_env=False) as client:
            client.get("/health")
            yield client
    finally:
        running.should_exit = True
        thread.join(timeout=20)
        listener.close()
