"""Reads the people of a text: finds sightings, gathers them, drops what is too doubtful, adds the bare mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Protocol

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons import retold
from pipeline.persons.affixes import Affixes
from pipeline.persons.cased.finder import CasedFinder
from pipeline.persons.declension import nominative_name
from pipeline.persons.degrees import Degrees
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.employers import Employers
from pipeline.persons.employers.shares import Shares
from pipeline.persons.employers.wording import Post
from pipeline.persons.family import Families
from pipeline.persons.gather import Person, gather
from pipeline.persons.han.employers import HanEmployers
from pipeline.persons.han.holders import HanHolders
from pipeline.persons.han.names import HanFinder
from pipeline.persons.han.titles import HanTitles
from pipeline.persons.holders.links import Link, Placed
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.context import Context
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token, tokenise
from pipeline.persons.uncased.finder import UncasedFinder

__all__ = ["Reader", "reader_of"]

ALONE = frozenset({"honorific", "title_before", "speech", "entity", "byline"})


class Reader:
    """The people of texts in one language."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.language = language
        self.han = lexicon.words.get("script") == "han"
        self.elisions = frozenset(lexicon.list("elisions"))
        self.degrees = Degrees(lexicon.list("degrees"))
        self.families = Families(lexicon, language)
        self.affixes = Affixes(lexicon)
        self.vocabulary = self.affixes.vocabulary(
            [*lexicon.list("heads"), *lexicon.table("plurals"), *lexicon.list("honorifics"), *lexicon.list("units")]
        )
        self.posts = self.affixes.vocabulary(lexicon.list("heads"))
        self.articles = Phrases(lexicon.list("articles"), elisions=self.elisions)
        self.grammar = None if self.han else TitleGrammar(lexicon, language)
        self.finder, self.holders, self.employers, self.titles = _parts(lexicon, language, self.grammar)

    def tokenise(self, text: str) -> list[Token]:
        """The tokens over which names and titles are read."""
        tokens = tokenise(text, self.elisions)
        if not self.affixes:
            return tokens
        return [self.affixes.owned(t, self.posts) for t in self.affixes.part(tokens, self.vocabulary)]

    def people(self, scene: Scene, weights: Mapping[str, float]) -> list[Person]:
        """The persons of a text whose evidence reaches the floor."""
        sightings, _ = self.finder.find(scene)
        sightings = retold.retell(scene, sightings, None if self.han else self.finder.honorific)
        ends = {s.name.last for s in sightings}
        sightings = [s for s in sightings if s.name.first not in scene.dated and not self._alias(scene, s, ends)]
        found = gather(sightings, key=partial(morphology.stem, language=self.language), patronymic=self._patronymic)
        return [p for p in found if p.confidence(weights) >= weights["floor"] and self._stands(p)]

    def name(self, person: Person, text: str) -> str:
        """The fullest form."""
        full = person.fullest.name
        written = " ".join(text[full.start : full.end].split())
        if not morphology.inflects(self.language):
            return written
        bent = nominative_name(full.parts, self.language, within=person.fullest.cases)
        for part, form in zip(full.parts, bent, strict=True):
            written = written.replace(part, form, 1) if part != form else written
        return written

    def family_and_given(self, person: Person, name: str) -> tuple[str | None, str | None]:
        """Family and given name, where they can be told."""
        return self.families.told(person, name)

    def _patronymic(self, word: str) -> bool:
        return morphology.name_kind(word, self.language) is morphology.NameKind.PATRONYMIC

    def _alias(self, scene: Scene, sighting: Sighting, ends: set[int]) -> bool:
        """Whether a name in brackets only spells the one before it in another script."""
        first = sighting.name.first
        return (
            first > 1 and scene.tokens[first - 1].text in "(（" and first - 1 in ends and "honorific" not in sighting.evidence
        )

    def _stands(self, person: Person) -> bool:
        """Whether a person known by one word only has more than its capital to speak for it."""
        kinds: set[str] = person.evidence
        if retold.EVIDENCE in kinds and len(person.fullest.name.capitals) > 1:
            return True
        anchored = kinds & {"honorific", "title_before", "title_after", "byline", "speech"}
        if not self.han and not anchored and all(p.isupper() for p in person.fullest.name.words):
            return False
        if self.han or len(person.fullest.name.capitals) > 1:
            return True
        if kinds & {"called", "aged", "trade"}:
            return True
        if "honorific" not in kinds and not self._surname(person.fullest.name.parts[-1], kinds):
            return False
        posted = "title_before" in kinds or (morphology.inflects(self.language) and "title_after" in kinds)
        return "honorific" in kinds or posted or any({kind, "entity"} <= kinds for kind in ("speech", "byline"))

    def _surname(self, word: str, kinds: set[str]) -> bool:
        """Whether a single capitalised word may be a person's: where words have cases, one that the dictionary knows as a name, or one of no dictionary that speaks or is recognised."""
        if not morphology.inflects(self.language):
            return True
        kind = morphology.name_kind(word, self.language)
        return kind is morphology.NameKind.NAME or (kind is morphology.NameKind.UNKNOWN and bool(kinds & {"speech", "entity"}))


@lru_cache(maxsize=16)
def reader_of(lexicon: Lexicon, language: str) -> Reader:
    """The reader of a lexicon; components that read with the same words share it."""
    return Reader(lexicon, language)


class Finder(Protocol):
    """Finds where a text seems to name persons."""

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """Sightings and titles in the order of the text."""

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """Index behind the honorifics that begin at a token; 0 where none does."""


class Linker(Protocol):
    """Links titles to names."""

    def link(self, scene: Scene, titles: Sequence[Title], names: Sequence[Placed]) -> list[Link]:
        """The links of a text."""


class Splitter(Protocol):
    """Splits titles from institutions."""

    @property
    def shares(self) -> Shares | None:
        """The reader of the places that a plural title lists."""

    def over(self, scene: Scene, bodies: Sequence[Body], titles: Sequence[Title], names: Sequence[Placed]) -> Any:
        """What the titles of one text are judged by."""

    def post(self, bearings: Any, title: Title, holder: Placed) -> Post:
        """Title and institution, for the one who holds it."""

    def fits(self, title: Title, body: Body) -> bool:
        """Whether posts of this kind are held at such a body."""


Titles = Callable[[Scene, Sequence[Placed]], list[Title]]


def _parts(lexicon: Lexicon, language: str, grammar: TitleGrammar | None) -> tuple[Finder, Linker, Splitter, Titles]:
    if grammar is None:
        titles = HanTitles(lexicon)
        return HanFinder(lexicon, titles), HanHolders(lexicon), HanEmployers(lexicon, language), partial(_han_titles, titles)
    uncased = lexicon.words.get("script") == "uncased"
    finder = UncasedFinder(lexicon, grammar, grammar.affixes) if uncased else CasedFinder(lexicon, grammar)
    return finder, finder.holders, Employers(lexicon, grammar), partial(_titles, grammar)


def _titles(grammar: TitleGrammar, scene: Scene, placed: Sequence[Placed]) -> list[Title]:
    starts = frozenset({p.begin for p in placed} | {p.first for p in placed})
    within = {i for p in placed for i in range(p.first, p.last)}
    stacked = {i for p in placed for i in range(p.begin, p.first)}
    inside, named = scene.inside | scene.quiet | scene.credits | within, frozenset(p.last for p in placed)
    found = grammar.find(scene.tokens, Context(scene.institutions, inside, starts, scene.places, scene.nationals, named))
    return [
        t
        for t in found
        if not (stacked.issuperset(range(t.first, t.last)) and (t.last > t.core_last or t.first - 1 in stacked))
    ]


def _han_titles(titles: HanTitles, scene: Scene, placed: Sequence[Placed]) -> list[Title]:
    return titles.find(scene, frozenset(i for p in placed for i in range(p.first, p.last)))
