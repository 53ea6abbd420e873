"""What the second reading takes each stretch of a text for: a person, a title, a body or a centre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Role", "Stretch", "Told", "alike", "over", "parted", "titled"]

MARKS = re.compile(r"^[\s«»\"“”„'’().,،;:]+|[\s«»\"“”„().,،;:]+$")

# A letter of a script that parts words by blanks: between two of these a word goes on.
INFLECTED = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]")

Span = tuple[int, int]
Named = tuple[int, int, "Role"]


class Role(StrEnum):
    """What a stretch is in an announcement."""

    PERSON = "PERSON"
    TITLE = "TITLE"
    ORGANISATION = "ORGANISATION"
    CENTRE = "CENTRE"


NAMES = frozenset({Role.ORGANISATION, Role.CENTRE})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text, half-open, what they are, and how likely that is."""

    start: int
    end: int
    role: Role
    chance: float = 1.0

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with `start:end`."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Told:
    """All stretches of a text, in its order; none overlap."""

    stretches: tuple[Stretch, ...]

    def of(self, *roles: Role) -> list[Stretch]:
        """The stretches of some roles."""
        return [stretch for stretch in self.stretches if stretch.role in roles]

    @property
    def names(self) -> list[Stretch]:
        """The names of bodies and centres."""
        return self.of(*NAMES)


def alike(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches that overlap differ by no more than marks around a name."""
    return one == other or (one[0] < other[1] and other[0] < one[1] and _bare(text[slice(*one)]) == _bare(text[slice(*other)]))


def _bare(name: str) -> str:
    return MARKS.sub("", name)


def over(stretches: Iterable[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """The stretches that share a character with `start:end`."""
    return (stretch for stretch in stretches if stretch.overlaps(start, end))


def parted(text: str, names: Iterable[Named], posts: Iterable[tuple[int, int, str]]) -> list[Stretch]:
    """Names and posts as stretches that do not overlap: of names the longer stay; of each post its title, less the names in it.

    Reads:   names, offsets and roles; posts, offsets of whole expressions ("Rector of Aral University") and the title in each.
    """
    kept: list[Stretch] = []
    for start, end, role in sorted(set(names), key=lambda n: (n[0] - n[1], n)):
        if not any(over(kept, start, end)):
            kept.append(Stretch(start, end, role))
    held = [(stretch.start, stretch.end) for stretch in kept]
    titles = {titled(text, (start, end), title, held) for start, end, title in posts}
    for start, end in sorted(titles, key=lambda t: (t[0] - t[1], t)):
        if start < end and not any(over(kept, start, end)):
            kept.append(Stretch(start, end, Role.TITLE))
    return sorted(kept, key=lambda stretch: stretch.start)


def titled(text: str, post: Span, title: str, names: Iterable[Span]) -> Span:
    """Where the title of a post stands in its expression: as it is worded, or what of it is no name."""
    start, end = post
    at = text[start:end].casefold().find(title.casefold())
    if at >= 0 and len(text[start:end].casefold()) == end - start:
        end = start + at + len(title)
        while end < len(text) and INFLECTED.match(text, end - 1) and INFLECTED.match(text, end):
            end += 1
        return start + at, end
    for first, last in sorted((name for name in names if name[0] < end and start < name[1]), key=lambda name: name[0]):
        if first > start:
            return start, first
        start = min(last, end)
    return start, end
