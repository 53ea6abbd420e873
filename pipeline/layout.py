"""The layout of a plain text: its lines, with offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds anything, without the white space around it. Offsets are code points, end exclusive."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """The lines of a text that hold anything, in order."""
    found, at = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
        at += len(raw) + 1
    return found
