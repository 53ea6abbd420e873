"""CSV: a folder of four tables, UTF-8; an empty cell is null, times are ISO 8601 in UTC.

Source:  RFC 4180.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.dumps.everything import whole
from pipeline.dumps.tables import COLUMNS, TABLES
from pipeline.registry.facade import Registry

__all__ = ["write"]


def write(registry: Registry, path: Path) -> None:
    """Write `entities.csv`, `values.csv`, `statements.csv` and `sources.csv` into the folder `path`."""
    for name, rows in TABLES.items():
        with whole(path / f"{name}.csv") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS[name])
            writer.writerows([_cell(row[column]) for column in COLUMNS[name]] for row in rows(registry))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else value
