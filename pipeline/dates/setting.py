"""Where in a text a reading stands, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.dates.discourse import Discourse
from pipeline.dates.points import Value
from pipeline.dates.reading import Reading
from pipeline.dates.sentences import same_paragraph
from pipeline.dates.tense import Tense


class Resolved(NamedTuple):
    """A value and how it was come by."""

    value: Value | None
    relative: bool
    confidence: float
    modifier: str | None = None


NOTHING = Resolved(None, True, 0.0)
"""Of what nobody knows what it is counted from."""


def _tenseless() -> None:
    """The tense of what no sentence stands around."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A reading, the sentence `number` in which it stands, and what is known there.

    `tense` looks at the sentence only when a reading needs it; `review` is the year of which the paragraph tells.
    """

    discourse: Discourse
    reading: Reading
    number: int = 0
    review: int | None = None
    tense: Callable[[], Tense | None] = _tenseless

    def same_paragraph(self, number: int) -> bool:
        """Whether another sentence is of the same paragraph."""
        return same_paragraph(number, self.number)
