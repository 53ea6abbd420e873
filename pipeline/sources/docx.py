"""Word documents: paragraphs and tables in their order, as they read with all changes accepted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources.raw import Raw, megabytes
from pipeline.sources.text import headline

__all__ = ["read"]

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
SKIPPED: Final = frozenset({WORD + "del", WORD + "moveFrom", WORD + "pPr", WORD + "rPr", COMPATIBILITY + "Fallback"})
BROKEN: Final = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, OSError, EOFError, RuntimeError)
"""What zipfile and python-docx raise on damaged, encrypted and forged documents."""

TITLES: Final = frozenset({"Title", "Heading 1"})


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement; its title is the document's own, or the paragraph styled as title.

    When a file was made or changed is not when it was published, so `published` stays unknown. Raises SourceError for
    broken documents and for archives that swell beyond the limit.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    data = raw.data()
    check_archive(data, raw)
    try:
        document = Document(BytesIO(data))
        properties = document.core_properties
        title, language = properties.title, properties.language
    except (PackageNotFoundError, etree.XMLSyntaxError, *BROKEN) as error:
        raise broken(raw, error) from None
    lines = list(blocks(document.element.body))
    text = "\n".join(lines)
    styled = next((line for style, line in styles(document.paragraphs) if style in TITLES), None)
    yield Announcement(
        text=text,
        source=raw.source,
        title=headline(title, text) or styled,
        language=(language or "").lower().partition("-")[0] or None,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def check_archive(data: bytes, raw: Raw) -> None:
    """Raise SourceError if the archive is broken, no Word document, or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise broken(raw, error) from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise SourceError(raw.source, "is a ZIP archive, but no Word document", "save the announcement as .docx")
    size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if size > raw.limit:
        raise raw.too_large(f"unpacks to {megabytes(size)}, over")


def broken(raw: Raw, error: Exception) -> SourceError:
    """The error for a document that cannot be opened."""
    reason = " ".join(str(error).split())
    return SourceError(raw.source, f"is a broken Word document ({reason})", "open it in Word and save it again")


def styles(paragraphs: object) -> Iterator[tuple[str, str]]:
    """Style name and text of each paragraph that has both."""
    for paragraph in paragraphs:  # type: ignore[attr-defined]
        if paragraph.style is not None and paragraph.text.strip():
            yield str(paragraph.style.name), " ".join(paragraph.text.split())


def blocks(parent: etree._Element) -> Iterator[str]:
    """Each paragraph as a line, each row of a table as a line with bars; in order, also inside content controls."""
    for child in parent:
        if child.tag == WORD + "p":
            yield line(child)
        elif child.tag == WORD + "tbl":
            for row in own(child, WORD + "tr"):
                cells = own(row, WORD + "tc")
                yield " | ".join(" ".join(line(part).strip() for part in cell.iter(WORD + "p")) for cell in cells)
        elif child.tag not in SKIPPED:
            yield from blocks(child)


def own(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The rows of a table, or the cells of a row, less those of tables inside."""
    return [found for found in parent.iter(tag) if next(found.iterancestors(parent.tag), None) is parent]


def line(paragraph: etree._Element) -> str:
    """The text of a paragraph, without what was deleted."""
    parts: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag in SKIPPED or not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(WORD)
        if name == "t":
            parts.append(element.text or "")
        elif name in SIGNS:
            parts.append(SIGNS[name])
        else:
            pending += reversed(element)
    return "".join(parts)
