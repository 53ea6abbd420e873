"""From the curated dataset, or from records as JSON Lines, into the registry: what is new, changed or gone since the last run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from pipeline.dataset.schema import CHILDREN, Row
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError, RecordError
from pipeline.records import Centre, CentreNumber, Date, Event, Organisation, Person, Position, Record
from pipeline.registry import renewal
from pipeline.registry.build import Builder
from pipeline.registry.decisions import Decision
from pipeline.registry.decisions import read as read_decisions
from pipeline.registry.freshness import DECISIONS, FOLDER, mark
from pipeline.registry.law import enforce, objection
from pipeline.registry.models import EntityKind

__all__ = ["Built", "build", "records_in", "records_of"]

BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Built:
    """What a run did: announcements taken in, announcements gone, lines of the change log after number `since`; entities by kind."""

    taken: int
    gone: int
    changes: int
    since: int
    entities: Mapping[str, int]
    warnings: tuple[str, ...] = ()


def build(processed: Path, *, at: datetime, decisions: Path | None = None, records: Path | None = None) -> Built:
    """Bring the registry of a dataset up to date; `records` (JSON Lines) are taken in beside those that are there.

    Where the rules of matching are others than those it was made by, it is made anew, unless it has records that only such a file
    had. `at` is the record time of what is new. Raises DatasetError, DatasetBusy, RecordError.
    """
    law = _law(decisions or processed / DECISIONS)
    folder = processed / FOLDER
    with Builder(folder, decisions=law, anew=records is None and renewal.wanted(folder)) as builder:
        since = int(builder.store.one("select max(seq) from changes") or 0)
        if records is not None:
            taken, gone, seen = builder.take(records_in(records), at=at), 0, ""
        else:
            Dataset(processed).open("announcements")
            seen = mark(processed, decisions or processed / DECISIONS)
            taken, gone = _update(builder, Dataset(processed), at)
        with builder.store.transaction():
            warnings = enforce(builder.store, law)
        changes = builder.resolve(at=at, mark=seen)
        counts = dict(builder.store.all("select kind, count(*) from entities group by kind"))
        return Built(taken, gone, changes, since, {kind: counts.get(kind, 0) for kind in EntityKind}, warnings)


def _law(path: Path) -> list[Decision]:
    """The decisions of a file. Raises DatasetError naming the line of one that says what cannot be."""
    law = read_decisions(path)
    for decision in law:
        if wrong := objection(decision):
            raise DatasetError(f"{decision.where}: {wrong}")
    return law


def _update(builder: Builder, dataset: Dataset, at: datetime) -> tuple[int, int]:
    """What the tables have that the registry lacks, or has of another version; announcements that are gone are withdrawn."""
    columns = ("id", "source", "title", "published", "language", "extractor", "run_id")
    stamps = {row["id"]: "|".join(str(row[name]) for name in columns) for row in dataset.rows("announcements", columns=columns)}
    before = dict(builder.store.all("select id, stamp from stamps"))
    changed = sorted(id for id, stamp in stamps.items() if before.get(id) != stamp)
    gone = sorted(before.keys() - stamps.keys())
    builder.withdraw(gone, at=at)
    taken = 0
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        taken += builder.take(records_of(dataset, batch), at=at)
        with builder.store.transaction():
            builder.store.many("insert or replace into stamps values (?, ?)", ((id, stamps[id]) for id in batch))
    builder.store.many("delete from stamps where id = ?", ((id,) for id in gone))
    return taken, len(gone)


def records_of(dataset: Dataset, announcements: Sequence[str]) -> Iterator[Record]:
    """The records of announcements, put together again from the tables. Raises RecordError where they do not fit their text."""
    children: dict[str, dict[str, list[Row]]] = {id: {table: [] for table in CHILDREN} for id in announcements}
    for table in CHILDREN:
        for row in dataset.rows(table, within=("announcement_id", announcements)):
            children[row["announcement_id"]][table].append(row)
    for row in sorted(dataset.rows("announcements", within=("id", announcements)), key=lambda row: str(row["id"])):
        yield _record(row, children[row["id"]])


def records_in(path: Path) -> Iterator[Record]:
    """Records of a JSON Lines file, as `herald extract` writes them. Raises RecordError naming the line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise DatasetError(
            f"{path} cannot be read ({error.strerror}): give a file of records, as `herald extract` writes it"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Record.model_validate(json.loads(line))
            except (ValidationError, json.JSONDecodeError) as error:
                raise RecordError(f"{path}, line {number}: no record: {str(error).splitlines()[0]}") from error


def _record(row: Row, children: dict[str, list[Row]]) -> Record:
    """One record; rows come in the order of the text."""
    for rows in children.values():
        rows.sort(key=lambda item: (item["start"], item["end"], item["id"]))
    positions: dict[str, list[Row]] = {}
    for item in children["positions"]:
        positions.setdefault(item["person_id"], []).append(item)
    people = [
        _pick(Person, item) | {"positions": [_pick(Position, p) for p in positions.get(item["id"], ())]}
        for item in children["people"]
    ]
    return Record.model_validate(
        {
            **{
                name: row[name]
                for name in ("id", "source", "title", "published", "language", "language_confidence", "model", "text")
            },
            "dates": [_pick(Date, item) for item in children["dates"]],
            "centre_numbers": [_pick(CentreNumber, item) for item in children["centre_numbers"]],
            "people": people,
            "organisations": [_pick(Organisation, item) for item in children["organisations"]],
            "centres": [_pick(Centre, item) for item in children["centres"]],
            "events": [_pick(Event, item) | {"attendance": _attendance(item)} for item in children["events"]],
        }
    )


def _pick(model: type[Any], row: Row) -> dict[str, Any]:
    return {name: row[name] for name in model.model_fields if row.get(name) is not None and name != "attendance"}


def _attendance(row: Row) -> dict[str, Any] | None:
    if row["attendance"] is None:
        return None
    return {
        "value": row["attendance"],
        "comparator": row["attendance_comparator"] or "=",
        "text": row["attendance_text"] or "",
    }
