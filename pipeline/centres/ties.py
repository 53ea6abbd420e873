"""How the dates of a text stand to what it claims of its centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.centres.days import TOUCHING, Calendar, apart, between, size, value
from pipeline.centres.sites import DONE, Claim, Site
from pipeline.spans import Fact

# Which claims a date of each kind of status may belong to.
CLAIMS = {
    "planned": frozenset({"planned"}),
    "agreed": frozenset({"agreed"}),
    "done": DONE,
    "operating": DONE | {"operating", "running"},
    "closed": frozenset({"closed"}),
}
# Characters of a gap, by name.
GAPS = ((TOUCHING, "touching"), (40, "close"), (100, "apart"), (10**9, "far"))
Span = tuple[int, int]


@dataclass(frozen=True)
class Ties:
    """The claims of one text."""

    text: str
    sentences: Sequence[Span]
    calendar: Calendar
    sites: Sequence[Site]

    def of(self, own: int, fact: Fact, at: int, *, status: str, where: str) -> Iterator[str]:
        """How a date stands to what is claimed of a centre, if that has a kind of status.

        `at`: the number of its sentence; `where`: how it stands to the names of centres.
        """
        sentence = self.sentences[at]
        inside = self._claims[own].get(sentence, [])
        fit = [claim for claim in inside if claim.status in CLAIMS[status]]
        sure = [claim for claim in fit if claim.bound]
        if fit:
            yield from self._to(
                min(sure or fit, key=lambda claim: self._far(claim, fact)), fact, status, "tied" if sure else "tied loosely"
            )
            near = min(self._far(claim, fact) for claim in sure or fit)
            if any(claim.status not in CLAIMS[status] and self._far(claim, fact) < near for claim in inside):
                yield "nearer to another claim"
        elif inside:
            claim = min(inside, key=lambda claim: self._far(claim, fact))
            yield "other claim"
            yield f"other claim {claim.bearing}"
            yield f"{status} beside {claim.status}"
        elif sentence in self._claimed:
            yield "another's claim"
        else:
            yield "no claim"
            yield f"no claim {where}"
        sentences, lines = self._bound[own][status]
        for step, name in ((-1, "behind a claim"), (1, "before a claim")):
            if 0 <= at + step < len(self.sentences) and self.sentences[at + step] in sentences:
                yield name
        if self._line(fact.start) in lines:
            yield "paragraph"
            yield f"paragraph {size(value(fact))} {status}"

    def _to(self, claim: Claim, fact: Fact, status: str, tie: str) -> Iterator[str]:
        """How a date stands to the claim that it may date."""
        statement = claim.statement
        rivals = [other for other in self.calendar.inside(statement.sentence) if value(other) != value(fact)]
        near = min((self._far(claim, other) for other in rivals), default=None)
        if near is None:
            yield f"{tie} alone"
            yield f"{tie} alone {status}"
        else:
            yield f"{tie} nearest" if self._far(claim, fact) <= near else f"{tie} second"
        if claim.date == value(fact):
            yield f"{tie} fits"
            yield f"fits {claim.bearing}"
            yield f"fits {status}"
        gap = between(self.text, (statement.start, statement.end), (fact.start, fact.end))
        yield f"{tie} {'clauses' if set(gap) & set(';；؛:—–：') else 'commas' if set(gap) & set(',،，、') else 'clause'}"
        inside = statement.start <= fact.start < statement.end
        yield f"{tie} {'inside' if inside else next(name for most, name in GAPS if len(gap) <= most)}"
        yield f"{tie} {'behind' if fact.start >= statement.end else 'before'}"
        yield f"{tie} {claim.status} {'noun' if claim.nominal else 'verb'}"

    def _far(self, claim: Claim, fact: Fact) -> int:
        return apart(self.text, (claim.statement.start, claim.statement.end), (fact.start, fact.end))

    @cached_property
    def _claims(self) -> list[dict[Span, list[Claim]]]:
        """What is claimed of each centre, by sentence."""
        claims: list[dict[Span, list[Claim]]] = [{} for _ in self.sites]
        for own, site in zip(claims, self.sites, strict=True):
            for claim in site.claims:
                own.setdefault(claim.statement.sentence, []).append(claim)
        return claims

    @cached_property
    def _claimed(self) -> frozenset[Span]:
        """The sentences that claim something of some centre."""
        return frozenset(claim.statement.sentence for site in self.sites for claim in site.claims if claim.bound)

    @cached_property
    def _bound(self) -> list[dict[str, tuple[frozenset[Span], frozenset[int]]]]:
        """For each centre and kind of status: the sentences that claim it, and the lines that they stand in."""
        return [{status: self._spots(site, status) for status in CLAIMS} for site in self.sites]

    def _spots(self, site: Site, status: str) -> tuple[frozenset[Span], frozenset[int]]:
        bound = [claim.statement for claim in site.claims if claim.bound and claim.status in CLAIMS[status]]
        return frozenset(said.sentence for said in bound), frozenset(self._line(said.start) for said in bound)

    def _line(self, at: int) -> int:
        return self.text.rfind("\n", 0, at)
