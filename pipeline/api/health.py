"""`/health`: whether the service can answer, and from what state."""

from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field

from pipeline.api.problems import documented
from pipeline.api.shelf import Shelf
from pipeline.records import Contract
from pipeline.registry.models import EntityKind

__all__ = ["Health", "router"]


class Health(Contract):
    """The service can read the registry."""

    status: Literal["ok"] = "ok"
    herald: str = Field(description="the version of herald")
    version: int = Field(description="sequence number of the last change")
    entities: dict[str, int] = Field(description="how many there are, by kind")


def router(shelf: Shelf) -> APIRouter:
    """The route."""
    routes = APIRouter(tags=["service"])

    @routes.get("/health", operation_id="health", summary="Whether the registry can be read", responses=documented())
    def health(response: Response) -> Health:
        response.headers["Cache-Control"] = "no-store"
        registry = shelf.registry
        counts = {str(kind): registry.count(kind) for kind in EntityKind}
        return Health(herald=version("herald-pipeline"), version=registry.version, entities=counts)

    return routes
