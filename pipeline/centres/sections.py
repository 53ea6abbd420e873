"""The stretches of an announcement that stand below a heading which is nothing but a centre's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

# What parts a heading from the region before it ("West Africa | Ghana Hub"), and what may stand around a name alone.
PARTS = "|/:—–："
EDGES = ' \t.*#-•·0123456789()[]【】「」“”"«»'


def owner(text: str, sites: Sequence[Collection[tuple[int, int]]], at: int) -> int | None:
    """Which centre's heading stands last before an offset. `sites`: the mentions of each centre."""
    headings = [
        (start, n) for n, mentions in enumerate(sites) for start, end in mentions if end <= at and _alone(text, start, end)
    ]
    return max(headings)[1] if headings else None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is a part of a line by itself, which neither opens nor closes the text."""
    opens, closes = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if closes < 0 or not opens:
        return False
    before, behind = text[opens:start].rstrip(EDGES), text[end:closes].lstrip(EDGES)
    return (not before or before[-1] in PARTS) and (not behind or behind[0] in PARTS)
