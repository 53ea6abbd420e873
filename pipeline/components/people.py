"""Persons: who is named, in which forms, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import spans
from pipeline.components.base import Extractor
from pipeline.errors import LexiconError
from pipeline.lexicon import Lexicon
from pipeline.persons.gather import Person
from pipeline.persons.reader import reader_of
from pipeline.persons.scene import scene
from pipeline.persons.sightings import Sighting
from pipeline.spans import Fact


@Language.factory("herald_people", assigns=["doc.spans"])
class People(Extractor):
    """Find the persons of an announcement and gather their mentions.

    A person is found from honorific, title, attribution, recogniser and repetition together: each is worth a weight of
    `languages/xx/people.toml`, and the sum of evidence (noisy-or) must reach the floor.

    Reads:   the text; the groups clutter, organisations, centres; `doc.ents` (PER). All but the text may be absent.
    Writes:  `doc.spans["people"]`, label PERSON, entity = key of the person; `doc._.entities["people"][key]` =
             name, family, given, honorific.
    Raises:  LexiconError, if a weight is no probability.
    """

    group = spans.PEOPLE
    lexicons = ("given_names", "people", "positions")

    def prepare(self, lexicon: Lexicon) -> None:
        """Build the reader of the language."""
        self.weights: dict[str, float] = lexicon.table("weights")
        if bad := {k: v for k, v in self.weights.items() if not 0 <= v <= 1}:
            raise LexiconError(f"{self.name}: weights are probabilities between 0 and 1, but {bad} are not")
        self.reader = reader_of(lexicon, self.language)

    def find(self, doc: Doc) -> Iterator[Fact]:
        """Yield one fact per mention; say what is known of each person."""
        text = doc.text
        seen = scene(doc, self.reader.tokenise(text), self.language)
        for number, person in enumerate(self.reader.people(seen, self.weights), 1):
            key = f"person-{number}"
            spans.set_entity(doc, self.group, key, self._fields(person, text))
            confidence = round(person.confidence(self.weights), 3)
            for sighting in sorted(person.sightings, key=lambda s: s.name.start):
                yield Fact(sighting.name.start, sighting.name.end, "PERSON", self._rule(sighting), confidence, key)

    def _fields(self, person: Person, text: str) -> dict[str, str | None]:
        name = self.reader.name(person, text)
        family, given = self.reader.family_and_given(person, name)
        return {"name": name, "family": family, "given": given, "honorific": person.honorific}

    def _rule(self, sighting: Sighting) -> str:
        """The strongest evidence names the rule."""
        kinds = sorted(sighting.evidence, key=lambda k: (-self.weights.get(k, 0.0), k))
        return f"people.{kinds[0] if kinds else 'repeated'}"
