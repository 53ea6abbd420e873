"""What the provinces that a text names tell of countries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.subdivisions import Subdivision

# A name that more countries have tells of none of them.
MOST = 3


@dataclass(frozen=True, slots=True)
class Province:
    """A province of a text with the countries in which it may lie; `settled`: one is, by itself or because the text names it."""

    start: int
    end: int
    codes: tuple[str, ...]
    how: str
    settled: bool


def placed(found: Sequence[Subdivision], likely: Collection[str]) -> list[Province]:
    """The provinces of a text, each in the countries that it may mean; `likely`: those that the text names besides."""
    provinces = []
    for one in found:
        near = tuple(code for code in one.codes if code in likely) or one.codes
        if len(near) <= MOST:
            provinces.append(Province(one.start, one.end, near, one.how.value, len(near) == 1))
    return provinces


def told(where: str, provinces: Sequence[Province]) -> Iterator[tuple[str, str]]:
    """What the provinces of a stretch tell: each, and the only country of all."""
    for province in provinces:
        for code in province.codes:
            yield (f"{province.how} {where}" if province.settled else f"one {province.how} {where}"), code
    settled = {province.codes[0] for province in provinces if province.settled}
    if len(settled) == 1:
        yield f"only province {where}", settled.pop()
