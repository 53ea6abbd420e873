"""How far what a cue says reaches: which of a text's centres it speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import inf

from pipeline.centres.housing import Hit
from pipeline.centres.sites import Site

# Characters between centres that are named side by side.
BESIDES = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """The centres of a text and its sentences; `about`: for each centre, the clauses and sentences that speak of it."""

    text: str
    sentences: Sequence[tuple[int, int]]
    sites: Sequence[Site]
    about: Sequence[Sequence[tuple[int, int]]]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self.sentences, (at, inf)) - 1

    def of(self, hit: Hit, own: int) -> str | None:
        """How what a cue says reaches a centre: it is named in the clause, stated in the sentence, or the last one named before."""
        site = self.sites[own]
        others = [mention for n, other in enumerate(self.sites) if n != own for mention in other.mentions]
        for name, stretches in (("named", self.about[own]), ("stated", site.stated)):
            if any(a <= hit.start < b and not self._of_another(site, others, a, hit.start) for a, b in stretches):
                return name if len(self.sites) > 1 or name == "stated" else "sole"
        start, end = self.sentences[self.sentence(hit.start)]
        every = [(mention, n) for n, other in enumerate(self.sites) for mention in other.mentions]
        if any(start <= mention[0] < end for mention, _ in every):
            return None
        last = max(((mention, n) for mention, n in every if mention[1] <= start), default=None)
        return "last" if last is not None and last[1] == own else None

    def _of_another(self, site: Site, others: Collection[tuple[int, int]], start: int, at: int) -> bool:
        """Whether another centre is named between the sentence's beginning and a cue, behind the last name of this one.

        Centres named side by side share what is said behind them.
        """
        last = max((e for s, e in others if start <= s and e <= at), default=None)
        if last is None:
            return False
        own = max((e for s, e in site.mentions if start <= s and e <= at), default=None)
        first = min((s for s, e in others if own is not None and own <= s and e <= at), default=0)
        return own is None or (own < last and len(self.text[own:first].strip(" ,،、")) > BESIDES)
