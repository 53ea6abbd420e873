"""What an entity's sources say of a property: which value is current and why, which others agree with it, which contradict it.

The order of reasons: an analyst's word, more sources (those that say the same less exactly count for it), more exact, said
later, said more surely, the smaller value. Dates agree when they overlap, numbers when one can be both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline import edtf
from pipeline.records import Status
from pipeline.registry.compare import compare, threshold
from pipeline.registry.concepts import terms
from pipeline.registry.letters import fold
from pipeline.registry.models import EntityKind, Value
from pipeline.registry.profiles import Profile

__all__ = ["MODES", "Mode", "Said", "merged", "weigh"]

WORLD: Final = "001"


class Mode(StrEnum):
    """How the values of a property relate."""

    ONE = "one"
    BODY = "body"
    PREFERRED = "preferred"
    MANY = "many"
    DATE = "date"
    NUMBER = "number"
    STATUS = "status"


MODES: Final[Mapping[str, Mode]] = {
    "name": Mode.PREFERRED,
    "kind": Mode.PREFERRED,
    "country": Mode.ONE,
    "host": Mode.BODY,
    "organisation": Mode.PREFERRED,
    "title": Mode.PREFERRED,
    "family": Mode.PREFERRED,
    "given": Mode.PREFERRED,
    "status": Mode.STATUS,
    "number": Mode.NUMBER,
    "attendance": Mode.NUMBER,
    **{f"{status}_on": Mode.DATE for status in Status},
}
"""Properties that are not named may have many values, all of them true."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value as its statements have it, counted: `sources` are independent ones."""

    about: str
    value: str
    qualifier: str | None
    comparator: str
    date: str | None
    confidence: float
    sources: int
    announcements: int
    earliest: str | None
    latest: str | None
    target: str | None = None

    @property
    def group(self) -> str:
        """Values of one group compete: a number by unit and scope, the attendance by event and date."""
        if self.about == "number" and self.qualifier:
            unit, _, scope = self.qualifier.partition("|")
            return f"{unit}|{scope or WORLD}"
        return self.qualifier or ""

    @property
    def content(self) -> tuple[str, str, str]:
        """What makes two values of a group one: the spelling does not matter, nor when a position was seen."""
        return fold(self.value), self.comparator, "" if self.about in ("position", "holder") else self.date or ""


def weigh(said: Iterable[Said], *, decided: Mapping[tuple[str, str], str] | None = None) -> tuple[Value, ...]:
    """Every value, the current one of each group first; `decided`: analysts' values by property and group."""
    gathered: dict[tuple[str, str], list[Said]] = {}
    for item in said:
        gathered.setdefault((item.about, item.group), []).append(item)
    found: list[Value] = []
    for (name, group), items in sorted(gathered.items()):
        law = (decided or {}).get((name, group))
        found += _weigh(MODES.get(name, Mode.MANY), _merged(items), law)
    return tuple(found)


def _merged(items: Sequence[Said]) -> list[Said]:
    """Values that differ in case only, or in the scope that stands for the world, as one."""
    chosen: dict[tuple[str, str, str], list[Said]] = {}
    for item in items:
        chosen.setdefault(item.content, []).append(item)
    return [merged(same) for same in chosen.values()]


def merged(same: Sequence[Said]) -> Said:
    """Spellings of one value as one: the most frequent one stays, sources are added up."""
    best = min(same, key=lambda item: (-item.sources, item.value, item.date or "", item.qualifier or ""))
    if len(same) == 1:
        return best
    return Said(
        best.about,
        best.value,
        best.qualifier,
        best.comparator,
        best.date,
        max(item.confidence for item in same),
        sum(item.sources for item in same),
        sum(item.announcements for item in same),
        min((item.earliest for item in same if item.earliest), default=None),
        max((item.latest for item in same if item.latest), default=None),
        min((item.target for item in same if item.target), default=None),
    )


def _weigh(mode: Mode, items: list[Said], law: str | None) -> list[Value]:
    if law is not None and all(fold(item.value) != fold(law) for item in items):
        items = [*items, Said(items[0].about, law, items[0].qualifier, "=", None, 1.0, 0, 0, None, None)]
    if mode is Mode.MANY:
        ordered = sorted(items, key=lambda item: (-item.sources, item.value, item.date or "", item.comparator))
        return [_value(item, current=True, agrees=True, reason=_count(item)) for item in ordered]
    agree = _AGREE.get(mode, _equal)
    rank = _Ranking(mode, items, agree, law)
    ordered = sorted(items, key=rank.key)
    best = ordered[0]
    found = [_value(best, current=True, agrees=True, reason=rank.reason(best, ordered[1:]))]
    for item in ordered[1:]:
        agrees = mode in (Mode.PREFERRED, Mode.STATUS) or agree(best, item)
        found.append(_value(item, current=False, agrees=agrees, reason=rank.reason_against(item, best, agrees=agrees)))
    return sorted(found, key=lambda value: (not value.current, not value.agrees))


def _value(item: Said, *, current: bool, agrees: bool, reason: str) -> Value:
    return Value(
        property=item.about,
        group=item.group,
        value=item.value,
        comparator=item.comparator,
        qualifier=item.qualifier,
        date=item.date,
        current=current,
        agrees=agrees,
        reason=reason,
        confidence=item.confidence,
        sources=item.sources,
        announcements=item.announcements,
        earliest=item.earliest,
        latest=item.latest,
        target=item.target,
    )


def _count(item: Said) -> str:
    return "an analyst says so" if not item.sources else f"{item.sources} source{'s' if item.sources > 1 else ''}"


def _equal(one: Said, other: Said) -> bool:
    return fold(one.value) == fold(other.value)


def dates_agree(one: Said, other: Said) -> bool:
    """Can both dates be right? They can when they share a day."""
    return edtf.overlaps(one.value, other.value) if edtf.valid(one.value) and edtf.valid(other.value) else _equal(one, other)


def numbers_agree(one: Said, other: Said) -> bool:
    """Is there a number that both allow?"""
    (a, b), (c, d) = _range(one), _range(other)
    return max(a, c) <= min(b, d)


def _range(item: Said) -> tuple[float, float]:
    number = float(item.value)
    return {
        ">": (number + 1, math.inf),
        ">=": (number, math.inf),
        "<": (-math.inf, number - 1),
        "<=": (-math.inf, number),
        "~": (number * 0.9, number * 1.1),
    }.get(item.comparator, (number, number))


def bodies_agree(one: Said, other: Said) -> bool:
    """Are two names, in whatever languages, those of one body?"""
    if fold(one.value) == fold(other.value):
        return True
    left, right = (_body(item.value) for item in (one, other))
    return compare(left, right).probability >= threshold(EntityKind.ORGANISATION)


def _body(name: str) -> Profile:
    found = terms(name, "en")
    return Profile(EntityKind.ORGANISATION, fold(name), found.concepts, found.countries, found.words)


_AGREE: Final[Mapping[Mode, Callable[[Said, Said], bool]]] = {
    Mode.DATE: dates_agree,
    Mode.NUMBER: numbers_agree,
    Mode.BODY: bodies_agree,
}


def _width(mode: Mode, item: Said) -> float:
    """How much a value leaves open: days of a date, numbers of a range."""
    if mode is Mode.DATE and edtf.valid(item.value):
        first, after = edtf.bounds(item.value)
        return float((after - first).days)
    if mode is Mode.NUMBER:
        low, high = _range(item)
        return high - low
    return 0.0


class _Ranking:
    """Puts the values of one group in order, and says why."""

    def __init__(self, mode: Mode, items: Sequence[Said], agree: Callable[[Said, Said], bool], law: str | None) -> None:
        self.mode, self.law = mode, law
        self.support = {
            id(item): sum(
                other.sources
                for other in items
                if other is item or (agree(item, other) and _width(mode, other) >= _width(mode, item))
            )
            for item in items
        }

    def key(self, item: Said) -> tuple[object, ...]:
        """The best first."""
        decided = self.law is not None and fold(item.value) == fold(self.law)
        stage = (0, "") if self.mode is not Mode.STATUS else _stage(item)
        shown = _shown(item.value) if item.about == "name" else (0, 0)
        later = "".join(chr(0x10FFFF - ord(c)) for c in item.latest or "") + "\U0010ffff"
        return (
            not decided,
            stage,
            *shown,
            -self.support[id(item)],
            _width(self.mode, item),
            later,
            -item.confidence,
            -len(item.value) if item.about in ("name", "host") else 0,
            item.value,
            item.comparator,
            item.date or "",
        )

    def reason(self, best: Said, others: Sequence[Said]) -> str:
        """Why the best is current."""
        if self.law is not None and fold(best.value) == fold(self.law):
            return "an analyst says so"
        if not others:
            return f"said by {_count(best)}, and by none otherwise"
        return _difference(self, best, others[0])

    def reason_against(self, item: Said, best: Said, *, agrees: bool) -> str:
        """Why a value is not current."""
        if self.mode is Mode.STATUS:
            return "an earlier stage"
        if self.mode is Mode.PREFERRED:
            return "another form"
        if self.mode is Mode.BODY and agrees:
            return f"another name of {best.value}"
        return f"agrees with {best.value}, less exactly" if agrees else f"contradicts {best.value} ({_count(item)})"


def _difference(ranking: _Ranking, best: Said, other: Said) -> str:
    if ranking.mode is Mode.STATUS:
        return "the furthest stage that is stated"
    support = ranking.support[id(best)], ranking.support[id(other)]
    if support[0] > support[1]:
        return f"supported by {support[0]} sources, {other.value} by {support[1]}"
    if _width(ranking.mode, best) < _width(ranking.mode, other):
        return f"more exact than {other.value}"
    if (best.latest or "") > (other.latest or ""):
        return f"said later ({best.latest}) than {other.value}"
    if best.confidence > other.confidence:
        return f"surer ({best.confidence:.2f}) than {other.value} ({other.confidence:.2f})"
    return f"nothing tells it from {other.value}: the first in order"


def _stage(item: Said) -> tuple[int, str]:
    """The furthest stage first; a centre that is said to operate after it closed operates again."""
    stages = [str(status) for status in Status]
    return (-stages.index(item.value) if item.value in stages else 0, "")


def _shown(name: str) -> tuple[int, int]:
    """Names to show: in Latin letters first, then those that are more than an acronym."""
    plain = fold(name)
    return (0 if plain and all(c < "ɐ" or c in "‘’–—" for c in plain) else 1, 0 if not name.isupper() or " " in name else 1)
