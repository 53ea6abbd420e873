"""Centres as the second reading tells them: what it takes for one is one, nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import morphology
from pipeline.centres.candidate import WEIGHTS, Candidate
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.told import Role, Stretch, Told, alike, over
from pipeline.units import Unit

__all__ = ["EVIDENCE", "RULE", "Retelling"]

EVIDENCE = "told"
RULE = "second_reading"


@dataclass(frozen=True, slots=True)
class Retelling:
    """The centres of a text told anew; `units`: the nouns of sites in it."""

    text: str
    told: Told
    units: Sequence[Unit]
    language: str

    def phrases(self, grown: Sequence[Phrase]) -> list[Phrase]:
        """The phrases that the second reading tells, and those in common words that overlap no name."""
        kept = [p for p in grown if not p.specific and not any(over(self.told.names, p.start, p.end))]
        told = [self._phrase(centre, grown) for centre in self.told.of(Role.CENTRE)]
        return sorted([*kept, *told], key=lambda p: (p.start, p.end))

    def weighed(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates: for those that the second reading tells that counts, for no other anything."""
        centres = self.told.of(Role.CENTRE)
        return [
            replace(c, evidence=(*(e for e in c.evidence if WEIGHTS[e] > 0), EVIDENCE))
            if any(over(centres, c.phrase.start, c.phrase.end))
            else replace(c, evidence=())
            for c in candidates
        ]

    def _phrase(self, centre: Stretch, grown: Sequence[Phrase]) -> Phrase:
        """The phrase of a stretch: as a rule grew it, or with other bounds, or around its noun."""
        span = centre.start, centre.end
        for phrase in grown:
            if alike(self.text, (phrase.start, phrase.end), span):
                return replace(phrase, specific=True)
        name = " ".join(self.text[slice(*span)].split())
        name = morphology.nominative(name, self.language) if morphology.inflects(self.language) else ""
        for phrase in grown:
            if centre.start <= phrase.head_start and phrase.head_end <= centre.end:
                return replace(phrase, start=centre.start, end=centre.end, specific=True, name=name, rule=RULE)
        noun = next(((u.start, u.end) for u in self.units if centre.start <= u.start and u.end <= centre.end), span)
        return Phrase(*span, *noun, fold(self.text[slice(*noun)]), True, RULE, name)
