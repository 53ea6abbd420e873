"""Version 3: centres and organisations say which characters tell each of their facts; null until an announcement is extracted again."""

from __future__ import annotations

from typing import Final

import deltalake
import pyarrow as pa
from deltalake import DeltaTable

from pipeline.dataset.schema import TABLES

__all__ = ["VERSION", "change"]

VERSION: Final = 3
COLUMN: Final = "facts"


def change(table: str, opened: DeltaTable) -> None:
    """Add the column where the table should have it and has not; the version is marked by the caller."""
    if COLUMN in TABLES[table].names and COLUMN not in {field.name for field in opened.schema().fields}:
        opened.alter.add_columns(deltalake.Schema.from_arrow(pa.schema([TABLES[table].field(COLUMN)])).fields)
