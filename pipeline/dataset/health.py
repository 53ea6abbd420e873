"""Whether the tables can be read, have the columns of this herald, and keep what they promise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.schema import CHILDREN, TABLES
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError

__all__ = ["Finding", "examine"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one table, and whether it is as it should be."""

    well: bool
    text: str


def examine(processed: Path) -> dict[str, Finding]:
    """A finding for each table of the dataset in that folder; reads keys and offsets, writes nothing."""
    dataset = Dataset(processed)
    try:
        texts = {row["id"]: row["text"] for row in dataset.rows("announcements", columns=["id", "text"])}
    except DatasetError as error:
        return {"announcements": Finding(False, str(error))}
    return {table: _table(dataset, table, texts) for table in TABLES}


def _table(dataset: Dataset, table: str, texts: dict[str, str]) -> Finding:
    try:
        opened = dataset.open(table)
        if [field.name for field in opened.schema().fields] != TABLES[table].names:
            return Finding(False, "has the columns of another version of herald: move the dataset away and run again")
        keys = [row["id"] for row in dataset.rows(table, columns=["id"])]
        wrong = _ungrounded(dataset, table, texts) if table in CHILDREN else 0
    except DatasetError as error:
        return Finding(False, str(error))
    if len(keys) != len(set(keys)):
        return Finding(False, f"{len(keys) - len(set(keys))} keys stand twice: move the dataset away and run again")
    if wrong:
        return Finding(False, f"{wrong} rows do not stand in their announcement: finish a broken run with herald run")
    return Finding(True, f"{len(keys)} rows, version {opened.version()}, {len(opened.file_uris())} files")


def _ungrounded(dataset: Dataset, table: str, texts: dict[str, str]) -> int:
    rows = dataset.rows(table, columns=["announcement_id", "text", "start", "end"])
    return sum(texts.get(row["announcement_id"], "")[row["start"] : row["end"]] != row["text"] for row in rows)
