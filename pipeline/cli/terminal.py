"""What all verbs share: the exit codes, messages on standard error, the reading of paths."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from pipeline.errors import HeraldError, RecordError, SourceError
from pipeline.records import Announcement, Record

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
    """Announcements of paths, or their records; what fails is said on standard error, counted, and passed over."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        self.errors: list[HeraldError] = []

    def __iter__(self) -> Iterator[Announcement]:
        """Files in the order of their paths, folders walked."""
        from pipeline import sources

        for given in self.paths:
            try:
                files = list(sources.discover(given))
            except SourceError as error:
                self._note(error)
                continue
            if not files:
                say(f"{given}: holds no announcement; put files there (txt, md, html, pdf, docx, eml, jsonl)")
            for file in files:
                try:
                    yield from sources.read(file)
                except SourceError as error:
                    for part in error.parts:
                        self._note(part)

    def records(self, *, ner: str | None = None) -> Iterator[Record]:
        """The record of each announcement. Raises ModelError."""
        from pipeline import extraction

        for announcement in self:
            try:
                yield extraction.record(announcement, ner=ner)
            except RecordError as error:
                self._note(error)

    def _note(self, error: HeraldError) -> None:
        self.errors.append(error)
        say(str(error))
