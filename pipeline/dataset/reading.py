"""Raw files as batches of announcements: errors gathered per file, busy files put off to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pipeline import sources
from pipeline.dataset.plan import RawFile
from pipeline.errors import SourceBusy, SourceError
from pipeline.records import Announcement
from pipeline.sources.raw import named

__all__ = ["Batch", "Origin", "Reading", "Seen"]

Origin = dict[str, Any]
"""One place that says a text, and what it says of itself: the columns of `announcements.sources`."""

PATIENCE: Final = 3
"""How often files that are being written are tried again before they go to quarantine."""


@dataclass(slots=True, eq=False)
class Seen:
    """What one raw file held: announcement id → origins, and what could not be read; `settled` once it need not be read again."""

    file: RawFile
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    errors: list[SourceError] = field(default_factory=list)
    settled: bool = True

    def add(self, announcement: Announcement) -> None:
        """Note one announcement."""
        self.origins.setdefault(announcement.id, []).append(
            {"root": self.file.root, "file": self.file.file}
            | announcement.model_dump(include={"source", "title", "published", "language", "media_type"})
        )


@dataclass(slots=True)
class Batch:
    """Some announcements with the files that say them, and the files that are read to their end; falsy when there is no more."""

    said: list[tuple[Announcement, Seen]] = field(default_factory=list)
    done: list[Seen] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.said or self.done)


class Reading:
    """Reads files in their order; each batch has at most `size` announcements, and as many ends of files."""

    def __init__(self, files: Iterable[RawFile], *, folder: Path, size: int, limit: int = sources.DEFAULT_LIMIT) -> None:
        self._folder, self._size, self._limit = folder, size, limit
        self._patience = PATIENCE
        self._busy: list[RawFile] = []
        self._events = self._read(list(files))

    def batch(self) -> Batch:
        """The next batch, empty at the end. Raises SourceBusy when only files that are being written are left: try again."""
        batch = Batch()
        for announcement, seen in self._events:
            if announcement is None:
                batch.done.append(seen)
            else:
                batch.said.append((announcement, seen))
            if max(len(batch.said), len(batch.done)) >= self._size:
                break
        if not batch and self._busy:
            files, self._busy = self._busy, []
            self._patience -= 1
            self._events = self._read(files)
            raise SourceBusy(files[0].file, "is being written", "a later run reads it")
        return batch

    def _read(self, files: list[RawFile]) -> Iterator[tuple[Announcement | None, Seen]]:
        for file in files:
            seen = Seen(file)
            try:
                for announcement in sources.read(file.path, root=self._folder, limit=self._limit):
                    said = announcement.model_copy(update={"source": _inside(announcement.source, file)})
                    seen.add(said)
                    yield said, seen
            except SourceBusy as error:
                if self._patience > 0:
                    self._busy.append(file)
                    continue
                seen.settled = False
                seen.errors.append(error)
            except SourceError as error:
                seen.errors.extend(getattr(error, "parts", ()) or [error])
            seen.errors = [SourceError(_inside(e.source, file), e.reason, e.remedy) for e in seen.errors]
            yield None, seen


def _inside(source: str, file: RawFile) -> str:
    """A source named by the path under the raw folder, wherever that folder lies on this machine."""
    path = named(file.path)
    return file.file + source[len(path) :] if source.startswith(path) else source
