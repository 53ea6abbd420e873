"""Where the bodies of a text stand, in it and as seen from a post: the plain facts of place that count for or against each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.persons.employers.bodies import Body
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Standings"]

# Tokens before the body that a line opens with: a number, a bracket, an article.
OPENS = 4
# Tokens of a line that is a heading, and lines from it to the post.
LONG_HEADING, MOST_LINES = 14, 5
# The longest line of a signature, and the last share of a text in which one stands.
LONG_SIGNATURE, LAST_SHARE = 14, 0.75
# How far sentences are told apart.
FAR = 3


@dataclass(frozen=True)
class Standings:
    """The bodies of one text.

    `titles`: what posts it names; `owned`: where the bodies begin that a name has; `given`: the body of each title so far, by its first
    token, which the caller goes on filling.
    """

    scene: Scene
    bodies: Sequence[Body]
    titles: Sequence[Title]
    owned: Collection[int]
    given: Mapping[int, str | None]

    @cached_property
    def names(self) -> dict[str, list[Body]]:
        """Each body with the places where it is named."""
        names: dict[str, list[Body]] = {}
        for body in self.bodies:
            names.setdefault(body.name, []).append(body)
        return names

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter({name: len(own) for name, own in self.names.items()})

    def of_text(self, own: Sequence[Body]) -> Iterator[str]:
        """What holds of a body whatever the post."""
        name, centre = own[0].name, own[0].centre
        alike = [other for other, spans in self.names.items() if spans[0].centre == centre]
        most = max(self._counts[other] for other in alike)
        if len(alike) == 1:
            yield "the only one"
        elif self._counts[name] == most:
            yield "named most"
            if sum(self._counts[other] == most for other in alike) == 1:
                yield "named most alone"
        if alike[0] == name:
            yield "named first"
        if self._counts[name] == 1:
            yield "named once"
        if any(b.first < self._headline for b in own):
            yield "in the headline"
        if self.bodies and max(self.bodies, key=lambda b: b.last).name == name:
            yield "named last of all"

    @cached_property
    def _headline(self) -> int:
        """Index behind the first line."""
        return next((n for n, t in enumerate(self.scene.tokens) if t.is_break), len(self.scene.tokens))

    def around(self, own: Sequence[Body], title: Title, holder: Placed) -> Iterator[str]:
        """Where a body stands as seen from a post."""
        here = self.scene.sentence(title.first)
        begin = min(title.first, holder.begin)
        before = [b for b in own if 0 < b.last <= begin]
        free = [b for b in before if not self.of_another(b, title)]
        behind = [b for b in own if b.first >= title.last]
        if before:
            gap = here - max(self.scene.sentence(b.first) for b in before)
            yield f"{min(FAR, gap)} sentences before"
            yield from self._ranks(before[-1], begin, title)
        else:
            yield "not before"
        if free:
            yield f"free {min(FAR, here - max(self.scene.sentence(b.first) for b in free))} sentences before"
        elif before:
            yield "only held before"
        if any(self.scene.sentence(b.first) == here for b in behind):
            yield "behind in the sentence"
        if any(self.scene.sentence(b.first) == here and self.of_another(b, title) for b in own):
            yield "of another in the sentence"
        if all(self.of_another(b, title) for b in own):
            yield "only of others"
        if any(self.scene.sentence(b.first) == here + 1 for b in behind):
            yield "in the next sentence"
        yield from self._among(own, title, begin)
        yield from self._posted(own[0].name, title)

    def _among(self, own: Sequence[Body], title: Title, begin: int) -> Iterator[str]:
        """Where a body stands in the paragraph, the item and the sentences of a post."""
        here, opens = self.scene.sentence(title.first), self.scene.paragraph(title.first)
        close = [b for b in self.bodies if opens <= b.first < begin]
        names = {b.name for b in close if b.centre == own[0].centre}
        if names == {own[0].name}:
            yield "the only one of the paragraph"
        elif own[0].name in names:
            yield "one of the paragraph"
        if close and close[0].name == own[0].name:
            yield "first of the paragraph"
        if own[0].name == self._item(title):
            yield "heads the item"
        if self._opening(own, begin, here):
            yield "opens the sentence"
        if self._opening(own, begin, here - 1):
            yield "opens the sentence before"

    def _ranks(self, last: Body, begin: int, title: Title) -> Iterator[str]:
        """How many others stand between a body and a post."""
        between = {b.name for b in self.bodies if last.last <= b.first < begin}
        alike = {b.name for b in self.bodies if last.last <= b.first < begin and b.centre == last.centre}
        free = {b.name for b in self.bodies if last.last <= b.first < begin and not self.of_another(b, title)}
        yield f"{min(FAR, len(between - {last.name}))} between"
        if not alike - {last.name}:
            yield "the last of its sort"
        if not free - {last.name}:
            yield "the last free one"

    def _held(self, body: Body, title: Title) -> bool:
        """Whether a body stands in another title than this."""
        return any(t.first <= body.first < t.last for t in self.titles if t is not title)

    def of_another(self, body: Body, title: Title) -> bool:
        """Whether a body belongs to another title or to a name."""
        return body.first in self.owned or self._held(body, title)

    def beyond(self, body: Body, title: Title) -> bool:
        """Whether a body is named behind a post and belongs to another."""
        return body.first >= title.last and self.of_another(body, title)

    def _opening(self, own: Sequence[Body], begin: int, sentence: int) -> bool:
        """Whether a sentence opens with a body."""
        if not 0 < sentence <= len(self.scene.sentences):
            return False
        first = self.scene.sentences[sentence - 1]
        return any(first <= b.first <= first + OPENS and b.last <= begin for b in own)

    def _item(self, title: Title) -> str | None:
        """The body with which the line of a post begins, or that is all of a line above it in the same block."""
        tokens, lines = self.scene.tokens, 0
        end = first = title.first
        while lines <= MOST_LINES:
            while first and not tokens[first - 1].is_break:
                first -= 1
            body = next((b for b in self.bodies if first <= b.first <= first + OPENS and first < b.last <= title.first), None)
            if body is not None and (lines == 0 or end - first <= LONG_HEADING):
                return body.name
            if first < 2 or (lines and tokens[first - 2].is_break):
                return None
            gap = tokens[first - 1].is_break and tokens[first - 2].is_break
            end = first - 1 - gap
            first, lines = end, lines + 1
        return None

    def signed(self, title: Title) -> bool:
        """Whether a post stands in a short line near the end, as below a letter."""
        tokens = self.scene.tokens
        first = last = title.first
        while first and not tokens[first - 1].is_break:
            first -= 1
        while last < len(tokens) and not tokens[last].is_break:
            last += 1
        return last - first <= LONG_SIGNATURE and title.first > LAST_SHARE * len(tokens)

    def _posted(self, name: str, title: Title) -> Iterator[str]:
        """What posts were given to a body before."""
        before = sorted(t.first for t in self.titles if t.first < title.first and t.first in self.given)
        if before and self.given[before[-1]] == name:
            yield "of the post before"
            if self.scene.sentence(before[-1]) == self.scene.sentence(title.first):
                yield "of the post before in the sentence"
        elif any(self.given[first] == name for first in before):
            yield "of a post before"
