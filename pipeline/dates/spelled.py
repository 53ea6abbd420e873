"""Years in words: "nineteen eighty-four", "mil novecientos ochenta y cuatro", "тысяча девятьсот восемьдесят четвёртого".

Those of two figures as well: "the summer of sixty-eight", "в сорок первом году".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.dates.meanings import Atom, Meaning

_TENS, _ONES, _AND = "yeartens", "yearones", "and"
# What follows the first part, the longest first: "nineteen" wants tens, "two thousand" takes units alone as well; Arabic puts
# the units first.
_ORDERS = {
    "yearcentury": ((_TENS, _ONES), (_TENS,)),
    "yearthousand": ((_TENS, _ONES), (_ONES, _AND, _TENS), (_TENS,), (_ONES,)),
    _TENS: ((_ONES,), ()),
}
_JOINTS = frozenset({_AND, "-"})
BEGINNINGS = frozenset(_ORDERS)
YEAR, SHORT_YEAR, _ROUND_YEAR = "year", "wordy2", "wordtens"
# "Twenty-one": units follow round tens only.
_ROUND = range(20, 100, 10)


def spelled(atoms: Callable[[int], Sequence[Atom]], i: int, said: Meaning) -> list[Atom]:
    """The year whose words begin at token `i`, which means `said`; `atoms` gives what begins at those behind it."""
    # A whole year goes before its last two figures, "dix-neuf" before "dix".
    for cls, value, length in sorted(said.atoms, key=lambda atom: (atom[0] == _TENS, -atom[2])):
        short = cls == _TENS
        for order in _ORDERS.get(cls, ()):
            rest = None if short and order and value not in _ROUND else _rest(atoms, i + length, order)
            if rest:
                # "Nineteen eighty-year-olds".
                hung = any(kind == "-" for kind, _, _ in atoms(rest[1]))
                kind = YEAR if not short else SHORT_YEAR if order else _ROUND_YEAR
                return [] if hung else [(kind, int(str(value)) + rest[0], rest[1] - i)]
    return []


def _rest(atoms: Callable[[int], Sequence[Atom]], i: int, order: Sequence[str]) -> tuple[int, int] | None:
    """What the parts come to, and the token behind them; None where they do not stand there."""
    total = 0
    for part in order:
        if part != _AND and any(cls in _JOINTS and length == 1 for cls, _, length in atoms(i)):
            i += 1
        taken = max((atom for atom in atoms(i) if atom[0] == part), key=lambda atom: atom[2], default=None)
        if taken is None or (total and part == _ONES and total not in _ROUND):
            return None
        total += int(str(taken[1])) if part != _AND else 0
        i += taken[2]
    return total, i
