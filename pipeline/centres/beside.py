"""Places right beside a name: "Kenyan X University", "X University (Kenya)"."""

from __future__ import annotations

from pipeline.places import Place

# Characters between a name and a place beside it, and what they are before a place behind it.
GAP = 3
APPOSED = frozenset({",", "(", "，", "（", "،"})


def beside(text: str, place: Place, name: tuple[int, int]) -> str | None:
    """Whether a place stands right `before` a name or right `behind` it, in apposition; None where it does not."""
    start, end = name
    if 0 <= start - place.end <= GAP and not text[place.end : start].strip():
        return "before"
    if 0 < place.start - end <= GAP and text[end : place.start].strip() in APPOSED:
        return "behind"
    return None
