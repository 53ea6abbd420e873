"""Lets the pages of other sites read the reconciliation service, as its protocol asks; the rest of the API stays closed to them.

Source:  Reconciliation Service API 0.2, section on cross-origin access; Fetch.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Sharing"]


class Sharing:
    """ASGI middleware: adds `Access-Control-Allow-Origin: *` below `/reconcile`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), (b"access-control-allow-origin", b"*")]
                message = {**message, "headers": headers}
            await send(message)

        here = scope["type"] == "http" and (scope["path"] == "/reconcile" or scope["path"].startswith("/reconcile/"))
        await self.app(scope, receive, shared if here else send)
