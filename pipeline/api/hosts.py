"""On loopback, answers only to who asked for loopback: a page of another site that had its name point here gets nothing.

Source:  RFC 9110, section 15.5.20 (421); the attack is known as DNS rebinding.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.api.problems import MEDIA_TYPE, Problem

__all__ = ["LOOPBACK", "Hosts"]

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Hosts:
    """ASGI middleware: refuses requests whose Host header names none of `names`; answers all where that is empty."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not self.names or _name(Headers(scope=scope).get("host", "")) in self.names:
            await self.app(scope, receive, send)
            return
        problem = Problem(
            title=HTTPStatus(421).phrase,
            status=421,
            detail=f"this service answers as {', '.join(sorted(self.names))} only; start it with --host to answer others",
            instance=scope["raw_path"].decode("ascii", "replace"),
        )
        await Response(problem.model_dump_json(), status_code=421, media_type=MEDIA_TYPE)(scope, receive, send)


def _name(host: str) -> str:
    """A host without its port."""
    name, bracket, _ = host.partition("]")
    return (name + bracket if bracket else host.partition(":")[0]).lower()
