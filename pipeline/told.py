"""What the second reading takes each stretch of a text for: a person, a title, a body or a centre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.phrases import in_common

__all__ = ["Role", "Stretch", "Told", "alike", "over", "parted"]

MARKS = re.compile(r"^[\s«»\"“”„'’().,،;:]+|[\s«»\"“”„().,،;:]+$")

WORD = re.compile(r"[^\W_]+")

# A letter of a script that parts words by blanks: between two of these a word goes on.
LETTER = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]")

# Forms of a word share so many letters, and this share of the longer.
STEM, SAME = 3, 0.6

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
    titles = {_title(text, (start, end), title, kept) for start, end, title in posts}
    for start, end in sorted(titles, key=lambda t: (t[0] - t[1], t)):
        if start < end and not any(over(kept, start, end)):
            kept.append(Stretch(start, end, Role.TITLE))
    return sorted(kept, key=lambda stretch: stretch.start)


def _title(text: str, post: Span, title: str, names: Iterable[Stretch]) -> Span:
    """Where the title of a post stands in its expression: as it is worded, with other endings, or what of it is no name."""
    return _worded(text, post, title) or _inflected(text, post, title) or _unnamed(post, names)


def _worded(text: str, post: Span, title: str) -> Span | None:
    """Where a title stands letter by letter, to the end of its last word."""
    start, end = post
    at = text[start:end].casefold().find(title.casefold())
    if at < 0 or len(text[start:end].casefold()) != end - start:
        return None
    end = start + at + len(title)
    while end < len(text) and LETTER.match(text, end - 1) and LETTER.match(text, end):
        end += 1
    return start + at, end


def _inflected(text: str, post: Span, title: str) -> Span | None:
    """Where the words of a title stand one after another, each with any ending or article."""
    words, found = WORD.findall(title), list(WORD.finditer(text, *post))
    for at in range(len(found) - len(words) + 1):
        run = found[at : at + len(words)]
        if all(_forms(one[0].casefold(), other.casefold()) for one, other in zip(run, words, strict=True)):
            return run[0].start(), run[-1].end()
    return None


def _forms(one: str, other: str) -> bool:
    """Whether two words may be forms of one."""
    longer = max(len(one), len(other))
    within = min(len(one), len(other)) >= STEM and (one in other or other in one)
    return one == other or within or in_common(one, other) >= max(STEM, SAME * longer)


def _unnamed(post: Span, names: Iterable[Stretch]) -> Span:
    """What of a post is no name: what stands before the first one, or behind those that open it."""
    start, end = post
    for name in sorted(over(names, start, end), key=lambda n: n.start):
        if name.start > start:
            return start, name.start
        start = min(name.end, end)
    return start, end
