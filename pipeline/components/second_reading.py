"""Read a text again, knowing what the rules found in it; then let the rules speak of what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import lexicon, spans
from pipeline.components.weighted import Weighted, held
from pipeline.errors import ModelError
from pipeline.ner.weights import folder
from pipeline.rereading import evidence
from pipeline.rereading.bounds import Bounds
from pipeline.rereading.network import Reader, Seen, joined, load
from pipeline.told import Role, Stretch, parted

AGAIN = ("organisations", "centres", "people", "positions")
GROUPS = {spans.PEOPLE: Role.PERSON, spans.ORGANISATIONS: Role.ORGANISATION, spans.CENTRES: Role.CENTRE}

spans.declare()


@Language.factory("herald_second_reading", default_config={"again": list(AGAIN)})
class SecondReading(Weighted):
    """Find persons, titles, bodies and centres with a network that saw the rules' findings, and let the components `again` find anew.

    Reads:   `doc._.rows` and `doc.ents` of the recogniser; the groups people, organisations, centres, positions; `weights` and
             `trunk` when the pipeline is built: folders under models/weights.
    Writes:  `doc._.told`; the groups of the components `again`, as these make them of what is told.
    Raises:  ModelError, if the weights are absent or unfit.
    Source:  Wolpert 1992 (stacked generalisation); Lafferty et al. 2001 for the chain of tags.
    """

    def __init__(self, nlp: Language, name: str, *, again: Sequence[str]) -> None:
        self.nlp = nlp
        self.name = name
        self.again = tuple(again)
        self.reader: Reader | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read one text again."""
        if self.reader is None:
            raise ModelError(f"{self.name}: no weights; call nlp.initialize() with [initialize.components.{self.name}]")
        if doc._.rows is None:
            raise ModelError(f"{self.name}: the recogniser keeps no rows; set rows = true for it")
        rules = found(doc)
        reading = self.reader.read(seen(doc, rules))
        reading = replace(reading, stretches=self._bounds(doc, rules).settled(reading.stretches))
        doc._.told = evidence.choose(doc.text, evidence.candidates(doc.text, rules, reading), self.reader.trust)
        doc._.rows = None
        doc._.entities = {group: fields for group, fields in doc._.entities.items() if group not in {*GROUPS, spans.POSITIONS}}
        for name in self.again:
            doc = self.nlp.get_pipe(name)(doc)
        return doc

    def _bounds(self, doc: Doc, rules: Sequence[Stretch]) -> Bounds:
        """What bounds names in a text."""
        seen = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        legal, opening, never, concerning = self._beside_names
        return Bounds(doc.text, rules, seen, legal, opening, never, concerning, str(self.nlp.lang))

    @cached_property
    def _beside_names(self) -> tuple[frozenset[str], ...]:
        """Legal forms of companies, words that stand before names, what names no body, and what leads to the part of the world that a post is for."""
        words = lexicon.read(self.nlp.lang, "institutions", "name_grammar", "positions").words
        return tuple(frozenset(words.get(name, ())) for name in ("legal_forms", "opening_words", "not_bodies", "concerning"))

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        weights: str = "",
        trunk: str = "",
    ) -> None:
        """Read trained weights, of two folders under models/weights: the language's own, and those that all languages share."""
        self.from_bytes(joined(held(folder(weights)), held(folder(trunk))))

    def use(self, data: bytes) -> None:
        """Build the reader that is stored."""
        self.reader = load(data, self.name) if data else None


def found(doc: Doc) -> list[Stretch]:
    """What the rules found in a text, as stretches."""
    names = [(fact.start, fact.end, role) for group, role in GROUPS.items() for fact in spans.read(doc, group)]
    posts = [(fact.start, fact.end, str(fact.value["title"])) for fact in spans.read(doc, spans.POSITIONS)]
    return parted(doc.text, names, posts)


def seen(doc: Doc, rules: Sequence[Stretch] | None) -> Seen:
    """A text as the network reads it."""
    return Seen(
        doc._.rows, [(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in {"PER", "ORG", "LOC"}], rules
    )
