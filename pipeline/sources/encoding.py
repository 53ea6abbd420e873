"""Bytes to text: which encoding, and what to say where there is none."""

from __future__ import annotations

import codecs
from typing import Final

from pipeline.errors import SourceError

__all__ = ["decode"]

BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, source: str, *, declared: str | None = None) -> str:
    """The text of `data`, newlines as `\\n`, without a byte-order mark. Raises SourceError naming `source`."""
    return newlines(_decoded(data, source, declared))


def newlines(text: str) -> str:
    """The same text with `\\n` for every `\\r\\n` and `\\r`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, source: str, declared: str | None) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    return data.decode("utf-8")
