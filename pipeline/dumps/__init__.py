"""The registry out of the house: one format a file, `write(registry, path)`; the table below is the catalogue.

`csv` and `parquet` write a folder of tables, the others one file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.dumps import csv, ftm, jsonl, jsonld, ntriples, parquet
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.registry.facade import Registry

__all__ = ["DUMPS", "export"]

Dump = Callable[[Registry, Path], None]

DUMPS: dict[str, Dump] = {
    "csv": csv.write,
    "parquet": parquet.write,
    "jsonl": jsonl.write,
    "jsonld": jsonld.write,
    "ntriples": ntriples.write,
    "ftm": ftm.write,
}


def export(registry: Registry, name: str, path: Path) -> int:
    """Write the registry in a format; the sequence number of the last change that is in it.

    Raises DatasetError for an unknown format or a path that cannot be written, DatasetBusy where the registry changed meanwhile.
    """
    if name not in DUMPS:
        raise DatasetError(f"{name!r} is no export format of the registry; the formats are {', '.join(DUMPS)}")
    version = registry.version
    try:
        DUMPS[name](registry, path)
    except OSError as error:
        raise DatasetError(f"{path} cannot be written ({error.strerror}): choose another path") from error
    if registry.version != version:
        raise DatasetBusy(f"the registry changed while it was written to {path}: export it again")
    return version
