"""Titles in Chinese text: institution, inner units, modifiers and head in one run, before the name or behind a verb.

The head comes last, so a title grows to the left from its head: over characters up to a mark, an opening word, or an
institution that other extractors found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token, simplified

__all__ = ["HanTitles"]

MOST_CHARACTERS = 24
# Characters of a noun between its rank and its ending (首席|制盐|师), and of an inner unit named by a post (专家|服务处|处长).
MOST_NOUN = 4
MOST_SYLLABLES = 9
DOTS = frozenset("·•‧・．")
COLONS = frozenset("：:")
BEHIND = frozenset("，,（(")
# Characters of a title of no list.
SHORTEST_TITLE, LONGEST_TITLE = 2, 14
MOST_UNIT = 8
BRACKETS = {"）": "（", ")": "(", "”": "“", "」": "「", "》": "《", '"': '"'}


class HanTitles:
    """Finds titles.

    Words read: heads, not_followed, openers, conjunctions, honorifics, ranks, ranked_endings, not_ranked, attributed, unit_endings, aides (behind
    heads that end as the aided), retired, vacant (nobody has the post), sounds, several (两位), owning (与其), title_ends, taking, being, callings (no posts behind a land: 越南设计师), sent_as (heads that are no posts of who is sent for people, whose nouns end as spoken_for).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        heads = lexicon.list("heads")
        aided = [
            f"{head}{aide}" for aide in lexicon.list("aides") for head in heads if head.endswith(tuple(lexicon.list("aided")))
        ]
        self.heads = Phrases([*heads, *aided])
        self.not_followed = Phrases(lexicon.list("not_followed"))
        self.openers = Phrases([*lexicon.list("openers"), *lexicon.list("appointing"), *lexicon.list("taking")])
        self.entrusting = Phrases(lexicon.list("entrusting"))
        self.copulas = Phrases(lexicon.list("copulas"))
        self.dropped = Phrases(lexicon.list("dropped"))
        self.kept = Phrases(lexicon.list("kept"))
        self.leaving = Phrases(lexicon.list("leaving"))
        self.sounds = frozenset(str(lexicon.words.get("sounds", "")))
        self.vacant = Phrases(lexicon.list("vacant"))
        self.graded = Phrases(lexicon.list("dropped"))
        self.retired = Phrases(lexicon.list("retired"))
        self.callings = frozenset(lexicon.list("callings"))
        self.no_posts = Phrases(lexicon.list("no_posts"))
        self.spoken_for = frozenset(lexicon.list("spoken_for"))
        self.sent_as = frozenset(lexicon.list("sent_as"))
        self.no_fields = frozenset(lexicon.list("no_fields"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.joints = frozenset({"、", *lexicon.list("joints")})
        self.of = str(lexicon.words.get("attributive", "\0"))
        self.honorifics = Phrases(lexicon.list("honorifics"))
        self.ranks = Phrases(lexicon.list("ranks"))
        self.ranked_endings = frozenset(lexicon.list("ranked_endings"))
        self.not_ranked = Phrases(lexicon.list("not_ranked"))
        self.attributed = frozenset(lexicon.list("attributed"))
        self.giving = Phrases([*lexicon.list("taking"), *lexicon.list("being")])
        self.owning = Phrases(lexicon.list("owning"))
        self.several = Phrases(lexicon.list("several"))
        self.title_ends = tuple(lexicon.list("title_ends"))
        self.unit_endings = tuple(lexicon.list("unit_endings"))

    def find(self, scene: Scene, people: frozenset[int] = frozenset()) -> list[Title]:
        """The titles of a text from left to right. `people`: tokens inside names, over which no title grows."""
        found: list[Title] = []
        index, floor = 0, 0
        tokens, closed = scene.tokens, scene.inside | scene.quiet | scene.credits | people
        ends = {last: first for first, last in scene.institutions.items()}
        while index < len(tokens):
            head = None if index in closed else self.heads.at(tokens, index) or self._ranked(tokens, index, people)
            if head is None or self._goes_on(scene, head) or self._attributed(tokens, head, people):
                index += 1
                continue
            first = self._left(scene, index, floor, people=people, ends=ends)
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
        return sorted([*found, *self._unlisted(scene, found, closed)], key=lambda title: title.first)

    def _unlisted(self, scene: Scene, listed: Sequence[Title], closed: frozenset[int]) -> Iterator[Title]:
        """Titles of no list between a body and a person that the recogniser sees: 云锦剧院|首席调香师|N."""
        taken = {at for title in listed for at in range(title.first, title.last)}
        ends = {last: first for first, last in scene.institutions.items()}
        tokens = scene.tokens
        for name in scene.entities:
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
        return plain and not any(self._opened(scene.tokens, at) for at in range(first + 1, last))

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

    def _goes_on(self, scene: Scene, head: Found) -> bool:
        """Whether a head is part of a longer word (委员|会), and no name spelled by sounds begins behind it (州长|库安德克·…)."""
        if self.not_followed.at(scene.tokens, head.end) is None:
            return False
        run = scene.tokens[head.end : head.end + MOST_SYLLABLES]
        marked = next((n for n, t in enumerate(run) if not t.is_han), len(run))
        return not (marked < len(run) and run[marked].text in DOTS and all(t.lower in self.sounds for t in run[:marked]))

    def _no_post(self, scene: Scene, first: int, index: int, head: Found) -> bool:
        """Whether a head with what stands before it from `first` says that somebody is sent, retired, or of a trade and a land."""
        tokens = scene.tokens
        if (index > first and self._sent(scene, index, head)) or self.retired.at(tokens, first) is not None:
            return True
        if head.phrase in self.callings and index > first and scene.places.get(first) == index:
            return True
        if self.vacant.at(tokens, head.end) is not None:
            return True
        return any(self.no_posts.covers(tokens, begin, head.end) for begin in range(first, index + 1))

    def _ranked(self, tokens: Sequence[Token], index: int, people: frozenset[int]) -> Found | None:
        """A head of no list by its rank and its ending, up to a mark, a name or a word that takes a post."""
        rank = self.ranks.at(tokens, index)
        if rank is None:
            return None
        for end in range(rank.end + 2, min(rank.end + MOST_NOUN, len(tokens)) + 1):
            if not tokens[end - 1].is_han or end - 1 in people:
                return None
            if tokens[end - 1].lower not in self.ranked_endings or self.not_ranked.covers(tokens, end - 2, end):
                continue
            closed = end >= len(tokens) or end in people or not tokens[end].is_han
            if closed or self.openers.at(tokens, end) is not None:
                return Found(end, simplified(tokens[index:end]))
        return None

    def _attributed(self, tokens: Sequence[Token], head: Found, people: frozenset[int]) -> bool:
        """Whether a head only modifies the inner unit behind it, which has a head of its own: 专家|服务处处长."""
        if head.phrase not in self.attributed:
            return False
        for at in range(head.end, min(head.end + MOST_UNIT, len(tokens))):
            if at in people or not tokens[at].is_han or tokens[at].lower in self.conjunctions:
                return False
            if at > head.end and self.heads.at(tokens, at) is not None:
                said = simplified(tokens[head.end : at])
                return said.endswith(self.unit_endings) or (said + tokens[at].lower).endswith(self.unit_endings)
        return False

    def sent(self, scene: Scene) -> Iterator[int]:
        """Tokens behind the words for those who are sent for a group, who hold no post."""
        for index in range(len(scene.tokens)):
            if (found := self.no_posts.at(scene.tokens, index)) is not None:
                yield found.end
            elif index and (head := self.heads.at(scene.tokens, index)) is not None and self._sent(scene, index, head):
                yield head.end

    def _sent(self, scene: Scene, index: int, head: Found) -> bool:
        """Whether a head says that somebody is sent for people: 青年科学家|代表."""
        return index > 0 and head.phrase in self.sent_as and scene.tokens[index - 1].lower in self.spoken_for

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
        graded = self.graded.at(scene.tokens, first)
        plain = first == head or (graded is not None and graded.end == head)
        return (ends[first - 1], first) if plain else None

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
        if any(self.dropped.covers(tokens, at - back, at) for back in range(1, min(4, at) + 1)):
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
