"""What tells a Chinese body from others: the words before its head that are neither general nor a mere field."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.names.han.bounds import Bounds
from pipeline.names.han.places import Places

__all__ = ["Proper", "without"]

# How many of the first characters of a foreign name spell nothing but sounds, at least.
OPENING, SOUNDS = 4, 2
QUOTES = frozenset("“「『")
# How long the name of one side of two is: 几方.
SIDE = 2


class Proper:
    """Weighs what stands before a head.

    Words read: abroad, divisions (市政厅 is of a town), faculties, fields, generic, home, national, not_sides, parents, places, sides, subjects.
    """

    def __init__(self, bounds: Bounds, places: Places) -> None:
        self._bounds = bounds
        self._places = places

    def tells(self, before: str, head: str) -> bool:
        """Whether what stands before a head tells a body from others; a field tells no faculty from another ("园艺学院")."""
        bounds = self._bounds
        fields = bounds.fields if head in bounds.faculties else ()
        side = len(before) == SIDE and before[-1] in bounds.sides and before not in bounds.not_sides
        return before not in bounds.parents and not side and bool(without(before, (*fields, *bounds.generic)))

    def has_parent(self, before: str) -> bool:
        """Whether what stands before the head names a body by itself ("X大学" before 图书馆; no "肯尼亚大学")."""
        for parent in self._bounds.parents:
            if (at := before.find(parent)) > 0:
                return before[:at] not in self._bounds.places and bool(without(before[:at], self._bounds.generic))
        return False

    def foreign(self, before: str, head: str, *, sites: bool) -> int:
        """How many characters of a country to leave out before the proper name of a body abroad ("挪威" in 挪威X大学)."""
        bounds = self._bounds
        country = self._places.country(before)
        proper = before[country:]
        of_state = head.endswith(bounds.of_states) and not head.startswith(bounds.divisions)
        if not country or not proper or before.startswith(bounds.home) or of_state:
            return 0
        if not (head in bounds.abroad if sites else head.endswith(tuple(bounds.abroad))):
            quoted = proper[0] in QUOTES
            return country if quoted or self._places.open(proper) or self._spelt(proper, sites=sites) else 0
        rest = without(proper, (*bounds.generic, *bounds.subjects, *bounds.fields))
        kept = before.startswith(bounds.home) or proper.startswith(bounds.national) or not self.tells(proper, head)
        return country if country and len(rest) > 1 and not kept else 0

    def _spelt(self, proper: str, *, sites: bool) -> bool:
        """Whether a name opens as one that is spelled by its sounds; what is said of a site is seldom a name."""
        sounds = [char in self._bounds.phonetic for char in proper[:OPENING]]
        return (sounds[0] and sum(sounds) > SOUNDS) if sites else sum(sounds) >= SOUNDS


def without(text: str, words: Collection[str]) -> str:
    """A text without certain words and without marks."""
    for word in words:
        text = text.replace(word, "")
    return text.strip("“”·-—、")
