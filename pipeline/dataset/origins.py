"""One text, many sources: which of them speaks for it, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dataset.reading import Origin, Seen
from pipeline.records import Announcement

__all__ = ["announcement", "best", "joined"]


def best(origins: Iterable[Origin]) -> Origin:
    """The origin whose metadata is used: one with a publication date, then a title, then a language; then by name."""
    return min(origins, key=lambda o: (o["published"] is None, o["title"] is None, o["language"] is None, *_place(o)))


def joined(before: Iterable[Origin], seen: Iterable[Seen], *, key: str) -> list[Origin]:
    """The origins of the announcement `key`, sorted: those of files just read as they are now, of all others as they were."""
    read = list(seen)
    names = {(item.file.root, item.file.file) for item in read}
    kept = [origin for origin in before if (origin["root"], origin["file"]) not in names]
    return sorted([*kept, *(origin for item in read for origin in item.origins.get(key, []))], key=_place)


def announcement(text: str, origin: Origin) -> Announcement:
    """The announcement as that origin says it."""
    return Announcement(text=text, **{name: value for name, value in origin.items() if name not in {"root", "file"}})


def _place(origin: Origin) -> tuple[str, str, str]:
    return origin["root"], origin["file"], origin["source"]
