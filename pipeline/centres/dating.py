"""What speaks for each date of a text as that of a centre's status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.centres.bearings import Bearings
from pipeline.centres.days import MODIFIED, Calendar, size, value
from pipeline.centres.hinted import Hint
from pipeline.centres.sites import DONE, Site
from pipeline.centres.ties import Ties
from pipeline.judge import NOBODY
from pipeline.spans import Fact

# Characters in which the news is told.
LEAD = 400


def kind(status: str) -> str:
    """The kind of a status for its date: what has come about has one, however it did."""
    return "done" if status in DONE else status


@dataclass(frozen=True)
class Dating:
    """The evidence of one text.

    `headlines`: where they stand; `aside`: as of `Stages`; `posted`: whether a post stands right before an offset ("rector since");
    `persons`: where they are named; `hints`: words that mean a centre.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    calendar: Calendar
    sites: Sequence[Site]
    headlines: Sequence[tuple[int, int]]
    aside: Callable[[int], bool]
    posted: Callable[[int], bool]
    persons: Sequence[tuple[int, int]] = ()
    hints: Sequence[Hint] = ()

    def told(self, own: int, status: str, position: str) -> dict[str, set[str]]:
        """Each date, and nobody where none is given → its evidence, if a centre has that kind of status (`kind`)."""
        told: dict[str, set[str]] = {}
        timely = self._timely(status, position)
        for fact, (where, plain), kindly in zip(self._dates, self._standing(own, position), timely, strict=True):
            evidence = told.setdefault(value(fact), set())
            evidence |= plain
            evidence |= kindly
            evidence.add(f"{where} {status}")
            if fact.value.get("modifier") in MODIFIED:
                evidence.add(f"{fact.value['modifier']} {status}, {where}")
            evidence.update(self._ties.of(own, fact, self._bearings.sentence(fact.start), status=status, where=where))
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
        """The dates by which a centre may be dated: "after the summer" is some day that nobody tells."""
        return [fact for fact in self.calendar.dates if value(fact) and fact.value.get("modifier") != "after"]

    @cached_property
    def _values(self) -> list[str]:
        return [value(fact) for fact in self._dates]

    @cached_property
    def _bearings(self) -> Bearings:
        return Bearings(self.text, self.sentences, self.sites, self.aside, self.persons, self.hints)

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self.text, self.sentences, self.calendar, self.sites)

    def _standing(self, own: int, position: str) -> list[tuple[str, frozenset[str]]]:
        """How each date stands to the names of centres, and what holds of it whatever the status is."""
        if own not in self._stood:
            bearings = [self._bearings.of(own, fact) for fact in self._dates]
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
        if self._bearings.personal(fact):
            yield "behind a person"
        yield from self._bearings.beside(own, fact)

    def _timely(self, status: str, position: str) -> list[frozenset[str]]:
        """What holds of each date if a centre of that position has a kind of status, whichever centre it is."""
        if (status, position) not in self._times:
            self._times[status, position] = [frozenset(self._time(fact, status, position)) for fact in self._dates]
        return self._times[status, position]

    @cached_property
    def _times(self) -> dict[tuple[str, str], list[frozenset[str]]]:
        """The same, as far as it was asked."""
        return {}

    @cached_property
    def _first_day(self) -> str | None:
        return next((day for day in self._values if size(day) == "day"), None)

    def _time(self, fact: Fact, status: str, position: str) -> Iterator[str]:
        date = value(fact)
        yield f"{size(date)} {status}"
        yield f"{self.calendar.timing(date)} {status}"
        if (modifier := fact.value.get("modifier")) in MODIFIED:
            yield f"{modifier} {status}"
        elif modifier:
            yield "vague"
        if date == self._first_day:
            yield "first day"
            yield f"first day {status} {position}"
        if fact.start < LEAD and position != "side":
            yield f"lead {status}"
        if date == self.calendar.today:
            yield f"published {status}"
