"""`/changes`: the change log, page by page, by long poll, or as an event stream; nothing of it is ever rewritten."""

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Final

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Request, Response
from fastapi import Query as InQuery
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from pipeline.api.caching import NOT_MODIFIED, IfNoneMatch, fresh, tag
from pipeline.api.heads import HEAD
from pipeline.api.paging import LINKED, Limit, Query, onward
from pipeline.api.problems import documented
from pipeline.api.settings import Settings
from pipeline.api.shelf import Shelf
from pipeline.records import Contract
from pipeline.registry.models import Change

__all__ = ["Changes", "router"]

LARGEST: Final = 2**53 - 1
"""The largest number that every JSON reader keeps exact."""
BATCH: Final = 500
EVENT: Final = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$", "description": "the sequence number"},
        "event": {"const": "change"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/Change"},
        },
    },
    "required": ["id", "event", "data"],
}
"""An event of the stream, as OpenAPI describes it."""

Since = Annotated[int, Field(ge=0, le=LARGEST, description="sequence number of the last change that the client has")]


class Changes(Contract):
    """Some changes, in order; ask on with `since` = `last`."""

    items: tuple[Change, ...]
    last: int = Field(description="the sequence number to ask on with: of the last item, or `since` where there is none")
    next: str | None = Field(description="path and query of the next page; null where the log ends for now")


class Asked(Query):
    """Which changes."""

    since: Since = 0
    limit: Limit = 100
    wait: Annotated[
        float,
        Field(ge=0, le=600, description="seconds to hold the request while there is no change; the service may hold it less"),
    ] = 0


class Begun(Query):
    """Where a stream begins."""

    since: Since = 0


def router(shelf: Shelf, settings: Settings) -> APIRouter:
    """The routes."""
    routes = APIRouter(tags=["changes"])

    @routes.get(
        "/changes",
        operation_id="list_changes",
        summary="What was added, changed and removed after a sequence number; `wait` makes it a long poll",
        responses={**LINKED, **NOT_MODIFIED, **documented(409, 422)},
    )
    async def changes(
        request: Request, response: Response, asked: Annotated[Asked, InQuery()], if_none_match: IfNoneMatch = None
    ) -> Changes:
        await _reached(shelf, asked.since)
        waited = 0.0 if request.scope.get(HEAD) else min(asked.wait, settings.wait)
        version = await _later(shelf, asked.since, waited, settings.poll)
        fresh(response, tag(version), if_none_match)
        items = await _read(shelf, asked.since, asked.limit + 1)
        shown = items[: asked.limit]
        last = shown[-1].seq if shown else asked.since
        more = last if len(items) > asked.limit else None
        return Changes(items=shown, last=last, next=onward(request, response, more, name="since"))

    @routes.get(
        "/changes/stream",
        operation_id="stream_changes",
        summary="The same as server-sent events: the id of an event is its sequence number",
        response_class=StreamingResponse,
        responses={
            200: {"description": "Events until the stream's time is over", "content": {"text/event-stream": {"schema": EVENT}}},
            **documented(409, 422),
        },
    )
    async def stream(
        request: Request,
        asked: Annotated[Begun, InQuery()],
        last_event_id: Annotated[
            int,
            Header(ge=0, le=LARGEST, description="what a client sends that was cut off; the later of it and `since` counts"),
        ] = 0,
    ) -> StreamingResponse:
        since = max(asked.since, last_event_id)
        await _reached(shelf, since)
        events = _nothing() if request.scope.get(HEAD) else _events(shelf, settings, since)
        return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    return routes


async def _reached(shelf: Shelf, since: int) -> None:
    """Raise HTTPException 409 where the log ends before a number that a client has: it is another log."""
    version = await run_sync(lambda: shelf.registry.version)
    if since > version:
        raise HTTPException(
            409,
            f"the change log ends at {version}, before {since}: the log that gave this number is gone. "
            "Read the lists again, or the log from since=0, and go on from its last number",
        )


async def _later(shelf: Shelf, since: int, patience: float, poll: float) -> int:
    """Wait until there is a change after `since`, or patience ends; the last sequence number."""
    until = time.monotonic() + patience
    while True:
        version = await run_sync(lambda: shelf.registry.version)
        left = until - time.monotonic()
        if version > since or left <= 0:
            return version
        await anyio.sleep(min(poll, left))


async def _read(shelf: Shelf, since: int, limit: int) -> tuple[Change, ...]:
    return await run_sync(lambda: tuple(shelf.registry.changes(since, limit=limit)))


async def _events(shelf: Shelf, settings: Settings, since: int) -> AsyncIterator[str]:
    """Changes as events, a comment where it is quiet, until the stream's time is over."""
    yield "retry: 1000\n\n"
    until = time.monotonic() + settings.stream
    while (left := until - time.monotonic()) > 0:
        await _later(shelf, since, min(settings.quiet, left), settings.poll)
        items = await _read(shelf, since, BATCH)
        for change in items:
            yield f"id: {change.seq}\nevent: change\ndata: {json.dumps(change.model_dump(mode='json'), ensure_ascii=False)}\n\n"
            since = change.seq
        if not items:
            yield ": quiet\n\n"


async def _nothing() -> AsyncIterator[str]:
    return
    yield  # what makes it a generator
