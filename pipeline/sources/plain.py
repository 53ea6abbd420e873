"""Plain text: the announcement is the file's content."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Announcement
from pipeline.sources.encoding import decode
from pipeline.sources.raw import Raw

__all__ = ["read"]


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement, its text exactly that of the file; plain text says nothing of itself."""
    yield Announcement(text=decode(raw.data(), raw.source), source=raw.source)
