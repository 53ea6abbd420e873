"""E-mail: Subject is the title, Date the publication, the plain part the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources import html
from pipeline.sources.encoding import decode
from pipeline.sources.raw import Raw

__all__ = ["read"]

ENVELOPE: Final = ("From", "Subject", "Date", "Received", "MIME-Version", "Message-ID")
STUB: Final = 200
"""Characters below which a plain part may be a mere notice that the HTML part is the message."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text part of a message."""

    media_type: str
    text: str
    source: str


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement: the plain-text parts, or the HTML part where there are none; attachments are left alone.

    Raises SourceError if the file has no e-mail header, or no text part.
    """
    try:
        message = message_from_bytes(raw.data())
        parts = [part for leaf in message.walk() if (part := readable(leaf, raw.source)) is not None]
    except RecursionError:
        raise SourceError(raw.source, "nests its parts too deeply", "forward the announcement alone") from None
    if not any(message.get(name) for name in ENVELOPE):
        raise SourceError(raw.source, "has no e-mail header", "rename it to .txt if it is plain text")
    text, language = chosen(parts, raw.source)
    yield Announcement(
        text=text,
        source=raw.source,
        title=subject(message),
        published=day(message),
        language=language or claimed(message),
        media_type="message/rfc822",
    )


def readable(leaf: Message, source: str) -> Part | None:
    """A part as text, None for containers, attachments and what is not text."""
    if leaf.is_multipart() or leaf.get_content_disposition() == "attachment":
        return None
    kind = leaf.get_content_type()
    payload = leaf.get_payload(decode=True)
    if kind not in {"text/plain", "text/html"} or not isinstance(payload, bytes) or not payload.strip():
        return None
    text = decode(payload, source, declared=leaf.get_content_charset())
    if kind == "text/plain" and str(leaf.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, joined=str(leaf.get_param("delsp", "")).lower() == "yes")
    return Part(kind, text, source)


def chosen(parts: list[Part], source: str) -> tuple[str, str | None]:
    """The text of the message, and the language if its HTML names one."""
    plain = "\n\n".join(part.text for part in parts if part.media_type == "text/plain")
    page = next((part for part in parts if part.media_type == "text/html"), None)
    if page is not None and len(plain.strip()) < STUB:
        try:
            found = html.announcement(page.text, source)
        except SourceError:
            if plain.strip():
                return plain, None
            raise
        if len(found.text) > 2 * len(plain):
            return found.text, found.language
    if not plain.strip():
        raise SourceError(source, "has no text part", "save its attachment as a file of its own")
    return plain, None


def unflowed(text: str, *, joined: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next; `joined` drops that space (DelSp)."""
    lines: list[list[str]] = [[]]
    for row in text.split("\n"):
        line = row.removeprefix(" ")
        flowing = line.endswith(" ") and line != "-- "
        lines[-1].append(line[:-1] if flowing and joined else line)
        if not flowing:
            lines.append([])
    return "\n".join("".join(parts) for parts in lines if parts)


def subject(message: Message) -> str | None:
    """The subject on one line, decoded as far as it can be."""
    value = message.get("Subject")
    if value is None:
        return None
    try:
        chunks = decode_header(value)
        words = [chunk if isinstance(chunk, str) else decode(chunk, "Subject", declared=charset) for chunk, charset in chunks]
    except (HeaderParseError, ValueError, SourceError):
        words = [str(value)]
    return " ".join(" ".join(words).split()) or None


def day(message: Message) -> str | None:
    """The day in the Date header, in the sender's own time zone, None if it is none."""
    try:
        return parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (TypeError, ValueError, OverflowError):
        return None


def claimed(message: Message) -> str | None:
    """The Content-Language, if it names one."""
    code = str(message.get("Content-Language") or "").strip().lower().partition("-")[0]
    return code if code.isalpha() and len(code) in {2, 3} else None
