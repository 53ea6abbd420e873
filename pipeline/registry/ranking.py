"""Which of several values is current, and why: an analyst's word, more sources, more exact, later, surer, the first in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.records import Status
from pipeline.registry.agreement import Mode, width
from pipeline.registry.said import Said
from pipeline.transcription.letters import fold

__all__ = ["Ranking", "counted"]


def counted(item: Said) -> str:
    """By how many sources a value is said, in words."""
    return "an analyst says so" if not item.sources else f"{item.sources} source{'s' if item.sources > 1 else ''}"


class Ranking:
    """Puts the values of one group in order, and says why."""

    def __init__(self, mode: Mode, items: Sequence[Said], agree: Callable[[Said, Said], bool], law: str | None) -> None:
        self.mode, self.law = mode, law
        self.support = {
            id(item): sum(
                other.sources
                for other in items
                if other is item or (agree(item, other) and width(mode, other) >= width(mode, item))
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
            width(self.mode, item),
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
            return f"said by {counted(best)}, and by none otherwise"
        return _difference(self, best, others[0])

    def reason_against(self, item: Said, best: Said, *, agrees: bool) -> str:
        """Why a value is not current."""
        if self.mode is Mode.STATUS:
            return "an earlier stage"
        if self.mode is Mode.PREFERRED:
            return "another form"
        if self.mode is Mode.BODY and agrees:
            return f"another name of {best.value}"
        return f"agrees with {best.value}, less exactly" if agrees else f"contradicts {best.value} ({counted(item)})"


def _difference(ranking: Ranking, best: Said, other: Said) -> str:
    if ranking.mode is Mode.STATUS:
        return "the furthest stage that is stated"
    support = ranking.support[id(best)], ranking.support[id(other)]
    if support[0] > support[1]:
        return f"said by {_tally(best, support[0])}; {other.value} by {_tally(other, support[1])}"
    if width(ranking.mode, best) < width(ranking.mode, other):
        return f"more exact than {other.value}"
    if (best.latest or "") > (other.latest or ""):
        return f"said later ({best.latest}) than {other.value}"
    if best.confidence > other.confidence:
        return f"surer ({best.confidence:.2f}) than {other.value} ({other.confidence:.2f})"
    return f"nothing tells it from {other.value}: the first in order"


def _tally(item: Said, support: int) -> str:
    """Who says it, as its own row counts them, and who says something less exact that counts for it."""
    others = support - item.sources
    said = f"{item.sources} source{'' if item.sources == 1 else 's'}"
    return f"{said}, and {others} less exactly" if others else said


def _stage(item: Said) -> tuple[int, str]:
    """The furthest stage first; a centre that is said to operate after it closed operates again."""
    stages = [str(status) for status in Status]
    return (-stages.index(item.value) if item.value in stages else 0, "")


def _shown(name: str) -> tuple[int, int]:
    """Names to show: in Latin letters first, then those that are more than an acronym."""
    plain = fold(name)
    return (0 if plain and all(c < "ɐ" or c in "‘’–—" for c in plain) else 1, 0 if not name.isupper() or " " in name else 1)
