"""Whether a file holds what its suffix promises: content by its first bytes, whatever the name says."""

from __future__ import annotations

import re
from typing import Final

from pipeline.errors import SourceError

__all__ = ["check"]

ZIP: Final = b"PK\x03\x04"

SIGNATURES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"%PDF-", "a PDF document", ".pdf"),
    (ZIP, "a ZIP archive or Word document", ".docx"),
    (b"\x1f\x8b\x08", "gzip-compressed data", ".gz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office document", ""),
    (b"{\\rtf", "a rich-text (RTF) document", ""),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"II*\x00", "a picture", ""),
    (b"MM\x00*", "a picture", ""),
    (b"RIFF", "a picture, sound or film", ""),
    (b"\x7fELF", "a program", ""),
    (b"BZh", "bzip2-compressed data", ""),
    (b"\xfd7zXZ\x00", "xz-compressed data", ""),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", ""),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ""),
    (b"SQLite format 3\x00", "a database", ""),
    (b"PAR1", "a Parquet table", ""),
)
"""First bytes, what they are, and the suffix under which herald reads it, if any."""

PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
PLAIN: Final = frozenset({".txt", ".md", ".eml", ".jsonl"})
SIGNED: Final = {".pdf": b"%PDF-", ".docx": ZIP}
HEAD: Final = 1024


def check(data: bytes, suffix: str, source: str) -> None:
    """Raise SourceError if bytes are unmistakably something else than `suffix` promises."""
    wanted = SIGNED.get(suffix)
    if wanted is not None and wanted in data[: HEAD if suffix == ".pdf" else len(wanted)]:
        return
    for signature, kind, fitting in SIGNATURES:
        if data.startswith(signature):
            raise SourceError(source, f"holds {kind}, not what {suffix} promises", advice(fitting))
    if wanted is not None:
        raise SourceError(source, f"does not hold what {suffix} promises", "rename it to what it is, or fetch it again")
    if suffix in PLAIN and PAGE.match(data):
        raise SourceError(source, f"holds an HTML page, not what {suffix} promises", advice(".html"))


def advice(suffix: str) -> str:
    """The way out for a misnamed file."""
    if suffix == ".gz":
        return "add .gz to its name"
    return f"rename it to {suffix}" if suffix else "save it as .docx, .pdf or .txt, or remove it"
