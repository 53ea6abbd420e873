"""The name that a Chinese site bears behind that of its network: 漂流站·X站."""

from __future__ import annotations

import re

from pipeline.names.han.bounds import Bounds

__all__ = ["own_name_end"]

DOTS = frozenset("·•・")
# How long the name is that a site bears behind that of its network, less one.
LONGEST_OWN = 9
# How long one is that no list of places has.
SHORT_OWN = 4
_HAN = re.compile(r"[\u3400-\u9fff]+")


def own_name_end(bounds: Bounds, text: str, head: re.Match[str], *, named: bool, again: bool) -> int | None:
    """Where the name ends that a site bears behind that of its network, or None.

    Without a dot it is a known place, or the text names the network alone too (`again`), and another noun follows (动物医院X站).
    `named`: whether what stands before the head names something. Words read: own, places, stops.
    """
    at = head.end()
    dotted = text[at : at + 1] in DOTS
    if not dotted and not named:
        return None
    begin = at + dotted
    for end in range(begin + 2, begin + LONGEST_OWN):
        noun = next((n for n in (head.group(), *bounds.own) if text.startswith(n, end)), None)
        name = text[begin:end]
        if not _HAN.fullmatch(name) or (name not in bounds.places and any(stop in name for stop in bounds.stops)):
            return None
        proper = (again and len(name) <= SHORT_OWN) or name in bounds.places
        if noun is not None and (dotted or (proper and noun != head.group())):
            return end + len(noun)
    return None
