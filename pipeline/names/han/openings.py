"""What stands at the beginning of a stretch before a Chinese head and is none of the name: a number, a verb, a person."""

from __future__ import annotations

import re

from pipeline.names.han.bounds import Bounds
from pipeline.names.han.counts import Counts
from pipeline.names.han.places import Places
from pipeline.names.han.proper import without
from pipeline.names.han.stretches import Page

__all__ = ["Openings"]

# Characters of a name behind a word that opens a stretch, at least.
SHORTEST_NAME = 2
# How long a person's name is between a post and a verb, less one.
LONGEST_PERSON = 5
# Characters of what stands before the place that a name begins with and is none of it, and of that place.
SHORTEST_VERB, LONGEST_VERB = 2, 4
SHORTEST_PLACE, LONGEST_PLACE = 3, 8
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Openings:
    """Goes on to where a name begins.

    Words read: acts, central, divisions, fields, generic, holders, leading, national, ones, own, parents, places, subjects.
    """

    def __init__(self, bounds: Bounds, places: Places, counts: Counts) -> None:
        self._bounds = bounds
        self._places = places
        self._counts = counts
        self._named = (*bounds.parents, *bounds.own, *bounds.national, *bounds.central, *bounds.divisions)

    def behind(self, page: Page, start: int, head: re.Match[str], *, sites: bool) -> int:
        """Where the name begins in the stretch from `start` to its head; `sites`: the names sought are those of sites."""
        text, end = page.text, head.start()
        start = self._behind_number(text, start, head)
        start = self._behind_general(text, start, end) if sites else start
        start = self._behind_verb(text, self._behind_leading(page, start, end), end)
        start += text[start] in self._bounds.ones and start < end and start not in page.shielded
        return self._behind_person(text, start, end)

    def _behind_number(self, text: str, start: int, head: re.Match[str]) -> int:
        """Behind a noun with its number that the name repeats: "第八家基地|拉巴特基地"."""
        noun = text.find(head.group(), start, head.start())
        end = noun + len(head.group())
        return end if noun >= 0 and head.start() - end > 1 and self._counts.ends(text, start) else start

    def _behind_general(self, text: str, start: int, head: int) -> int:
        """Behind a noun of no meaning with its number before the name of a place: "首座站点|宿务观测站"."""
        if not self._counts.ends(text, start):
            return start
        noun = next((n for n in self._bounds.own if text.startswith(n, start)), "")
        at = start + len(noun)
        return at if noun and at < head and self._places.open(text[at:head]) else start

    def _behind_leading(self, page: Page, start: int, head: int) -> int:
        """Behind a word that may open a stretch and is none of the name, where enough of a name follows: 业主|江东创客园公司, no 业主委员会."""
        word = next((w for w in self._bounds.leading if page.text.startswith(w, start)), "")
        end = start + len(word)
        rest = page.text[end:head]
        if not word or page.shielded.issuperset((end - 1, end)) or not _HAN.match(rest):
            return start
        own = without(rest, [w for w in (*self._bounds.generic, *self._bounds.subjects, *self._bounds.fields) if len(w) > 1])
        named = len(own) >= SHORTEST_NAME or self._places.open(rest)
        return end if named else start

    def _behind_verb(self, text: str, start: int, head: int) -> int:
        """At the place before which a few characters stand that are no place, field or owner: "对话|塔什干数学营地"."""
        bounds = self._bounds
        for at in range(start + SHORTEST_VERB, min(start + LONGEST_VERB, head - 1) + 1):
            before = text[start:at]
            if not _HAN.fullmatch(before) or self._places.open(before):
                return start
            if any(text[at:end] in bounds.places for end in range(at + SHORTEST_PLACE, min(at + LONGEST_PLACE, head) + 1)):
                plain = without(before, (*bounds.generic, *bounds.subjects)) == before
                return at if plain and not any(word in before for word in self._named) else start
        return start

    def _behind_person(self, text: str, start: int, head: int) -> int:
        """Behind the person's name that stands right behind a post, and what the person does: "馆长|沈默言推动|青湖博物馆"."""
        if start >= head or not text.endswith(self._bounds.holders, 0, start):
            return start
        for end in range(start + 2, min(start + LONGEST_PERSON, head)):
            verb = next((v for v in self._bounds.acts if text.startswith(v, end)), "")
            if verb or self._places.open(text[end:head]):
                return min(end + len(verb), head)
        return start
