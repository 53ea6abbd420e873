"""Upkeep of Delta tables: small files joined, old ones removed, and a dataset brought back to an earlier state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from pipeline.dataset.schema import BOOKS, TABLES
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError

__all__ = ["RETENTION", "Compacted", "Step", "Version", "compact", "plan", "restore", "vacuum", "versions"]

RETENTION: Final = 168
"""Hours, a week: how long files that no newest version names are kept for readers and for `restore`, unless asked otherwise."""

HOUSEKEEPING: Final = frozenset({"OPTIMIZE", "VACUUM START", "VACUUM END"})
"""Commits that change no row."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """Files of a table before and after."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Version:
    """One commit of a table: when (UTC), and what Delta calls it."""

    number: int
    at: datetime
    operation: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a restore does to one table: from its version to an earlier one, in rows; `rows` is None where files are gone."""

    table: str
    version: int
    to: int
    rows_now: int
    rows: int | None


def compact(tables: Mapping[str, DeltaTable]) -> dict[str, Compacted]:
    """Join the small files of tables; no row changes. Raises DatasetError."""
    found = {}
    for name, opened in tables.items():
        before = len(opened.file_uris())
        try:
            opened.optimize.compact()
        except DeltaError as error:
            raise DatasetError(f"{name} cannot be compacted ({error}): check the disk, run again") from error
        opened.update_incremental()
        found[name] = Compacted(before, len(opened.file_uris()))
    return found


def vacuum(tables: Mapping[str, DeltaTable], *, hours: int = RETENTION, dry_run: bool = False) -> dict[str, list[str]]:
    """Remove files that no version of the last `hours` names; table → the files. Versions before can then not be restored.

    Rows of the newest version are never touched, so nothing that is only appended to loses any. Raises DatasetError.
    """
    found = {}
    for name, opened in tables.items():
        try:
            files = opened.vacuum(hours, dry_run=True, enforce_retention_duration=False, full=True)
            if files and not dry_run:
                opened.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True)
        except DeltaError as error:
            raise DatasetError(f"{name} cannot be vacuumed ({error}): check the disk, run again") from error
        found[name] = sorted(files)
    return found


def versions(opened: DeltaTable) -> list[Version]:
    """The commits of a table that its log still has, the first first."""
    found = (
        Version(int(item["version"]), datetime.fromtimestamp(item["timestamp"] / 1000, UTC), str(item["operation"]))
        for item in opened.history()
    )
    return sorted(found, key=lambda version: version.number)


def plan(dataset: Dataset, *, version: int | None = None, at: datetime | None = None) -> list[Step]:
    """What it takes to bring all tables back to one moment: that of a version of `announcements`, or the last one before `at`.

    `announcements` is written last of a batch, so its commits are the moments when all values stand with their text; the books
    (files, quarantine) follow it, and go back to what they were before the next batch. Raises DatasetError for a moment that no log has.
    """
    history = versions(dataset.open("announcements"))
    before = [v for v in history if (version is None or v.number <= version) and (at is None or v.at <= at)]
    asked = f"version {version}" if version is not None else f"{at:%Y-%m-%dT%H:%M:%SZ}"
    if not before or (version is not None and before[-1].number != version):
        first, last = history[0], history[-1]
        raise DatasetError(
            f"announcements has no {asked}: its log has versions {first.number} to {last.number}, "
            f"{first.at:%Y-%m-%dT%H:%M:%SZ} to {last.at:%Y-%m-%dT%H:%M:%SZ}"
        )
    anchor = before[-1]
    following = next((v.at for v in history if v.number > anchor.number), None)
    return list(_steps(dataset, anchor, following))


def restore(dataset: Dataset, steps: list[Step]) -> None:
    """Bring tables back as planned, the books first: a run after a kill in between reads again what they do not name.

    Each is a commit of its own that can be undone by another restore. Raises DatasetError, before anything, where files are gone.
    """
    gone = [step for step in steps if step.rows is None]
    if gone:
        raise DatasetError(
            f"{gone[0].table}: files of version {gone[0].to} were removed by vacuum; choose a later moment (herald dataset versions)"
        )
    for step in sorted(steps, key=lambda step: step.table not in BOOKS):
        if step.to != step.version:
            try:
                dataset.open(step.table).restore(step.to)
            except DeltaError as error:
                raise DatasetError(f"{step.table} cannot be restored ({error}): run the same command again") from error


def _steps(dataset: Dataset, anchor: Version, following: datetime | None) -> Iterator[Step]:
    for table in TABLES:
        opened = dataset.open(table)
        history = versions(opened)
        now = opened.version()
        if table == "announcements":
            to = anchor.number
        elif table in BOOKS and following is None:
            to = now
        else:
            until = following if table in BOOKS and following else anchor.at
            to = max((v.number for v in history if v.at <= until), default=history[0].number)
        to = _same_rows(history, to)
        yield Step(table, now, to, opened.count(), _rows(dataset, table, to))


def _same_rows(history: list[Version], version: int) -> int:
    """The last version with the rows of this one: its files are the likeliest to be there still."""
    for later in history:
        if later.number == version + 1 and later.operation in HOUSEKEEPING:
            version = later.number
    return version


def _rows(dataset: Dataset, table: str, version: int) -> int | None:
    """How many rows a version has; None where one of its files is not there any more."""
    try:
        opened = DeltaTable(str(dataset.path(table)), version=version)
    except DeltaError:
        return None
    paths = [dataset.path(table) / name for name in opened.file_uris()]
    return int(opened.count()) if all(path.is_file() for path in paths) else None
