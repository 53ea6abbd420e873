"""Where a title without an institution belongs, as the words around it tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.offices import Offices
from pipeline.persons.employers.parties import Parties
from pipeline.persons.employers.references import References
from pipeline.persons.employers.suppositions import Suppositions
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.titles.grammar import Title

__all__ = ["Bearings", "definite_of"]

# Tokens from "en" over its verb to the post.
REACH_THEREOF = 5
# Tokens of a head, a preposition and a noun.
SORTED = 3
# Small words before the body that opens a sentence.
OPENS = 2
# Tokens of a bracket behind a name.
MOST_BRACKET = 8
DASHES = frozenset("–—-")
# Tokens that join two people of a list.
LONG_JOINT = 6


def _made(word: str, language: str) -> bool:
    """Whether a word may stand in the case of what somebody becomes, and is no subject."""
    cases = morphology.cases(word, language)
    return "i" in cases and "n" not in cases


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
        # The institution of each title so far, by its first token.
        self.given: dict[int, str | None] = {}
        self._spoken_of = self._with_anaphors()
        self.parties = Parties(scene, self._spoken_of, self.references, self.offices)
        owned = (self._body_of_name(n) for n in names)
        owned_at = frozenset(b.first for b in owned if b is not None)
        self.suppositions = Suppositions(self.references, titles, self._spoken_of, owned=owned_at)

    def told(self, title: Title, holder: Placed) -> tuple[str | None, str] | None:
        """The institution that the text around a title tells, or that there is none, and how; None where it must be supposed."""
        kind = self.offices.kind(self.scene, title)
        if (helped := self._helped(title, holder)) is not None:
            return helped.name, "pointed"
        if (seat := self.offices.named_after(self.scene, title, self.suppositions.unheld(title))) is not None:
            return seat, "ministry"
        if kind == "minister":
            return self.offices.ministry(self.scene, title, self.bodies), "ministry"
        if kind == "civic" or self.offices.of_place(self.scene, title) or self._of_project(title):
            return (None, "civic") if self._of_project(title) else (self.offices.hall(self.scene, title, self.bodies), "civic")
        if (own := self._body_of_holder(title, holder)) is not None:
            return own.name, "name"
        pointed = (
            self._of_core(title)
            or self._of_sort(title)
            or self._possessor(title, holder)
            or self._shared(title)
            or self._thereof(title)
            or self._in_row(title)
            or self._whereof(title)
        )
        pointed = pointed or self.parties.of(title, holder)
        return (pointed.name, "pointed") if pointed is not None else None

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

    def _body_of_holder(self, title: Title, holder: Placed) -> Body | None:
        """The body behind the name of the holder, or of the last of several: "Vice-Presidents X and Y of the Institute"."""
        own = self._body_of_name(holder)
        while own is None and title.plural:
            last = self._over_bracket(holder.last)
            joint = last < len(self.scene.tokens) and self.scene.tokens[last]
            joined = joint and (joint.text == "," or joint.lower in self.offices.grammar.conjunctions)
            following = next((n for n in self.names if joined and last + 1 in {n.begin, n.first}), None)
            if following is None:
                return None
            own, holder = self._body_of_name(following), following
        return own

    def _over_bracket(self, at: int) -> int:
        """Index behind a short bracket behind a name: "X (Utrecht) | of the Council"; `at` itself where none opens."""
        tokens = self.scene.tokens
        opens = at < len(tokens) and tokens[at].text == "("
        return next((n + 1 for n in range(at + 1, min(at + MOST_BRACKET, len(tokens))) if opens and tokens[n].text == ")"), at)

    def _body_of_name(self, holder: Placed) -> Body | None:
        """The body in "Prof. X of the Institute" or "the rector, Prof. X, of the Institute"."""
        at = holder.last
        if at < len(self.scene.tokens) and self.scene.tokens[at].text == "(":
            inner = next((b for b in self.bodies if b.first == at + 1), None)
            if inner is not None or (at := self._over_bracket(at)) == holder.last:
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
            return self._of_superior(title)
        if body.centre and self.offices.kinds.get(title.head) != "centre" and (owner := self._opener(at)) is not None:
            return owner
        centres = [b for b in agreeing or before if b.centre]
        subject = self._subject_before(at)
        if subject is not None and not self.offices.heads_centre(self.scene, title):
            return subject
        away = self.scene.sentence(body.first) != self.scene.sentence(at)
        return (
            self.references.spoken_of(centres, at)
            if away and centres and self.offices.heads_centre(self.scene, title)
            else body
        )

    def _helped(self, title: Title, holder: Placed) -> Body | None:
        """The body of a deputy whose head has "his" or "its" glued to it, whatever the kind of the post."""
        head = self.scene.tokens[title.head_at]
        owned = bool(self.offices.grammar.affixes) and head.lower != head.text and title.head in self.offices.carriers
        return self._possessor(title, holder) if owned else None

    def _of_superior(self, title: Title) -> Body | None:
        """The body of the title before, where a post is that of who helps the one before it: «его заместитель», "نائبه"."""
        if title.head not in self.offices.carriers and title.head.split()[-1] not in self.offices.carriers:
            return None
        here = self.scene.sentence(title.first)
        before = [t for t in self.titles if t.last <= title.first and here - self.scene.sentence(t.first) <= 1]
        given = self.given.get(max(before, key=lambda t: t.last).first) if before else None
        return next((b for b in self.bodies if b.name == given), None)

    def _in_row(self, title: Title) -> Body | None:
        """The body of the first post of a row of what several become, where this leaves it out: «директором центра стал X, завучем — Y»."""
        tokens, here, language = self.scene.tokens, self.scene.sentence(title.first), self.offices.grammar.language
        behind = tokens[title.last].text if title.last < len(tokens) else ""
        if behind not in DASHES or title.last > title.core_last or not _made(tokens[title.head_at].lower, language):
            return None
        row = [t for t in self.titles if t.last <= title.first and self.scene.sentence(t.first) == here]
        names = [self.given.get(t.first) for t in row if _made(tokens[t.head_at].lower, language)]
        return next((b for b in self.bodies if names and b.name == names[0]), None)

    def _subject_before(self, at: int) -> Body | None:
        """The body that opens the sentence before a token's, where its own names none so far: "The Section was founded by an association. | Its chair"."""
        here = self.scene.sentence(at)
        near = [b for b in self._spoken_of if 0 < b.last <= at and self.scene.sentence(b.first) >= here - 1]
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
        lone = len({b.name for b in self.bodies if b.kind == "company"}) == 1
        for index in range(len(self.scene.tokens) - 1):
            at = self._definite_noun(index)
            if at is None or at in covered or index in self.scene.quiet:
                continue
            word = self.offices.key(self.scene.tokens[at].lower)
            starts = self.scene.tokens[index].text[0].isupper()
            if (
                self.references.stands_for(word)
                and ("*" not in self.offices.anaphors.get(word, ()) or lone)
                and (not starts or self.scene.tokens[at].text.islower())
            ):
                body = self.references.match([word], index)
                if body is not None:
                    found.append(replace(body, first=at, last=at + 1))
        return sorted(found, key=lambda b: b.first)
