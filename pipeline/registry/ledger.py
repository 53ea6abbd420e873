"""What lasts: Delta tables `statements` and `changes`, only ever appended to, each row exactly once.

The store keeps what is not yet written; a run that is killed in between writes it next time, and a commit that was made is not
made twice, since the number of the flush stands in the Delta log itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, QueryBuilder, Transaction, write_deltalake

from pipeline.dataset.columns import TIME, column
from pipeline.registry.models import Change
from pipeline.registry.store import Store

__all__ = ["CHANGES", "STATEMENTS", "Ledger"]

APP: Final = "herald-registry"
MANY_FILES: Final = 64
WHOLE: Final = 32 * 2**20
"""Bytes of a file that compaction leaves alone."""

BATCH: Final = 50_000
"""Rows written at once, so that memory stays bounded."""


def _filled(name: str, kind: pa.DataType, meaning: str) -> pa.Field:
    return column(name, kind, meaning, null=False)


STATEMENTS: Final = pa.schema(
    [
        _filled("id", pa.string(), "hash of the content of the claim"),
        _filled("subject", pa.string(), "one entity within one announcement"),
        _filled("kind", pa.string(), "centre, person, organisation, position"),
        _filled("property", pa.string(), "what is said of it"),
        _filled("value", pa.string(), "the value, as text"),
        column("qualifier", pa.string(), "what the value holds for: unit and scope, event and date"),
        _filled("comparator", pa.string(), "= > >= < <= ~"),
        column("date", pa.string(), "EDTF, when it held"),
        _filled("announcement", pa.string(), "`announcements.id`"),
        _filled("text", pa.string(), "the characters that say it"),
        _filled("start", pa.int64(), "offset of the first character, in code points"),
        _filled("end", pa.int64(), "offset after the last character, in code points"),
        _filled("confidence", pa.float64(), "probability that the value is right, 0 to 1"),
        _filled("rule", pa.string(), "id of the rule that found it"),
        _filled("model", pa.string(), "name and version of the model that read the announcement"),
        column("target", pa.string(), "the subject that the value names"),
        _filled("first_seen", TIME, "when the registry took it in, UTC"),
        column("last_seen", TIME, "when the announcement ceased to say it: a second row with the same id and first_seen"),
    ]
)
CHANGES: Final = pa.schema(
    [
        _filled("seq", pa.int64(), "sequence number: grows by one, never used twice"),
        _filled("at", TIME, "when, UTC"),
        _filled("op", pa.string(), "ADD, MOD, DEL"),
        _filled("kind", pa.string(), "centre, person, organisation, position"),
        _filled("entity", pa.string(), "entity id"),
        column("before", pa.string(), "JSON: what was, of what changed"),
        column("after", pa.string(), "JSON: what is, of what changed"),
        _filled("reason", pa.string(), "why"),
    ]
)


class Ledger:
    """The two tables in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> None:
        """Make the tables that are not there yet."""
        for name, schema in (("statements", STATEMENTS), ("changes", CHANGES)):
            DeltaTable.create(str(self.folder / name), schema, mode="ignore", name=name)

    def last_seq(self) -> int:
        """The last sequence number that was ever used; 0 for none."""
        if not DeltaTable.is_deltatable(str(self.folder / "changes")):
            return 0
        query = QueryBuilder().register("t", DeltaTable(str(self.folder / "changes"))).execute("select max(seq) as seq from t")
        return int(pa.table(query.read_all()).to_pylist()[0]["seq"] or 0)

    def changes(self) -> Iterator[Change]:
        """Every change ever made, in order."""
        if DeltaTable.is_deltatable(str(self.folder / "changes")):
            table = DeltaTable(str(self.folder / "changes"))
            rows = pa.table(QueryBuilder().register("t", table).execute("select * from t order by seq").read_all())
            for row in rows.to_pylist():
                yield Change(**{**row, **{side: json.loads(row[side]) if row[side] else None for side in ("before", "after")}})

    def flushes(self) -> int:
        """How many times statements were written."""
        path = self.folder / "statements"
        return (DeltaTable(str(path)).transaction_version(APP) or 0) if DeltaTable.is_deltatable(str(path)) else 0

    def open_statements(self) -> Iterator[tuple[Any, ...]]:
        """The statements that nothing closed, as rows of the store."""
        names = ", ".join(f'"{name}"' for name in STATEMENTS.names)
        query = (
            f"select {names} from t where last_seen is null and not exists (select 1 from t as c where c.last_seen is not null "
            "and c.id = t.id and c.first_seen = t.first_seen)"
        )
        table = DeltaTable(str(self.folder / "statements"))
        for row in pa.table(QueryBuilder().register("t", table).execute(query).read_all()).to_pylist():
            yield tuple(row[name].isoformat() if name == "first_seen" else row[name] for name in STATEMENTS.names)

    def flush(self, store: Store) -> None:
        """Write what the store has and the tables lack; what was written is not written again."""
        while self._flush_statements(store) or self._flush_changes(store):
            pass

    def _flush_changes(self, store: Store) -> bool:
        rows = store.all(
            "select seq, at, op, kind, entity, [before], after, reason from changes where seq > ? order by seq limit ?",
            self.last_seq() if store.one("select 1 from changes limit 1") else 0,
            BATCH,
        )
        if rows:
            self._append("changes", CHANGES, rows, {"at"}, version=rows[-1][0])
        return bool(rows)

    def _flush_statements(self, store: Store) -> bool:
        """The oldest batch that waits: the same rows after a kill, since whoever opens the store flushes first."""
        last = store.one("select max(rowid) from (select rowid from outbox order by rowid limit ?)", BATCH)
        if last is None:
            return False
        number = int(store.meta("flush", "0")) + 1
        if self.flushes() < number:
            columns = ", ".join(f"s.[{name}]" for name in STATEMENTS.names[:-1])
            rows = store.all(
                f"select {columns}, iif(o.gone, s.last_seen, null) from outbox o cross join statements s "
                "on s.subject = o.subject and s.id = o.id and s.first_seen = o.first_seen where o.rowid <= ?",
                last,
            )
            self._append("statements", STATEMENTS, rows, {"first_seen", "last_seen"}, version=number)
        with store.transaction():
            store.run("delete from outbox where rowid <= ?", last)
            store.remember("flush", number)
        return True

    def _append(self, name: str, schema: pa.Schema, rows: list[Any], times: set[str], *, version: int) -> None:
        columns = list(zip(*rows, strict=True))
        arrays = [
            pa.array([datetime.fromisoformat(v) if v else None for v in column] if field.name in times else column, field.type)
            for field, column in zip(schema, columns, strict=True)
        ]
        path = str(self.folder / name)
        properties = CommitProperties(app_transactions=[Transaction(APP, version)])
        write_deltalake(path, pa.Table.from_arrays(arrays, schema=schema), mode="append", commit_properties=properties)
        table = DeltaTable(path)
        if len(table.file_uris()) > MANY_FILES:
            table.optimize.compact(target_size=WHOLE)
