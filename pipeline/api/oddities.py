"""`/conflicts`: values that cannot all be true; `/findings`: gaps and duplicates of numbered series."""

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Query as InQuery
from pydantic import Field

from pipeline.api.caching import NOT_MODIFIED, IfNoneMatch, body, fresh, tag
from pipeline.api.paging import LINKED, After, Limit, Query, onward
from pipeline.api.problems import documented
from pipeline.api.shelf import Shelf
from pipeline.records import Contract
from pipeline.registry.models import Conflict, EntityKind, Finding, FindingKind

__all__ = ["Conflicts", "Findings", "router"]


class Conflicts(Contract):
    """A page of conflicts, in the order of their entities."""

    items: tuple[Conflict, ...]
    next: str | None = Field(description="path and query of the next page; null at the end")


class Findings(Contract):
    """Everything odd about numbered series."""

    items: tuple[Finding, ...]


class Disputed(Query):
    """Which conflicts."""

    kind: Annotated[EntityKind | None, Field(description="of the entity")] = None
    after: After = None
    limit: Limit = 50


class Odd(Query):
    """Which findings."""

    kind: FindingKind | None = None


def router(shelf: Shelf) -> APIRouter:
    """The routes."""
    routes = APIRouter(tags=["oddities"])

    @routes.get(
        "/conflicts",
        operation_id="list_conflicts",
        summary="Values that cannot all be true, each with its sources",
        responses={**LINKED, **NOT_MODIFIED, **documented(422)},
    )
    def conflicts(
        request: Request, response: Response, asked: Annotated[Disputed, InQuery()], if_none_match: IfNoneMatch = None
    ) -> Conflicts:
        registry = shelf.registry
        fresh(response, tag(registry.version), if_none_match)
        found = registry.conflicts(kind=asked.kind, after=_split(asked.after))
        items = tuple(islice(found, asked.limit + 1))
        shown = items[: asked.limit]
        cursor = "|".join(_key(shown[-1])) if len(items) > asked.limit else None
        return Conflicts(items=shown, next=onward(request, response, cursor))

    @routes.get(
        "/findings",
        operation_id="list_findings",
        response_model=Findings,
        summary="Numbers of a series that no centre bears, or that two bear",
        responses={**NOT_MODIFIED, **documented(422)},
    )
    def findings(asked: Annotated[Odd, InQuery()], if_none_match: IfNoneMatch = None) -> Response:
        items = tuple(item for item in shelf.registry.findings() if asked.kind in (None, item.kind))
        return body(Findings(items=items), if_none_match)

    return routes


def _key(item: Conflict) -> tuple[str, ...]:
    return item.entity, item.property, item.group


def _split(cursor: str | None) -> tuple[str, str, str]:
    entity, name, group = [*(cursor or "").split("|", 2), "", ""][:3]
    return entity, name, group
