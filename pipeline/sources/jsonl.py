"""JSON Lines: one announcement a line, with `text` and, if known, `title`, `published` (EDTF) and `language`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from pipeline.errors import SourceError
from pipeline.records import Announcement
from pipeline.sources.encoding import newlines
from pipeline.sources.raw import Raw
from pipeline.sources.text import accepted

__all__ = ["BadLines", "read"]

NAMED: Final = 1000
"""Bad lines that are named one by one; the others are counted."""

PUBLISHED: Final = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}\S*)?")
BLANK: Final = 100_000
"""Empty lines in a row after which a file is given up: it may be a gzip bomb of them."""

FIELDS: Final = ("title", "published", "language")


class BadLines(SourceError):  # noqa: N818 - the lines are bad, the file is not
    """Some lines of a file cannot be read; `parts` are their errors, one each. The other lines have been given."""

    def __init__(self, source: str, errors: tuple[SourceError, ...], bad: int) -> None:
        self.errors = errors
        self.bad = bad
        lines = "a line" if bad == 1 else f"{bad} lines"
        super().__init__(source, f"has {lines} that cannot be read; {errors[0]}")

    @property
    def parts(self) -> tuple[SourceError, ...]:
        """The errors of the single lines, and one more for those beyond the first thousand."""
        if self.bad <= len(self.errors):
            return self.errors
        more = SourceError(self.source, f"has {self.bad - len(self.errors)} further lines that cannot be read", "see the first")
        return (*self.errors, more)

    def __reduce__(self) -> tuple[type[BadLines], tuple[str, tuple[SourceError, ...], int]]:  # type: ignore[override]
        """Pickle by what it was made of."""
        return type(self), (self.source, self.errors, self.bad)


def read(raw: Raw) -> Iterator[Announcement]:
    """The announcements of all good lines, `source` being `path#line`; then, if there are bad ones, BadLines.

    Lines are read one at a time, so that the limit is for a line and the file may have any size.
    """
    errors: list[SourceError] = []
    bad = good = blank = 0
    for number, line in enumerate(raw.lines(), start=1):
        source = f"{raw.source}#{number}"
        if number == 1 and isinstance(line, bytes) and line.strip() == b"[":
            raise SourceError(raw.source, "holds a JSON array, not JSON Lines", "write one object a line, without brackets")
        try:
            found = parsed(line, source, first=number == 1)
        except SourceError as error:
            raw.still()
            bad += 1
            errors += [error] if len(errors) < NAMED else []
            continue
        if found is not None:
            good += 1
            yield found
        blank = 0 if found is not None else blank + 1
        if blank > BLANK:
            raise SourceError(source, f"comes after {BLANK:,} empty lines", "remove them")
    if bad:
        raise BadLines(raw.source, tuple(errors), bad)
    if not good:
        raise SourceError(raw.source, "is empty", "fill or remove it")


def parsed(line: bytes | SourceError, source: str, *, first: bool) -> Announcement | None:
    """The announcement of a line, None for an empty one. Raises SourceError for whatever is wrong with it."""
    if isinstance(line, SourceError):
        raise SourceError(source, line.reason, line.remedy)
    line = line.removeprefix(b"\xef\xbb\xbf") if first else line
    if not line.strip():
        return None
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(source, f"is not UTF-8 at byte {error.start}", "save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise SourceError(source, f"is no JSON ({error})", "give one JSON object a line") from None
    return accepted(announcement(fields, source))


def announcement(fields: Any, source: str) -> Announcement:
    """The announcement that the fields of one line make."""
    if not isinstance(fields, dict):
        raise SourceError(source, "is no JSON object", 'give one object a line: {"text": "..."}')
    if not isinstance(text := fields.get("text"), str):
        known = ", ".join(sorted(map(str, fields))[:8]) or "none"
        raise SourceError(source, f"has no string 'text' (fields: {known})", "put the announcement's text there")
    extra: dict[str, str | None] = {name: told(fields, name, source) for name in FIELDS}
    if (day := extra["published"]) is not None:
        match = PUBLISHED.fullmatch(day)
        if match is None:
            raise SourceError(source, f"has published {day!r}, which is no date", "write it as 2025-11-26, 2025-11 or 2025")
        extra["published"] = match.group(1)
    return Announcement(text=newlines(text), source=source, media_type="application/jsonl", **extra)


def told(fields: dict[str, Any], name: str, source: str) -> str | None:
    """An optional field, None if it is missing or blank."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(source, f"has a {name} that is no string", "quote it or leave it out")
    return value.strip() or None
