"""What a run has to do: which raw files are new or changed, judged by their bytes and the version of the extractor."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import model, sources
from pipeline.dataset.rows import key
from pipeline.dataset.tables import Dataset
from pipeline.errors import SourceError
from pipeline.sources.raw import named

__all__ = ["BATCH", "Job", "Plan", "RawFile", "extractor", "survey"]

NO_FILE: Final = "no regular file"
BATCH: Final = 100
"""Announcements in one task."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: `raw` into `processed`, `batch` announcements at a time.

    `workers`: processes, 0 lets the machine decide. `again`: extract anew what is up to date.
    """

    raw: Path
    processed: Path
    workers: int = 0
    batch: int = BATCH
    again: bool = False


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file as found: `root` is its raw folder as seen from the dataset, `file` its path in there, `content` its bytes' sha256."""

    path: Path
    root: str
    file: str
    content: str

    @property
    def id(self) -> str:
        """`files.id`."""
        return key("files", self.root, self.file)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    `pending`: files to read. `unchanged`: how many need not be. `vanished`: ids of files that were in quarantine and are there
    no longer. `stale`: announcements of an older extractor that no pending file will bring.
    """

    raw: Path
    root: str
    extractor: str
    pending: tuple[RawFile, ...]
    unchanged: int
    vanished: tuple[str, ...]
    stale: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.pending or self.vanished or self.stale)


def extractor() -> str:
    """The version of everything that decides what is extracted; needs no spaCy, so that a run without news is quick."""
    versions = " ".join(model.version(name) for name in model.available())
    return hashlib.sha256(versions.encode()).hexdigest()[:12]


def survey(raw: Path, dataset: Dataset, *, version: str, again: bool = False) -> Plan:
    """Compare the files under `raw` with the tables; reads every byte once, writes nothing.

    Raises SourceError where `raw` is not there, DatasetError where the tables cannot be read.
    """
    if not raw.exists():
        raise SourceError(str(raw), "is not there", "name a folder of announcements, or a file")
    folder = raw if raw.is_dir() else raw.parent
    root = os.path.relpath(folder.resolve(), dataset.folder.resolve().parent)
    files = [
        RawFile(path, root, named(path.relative_to(folder)), _content(path, folder))
        for path in sources.discover(raw)
        if not path.resolve().is_relative_to(dataset.folder.resolve())
    ]
    if not dataset.exists():
        return Plan(folder, root, version, tuple(files), 0, (), ())
    known = {row["id"]: row for row in dataset.rows("files", columns=["id", "content", "extractor"], within=("root", [root]))}
    done = {key for key, row in known.items() if row["extractor"] == version and not again}
    pending = tuple(file for file in files if file.id not in done or known[file.id]["content"] != file.content)
    return Plan(
        folder,
        root,
        version,
        pending,
        unchanged=len(files) - len(pending),
        vanished=_vanished(dataset, root, {file.id for file in files}) if raw.is_dir() else (),
        stale=_stale(dataset, version, {(file.root, file.file) for file in pending}),
    )


def _vanished(dataset: Dataset, root: str, present: set[str]) -> tuple[str, ...]:
    held = {row["file_id"] for row in dataset.rows("quarantine", columns=["file_id"], within=("root", [root]))}
    return tuple(sorted(held - present))


def _stale(dataset: Dataset, version: str, pending: set[tuple[str, str]]) -> tuple[str, ...]:
    versions = {row["extractor"] for row in dataset.rows("announcements", columns=["extractor"])}
    old = dataset.rows("announcements", columns=["id", "sources"], within=("extractor", versions - {version}))
    return tuple(sorted(row["id"] for row in old if not {(o["root"], o["file"]) for o in row["sources"]} & pending))


def _content(path: Path, folder: Path) -> str:
    """Sha256 of the bytes, hex; what is no file, leads out of the folder or cannot be opened says so in its place."""
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(folder.resolve()):
            return f"link to {named(target)}"
        if not stat.S_ISREG(target.stat().st_mode):
            return NO_FILE
        with target.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, RuntimeError) as error:
        return f"unreadable: {errno.errorcode.get(getattr(error, 'errno', 0) or 0, 'unknown')}"
