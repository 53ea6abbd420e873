"""Gold: annotated announcements as others read them, to score by, to learn from.

A gold record is a record of the contract without confidence and rule; its text is in it, so that nothing else is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError

__all__ = ["read"]


def read(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The gold records of a file, or of every file under a folder in the order of their paths, each with its name.

    `.json` files hold a record each, `.jsonl` files one a line; a line is named by the record's own `source`, else by its number.
    Raises RecordError for what is no gold record.
    """
    for path in [place] if place.is_file() else sorted([*place.rglob("*.json"), *place.rglob("*.jsonl")]):
        if path.suffix == ".json":
            yield str(path), _record(str(path), path.read_text(encoding="utf-8"))
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                record = _record(f"{path}:{number}", line)
                yield str(record.get("source") or f"{path}:{number}"), record


def _record(name: str, written: str) -> dict[str, Any]:
    try:
        content = json.loads(written)
    except ValueError as error:
        raise RecordError(f"{name}: {error}") from error
    if not isinstance(content, dict) or "text" not in content:
        raise RecordError(f"{name} is no gold record: it has no text")
    return content
