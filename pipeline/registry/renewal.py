"""A store made anew beside the one that is there, because the rules changed: readers keep the old one until the new one is settled.

The change log goes on where it ended, so what the new rules make of the same records is logged as any other change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.errors import DatasetError
from pipeline.registry.freshness import FILE, rules, rules_of
from pipeline.registry.ledger import Ledger
from pipeline.registry.store import Store

__all__ = ["begin", "end", "wanted"]

NEXT: Final = "registry.next.sqlite"


def wanted(folder: Path) -> bool:
    """Whether the store was made by other rules, and can be made anew: all it has came from the dataset."""
    if not (folder / FILE).is_file() or rules_of(folder / FILE) == rules():
        return False
    try:
        store = Store(folder)
    except DatasetError:
        return True
    try:
        return store.one("select 1 from announcements where id not in (select id from stamps) limit 1") is None
    finally:
        store.close()


def begin(folder: Path, ledger: Ledger) -> Store:
    """The new store, empty or as far as a run that was killed had come; what the old one had not yet written to the log is written."""
    try:
        old = Store(folder, write=True)
    except DatasetError:  # of another version of the store: a run that ended wrote all of it
        old = None
    if old is not None:
        ledger.flush(old)
        old.close()
    if rules_of(folder / NEXT) != rules():
        _remove(folder / NEXT)
    return Store(folder, write=True, name=NEXT)


def end(store: Store, folder: Path) -> Store:
    """Put the new store in the place of the old one. Who reads the old one goes on reading it until they open it again."""
    store.run("pragma wal_checkpoint(truncate)")
    store.close()
    for beside in ("-wal", "-shm"):  # a journal of the old file must not be taken for one of the new
        (folder / f"{FILE}{beside}").unlink(missing_ok=True)
    (folder / NEXT).replace(folder / FILE)
    return Store(folder, write=True)


def _remove(file: Path) -> None:
    for beside in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{beside}").unlink(missing_ok=True)
