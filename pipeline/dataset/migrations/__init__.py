"""From older versions of the dataset's columns to this one, table by table.

A table carries the version of its schema as a property, which time travel and `restore` bring back with the columns; a table without
it is of version 1. A migration is one small module here with `VERSION`, the version it leads to, and `change(table, opened)`, which
changes one table and may be called again after a kill. Add it to `STEPS`: nothing else has to know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from pipeline.dataset.migrations import to_2, to_3
from pipeline.errors import DatasetError

__all__ = ["LATEST", "PROPERTY", "STEPS", "mark", "migrate", "version_of"]

PROPERTY: Final = "herald.schema"
Step = Callable[[str, DeltaTable], None]
STEPS: Final[dict[int, Step]] = {to_2.VERSION: to_2.change, to_3.VERSION: to_3.change}
LATEST: Final = 3


def version_of(opened: DeltaTable) -> int:
    """The version of a table's schema."""
    return int(opened.metadata().configuration.get(PROPERTY, "1"))


def mark(opened: DeltaTable, version: int) -> None:
    """Say of a table which version its schema has; one commit."""
    opened.alter.set_table_properties({PROPERTY: str(version)}, raise_if_not_exists=False)


def migrate(tables: Mapping[str, DeltaTable], *, steps: Mapping[int, Step] = STEPS) -> dict[str, int]:
    """Bring tables to the newest version; table → the version that it had, of those that were older.

    Each step is made and marked before the next, so that a run that is killed in between is completed by the next one.
    Raises DatasetError for a table of a newer herald, or one that cannot be changed.
    """
    latest, found = max(steps), {}
    for table, opened in tables.items():
        version = version_of(opened)
        if version > latest:
            raise DatasetError(f"{table} has schema version {version}, this herald knows {latest}: update herald")
        if version < latest:
            found[table] = version
        for step in range(version + 1, latest + 1):
            try:
                steps[step](table, opened)
                opened.update_incremental()
                mark(opened, step)
            except DeltaError as error:
                raise DatasetError(
                    f"{table} cannot be brought to schema version {step} ({error}): check the disk, run again"
                ) from error
            opened.update_incremental()
    return found
