"""Reads the people of a text: finds sightings, gathers them, drops what is too doubtful, adds the bare mentions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.gather import Person, gather
from pipeline.persons.scene import Scene
from pipeline.persons.sightings import CasedFinder, Sighting
from pipeline.persons.titles import TitleGrammar
from pipeline.persons.tokens import Token, tokenise

__all__ = ["Reader"]

ALONE = frozenset({"honorific", "title_before", "speech", "entity", "byline"})


class Reader:
    """The people of texts in one language."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.language = language
        self.grammar = TitleGrammar(lexicon, language)
        self.finder = CasedFinder(lexicon, self.grammar)

    def tokenise(self, text: str) -> list[Token]:
        """The tokens over which names and titles are read."""
        return tokenise(text, self.grammar.elisions)

    def people(self, scene: Scene, weights: Mapping[str, float]) -> list[Person]:
        """The persons of a text whose evidence reaches the floor."""
        sightings, _ = self.finder.find(scene)
        found = gather(sightings, key=partial(morphology.stem, language=self.language))
        return [p for p in found if p.confidence(weights) >= weights["floor"] and self._stands(p)]

    def name(self, person: Person, text: str) -> str:
        """The fullest form."""
        full = person.fullest.name
        written = " ".join(text[full.start : full.end].split())
        if not morphology.inflects(self.language):
            return written
        bent = morphology.nominative_name(full.parts, self.language, within=person.fullest.cases)
        for part, form in zip(full.parts, bent, strict=True):
            written = written.replace(part, form, 1) if part != form else written
        return written

    def family_and_given(self, person: Person) -> tuple[str | None, str | None]:
        """Family and given name, where they can be told."""
        return None, None

    def _stands(self, person: Person) -> bool:
        """Whether a person known by one word only has more than its capital to speak for it."""
        if len(person.fullest.name.capitals) > 1:
            return True
        kinds: set[str] = person.evidence
        return "honorific" in kinds or "title_before" in kinds or {"speech", "entity"} <= kinds
