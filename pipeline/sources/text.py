"""The last gate before an announcement exists: text that every later step can live with."""

from __future__ import annotations

import unicodedata
from typing import Final

from pipeline.errors import SourceError
from pipeline.records import Announcement

__all__ = ["TEXT_LIMIT", "accepted", "headline"]

TEXT_LIMIT: Final = 1_000_000
"""Code points that one announcement may have: the longest text that spaCy takes."""

CONTROL_SHARE: Final = 0.02
PLAIN_CONTROLS: Final = frozenset("\t\n\x0b\x0c\r\x1b\x85")


def accepted(announcement: Announcement) -> Announcement:
    """The announcement itself. Raises SourceError if its text is empty, binary, too long or not valid Unicode."""
    text, source = announcement.text, announcement.source
    if len(text) > TEXT_LIMIT:
        reason = f"has {len(text):,} characters, and one announcement may have {TEXT_LIMIT:,}"
        raise SourceError(source, reason, "split it into its announcements, or put them into JSON Lines")
    if (nul := text.find("\0")) >= 0:
        raise SourceError(source, f"holds a NUL character at {nul}: binary or damaged", "remove the NULs or the file")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError(source, f"holds half a character at {error.start}", "repair its encoding") from None
    if not any(unicodedata.category(character)[0] in "LNPS" for character in text):
        raise SourceError(source, "holds no text", "fill or remove it")
    controls = sum(unicodedata.category(character) == "Cc" and character not in PLAIN_CONTROLS for character in text)
    if controls > CONTROL_SHARE * len(text):
        raise SourceError(source, f"is binary: {controls} control characters", "remove it, or convert it to text")
    if announcement.title is not None and not announcement.title.isprintable():
        title = announcement.title.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
        return announcement.model_copy(update={"title": " ".join(title.split()) or None})
    return announcement


def headline(claimed: str | None, text: str) -> str | None:
    """A title from a file's properties, if the text bears it out: properties are often those of a template."""
    title = " ".join((claimed or "").split())
    return title if title and "".join(title.split()).casefold() in "".join(text.split()).casefold() else None
