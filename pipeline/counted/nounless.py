"""A cardinal without a noun, and what its sentence has said before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.counted.claim import Claims, is_count
from pipeline.counted.reading import Mention, Reading
from pipeline.numbers import Numeral
from pipeline.units import Unit

__all__ = ["Nounless"]


@dataclass(slots=True)
class Nounless:
    """A cardinal without a noun; `claims` are those found before it.

    `start`: where its sentence begins; `earlier`, `units`, `mentions`: the claims, units and centres of the sentence before it.
    """

    reading: Reading
    numeral: Numeral
    claims: Claims
    start: int = field(init=False)
    earlier: Claims = field(init=False)
    units: list[Unit] = field(init=False)
    mentions: list[Mention] = field(init=False)

    def __post_init__(self) -> None:
        reading, numeral = self.reading, self.numeral
        self.start, _ = reading.sentence(numeral.start)
        self.earlier = [c for c in self.claims if c.numeral.start >= self.start]
        self.units = reading.units_in(self.start, numeral.start)
        self.mentions = reading.mentions_in(self.start, numeral.start)

    def ends(self) -> bool:
        """Whether a mark follows the number, as behind a noun phrase."""
        return self.reading.ended(self.numeral.last)

    def goes(self, *names: str) -> bool:
        """Whether a mark follows the number, or one of the words of these lists."""
        return self.ends() or any(self.reading.says(name, self.numeral.last) for name in names)

    def counted(self) -> bool:
        """Whether this sentence has said how many there are."""
        return any(is_count(claim) for claim in self.earlier)

    def counted_before(self) -> bool:
        """Whether this sentence or the one before has said how many there are."""
        previous = self.reading.previous(self.numeral.start)
        begin = previous[0] if previous else self.start
        return any(is_count(claim) for claim in self.claims if claim.numeral.start >= begin)

    def repeats(self) -> bool:
        """Whether an earlier statement gave the same number."""
        return any(claim.numeral.value == self.numeral.value for claim in self.claims)
