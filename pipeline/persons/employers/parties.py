"""On whose side somebody stands: who speaks for a body, who comes with its delegation, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.references import References
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Parties"]

# Tokens from "led by" to the person.
LED = 4
# Tokens from the body that somebody speaks for to the person.
NEAR = 10
# The same, where the phrase opens no clause.
BESIDE = 2


class Parties:
    """The sides that one text speaks of. `spoken`: its bodies and the nouns that stand for them, in its order."""

    def __init__(self, scene: Scene, spoken: Sequence[Body], references: References, offices: Offices) -> None:
        self.scene, self.spoken, self.references, self.offices = scene, spoken, references, offices

    def of(self, title: Title, holder: Placed) -> Body | None:
        """The body on whose side the holder of a title stands."""
        spoken_for = self._represented(title, holder) or self._signed_for(title, holder) or self._above(title, holder)
        return self._there(title) or spoken_for or self._guest(title, holder)

    def _only(self, home: Body | None, first: int, last: int) -> bool:
        """Whether no body but this one stands between two tokens."""
        return all(b == home for b in self.spoken if first <= b.first < last and b.last)

    def _there(self, title: Title) -> Body | None:
        """The body named last before "there" behind a title, or before its verb: "Lecturer at the College and was Head of Languages there", "Allí fue directora"."""
        here, at = self.scene.sentence(title.first), title.first
        if self.offices.there.at(self.scene.tokens, title.last) is None:
            near = range(title.first - 1, max(0, title.first - LED) - 1, -1)
            at = next((n for n in near if self.offices.there.at(self.scene.tokens, n) is not None), -1)
            if at < 0 or self.scene.sentence(at) != here or not self._only(None, at, title.first):
                return None
        return max((b for b in self.spoken if 0 < b.last <= at), key=lambda b: b.last, default=None)

    def _represented(self, title: Title, holder: Placed) -> Body | None:
        """The body that somebody speaks or signs for: "for the Institute, the director X", "representing the county, X, warden"."""
        begin = min(title.first, holder.begin)
        here = self.scene.sentence(begin)
        for at in range(begin - 1, max(0, begin - NEAR) - 1, -1):
            if self.scene.sentence(at) != here:
                return None
            if (found := self.offices.representing.at(self.scene.tokens, at)) is None or found.end > begin:
                continue
            body = self._at(found.end)
            if body is None or body.last > begin or not self._only(None, body.last, begin):
                return None
            opens = at == 0 or not self.scene.tokens[at - 1].is_word or self.scene.sentence(at - 1) != here
            joined = self.scene.tokens[at - 1].lower in self.offices.grammar.conjunctions
            return body if opens or joined or begin - body.last <= BESIDE else None
        return None

    def _signed_for(self, title: Title, holder: Placed) -> Body | None:
        """The body that somebody speaks or signs for, said behind name and title: "X, Rector, on behalf of the University"."""
        at = max(title.last, holder.last)
        apart = max(title.first, holder.begin) - min(title.last, holder.last)
        if apart > BESIDE or at + 1 >= len(self.scene.tokens) or self.scene.tokens[at].text != ",":
            return None
        found = self.offices.representing.at(self.scene.tokens, at + 1)
        return self._at(found.end) if found is not None else None

    def _above(self, title: Title, holder: Placed) -> Body | None:
        """The body that has the line above a signature for its own, maybe behind "For": "For the Institute, / the director / X"."""
        begin = min(title.first, holder.begin)
        begin -= begin > 0 and self.offices.grammar.articles.covers(self.scene.tokens, begin - 1, begin)
        line = self.scene.line_above(begin)
        if not line:
            return None
        found = self.offices.representing.at(self.scene.tokens, line.start)
        body = self._at(found.end if found is not None else line.start)
        return body if body is not None and body.last >= line.stop - 1 else None

    def _at(self, at: int) -> Body | None:
        """The body that stands at a token or that a noun there stands for, an article between."""
        tokens, grammar = self.scene.tokens, self.offices.grammar
        first = grammar.phrases.skip_articles(tokens, at)
        if (body := next((b for b in self.spoken if b.last and b.first in {at, first}), None)) is not None:
            return body
        word = self.offices.key(tokens[first].lower) if first < len(tokens) and grammar.genitive else ""
        meant = self.references.match([word], first) if word in self.offices.anaphors else None
        return replace(meant, first=first, last=first + 1) if meant is not None else None

    def _guest(self, title: Title, holder: Placed) -> Body | None:
        """The body whose delegation somebody leads or belongs to: "The delegation, led by X, the director, was received by"."""
        begin, tokens = min(title.first, holder.begin), self.scene.tokens
        here = self.scene.sentence(begin)
        ends = range(begin, max(0, begin - LED), -1)
        led = any(self.offices.leading.covers(tokens, max(0, end - n), end) for end in ends for n in range(1, LED + 1))
        near = [(at, body) for at, body in self._visits if self.scene.sentence(at) == here]
        if not led or not near or not any(self._only(body, at, begin) for at, body in near):
            return None
        homes = [(at, body) for at, body in self._visits if body is not None]
        own = [body for at, body in near if body is not None and at < begin]
        if homes:
            return own[0] if own else homes[0][1]
        return next((b for b in self.spoken if b.last and self.scene.sentence(b.first) == here - 1), None)

    @cached_property
    def _visits(self) -> list[tuple[int, Body | None]]:
        """Where guests are spoken of, and the body right behind that they come from."""
        tokens = self.scene.tokens
        nouns = [at for at in range(len(tokens)) if at not in self.scene.quiet and self.offices.visitors.at(tokens, at)]
        return [(at, self._home(at)) for at in nouns]

    def _home(self, at: int) -> Body | None:
        """The body behind the noun for guests, "of" or "from" before it, or in a language of cases nothing."""
        grammar, tokens = self.offices.grammar, self.scene.tokens
        end = at + 1
        found = grammar.prepositions.at(tokens, end)
        end = grammar.phrases.skip_articles(tokens, found.end) if found is not None else end
        led = found is not None or grammar.genitive
        return next((b for b in self.spoken if led and b.first == end and b.last), None)
