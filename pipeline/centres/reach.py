"""How far what a cue says reaches: which of a text's centres it speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from pipeline.centres import sections
from pipeline.centres.hinted import Hint
from pipeline.centres.housing import Hit
from pipeline.centres.sites import Site, named_in_order
from pipeline.phrases import fold

# Characters between centres that are named side by side.
BESIDES = 8
# Characters of a sentence that hold its first word.
OPENING = 24


@dataclass(frozen=True)
class Reach:
    """The centres of a text and its sentences.

    `about`: for each centre, the clauses and sentences that speak of it; `taking_up`: words that open a sentence about the centre named
    last ("it", "her"); `hints`: words that mean a centre.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    sites: Sequence[Site]
    about: Sequence[Sequence[tuple[int, int]]]
    taking_up: tuple[str, ...] = ()
    hints: Sequence[Hint] = ()

    def sentence(self, at: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self.sentences, (at, inf)) - 1

    def of(self, hit: Hit, own: int) -> str | None:
        """How what a cue says reaches a centre: it is named in the clause, stated in the sentence, or the last one named before."""
        site = self.sites[own]
        start, end = self.sentences[self.sentence(hit.start)]
        first = bisect_left(self._named, (start,))
        last = self._antecedent(start)
        here = first < len(self._named) and self._named[first][0] < end
        row = None if here else sections.row(self.text, self._named, hit.start)
        if row is not None:
            return "named" if row == own else None
        if here and last is not None and hit.start < self._named[first][0] and self._takes_up(start):
            return "last" if last[2] == own else None
        for name, stretches in (("named", self.about[own]), ("stated", site.stated)):
            if any(a <= hit.start < b and not self._of_another(own, a, hit.start) for a, b in stretches):
                return name if len(self.sites) > 1 or name == "stated" else "sole"
        if here:
            return None
        return "last" if last is not None and last[2] == own else None

    def _antecedent(self, start: int) -> tuple[int, int, int] | None:
        """The centre that the sentence before speaks of: the last one named, or what its own pronoun takes up ("It is the third after X. It …")."""
        last = self._last(start)
        while last is not None and self._takes_up(start):
            begin = self.sentences[self.sentence(last[0])][0]
            chained = self.sentence(last[0]) + 1 == self.sentence(start) and self._takes_up(begin)
            earlier = self._last(begin) if chained else None
            if earlier is None:
                break
            last, start = earlier, begin
        return last

    def _last(self, start: int) -> tuple[int, int, int] | None:
        """The last centre that is named before an offset."""
        first = bisect_left(self._named, (start,))
        return next((one for one in reversed(self._named[:first]) if one[1] <= start), None)

    def _takes_up(self, start: int) -> bool:
        """Whether a sentence begins with a word for what was named before it."""
        words = self.text[start : start + OPENING].split()
        return bool(words) and fold(words[0].strip('«"“„¿¡,')) in self.taking_up

    @cached_property
    def _named(self) -> list[tuple[int, int, int]]:
        """Where centres are named or meant, in the order of the text, and which they are."""
        return sorted([*named_in_order(self.sites), *self.hints])

    def _of_another(self, site: int, start: int, at: int) -> bool:
        """Whether another centre is named between the sentence's beginning and a cue, behind the last name of this one.

        Centres named side by side share what is said behind them.
        """
        inside = self._named[bisect_left(self._named, (start,)) : bisect_left(self._named, (at,))]
        others = [(s, e) for s, e, n in inside if n != site and e <= at]
        if not others:
            return False
        last = max(e for _, e in others)
        own = max((e for _, e, n in inside if n == site and e <= at), default=None)
        first = min((s for s, _ in others if own is not None and own <= s), default=0)
        return own is None or (own < last and len(self.text[own:first].strip(" ,،、")) > BESIDES)
