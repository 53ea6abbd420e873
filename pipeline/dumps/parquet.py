"""Parquet: a folder of the same four tables as the CSV, with types."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.dumps.everything import whole
from pipeline.dumps.tables import COLUMNS, TABLES
from pipeline.registry.facade import Registry

__all__ = ["write"]

GROUP: Final = 20_000
"""Rows in memory at once."""


def write(registry: Registry, path: Path) -> None:
    """Write `entities.parquet`, `values.parquet`, `statements.parquet` and `sources.parquet` into the folder `path`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime: pa.timestamp("us", tz="UTC")}
    for name, read in TABLES.items():
        schema = pa.schema([(column, types[kind]) for column, kind in COLUMNS[name].items()])
        rows = read(registry)
        with whole(path / f"{name}.parquet", binary=True) as stream, pq.ParquetWriter(stream, schema) as writer:
            while group := list(islice(rows, GROUP)):
                writer.write_table(pa.Table.from_pylist(group, schema=schema))
