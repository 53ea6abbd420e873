"""Which dates of a text hold no more: those it refuses ("not 14 April but 2 June") and those put off ("planned for May, postponed to July")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.phrases import Phrases, split
from pipeline.spans import Fact

Span = tuple[int, int]

# Characters from what refuses a date to the date.
BESIDE = 4


@dataclass(frozen=True, slots=True)
class Superseding:
    """The words of one language that refuse the date behind them, and those that put something off."""

    refusing: Phrases[str]
    delays: Phrases[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Superseding:
        """From the lexicon `centres` of a language."""
        marks: Mapping[str, Sequence[str]] = words.get("marks", {})
        tables = (Phrases([(phrase, phrase) for phrase in marks.get(name, ())], cased=False) for name in ("refusing", "delays"))
        return cls(*tables)

    def current(self, text: str, dates: Sequence[Fact], sentences: Sequence[Span]) -> list[Fact]:
        """The dates without those that are refused, and those that another date of their sentence replaces."""
        if not dates:
            return []
        words = split(text)
        refused = sorted(match.end for match in self.refusing.find(text, words))
        delays = sorted(match.start for match in self.delays.find(text, words))
        starts, kept = [start for start, _ in sentences], []
        for fact, later in zip(dates, [*dates[1:], None], strict=True):
            at = max(0, bisect_left(starts, fact.start + 1) - 1)
            replaced = later is not None and bool(sentences) and later.start < sentences[at][1]
            if _refused(fact, refused) or (replaced and later is not None and _put_off(fact, later, delays)):
                continue
            kept.append(fact)
        return kept


def _refused(fact: Fact, refused: Sequence[int]) -> bool:
    last = bisect_left(refused, fact.start + 1) - 1
    return last >= 0 and fact.start - refused[last] <= BESIDE


def _put_off(fact: Fact, later: Fact, delays: Sequence[int]) -> bool:
    first = bisect_left(delays, fact.end)
    return first < len(delays) and delays[first] < later.start
