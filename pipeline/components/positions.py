"""Positions: which title a person holds, and at which institution."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import morphology, spans
from pipeline.components.base import Extractor
from pipeline.judge import Judge
from pipeline.lexicon import Lexicon
from pipeline.persons.employers.bodies import Body, bodies_of, elsewhere
from pipeline.persons.employers.respective import distributed, widened
from pipeline.persons.employers.wording import Post
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.holders.surmised import Surmises
from pipeline.persons.reader import Reader, reader_of
from pipeline.persons.scene import Scene, scene
from pipeline.persons.titles import retold
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import index_at
from pipeline.phrases import fold
from pipeline.spans import Fact

# How likely an institution is one that only a title names.
EMPLOYER = 0.75
# How a post is told that somebody comes to hold.
GIVEN = {"verb", "election"}
# Posts that one election fills, at most.
MOST_ELECTED = 12


@Language.factory("herald_positions", requires=["doc.spans"], assigns=["doc.spans"])
class Positions(Extractor):
    """Find the titles that people hold.

    Reads:   the text; the groups people, organisations, centres, clutter; what other parts of the text named.
    Writes:  `doc.spans["positions"]`, label POSITION over the whole expression, entity = key of the person,
             value = title (without the institution) and organisation (in its fullest form, or None). Adds to the group
             organisations those that only a title names.
    Raises:  LexiconError, when used without words.
    """

    group = spans.POSITIONS
    lexicons = ("given_names", "people", "positions", "holders", "employers")

    def prepare(self, lexicon: Lexicon) -> None:
        """Build the grammar of titles of the language."""
        self.weights: dict[str, float] = lexicon.table("weights")
        self.reader = reader_of(lexicon, self.language)
        # Posts that only certain bodies have, of one with what stands behind the name; where titles have cases, often the object of a verb.
        kinds = {} if self.reader.han or morphology.inflects(self.language) else lexicon.table("kinds")
        self.ranks = {head for kind in lexicon.table("houses") for head in kinds.get(kind, ())}
        self.joiners = frozenset(lexicon.list("conjunctions"))
        self.organs = tuple(f" {fold(word)}" for word in lexicon.list("organs"))
        self.surmiser = Judge(lexicon.table("surmise"))

    def find(self, doc: Doc) -> Iterator[Fact]:
        """Yield one fact per title held by a person."""
        people = spans.read(doc, spans.PEOPLE)
        if not people:
            return
        seen = scene(doc, self.reader.tokenise(doc.text), self.language)
        placed = [self._placed(seen, fact) for fact in people]
        bodies = bodies_of(
            seen, {"ORGANISATION": spans.entities(doc, spans.ORGANISATIONS), "CENTRE": spans.entities(doc, spans.CENTRES)}
        )
        bodies = [*elsewhere(doc._.known, bodies), *bodies]
        titles = [widened(seen, title, bodies, self.joiners) for title in self.reader.titles(seen, placed)]
        titles = retold.retell(seen, titles, self.reader.grammar)
        links = self.reader.holders.link(seen, titles, placed)
        surmises = Surmises(seen, titles, placed, [fact.entity for fact in people], links)
        links = sorted([*links, *surmises.links_by(self.surmiser)], key=lambda link: link.title)
        employers = self.reader.employers
        bearings = employers.over(seen, bodies, titles, placed)
        rows = [(link, employers.post(bearings, titles[link.title], placed[link.name])) for link in links]
        rows = [(link, retold.worded(seen, titles[link.title], post, titles, self.reader.grammar)) for link, post in rows]
        rows = self._shared(rows, titles, bodies)
        rows = distributed(seen, rows, (titles, bodies), joiners=self.joiners, lists=employers.shares)
        posts = [(titles[link.title], post) for link, post in rows]
        _introduce(doc, seen, posts, {body.name for body in bodies}, self.reader)
        yield from self._facts(seen, rows, titles, people)

    def _placed(self, scene: Scene, fact: Fact) -> Placed:
        first, last = index_at(scene.tokens, fact.start), index_at(scene.tokens, fact.end - 1) + 1
        begin = first
        for back in range(1, min(12, first) + 1):
            if self.reader.finder.honorific(scene.tokens, first - back) == first:
                begin = first - back
        return Placed(begin, first, self.reader.degrees.over(scene.tokens, last))

    def _shared(
        self, rows: list[tuple[Link, Post]], titles: Sequence[Title], bodies: Sequence[Body]
    ) -> list[tuple[Link, Post]]:
        """Titles in a chain share the institution that one of them names: "Deputy Director and Head of Unit of the Agency", and those around a name.

        In Chinese, where it stands first, only those behind. Not so who sits in an organ of the body that the text is about: "Chair of the Steering Committee and Dean at X".
        """
        shared: list[tuple[Link, Post]] = []
        for link, post in rows:
            if post.how in {"surmised", "none"}:
                near = [p for k, p in rows if self._akin(link, k, titles)]
                named = next((p for p in near if p.how in {"named", "acronym", "housed", "pointed", "ministry"}), None)
                organ = post.how != "none" and fold(post.title).endswith(self.organs or "\n")
                if (
                    named is not None
                    and named.organisation
                    and not organ
                    and self._shareable(titles[link.title], named.organisation, bodies)
                ):
                    shared.append((link, Post(post.title, named.organisation, "chain")))
                    continue
            shared.append((link, self._understood(titles[link.title], post, rows, bodies)))
        return shared

    def _understood(self, title: Title, post: Post, rows: Sequence[tuple[Link, Post]], bodies: Sequence[Body]) -> Post:
        """A bare title of a text that names no institution but the one in another title, of that one."""
        named = {p.organisation for _, p in rows if p.how == "housed" and p.organisation}
        bare = post.how == "none" and title.last == title.core_last and post.organisation is None
        return Post(post.title, named.pop(), "discourse") if bare and len(named) == 1 and not bodies else post

    def _akin(self, link: Link, other: Link, titles: Sequence[Title]) -> bool:
        """Whether a title may share the institution of another: they are a chain of one person's, or given by one election."""
        if link.how == other.how == "election":
            return 0 < abs(other.title - link.title) <= MOST_ELECTED
        reach = {1} if self.reader.han else {1, -1}
        if (link.how, other.how) == ("before", "after") and link.name == other.name and titles[link.title].head in self.ranks:
            return other.title == link.title + 1
        return (
            other.name == link.name
            and link.title - other.title in reach
            and ("chain" in {link.how[:5], other.how[:5]} or (link.how == "onward" and self.reader.han))
        )

    def _shareable(self, title: Title, organisation: str, bodies: Sequence[Body]) -> bool:
        return any(b.name == organisation and self.reader.employers.fits(title, b) for b in bodies)

    def _wording(self, title: str) -> str:
        """A title as it is compared with another wording of the same: no case, no articles."""
        tokens = self.reader.tokenise(title)
        return " ".join(t.lower for i, t in enumerate(tokens) if self.reader.articles.at(tokens, i) is None)

    def _repeats(self, wording: str, head: str, kept: tuple[str, str, str], *, given: bool) -> bool:
        """Whether a title without complement only repeats a longer one: it has the same head, and no word that the other lacks.

        `given`: whether a verb gives it, so that it is another where the longer one begins otherwise ("the former president was elected president").
        """
        if given and kept[1].split()[:1] != wording.split()[:1]:
            return False
        lacks = set(wording.split()) - set(kept[1].split())
        return kept[2] == head and not (lacks - set(head.split()))

    def _facts(
        self, scene: Scene, rows: Sequence[tuple[Link, Post]], titles: Sequence[Title], people: Sequence[Fact]
    ) -> Iterator[Fact]:
        """One fact per person and title; a bare repetition ("the rector X said") adds nothing."""
        order = sorted(rows, key=lambda r: (-len(r[1].title), r[1].how not in {"named", "acronym", "pointed"}, r[0].title))
        kept: list[tuple[str, str, str]] = []
        for link, post in order:
            title, entity = titles[link.title], people[link.name].entity
            bare = title.core_last >= title.last
            wording = self._wording(post.title)
            given = link.how in GIVEN
            same = [
                k
                for k in kept
                if k[0] == entity and (k[1] == wording or (bare and self._repeats(wording, title.head, k, given=given)))
            ]
            if same or not post.title:
                continue
            kept.append((entity, wording, title.head))
            start, end = scene.tokens[title.first].start, scene.tokens[title.last - 1].end
            how = post.chance if post.chance is not None else self.weights[f"how_{post.how}"]
            doubts = self.weights[f"link_{link.how}"] * how
            confidence = round(people[link.name].confidence * doubts, 3)
            value = {"title": post.title, "organisation": post.organisation}
            yield Fact(start, end, "POSITION", f"positions.{link.how}.{post.how}", confidence, entity, value)


def _introduce(doc: Doc, scene: Scene, posts: Sequence[tuple[Title, Post]], known: Collection[str], reader: Reader) -> None:
    """Let the institutions that only a title or its place on the page names be organisations: "head of drilling at Landorka"; not what was taken for one with a field before it."""
    found: dict[str, Fact] = {}
    article = reader.affixes.article
    for title, post in posts:
        start, end = scene.tokens[title.first].start, scene.tokens[title.last - 1].end
        name = post.organisation
        at = doc.text.find(name, start, end) if name and name not in known else -1
        if name and at < 0 and name not in known and post.how == "housed":
            at = doc.text.find(name)
        if name and at < 0 and name not in known and name.startswith(article or "\0"):
            # "To" swallows the letters of the article.
            name, at = name[len(article) :], doc.text.find(name[len(article) :], start, end)
        bent = _bent(scene, title, name, reader.language) if name and at < 0 and name not in known else None
        if name and (at >= 0 or bent is not None):
            begin, last = bent or (at, at + len(name))
            name = post.organisation or name
            found[name] = Fact(begin, last, "ORGANISATION", "organisations.employer", EMPLOYER, fold(name))
    for name, fact in found.items():
        fields = {"name": name, "acronym": None, "kind": None, "country": None}
        spans.set_entity(doc, spans.ORGANISATIONS, fact.entity, fields)
    if found:
        ends = {fact.end: fact.start for fact in found.values()}
        kept = [
            f
            for f in spans.read(doc, spans.ORGANISATIONS)
            if ends.get(f.end, f.start) <= f.start and not any(n.start == f.start and f.end < n.end for n in found.values())
        ]
        spans.write(doc, spans.ORGANISATIONS, [*kept, *found.values()])


def _bent(scene: Scene, title: Title, name: str, language: str) -> tuple[int, int] | None:
    """In a language of cases, the code points of the words of a title that are a name in another case: «директор | школы № 5»."""
    tokens, size = scene.tokens, len(name.split())
    for first in range(title.core_last, title.last if morphology.inflects(language) else 0):
        for last in range(first + 1, title.last + 1):
            written = scene.between(first, last)
            if len(written.split()) == size and name in _nominatives(written, language):
                return tokens[first].start, tokens[last - 1].end
    return None


def _nominatives(written: str, language: str) -> set[str]:
    """What a name may be in the nominative, the number of its noun kept or not."""
    return {morphology.nominative(written, language, singular=singular) for singular in (False, True)}
