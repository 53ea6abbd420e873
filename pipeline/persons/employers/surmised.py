"""At which body a post is likeliest held of which nothing in its expression says it: each body that the text names is weighed, and none.

What a word points to ("its director", "where she was") is evidence like any other: such words err.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.judge import NOBODY, Evidence
from pipeline.persons.employers.bodies import Body
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token

__all__ = ["LIST", "Surmises"]

# How far sentences and words to a post are counted, how often a body is named, and when first.
SENTENCES, WORDS, TIMES, TURNS = (0, 1, 2, 3, 5, 8), (5, 12, 25, 50, 100, 200), (1, 2, 3, 5, 8), (0, 1, 2, 4)
# How many ranks are told apart; so many tokens that open a line, or lie between a body and a post, are told.
RANKS, OPENING, GAP = 3, 4, 3
# The shortest word that is compared, and how much of it.
LONG, STEM = 4, 5
CENTRE, BODY, LIST = "centre", "body", "list"


@dataclass
class Surmises:
    """The bodies of one text as places of its posts.

    `kind`: of what kind a post is, None where that is unknown; `fits`: whether posts of its kind are held at such a body;
    `guests`: the bodies that are told of as others' by who says "we".

    `spoken`: these and the nouns that stand for them, in the order of the text; `given`: the body of each post so far by its first
    token, None where it has none; `held`: by the same whose it is, by the first token of a name.
    """

    scene: Scene
    bodies: Sequence[Body]
    spoken: Sequence[Body]
    titles: Sequence[Title]
    kind: Callable[[Title], str | None]
    fits: Callable[[Title, Body], bool]
    guests: Collection[str] = ()
    given: dict[int, str | None] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counts = Counter(body.name for body in self.bodies)
        self.order = {name: turn for turn, name in enumerate(self.counts)}
        self.centres = {body.name for body in self.bodies if body.centre}
        self.most = _Ranks.of(sorted(self.order, key=lambda name: -self.counts[name]), self.centres)
        self.first = {body.name: body for body in reversed(self.bodies)}
        self.words = {name: {w.lower() for w in name.replace("-", " ").split() if len(w) >= LONG} for name in self.order}
        self.opening = {self.scene.sentence(body.first): body.name for body in reversed(self.spoken) if body.last}
        inside = {at for title in self.titles for at in range(title.first, title.last)}
        self.titled = {body.first for body in self.spoken if body.first in inside}
        self.sorts = {name: CENTRE if body.centre else body.kind or BODY for name, body in self.first.items()}

    def give(self, title: Title, holder: Placed, name: str | None) -> None:
        """Note the body of a post, None if it has none, for those behind it."""
        self.given[title.first], self.held[title.first] = name, holder.first

    def told(self, title: Title, holder: Placed, points: Mapping[str, Body | None]) -> dict[str, Evidence]:
        """The name of each body → what speaks for it as the place of a post; the same of none. `points`: what words point to, by how."""
        one = _Asked(self, title, holder)
        told: dict[str, Evidence] = {NOBODY: frozenset(f"nobody {what}" for what in one.none())}
        for name in self.order:
            ways = {how for how, body in points.items() if body is not None and body.name == name}
            pointed = {f"points {how}" for how in ways}
            told[name] = frozenset({*one.sort(name), *one.rank(name), *one.place(name, ways), *one.words(name), *pointed})
        return told


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The place of each name in an order: among all, and among those of its sort, centres or others."""

    all: Mapping[str, int]
    alike: Mapping[str, int]

    @classmethod
    def of(cls, order: Sequence[str], centres: Collection[str]) -> _Ranks:
        sorts = [name for name in order if name in centres], [name for name in order if name not in centres]
        alike = {name: rank for sort in sorts for rank, name in enumerate(sort)}
        return cls({name: rank for rank, name in enumerate(order)}, alike)


class _Asked:
    """One post of a text, and what is told of each body as its place."""

    def __init__(self, text: Surmises, title: Title, holder: Placed) -> None:
        self.text, self.title, self.scene = text, title, text.scene
        self.at, self.here = title.first, self.scene.sentence(title.first)
        self.kind = text.kind(title) or "none"
        self.lead = self._lead()
        # Whether it says more than its core: modifiers before a Chinese head, complements behind another.
        self.fielded = title.last > title.core_last or title.first < title.core_first
        self.before = [body for body in text.spoken if 0 < body.last <= self.at]
        self.last = {body.name: body for body in sorted(self.before, key=lambda body: body.last)}
        self.recent = _Ranks.of(sorted(self.last, key=lambda name: -self.last[name].last), text.centres)
        self.next = {body.name: body for body in reversed(text.bodies) if body.first >= title.last}
        behind = dict.fromkeys(body.name for body in text.bodies if body.first >= title.last)
        self.ahead = {name: turn for turn, name in enumerate(behind)}
        paragraph = self.scene.paragraph(self.at)
        self.near = list(dict.fromkeys(body.name for body in self.before if body.first >= paragraph))
        told = [other for other in text.titles if other.last <= self.at and other.first in text.given]
        self.previous = max(told, key=lambda other: other.last, default=None)
        self.own = {name for at, name in text.given.items() if text.held[at] == holder.first and name}
        self.used = Counter(name for name in text.given.values() if name)
        self.places = [text.scene.between(at, end).lower() for at, end in self.scene.places.items() if self._behind_core(at)]
        self.core = {token.lower for token in self.scene.tokens[title.core_first : title.core_last] if token.is_word}
        self.said = _long(self.scene.tokens[title.first : title.last])
        self.opening = _stems(_long(self._line()[:OPENING]))

    def none(self) -> Iterator[str]:
        """What speaks for a post of no body."""
        yield "of all"
        yield f"kind {self.kind}"
        yield f"head {self.title.head}"
        yield f"lead {self.lead}"
        yield f"of {min(len(self.text.order), 5)}"
        if any(at in range(self.at, self.title.last) for at in self.scene.places):
            yield "placed"
        if self.fielded:
            yield "fielded"
        if not self.before:
            yield "none before" if any(b.first not in self.text.titled for b in self.text.bodies) else "none but in titles"
        if self.previous is not None and not self.text.given[self.previous.first]:
            yield "as before"
        if self.own:
            yield "of somebody with another"

    def sort(self, name: str) -> Iterator[str]:
        """What a body is, and what the post."""
        sort = self.text.sorts[name]
        broad = self._broad(name)
        yield f"kind {self.kind} at {sort}"
        yield f"head {self.title.head} at {sort}"
        yield f"head {self.title.head} at a {broad}"
        yield f"lead {self.lead} at a {broad}"
        if self.fielded:
            yield f"fielded at a {broad}"
        if not self.text.fits(self.title, self.text.first[name]):
            yield "no house of such posts"
        for word in self.core:
            yield f"word {word} at a {broad}"

    def rank(self, name: str) -> Iterator[str]:
        """How much the text speaks of a body, and what other posts are held there."""
        most = self.text.most.all[name]
        yield f"most {min(most, RANKS)}"
        yield f"lead {self.lead} most {min(most, 2)}"
        yield f"most of a {self._broad(name)} {min(self.text.most.alike[name], RANKS)}"
        yield f"times {_within(self.text.counts[name], TIMES)}"
        yield f"named {_within(self.text.order[name], TURNS)}"
        yield f"used {min(self.used[name], RANKS)}"
        if name in self.own:
            yield "of the same holder"
        if name in self.text.guests:
            yield "a guest"
        if self.previous is None:
            return
        given = self.text.given[self.previous.first]
        away = self.here - self.scene.sentence(self.previous.first)
        if given == name:
            yield f"as before {_within(away, TURNS[:3])}"
            yield f"as before {self.text.kind(self.previous) or 'none'} {self.kind}"
        if not away and given is not None and given in self.text.counts:
            yield f"order {max(-2, min(2, self.text.order[name] - self.text.order[given]))}"

    def place(self, name: str, ways: Collection[str]) -> Iterator[str]:
        """Where a body stands, as seen from the post. `ways`: how words point to it."""
        if name not in self.last:
            ahead = self.next.get(name)
            yield f"ahead {min(self.ahead[name], RANKS)}" if ahead is not None else "nowhere"
            yield from ["ahead in a title"] * (ahead is not None and ahead.first in self.text.titled)
            return
        near, rank, alike, broad = self.last[name], self.recent.all[name], self.recent.alike[name], self._broad(name)
        away = self.here - self.scene.sentence(near.first)
        yield f"sentences {_within(away, SENTENCES)}"
        yield f"words {_within(self.at - near.last, WORDS)}"
        yield f"recent {min(rank, RANKS)}"
        yield f"kind {self.kind} recent {min(rank, 2)}"
        yield f"lead {self.lead} recent {min(rank, 2)}"
        yield f"recent of a {broad} {min(alike, RANKS)}"
        yield f"kind {self.kind} recent of a {broad} {min(alike, 2)}"
        if name in self.near:
            yield "paragraph"
            yield from ["first of the paragraph"] * (self.near[0] == name)
            yield from ["only of the paragraph"] * (len(self.near) == 1)
        yield "opens its sentence" if self.text.opening[self.scene.sentence(near.first)] == name else "inside its sentence"
        if near.first in self.text.titled:
            yield "in a title of its list" if LIST in ways else "in a title"
        gap = self.scene.tokens[near.last : self.at]
        if len(gap) <= GAP:
            yield f"over {' '.join(token.sign for token in gap)}"

    def words(self, name: str) -> Iterator[str]:
        """What words of a post are those of a body."""
        own = self.text.words[name]
        if own & self.said:
            yield "shares a word"
        if _stems(own) & self.opening:
            yield "its line opens with a word of it"
        if self.places:
            inside = any(place in name.lower() for place in self.places)
            yield f"place of the post {'' if inside else 'not '}in a {self._broad(name)}"

    def _broad(self, name: str) -> str:
        return CENTRE if name in self.text.centres else BODY

    def _lead(self) -> str:
        """The word before a post; where its line begins none."""
        before = self.scene.tokens[self.at - 1] if self.at else None
        return "none" if before is None or before.is_break else before.sign

    def _behind_core(self, at: int) -> bool:
        return self.title.core_last <= at < self.title.last

    def _line(self) -> Sequence[Token]:
        """The tokens of its line before a post."""
        first = self.at
        while first and not self.scene.tokens[first - 1].is_break:
            first -= 1
        return self.scene.tokens[first : self.at]


def _within(number: int, steps: Sequence[int]) -> str:
    return next((str(step) for step in steps if number <= step), "more")


def _long(tokens: Sequence[Token]) -> set[str]:
    return {token.lower for token in tokens if token.is_word and len(token.text) >= LONG}


def _stems(words: set[str]) -> set[str]:
    return {word[:STEM] for word in words}
