"""What all verbs share: the exit codes, messages on standard error, the reading of paths."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from pipeline.errors import SourceError
from pipeline.records import Announcement

OK, FAILED, USAGE, INCOMPLETE = 0, 1, 2, 3
EXIT_CODES = (
    "Exit status: 0 all done · 1 failed, the message says why · 2 wrong usage · 3 done, but some input could not be read."
)


def say(message: str) -> None:
    """One line on standard error."""
    print("herald:", " ".join(message.split()), file=sys.stderr)


def fail(message: str, *, code: int = FAILED) -> NoReturn:
    """One line on standard error, and the end."""
    say(message)
    sys.exit(code)


class Reading:
    """Announcements of paths; what cannot be read is said on standard error, counted, and passed over."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        self.errors: list[SourceError] = []

    def __iter__(self) -> Iterator[Announcement]:
        """Files in the order of their paths, folders walked."""
        from pipeline import sources

        for given in self.paths:
            try:
                files = sources.discover(given)
            except SourceError as error:
                self._note(error)
                continue
            for file in files:
                try:
                    yield from sources.read(file)
                except SourceError as error:
                    self._note(error)

    def _note(self, error: SourceError) -> None:
        self.errors.append(error)
        say(str(error))
