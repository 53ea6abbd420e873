"""The registry's working store: one SQLite file, derived from announcements and decisions, cheap to ask by key.

Delta keeps what must last (statements, changes); this keeps what must be found fast. It is written in transactions, so that a
killed run leaves it as it was, and it can be deleted at any time: `herald registry build` makes it again, with the same ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pipeline.errors import DatasetError
from pipeline.registry.freshness import FILE, rules

__all__ = ["Store"]

VERSION: Final = 2
CHUNK: Final = 500

SCHEMA: Final = """
create table announcements (
  id text primary key, source text not null, title text, published text, language text not null, model text not null,
  digest text not null, cluster text not null, sketch blob, first_seen text not null
) without rowid;
create index announcements_cluster on announcements (cluster);
create table bands (band integer not null, announcement text not null, primary key (band, announcement)) without rowid;
create index bands_announcement on bands (announcement);
create table twins (a text not null, b text not null, primary key (a, b)) without rowid;
create table subjects (
  id text primary key, announcement text not null, kind text not null, name text not null, node text not null
) without rowid;
create index subjects_announcement on subjects (announcement);
create index subjects_node on subjects (node);
create table statements (
  id text not null, subject text not null, kind text not null, property text not null, value text not null, qualifier text,
  comparator text not null, date text, announcement text not null, text text not null, start integer not null,
  "end" integer not null, confidence real not null, rule text not null, model text not null, target text,
  first_seen text not null, last_seen text, primary key (subject, id, first_seen)
) without rowid;
create index statements_announcement on statements (announcement);
create table numbers (number integer primary key, announcement text not null unique);
create table claims (
  number integer primary key, property text not null, value text not null, qualifier text not null, comparator text not null,
  date text not null, unique (property, value, qualifier, comparator, date)
);
create table said (
  node text not null, claim integer not null, announcement integer not null, cluster integer not null, confidence real not null,
  published text, target text, primary key (node, claim, announcement)
) without rowid;
create index said_announcement on said (announcement);
create table nodes (
  id text primary key, kind text not null, profile text not null, entity text, first text
) without rowid;
create index nodes_entity on nodes (entity);
create table keys (key text not null, node text not null, primary key (key, node)) without rowid;
create index keys_node on keys (node);
create table edges (a text not null, b text not null, probability real not null, primary key (a, b)) without rowid;
create table dirty (node text primary key) without rowid;
create table entities (
  id text primary key, kind text not null, name text not null, country text, sort text, conflict integer not null,
  numbered integer not null, state text not null
) without rowid;
create index entities_kind on entities (kind, country, id);
create index entities_sort on entities (kind, sort, id);
create index entities_conflict on entities (conflict) where conflict;
create index entities_numbered on entities (numbered) where numbered;
create table names (folded text not null, entity text not null, primary key (folded, entity)) without rowid;
create index names_entity on names (entity);
create table retired (id text primary key, entity text) without rowid;
create table changes (
  seq integer primary key, at text not null, op text not null, kind text not null, entity text not null,
  [before] text, after text, reason text not null
);
create index changes_entity on changes (entity);
create table decisions (line text primary key) without rowid;
create table outbox (subject text not null, id text not null, first_seen text not null, gone integer not null);
create table stamps (id text primary key, stamp text not null) without rowid;
create table meta (name text primary key, value text not null) without rowid;
"""


class Store:
    """A connection to the file; opened for reading it makes nothing. Raises DatasetError where it is missing or too new."""

    def __init__(self, folder: Path, *, write: bool = False, name: str = FILE) -> None:
        self.path = folder / name
        if write:
            folder.mkdir(parents=True, exist_ok=True)
        elif not self.path.is_file():
            raise DatasetError(
                f"{self.path} is not there: run `herald registry build` to make the registry, or name its folder with --in"
            )
        try:
            self.db = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}", uri=True, timeout=30, isolation_level=None
            )
            self._prepare(write)
        except sqlite3.Error as error:
            raise DatasetError(f"{self.path} cannot be opened ({error}): delete it and run `herald registry build`") from error

    def _prepare(self, write: bool) -> None:
        self.db.execute("pragma cache_size = -131072")
        self.db.execute("pragma temp_store = memory")
        if write:
            self.db.execute("pragma journal_mode = wal")
            self.db.execute("pragma synchronous = normal")
        version = self.db.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION) or (version == 0 and not write):
            raise DatasetError(f"{self.path} is of another version of herald: run `herald registry build`")
        if version == 0:
            with self.transaction():
                for statement in SCHEMA.split(";"):
                    self.db.execute(statement)
                self.remember("rules", rules())
                self.db.execute(f"pragma user_version = {VERSION}")
        self.db.execute("create temp table if not exists chosen (id text primary key) without rowid")

    def close(self) -> None:
        """Give the file back."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block, or nothing of it."""
        self.db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")

    def all(self, sql: str, *values: Any) -> list[Any]:
        """Rows as tuples."""
        return self.db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.db.execute(sql, values).fetchone()
        return row[0] if row else None

    def run(self, sql: str, *values: Any) -> None:
        """A statement without result."""
        self.db.execute(sql, values)

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """A statement for each row."""
        self.db.executemany(sql, rows)

    def choose(self, ids: Iterable[str]) -> None:
        """Fill the temporary table `chosen (id)`."""
        self.db.execute("delete from chosen")
        self.db.executemany("insert or ignore into chosen values (?)", ((id,) for id in ids))

    def meta(self, name: str, default: str = "") -> str:
        """A remembered value."""
        found = self.one("select value from meta where name = ?", name)
        return default if found is None else str(found)

    def remember(self, name: str, value: object) -> None:
        """Keep a value under a name."""
        self.run("insert or replace into meta values (?, ?)", name, str(value))
