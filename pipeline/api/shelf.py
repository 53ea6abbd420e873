"""The registry as the service holds it: open once, opened anew when the store was made anew."""

from __future__ import annotations

import threading
from pathlib import Path

from pipeline.errors import DatasetError
from pipeline.registry.facade import Registry

__all__ = ["Shelf"]


class Shelf:
    """The registry of a dataset. Raises DatasetError, at once and on every use, where it was not built."""

    def __init__(self, processed: Path) -> None:
        self.processed = processed
        self._lock = threading.Lock()
        self._registry = Registry.open(processed)
        self._mark = self._file()

    @property
    def registry(self) -> Registry:
        """The registry as it is on disk now; a store that was deleted and built again is another file."""
        with self._lock:
            mark = self._file()
            if mark != self._mark:
                self._registry, self._mark = Registry.open(self.processed), mark
            return self._registry

    def _file(self) -> tuple[int, int]:
        from pipeline.registry.freshness import FILE

        path = self.processed / "registry" / FILE
        try:
            stat = path.stat()
        except OSError as error:
            raise DatasetError(f"{path} is gone: run `herald registry build` to make the registry again") from error
        return stat.st_dev, stat.st_ino
