"""What stands around the names of a centre, whatever is said of it: marks of plans and denials, ordinals, headlines, dates of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.centres.days import Calendar, apart
from pipeline.centres.sites import Claim, Site
from pipeline.statements import CLAUSE_MARKS

# Characters from a name to its ordinal; characters in which the news is told.
RANKED, LEAD = 60, 400
COLONS = frozenset(":：")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One text.

    `moods`: where marks of plans and denials stand, and what they make of what is said; `ordinals`: where they stand; `headlines`: likewise.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    calendar: Calendar
    sites: Sequence[Site]
    moods: Sequence[tuple[int, str]]
    ordinals: Sequence[int]
    headlines: Sequence[tuple[int, int]]

    def of(self, site: Site, position: str) -> Iterator[str]:
        """What holds of a centre. `position`: whether it is the `sole` one, the `main` one, or at the `side`."""
        said = "said" if any(claim.bound for claim in site.claims) else "unsaid"
        spoken = {claim.statement.sentence for claim in site.claims if claim.bound}
        found = set()
        for start, end in site.mentions:
            sentence = next(((a, b) for a, b in self.sentences if a <= start < b), (start, end))
            told = "said" if sentence in spoken else "unsaid"
            clause = self._clause(sentence, start, end)
            found |= {f"{mood} mood {told}" for at, mood in self.moods if clause[0] <= at < clause[1]}
            if any(self._ranks(site, at, (start, end)) for at in self.ordinals if sentence[0] <= at < sentence[1]):
                found.add(f"ranked {told}")
                found.add(f"ranked {told} {position}")
            if any(a <= start < b for a, b in self.headlines):
                found.add(f"headline {said}")
                found.add(f"headline {said} {position}")
        first = min((start for start, _ in site.mentions), default=0)
        found.add(f"{'lead' if first < LEAD else 'late'} {said}")
        yield from sorted(found)

    def shared(self, site: Site, claim: Claim) -> Iterator[str]:
        """How a centre shares what its sentence says of another: behind a colon, or with a date of its own."""
        start, end = claim.statement.sentence
        own = [mention for mention in site.mentions if start <= mention[0] < end]
        others = [m for other in self.sites if other is not site for m in other.mentions if start <= m[0] < end]
        behind = min((s for s, _ in own if s >= claim.statement.end), default=None)
        if behind is not None and COLONS & set(self.text[claim.statement.end : behind]):
            yield "listed"
        for fact in self.calendar.inside((start, end)):
            span = (fact.start, fact.end)
            if own and all(self._far(own, span) < self._far([other], span) for other in others):
                yield "dated"
                return

    def _far(self, mentions: Sequence[tuple[int, int]], span: tuple[int, int]) -> int:
        return min(apart(self.text, mention, span) for mention in mentions)

    def _clause(self, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        """The clause of a sentence in which a name stands."""
        opens = max((n + 1 for n in range(sentence[0], start) if self.text[n] in CLAUSE_MARKS), default=sentence[0])
        closes = next((n for n in range(end, sentence[1]) if self.text[n] in CLAUSE_MARKS), sentence[1])
        return opens, closes

    def _ranks(self, site: Site, at: int, mention: tuple[int, int]) -> bool:
        """Whether an ordinal is near a name, and no other centre named between."""
        low, high = min(at, mention[1]), max(at, mention[0])
        between = (s for other in self.sites if other is not site for s, _ in other.mentions if low <= s < high)
        return high - low <= RANKED and next(between, None) is None
