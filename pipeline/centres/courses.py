"""How far a centre has come and since when: the likeliest of all pairs of a status and a date, by what the text says for each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.centres import sites
from pipeline.centres.dating import Dating, kind
from pipeline.centres.sites import Found
from pipeline.centres.stages import Stages
from pipeline.judge import Evidence, Judge

Pair = tuple[str, str]


@dataclass(frozen=True)
class Course:
    """The evidence of one text for the courses of its centres."""

    stages: Stages
    dating: Dating

    def told(self, own: int) -> dict[Pair, Evidence]:
        """The evidence for each status of a centre with each date, `NOBODY` for none."""
        position = sites.position(self.stages.sites, own)
        told: dict[Pair, Evidence] = {}
        dated: dict[str, dict[str, set[str]]] = {}
        for status, names in self.stages.told(self.stages.sites[own], position).items():
            sort = kind(status)
            if sort not in dated:
                dated[sort] = self.dating.told(own, sort, position)
            for date, evidence in dated[sort].items():
                told[status, date] = frozenset(names | {f"date: {name}" for name in evidence})
        return told


def decide(judge: Judge, told: Mapping[Pair, Evidence]) -> tuple[Found, Found]:
    """The likeliest status of a centre, whatever its date, and the likeliest date with that status, whatever else dates it."""
    odds = judge.odds(told)
    chances: dict[str, list[float]] = {}
    for (status, _), chance in odds.items():
        chances.setdefault(status, []).append(chance)
    best = max(chances, key=lambda status: (sum(chances[status]), status))
    day = max((pair[1] for pair in odds if pair[0] == best), key=lambda date: (odds[best, date], date))
    dated = math.fsum(chance for (_, date), chance in odds.items() if date == day)
    return Found(best, math.fsum(chances[best])), Found(day or None, dated)
