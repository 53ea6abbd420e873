"""Every answer that is no success, as problem details.

Source:  RFC 9457.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from pipeline.errors import DatasetError
from pipeline.records import Contract

__all__ = ["MEDIA_TYPE", "Problem", "Wrong", "documented", "register"]

MEDIA_TYPE: Final = "application/problem+json"


class Wrong(Contract):
    """One part of a request that cannot be read."""

    where: str = Field(description="the part, as `query.limit`")
    detail: str


class Problem(Contract):
    """Why a request was not answered."""

    type: str = Field(default="about:blank", description="URI of the kind of problem; about:blank: the status says it all")
    title: str
    status: int
    detail: str = Field(description="what was wrong with this request, and what would be right")
    instance: str = Field(description="the path that was asked for")
    errors: tuple[Wrong, ...] = Field(default=(), description="the parts of the request that cannot be read")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may end in these problems; 500 and 503 can befall any."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in (*statuses, 500, 503)}


def register(app: FastAPI) -> None:
    """Let every failure of the application end as problem details."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(DatasetError, _unavailable)
    app.add_exception_handler(sqlite3.Error, _unavailable)
    app.add_exception_handler(500, _broken)


def _answer(
    request: Request, status: int, detail: str, *, errors: tuple[Wrong, ...] = (), headers: Mapping[str, str] | None = None
) -> Response:
    raw: bytes = request.scope.get("raw_path") or b"/"
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=raw.partition(b"?")[0].decode("ascii", "replace"),
        errors=errors,
    )
    return Response(problem.model_dump_json(), status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(_allowed(request))
        detail = f"{request.method} is not answered here, since nothing can be written; {allowed} are"
        return _answer(request, error.status_code, detail, headers={"Allow": allowed})
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "there is nothing at this path; /openapi.json lists every path"
    return _answer(request, error.status_code, detail, headers=error.headers)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = tuple(Wrong(where=".".join(str(part) for part in item["loc"]), detail=_said(item)) for item in error.errors())
    detail = "; ".join(f"{wrong.where}: {wrong.detail}" for wrong in errors)
    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _said(item: Mapping[str, Any]) -> str:
    if item["type"] == "extra_forbidden":
        return "there is no such parameter here; /openapi.json lists them"
    return str(item["msg"])


async def _unavailable(request: Request, error: Exception) -> Response:
    return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers={"Retry-After": "5"})


async def _broken(request: Request, error: Exception) -> Response:
    detail = f"the service failed ({type(error).__name__}); its log says where"
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _allowed(request: Request) -> list[str]:
    """The methods of every route of a path; Starlette names those of the first only."""
    methods: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
