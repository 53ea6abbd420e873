"""PDF: the text layer, pages joined, lines joined to the paragraphs that the page shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources.encoding import newlines
from pipeline.sources.raw import Raw
from pipeline.sources.text import TEXT_LIMIT, headline

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

__all__ = ["read"]

PASSWORD: Final = 4
PDFIUM: Final = threading.Lock()
"""pdfium is not safe for threads."""

HYPHENS: Final = ("\ufffe", "\x02")
"""What pdfium puts for a hyphen that only breaks a word at the end of a line."""

COLUMN: Final = 36.0
"""Lines of a column start within so many points of each other: half an inch."""

SPACE: Final = 0.2
"""A space between words, in heights of the line."""

GAP: Final = 0.9
"""Distance of two lines, in heights of the upper one, above which a paragraph ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its box, and how wide its first word is, in points.

    `start` and `stop` are the left and right edge; where text runs to the left, the page is mirrored.
    """

    text: str
    start: float
    stop: float
    bottom: float
    top: float
    word: float


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement; its title as the document's metadata has it, if the text has it too.

    The day on which the file was made is not the day of publication, so `published` stays unknown. Raises SourceError
    for broken, protected and scanned documents.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    data = raw.data()
    with PDFIUM:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            if error.err_code == PASSWORD:
                raise SourceError(raw.source, "is protected by a password", "save a copy without it") from None
            raise SourceError(raw.source, "is a broken PDF", "fetch it again, or print it to a new PDF") from None
        try:
            text, title = pages(document), document.get_metadata_value("Title")
            count = len(document)
        except PdfiumError as error:
            raise SourceError(
                raw.source, f"is a broken PDF ({' '.join(str(error).split())})", "print it to a new PDF"
            ) from None
        finally:
            document.close()
    if not text.strip():
        reason = f"has no text on its {count} pages: it is a scan or a picture"
        raise SourceError(raw.source, reason, "run text recognition (OCR) on it first")
    yield Announcement(text=text, source=raw.source, title=headline(title, text), media_type="application/pdf")


def pages(document: PdfDocument) -> str:
    """The text of all pages, up to the first page beyond the limit of characters."""
    texts: list[str] = []
    size = 0
    for page in document:
        layer = page.get_textpage()
        texts.append(paragraphs(layer))
        size += len(texts[-1])
        layer.close()
        page.close()
        if size > TEXT_LIMIT:
            break
    return "\n\n".join(text for text in texts if text)


def paragraphs(layer: PdfTextPage) -> str:
    """The text of a page; a line break is kept only where the next word would still have fitted into the column."""
    lines = list(placed(layer))
    if not lines:
        return ""
    begins, ends = columns(lines)
    parts = [lines[0].text]
    for above, below in pairwise(lines):
        place = int(above.start // COLUMN)
        parts.append(joint(above, below, begin=begins[place], end=ends[place]))
        if parts[-1] == "" and above.text.endswith(HYPHENS):
            parts[-2] = parts[-2][:-1]
        parts.append(below.text)
    text = "".join(parts)
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def columns(lines: list[Line]) -> tuple[dict[int, float], dict[int, float]]:
    """Where the column of a line begins and ends, by the place where the line starts, in steps of `COLUMN`."""
    begins: dict[int, float] = {}
    ends: dict[int, float] = {}
    for line in lines:
        place = int(line.start // COLUMN)
        for near in (place - 1, place, place + 1):
            begins[near] = min(begins.get(near, line.start), line.start)
            ends[near] = max(ends.get(near, line.stop), line.stop)
    return begins, ends


def joint(above: Line, below: Line, *, begin: float, end: float) -> str:
    """What stands between two lines: nothing, a space, a line break or an empty line."""
    height = above.top - above.bottom
    if above.bottom - below.top > GAP * height or below.bottom > above.top:
        return "\n\n"
    if abs((below.top - below.bottom) - height) > 0.4 * height:
        return "\n"
    indented = below.start - above.start > height and above.start - begin < height
    if end - above.stop > SPACE * height + below.word or indented:
        return "\n"
    if above.text.endswith(HYPHENS):
        return ""
    return "" if dense(above.text[-1]) or dense(below.text[0]) else " "


def dense(character: str) -> bool:
    """Whether a script is written without spaces."""
    return "\u2e80" <= character <= "\ua4cf" or "\uff00" <= character <= "\uffef"


def placed(layer: PdfTextPage) -> Iterator[Line]:
    """The lines of a page with their boxes."""
    text = layer.get_text_range()
    start = 0
    for row in newlines(text.replace("\r\n", "\n\n")).split("\n"):
        words = row.strip()
        if words:
            first = start + row.index(words[0])
            word = next((place for place, letter in enumerate(words) if letter == " " or dense(letter)), len(words)) or 1
            boxes = [layer.get_charbox(place, loose=True) for place in (first, first + word - 1, first + len(words) - 1)]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            mirrored = any("\u0590" <= letter <= "\u08ff" for letter in words)
            yield Line(
                text=words,
                start=-right if mirrored else left,
                stop=-left if mirrored else right,
                bottom=min(box[1] for box in boxes),
                top=max(box[3] for box in boxes),
                word=abs(max(boxes[0][2], boxes[1][2]) - min(boxes[0][0], boxes[1][0])),
            )
        start += len(row) + 1
