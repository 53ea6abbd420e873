"""The stretch of characters that a Chinese name may take up before its head: it begins behind a word that no name holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.names.han.bounds import Bounds
from pipeline.names.han.counts import Counts
from pipeline.names.han.places import CLOSING, Places
from pipeline.names.heads import Heads

__all__ = ["LONGEST", "Page", "Stretches"]

LONGEST = 34
LONGEST_QUOTE = 10
# How long a field is that "and" joins to what stands before it, at most.
LONGEST_JOINED = 8
# How often a text repeats a name that holds a joint, and the shortest words on both sides of it.
REPEATED, SHORTEST_REPEATED = 2, 2
QUOTES = {"”": "“", "」": "「", "』": "『", "》": "《"}
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9·\-—+、“”「」『』《》]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[A-Za-z0-9\-]")


@dataclass(frozen=True, slots=True)
class Page:
    """A text whose names are sought: in simplified characters, with the characters that stop nothing and the heads of the names."""

    text: str
    shielded: frozenset[int]
    heads: Heads


class Stretches:
    """Finds where names begin. Words read: copulas, joints, opening_joints, own, parents, parts, phonetic, places, posts, shields, spelling, stops."""

    def __init__(self, bounds: Bounds, places: Places, counts: Counts) -> None:
        self._bounds = bounds
        self._places = places
        self._counts = counts
        self._spelling = self._spelt()
        self._stopping: dict[str, list[str]] = {}
        for word in bounds.stops:
            self._stopping.setdefault(word[-1], []).append(word)

    def page(self, text: str, heads: Heads) -> Page:
        """A text in simplified characters; those inside longer words and names of places stop nothing (以 in 以色列)."""
        words = "|".join(sorted(map(re.escape, (*self._bounds.shields, *self._bounds.places)), key=len, reverse=True))
        spans = (match.span() for match in re.finditer(words, text)) if words else ()
        shielded = {n for span in spans for n in range(*span)}
        return Page(text, frozenset(shielded | {match.start() for match in self._spelling.finditer(text)}), heads)

    def _spelt(self) -> re.Pattern[str]:
        """The pattern of characters that stop names, where others that only spell sounds stand on both sides: 安|第|斯."""
        sounds = self._bounds.phonetic
        return re.compile(f"(?<=[{sounds}])[{self._bounds.spelling}](?=[{sounds}])" if sounds else "(?!)")

    def begin(self, page: Page, head: int) -> int:
        """Where the name before a head begins at the earliest."""
        text, at = page.text, head
        while at > 0 and head - at < LONGEST and (_RUN.match(text[at - 1]) or self._places.bracketed(text, at)):
            char = text[at - 1]
            if char in CLOSING:
                at -= self._places.bracketed(text, at)
                continue
            if char in QUOTES:
                opening = text.rfind(QUOTES[char], max(0, at - LONGEST_QUOTE), at)
                if opening < 0 or any(c in "，。、；：" for c in text[opening:at]):
                    break
                at = opening
                continue
            if char in QUOTES.values() or self._stops(page, at) or not self._joins(page, at, head):
                break
            at -= 1
        while at < head and (text[at] in "·-—+、”」』》" or (at not in page.shielded and self._opens_none(text, at, head))):
            at += 1
        return at

    def _stops(self, page: Page, at: int) -> bool:
        """Whether a word that no name holds ends at `at`, or a number with its measure word."""
        if self._counts.ends(page.text, at):
            return at - 1 not in page.shielded
        return any(
            page.text.endswith(word, 0, at) and not page.shielded.issuperset(range(at - len(word), at))
            for word in self._stopping.get(page.text[at - 1], ())
        )

    def _opens_none(self, text: str, at: int, head: int) -> bool:
        """Whether "and" stands here that is none of the name, or a copula at the beginning of a clause: "，系协作网第十四站"."""
        copula = text[at] in self._bounds.copulas and not _HAN.match(text[at - 1 : at] or "。")
        joint = next((j for j in self._bounds.joints if text.startswith(j, at)), "")
        return copula or (bool(joint) and not self._always(text, at + len(joint), joint, head))

    def _always(self, text: str, at: int, joint: str, head: int) -> bool:
        """Whether the text never names what stands between a joint and a head without the joint, so that it is of the name.

        Either the same word always stands before it (台风|与|风暴潮), or the joint may open a name and does so somewhere (和光).
        """
        rest = text[at:head]
        if len(rest) < SHORTEST_REPEATED or text.count(joint + rest) < REPEATED or text.count(rest) > text.count(joint + rest):
            return False
        ends = [match.start() for match in re.finditer(re.escape(joint + rest), text)]
        before = {text[max(0, end - SHORTEST_REPEATED) : end] for end in ends}
        if len(before) == 1 and _WORD.fullmatch(next(iter(before))):
            return True
        return joint in self._bounds.opening_joints and any(not _HAN.match(text[end - 1 : end]) for end in ends)

    def _joins(self, page: Page, at: int, head: int) -> bool:
        """Whether a name may go on to the left over a joint: its right side begins no body of its own, its left ends none."""
        text, bounds = page.text, self._bounds
        joint = next((j for j in (*bounds.joints, "、") if text.endswith(j, 0, at)), None)
        if joint is None or at - 1 in page.shielded:
            return True
        left, right = text[max(0, at - len(joint) - LONGEST) : at - len(joint)], text[at:head]
        if self._always(text, at, joint, head) and not left.endswith((*page.heads.all, *bounds.posts, *bounds.site_ends)):
            return True
        if right and (len(right) > LONGEST_JOINED or self._places.open(right) or _LATIN.match(right[0])):
            return False
        nouns = (*bounds.parents, *bounds.parts, *page.heads.all, *bounds.posts, *bounds.own, *bounds.site_ends)
        if left.endswith(("）", ")", "”", *nouns)):
            return False
        run = re.search(r"[\u3400-\u9fff、]*$", left)
        chunk = run.group()[-LONGEST // 2 :] if run else ""
        chunk = chunk[max(0, *(chunk.rfind(post) + len(post) for post in bounds.posts if post in chunk), 0) :]
        if joint == "、" and any(noun in chunk.rpartition(joint)[2] for noun in bounds.wholes if len(noun) > 1):
            return False
        return self._places.known_in(chunk) or self._places.divide(chunk)
