"""Names that a network finds in pieces: the pieces of one person's name are put together, and names of files are let go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Found = tuple[int, int, str, float]
"""Start and end, label, probability."""

PERSON = "PER"
NICKNAME = re.compile(r' (?:"[^\W\d_]+"|“[^\W\d_]+”|«[^\W\d_]+») ')
INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3}")
QUOTES = {'"': '"', "“": "”", "«": "»"}


def put_together(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Give the names of a text, in order: of one person's name, found in pieces, one; none that a file's name begins with.

    Reads:   found, names in order that share no letter. Pieces belong together where a nickname in quotes stands between, and
             where a family of one word comes first: in one pair of quotes with what follows, or before initials.
    """
    last: Found | None = None
    for name in found:
        if "_" in text[max(0, name[0] - 1) : name[1] + 1]:
            continue
        if last and last[2] == name[2] == PERSON and _belong(text, last, name):
            last = (last[0], name[1], PERSON, min(last[3], name[3]))
            continue
        if last:
            yield last
        last = name
    if last:
        yield last


def _belong(text: str, one: Found, other: Found) -> bool:
    between = text[one[1] : other[0]]
    if between == ", ":
        quoted = bool(one[0]) and QUOTES.get(text[one[0] - 1]) == text[other[1] : other[1] + 1] != ""
        family = " " not in text[one[0] : one[1]]
        return family and (quoted or bool(INITIALS.fullmatch(text[other[0] : other[1] + 1].rstrip(" ,;:)"))))
    return bool(NICKNAME.fullmatch(between))
