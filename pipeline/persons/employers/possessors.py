"""Whose a post is that a possessive stands with: "its director", "su rectora", «его заместитель», "رئيسها"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline import morphology
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.references import References
from pipeline.persons.holders.links import Placed
from pipeline.persons.titles.grammar import Title

__all__ = ["Possessors"]

# Small words before the body that opens a sentence.
OPENS = 2


class Possessors:
    """The possessors that one text speaks of.

    `spoken`: its bodies and the nouns that stand for them, in its order; `given`: the institution of each title so far, by its
    first token, which the caller goes on filling.
    """

    def __init__(
        self,
        references: References,
        spoken: Sequence[Body],
        *,
        titles: Sequence[Title],
        names: Sequence[Placed],
        given: Mapping[int, str | None],
    ) -> None:
        self.references, self.spoken, self.titles, self.names, self.given = references, spoken, titles, names, given
        self.scene, self.bodies, self.offices = references.scene, references.bodies, references.offices

    def of(self, title: Title, holder: Placed) -> Body | None:
        """The body that "its" or "su" before a title means: the one last spoken of, unless a person is nearer."""
        at = title.first
        if not at or not (self._glued(title) or self.offices.possessives.at(self.scene.tokens, at - 1)):
            return None
        if self.offices.first_person.at(self.scene.tokens, at - 1) is not None and (publisher := self._publisher()) is not None:
            return publisher
        before = [b for b in self.spoken if b.last <= at]
        agreeing = [b for b in before if morphology.owns(self.scene.tokens[at - 1].text, b.name, self.offices.grammar.language)]
        body = max(agreeing or before, key=lambda b: (b.last, b.last - b.first), default=None)
        if body is None or any(body.last <= n.first < at for n in self.names if n != holder):
            return self._of_superior(title)
        if body.centre and self.offices.kinds.get(title.head) != "centre" and (owner := self._opener(at)) is not None:
            return owner
        if (owner := self._ruler(title, body)) is not None:
            return owner
        centres = [b for b in agreeing or before if b.centre]
        subject = self._subject_before(at)
        if subject is not None and (subject in centres or not self.offices.heads_centre(self.scene, title)):
            return subject
        away = self.scene.sentence(body.first) != self.scene.sentence(at)
        last = {b.name: b for b in centres if self.scene.sentence(b.first) == self.scene.sentence(at) - 1}
        if away and len(last) == 1 and self.offices.heads_centre(self.scene, title):
            return next(iter(last.values()))
        return (
            self.references.spoken_of(centres, at)
            if away and centres and self.offices.heads_centre(self.scene, title)
            else body
        )

    def _ruler(self, title: Title, body: Body) -> Body | None:
        """The centre before a body that only says whose it is, for who heads one: "the Office, fifth of the Institute, opened, and its | head"."""
        if body.centre or not self._linked(body.first) or not self.offices.heads_centre(self.scene, title):
            return None
        here = self.scene.sentence(body.first)
        before = [b for b in self.spoken if b.last <= body.first and self.scene.sentence(b.first) == here]
        last = max(before, key=lambda b: b.last, default=None)
        return last if last is not None and last.centre else None

    def _linked(self, at: int) -> bool:
        """Whether "of" stands before a token, an article between."""
        tokens, grammar = self.scene.tokens, self.offices.grammar
        at -= at > 0 and tokens[at - 1].lower not in self.offices.body_links and grammar.articles.covers(tokens, at - 1, at)
        return at > 0 and tokens[at - 1].lower in self.offices.body_links

    def helped(self, title: Title, holder: Placed) -> Body | None:
        """The body of a deputy whose head has "his" or "its" glued to it or before it, whatever the kind of the post."""
        if title.head not in self.offices.carriers:
            return None
        if self._glued(title):
            return self.of(title, holder)
        owned = title.first > 0 and self.offices.possessives.at(self.scene.tokens, title.first - 1) is not None
        return self._of_superior(title) if owned else None

    def _glued(self, title: Title) -> bool:
        """Whether "his" or "its" is written to the head of a title: "رئيسها"."""
        head = self.scene.tokens[title.head_at]
        return bool(self.offices.grammar.affixes) and head.lower != head.text

    def _of_superior(self, title: Title) -> Body | None:
        """The body of the title before, where a post is that of who helps the one before it: «его заместитель», "نائبه"."""
        if title.head not in self.offices.carriers and title.head.split()[-1] not in self.offices.carriers:
            return None
        here = self.scene.sentence(title.first)
        before = [t for t in self.titles if t.last <= title.first and here - self.scene.sentence(t.first) <= 1]
        given = self.given.get(max(before, key=lambda t: t.last).first) if before else None
        return next((b for b in self.bodies if b.name == given), None)

    def _subject_before(self, at: int) -> Body | None:
        """The body that opens the sentence before a token's, where its own names none so far: "The Section was founded by an association. | Its chair"."""
        here = self.scene.sentence(at)
        near = [b for b in self.spoken if 0 < b.last <= at and self.scene.sentence(b.first) >= here - 1]
        if not near or any(self.scene.sentence(b.first) == here for b in near):
            return None
        first = min(near, key=lambda b: b.first)
        opens = next((n for n in range(first.first, -1, -1) if not n or self.scene.sentence(n - 1) != here - 1), 0)
        small = self.scene.tokens[opens : first.first]
        return first if len(small) <= OPENS and all(t.is_word for t in small) else None

    def _opener(self, at: int) -> Body | None:
        """The body that opens the sentence of a post which heads no centre: "the Chamber opened the School, said its president"."""
        here = self.scene.sentence(at)
        return next((b for b in self.bodies if not b.centre and b.last <= at and self.scene.sentence(b.first) == here), None)

    def _publisher(self) -> Body | None:
        """Who says "our": the body that is no centre and is named most often, the first of several."""
        bodies = [b for b in self.bodies if not b.centre]
        counts = Counter(b.name for b in bodies)
        return max(bodies, key=lambda b: (counts[b.name], -b.first), default=None)
