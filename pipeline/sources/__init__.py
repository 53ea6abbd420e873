"""Raw files in, announcements out: one format per file, the formats by suffix in `SOURCES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources import docx, eml, html, jsonl, markdown, pdf, plain
from pipeline.sources.folder import discover
from pipeline.sources.raw import DEFAULT_LIMIT, Raw, opened, suffix
from pipeline.sources.text import accepted

__all__ = ["DEFAULT_LIMIT", "SOURCES", "Reader", "discover", "read"]

Reader = Callable[[Raw], Iterator[Announcement]]

SOURCES: Final[Mapping[str, Reader]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".eml": eml.read,
    ".jsonl": jsonl.read,
}


def read(path: Path, *, root: Path | None = None, limit: int = DEFAULT_LIMIT) -> Iterator[Announcement]:
    """The announcements of one raw file, in its order.

    `limit` is in bytes for each announcement; the environment variable HERALD_LIMIT_MB raises it. Raises SourceError (SourceBusy if it is being written) after every announcement that can be read has been given;
    its `parts` are the single errors where several lines of one file are bad.
    """
    reader = SOURCES.get(suffix(path))
    with opened(path, root=root, limit=limit) as raw:
        if reader is None:
            known = ", ".join(SOURCES)
            unknown = f"the unknown suffix {path.suffix!r}" if path.suffix else "no suffix"
            raise SourceError(raw.source, f"has {unknown}", f"herald reads {known}, also as .gz")
        for announcement in reader(raw):
            yield accepted(announcement)
