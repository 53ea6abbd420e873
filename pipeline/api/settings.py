"""What the service may spend on one request."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of the service; times in seconds.

    `stream`: how long one event stream stays open before the client is let reconnect; `wait`: the longest that a poll may ask to be
    held; `poll`: how often a waiting request looks for changes; `quiet`: after how long without a change a stream sends a comment,
    so that proxies keep it open; `threads`: requests answered at once, each with its own connection to the store; `hosts`: the names
    under which it answers, any if there are none.
    """

    stream: float = 3600.0
    wait: float = 60.0
    poll: float = 0.5
    quiet: float = 15.0
    threads: int = 8
    hosts: frozenset[str] = frozenset()
