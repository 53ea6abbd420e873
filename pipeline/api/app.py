"""The application: routes, problem details, caching, HEAD, and a description of all that which is complete."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pipeline.api import changes, entities, health, oddities, problems
from pipeline.api.caching import NotModified
from pipeline.api.entities import Moved
from pipeline.api.heads import Heads
from pipeline.api.hosts import Hosts
from pipeline.api.problems import Problem
from pipeline.api.reconcile import routes as reconcile
from pipeline.api.settings import Settings
from pipeline.api.sharing import Sharing
from pipeline.api.shelf import Shelf

__all__ = ["create"]

ABOUT = """Centres, people, organisations and positions, as announcements speak of them; every value with its sources.

Only GET and HEAD, except where the reconciliation protocol asks for POST; nothing writes. Every failure is
`application/problem+json`. Dates are EDTF. An id that was merged away redirects permanently to the one that it means now."""


def create(processed: Path, settings: Settings | None = None) -> FastAPI:
    """The service on the registry of a dataset. Raises DatasetError where it was not built."""
    shelf, settings = Shelf(processed), settings or Settings()

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        yield

    app = FastAPI(
        title="herald registry",
        description=ABOUT,
        version=version("herald-pipeline"),
        license_info={"name": "MIT"},
        docs_url=None,  # its page would be fetched from a content network
        redoc_url=None,
        redirect_slashes=False,
        lifespan=life,
    )
    for routes in (
        entities.router(shelf),
        changes.router(shelf, settings),
        oddities.router(shelf),
        health.router(shelf),
        reconcile.router(shelf),
    ):
        app.router.routes.extend(routes.routes)  # flat, so that a 405 can name every method of its path
    problems.register(app)
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_middleware(Heads)
    app.add_middleware(Sharing)
    app.add_middleware(Hosts, names=settings.hosts)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


async def _moved(request: Request, error: Exception) -> Response:
    assert isinstance(error, Moved)
    query = urlsplit(str(request.url)).query
    return Response(status_code=308, headers={"Location": error.path + (f"?{query}" if query else "")})


async def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.tag, "Cache-Control": "no-cache"})


def _described(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1, with the problems and the HEADs that FastAPI does not know of."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title, version=app.version, description=app.description, license_info=app.license_info, routes=app.routes
        )
        models: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
            (Problem, "serialization"),
            *((model, "validation") for model in reconcile.DESCRIBED),
        ]
        _, parts = models_json_schema(models, ref_template="#/components/schemas/{model}")
        found.setdefault("components", {}).setdefault("schemas", {}).update(parts["$defs"])
        for path in found["paths"].values():
            if "get" in path:
                path["head"] = _head(path["get"])
        app.openapi_schema = found
    return app.openapi_schema


def _head(operation: dict[str, Any]) -> dict[str, Any]:
    """The description of HEAD, from that of GET: no answer has a body."""
    head = deepcopy(operation)
    head["operationId"] = f"{operation['operationId']}_head"
    for response in head["responses"].values():
        response.pop("content", None)
    return head
