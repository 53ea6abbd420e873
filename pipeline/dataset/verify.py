"""Whether the dataset keeps what it promises: every row grounded, its id made of its content, its references there, its files whole.

Reads everything, writes nothing. A finding says what is wrong, with the first row that shows it, and what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlparse

from deltalake import DeltaTable

from pipeline.dataset.migrations import LATEST, version_of
from pipeline.dataset.rows import days, identity, key
from pipeline.dataset.schema import CHILDREN, TABLES, Row
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError

__all__ = ["Finding", "examine", "faults_of_files", "told"]

DATED: Final[Mapping[str, str]] = {"dates": "value", "centres": "date", "events": "date", "announcements": "published"}
"""Tables with `earliest` and `latest`, and the column these follow from."""

AGAIN: Final = "extract anew: herald run --again"
UNFINISHED: Final = "finish a broken run: herald run"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one table, and whether it is as it should be."""

    well: bool
    text: str


Fault = tuple[str, str, str]
"""What is wrong, the row that shows it, what to do."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows of one table say of rows of others: texts by announcement, people by id, files that are on the books."""

    texts: Mapping[str, str]
    people: Mapping[str, str]
    files: frozenset[tuple[str, str]]


def examine(processed: Path) -> dict[str, Finding]:
    """A finding for each table of the dataset in that folder."""
    dataset = Dataset(processed)
    try:
        known = _Known(
            {row["id"]: row["text"] for row in dataset.rows("announcements", columns=["id", "text"])},
            {row["id"]: row["announcement_id"] for row in dataset.rows("people", columns=["id", "announcement_id"])},
            frozenset(
                (row["root"], row["file"])
                for table in ("files", "quarantine")
                for row in dataset.rows(table, columns=["root", "file"])
            ),
        )
    except DatasetError as error:
        return {"announcements": Finding(False, str(error))}
    return {table: _table(dataset, table, known) for table in TABLES}


def told(faults: Iterable[Fault], otherwise: str) -> Finding:
    """Faults of one sort as one sentence with the first row that shows it; `otherwise` where there is none."""
    found = list(faults)
    if not found:
        return Finding(True, otherwise)
    first = {(what, remedy): row for what, row, remedy in reversed(found)}
    counts = Counter((what, remedy) for what, _, remedy in found)
    said = (f"{n} × {what}, first {first[what, remedy]} ({remedy})" for (what, remedy), n in counts.items())
    return Finding(False, "; ".join(said))


def faults_of_files(opened: DeltaTable, rows: int) -> Iterator[Fault]:
    """Where the log of a table and its folder do not agree: files that are gone, rows that are not as many as the log says."""
    restore = "bring the folder back from a copy, or remove it and run herald run --again"
    for uri in opened.file_uris():
        path = Path(unquote(urlparse(uri).path)) if "://" in uri else Path(uri)
        if not path.is_file():
            yield "file named by the log is gone", path.name, restore
    if rows != opened.count():
        yield "count of the log differs from the rows", f"{opened.count()} and {rows}", restore


def _table(dataset: Dataset, table: str, known: _Known) -> Finding:
    try:
        opened = dataset.open(table)
        if version_of(opened) != LATEST or {field.name for field in opened.schema().fields} != set(TABLES[table].names):
            return Finding(False, f"schema version {version_of(opened)}, this herald has {LATEST}: herald dataset migrate")
        rows = dataset.rows(table)
    except DatasetError as error:
        missing = next(iter(told(_gone(dataset, table), "").text.splitlines()), "")
        return Finding(False, missing or str(error))
    faults = [*faults_of_files(opened, len(rows)), *_faults(table, rows, known)]
    return told(faults, f"{len(rows)} rows, version {opened.version()}, {len(opened.file_uris())} files")


def _gone(dataset: Dataset, table: str) -> Iterator[Fault]:
    """Why a table cannot be read, where its log can."""
    try:
        opened = dataset.open(table)
    except DatasetError:
        return
    yield from (fault for fault in faults_of_files(opened, opened.count()) if "gone" in fault[0])


def _faults(table: str, rows: list[Row], known: _Known) -> Iterator[Fault]:
    for id, count in Counter(row["id"] for row in rows).items():
        if count > 1:
            yield "key stands twice", id, "move the dataset away and run again"
    for row in rows:
        if table in CHILDREN:
            yield from _child(table, row, known)
        elif table == "announcements":
            yield from _announcement(row, known)
        elif row["id"] != key(table, row["root"], row["file"], *([row["source"]] if table == "quarantine" else [])):
            yield "id is not the hash of its content", row["id"], "herald run"
        if table in DATED and {"earliest": row["earliest"], "latest": row["latest"]} != days(row[DATED[table]]):
            yield f"earliest and latest are not those of {DATED[table]}", row["id"], AGAIN


def _child(table: str, row: Row, known: _Known) -> Iterator[Fault]:
    text = known.texts.get(row["announcement_id"])
    if text is None:
        yield "announcement is not there", row["id"], UNFINISHED
        return
    for mention in (row, *row.get("mentions", ()), *(row.get("facts") or ())):
        if not 0 <= mention["start"] < mention["end"] or text[mention["start"] : mention["end"]] != mention["text"]:
            yield "characters do not stand at its offsets", row["id"], AGAIN
    if row["id"] != identity(table, row):
        yield "id is not the hash of its content", row["id"], AGAIN
    if not 0 <= row["confidence"] <= 1:
        yield "confidence is no probability", row["id"], AGAIN
    if table == "positions" and known.people.get(row["person_id"]) != row["announcement_id"]:
        yield "person is not there", row["id"], UNFINISHED


def _announcement(row: Row, known: _Known) -> Iterator[Fault]:
    if row["id"] != sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest():
        yield "id is not the hash of its text", row["id"], "move the dataset away and run again"
    if row["characters"] != len(row["text"]):
        yield "characters are counted wrongly", row["id"], AGAIN
    if not row["sources"]:
        yield "no source says it", row["id"], UNFINISHED
    for place in row["sources"]:
        if (place["root"], place["file"]) not in known.files:
            yield "source is not in files", f"{place['root']}/{place['file']}", UNFINISHED
