"""Where a title without an institution belongs, as the words around it tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pipeline import morphology
from pipeline.persons.employers.affiliations import Affiliations
from pipeline.persons.employers.anaphors import with_anaphors
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.parties import Parties
from pipeline.persons.employers.possessors import Possessors
from pipeline.persons.employers.references import References
from pipeline.persons.employers.surmised import LIST, Surmises
from pipeline.persons.holders.between import DASHES
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Bearings"]

# Tokens from "en" over its verb to the post.
REACH_THEREOF = 5
# The longest way from "where" to the post of its clause.
REACH_WHERE = 14
COMMAS = frozenset(",،")
# Tokens of a head, a preposition and a noun.
SORTED = 3
# Tokens that join two people of a list.
LONG_JOINT = 6


def _made(word: str, language: str) -> bool:
    """Whether a word may stand in the case of what somebody becomes, and is no subject."""
    cases = morphology.cases(word, language)
    return "i" in cases and "n" not in cases


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
        self.offices, definite = pointers
        self.references = References(scene, bodies, self.offices)
        self._spoken_of = with_anaphors(self.references, definite)
        kind = partial(self.offices.kind, scene)
        self.surmises = Surmises(scene, bodies, self._spoken_of, titles, kind, self.offices.fits)
        # The institution of each title so far, by its first token.
        self.given = self.surmises.given
        self.parties = Parties(scene, self._spoken_of, self.references, self.offices)
        self.possessors = Possessors(self.references, self._spoken_of, titles=titles, names=names, given=self.given)
        self.affiliations = Affiliations(scene, bodies, names=names, offices=self.offices)

    def told(self, title: Title, holder: Placed) -> tuple[str | None, str] | None:
        """The institution that the text around a title tells, or that there is none, and how; None where evidence must be weighed."""
        kind = self.offices.kind(self.scene, title)
        if (helped := self.possessors.helped(title, holder)) is not None:
            return helped.name, "pointed"
        free = self.bodies if title.last > title.core_last else self._unheld(title)
        if (seat := self.offices.named_after(self.scene, title, free)) is not None:
            return seat, "ministry"
        if kind == "minister" and (own := self.affiliations.of_holder(title, holder)) is not None:
            return own.name, "name"
        if kind == "minister":
            return self.offices.ministry(self.scene, title, self.bodies), "ministry"
        if kind == "civic" or self.offices.of_place(self.scene, title) or self._of_project(title):
            return (None, "civic") if self._of_project(title) else (self.offices.hall(self.scene, title, self.bodies), "civic")
        own = self.affiliations.of_holder(title, holder)
        return (own.name, "name") if own is not None else None

    def points(self, title: Title, holder: Placed) -> dict[str, Body]:
        """What the words around a title point to, by how: what the first of these ways finds, and where the person before in a list is."""
        ways: dict[str, Callable[[], Body | None]] = {
            "own centre": lambda: self._own_centre(title, holder),
            "core": lambda: self._of_core(title),
            "sort": lambda: self._of_sort(title),
            "possessive": lambda: self.possessors.of(title, holder),
            "shared": lambda: self._shared(title),
            "thereof": lambda: self._thereof(title),
            "row": lambda: self._in_row(title),
            "whereof": lambda: self._whereof(title),
            "wherein": lambda: self._wherein(title),
            "party": lambda: self.parties.of(title, holder),
        }
        found = next(({how: body} for how, find in ways.items() if (body := find()) is not None), {})
        before = self.listed_before(title)
        name = self.given.get(before.first) if before is not None else None
        listed = next((b for b in self.bodies if b.name == name), None)
        return found if listed is None else found | {LIST: listed}

    def _unheld(self, title: Title) -> list[Body]:
        """The bodies that stand in no other title: the directorate of another post is not that of this director."""
        return [b for b in self.bodies if not any(t.first <= b.first < t.last for t in self.titles if t is not title)]

    def _own_centre(self, title: Title, holder: Placed) -> Body | None:
        """The centre that "its" means before the post of who heads such a one: "The Oban Workshop goes to the Hospital. Its Workshop Head, X"."""
        own = self.possessors.of(title, holder) if self.offices.heads_centre(self.scene, title) else None
        return own if own is not None and own.centre else None

    def listed_before(self, title: Title) -> Title | None:
        """The title before in a list of people, where only their names and what joins them stand between: "X, the Dean, and Y, the Registrar"."""
        before = max((t for t in self.titles if t.last <= title.first), key=lambda t: t.last, default=None)
        if before is None or self.scene.sentence(before.first) != self.scene.sentence(title.first):
            return None
        named = {at for n in self.names for at in range(n.begin, n.last)}
        gap = [at for at in range(before.last, title.first) if at not in named]
        joined = len(gap) <= LONG_JOINT and all(self._joins(at) for at in gap)
        return before if joined and len(gap) < title.first - before.last else None

    def _joins(self, at: int) -> bool:
        """Whether a token does no more than join the people of a list."""
        token, grammar = self.scene.tokens[at], self.offices.grammar
        return (
            not token.is_word or token.lower in grammar.conjunctions or grammar.articles.at(self.scene.tokens, at) is not None
        )

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

    def _whereof(self, title: Title) -> Body | None:
        """The body that "of which" behind a title means: the one named last («колледж, ректор которого …»)."""
        if self.offices.whose.at(self.scene.tokens, title.last) is None:
            return None
        return max((b for b in self._spoken_of if b.last <= title.first), key=lambda b: b.last, default=None)

    def _wherein(self, title: Title) -> Body | None:
        """The body right before the "where" of the clause of a post: "of Oak College, where she was bursar"."""
        tokens, here = self.scene.tokens, self.scene.sentence(title.first)
        near = range(title.first - 1, max(0, title.first - REACH_WHERE), -1)
        at = next((at for at in near if self.offices.where.at(tokens, at) is not None), None)
        if at is None or self.scene.sentence(at) != here:
            return None
        ends = {at, at - (tokens[at - 1].text in COMMAS)}
        return next((b for b in self.bodies if b.last in ends), None)

    def _of_project(self, title: Title) -> bool:
        """Whether a post is held at no body: "руководитель проекта"."""
        behind = [self.offices.key(t.lower) for t in self.scene.tokens[title.core_last : title.last][:2]]
        organ = bool(behind) and behind[0] in self.offices.committees
        return any(word in self.offices.projects for word in behind[: 1 + organ])

    def _shared(self, title: Title) -> Body | None:
        """The body of the title right behind, with "and" or nothing between: "directeur et rédactrice en chef de Radio X"."""
        tokens = self.scene.tokens
        joined = title.last < len(tokens) and tokens[title.last].lower in self.offices.grammar.conjunctions
        following = next((t for t in self.titles if t.first == title.last + joined), None)
        if (
            following is None
            or title.last > title.core_last
            or "\n" in self.scene.between(title.core_last - 1, following.first + 1)
        ):
            return None
        inner = [b for b in self.bodies if following.core_last <= b.first and b.last <= following.last]
        return next((b for b in inner if b.centre), inner[-1] if inner else None)

    def _in_row(self, title: Title) -> Body | None:
        """The body of the first post of a row of what several become, where this leaves it out: «директором центра стал X, завучем — Y»."""
        tokens, here, language = self.scene.tokens, self.scene.sentence(title.first), self.offices.grammar.language
        behind = tokens[title.last].text if title.last < len(tokens) else ""
        if behind not in DASHES or title.last > title.core_last or not _made(tokens[title.head_at].lower, language):
            return None
        row = [t for t in self.titles if t.last <= title.first and self.scene.sentence(t.first) == here]
        names = [self.given.get(t.first) for t in row if _made(tokens[t.head_at].lower, language)]
        return next((b for b in self.bodies if names and b.name == names[0]), None)

    def _of_core(self, title: Title) -> Body | None:
        """The body that a modifier names: "Centre Manager"."""
        modifiers = [t.lower for t in self.scene.tokens[title.core_first : title.head_at]]
        words = [w for w in modifiers if w in self.offices.anaphors or (w not in self.offices.light and self.offices.sorts(w))]
        return self.references.match(words[:1], title.first)

    def _of_sort(self, title: Title) -> Body | None:
        """The centre of the sort that a post names behind its head: "Head of Station", "jefe de estación"."""
        if title.core_first < title.head_at or title.last - title.head_at != SORTED:
            return None
        word = self.offices.key(self.scene.tokens[title.last - 1].lower)
        sorts = self.offices.sorts(word) | {word}
        alike = [b for b in self.bodies if b.centre and b.kind.split()[-1:] and b.kind.split()[-1] in sorts]
        return self.references.spoken_of(alike, title.first) if alike else None
