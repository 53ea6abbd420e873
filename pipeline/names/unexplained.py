"""Acronyms and fused names that a text does not explain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline import morphology
from pipeline.names import acronyms, gather
from pipeline.names.gather import Bodies
from pipeline.names.surroundings import Surroundings
from pipeline.spans import Zones

# Letters of an acronym.
LETTERS = range(3, 13)
LONGEST_PLAIN = 8


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Reads them in one language. `around`: what stands around a name; `not_bodies`: words that are none, casefolded."""

    around: Surroundings
    not_bodies: frozenset[str]
    language: str

    def find(self, text: str, bodies: Bodies, *, passive: Zones, other: Collection[str], seen: Collection[str]) -> None:
        """Acronyms and fused names that the text does not explain; where they stand says how likely they name a body."""
        found = [t for t in (*acronyms.tokens(text), *acronyms.fused(text)) if not passive.covers(t[0], t[1])]
        taken = sorted(span for body in bodies.all for span in body.mentions)
        persons = {word for start, end, word in found if self.around.in_person(text, start, end)}
        for start, end in gather.free([(s, e) for s, e, _ in found], taken):
            word = text[start:end]
            plain = max(word.split("-"), key=len)
            shouted = word.replace("-", "").isalpha() and (
                len(plain) > LONGEST_PLAIN or word.capitalize() in text or acronyms.shouted(text, start, end)
            )
            shouted = shouted or (word.isupper() and morphology.is_verb(word, self.language))
            if word in other or shouted or word.casefold() in self.not_bodies or len(word) not in LETTERS:
                continue
            if (meant := bodies.abbreviated(word)) is not None:
                meant.short = meant.short or word
                bodies.alias(word, meant)
                meant.add(start, end, "organisations.initials", 0.8)
                continue
            if word in persons:
                continue
            likely = 0.6 if self.around.beside_body(text, start, end, taken) else 0.45 if word in seen else 0.35
            bodies.take(word).add(start, end, "organisations.unexplained", likely)
