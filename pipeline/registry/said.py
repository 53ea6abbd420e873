"""A value as its statements have it, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.transcription.letters import fold

__all__ = ["WORLD", "Said", "merged"]

WORLD: Final = "001"


@dataclass(frozen=True, slots=True)
class Said:
    """A value as its statements have it, counted: `sources` are independent ones."""

    about: str
    value: str
    qualifier: str | None
    comparator: str
    date: str | None
    confidence: float
    sources: int
    announcements: int
    earliest: str | None
    latest: str | None
    target: str | None = None

    @property
    def group(self) -> str:
        """Values of one group compete: a number by unit and scope, the attendance by event and date."""
        if self.about == "number" and self.qualifier:
            unit, _, scope = self.qualifier.partition("|")
            return f"{unit}|{scope or WORLD}"
        return self.qualifier or ""

    @property
    def content(self) -> tuple[str, str, str]:
        """What makes two values of a group one: the spelling does not matter, nor when a position was seen."""
        return fold(self.value), self.comparator, "" if self.about in ("position", "holder") else self.date or ""


def merged(same: Sequence[Said]) -> Said:
    """Spellings of one value as one: the most frequent one stays, sources are added up."""
    best = min(same, key=lambda item: (-item.sources, item.value, item.date or "", item.qualifier or ""))
    if len(same) == 1:
        return best
    return Said(
        best.about,
        best.value,
        best.qualifier,
        best.comparator,
        best.date,
        max(item.confidence for item in same),
        sum(item.sources for item in same),
        sum(item.announcements for item in same),
        min((item.earliest for item in same if item.earliest), default=None),
        max((item.latest for item in same if item.latest), default=None),
        min((item.target for item in same if item.target), default=None),
    )
