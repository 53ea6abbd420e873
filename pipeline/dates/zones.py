"""Stretches of a text whose figures are no dates whatever they look like: file names, addresses, copyright notices."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_EXTENSION = (
    r"\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?|svg|pdf|docx?|xlsx?|pptx?|mp[34]|mov|avi|wav|zip|rar|csv|txt|html?)(?![\w])"
)
_FILE = re.compile(_EXTENSION, re.IGNORECASE)
_FILE_STOPS = frozenset("|,;()（）")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n]{0,60}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:ISBN|ISSN|DOI|ИНН|ОГРН|IBAN)[^\n]{0,30}")
# Each is looked for only where its sign occurs: a search for a plain string is much the quicker.
_SIGNS = {
    **dict.fromkeys(("://", "www.", "@"), _ADDRESS),
    **dict.fromkeys(("©", "(c)", "(C)", "opyright", "OPYRIGHT"), _COPYRIGHT),
    **dict.fromkeys(("ISBN", "ISSN", "DOI", "ИНН", "ОГРН", "IBAN"), _NUMBERED),
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))

Zone = tuple[int, int]


def zones(text: str) -> list[Zone]:
    """Where no date is sought, sorted and merged."""
    found: list[Zone] = []
    if "." in text[:-1]:
        found += [_file(text, match.start(), match.end()) for match in _FILE.finditer(text)]
    if _SIGN.search(text):
        for pattern in {_SIGNS[sign] for sign in _SIGNS if sign in text}:
            found += [match.span() for match in pattern.finditer(text)]
    return merged(found) if found else found


def _file(text: str, at: int, end: int) -> Zone:
    """The file name whose extension stands at `at`; names are no longer than 200 signs.

    A short line that ends as a file name is one as a whole: "WhatsApp Image 2025-11-26 at 10.41.07.jpeg".
    """
    start = at
    while start > max(0, at - 200) and not text[start - 1].isspace() and text[start - 1] not in _FILE_STOPS:
        start -= 1
    line = text.rfind("\n", max(0, end - 90), start) + 1
    whole = line > 0 or end <= 90
    return (
        (line, end)
        if whole and text[end : end + 1] in ("", "\n", "\r", " ") and not text[end : end + 2].strip()
        else (start, end)
    )


def merged(found: Sequence[Zone]) -> list[Zone]:
    """The same stretches, sorted, those that touch put together."""
    rows: list[Zone] = []
    for start, end in sorted(found):
        if rows and start <= rows[-1][1]:
            rows[-1] = rows[-1][0], max(rows[-1][1], end)
        else:
            rows.append((start, end))
    return rows


def within(start: int, end: int, rows: Sequence[Zone]) -> bool:
    """Does the stretch start:end touch one of the zones, which are sorted and apart?"""
    i = bisect_left(rows, (end, 0))
    return i > 0 and start < rows[i - 1][1]
