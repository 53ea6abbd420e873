"""`/centres`, `/people`, `/organisations`, `/positions`: lists and single entities; `/why/{id}`, `/timeline/{id}`: who says so, and when."""

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi import Query as InQuery
from pydantic import Field
from starlette.exceptions import HTTPException

from pipeline.api.caching import NOT_MODIFIED, IfNoneMatch, body, fresh, tag
from pipeline.api.paging import LINKED, After, Limit, Query, onward
from pipeline.api.problems import documented
from pipeline.api.shelf import Shelf
from pipeline.records import Contract
from pipeline.registry.facade import Registry
from pipeline.registry.models import Change, Entity, EntityKind, Period, Redirect, Why

__all__ = ["COLLECTIONS", "Entities", "Moved", "Timeline", "Wanted", "located", "router"]

COLLECTIONS: Final = {
    EntityKind.CENTRE: "centres",
    EntityKind.PERSON: "people",
    EntityKind.ORGANISATION: "organisations",
    EntityKind.POSITION: "positions",
}
MOVED: Final[dict[int | str, dict[str, Any]]] = {
    308: {
        "description": "The id was merged into another, or its entity got an older id.",
        "headers": {"Location": {"description": "where the entity is now", "schema": {"type": "string"}}},
    }
}
ID = Annotated[str, Path(max_length=200, description="an id that a list gave, also one that was merged away since")]


class Entities(Contract):
    """A page of entities, in the order of their ids."""

    items: tuple[Entity, ...]
    total: int = Field(description="how many match on all pages")
    next: str | None = Field(description="path and query of the next page; null at the end")


class Timeline(Contract):
    """The stretches of an entity's life that are attested, in order."""

    items: tuple[Period, ...]


class Wanted(Query):
    """What a list may be narrowed to."""

    country: Annotated[str | None, Field(pattern="^[A-Za-z]{2}$", description="ISO 3166 alpha-2")] = None
    q: Annotated[str | None, Field(min_length=1, max_length=200, description="a part of a name, in any form that was seen")] = (
        None
    )
    after: After = None
    limit: Limit = 50


class WantedOfKind(Wanted):
    """The same for what comes in kinds."""

    kind: Annotated[
        str | None, Field(min_length=1, max_length=100, description="its kind, as `national centre` or `university`")
    ] = None


class Moved(Exception):  # noqa: N818 - no error: an answer
    """An id now means the entity at another path."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


def router(shelf: Shelf) -> APIRouter:
    """The routes."""
    routes = APIRouter()
    for kind, plural in COLLECTIONS.items():
        _lists(routes, shelf, kind, plural)
        _ones(routes, shelf, kind, plural)
    _whys(routes, shelf)
    return routes


def _lists(routes: APIRouter, shelf: Shelf, kind: EntityKind, plural: str) -> None:
    wanted = WantedOfKind if kind in (EntityKind.CENTRE, EntityKind.ORGANISATION) else Wanted

    def entities(
        request: Request,
        response: Response,
        asked: Annotated[wanted, InQuery()],  # type: ignore[valid-type]
        if_none_match: IfNoneMatch = None,
    ) -> Entities:
        registry = shelf.registry
        fresh(response, tag(registry.version), if_none_match)
        return _page(registry, kind, asked, (request, response))

    routes.add_api_route(
        f"/{plural}",
        entities,
        operation_id=f"list_{plural}",
        summary=f"List {plural}",
        responses={**LINKED, **NOT_MODIFIED, **documented(422)},
        tags=["entities"],
    )


def _ones(routes: APIRouter, shelf: Shelf, kind: EntityKind, plural: str) -> None:
    def entity(response: Response, id: ID, if_none_match: IfNoneMatch = None) -> Entity:
        registry = shelf.registry
        mark = tag(registry.version)
        found = located(registry, id, f"/{plural}", kind)
        fresh(response, mark, if_none_match)
        return found

    routes.add_api_route(
        f"/{plural}/{{id}}",
        entity,
        operation_id=f"get_{kind}",
        summary=f"One {kind}, with every value that was said of it",
        responses={**MOVED, **NOT_MODIFIED, **documented(404, 410, 422)},
        tags=["entities"],
    )


def _whys(routes: APIRouter, shelf: Shelf) -> None:
    def why(id: ID, if_none_match: IfNoneMatch = None) -> Response:
        registry = shelf.registry
        located(registry, id, "/why")
        found = registry.why(id)
        if found is None:
            raise HTTPException(404, _unknown(id))
        return body(found, if_none_match)

    def timeline(response: Response, id: ID, if_none_match: IfNoneMatch = None) -> Timeline:
        registry = shelf.registry
        mark = tag(registry.version)
        located(registry, id, "/timeline")
        fresh(response, mark, if_none_match)
        return Timeline(items=registry.timeline(id))

    routes.add_api_route(
        "/timeline/{id}",
        timeline,
        operation_id="timeline",
        summary="How far a centre had come, who held which position, as far as that is attested",
        responses={**MOVED, **NOT_MODIFIED, **documented(404, 410, 422)},
        tags=["evidence"],
    )
    routes.add_api_route(
        "/why/{id}",
        why,
        operation_id="why",
        response_model=Why,
        summary="Who says what of an entity: announcement, characters, rule; and why its mentions are one",
        responses={**MOVED, **NOT_MODIFIED, **documented(404, 410, 422)},
        tags=["evidence"],
    )


def located(registry: Registry, id: str, under: str, kind: EntityKind | None = None) -> Entity:
    """The entity of an id, if it is of this kind.

    Raises Moved for an id merged away, HTTPException 410 for one that nothing has become of, 404 for an unknown one.
    """
    found = registry.entity(id)
    if isinstance(found, Redirect):
        raise Moved(f"{under}/{quote(found.to, safe='')}")
    if found is None:
        if last := registry.gone(id):
            raise HTTPException(410, _ended(last))
        raise HTTPException(404, _unknown(id))
    if kind is not None and found.kind != kind:
        raise HTTPException(404, f"{id} is a {found.kind}: it is at /{COLLECTIONS[EntityKind(found.kind)]}/{id}")
    return found


def _ended(last: Change) -> str:
    name = (last.before or {}).get("name") or last.entity
    return (
        f"{name} was removed on {last.at:%Y-%m-%d} (change {last.seq}): {last.reason}; where its source was corrected, it may be "
        f"there under another id: /{COLLECTIONS[EntityKind(last.kind)]}?q= finds names"
    )


def _unknown(id: str) -> str:
    return f"{id!r} is no id of the registry; /centres, /people, /organisations and /positions list them"


def _page(registry: Registry, kind: EntityKind, asked: Wanted, exchange: tuple[Request, Response]) -> Entities:
    of_kind = asked.kind if isinstance(asked, WantedOfKind) else None
    page = registry.entities(kind, country=asked.country, query=asked.q, of_kind=of_kind, after=asked.after, limit=asked.limit)
    return Entities(items=page.entities, total=page.total, next=onward(*exchange, page.after))
