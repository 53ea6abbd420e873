"""What all verbs share: the exit codes, messages on standard error, the reading of paths."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import typer

from pipeline.errors import HeraldError, RecordError, SourceError
from pipeline.records import Announcement, Record

OK, FAILED, USAGE, INCOMPLETE = 0, 1, 2, 3
# What the components of these names find; the model of a language may be without some of them.
KINDS: Final = ("dates", "centre_numbers", "people", "positions", "organisations", "centres", "events")
STANDARD_INPUT: Final = Path("-")
EXIT_CODES = (
    "Exit status: 0 all done · 1 failed, the message says why · 2 wrong usage · 3 done, but some input could not be read."
)


def say(message: str) -> None:
    """One line on standard error."""
    print("herald:", " ".join(message.split()), file=sys.stderr)


def holds_nothing(folder: Path) -> str:
    """What is said of a folder without announcements."""
    return f"{folder}: holds no announcement; put files there (txt, md, html, pdf, docx, eml, jsonl), run again"


def many(count: int, what: str, plural: str = "") -> str:
    """A count with its noun: "1 file", "2 files", "2 people"."""
    return f"{count} {what if count == 1 else plural or f'{what}s'}"


def fail(message: str, *, code: int = FAILED) -> NoReturn:
    """One line on standard error, and the end."""
    say(message)
    sys.exit(code)


def scant(language: str) -> str:
    """What is not read of a text in this language, in words; nothing where all is."""
    from pipeline import model
    from pipeline.language import UNDETERMINED

    if language == UNDETERMINED:
        return "its language cannot be told: nothing is read"
    if language not in model.available():
        return f"language {language}: herald has no model of it, nothing is read"
    read = [kind.replace("_", " ") for kind in KINDS if kind in model.components(language)]
    return "" if len(read) == len(KINDS) else f"language {language}: only {', '.join(read)} are read"


class Reading:
    """Announcements of paths, or their records; what fails is said on standard error, counted, and passed over.

    `read` counts announcements, `empty` the folders without one. Raises BadParameter where standard input is asked for.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        if STANDARD_INPUT in self.paths:
            raise typer.BadParameter("standard input is not read: put the text in a file (txt, eml, …) and name that")
        self.errors: list[HeraldError] = []
        self.read = self.empty = 0

    def __iter__(self) -> Iterator[Announcement]:
        """Files in the order of their paths, folders walked; links that lead out of such a folder are refused."""
        from pipeline import sources

        for given in self.paths:
            try:
                files = list(sources.discover(given))
            except SourceError as error:
                self._note(error)
                continue
            if not files:
                self.empty += 1
                say(holds_nothing(given))
            root = given if given.is_dir() else None
            for file in files:
                try:
                    for announcement in sources.read(file, root=root):
                        self.read += 1
                        yield announcement
                except SourceError as error:
                    for part in error.parts:
                        self._note(part)

    def records(self, *, ner: str | None = None) -> Iterator[Record]:
        """The record of each announcement; where its language is read in part or not at all, that is said. Raises ModelError."""
        from pipeline import extraction

        for announcement in self:
            try:
                record = extraction.record(announcement, ner=ner)
            except RecordError as error:
                self._note(error)
                continue
            if little := scant(record.language):
                say(f"{record.source}: {little}")
            yield record

    def end(self) -> None:
        """Leave with the exit status that fits: failed where there was nothing to read, incomplete where some could not be."""
        if self.empty and not self.read and not self.errors:
            raise typer.Exit(FAILED)
        if self.errors or self.empty:
            raise typer.Exit(INCOMPLETE)

    def _note(self, error: HeraldError) -> None:
        self.errors.append(error)
        say(str(error))
