"""The stretches of an announcement that stand below a heading which is nothing but a centre's name, or in a centre's row of a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

# What parts a heading from the region before it ("West Africa | Ghana Hub"), and what may stand around a name alone.
PARTS = "|/:—–："
EDGES = ' \t.*#-•·0123456789()[]【】「」“”"«»'
REMARK = re.compile(r"\s*[(（][^()（）\n]*[)）]")
# What opens an item of a list before its name, and what may follow the name where nothing does ("Aral Hub: ...").
BULLET = re.compile(r"\s*(?:[-–—•·*●■▪▸►◦‣✓✔>]|[(（\[]?\w{1,3}[)）\].、．:：/]|\d\ufe0f?\u20e3|[①-⑳])\s*")
COLON = re.compile(r"\s*(?:[(（][^()（）\n]*[)）]\s*)?[:：|—–]")
BLANK = re.compile(r"\n\s*\n")


def owner(text: str, sites: Sequence[Collection[tuple[int, int]]], at: int) -> int | None:
    """Which centre's heading stands last before an offset. `sites`: the mentions of each centre."""
    headings = [
        (start, n) for n, mentions in enumerate(sites) for start, end in mentions if end <= at and _alone(text, start, end)
    ]
    return max(headings)[1] if headings else None


def rows(text: str, named: Sequence[tuple[int, int, int]], starts: Iterable[int]) -> dict[int, int]:
    """Those of some offsets that stand in a centre's row of a list → the number of the centre; `named`: as of `sites.named_in_order`."""
    found = {at: row(text, named, at) for at in starts}
    return {at: n for at, n in found.items() if n is not None}


def row(text: str, named: Sequence[tuple[int, int, int]], at: int) -> int | None:
    """Which centre an item of a list or a block of lines is about: its name opens the item, or stands alone above the block, and no other is named since."""
    line, last = text.rfind("\n", 0, at) + 1, None
    for k in range(bisect_left(named, (at,)) - 1, -1, -1):
        start, end, n = named[k]
        if end > at:
            continue
        last = n if last is None else last
        if BLANK.search(text, end, at) or n != last:
            return None
        if (start >= line and _item(text, line, start, end)) or (end < line and _alone(text, start, end)):
            return n
    return None


def _item(text: str, line: int, start: int, end: int) -> bool:
    """Whether a name opens an item of a list."""
    before = text[line:start]
    return bool(BULLET.fullmatch(before) or (not before.strip() and COLON.match(text, end)))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is a part of a line by itself, which neither opens nor closes the text."""
    opens, closes = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if closes < 0 or not opens:
        return False
    before, behind = text[opens:start].rstrip(EDGES), REMARK.sub("", text[end:closes], count=1).lstrip(EDGES)
    return (not before or before[-1] in PARTS) and (not behind or behind[0] in PARTS)
