"""Where a text seems to name a person, in a script with capitals: behind honorifics, beside titles, in runs of capitals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.cased import towns
from pipeline.persons.cased.ages import Ages
from pipeline.persons.cased.alone import Alone
from pipeline.persons.cased.bylines import Bylines
from pipeline.persons.cased.edges import Edges
from pipeline.persons.cased.government import Government
from pipeline.persons.cased.honorifics import Honorifics
from pipeline.persons.cased.lists import listed
from pipeline.persons.cased.runs import Runs
from pipeline.persons.holders.holders import Holders
from pipeline.persons.holders.links import Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name, Shapes
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["CasedFinder"]

# A name stands in the case of the title before it, a comma between them or not, and of the one behind a comma.
APPOSED = {"before", "before_comma", "after"}
# Parts of a full name, and the tokens of what is said of a career before it.
FULL = 2
LONGEST_CAREER = 5
EVIDENCE = {"before": "title_before", "before_comma": "title_before", "chain_before": "title_before"}


class CasedFinder:
    """Finds sightings in a script with capitals. Words read: speech, eponyms, inside, saints, origins, careers_before and careers_behind (what only a person does, around its name), beside («у», before persons), and those of its parts."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, shapes: Shapes | None = None) -> None:
        self.grammar = grammar
        self.shapes = shapes or Shapes(lexicon, key=grammar.key, language=grammar.language)
        self.language = grammar.language
        self.honorifics = Honorifics(lexicon, grammar, self.shapes)
        self.speech = self.honorifics.speech
        self.careers_before, self.careers_behind = (
            Phrases(lexicon.list(name), elisions=grammar.elisions, key=grammar.key)
            for name in ("careers_before", "careers_behind")
        )
        # Where the article is glued, only a noun without it takes the name behind it, "and" written to it or not.
        key = grammar.affixes.unprefixed if grammar.affixes else grammar.key
        eponyms = Phrases(lexicon.list("eponyms"), elisions=grammar.elisions, key=key)
        inside, saints = frozenset(lexicon.list("inside")), frozenset(lexicon.list("saints"))
        origins = frozenset(lexicon.list("origins"))
        lands = frozenset(w for name in ("territories", "lands", "districts") for w in lexicon.list(name))
        self.edges = Edges(grammar, self.shapes, self.speech, origins, lands, tuple(lexicon.list("coined_endings")))
        self.runs = Runs(grammar, self.shapes, self.edges, eponyms, inside, saints, lands)
        self.alone = Alone(grammar, frozenset(lexicon.list("beside")))
        self.ages = Ages(lexicon)
        self.bylines = Bylines(lexicon, self.runs, honorific=self.honorific)
        self.holders = Holders(lexicon, grammar)
        self.government = Government(lexicon, self.language)

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, surest first where they overlap, and the titles of the text."""
        scene = towns.seated(scene, self.grammar, self.shapes)
        anchored = self._anchored(scene)
        titles = self._titles(scene, anchored)
        taken = {i for begin, s in anchored.items() for i in range(begin, s.name.last)}
        titled = {i for t in titles for i in range(t.first, t.last)}
        found = {s.name.first: s for s in anchored.values()}
        for name in self._unanchored(scene, taken | titled, titles):
            found[name.first] = Sighting(name)
        for sighting in self.bylines.credited(scene):
            found.setdefault(sighting.name.first, sighting)
        order = sorted(found.values(), key=lambda s: s.name.first)
        begins = {s.name.first: begin for begin, s in anchored.items()}
        order = self._linked(scene, titles, order, begins)
        return towns.removed(scene, listed(scene, [self._witness(scene, s) for s in order], self.grammar), titles), titles

    def _titles(self, scene: Scene, anchored: Mapping[int, Sighting]) -> list[Title]:
        """The titles of a text; none goes on over a name that is known or likely to begin."""
        starts = {s.name.first for s in anchored.values()} | set(anchored)
        if not morphology.inflects(self.language):
            entities = scene.entities.items()
            starts |= {f for f, last in entities if last - f > 1 and self.grammar.heads.at(scene.tokens, f) is None}
        starts |= self._likely(scene)
        closed = scene.inside | scene.quiet | scene.credits | self._posted(scene)
        context = Context(scene.institutions, closed, frozenset(starts), scene.places, scene.nationals)
        return self.grammar.find(scene.tokens, context)

    def _linked(
        self, scene: Scene, titles: Sequence[Title], sightings: Sequence[Sighting], begins: Mapping[int, int]
    ) -> list[Sighting]:
        """The sightings with the evidence of their titles, in the cases that titles and the words before allow.

        `begins`: where names begin → where the honorifics before them do.
        """
        order = list(sightings)
        placed = [Placed(begins.get(s.name.first, s.name.first), s.name.first, s.name.last) for s in order]
        firsts = [p.begin for p in placed]
        for link in self.holders.link(scene, titles, placed):
            order[link.name] = order[link.name].with_evidence(EVIDENCE.get(link.how, "title_after"))
            posted = self.holders.between.back_over(scene, titles[link.title].first, self.holders.between.posts)
            if link.how in APPOSED and posted == titles[link.title].first:
                order[link.name] = order[link.name].within(self.government.titled(scene, titles[link.title]))
            if link.how == "before":
                firsts[link.name] = titles[link.title].first
        return self.government.settled(scene, order, firsts=firsts)

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names without honorific."""
        return self.runs.find(scene, taken, {t.last for t in titles})

    def _anchored(self, scene: Scene) -> dict[int, Sighting]:
        """Honorific and name, by the token at which the honorific begins."""
        found: dict[int, Sighting] = {}
        index = 0
        while index < len(scene.tokens):
            sighting = None if index in scene.quiet or index in scene.inside else self._honoured(scene, index)
            if sighting is not None:
                found[index] = sighting
            index = sighting.name.last if sighting is not None else index + 1
        return found

    def _honoured(self, scene: Scene, index: int) -> Sighting | None:
        """Whom honorifics that begin at a token stand before."""
        end = self.honorific(scene.tokens, index)
        if not end or not self.honorifics.addresses(scene, index, end) or self.runs.eponymous(scene, index):
            return None
        name = self._behind(scene, end)
        if name is not None and scene.tokens[end].is_all_capitals:
            name = self.edges.without_words(scene, name)
        if name is None or not self.honorifics.allows(scene, index, end, name=name):
            return None
        sighting = Sighting(name, scene.between(index, end).strip(), frozenset({"honorific"}))
        return sighting.within(self.government.honoured(scene, index, end))

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind a stack of honorifics; 0 where none begins."""
        return self.honorifics.over(tokens, index)

    def _posted(self, scene: Scene) -> set[int]:
        """Tokens of given names that are spelled like posts; none where capitals tell them."""
        return set()

    def _likely(self, scene: Scene) -> set[int]:
        """In a language whose complements need no preposition: where a run of capitals begins that may be a name."""
        if not self.grammar.genitive:
            return set()
        starts: set[int] = set()
        for name in self.runs.find(scene, set(), set()):
            kinds = {morphology.name_kind(p, self.language) for p in name.words}
            known = kinds & {morphology.NameKind.NAME, morphology.NameKind.PATRONYMIC}
            several = len(name.capitals) > 1 and kinds != {morphology.NameKind.WORD}
            if (known and len(name.capitals) > 1) or several or known == {morphology.NameKind.NAME} == kinds:
                starts.add(name.first)
        return starts

    def _behind(self, scene: Scene, index: int) -> Name | None:
        """The name behind an honorific: a single part is enough."""
        if index >= len(scene.tokens) or scene.tokens[index].is_break:
            return None
        return self.shapes.at(scene.tokens, index, barred=lambda i: self._barred(scene, i, index), loose=True)

    def _barred(self, scene: Scene, index: int, first: int) -> bool:
        if index in scene.quiet or (index in scene.inside and not self._capital_family(scene, index, first)):
            return True
        if index == first and self.grammar.before.at(scene.tokens, index) is not None:
            return True
        head = self.grammar.heads.at(scene.tokens, index)
        return head is not None and not (index > first and self.grammar.is_name(scene.tokens, index, head.end))

    def _capital_family(self, scene: Scene, index: int, first: int) -> bool:
        """Whether what was taken for an institution is a family name in capitals behind a given name."""
        body = next((f for f, last in scene.institutions.items() if f <= index < last), index)
        last = scene.institutions.get(body, index + 1)
        words = [t for t in scene.tokens[body:last] if len(t.text) > 1]
        return first < body and last - body <= 3 and all(t.is_all_capitals for t in words)

    def _witness(self, scene: Scene, sighting: Sighting) -> Sighting:
        name, tokens = sighting.name, scene.tokens
        kinds = set(sighting.evidence)
        if self._speaks(tokens, name):
            kinds.add("speech")
        if self._follows_career(tokens, name):
            kinds.add("career")
        if self.alone.called(scene, name) and not (name.first and self.runs.eponymous(scene, name.first - 1)):
            kinds.add("called")
        if any(first < name.last and name.first < last for first, last in scene.entities.items()):
            kinds.add("entity")
        if self.bylines.introduce(tokens, name.first):
            kinds.add("byline")
        alone = len(name.capitals) < FULL and name.first > 0 and tokens[name.first - 1].text[:1].isupper()
        if self.ages.told(tokens, name.last) and not alone:
            kinds.add("aged")
        words = [w for w in name.words if not w.isupper()]
        if words and len(name.words) > 1 and any(w.isupper() for w in name.words):
            kinds.add("capitals")
        named = {morphology.name_kind(p, self.language) for p in name.words}
        if morphology.NameKind.PATRONYMIC in named:
            kinds.add("patronymic")
        if morphology.NameKind.NAME in named and morphology.NameKind.WORD not in named and len(name.capitals) > 1:
            kinds.add("name_tag")
        if self.shapes.begins_given(name.parts):
            kinds.add("given_name")
        if name.parts[0].lower() in self.shapes.given_names and self.alone.at_trade(scene, name):
            kinds.add("trade")
        return sighting.with_evidence(*kinds)

    def _follows_career(self, tokens: Sequence[Token], name: Name) -> bool:
        """Whether a name of several parts is that of whom somebody appoints or succeeds, or who takes over: "the appointment of X"."""
        if len(name.capitals) < FULL:
            return False
        behind = self.careers_behind.at(tokens, name.last + (name.last < len(tokens) and tokens[name.last].text == ","))
        before = (self.careers_before.at(tokens, at) for at in range(max(0, name.first - LONGEST_CAREER), name.first))
        return behind is not None or any(found is not None and found.end == name.first for found in before)

    def _speaks(self, tokens: Sequence[Token], name: Name) -> bool:
        if self.speech.at(tokens, name.last) is not None:
            return True
        back = range(max(0, name.first - 3), name.first)
        return any((f := self.speech.at(tokens, i)) is not None and f.end == name.first for i in back)
