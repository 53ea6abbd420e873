"""What a date tells of a centre by itself, where no words of the lexicon say it: since when it works, when it came about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.centres.days import Calendar, Timing, size, value
from pipeline.records import Status
from pipeline.spans import Fact
from pipeline.statements import Statement

Span = tuple[int, int]

CLAUSE = re.compile("[,;:،؛，；：()（）—–\n]")
# What stands between a name and a date in brackets, and as many characters may follow the date there.
OPENING = re.compile(r'["»”’」』]?\s?[(（]\s?')
# What stands between a name and a date that is added to it.
APPENDED = re.compile(r"[»”\"]?\s?[,،，:：—–-]\s?(?:\w{1,6} ){0,2}\w{0,4}")
CLOSING = re.compile(r"[^()（）\n]{0,24}[)）]")


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of one text beside its centres.

    `named`: where centres are named, in order; `statements`: of the lexicon; `persons`: where they are named; `posted`: whether a post stands in the few words before
    an offset ("rector since"); `aside`: as of `Stages`; `officer`: which post stands beside a name, if any.
    """

    text: str
    sentences: Sequence[Span]
    calendar: Calendar
    named: Sequence[Span]
    statements: Sequence[Statement]
    persons: Sequence[Span]
    posted: Callable[[int], bool]
    aside: Callable[[int], bool]
    officer: Callable[[str, int, int], str]

    def told(self) -> dict[Span, str]:
        """Each date that tells something, with what it says: a status."""
        told = {}
        for sentence in self.sentences:
            for fact in self.calendar.inside(sentence):
                if (status := self._bracketed(fact) or self._appended(fact) or self._since(fact, sentence)) is not None:
                    told[fact.start, fact.end] = status
        return told

    def _bracketed(self, fact: Fact) -> str | None:
        """What a date in brackets right behind a name says: "the Aral Hub (2019)"."""
        last = bisect_left(self.named, (fact.start,)) - 1
        if (
            last < 0
            or not OPENING.fullmatch(self.text, self.named[last][1], fact.start)
            or not CLOSING.match(self.text, fact.end)
        ):
            return None
        timing = self.calendar.timing(value(fact))
        return {Timing.COMING: Status.PLANNED, Timing.RECENT: Status.LAUNCHED}.get(timing, Status.OPERATING)

    def _appended(self, fact: Fact) -> str | None:
        """What a month or year to come says right behind a name and a comma: "the Aral Hub, in autumn 2027"."""
        last = bisect_left(self.named, (fact.start,)) - 1
        if last < 0 or not APPENDED.fullmatch(self.text, self.named[last][1], fact.start) or self.aside(self.named[last][0]):
            return None
        date = value(fact)
        return Status.PLANNED if size(date) != "day" and self.calendar.coming(date) else None

    def _since(self, fact: Fact, sentence: Span) -> str | None:
        """What a date says since when something is done, where no trigger shares its clause: "the hub has mended nets since 2019"."""
        if fact.value.get("modifier") != "since" or self.posted(fact.start) or self._personal(fact, sentence):
            return None
        start, end = self._clause(fact, sentence)
        if any(start < statement.end and statement.start < end for statement in self.statements) or self._closed(
            fact, sentence
        ):
            return None
        date = value(fact)
        if self.calendar.coming(date):
            return Status.PLANNED
        return Status.LAUNCHED if self.calendar.fresh(date) else Status.OPERATING

    def _closed(self, fact: Fact, sentence: Span) -> bool:
        """Whether the sentence says of the same centre that it closes: "the hub, at work since 2012, was closed"."""
        own = _last(self.named, sentence, fact.start)
        said = (s.start for s in self.statements if s.sentence == sentence and s.value == Status.CLOSED)
        return any(_last(self.named, sentence, at) == own for at in said)

    def _personal(self, fact: Fact, sentence: Span) -> bool:
        """Whether a date says since when somebody does something or holds a post: a person stands nearer to it than a centre, or the centre in a title."""
        own, person = _last(self.named, sentence, fact.start), _last(self.persons, sentence, fact.start)
        if own is not None:
            titled = bool(self.officer(self.text, *own)) and not CLAUSE.search(self.text, own[1], fact.start)
            return titled or (person is not None and person > own)
        own, behind = _first(self.named, sentence, fact.end), _first(self.persons, sentence, fact.end)
        if own is None or person is not None:
            return person is not None or behind is not None
        return (behind is not None and behind < own) or bool(self.officer(self.text, *own))

    def _clause(self, fact: Fact, sentence: Span) -> Span:
        """The clause in which a date stands."""
        ends = [mark.end() for mark in CLAUSE.finditer(self.text, sentence[0], fact.start)]
        behind = CLAUSE.search(self.text, fact.end, sentence[1])
        return ends[-1] if ends else sentence[0], behind.start() if behind else sentence[1]


def _last(spans: Sequence[Span], sentence: Span, at: int) -> Span | None:
    """The last of some stretches that begins in a sentence before an offset."""
    found = bisect_left(spans, (at,)) - 1
    return spans[found] if found >= 0 and spans[found][0] >= sentence[0] else None


def _first(spans: Sequence[Span], sentence: Span, at: int) -> Span | None:
    """The first of some stretches that begins in a sentence at an offset or behind it."""
    found = bisect_left(spans, (at,))
    return spans[found] if found < len(spans) and spans[found][0] < sentence[1] else None
