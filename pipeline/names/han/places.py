"""Places in Chinese names: known ones, and those told by what they are ("青山县", "省")."""

from __future__ import annotations

import re

from pipeline.names.han.bounds import Bounds

__all__ = ["CLOSING", "Places"]

# Characters of the shortest and the longest name of a place that is looked for at the beginning of a text, and of a country.
SHORTEST, LONGEST = 2, 8
SHORTEST_BRACKETED = 3
# Characters of a place in brackets behind a name, the bracket included.
LONGEST_BEHIND = 10
BRACKETS = {"（": "）", "(": ")"}
CLOSING = frozenset(BRACKETS.values())


class Places:
    """Tells where places stand. Words read: places, nations, divisions, central."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._starts = {place[0] for place in bounds.places}
        divisions = "|".join(map(re.escape, bounds.divisions))
        self._division = re.compile(rf"[\u3400-\u9fff]{{2,4}}?(?:{divisions})") if divisions else re.compile(r"(?!)")

    def open(self, text: str) -> bool:
        """Whether a text, which is not empty, begins with a known place."""
        return text[0] in self._starts and any(text[:n] in self._bounds.places for n in range(SHORTEST, LONGEST + 1))

    def known_in(self, text: str) -> bool:
        """Whether a known place stands in a text."""
        return any(place in text for place in self._bounds.places)

    def tell(self, name: str) -> bool:
        """Whether a place stands in a name: one that is known, or one that opens it, told by what it is."""
        central = name.startswith((*self._bounds.central, *self._bounds.divisions))
        return central or self.known_in(name) or bool(self._division.match(name))

    def divide(self, text: str) -> bool:
        """Whether a place told by what it is stands in a text, and more behind it."""
        division = self._division.search(text)
        return division is not None and division.end() < len(text)

    def bracketed(self, text: str, at: int) -> int:
        """How long the name of a country is that ends in brackets at `at`: 刚果（金）."""
        named = (n for n in range(SHORTEST_BRACKETED, LONGEST + 1) if text[max(0, at - n) : at] in self._bounds.nations)
        return next(named, 0) if text[at - 1] in CLOSING else 0

    def country(self, text: str) -> int:
        """How long the longest name of a country is that a text begins with, 0 where there is none."""
        lengths = range(min(LONGEST + 1, len(text)), SHORTEST - 1, -1)
        return next((n for n in lengths if text[:n] in self._bounds.nations), 0)

    def behind(self, text: str, at: int) -> int:
        """Behind the place in brackets that belongs to the name of a site: "X中心（万象）"."""
        closing = text.find(BRACKETS.get(text[at : at + 1], "\0"), at, at + LONGEST_BEHIND)
        placed = closing > 0 and (text[at + 1 : closing] in self._bounds.places or self._told_apart(text, at))
        return closing + 1 if placed else at

    def _told_apart(self, text: str, at: int) -> bool:
        """Whether what stands in brackets tells a site from sisters of the same name, though no list may know the place."""
        name = re.escape(text[max(0, at - LONGEST) : at])
        return len(set(re.findall(rf"{name}[（(]([\u3400-\u9fff]{{2,8}})[）)]", text))) > 1
