"""A column of a table: its name, its type, and its meaning as a comment that readers of the table see."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

__all__ = ["TIME", "column"]

TIME: Final = pa.timestamp("us", tz="UTC")


def column(name: str, kind: pa.DataType, meaning: str, *, null: bool = True) -> pa.Field:
    """A column; `null` says whether it may be empty."""
    return pa.field(name, kind, nullable=null, metadata={"comment": meaning})
