"""Where the network bounds a name as no name is bounded: by the words and marks at its ends, and by what the rules and the recogniser see there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace

from pipeline import places
from pipeline.names.companies import legal_end
from pipeline.told import NAMES, WORD, Role, Stretch, over

__all__ = ["Bounds"]

# What parts two names, or a name and the tag of a topic before it.
PARTING = re.compile(r"\s[·|•»›]\s|#\s?|[ \t]{2,}|\u3000|(?<=»)\s(?=«)")
# Quotation marks that open and close.
QUOTES = {"«": "»", "“": "”", "„": "“"}
# Signs that are part of no name: pictures, and what joins or varies them.
SIGNS = frozenset({"So", "Sk", "Cn", "Co", "Cf"})
# Of these, what may stand at the end of a name: "Aral Press®", "n°".
SPELT = "№°©®™"
VARIATION = "\ufe0f"
# A letter that a script glues to a word: و, ف, ب, ل, ك.
GLUED = 1
# Letters of a small word that may end a name ("fils", "hijo").
SHORT = 4
# Words between a name and the place that its bearer is of: "Ann Poe | of | Aruba".
LINKS = 1
# Words between a title and the body behind it, at most ("de la").
LED = 3
# Words of a name that are its own, before what its head is for: not "Alliance | pour l'Afrique".
OWN = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Settles the bounds of stretches, in one text.

    `rules`: what the rules found; `seen`: what the recogniser found, with its labels; `legal`: legal forms of companies; `opening`: words that
    stand before names and are none of them, where no blanks part words; `never`: what names no body, casefolded; `concerning`: words of
    `language` that lead to what a post is for.
    """

    text: str
    rules: Sequence[Stretch]
    seen: Sequence[tuple[int, int, str]] = ()
    legal: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    concerning: frozenset[str] = frozenset()
    language: str = ""

    def settled(self, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
        """The stretches, each with the bounds that it can have; those of which nothing is left are none."""
        told = tuple(found for stretch in stretches if (found := self._settled(stretch)) is not None)
        titles = {stretch.end for stretch in (*told, *self.rules) if stretch.role is Role.TITLE}
        return tuple(self._less_area(stretch, titles) for stretch in told)

    def _less_area(self, stretch: Stretch, titles: Set[int]) -> Stretch:
        """A body without the part of the world that the post before it is for: "directrice du Fonds Aral | pour l'Asie centrale"."""
        name = self.text[stretch.start : stretch.end]
        tails = [word.start() for word in [*WORD.finditer(name)][OWN:] if word[0] in self.concerning]
        if stretch.role is not Role.ORGANISATION or not tails or self.text.count(name) > 1:
            return stretch
        own, area = name[: tails[-1]].rstrip(), name[tails[-1] :]
        led = any(end < stretch.start and _leads(self.text[end : stretch.start]) for end in titles)
        placed = any(place.end == len(area) for place in places.find(area, self.language))
        return replace(stretch, end=stretch.start + len(own)) if led and placed else stretch

    def _settled(self, stretch: Stretch) -> Stretch | None:
        if stretch.role is Role.TITLE:
            return stretch
        bare = self._unsigned(self._parted(stretch))
        if (
            bare.start >= bare.end
            or (bare.role is Role.ORGANISATION and self._never(bare))
            or (bare.role is Role.PERSON and self._small(bare))
        ):
            return None
        near = [
            rule for rule in over(self.rules, bare.start, bare.end) if rule.role is bare.role or {rule.role, bare.role} <= NAMES
        ]
        meant = next((rule for rule in near if self._same(rule, bare)), None)
        return bare if meant is None else replace(bare, start=meant.start, end=meant.end)

    def _parted(self, stretch: Stretch) -> Stretch:
        """Of a stretch over marks that part names the name that the rules know, or the last one."""
        marks = list(PARTING.finditer(self.text, stretch.start, stretch.end))
        if not marks or stretch.role is Role.PERSON:
            return stretch
        starts, ends = [stretch.start, *(m.end() for m in marks)], [*(m.start() for m in marks), stretch.end]
        parts = [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]
        known = {(rule.start, rule.end) for rule in self.rules if rule.role is stretch.role}
        start, end = next((span for span in parts if span in known), parts[-1] if parts else (stretch.start, stretch.start))
        return replace(stretch, start=start, end=end)

    def _unsigned(self, stretch: Stretch) -> Stretch:
        """A stretch without pictures, blanks and halves of quotation marks at its ends."""
        start, end = stretch.start, stretch.end
        while start < end and (self._sign(end - 1) or self._half(start, end, end - 1)):
            end -= 1
        while start < end and (self._sign(start) or self._half(start, end, start)):
            start += 1
        return replace(stretch, start=start, end=end)

    def _sign(self, at: int) -> bool:
        char = self.text[at]
        return char.isspace() or char == VARIATION or (unicodedata.category(char) in SIGNS and char not in SPELT)

    def _never(self, stretch: Stretch) -> bool:
        """Whether a word or words name no body, whatever is around them: "CEO"."""
        return self.text[stretch.start : stretch.end].casefold() in self.never

    def _small(self, stretch: Stretch) -> bool:
        """Whether words begin with a capital and end in a long one without, as a sentence does and no name: "Los nuevos faros"."""
        words = self.text[stretch.start : stretch.end].split()
        return (
            len(words) > 1 and words[0][0].isupper() and words[-1].isalpha() and words[-1].islower() and len(words[-1]) > SHORT
        )

    def _half(self, start: int, end: int, at: int) -> bool:
        """Whether a quotation mark at an end of `start:end` has its other half outside."""
        name, mark = self.text[start:end], self.text[at]
        opened = at == start and mark in QUOTES and QUOTES[mark] not in name[1:]
        return opened or (at == end - 1 and mark == "»" and "«" not in name)

    def _same(self, rule: Stretch, other: Stretch) -> bool:
        """Whether the rules bound the same name, and rightly."""
        ways: tuple[Callable[[Stretch, Stretch], bool], ...] = (
            self._glued,
            self._opened,
            self._formed,
            self._hailing,
            self._led,
        )
        return (rule.start, rule.end) != (other.start, other.end) and any(way(rule, other) for way in ways)

    def _glued(self, rule: Stretch, other: Stretch) -> bool:
        """Whether the network has parted the first letter of a name, as if it were glued to it: "تحية" of "فتحية"."""
        cut = rule.end == other.end and rule.start + GLUED == other.start
        first = self.text[rule.start : other.start + GLUED]
        return cut and first.isalpha() and first.lower() == first.upper() and not self._han(rule.start)

    def _opened(self, rule: Stretch, other: Stretch) -> bool:
        """Whether but a word stands before it that opens no name: 经|临江区人民法院."""
        return rule.end == other.end and self.text[other.start : rule.start] in self.opening

    def _formed(self, rule: Stretch, other: Stretch) -> bool:
        """Whether but its legal form follows: "Aral Shipping | AS"."""
        within = rule.role in NAMES and rule.start == other.start and other.end < rule.end
        return within and legal_end(self.text, other.end, self.legal) == rule.end

    def _hailing(self, rule: Stretch, other: Stretch) -> bool:
        """Whether but the place follows that somebody is of: "Ann Poe | of Aruba"."""
        if rule.role is not Role.PERSON or rule.start != other.start or rule.end >= other.end:
            return False
        place = next((start for start, end, label in self.seen if label == "LOC" and end == other.end), -1)
        link = self.text[rule.end : place].split() if place > rule.end else []
        return len(link) == LINKS and link[0].islower() and any(s == rule.start and e == rule.end for s, e, _ in self.seen)

    def _led(self, rule: Stretch, other: Stretch) -> bool:
        """Whether somebody's name stands behind another stretch that the rules see: "начальник управления Талгара | И. О. Вешняков"."""
        if rule.role is not Role.PERSON or rule.end != other.end or rule.start <= other.start:
            return False
        before = over(self.rules, other.start, rule.start - 1)
        return any(one.start == other.start and one.end <= rule.start for one in before)

    def _han(self, at: int) -> bool:
        return "\u3400" <= self.text[at] <= "\u9fff"


def _leads(between: str) -> bool:
    """Whether but small words stand between a title and a body: " de la "."""
    return len(between.split()) <= LED and between[:1] == " " and between.islower()
