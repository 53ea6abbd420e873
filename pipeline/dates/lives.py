"""Lives in brackets: the dates of birth and death behind a name, the years of a war, which the text tells nothing of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.page import Page
from pipeline.dates.reading import Reading

# Years between two dates that are those of a life, and no trip or war.
_LIFE = 15
# So many tokens behind its bracket a date may stand: "(Santa Cruz, 9 February 1905 - Madrid, 27 March 1972)".
_REACH = 20


def with_lives(page: Page, found: Sequence[Reading]) -> Sequence[Reading]:
    """The readings, with those marked that are dates of lives: the only two years within a pair of brackets, as one range or far enough apart."""
    if "(" not in page.keys:
        return found
    within: dict[int, list[Reading]] = {}
    for reading in found:
        point = reading.first
        if not point.year or reading.silent or point.shift:
            continue
        bracket = _bracket(page, reading.first_token)
        if bracket is not None:
            within.setdefault(bracket, []).append(reading)
    lives = {reading.start for readings in within.values() if _life(readings) for reading in readings}
    return [reading._replace(life=True) if reading.start in lives else reading for reading in found] if lives else found


def _life(readings: Sequence[Reading]) -> bool:
    points = [p for r in readings for p in (r.first, r.last) if p is not None and p.year]
    years = [p.year or 0 for p in points]
    # "The war (1701-1714)".
    ranged = len(readings) == 1 and all(p.bare_year for p in points)
    return len(years) == len({*years}) == 2 and (ranged or years[1] - years[0] >= _LIFE)


def _bracket(page: Page, i: int) -> int | None:
    """The bracket that is open at token `i`."""
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if page.breaks[k + 1] or page.keys[k] == ")":
            return None
        if page.keys[k] == "(":
            return k
    return None
