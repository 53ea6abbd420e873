"""What a word of a Chinese text points to that stands for a body named elsewhere: "our school", "the centre", "this bureau"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.han.bodies import fitting, foremost, latest
from pipeline.persons.phrases import Found, Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["HanReferences"]

# The longest common noun behind "this", "our".
NOUN = 4
STOPS = frozenset("。；;")


class HanReferences:
    """Finds who is pointed to, who speaks as "we", and whom "we" meet.

    Words read: anaphors, pointed, deictics, ours, definite, conjunctions, visits, calls, delegations (一行), arrivals (抵达), attributive.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.anaphors: dict[str, list[str]] = lexicon.table("anaphors")
        self.pointers = Phrases(list(self.anaphors))
        self.pointed = frozenset(lexicon.list("pointed"))
        self.deictics = Phrases(lexicon.list("deictics"))
        self.ours = frozenset(lexicon.list("ours"))
        self.definite = frozenset(lexicon.list("definite"))
        self.conjunctions = frozenset(lexicon.list("conjunctions"))
        self.of = str(lexicon.words.get("attributive", "\0"))
        self.visits = tuple(lexicon.list("visits"))
        self.arrivals = tuple(lexicon.list("arrivals"))
        self.delegations = tuple(lexicon.list("delegations"))
        self.calls = tuple(lexicon.list("calls"))

    def guests(self, scene: Scene, bodies: Sequence[Body]) -> frozenset[str]:
        """The bodies of which a sentence of a text in "we" says that they visit or are visited, none where that holds for all; of another text those that visit."""
        if not self._as_we(scene):
            return self._received(scene, bodies)
        ends = [*scene.sentences[1:], len(scene.tokens)]
        named = set()
        for first, last in zip(scene.sentences, ends, strict=True):
            said, start = scene.between(first, last), scene.tokens[first].start if first < last else 0
            came, behind = self._visit(said)
            went = min((at for call in self.calls if (at := said.find(call)) >= 0), default=len(said))
            inside = [(b.name, scene.tokens[b.first].start - start) for b in bodies if first <= b.first < last]
            named |= {name for name, at in inside if (at > came if behind else at < came) or at > went}
        return frozenset(named) if any(b.name not in named for b in bodies) else frozenset()

    def _received(self, scene: Scene, bodies: Sequence[Body]) -> frozenset[str]:
        """The bodies of which a text that says no "we" tells that people of theirs come to another body: X代表团|访问|Y."""
        came, seen = set(), set()
        for left, right in pairwise(bodies):
            said = scene.between(left.last, right.first)
            party = next((at for word in self.delegations if (at := said.find(word)) >= 0), -1)
            plain = not any(t.is_break or t.text in STOPS for t in scene.tokens[left.last : right.first])
            if plain and party >= 0 and any(word in said[party:] for word in (*self.calls, *self.visits, *self.arrivals)):
                came.add(left.name)
                seen.add(right.name)
        return frozenset(came - seen)

    def _as_we(self, scene: Scene) -> bool:
        """Whether a text says "our" or "this" of a body, outside the names of bodies: in 大学|校长 nobody says 学校."""
        words = [word for word in self.ours if len(word) > 1 and word in scene.text]
        starts = {t.start for n, t in enumerate(scene.tokens) if n not in scene.inside}
        return any(m.start() in starts for word in words for m in re.finditer(re.escape(word), scene.text))

    def _visit(self, said: str) -> tuple[int, bool]:
        """Where a sentence last says that somebody visits, -1 where it does not, and whether it names the guest behind: 来访的X."""
        at, visit = max(((said.rfind(visit), visit) for visit in self.visits), default=(-1, ""))
        return at, at >= 0 and said[at + len(visit) :].startswith(self.of)

    def at(self, scene: Scene, title: Title, core: int, *, bodies: Sequence[Body]) -> tuple[int, Body] | None:
        """Index behind what points to a body at the core of a title, and that body."""
        return self._pronoun(scene, title, core, bodies) or self._noun(scene, title, core, bodies)

    def _pronoun(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> tuple[int, Body] | None:
        """A body by a word that the lexicon knows to stand for its like: "our school", "the centre"."""
        pointer = self.pointers.at(scene.tokens, core)
        if pointer is None or pointer.end > title.head_at or not self._points(scene, pointer):
            return None
        nouns = self.anaphors[pointer.phrase]
        if pointer.phrase in self.ours:
            body = self.speaker(scene, bodies, nouns)
        elif pointer.phrase[0] in self.definite:
            body = latest(bodies, title.first, nouns)
        else:
            body = foremost(fitting(bodies, nouns), title.first)
        return (pointer.end, body) if body is not None else None

    def _noun(self, scene: Scene, title: Title, core: int, bodies: Sequence[Body]) -> tuple[int, Body] | None:
        """A body by "this" or "our" and the last word of its name: "this bureau"."""
        deictic = self.deictics.at(scene.tokens, core)
        if deictic is None:
            return None
        for end in range(min(deictic.end + NOUN, title.head_at), deictic.end, -1):
            noun = [scene.between(deictic.end, end)]
            named = [b for b in bodies if b.name.endswith(noun[0])]
            if named:
                ours = deictic.phrase not in self.definite
                body = self.speaker(scene, named, noun) if ours else latest(named, title.first, noun)
                return (end, body) if body is not None else None
        return None

    def _points(self, scene: Scene, pointer: Found) -> bool:
        """Whether a pointer of one character is one: "校党委", not "校办"."""
        return len(pointer.phrase) > 1 or scene.tokens[pointer.end].lower in self.pointed

    def speaker(self, scene: Scene, bodies: Sequence[Body], nouns: Sequence[str]) -> Body | None:
        """Who speaks as "our university": the one named last, where an announcement signs; never one that "we" meet."""
        met = {b.name for b in bodies if self._met(scene, b)}
        ours = fitting(bodies, nouns)
        return max([b for b in ours if b.name not in met] or ours, key=lambda b: b.last, default=None)

    def _met(self, scene: Scene, body: Body) -> bool:
        """Whether a body is the other party: 我校与X."""
        tokens, at = scene.tokens, body.first - 1
        met = at > 1 and tokens[at].lower in self.conjunctions
        return met and any(self.pointers.covers(tokens, at - n, at) and scene.between(at - n, at) in self.ours for n in (1, 2))
