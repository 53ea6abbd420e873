"""Family and given name, where they can be told: by capitals, a patronymic, a mention by family name, or the language's order."""

from __future__ import annotations

from pipeline import morphology
from pipeline.lexicon import Lexicon
from pipeline.persons.gather import Person
from pipeline.persons.phrases import Phrases
from pipeline.persons.shapes import fold
from pipeline.persons.tokens import tokenise

__all__ = ["Families"]

Told = tuple[str | None, str | None]


class Families:
    """Tells family names from given names. Words read: `families` (Chinese), `surnames` (how many a person bears), particles."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.language = language
        self.chinese = Phrases(lexicon.list("families"))
        self.particles = frozenset(fold(p) for p in lexicon.list("particles"))
        self.surnames = int(lexicon.words.get("surnames", 1))

    def told(self, person: Person, name: str) -> Told:
        """(family, given) of a name as it is given; (None, None) where they cannot be told."""
        if "·" in name:
            first, _, last = name.rpartition("·")
            return (last, first) if "·" not in first else (None, None)
        parts = name.split()
        if len(parts) == 1:
            return self._chinese(name)
        capitals = [p for p in parts if len(p) > 1 and p.isupper() and p.isalpha()]
        if capitals and len(capitals) < len(parts):
            return self._around(parts, parts.index(capitals[0]), parts.index(capitals[-1]) + 1)
        if (patronymic := self._patronymic(parts)) is not None:
            return patronymic
        return self._by_mention(person, parts) or self._by_order(parts)

    def _chinese(self, name: str) -> Told:
        tokens = tokenise(name)
        found = self.chinese.at(tokens, 0)
        if found is None or found.end >= len(tokens):
            return None, None
        cut = tokens[found.end].start
        return name[:cut], name[cut:]

    def _patronymic(self, parts: list[str]) -> Told | None:
        """Family name first or last, beside a patronymic or initials."""
        kinds = [morphology.name_kind(p, self.language) for p in parts]
        if morphology.NameKind.PATRONYMIC in kinds:
            at = kinds.index(morphology.NameKind.PATRONYMIC)
            return self._around(parts, 0, 1) if at == len(parts) - 1 and at > 1 else self._around(parts, at + 1, len(parts))
        if parts[-1].endswith(".") and not parts[0].endswith("."):
            return self._around(parts, 0, 1)
        return None

    def _by_mention(self, person: Person, parts: list[str]) -> Told | None:
        """The end of the name by which the text calls the person alone."""
        folded = [fold(p) for p in parts]
        for sighting in person.sightings:
            short = [fold(p) for p in sighting.name.parts]
            if 0 < len(short) < len(parts) and folded[-len(short) :] == short:
                return self._around(parts, len(parts) - len(short), len(parts))
        return None

    def _by_order(self, parts: list[str]) -> Told:
        """The last part, or as many as a person bears in the language, with the particles before it."""
        first = max(1, len(parts) - (self.surnames if len(parts) > self.surnames else 1))
        while first > 1 and fold(parts[first - 1]) in self.particles:
            first -= 1
        return self._around(parts, first, len(parts))

    def _around(self, parts: list[str], first: int, last: int) -> Told:
        family, given = " ".join(parts[first:last]), " ".join([*parts[:first], *parts[last:]])
        return (family or None), (given or None)
