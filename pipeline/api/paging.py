"""Pages: a cursor in the query, the way on in a Link header and in the body.

Source:  RFC 8288.
"""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["LINKED", "After", "Limit", "Query", "onward"]

After = Annotated[str | None, Field(max_length=400, description="the cursor that the page before gave")]
Limit = Annotated[int, Field(ge=1, le=500, description="how many at most")]

LINKED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            "ETag": {"description": "of this answer", "schema": {"type": "string"}},
            "Link": {"description": 'the next page, `rel="next"`, where there is one', "schema": {"type": "string"}},
        }
    }
}


class Query(BaseModel):
    """Base of what a query string may hold: a name that is not known is refused, since it would be passed over unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def onward(request: Request, response: Response, cursor: object | None, *, name: str = "after") -> str | None:
    """Where the next page is, also said in the Link header; None at the end."""
    if cursor is None:
        return None
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != name]
    url = f"{request.url.path}?{urlencode([*kept, (name, str(cursor))])}"
    response.headers["Link"] = f'<{url}>; rel="next"'
    return url
