"""Two names of persons laid beside each other, word by word, across scripts and orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from pipeline.registry.letters import Word, letters, person_words, skeleton
from pipeline.registry.profiles import information

__all__ = ["UNITS", "Alignment", "align"]

UNITS: Final = {"lab": "laboratory", "center": "centre", "national center": "national centre", "institute": "institute"}
TELLING: Final = 16.0
"""Information of a name that leaves no doubt; see `profiles.information`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two names lie: the feature that holds, how much the shared part tells (0 to 1), whether it is a common name."""

    feature: str
    telling: float
    common: bool


@lru_cache(maxsize=65536)
def align(one: str, other: str) -> Alignment:
    """Lay two folded names beside each other; the same in either order."""
    left, right = person_words(one), person_words(other)
    if len(left) > len(right):
        left, right, one, other = right, left, other, one
    telling = min(1.0, min(information(one), information(other)) / TELLING)
    common = _common(left) or _common(right)
    return Alignment(_feature(left, right), telling, common)


def _common(words: tuple[Word, ...]) -> bool:
    """Whether every word that is no initial is borne by many."""
    many = set(letters()["names"]["common"])
    full = [word for word in words if not word.initial]
    return bool(full) and all(word.latin in many for word in full)


def _feature(left: tuple[Word, ...], right: tuple[Word, ...]) -> str:
    foreign = {word.script for word in left} != {word.script for word in right}
    if sorted(w.latin for w in left) == sorted(w.latin for w in right) or _joined(left) & _joined(right):
        return "transcribed" if foreign else "same_name"
    taken: set[int] = set()
    kinds: list[str] = []
    for word in sorted(left, key=lambda w: (w.initial, -len(w.latin))):
        best = max(
            ((_meet(word, w, foreign=foreign), -at) for at, w in enumerate(right) if at not in taken), default=(("", 0.0), 0)
        )
        (kind, likeness), at = best
        if not kind or likeness <= 0:
            return "different_name"
        taken.add(-at)
        kinds.append(kind)
    rest = [w for at, w in enumerate(right) if at not in taken]
    return _verdict(kinds, rest, foreign=foreign)


def _verdict(kinds: list[str], rest: list[Word], *, foreign: bool) -> str:
    full = [kind for kind in kinds if kind in ("z same", "y close")]
    if not full:
        return "different_name"
    if "x initial" in kinds:
        return "initials"
    if len(kinds) == 1:
        return "family_only"
    if foreign:
        return "transcribed" if not rest else "part_of_name"
    if "y close" in kinds:
        return "similar_name"
    return "part_of_name" if rest else "same_name"


def _meet(one: Word, other: Word, *, foreign: bool) -> tuple[str, float]:
    """How two words meet: same, close, as initial and word, or not."""
    if one.initial or other.initial:
        a, b = skeleton(one.latin[:2])[:1] or one.latin[:1], skeleton(other.latin[:2])[:1] or other.latin[:1]
        same = one.latin[:1] == other.latin[:1] or (one.script != other.script and a == b)
        return ("x initial", 0.5) if same else ("", 0.0)
    if one.latin == other.latin:
        return "z same", 1.0
    spelling = fuzz.ratio(one.latin, other.latin) / 100
    if one.script == other.script and not foreign:
        size = min(len(one.latin), len(other.latin))
        return ("y close", spelling) if spelling >= (0.86 if size > 4 else 0.99) else ("", 0.0)
    bones, others = one.bones, other.bones
    if bones == others and (len(bones) > 1 or spelling >= 0.5):
        return "y close", max(spelling, 0.8)
    heard = fuzz.ratio(bones, others) / 100 if min(len(bones), len(others)) > 2 else 0.0
    likeness = max(spelling, 0.95 * heard)
    return ("y close", likeness) if likeness >= 0.74 else ("", 0.0)


def _joined(words: tuple[Word, ...]) -> set[str]:
    """The words written as one, in their order and with the last word first."""
    plain = [w.latin for w in words if not w.initial]
    if len(plain) != len(words):
        return set()
    return {"".join(plain), "".join([plain[-1], *plain[:-1]]), "".join([*plain[1:], plain[0]])}
