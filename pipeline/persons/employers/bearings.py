"""Where a title without an institution belongs: to the body that its words point to, or to the one spoken of around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.references import References
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Bearings", "definite_of"]

LONG_CLAUSE = 12
INSTALLING_NEAR = 3
# Tokens from "en" over its verb to the post.
REACH_THEREOF = 5
# Kinds of bodies that have members, and posts of their own.
FEDERATED = {"network", "ngo", "igo"}


def definite_of(lexicon: Lexicon, offices: Offices) -> Phrases:
    """The articles and possessives that make a noun point to a body named elsewhere."""
    return Phrases(
        [*lexicon.list("definite"), *lexicon.list("possessives")], elisions=offices.grammar.elisions, key=offices.grammar.key
    )


class Bearings:
    """The bodies of one text and the ways in which its words point to them."""

    def __init__(
        self,
        scene: Scene,
        bodies: Sequence[Body],
        titles: Sequence[Title],
        names: Sequence[Placed],
        *,
        pointers: tuple[Offices, Phrases],
    ) -> None:
        self.scene, self.bodies, self.titles, self.names = scene, bodies, titles, names
        self.offices, self.definite = pointers
        self.references = References(scene, bodies, self.offices)
        self._spoken_of = self._with_anaphors()
        owned = (self._body_of_name(n) for n in names)
        self._owned = frozenset(b.first for b in owned if b is not None)

    def around(self, title: Title, holder: Placed) -> tuple[str | None, str]:
        """The institution that the text around a title says, and how."""
        kind = self.offices.kind(self.scene, title)
        if (seat := self.offices.named_after(self.scene, title, self._unheld(title))) is not None:
            return seat, "ministry"
        if kind == "minister":
            return self.offices.ministry(self.scene, title, self.bodies), "ministry"
        if kind == "civic" or self.offices.of_place(self.scene, title) or self._of_project(title):
            return None, "none" if self._of_project(title) else "civic"
        if (own := self._body_of_name(holder)) is not None:
            return own.name, "name"
        pointed = self._of_core(title) or self._possessor(title, holder) or self._shared(title) or self._thereof(title)
        if pointed is not None:
            return pointed.name, "pointed"
        before = self._candidates(title, kind)
        if (new := self._installed(title, kind, before)) is not None:
            return new.name, "pointed"
        if same := self._of_sentence(title, before):
            return max(same, key=lambda b: (b.last, b.last - b.first)).name, "sentence"
        if spoken := before or self._elsewhere(title) or [b for b in self._spoken_of if b.last <= title.first]:
            return self._salient(title, spoken).name, "discourse"
        return None, "none"

    def _thereof(self, title: Title) -> Body | None:
        """The body that "en" before the verb of a post stands for: the centre named last ("en devient la responsable"), else the body."""
        near = range(max(0, title.first - REACH_THEREOF), title.first)
        at = next((at for at in near if self.offices.thereof.at(self.scene.tokens, at) is not None), None)
        if at is None or not all(self.scene.tokens[n].is_word for n in range(at, title.first)):
            return None
        here = self.scene.sentence(at)
        others = [t for t in self.titles if t is not title and self.scene.sentence(t.first) == here]
        before = [b for b in self.bodies if b.last <= at and not any(t.first <= b.first < t.last for t in others)]
        centres = [b for b in before if b.centre]
        return max(centres or before, key=lambda b: b.last, default=None)

    def _unheld(self, title: Title) -> list[Body]:
        """The bodies that stand in no other title: the directorate of another post is not that of this director."""
        others = [t for t in self.titles if t is not title]
        return [b for b in self.bodies if not any(t.first <= b.first < t.last for t in others)]

    def _of_project(self, title: Title) -> bool:
        """Whether a post is held at no body: "руководитель проекта"."""
        behind = self.scene.tokens[title.core_last : title.last][:1]
        return any(self.offices.key(token.lower) in self.offices.projects for token in behind)

    def _shared(self, title: Title) -> Body | None:
        """The body of the title that "and" joins right behind: "directeur et rédactrice en chef de Radio X"."""
        joined = (
            title.last < len(self.scene.tokens) and self.scene.tokens[title.last].lower in self.offices.grammar.conjunctions
        )
        following = next((t for t in self.titles if t.first == title.last + 1), None) if joined else None
        if following is None or title.last > title.core_last:
            return None
        inner = [b for b in self.bodies if following.core_last <= b.first and b.last <= following.last]
        return next((b for b in inner if b.centre), inner[-1] if inner else None)

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
        return [b for b in same if not b.centre] or ([] if any(not b.centre for b in before) else same)

    def _once(self, body: Body) -> bool:
        """Whether the clause of a body says where somebody was before: ", until last month an instructor at X,"."""
        tokens = self.scene.tokens
        comma = next((at for at in range(body.first - 1, max(0, body.first - LONG_CLAUSE), -1) if tokens[at].text == ","), None)
        return comma is not None and self.offices.once.at(tokens, comma + 1) is not None

    def _elsewhere(self, title: Title) -> list[Body]:
        """The bodies behind a title that belong to no other title."""
        others = [t for t in self.titles if t is not title]
        return [b for b in self.bodies if not any(t.first <= b.first < t.last for t in others)]

    def _candidates(self, title: Title, kind: str | None) -> list[Body]:
        """The bodies before a title that belong to no other title or name; for a dean and the like universities, before or behind."""
        before = [b for b in self._spoken_of if b.last <= title.first and not self._once(b)]
        others = [t for t in self.titles if t is not title]
        free = [b for b in before if b.first not in self._owned and not any(t.first <= b.first < t.last for t in others)]
        if kind not in self.offices.houses:
            return free
        fits = self.offices.fits
        fitting = [b for b in free if fits(title, b, kind)] or [b for b in before if fits(title, b, kind)]
        if fitting and any(self.offices.houses_by_name(b, kind) for b in fitting):
            return fitting
        further = [b for b in self._elsewhere(title) if self.offices.houses_by_name(b, kind)]
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
        if centres and self._may_head(title):
            others = [*others, *(c for c in centres if counts[c.name] > max((counts[b.name] for b in others), default=0))]
        return max(others, key=lambda b: (counts[b.name], -b.first))

    def _may_head(self, title: Title) -> bool:
        """Whether a title is one that heads of centres bear too, with an adjective: "directrice générale"."""
        words = title.head.split()
        head = words[0] if self.offices.grammar.loose else words[-1]
        return "centre" in {self.offices.kinds.get(title.head), self.offices.kinds.get(head)}

    def _body_of_name(self, holder: Placed) -> Body | None:
        """The body in "Prof. X of the Institute" or "the rector, Prof. X, of the Institute"."""
        at = holder.last
        if at < len(self.scene.tokens) and self.scene.tokens[at].text == ",":
            at += 1
        if at < len(self.scene.tokens) and self.scene.tokens[at].text == "(":
            return next((b for b in self.bodies if b.first == at + 1), None)
        found = self.offices.grammar.prepositions.at(self.scene.tokens, at)
        if found is None:
            return None
        at = found.end
        while (article := self.offices.grammar.articles.at(self.scene.tokens, at)) is not None:
            at = article.end
        return next((b for b in self.bodies if b.first == at), None)

    def _possessor(self, title: Title, holder: Placed) -> Body | None:
        """The body that "its" or "su" before a title means: the one last spoken of, unless a person is nearer."""
        at, head = title.first, self.scene.tokens[title.head_at]
        glued = bool(self.offices.grammar.affixes) and head.lower != head.text
        if not at or not (glued or self.offices.possessives.at(self.scene.tokens, at - 1)):
            return None
        if self.offices.first_person.at(self.scene.tokens, at - 1) is not None and (publisher := self._publisher()) is not None:
            return publisher
        before = [b for b in self._spoken_of if b.last <= at]
        agreeing = [b for b in before if morphology.owns(self.scene.tokens[at - 1].text, b.name, self.offices.grammar.language)]
        body = max(agreeing or before, key=lambda b: (b.last, b.last - b.first), default=None)
        if body is None or any(body.last <= n.first < at for n in self.names if n != holder):
            return None
        if body.centre and self.offices.kinds.get(title.head) != "centre" and (owner := self._opener(at)) is not None:
            return owner
        centres = [b for b in agreeing or before if b.centre]
        away = self.scene.sentence(body.first) != self.scene.sentence(at)
        return (
            self.references.spoken_of(centres, at)
            if away and centres and self.offices.heads_centre(self.scene, title)
            else body
        )

    def _opener(self, at: int) -> Body | None:
        """The body that opens the sentence of a post which heads no centre: "the Chamber opened the School, said its president"."""
        here = self.scene.sentence(at)
        return next((b for b in self.bodies if not b.centre and b.last <= at and self.scene.sentence(b.first) == here), None)

    def _publisher(self) -> Body | None:
        """Who says "our": the body that is no centre and is named most often, the first of several."""
        bodies = [b for b in self.bodies if not b.centre]
        counts = Counter(b.name for b in bodies)
        return max(bodies, key=lambda b: (counts[b.name], -b.first), default=None)

    def _of_core(self, title: Title) -> Body | None:
        """The body that a modifier names: "Centre Manager"."""
        modifiers = [t.lower for t in self.scene.tokens[title.core_first : title.head_at]]
        words = [w for w in modifiers if w in self.offices.anaphors or (w not in self.offices.light and self.offices.sorts(w))]
        return self.references.match(words[:1], title.first)

    def _definite_noun(self, index: int) -> int | None:
        """Where the noun stands to which an article at this token belongs, be it a word of its own or glued."""
        article = self.definite.at(self.scene.tokens, index)
        if article is not None:
            return article.end if article.end < len(self.scene.tokens) else None
        affixes = self.offices.grammar.affixes
        return index if affixes and affixes.definite(self.scene.tokens[index].text) else None

    def _with_anaphors(self) -> list[Body]:
        """The bodies, and the places at which "the academy", "the network" stand for one of them."""
        found = list(self.bodies)
        covered = {i for b in self.bodies for i in range(b.first, b.last)}
        for index in range(len(self.scene.tokens) - 1):
            at = self._definite_noun(index)
            if at is None or at in covered or index in self.scene.quiet:
                continue
            word = self.offices.key(self.scene.tokens[at].lower)
            starts = self.scene.tokens[index].text[0].isupper()
            if (
                self.references.stands_for(word)
                and "*" not in self.offices.anaphors.get(word, ())
                and (not starts or self.scene.tokens[at].text.islower())
            ):
                body = self.references.match([word], index)
                if body is not None:
                    found.append(replace(body, first=at, last=at + 1))
        return sorted(found, key=lambda b: b.first)
