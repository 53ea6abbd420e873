"""Whether the registry keeps what it promises: the log without a hole, the store as the log tells it, every statement grounded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder
from deltalake.exceptions import DeltaError

from pipeline.dataset.rows import key
from pipeline.dataset.tables import Dataset
from pipeline.dataset.verify import Fault, Finding, faults_of_files, told
from pipeline.errors import DatasetError
from pipeline.registry.freshness import FOLDER
from pipeline.registry.ledger import Ledger
from pipeline.registry.state import State, folded
from pipeline.registry.statements import COLUMNS
from pipeline.registry.store import Store

__all__ = ["TABLES", "audit", "tables"]

TABLES: Final = ("statements", "changes")
ANEW: Final = "delete registry.sqlite and run herald registry build"


def tables(processed: Path) -> dict[str, DeltaTable]:
    """The two Delta tables of the registry that are there, for upkeep."""
    paths = {f"{FOLDER}/{name}": processed / FOLDER / name for name in TABLES}
    return {name: DeltaTable(str(path)) for name, path in paths.items() if DeltaTable.is_deltatable(str(path))}


def audit(processed: Path) -> dict[str, Finding]:
    """A finding for statements, change log and store of the registry of a dataset; none where no registry was built."""
    folder = processed / FOLDER
    if not any(DeltaTable.is_deltatable(str(folder / name)) for name in TABLES):
        return {}
    try:
        texts = {row["id"]: row["text"] for row in Dataset(processed).rows("announcements", columns=["id", "text"])}
        log = list(_log(folder))
        return {
            f"{FOLDER}/statements": told(_statements(folder, texts), f"{_count(folder, 'statements')} rows, all grounded"),
            f"{FOLDER}/changes": told(_changes(folder, log), f"{len(log)} changes, none missing"),
            f"{FOLDER}/registry.sqlite": told(_store(folder, log), "says what the change log and the statements say"),
        }
    except (DatasetError, DeltaError) as error:
        return {FOLDER: Finding(False, f"cannot be read ({error}): {ANEW}")}


def _count(folder: Path, name: str) -> int:
    return int(DeltaTable(str(folder / name)).count())


def _log(folder: Path) -> Iterator[tuple[int, str, str, State | None]]:
    for change in Ledger(folder).changes():
        yield change.seq, change.entity, str(change.op), change.after


def _rows(opened: DeltaTable) -> Iterator[dict[str, Any]]:
    found = QueryBuilder().register("t", opened).execute("select * from t")
    for batch in pa.RecordBatchReader.from_stream(found):
        yield from batch.to_pylist()


def _statements(folder: Path, texts: dict[str, str]) -> Iterator[Fault]:
    """Each id made of its content, each open statement grounded; what an announcement that is gone said is history, and stays."""
    opened = DeltaTable(str(folder / "statements"))
    seen: set[bytes] = set()
    rows = 0
    for row in _rows(opened):
        rows += 1
        if row["id"] != key("statement", *(row[name] for name in COLUMNS[1:])):
            yield "id is not the hash of its content", row["id"], "bring the folder back from a copy"
        mark = blake2b(f"{row['id']}|{row['first_seen']}|{row['last_seen']}".encode(), digest_size=12).digest()
        if mark in seen:
            yield "row stands twice", row["id"], "bring the folder back from a copy"
        seen.add(mark)
        text = texts.get(row["announcement"])
        if text is not None and text[row["start"] : row["end"]] != row["text"]:
            yield "characters do not stand at its offsets", row["id"], "herald run, then herald registry build"
    yield from faults_of_files(opened, rows)


def _changes(folder: Path, log: list[tuple[int, str, str, State | None]]) -> Iterator[Fault]:
    """Numbers from 1 on, each once; nothing changed or removed that was not there."""
    there: set[str] = set()
    for expected, (seq, entity, op, _) in enumerate(log, 1):
        if seq != expected:
            yield "number is missing or stands twice", str(expected), "bring the folder back from a copy"
            break
        if (op == "ADD") == (entity in there):
            yield f"{op} does not follow from what was before", str(seq), "bring the folder back from a copy"
        (there.discard if op == "DEL" else there.add)(entity)
    yield from faults_of_files(DeltaTable(str(folder / "changes")), len(log))


def _store(folder: Path, log: list[tuple[int, str, str, State | None]]) -> Iterator[Fault]:
    """The entities are those that the log replayed gives, the open statements those of the table."""
    store = Store(folder)
    try:
        logged: dict[str, State] = {}
        for _, entity, _, after in log:
            now = folded(logged.pop(entity, None), after)
            if now is not None:
                logged[entity] = now
        unwritten = store.one("select count(*) from changes where seq > ?", log[-1][0] if log else 0)
        if unwritten or store.one("select 1 from outbox limit 1"):
            yield "change waits to be written", str(unwritten), "herald registry build"
            return
        for id, state in store.all("select id, state from entities"):
            if logged.pop(id, None) != json.loads(state):
                yield "entity is not what the change log tells", id, ANEW
        for id in logged:
            yield "entity of the change log is not in the store", id, ANEW
        said = {row[0] for row in store.all("select id from statements where last_seen is null")}
        written = {row[0] for row in Ledger(folder).open_statements()}
        for id in sorted(said ^ written):
            yield "statement is open in one of store and table only", id, ANEW
    finally:
        store.close()
