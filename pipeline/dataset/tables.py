"""The Delta tables under one folder: read them as pandas or Arrow, merge rows into them, keep them small."""

from __future__ import annotations

import fcntl
import os
import random
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder
from deltalake.exceptions import CommitFailedError, DeltaError

from pipeline.dataset.migrations import LATEST, mark, migrate, version_of
from pipeline.dataset.schema import RUN_COLUMNS, TABLES, Row
from pipeline.errors import DatasetBusy, DatasetError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Change", "Dataset"]

LOCK: Final = ".herald.lock"
TRIES: Final = 6
MANY_FILES: Final = 24
"""Parquet files of one table beyond which a run ends with compaction."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a merge did to one table, in rows."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.inserted or self.updated or self.deleted)

    def __add__(self, other: Change) -> Change:
        return Change(self.inserted + other.inserted, self.updated + other.updated, self.deleted + other.deleted)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The curated dataset in `folder`; every table is a Delta table in the subfolder of its name."""

    folder: Path

    def path(self, table: str) -> Path:
        """The folder of a table. Raises DatasetError for a name that is no table's."""
        if table not in TABLES:
            raise DatasetError(f"{table!r} is no table of the dataset; the tables are {', '.join(TABLES)}")
        return self.folder / table

    def exists(self) -> bool:
        """Whether a run has made the tables, all of them."""
        return all(DeltaTable.is_deltatable(str(self.folder / table)) for table in TABLES)

    def create(self) -> None:
        """Make the tables that are not there yet, of the newest schema, and bring older ones to it.

        Raises DatasetError where a table has other columns than this herald's and no migration knows it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for table, schema in TABLES.items():
                if not DeltaTable.is_deltatable(str(self.path(table))):
                    mark(DeltaTable.create(str(self.path(table)), schema, mode="ignore", name=table), LATEST)
        except (OSError, DeltaError) as error:
            raise DatasetError(
                f"{self.folder}: the tables cannot be made ({error}); choose another folder with --to"
            ) from error
        self.migrate()

    def migrate(self) -> dict[str, int]:
        """Bring the tables that are there to the newest schema; table → its version, of those that were older.

        Raises DatasetError for a dataset of a newer herald, or with columns that none had.
        """
        present = [table for table in TABLES if DeltaTable.is_deltatable(str(self.path(table)))]
        older = migrate({table: self.open(table) for table in present})
        for table in present:
            odd = {field.name for field in self.open(table).schema().fields} ^ set(TABLES[table].names)
            if odd:
                raise DatasetError(
                    f"{self.path(table)} was made by another version of herald (differs in {', '.join(sorted(odd))}): "
                    "move the folder away and run again, it is made anew from the raw files"
                )
        return older

    def current(self) -> bool:
        """Whether all tables are there, and of this schema."""
        return self.exists() and all(version_of(self.open(table)) == LATEST for table in TABLES)

    def open(self, table: str) -> DeltaTable:
        """The newest version of a table. Raises DatasetError where it is missing or broken."""
        path = self.path(table)
        if not path.is_dir():
            raise DatasetError(f"{path} is not there: run `herald run` to make the dataset, or name its folder with --in")
        try:
            return DeltaTable(str(path))
        except DeltaError as error:
            raise DatasetError(f"{path} cannot be read ({error}): run `herald run` to make the dataset") from error

    def read(self, table: str) -> pd.DataFrame:
        """A whole table as pandas; integers and booleans that may be missing are pandas' nullable types."""
        import pandas as pd

        kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pd.DataFrame = self.open(table).to_pyarrow_table().to_pandas(types_mapper=kinds.get)
        return frame

    def rows(self, table: str, *, columns: Sequence[str] = (), within: tuple[str, Collection[str]] | None = None) -> list[Row]:
        """Rows as plain values, those whose column has one of the values `within`; all columns unless some are named."""
        if within is not None and not within[1]:
            return []
        try:
            return _select(self.open(table), columns, within)
        except (DeltaError, pa.ArrowException) as error:
            raise DatasetError(f"{self.path(table)} cannot be read ({error}): see herald dataset verify") from error

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.open(table).count())

    def merge(self, table: str, wanted: Collection[Row], *, within: tuple[str, Collection[str]], stamp: Row) -> Change:
        """Make the rows whose column has one of the values `within` those that are wanted, in one commit, or none.

        Rows are told apart by `id` and compared without run columns; `stamp` gives these to rows that change. Where
        another writer commits in between, the table is read again. Raises DatasetBusy if that goes on.
        """
        for attempt in range(TRIES):
            opened = self.open(table)
            before = {row["id"]: row for row in _select(opened, (), within)} if within[1] else {}
            put = [_stamped(row, before.get(row["id"]), stamp) for row in wanted if not _same(row, before.get(row["id"]))]
            gone = [before[key] for key in sorted(before.keys() - {row["id"] for row in wanted})]
            fresh = sum(row["id"] not in before for row in put)
            try:
                if put or gone:
                    self._commit(opened, TABLES[table], put, gone)
                return Change(fresh, len(put) - fresh, len(gone))
            except CommitFailedError:
                time.sleep(0.05 * 2**attempt * (1 + random.random()))
            except DeltaError as error:
                raise DatasetError(f"{self.path(table)} cannot be written ({error}): check the disk, then run again") from error
        raise DatasetBusy(f"{self.path(table)} is being written by others all the time: run again later")

    def tidy(self) -> None:
        """Join small files, and remove those that no version of the last week names; a killed run leaves some."""
        for table in TABLES:
            opened = self.open(table)
            if len(opened.file_uris()) > MANY_FILES:
                opened.optimize.compact()
            if opened.vacuum(dry_run=True, full=True):
                opened.vacuum(dry_run=False, full=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs on this machine out for as long as the block lasts; a killed run leaves no lock behind.

        Raises DatasetBusy where another run holds the lock.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("a+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.seek(0)
                owner = handle.read().strip() or "unknown"
                raise DatasetBusy(f"{self.folder}: another run (process {owner}) is writing; wait for it to end") from None
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            yield

    @staticmethod
    def _commit(opened: DeltaTable, schema: pa.Schema, put: list[Row], gone: list[Row]) -> None:
        source = pa.Table.from_pylist([*put, *gone], schema=schema)
        source = source.append_column("_put", pa.array([True] * len(put) + [False] * len(gone)))
        assign = {f'"{name}"': f's."{name}"' for name in schema.names}
        (
            opened.merge(source, predicate="t.id = s.id", source_alias="s", target_alias="t")
            .when_matched_update(assign, predicate="s._put")
            .when_matched_delete(predicate="not s._put")
            .when_not_matched_insert(assign, predicate="s._put")
            .execute()
        )


def _select(opened: DeltaTable, columns: Sequence[str], within: tuple[str, Collection[str]] | None) -> list[Row]:
    chosen = ", ".join(f'"{name}"' for name in columns) or "*"
    clause = "" if within is None else f' where "{within[0]}" in ({_literals(within[1])})'
    query = QueryBuilder().register("t", opened).execute(f"select {chosen} from t{clause}")
    # pa.table() would import pandas to see whether it is given a frame.
    found: list[Row] = pa.RecordBatchReader.from_stream(query).read_all().to_pylist()
    return found


def _same(row: Row, other: Row | None) -> bool:
    return other is not None and all(row.get(name) == value for name, value in other.items() if name not in RUN_COLUMNS)


def _stamped(row: Row, before: Row | None, stamp: Row) -> Row:
    """The row with run columns; what was seen first stays so."""
    first = {"first_run": stamp["run_id"], "first_seen": stamp["written_at"]}
    if before is not None:
        first = {name: before.get(name) for name in first}
    return {**row, **stamp, **first}


def _literals(values: Collection[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values))
