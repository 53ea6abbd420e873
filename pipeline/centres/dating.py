"""What speaks for each date of a text as that of a centre's status."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from pipeline.centres.days import Calendar, apart, value
from pipeline.centres.sites import DONE, Claim, Site
from pipeline.judge import NOBODY
from pipeline.spans import Fact

# Which claims a date of each kind of status may belong to.
CLAIMS = {
    "planned": frozenset({"planned"}),
    "agreed": frozenset({"agreed"}),
    "done": DONE,
    "operating": DONE | {"operating", "running"},
    "closed": frozenset({"closed"}),
}
SIZES = {4: "year", 7: "month", 10: "day"}
# Characters of a gap, by name.
GAPS = ((12, "touching"), (40, "close"), (100, "apart"), (10**9, "far"))
# Characters in which the news is told.
LEAD = 400
Span = tuple[int, int]


def kind(status: str) -> str:
    """The kind of a status for its date: what has come about has one, however it did."""
    return "done" if status in DONE else status


@dataclass(frozen=True)
class Dating:
    """The evidence of one text.

    `headlines`: where they stand; `aside`: as of `Stages`; `posted`: whether a post stands right before an offset ("rector since");
    `persons`: where they are named.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    calendar: Calendar
    sites: Sequence[Site]
    headlines: Sequence[tuple[int, int]]
    aside: Callable[[int], bool]
    posted: Callable[[int], bool]
    persons: Sequence[tuple[int, int]] = ()

    def told(self, own: int, status: str, position: str) -> dict[str, set[str]]:
        """Each date, and nobody where none is given → its evidence, if a centre has that kind of status (`kind`)."""
        told: dict[str, set[str]] = {}
        for fact, (where, plain) in zip(self._dates, self._standing(own, position), strict=True):
            evidence = told.setdefault(value(fact), set())
            evidence |= plain
            evidence.update(self._kindly(own, fact, status, position, where))
        if not told:
            return {NOBODY: set()}
        none = {"none", f"none {status}", f"none {position}", f"none of {min(3, len(told))}"}
        if not any(name.startswith("tied") for names in told.values() for name in names):
            none |= {"none untied", f"none untied {status}"}
        if not any(name.startswith(("own sentence", "shared")) for names in told.values() for name in names):
            none |= {"none undated", f"none undated {status}"}
        told[NOBODY] = none
        return told

    @cached_property
    def _dates(self) -> list[Fact]:
        return [fact for fact in self.calendar.dates if value(fact)]

    @cached_property
    def _values(self) -> list[str]:
        return [value(fact) for fact in self._dates]

    @cached_property
    def _mentions(self) -> list[tuple[int, int, int]]:
        """Where centres are named, in the order of the text, and which they are."""
        return sorted((*mention, n) for n, site in enumerate(self.sites) for mention in site.mentions)

    @cached_property
    def _named(self) -> dict[int, list[tuple[int, int, int]]]:
        """The same by the number of the sentence."""
        named: dict[int, list[tuple[int, int, int]]] = {}
        for mention in self._mentions:
            named.setdefault(self._sentence(mention[0]), []).append(mention)
        return named

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

    def _sentence(self, at: int) -> int:
        return max(0, bisect_right(self.sentences, (at, inf)) - 1)

    def _standing(self, own: int, position: str) -> list[tuple[str, frozenset[str]]]:
        """How each date stands to the names of centres, and what holds of it whatever the status is."""
        if own not in self._stood:
            bearings = [self.bearing(own, fact) for fact in self._dates]
            plain = [
                frozenset(self._plain(own, fact, position, where)) for fact, where in zip(self._dates, bearings, strict=True)
            ]
            self._stood[own] = list(zip(bearings, plain, strict=True))
        return self._stood[own]

    @cached_property
    def _stood(self) -> dict[int, list[tuple[str, frozenset[str]]]]:
        """The same by centre, as far as it was asked."""
        return {}

    def _plain(self, own: int, fact: Fact, position: str, where: str) -> Iterator[str]:
        yield where
        yield f"{where} {position}"
        date = value(fact)
        yield size(date)
        if any(start <= fact.start < end for start, end in self.headlines):
            yield "headline"
        if modifier := fact.value.get("modifier"):
            yield str(modifier)
            yield f"{modifier}, {where}"
        if fact is self._dates[0]:
            yield "first date"
        if self.posted(fact.start):
            yield "posted"
        if self._personal(fact):
            yield "behind a person"
        yield from self._beside(own, fact)

    def _personal(self, fact: Fact) -> bool:
        """Whether a person is named before a date in its sentence, and no centre behind that ("Anna Berg, dean since 2018")."""
        at = self._sentence(fact.start)
        start = max((s for s, _ in self.persons if self.sentences[at][0] <= s < fact.start), default=-1)
        return start >= 0 and not any(start <= s < fact.start for s, _, _ in self._named.get(at, ()))

    def bearing(self, own: int, fact: Fact) -> str:
        """How a date stands to the names of centres."""
        at = self._sentence(fact.start)
        inside, start = self._named.get(at, []), self.sentences[at][0]
        named = [(s, e) for s, e, n in inside if n == own]
        others = [(s, e) for s, e, n in inside if n != own]
        if named and not others:
            return "own sentence"
        if named:
            span = (fact.start, fact.end)
            near = min(apart(self.text, m, span) for m in named) <= min(apart(self.text, m, span) for m in others)
            return "shared, nearest" if near else "shared"
        if others:
            return "another's sentence"
        before = bisect_left(self._mentions, (start,))
        if not before:
            return "opens"
        last = self._mentions[before - 1]
        if last[2] == own:
            return "follows" if last[0] > self._line(start) else "follows far"
        return "follows another"

    def _beside(self, own: int, fact: Fact) -> Iterator[str]:
        """How a date stands to the names of centres in its sentence."""
        inside = self._named.get(self._sentence(fact.start), [])
        named = [(s, e) for s, e, n in inside if n == own]
        last = max((m for m in inside if m[1] <= fact.start), key=lambda m: m[1], default=None)
        if last is not None and named and len(named) < len(inside):
            yield "behind its name" if last[2] == own else "behind another's name"
        if named and all(any(c in _between(self.text, m, fact) for c in ";；؛:—–：\n") for m in named):
            yield "another clause"
        if last is not None and last[2] == own:
            if self.aside(last[0]):
                yield "behind a name aside"
            gap = self.text[last[1] : fact.start]
            if gap.strip() in {"(", "（"}:
                yield "bracketed"
            if len(gap) <= GAPS[0][0]:
                yield "right behind"
        if any(0 <= s - fact.end <= GAPS[0][0] for s, _ in named):
            yield "right before"

    def _kindly(self, own: int, fact: Fact, status: str, position: str, where: str) -> Iterator[str]:
        """What holds of a date if the centre has a kind of status."""
        date = value(fact)
        yield f"{where} {status}"
        yield from self._tied(own, fact, status, where)
        yield f"{size(date)} {status}"
        yield f"{self.calendar.timing(date)} {status}"
        if (modifier := fact.value.get("modifier")) in {"since", "until", "before", "after"}:
            yield f"{modifier} {status}"
            yield f"{modifier} {status}, {where}"
        elif modifier:
            yield "vague"
        if date == next((day for day in self._values if size(day) == "day"), None):
            yield "first day"
            yield f"first day {status} {position}"
        if fact.start < LEAD and position != "side":
            yield f"lead {status}"
        if date == self.calendar.today:
            yield f"published {status}"

    def _tied(self, own: int, fact: Fact, status: str, where: str) -> Iterator[str]:
        """How a date stands to what is claimed of centres."""
        at = self._sentence(fact.start)
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
        gap = _between(self.text, (statement.start, statement.end), fact)
        yield f"{tie} {'clauses' if set(gap) & set(';；؛:—–：') else 'commas' if set(gap) & set(',،，、') else 'clause'}"
        inside = statement.start <= fact.start < statement.end
        yield f"{tie} {'inside' if inside else next(name for most, name in GAPS if len(gap) <= most)}"
        yield f"{tie} {'behind' if fact.start >= statement.end else 'before'}"
        yield f"{tie} {claim.status} {'noun' if claim.nominal else 'verb'}"

    def _far(self, claim: Claim, fact: Fact) -> int:
        return apart(self.text, (claim.statement.start, claim.statement.end), (fact.start, fact.end))


def size(date: str) -> str:
    """How precise a date is."""
    return "range" if "/" in date else "vague" if "X" in date else SIZES.get(len(date), "season")


def _between(text: str, one: tuple[int, int], fact: Fact) -> str:
    return text[one[1] : fact.start] if one[1] <= fact.start else text[fact.end : one[0]]
