"""The head of a title in Chinese text: a noun of a list, or of none by its rank and ending, and which of them name no post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.tokens import Token, simplified

__all__ = ["HanHeads"]

# Characters of a noun between its rank and its ending (首席|制盐|师), and of an inner unit named by a post (专家|服务处|处长).
MOST_NOUN = 4
MOST_UNIT = 8
MOST_SYLLABLES = 9
# From "as" to the end of the post in which somebody comes.
LONGEST_GUISE = 28
DOTS = frozenset("·•‧・．")


class HanHeads:
    """Tells heads of titles from words that only look like them.

    Words read: heads, not_followed, openers, appointing, taking, conjunctions, ranks, ranked_endings, not_ranked, attributed, unit_endings, aides (behind
    heads that end as the aided), retired, vacant (nobody has the post), sounds, no_posts, callings (no posts behind a land: 越南设计师), vocations (how heads end that are none without a body: 学家), sent_as (heads that are no
    posts of who is sent for people, whose nouns end as spoken_for).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        heads = lexicon.list("heads")
        aided = [
            f"{head}{aide}" for aide in lexicon.list("aides") for head in heads if head.endswith(tuple(lexicon.list("aided")))
        ]
        self.heads = Phrases([*heads, *aided])
        self.not_followed = Phrases(lexicon.list("not_followed"))
        self.openers = Phrases([*lexicon.list("openers"), *lexicon.list("appointing"), *lexicon.list("taking")])
        self.sounds = frozenset(str(lexicon.words.get("sounds", "")))
        self.vacant = Phrases(lexicon.list("vacant"))
        self.retired = Phrases(lexicon.list("retired"))
        self.callings = frozenset(lexicon.list("callings"))
        self.vocations = tuple(lexicon.list("vocations")) or ("\0",)
        self.no_posts = Phrases(lexicon.list("no_posts"))
        self.spoken_for = frozenset(lexicon.list("spoken_for"))
        self.sent_as = frozenset(lexicon.list("sent_as"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.guises, self.by = Phrases(lexicon.list("guises")), frozenset(lexicon.list("by"))
        self.ranks = Phrases(lexicon.list("ranks"))
        self.ranked_endings = frozenset(lexicon.list("ranked_endings"))
        self.not_ranked = Phrases(lexicon.list("not_ranked"))
        self.attributed = frozenset(lexicon.list("attributed"))
        self.unit_endings = tuple(lexicon.list("unit_endings"))

    def _goes_on(self, scene: Scene, head: Found) -> bool:
        """Whether a head is part of a longer word (委员|会), and no name spelled by sounds begins behind it (州长|库安德克·…)."""
        if self.not_followed.at(scene.tokens, head.end) is None or self.guise(scene, head.end) is not None:
            return False
        run = scene.tokens[head.end : head.end + MOST_SYLLABLES]
        marked = next((n for n, t in enumerate(run) if not t.is_han), len(run))
        return not (marked < len(run) and run[marked].text in DOTS and all(t.lower in self.sounds for t in run[:marked]))

    def guise(self, scene: Scene, end: int) -> int | None:
        """Where "as" stands before a post that ends here with "in the capacity" behind it: 以|A大学校长|的身份."""
        if self.guises.at(scene.tokens, end) is None:
            return None
        for at in range(end - 1, max(-1, end - LONGEST_GUISE), -1):
            if not scene.tokens[at].is_word:
                return None
            if scene.tokens[at].lower in self.by:
                return at
        return None

    def _no_post(self, scene: Scene, first: int, index: int, head: Found) -> bool:
        """Whether a head with what stands before it from `first` says that somebody is sent, retired, or of a trade and a land."""
        tokens = scene.tokens
        if (index > first and self._sent(scene, index, head)) or self.retired.at(tokens, first) is not None:
            return True
        if head.phrase in self.callings and index > first and scene.places.get(first) == index:
            return True
        trade = head.phrase.endswith(self.vocations) and self.ranks.at(tokens, index) is None
        if trade and first not in scene.institutions and first - 1 not in scene.inside:
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
