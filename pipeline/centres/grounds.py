"""By which characters a text tells where a centre is, who houses it, how far it has come and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import spans
from pipeline.centres.atlas import Atlas
from pipeline.centres.days import Calendar, value
from pipeline.centres.sites import DONE, Claim, Found, Site
from pipeline.records import FactField, Status
from pipeline.spans import Fact

Span = tuple[int, int]

# Where no words claim a status, what else tells it: that a centre operates, by that it came about; that it is planned, by an agreement.
TELLING = {
    Status.OPERATING: (*DONE, "running", "standing"),
    Status.PLANNED: (Status.AGREED, "agreed on"),
    Status.ESTABLISHED: ("agreed on", "standing"),
    Status.LAUNCHED: ("running",),
}
FAR = (0, 0)


@dataclass(frozen=True)
class Grounds:
    """The same of one text: `bodies` are the mentions of its organisations, `sentences` offsets."""

    atlas: Atlas
    calendar: Calendar
    bodies: Sequence[Fact]
    sentences: Sequence[Span]

    def facts(self, own: int) -> list[dict[str, Any]]:
        """What is found of a centre, each with its value, the characters that tell it, how they do, and its probability."""
        site = self.atlas.sites[own]
        told = [(field, found, self._ground(own, field, found)) for field, found in site.told() if found.value]
        return [self._fact(site, field, found, ground, sure=site.sure) for field, found, ground in told]

    def country(self, own: int, found: Found, sure: float) -> dict[str, Any]:
        """The same of the country of the institution that stands in the atlas for a centre; `sure`: how likely that is one."""
        ground = self._placed(own, str(found.value), "")
        return self._fact(self.atlas.sites[own], FactField.COUNTRY, found, ground, sure=sure)

    def _fact(
        self, site: Site, field: FactField, found: Found, ground: tuple[Span, str] | None, *, sure: float
    ) -> dict[str, Any]:
        (start, end), rule = ground or (min(site.mentions), "named")
        fact = Fact(start, end, field.value, f"centres.{rule}", sure * found.chance)
        return spans.told(self.atlas.text, fact, found.value)

    def _ground(self, own: int, field: FactField, found: Found) -> tuple[Span, str] | None:
        """The characters that tell a field of a centre, and how; none where nothing but its name does."""
        site, said = self.atlas.sites[own], str(found.value)
        match field:
            case FactField.STATUS:
                return self._claim(site, said) or self._dated(site, site.date.value)
            case FactField.DATE:
                return self._dated(site, said)
            case FactField.HOST:
                return self._nearest(site, [(f.start, f.end) for f in self.bodies if f.entity == site.house], "housed")
            case FactField.COUNTRY:
                return self._placed(own, said, site.house)

    def _placed(self, own: int, code: str, house: str) -> tuple[Span, str] | None:
        """A place in the name of a centre, beside it or in what speaks of it; its host; any place; any body of the country."""
        site, told = self.atlas.sites[own], self.atlas.grounds(own, code)
        home = [fact for fact in self.bodies if self.atlas.entities[fact.entity]["country"] == code]
        housed = [(fact.start, fact.end) for fact in home if fact.entity == house]
        ways = [*((spans, "placed") for spans in told[:-1]), (housed, "housed"), (told[-1], "placed")]
        ways.append(([(fact.start, fact.end) for fact in home], "bodied"))
        return next((self._nearest(site, spans, rule) for spans, rule in ways if spans), None)

    def _claim(self, site: Site, status: str) -> tuple[Span, str] | None:
        """The words that claim a status: those first that speak of the centre outright and in no headline."""
        for claimed in ((status,), TELLING.get(Status(status), ())):
            if claims := [claim for claim in site.claims if claim.status in claimed]:
                statement = min(claims, key=_weakness).statement
                return (statement.start, statement.end), "claimed"
        return None

    def _dated(self, site: Site, date: str | None) -> tuple[Span, str] | None:
        return self._nearest(site, [(f.start, f.end) for f in self.calendar.dates if value(f) == date], "dated")

    def _nearest(self, site: Site, spans: Iterable[Span], rule: str) -> tuple[Span, str] | None:
        """Of some spans the nearest to a name of a centre, those first whose sentence speaks of it."""
        best = min(spans, key=lambda span: self._distance(site, span), default=None)
        return None if best is None else (best, rule)

    def _distance(self, site: Site, span: Span) -> tuple[bool, int, int]:
        sentence = next((one for one in self.sentences if one[0] <= span[0] < one[1]), FAR)
        speaks = sentence in site.stated or any(sentence[0] <= start < sentence[1] for start, _ in site.mentions)
        return not speaks, min(max(start - span[1], span[0] - end, 0) for start, end in site.mentions), span[0]


def _weakness(claim: Claim) -> tuple[bool, bool, bool, bool, int]:
    return not claim.bound, claim.headline, claim.nominal, claim.tentative, claim.statement.start
