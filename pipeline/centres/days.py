"""Which of a text's dates belongs to a statement about a centre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline import edtf
from pipeline.spans import Fact
from pipeline.statements import Statement

BESIDE = 30
AHEAD = 500
MARKS = {",": 25, "،": 25, "，": 25, "、": 25} | dict.fromkeys(";:—–；：؛", 60)
# What an imprecise date, or one that says since or until when, costs against one further off, in characters.
MONTH, YEAR, DECADE, OPEN = 20, 40, 80, 60
MODIFIED = {"since", "until", "before", "after"}


def distance(text: str, statement: Statement, start: int, end: int) -> int:
    """Characters between a statement and something else, a clause boundary counting for many."""
    gap = text[statement.end : start] if statement.end <= start else text[end : statement.start]
    return len(gap) + sum(cost * gap.count(mark) for mark, cost in MARKS.items())


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates of a text, and the day on which it was published (`today`, EDTF), where that is known."""

    text: str
    dates: Sequence[Fact]
    today: str | None = None

    def of(self, statement: Statement, *, planned: bool) -> str | None:
        """The date of a statement: the nearest in its sentence; of a plan no day that has passed, of a deed none that is to come."""
        start, end = statement.sentence
        inside = [f for f in self.dates if start <= f.start < end and _value(f)]
        fit = [f for f in inside if not (self.past(_value(f)) if planned else self.coming(_value(f)))]
        nearest = min(fit, key=lambda f: self._cost(statement, f), default=None)
        return _value(nearest) if nearest else None

    def dates_plan(self, statement: Statement) -> bool:
        """Whether a day to come stands right beside a statement, and no other date in its sentence: "opens on 3 May"."""
        inside = [f for f in self.dates if statement.sentence[0] <= f.start < statement.sentence[1] and _value(f)]
        if not inside or not all(self.coming(_value(f)) for f in inside):
            return False
        return any(distance(self.text, statement, f.start, f.end) <= BESIDE for f in inside)

    def beside(self, statement: Statement) -> bool:
        """Whether a date stands right behind a statement."""
        return any(
            0 <= f.start - statement.end <= BESIDE and statement.sentence[0] <= f.start < statement.sentence[1]
            for f in self.dates
        )

    def bracketed(self, mentions: Iterable[tuple[int, int]]) -> str | None:
        """The date that stands in brackets right behind a name and is past: "the Osh Lab (2021)"."""
        ends = {end for _, end in mentions}
        for fact in self.dates:
            bracket = fact.start - 1
            opened = bracket >= 0 and self.text[bracket] == "(" and self.text[fact.end : fact.end + 1] == ")"
            beside = opened and (bracket in ends or (bracket - 1 in ends and self.text[bracket - 1] == " "))
            if beside and _value(fact) and not self.coming(_value(fact)):
                return _value(fact)
        return None

    def ahead(self, statement: Statement) -> str | None:
        """The first day to come that the text names behind an occasion of which the sentence gives no date, deadlines left out."""
        for fact in sorted(self.dates, key=lambda f: f.start):
            behind = 0 <= fact.start - statement.end <= AHEAD
            if behind and _value(fact) and self.coming(_value(fact)) and fact.value.get("modifier") not in MODIFIED:
                return _value(fact)
        return None

    def around(self, at: int) -> list[str]:
        """The days named in the paragraph of an offset, nearest first, those to come left out."""
        start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        inside = [
            f
            for f in self.dates
            if start <= f.start < (end if end >= 0 else len(self.text)) and _vagueness(_value(f) or "X") == 0
        ]
        near = sorted(inside, key=lambda f: abs(f.start - at))
        return [_value(f) for f in near if not self.coming(_value(f))]

    def coming(self, value: str) -> bool:
        """Whether all of a date lies after the day of publication."""
        return self.today is not None and edtf.bounds(value)[0] >= edtf.bounds(self.today)[1]

    def aged(self, value: str) -> bool:
        """Whether a date began a year or more before the day of publication, or where that is not known, the last day named."""
        last = self.today or max((_value(f) for f in self.dates if not _vagueness(_value(f) or "X")), default=None)
        if last is None:
            return False
        begun, now = edtf.bounds(value)[0], edtf.bounds(last)[0]
        return (begun.year + 1, begun.month, begun.day) <= (now.year, now.month, now.day)

    def past(self, value: str) -> bool:
        """Whether all of a date lies before the day of publication."""
        return self.today is not None and edtf.bounds(value)[1] <= edtf.bounds(self.today)[0]

    def _cost(self, statement: Statement, fact: Fact) -> int:
        modified = OPEN if fact.value.get("modifier") in MODIFIED else 0
        return distance(self.text, statement, fact.start, fact.end) + _vagueness(_value(fact)) + modified


def _value(fact: Fact) -> str:
    return str(fact.value.get("value") or "")


def _vagueness(value: str) -> int:
    first = value.partition("/")[0]
    return 0 if len(first) >= len("2000-01-01") else MONTH if "-" in first else DECADE if "X" in first else YEAR
