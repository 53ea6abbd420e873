"""Entity tags: a client that has the answer already is told so instead of given it.

Source:  RFC 9110, sections 8.8.3 and 13.1.2.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from typing import Annotated, Any, Final

from fastapi import Header, Response
from pydantic import BaseModel

__all__ = ["NOT_MODIFIED", "IfNoneMatch", "NotModified", "body", "content_tag", "fresh", "tag"]

IfNoneMatch = Annotated[str | None, Header(description="the ETag of the answer that the client has")]

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "The client has this answer already."}}


class NotModified(Exception):  # noqa: N818 - no error: an answer
    """The client has the answer whose tag this is."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def tag(seq: int) -> str:
    """The tag of an answer that follows from the registry's state alone: the last change, and the version of herald."""
    return f'"{version("herald-pipeline")}-{seq}"'


def content_tag(content: bytes) -> str:
    """The tag of an answer that may change while the registry's entities do not: a hash."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def fresh(response: Response, tag: str, asked: str | None) -> None:
    """Mark a response with its tag. Raises NotModified where the client has it."""
    if asked and (asked.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in asked.split(","))):
        raise NotModified(tag)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"


def body(model: BaseModel, asked: str | None) -> Response:
    """A model as a response with the hash of its content for a tag. Raises NotModified."""
    content = model.model_dump_json().encode()
    response = Response(content, media_type="application/json")
    fresh(response, content_tag(content), asked)
    return response
