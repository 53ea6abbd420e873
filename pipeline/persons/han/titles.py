"""Titles in Chinese text: institution, inner units, modifiers and head in one run, before the name or behind a verb.

The head comes last, so a title grows to the left from its head: over characters up to a mark, an opening word, or an
institution that other extractors found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.han.heads import HanHeads
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token, simplified

__all__ = ["HanTitles"]

MOST_CHARACTERS = 24
# Characters before the head of a title whose body owns it: 促进会|的|创始人.
LONGEST_OWNED = 8
COLONS = frozenset("：:")
BEHIND = frozenset("，,（(")
# Characters of a title of no list.
SHORTEST_TITLE, LONGEST_TITLE = 2, 14
BRACKETS = {"）": "（", ")": "(", "”": "“", "」": "「", "》": "《", '"': '"'}


class HanTitles(HanHeads):
    """Finds titles.

    Words read: entrusting (由), copulas (是), dropped, kept, leaving (免去), no_fields, joints (兼), attributive (的), honorifics, several (两位), owning (与其),
    title_ends, occupations and bylines (no posts), every (各: no post of one), never_given, taking, being, and those of its heads.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.copulas = Phrases(lexicon.list("copulas"))
        self.dropped = Phrases(lexicon.list("dropped"))
        self.kept = Phrases(lexicon.list("kept"))
        self.leaving = Phrases(lexicon.list("leaving"))
        self.graded = Phrases(lexicon.list("dropped"))
        self.no_fields = frozenset(lexicon.list("no_fields"))
        self.joints = frozenset({"、", *lexicon.list("joints")})
        self.of = str(lexicon.words.get("attributive", "\0"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.giving = Phrases([*lexicon.list("taking"), *lexicon.list("being")])
        self.owning = Phrases(lexicon.list("owning"))
        self.several = Phrases(lexicon.list("several"))
        self.occupations = Phrases([*lexicon.list("occupations"), *lexicon.list("bylines")])
        self.every = Phrases(lexicon.list("every"))
        self.particles = frozenset(str(lexicon.words.get("never_given", "")))
        self.title_ends = tuple(lexicon.list("title_ends"))

    def find(self, scene: Scene, people: frozenset[int] = frozenset(), names: Collection[int] = ()) -> list[Title]:
        """The titles of a text from left to right. `people`: tokens inside names, over which no title grows; `names`: where names may begin."""
        found: list[Title] = []
        index, floor = 0, 0
        tokens, closed = scene.tokens, scene.inside | scene.quiet | scene.credits | people
        ends = {last: first for first, last in scene.institutions.items()}
        while index < len(tokens):
            head = None if index in closed else self.heads.at(tokens, index) or self._ranked(tokens, index, people)
            if (
                head is None
                or self._outlasted(tokens, index, head)
                or self._goes_on(scene, head)
                or self._attributed(tokens, head, people)
            ):
                index += 1
                continue
            first = self._left(scene, index, floor, people=people, ends=ends)
            first = self._behind_verb(scene, first, index) if first - 1 in people else first
            if (first == index and self.honorifics.at(tokens, index) is not None) or self.honorifics.covers(
                tokens, first, index
            ):
                index = head.end
                continue
            if self._no_post(scene, first, index, head):
                index = floor = head.end
                continue
            last = self._bracket(tokens, head.end)
            first, core = self._possessed(scene, first, index, ends) or (first, self._core(scene, first, index))
            found.append(Title(first, core, index, head.end, last, head.phrase))
            index = floor = last
        starts = sorted({*scene.entities, *names, *(at for at in people if at - 1 not in people)})
        return sorted([*found, *self._unlisted(scene, found, closed, starts)], key=lambda title: title.first)

    def _behind_verb(self, scene: Scene, first: int, head: int) -> int:
        """Where a title begins that stands behind a name and a verb that gives it: N|接任|主任."""
        begun = self.giving.at(scene.tokens, first)
        return begun.end if begun is not None and first < begun.end <= head else first

    def _outlasted(self, tokens: Sequence[Token], index: int, head: Found) -> bool:
        """Whether a head that begins inside another ends behind it, so that the first only grades it: 执行|秘书长, no 执行秘书|长."""
        inside = (self.heads.at(tokens, at) for at in range(index + 1, head.end))
        return any(other is not None and other.end > head.end for other in inside)

    def _unlisted(
        self, scene: Scene, listed: Sequence[Title], closed: frozenset[int], starts: Sequence[int]
    ) -> Iterator[Title]:
        """Titles of no list between a body and the name of a person: 云锦剧院|首席调香师|N; `starts`: where names begin."""
        taken = {at for title in listed for at in range(title.first, title.last)}
        ends = {last: first for first, last in scene.institutions.items()}
        tokens = scene.tokens
        for name in starts:
            last = name - 1 if name and scene.tokens[name - 1].text in COLONS else name
            first = next((at for at in range(last - SHORTEST_TITLE, max(0, last - LONGEST_TITLE), -1) if at in ends), None)
            if first is None or not taken.isdisjoint(range(first, name)) or not closed.isdisjoint(range(first, name)):
                continue
            if self._sounds(scene, first, last):
                yield Title(ends[first], first, last - 1, last, last, simplified(scene.tokens[last - 1 : last]))
        for first, at in scene.institutions.items():
            last = next((n for n in range(at, min(at + LONGEST_TITLE, len(tokens))) if not tokens[n].is_han), len(tokens))
            free = taken.isdisjoint(range(first, last)) and closed.isdisjoint(range(at, last))
            if last - at >= SHORTEST_TITLE and free and self._given(scene, first) and self._sounds(scene, at, last):
                yield Title(first, at, last - 1, last, last, simplified(tokens[last - 1 : last]))

    def _sounds(self, scene: Scene, first: int, last: int) -> bool:
        """Whether the tokens of a stretch may be a title: characters, the last one as titles end, no word among them that opens one."""
        said = scene.tokens[first:last]
        plain = all(token.is_han for token in said) and simplified(said).endswith(self.title_ends)
        called = any(self.occupations.covers(scene.tokens, at, last) for at in range(first, last))
        called = called or any(self.heads.at(scene.tokens, at) is not None for at in range(first, last))
        return (
            plain and not called and self.particles.isdisjoint(t.lower for t in said) and not self._spoken(scene, first, last)
        )

    def _spoken(self, scene: Scene, first: int, last: int) -> bool:
        """Whether a word of two characters or more that opens a title stands inside a stretch."""
        opened = (self.openers.at(scene.tokens, at) for at in range(first, last))
        return any(found is not None and len(found.phrase) > 1 and found.end < last for found in opened)

    def _given(self, scene: Scene, first: int) -> bool:
        """Whether a post is given or told of somebody right before a body: 出任|X社…, N，|X社…, N（|X社…."""
        tokens = scene.tokens
        if any(self.giving.covers(tokens, first - n, first) for n in range(2, min(5, first) + 1)):
            return True
        at = first - 1 if first and tokens[first - 1].text in BEHIND else first
        apart = at < first or (first and tokens[first].start > tokens[first - 1].end)
        return bool(apart) and at in set(scene.entities.values())

    def shared(self, scene: Scene, title: Title) -> bool:
        """Whether a word for several persons stands before a title, which they share: 两位|副主任."""
        return self.counted(scene, title.first) < title.first

    def counted(self, scene: Scene, first: int) -> int:
        """Where the word for several persons begins that ends at a token, else that token."""
        return next((first - n for n in (2, 1) if first >= n and self.several.covers(scene.tokens, first - n, first)), first)

    def _left(self, scene: Scene, at: int, floor: int, *, people: frozenset[int], ends: Mapping[int, int]) -> int:
        """Where a title begins that has its head here; `ends`: where institutions end → where they begin."""
        tokens, limit = scene.tokens, at - MOST_CHARACTERS
        while at > max(floor, limit):
            if at in ends:
                return max(ends[at], floor)
            token = tokens[at - 1]
            if at - 1 in people or (at < len(tokens) and token.end < tokens[at].start) or token.is_break:
                break
            if token.text in BRACKETS:
                opening = self._opening(tokens, at - 1, floor)
                if opening is None:
                    break
                at = opening
            elif token.is_han and not self._opened(tokens, at):
                at -= 1
            else:
                break
        return at + 1 if at < len(tokens) and at not in scene.inside and tokens[at].lower in self.joints else at

    def _possessed(self, scene: Scene, first: int, head: int, ends: Mapping[int, int]) -> tuple[int, int] | None:
        """Where a title begins, and its core, whose body stands before it with 的: 促进会|的|创始人."""
        if first == 0 or scene.tokens[first - 1].lower != self.of or first - 1 not in ends or first in scene.institutions:
            return None
        owned = head - first <= LONGEST_OWNED and self.every.at(scene.tokens, first) is None
        return (ends[first - 1], first) if owned else None

    def _opening(self, tokens: Sequence[Token], closing: int, floor: int) -> int | None:
        """Where a quoted name begins that ends here; what somebody says is no name."""
        sign = BRACKETS[tokens[closing].text]
        found = next((i for i in range(closing - 1, max(floor, closing - 24) - 1, -1) if tokens[i].text == sign), None)
        return found if found is not None and all(t.is_word for t in tokens[found + 1 : closing]) else None

    def _opened(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title begins at a token, because of the words before it."""
        if any(self.owning.covers(tokens, at - back, at) for back in (2, 3) if back <= at):
            return True
        kept = next((back for back in range(2, min(4, at) + 1) if self.kept.covers(tokens, at - back, at)), 0)
        if kept:
            return any(self.openers.covers(tokens, at - back, at) for back in range(kept + 1, min(6, at) + 1))
        if any(self.openers.covers(tokens, at - back, at) for back in range(2, min(6, at) + 1)) and not any(
            self.dropped.covers(tokens, at - back, at) for back in range(1, min(4, at) + 1)
        ):
            return True
        if tokens[at - 1].lower in self.conjunctions:
            return any(
                self.heads.covers(tokens, at - 1 - b, at - 1) or self.honorifics.covers(tokens, at - 1 - b, at - 1)
                for b in range(1, 5)
                if at - 1 - b >= 0
            )
        if any(self.dropped.covers(tokens, at - back, at + ahead) for back in range(1, min(4, at) + 1) for ahead in (0, 1, 2)):
            return False
        return any(self.openers.covers(tokens, at - back, at) for back in range(1, min(6, at) + 1))

    def _core(self, scene: Scene, first: int, head: int) -> int:
        """Where the title itself begins: behind the institution and the acronym in brackets after it."""
        at = scene.institutions.get(first, first) if first in scene.institutions else first
        at = at if at <= head else first
        if at < head and scene.tokens[at].text in "（(":
            close = next((i for i in range(at, head) if scene.tokens[i].text in "）)"), None)
            at = close + 1 if close is not None else at
        return at

    def _bracket(self, tokens: Sequence[Token], at: int) -> int:
        """Behind a field in brackets: "副校长（教务）"."""
        if at < len(tokens) and tokens[at].text in "（(":
            for end in range(at + 2, min(at + 7, len(tokens))):
                if tokens[end].text in "）)":
                    inside = tokens[at + 1 : end]
                    return end + 1 if all(t.is_han and t.text not in self.no_fields for t in inside) else at
        return at
