"""Whom a title is likeliest held by that no rule links to a name: what lies between the title and each person of the text is weighed.

Asked only of titles that the second reading tells. Those that it takes for titles by mistake nobody holds, nor those whose holder is not named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.judge import NOBODY, Evidence, Judge
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Surmises"]

# How far words and persons between are counted; so many tokens between are told by their marks, so few by what they say.
REACHES = (0, 1, 2, 4, 8, 15, 30, 60)
MANY = 3
MARKED, SAID = 15, 3

Sides = dict[str, int]
"""The number of the name of somebody that stands nearest `ahead` of a title, and `behind` it."""


@dataclass(frozen=True, slots=True)
class Surmises:
    """The evidence of one text: its titles and names, whose each name is, and the links that rules have made."""

    scene: Scene
    titles: Sequence[Title]
    names: Sequence[Placed]
    persons: Sequence[str]
    links: Sequence[Link]

    def links_by(self, judge: Judge) -> Iterator[Link]:
        """A link for each open title that somebody holds more likely than nobody."""
        for number in self.open():
            person = judge.likeliest(self.told(number))
            if person is not None:
                sides = self._near(self.titles[number])[person]
                yield Link(number, min(sides.values(), key=lambda name: self._apart(number, name)), "surmised")

    def open(self) -> Iterator[int]:
        """The numbers of the titles that the second reading tells and nobody holds yet."""
        held = {link.title for link in self.links}
        told = self.scene.entitled or ()
        for number, title in enumerate(self.titles):
            if number not in held and any(first < title.core_last and title.core_first < last for first, last in told):
                yield number

    def told(self, number: int) -> dict[str, Evidence]:
        """Each person → what speaks for holding a title; the same of nobody."""
        title = self.titles[number]
        near = self._near(title)
        titled = {self.persons[link.name] for link in self.links}
        alike = {self.persons[link.name] for link in self.links if self.titles[link.title].head == title.head}
        told: dict[str, Evidence] = {NOBODY: frozenset({"nobody", *(["nobody, a like title is held"] if alike else [])})}
        for person, sides in near.items():
            own = {"somebody", "titled" if person in titled else "untitled"}
            own |= {"alone"} if len(near) == 1 else set()
            own |= {f"only {side}" for side in sides if len(sides) == 1}
            own |= {"holds a like title" if person in alike else "another holds a like title"} if alike else set()
            for side, name in sides.items():
                own |= {f"{side} {what}" for what in self._beside(title, self.names[name], near.values())}
            told[person] = frozenset(own)
        return told

    def _near(self, title: Title) -> dict[str, Sides]:
        """Each person of the text, who is no mere contact, by the names nearest to a title."""
        near: dict[str, Sides] = {}
        for number, (name, person) in enumerate(zip(self.names, self.persons, strict=True)):
            if name.first in self.scene.credits:
                continue
            if name.last <= title.first:
                near.setdefault(person, {})["ahead"] = number
            elif name.begin >= title.last:
                near.setdefault(person, {}).setdefault("behind", number)
        return near

    def _apart(self, title: int, name: int) -> int:
        return max(self.titles[title].first - self.names[name].last, self.names[name].begin - self.titles[title].last)

    def _beside(self, title: Title, name: Placed, others: Collection[Sides]) -> Iterator[str]:
        """What is told by where a name stands, and by what stands between it and a title."""
        scene, tokens = self.scene, self.scene.tokens
        first, last = (name.last, title.first) if name.last <= title.first else (title.last, name.begin)
        between = tokens[first:last]
        size = sum(token.is_word for token in between)
        yield f"words: {next((reach for reach in REACHES if size <= reach), 'more')}"
        breaks = sum(token.is_break for token in between)
        same = scene.sentence(name.first) == scene.sentence(title.first)
        yield "same sentence" if same else f"lines: {min(breaks, 2)}"
        passed = [self.names[number] for sides in others for number in sides.values()]
        yield f"persons: {min(sum(first <= other.begin and other.last <= last for other in passed), MANY)}"
        yield f"titles: {min(sum(first <= other.first and other.last <= last for other in self.titles), MANY)}"
        yield "opens" if not title.first or scene.sentence(title.first) != scene.sentence(title.first - 1) else "inside"
        if name.last - name.first == 1:
            yield "one word"
        if len(between) <= MARKED:
            yield from {f"over {token.sign}" for token in between if not token.is_word}
        if len(between) <= SAID:
            yield f"says: {' '.join(token.sign for token in between)}"
        if between:
            edges = [between[0].sign, between[-1].sign]
            at_name, at_title = edges if name.last <= title.first else edges[::-1]
            yield f"at the name: {at_name}"
            yield f"at the title: {at_title}"
