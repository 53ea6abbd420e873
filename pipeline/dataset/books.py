"""The books of a run: which raw files are done, and which of them, or which parts, stand in quarantine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.dataset.reading import Seen
from pipeline.dataset.rows import key
from pipeline.dataset.schema import Row

__all__ = ["quarantined", "read"]


def read(seen: Seen, version: str) -> Row:
    """The row of `files` that says a file is done."""
    file = seen.file
    return {
        "id": file.id,
        "root": file.root,
        "file": file.file,
        "content": file.content,
        "announcements": sum(map(len, seen.origins.values())),
        "errors": len(seen.errors),
        "extractor": version,
    }


def quarantined(seen: Seen, version: str, tried: Mapping[str, Row]) -> Iterator[Row]:
    """A row of `quarantine` for every error; a content and version that was tried before is not counted again."""
    file = seen.file
    for error in seen.errors:
        id = key("quarantine", file.root, file.file, error.source)
        before = tried.get(id)
        fresh = before is None or (before["content"], before["extractor"]) != (file.content, version)
        yield {
            "id": id,
            "root": file.root,
            "file": file.file,
            "file_id": file.id,
            "source": error.source,
            "content": file.content,
            "reason": error.reason,
            "remedy": error.remedy,
            "tries": (before["tries"] if before else 0) + int(fresh),
            "extractor": version,
        }
