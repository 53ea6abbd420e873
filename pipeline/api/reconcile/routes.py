"""`/reconcile` and what hangs on it. POST is there because clients send long batches with it; it writes nothing."""

from importlib.metadata import version
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import parse_qs

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi import Query as InQuery
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from pipeline.api.entities import ID, MOVED, located
from pipeline.api.problems import documented
from pipeline.api.reconcile import answers, preview
from pipeline.api.reconcile.models import (
    Address,
    Batch,
    Extend,
    Extending,
    Extension,
    Manifest,
    Pattern,
    Preview,
    Proposal,
    Results,
    Suggest,
    Suggestions,
)
from pipeline.api.shelf import Shelf

__all__ = ["DESCRIBED", "router"]

M = TypeVar("M", bound=BaseModel)

DESCRIBED: Final[tuple[type[BaseModel], ...]] = (Batch, Extend)
"""Models that stand in the description only, since what they describe comes as JSON within a query or a form."""
LARGEST: Final = 2**20
FORM: Final = "application/x-www-form-urlencoded"

_NAMES: Final = {"queries": "Batch", "extend": "Extend"}
_ABOUT: Final = {
    "queries": "names to find, as JSON",
    "extend": "properties to fetch, as JSON; not answered where there are queries",
}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{_NAMES[name]}"}


IN_QUERY: Final[dict[str, Any]] = {
    "parameters": [
        {"name": name, "in": "query", "description": _ABOUT[name], "content": {"application/json": {"schema": _ref(name)}}}
        for name in _NAMES
    ]
}
IN_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "minProperties": 1,
                    "properties": {
                        name: {
                            "type": "string",
                            "description": _ABOUT[name],
                            "contentMediaType": "application/json",
                            "contentSchema": _ref(name),
                        }
                        for name in _NAMES
                    },
                }
            }
        },
    }
}


class Loose(BaseModel):
    """Base of what a query string may hold here: clients of the protocol send parameters of their own, which are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Typed(Loose):
    """What a user has typed so far."""

    prefix: Annotated[str, Field(max_length=200)] = ""
    cursor: Annotated[int, Field(ge=0, le=1000, description="how many suggestions to skip")] = 0
    limit: Annotated[int, Field(ge=1, le=50)] = 10


class TypedEntity(Typed):
    """What a user has typed of a name."""

    type: Annotated[str, Field(max_length=200, description="of this kind only; all kinds if empty")] = ""


class Proposed(Loose):
    """Whose properties."""

    type: Annotated[str, Field(max_length=200, description="a kind of entity; those of all kinds if empty")] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 100


def router(shelf: Shelf) -> APIRouter:
    """The routes."""
    routes = APIRouter(tags=["reconciliation"])
    _matching(routes, shelf)
    _suggesting(routes, shelf)
    _previewing(routes, shelf)
    return routes


def _matching(routes: APIRouter, shelf: Shelf) -> None:
    @routes.get(
        "/reconcile",
        operation_id="reconcile",
        summary="What the service can do, or, with `queries`, the entities that names mean, or, with `extend`, their values",
        response_model=Manifest | Extension | Results,
        response_model_exclude_none=True,
        responses=documented(422),
        openapi_extra=IN_QUERY,
    )
    def get(request: Request) -> Manifest | Extension | Results:
        asked = request.query_params
        known = {name: asked[name] for name in _NAMES if name in asked}
        return _answered(shelf, known, "query") if known else _manifest(str(request.base_url).rstrip("/"))

    @routes.post(
        "/reconcile",
        operation_id="reconcile_form",
        summary="The same for long batches, as a form",
        response_model=Extension | Results,
        response_model_exclude_none=True,
        responses=documented(413, 415, 422),
        openapi_extra=IN_FORM,
    )
    async def post(request: Request) -> Extension | Results:
        known = await _form(request)
        return await run_sync(lambda: _answered(shelf, known, "body"))


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that are asked for. Raises HTTPException 413 and 415, RequestValidationError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"send the batch as {FORM}, in the field `queries` or `extend`")
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise HTTPException(413, f"a form may have {LARGEST} bytes: send the batch in parts")
    try:
        fields = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise _wrong("body", "more fields than the protocol has") from None
    known = {name: fields[name][-1] for name in _NAMES if name in fields}
    if not known:
        raise _wrong("body", "neither `queries` nor `extend` is there")
    return known


def _answered(shelf: Shelf, known: dict[str, str], where: str) -> Extension | Results:
    """Queries or an extension. Raises RequestValidationError where the JSON of either is not what the protocol has."""
    queries = _parsed(Batch, known, "queries", where)
    extend = _parsed(Extend, known, "extend", where)
    if queries is not None:
        return answers.results(shelf.registry, queries)
    assert extend is not None
    return answers.extension(shelf.registry, extend)


def _parsed(model: type[M], known: dict[str, str], name: str, where: str) -> M | None:
    if name not in known:
        return None
    try:
        return model.model_validate_json(known[name])
    except ValidationError as error:
        wrong = [item | {"loc": (where, name, *item["loc"])} for item in error.errors(include_context=False, include_url=False)]
        raise RequestValidationError(wrong) from None


def _wrong(where: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"loc": (where,), "msg": message, "type": "value_error"}])


def _suggesting(routes: APIRouter, shelf: Shelf) -> None:
    @routes.get(
        "/reconcile/suggest/entity", operation_id="suggest_entity", summary="Entities by name", responses=documented(422)
    )
    def entity(asked: Annotated[TypedEntity, InQuery()]) -> Suggestions:
        return _cut(answers.entities(shelf.registry, asked.prefix, asked.type, asked.cursor + asked.limit), asked)

    @routes.get("/reconcile/suggest/type", operation_id="suggest_type", summary="Kinds by name", responses=documented(422))
    def type_(asked: Annotated[Typed, InQuery()]) -> Suggestions:
        return _cut(answers.types(asked.prefix), asked)

    @routes.get(
        "/reconcile/suggest/property", operation_id="suggest_property", summary="Properties by name", responses=documented(422)
    )
    def property_(asked: Annotated[Typed, InQuery()]) -> Suggestions:
        return _cut(answers.properties(asked.prefix), asked)

    @routes.get(
        "/reconcile/properties",
        operation_id="propose_properties",
        summary="The properties of a kind",
        responses=documented(422),
    )
    def proposed(asked: Annotated[Proposed, InQuery()]) -> Proposal:
        return answers.proposal(asked.type, asked.limit)


def _cut(found: Suggestions, asked: Typed) -> Suggestions:
    return Suggestions(result=found.result[asked.cursor : asked.cursor + asked.limit])


def _previewing(routes: APIRouter, shelf: Shelf) -> None:
    @routes.get(
        "/reconcile/preview/{id}",
        operation_id="preview",
        summary="An entity at a glance",
        response_class=HTMLResponse,
        responses={**MOVED, **documented(404, 410, 422)},
    )
    def glance(id: ID) -> Response:
        found = located(shelf.registry, id, "/reconcile/preview")
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-cache"}
        return HTMLResponse(preview.page(found), headers=policy)


def _manifest(base: str) -> Manifest:
    def address(path: str) -> Address:
        return Address(service_url=base, service_path=path)

    return Manifest(
        versions=["0.2"],
        name="herald registry",
        identifierSpace="urn:herald:",
        schemaSpace="urn:herald:term:",
        serviceVersion=version("herald-pipeline"),
        documentation=f"{base}/openapi.json",
        defaultTypes=list(answers.TYPES.values()),
        view=Pattern(url=f"{base}/reconcile/preview/{{{{id}}}}"),
        preview=Preview(url=f"{base}/reconcile/preview/{{{{id}}}}", width=preview.WIDTH, height=preview.HEIGHT),
        suggest=Suggest(
            entity=address("/reconcile/suggest/entity"),
            type=address("/reconcile/suggest/type"),
            property=address("/reconcile/suggest/property"),
        ),
        extend=Extending(propose_properties=address("/reconcile/properties")),
    )
