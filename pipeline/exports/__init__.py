"""Records out: one format per file, `write(records, stream)`; the table below is the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from pipeline.exports import html, jsonl, table
from pipeline.records import Record

Export = Callable[[Iterable[Record], TextIO], None]

EXPORTS: dict[str, Export] = {"jsonl": jsonl.write, "table": table.write, "html": html.write}
