"""JSON Lines: one record a line, as the contract has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from pipeline.records import Record


def write(records: Iterable[Record], stream: TextIO) -> None:
    """Write each record as soon as it is made, UTF-8 unescaped; a lone surrogate of a broken text stays an escape."""
    for record in records:
        line = json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
        try:
            line.encode()
        except UnicodeEncodeError:
            line = json.dumps(record.model_dump(mode="json"))
        stream.write(line + "\n")
        stream.flush()
