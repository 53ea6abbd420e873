"""Markdown: the announcement is the file's content; front matter and the first heading are its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.records import Announcement
from pipeline.sources.encoding import decode
from pipeline.sources.page import iso_day
from pipeline.sources.raw import Raw

__all__ = ["read"]

FRONT: Final = re.compile(r"---[ \t]*\n(.{0,5000}?)\n---[ \t]*(?:\n|$)", re.DOTALL)
FIELD: Final = re.compile(r"^(title|date|published|lang|language):(.+)$", re.MULTILINE | re.IGNORECASE)
HEADING: Final = re.compile(r"^#[ \t](.+)$", re.MULTILINE)


def read(raw: Raw) -> Iterator[Announcement]:
    """One announcement, its text exactly that of the file, marks included."""
    text = decode(raw.data(), raw.source)
    front = FRONT.match(text)
    fields = {name.lower(): value.strip(" \t\"'") for name, value in FIELD.findall(front.group(1))} if front else {}
    heading = HEADING.search(text)
    yield Announcement(
        text=text,
        source=raw.source,
        title=fields.get("title") or (heading.group(1).strip(" \t#") if heading else None) or None,
        published=iso_day(fields.get("date") or fields.get("published") or ""),
        language=(fields.get("lang") or fields.get("language") or "").lower().partition("-")[0] or None,
        media_type="text/markdown",
    )
