"""Names in brackets that only say a body's name again, in another language: "Université libre du Nil (Nile Free University)"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.names.gather import Body

OPENING, CLOSING = "(（", ")）"
# Characters of a translation, at most.
LONGEST = 90


def without(text: str, bodies: Sequence[Body]) -> list[Body]:
    """The bodies, less those whose only mention opens a bracket right behind another's, of whose kind they are.

    A body of another kind there is whose the first one is ("Institut du Nil (Université libre)").
    """
    ends = {end: body for body in bodies for _, end in body.mentions}
    return [body for body in bodies if not _again(text, body, ends)]


def _again(text: str, body: Body, ends: dict[int, Body]) -> bool:
    """Whether a body is but another one's translation."""
    if len(body.mentions) != 1 or body.kind is None:
        return False
    start, end = next(iter(body.mentions))
    bracket = start - 1
    closed = any(mark in text[end : start + LONGEST] for mark in CLOSING) and " " in text[start:end]
    if start < 2 or text[bracket] not in OPENING or not closed:
        return False
    other = ends.get(len(text[:bracket].rstrip(" ")))
    return other is not None and other is not body and other.kind == body.kind
