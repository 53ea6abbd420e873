"""Two names of persons laid beside each other, word by word, across scripts and orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from pipeline.registry.letters import Word, is_han, letters, loose, person_words, skeleton
from pipeline.registry.palladius import is_pinyin, pinyin
from pipeline.registry.profiles import information

__all__ = ["UNITS", "Alignment", "align"]

UNITS: Final = {"lab": "laboratory", "center": "centre", "national center": "national centre", "institute": "institute"}
ALPHABETS: Final = frozenset({"latin", "cyrillic"})
"""Scripts that write every sound, so that a name reads nearly the same in both."""

SOUNDS: Final = ({"h", "g"}, {"h", "k"}, {"y", "e"}, {"y", "i"}, {"j", "d"}, {"c", "k"}, {"c", "t"}, {"v", "w"}, {"j", "y"})
"""First letters that transcriptions exchange."""

SOUNDS_ALIKE: Final = 0.58
"""Mean likeness in spelling from which two scripts may write one name."""

TELLING: Final = 16.0
"""Information of a name that leaves no doubt; see `profiles.information`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two names lie: the feature that holds, how much the shared part tells (0 to 1), whether it is a common name."""

    feature: str
    telling: float
    common: bool
    foreign: bool = False


@lru_cache(maxsize=65536)
def align(one: str, other: str) -> Alignment:
    """Lay two folded names beside each other; the same in either order."""
    left, right = person_words(one), person_words(other)
    if len(left) > len(right):
        left, right, one, other = right, left, other, one
    telling = min(1.0, min(information(one), information(other)) / TELLING)
    common = _common(left) or _common(right)
    foreign = {word.script for word in left} != {word.script for word in right}
    return Alignment(_feature(one, other), telling, common, foreign)


def _common(words: tuple[Word, ...]) -> bool:
    """Whether every word that is no initial is borne by many."""
    many = set(letters()["names"]["common"])
    full = [word for word in words if not word.initial]
    return bool(full) and all(word.latin in many for word in full)


def _feature(one: str, other: str) -> str:
    left, right = person_words(one), person_words(other)
    if not left or not right:
        return "different_name"
    foreign = {word.script for word in left} != {word.script for word in right}
    if sorted(w.latin for w in left) == sorted(w.latin for w in right) or _joined(left) & _joined(right):
        return "transcribed" if foreign else "same_name"
    if foreign and (_chinese(left) & _joined(right) or _joined(left) & _chinese(right)):
        return "transcribed"
    if (
        foreign
        and "arabic" in {word.script for word in (*left, *right)}
        and len(left) != len(right)
        and _one_sound(left, right)
    ):
        return "transcribed"
    if foreign and (_native(one) or _native(other)):
        return "different_name"
    taken: set[int] = set()
    kinds: list[str] = []
    nearness: list[float] = []
    for word in sorted(left, key=lambda w: (w.initial, -len(w.latin))):
        best = max(
            ((_meet(word, w, foreign=foreign), -at) for at, w in enumerate(right) if at not in taken), default=(("", 0.0), 0)
        )
        (kind, likeness), at = best
        if not kind or likeness <= 0:
            return "different_name"
        taken.add(-at)
        kinds.append(kind)
        nearness.append(fuzz.ratio(loose(word.latin), loose(right[-at].latin)) / 100 if kind != "x initial" else 1.0)
    if foreign and sum(nearness) / len(nearness) < SOUNDS_ALIKE:
        return "different_name"
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
        same = one.latin[:1] == other.latin[:1] or {one.latin[:1], other.latin[:1]} in SOUNDS
        return ("x initial", 0.5) if same else ("", 0.0)
    if one.latin == other.latin:
        return "z same", 1.0
    a, b = loose(one.latin), loose(other.latin)
    if a == b:
        return "z same", 0.99
    exact = one.script == other.script and is_pinyin(one.latin) and is_pinyin(other.latin)
    if exact or _gendered(a, b):
        return "", 0.0
    spelling = fuzz.ratio(a, b) / 100
    if not foreign or {one.script, other.script} <= ALPHABETS:
        size = min(len(a), len(b))
        if one.script != other.script:
            spelling = max(spelling, fuzz.ratio(a.replace("g", "h"), b.replace("g", "h")) / 100)
        return ("y close", spelling) if spelling >= (0.86 if size > 4 else 0.99) else ("", 0.0)
    if "arabic" in (one.script, other.script) and _otherwise_voiced(one, other):
        return "", 0.0
    bones, others = one.bones, other.bones
    if spelling < 0.4 or (spelling < 0.6 and _onset(one) != _onset(other)):
        return "", 0.0
    if bones == others:
        return "y close", max(spelling, 0.8)
    heard = fuzz.ratio(bones, others) / 100 if min(len(bones), len(others)) > 2 else 0.0
    likeness = max(spelling, 0.95 * heard)
    return ("y close", likeness) if likeness >= 0.74 else ("", 0.0)


def _one_sound(left: tuple[Word, ...], right: tuple[Word, ...]) -> bool:
    """Whether two names sound as one when each is written as one word: Arabic parts the syllables of a Chinese name."""
    return any(fuzz.ratio(loose(a), loose(b)) >= 85 for a in _joined(left) for b in _joined(right))


def _native(name: str) -> bool:
    """Whether a name is a Chinese one in characters: its sounds are known exactly, nothing near will do."""
    return is_han(name) and len(name) <= 4 and "·" not in name


def _chinese(words: tuple[Word, ...]) -> set[str]:
    """A name in Cyrillic letters as the pinyin that it may stand for."""
    read = [pinyin(word.folded) for word in words if word.script == "cyrillic"]
    plain = [word for word in read if word]
    return {"".join(plain), "".join([plain[-1], *plain[:-1]])} if plain and len(plain) == len(words) else set()


def _gendered(one: str, other: str) -> bool:
    """Whether two words differ in a feminine ending: Orazov and Orazova are two people."""
    short, long = sorted((one, other), key=len)
    return long == f"{short}a" and not long.endswith("ia")


def _otherwise_voiced(one: Word, other: Word) -> bool:
    """Whether the vowels that Arabic does write speak against it: Hassan and Hussein, Salim and Salma."""
    arabic, latin = (one.latin, other.latin) if one.script == "arabic" else (other.latin, one.latin)
    if arabic.endswith(("a", "h")) != latin.endswith(("a", "ah", "e")) and not arabic.endswith(("ia", "ih")):
        return True
    long = "i" in arabic[1:-1]
    return (long and not set(latin[1:]) & set("iey")) or (not long and ("ei" in latin or "ee" in latin))


def _onset(word: Word) -> str:
    """Whether a word begins with a vowel, or with which class of consonants."""
    return "" if word.latin[:1] in "aeiouyhwv" else skeleton(word.latin[:2])[:1]


def _joined(words: tuple[Word, ...]) -> set[str]:
    """The words written as one, in their order and with the last word first."""
    plain = [w.latin for w in words if not w.initial]
    if not plain or len(plain) != len(words):
        return set()
    return {"".join(plain), "".join([plain[-1], *plain[:-1]]), "".join([*plain[1:], plain[0]])}
