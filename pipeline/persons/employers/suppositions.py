"""Where a post may be held of which nothing in the text says it: at the body spoken of in its sentence, or in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.references import References
from pipeline.persons.titles.grammar import Title

__all__ = ["Suppositions"]

LONG_CLAUSE = 12
INSTALLING_NEAR = 3
# Kinds of bodies that have members, and posts of their own.
FEDERATED = {"network", "ngo", "igo"}


class Suppositions:
    """Chooses among the bodies of one text. `spoken`: these and the nouns that stand for them; `owned`: where those begin that a name has."""

    def __init__(
        self, references: References, titles: Sequence[Title], spoken: Sequence[Body], *, owned: Collection[int]
    ) -> None:
        self.references, self.titles, self.spoken, self.owned = references, titles, spoken, owned
        self.scene, self.bodies, self.offices = references.scene, references.bodies, references.offices

    def body(self, title: Title) -> tuple[str | None, str]:
        """The institution that a title may be of, by what the text speaks of, and how."""
        kind = self.offices.kind(self.scene, title)
        before = self._candidates(title, kind)
        if (new := self._installed(title, kind, before)) is not None:
            return new.name, "pointed"
        if same := self._of_sentence(title, before):
            return max(same, key=lambda b: (b.last, b.last - b.first)).name, "sentence"
        free = [b for b in self.unheld(title) if b.first not in self.owned]
        if spoken := before or free or [b for b in self.spoken if b.last <= title.first]:
            return self._salient(title, spoken).name, "discourse"
        return None, "none"

    def _installed(self, title: Title, kind: str | None, before: Sequence[Body]) -> Body | None:
        """The centre spoken of, where somebody is put into a post of no body and no field: "заведующей назначена X"."""
        if kind in self.offices.houses or title.head in self.offices.houses:
            return None
        near = range(title.last, min(title.last + INSTALLING_NEAR, len(self.scene.tokens)))
        by_verb = any(self.offices.installing.at(self.scene.tokens, at) is not None for at in near)
        bare = all(self._of_post(at) for at in range(title.core_last, title.last))
        centres = [b for b in before if b.centre]
        return self.references.spoken_of(centres, title.first) if by_verb and bare and centres else None

    def _of_post(self, at: int) -> bool:
        """Whether a token is only a post that a deputy or stand-in has ("исполняющая обязанности директора")."""
        head = self.offices.grammar.heads.at(self.scene.tokens, at)
        return head is not None and head.end == at + 1

    def _of_sentence(self, title: Title, before: Sequence[Body]) -> list[Body]:
        """The bodies in the sentence of a title; centres first for who heads one, else what houses them."""
        number = self.scene.sentence(title.first)
        same = [b for b in before if self.scene.sentence(b.first) == number]
        if self.offices.heads_centre(self.scene, title):
            return [b for b in same if b.centre] or same
        if plain := [b for b in same if not b.centre]:
            return plain
        # "The head of the Chamber opened the centre with the vice-president": the chamber's, though another post has named it.
        beside = [b for b in self.spoken if b.last <= title.first and self.scene.sentence(b.first) == number and not b.centre]
        if same and (held := [b for b in beside if b.first not in self.owned and self._held(b, title)]):
            return held
        return [] if any(not b.centre for b in before) else same

    def _once(self, body: Body) -> bool:
        """Whether the clause of a body says where somebody was before: ", until last month an instructor at X,"."""
        tokens = self.scene.tokens
        comma = next((at for at in range(body.first - 1, max(0, body.first - LONG_CLAUSE), -1) if tokens[at].text == ","), None)
        return comma is not None and self.offices.once.at(tokens, comma + 1) is not None

    def unheld(self, title: Title) -> list[Body]:
        """The bodies that stand in no other title: the directorate of another post is not that of this director."""
        return [b for b in self.bodies if not self._held(b, title)]

    def _held(self, body: Body, title: Title) -> bool:
        """Whether a body stands in another title than this."""
        return any(t.first <= body.first < t.last for t in self.titles if t is not title)

    def _candidates(self, title: Title, kind: str | None) -> list[Body]:
        """The bodies before a title that belong to no other title or name; for a dean and the like universities, before or behind."""
        before = [b for b in self.spoken if b.last <= title.first and not self._once(b)]
        free = [b for b in before if b.first not in self.owned and not self._held(b, title)]
        if kind not in self.offices.houses:
            return free
        fits = self.offices.fits
        fitting = [b for b in free if fits(title, b, kind)] or [b for b in before if fits(title, b, kind)]
        if fitting and any(self.offices.houses_by_name(b, kind) for b in fitting):
            return fitting
        further = [b for b in self.unheld(title) if self.offices.houses_by_name(b, kind)]
        return further or fitting or free

    def _salient(self, title: Title, before: Sequence[Body]) -> Body:
        """What a text speaks about: for who heads a centre the centre named last, for others the body named most often.

        Of the posts of networks and associations ("general secretary"), the one of these.
        """
        centres = [b for b in before if b.centre]
        if centres and self.offices.heads_centre(self.scene, title):
            return self.references.spoken_of(centres, title.first)
        others = [b for b in before if not b.centre] or list(before)
        if (houses := self.offices.houses.get(self.offices.kinds.get(title.head, ""))) is not None:
            return max([b for b in others if b.kind == houses[0]] or others, key=lambda b: b.last)
        if title.head in self.offices.federal:
            others = [b for b in others if b.kind in FEDERATED] or others
        counts = Counter(b.name for b in self.bodies)
        if centres and title.last == title.core_last and self._may_head(title):
            others = [*others, *(c for c in centres if counts[c.name] > max((counts[b.name] for b in others), default=0))]
        return max(others, key=lambda b: (counts[b.name], -b.first))

    def _may_head(self, title: Title) -> bool:
        """Whether a title is one that heads of centres bear too, with an adjective: "directrice générale"."""
        words = title.head.split()
        head = words[0] if self.offices.grammar.loose else words[-1]
        return "centre" in {self.offices.kinds.get(title.head), self.offices.kinds.get(head)}
