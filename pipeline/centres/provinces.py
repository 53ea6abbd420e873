"""What the provinces that a text names tell of countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.subdivisions import How, Subdivision

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


def placed(text: str, found: Sequence[Subdivision], likely: AbstractSet[str]) -> list[Province]:
    """The provinces of a text, each in the countries that it may mean; `likely`: those that the text names besides.

    What is a town there and no province is none: "Trujillo" in Peru is not the state of Venezuela.
    """
    provinces = []
    for one in found:
        near = tuple(code for code in one.codes if code in likely)
        if not near and one.how is not How.CALLED and likely & set(gazetteer.countries(text[one.start : one.end])):
            continue
        near = near or one.codes
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
