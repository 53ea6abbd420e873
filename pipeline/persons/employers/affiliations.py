"""The body that is said behind the name of a person: "Prof. X of the Institute", "X (the Institute)"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.holders.links import Placed
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Affiliations"]

# Tokens of a bracket behind a name.
MOST_BRACKET = 8


class Affiliations:
    """The bodies of one text by the names of people that they follow."""

    def __init__(self, scene: Scene, bodies: Sequence[Body], *, names: Sequence[Placed], offices: Offices) -> None:
        self.scene, self.bodies, self.names, self.offices = scene, bodies, names, offices

    def of_holder(self, title: Title, holder: Placed) -> Body | None:
        """The body behind the name of the holder, or of the last of several: "Vice-Presidents X and Y of the Institute"."""
        own = self.of_name(holder)
        while own is None and title.plural:
            last = self._over_bracket(holder.last)
            joint = last < len(self.scene.tokens) and self.scene.tokens[last]
            joined = joint and (joint.text == "," or joint.lower in self.offices.grammar.conjunctions)
            following = next((n for n in self.names if joined and last + 1 in {n.begin, n.first}), None)
            if following is None:
                return None
            own, holder = self.of_name(following), following
        return own

    def of_name(self, name: Placed) -> Body | None:
        """The body in "Prof. X of the Institute" or "the rector, Prof. X, of the Institute"."""
        at = name.last
        if at < len(self.scene.tokens) and self.scene.tokens[at].text == "(":
            inner = next((b for b in self.bodies if b.first == at + 1), None)
            if inner is not None or (at := self._over_bracket(at)) == name.last:
                return inner
        if at < len(self.scene.tokens) and self.scene.tokens[at].text == ",":
            at += 1
        found = self.offices.grammar.prepositions.at(self.scene.tokens, at)
        if found is None:
            return None
        at = found.end
        while (article := self.offices.grammar.articles.at(self.scene.tokens, at)) is not None:
            at = article.end
        return next((b for b in self.bodies if b.first == at), None)

    def _over_bracket(self, at: int) -> int:
        """Index behind a short bracket behind a name: "X (Utrecht) | of the Council"; `at` itself where none opens."""
        tokens = self.scene.tokens
        opens = at < len(tokens) and tokens[at].text == "("
        return next((n + 1 for n in range(at + 1, min(at + MOST_BRACKET, len(tokens))) if opens and tokens[n].text == ")"), at)
