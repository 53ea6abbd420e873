"""Whether the registry is up to date, told from three marks without reading a row: a run without news must cost next to nothing.

The marks are those of the last run that was settled: the version of the table of announcements, the decisions, and the rules, that is
the code and data which decide what entities are made of the same records. Where the rules are others, the registry is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Final

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

__all__ = ["DECISIONS", "FILE", "FOLDER", "current", "mark", "rules", "rules_of"]

FOLDER: Final = "registry"
FILE: Final = "registry.sqlite"
DECISIONS: Final = "decisions.jsonl"
ASKED: Final = frozenset(
    {"audit.py", "benchmark.py", "calibrate.py", "evidence.py", "explain.py", "facade.py", "freshness.py", "__init__.py"}
)
"""Modules that read what others made."""


@cache
def rules() -> str:
    """The version of everything that decides which entities records give."""
    found = blake2b(digest_size=8)
    for file in sorted(_files(), key=lambda file: (file.name, file.parent.name)):
        found.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return found.hexdigest()


def _files() -> list[Path]:
    folders = [Path(str(resources.files(name))) for name in ("pipeline.registry", "pipeline.transcription")]
    files = (file for folder in folders for file in folder.rglob("*"))
    return [file for file in files if file.suffix in (".py", ".toml") and file.name not in ASKED]


def mark(processed: Path, decisions: Path) -> str:
    """What a registry that is up to date with the dataset bears. Raises DeltaError where there is no dataset."""
    law = decisions.read_bytes() if decisions.is_file() else b""
    version = DeltaTable(str(processed / "announcements")).version()
    return json.dumps([version, blake2b(law, digest_size=8).hexdigest(), rules()])


def rules_of(file: Path) -> str | None:
    """The rules by which a store was made; None where it is not there, or does not say."""
    return _remembered(file, "rules")


def current(processed: Path) -> bool:
    """Whether the registry of a dataset has all that is in it, by these rules and its decisions."""
    try:
        return _remembered(processed / FOLDER / FILE, "mark") == mark(processed, processed / DECISIONS)
    except DeltaError:
        return False


def _remembered(file: Path, name: str) -> str | None:
    if not file.is_file():
        return None
    try:
        db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    except sqlite3.Error:
        return None
    try:
        row = db.execute("select value from meta where name = ?", (name,)).fetchone()
    except sqlite3.Error:
        return None
    finally:
        db.close()
    return str(row[0]) if row else None
