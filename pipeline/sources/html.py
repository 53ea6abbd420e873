"""HTML: the body as trafilatura finds it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import Announcement
from pipeline.sources.encoding import decode
from pipeline.sources.raw import Raw

__all__ = ["read"]


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement a page."""
    import trafilatura

    page = decode(raw.data(), raw.source)
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    title, text = (found.title, found.text) if found is not None else (None, "")
    yield Announcement(text=text or "", source=raw.source, title=title, media_type="text/html")
