"""Two names of persons laid beside each other, word by word, across scripts and orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from pipeline.transcription.letters import Word, given, letters, loose, person_words
from pipeline.transcription.palladius import is_pinyin, pinyin
from pipeline.transcription.sounds import far_alike, likeness, readings, sound_alike

__all__ = ["Alignment", "align", "information"]

Words = tuple[Word, ...]
SOUNDS: Final = ({"h", "g"}, {"h", "k"}, {"y", "e"}, {"y", "i"}, {"j", "d"}, {"c", "k"}, {"c", "t"}, {"v", "w"}, {"j", "y"})
"""First letters that transcriptions exchange."""

SERVANTS: Final = frozenset({"abd", "абд", "عبد"})
"""Abdul Karim is not Karim."""

SPELT: Final = 86
"""Per cent of equal letters from which two spellings in one script are one name."""

TELLING: Final = 16.0
"""Information of a name that leaves no doubt; see `information`."""


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


@lru_cache(maxsize=65536)
def information(name: str) -> float:
    """How much a name tells of who bears it: letters, up to eight a word; common words and initials count little."""
    common = set(letters()["names"]["common"])
    total = 0.0
    for word in person_words(name):
        size = 1.0 if word.initial else min(8.0, len(word.latin) * (1.5 if word.script == "arabic" else 1.0))
        total += size * (0.3 if word.latin in common else 1.0)
    return total


def _common(words: Words) -> bool:
    """Whether every word that is no initial is borne by many."""
    many = set(letters()["names"]["common"])
    full = [word for word in words if not word.initial]
    return bool(full) and all(word.latin in many for word in full)


def _feature(one: str, other: str) -> str:
    left, right = person_words(one), person_words(other)
    if not left or not right:
        return "different_name"
    foreign = {word.script for word in left} != {word.script for word in right}
    return _whole(left, right, foreign=foreign) or _by_word(left, right, foreign=foreign)


def _whole(left: Words, right: Words, *, foreign: bool) -> str | None:
    """What two names are as wholes; None where their words must be laid beside each other."""
    chinese = [_characters(left), _characters(right)]
    if not foreign and (all(chinese) or _all_cyrillic_chinese(left, right)):
        return (
            "same_name" if sorted(w.folded for w in left) == sorted(w.folded for w in right) else _unless_initial(left, right)
        )
    if sorted(w.latin for w in left) == sorted(w.latin for w in right) or _joined(left) & _joined(right):
        return "transcribed" if foreign else "same_name"
    if foreign and (_chinese(left) & _joined(right) or _joined(left) & _chinese(right)):
        return "transcribed"
    if foreign and _all_chinese(left) and _all_chinese(right):
        return "different_name"
    arabic = "arabic" in {word.script for word in (*left, *right)}
    if foreign and any(chinese) and not arabic:
        return "different_name"
    if len(left) != len(right) and (foreign or not _all_chinese(left)) and _one_sound(left, right):
        return "transcribed" if foreign else "similar_name"
    return "different_name" if foreign and any(chinese) else None


def _unless_initial(left: Words, right: Words) -> str | None:
    return None if any(w.initial for w in (*left, *right)) or len(left) != len(right) else "different_name"


def _by_word(left: Words, right: Words, *, foreign: bool) -> str:
    taken: set[int] = set()
    kinds: list[str] = []
    for word in sorted(left, key=lambda w: (w.initial, w.patronymic, -len(w.latin))):
        best = max(((_meet(word, w), -at) for at, w in enumerate(right) if at not in taken), default=(("", 0.0), 0))
        (kind, likeness), at = best
        if not kind or likeness <= 0:
            if word.patronymic and len(left) > 1:
                continue
            return "unlike_name" if _perhaps(word, right) else "different_name"
        taken.add(-at)
        kinds.append(kind)
    rest = [w for at, w in enumerate(right) if at not in taken]
    if any(w.folded in SERVANTS for w in rest) or (foreign and rest and _all_chinese(left)):
        return "different_name"
    return _verdict(kinds, rest, foreign=foreign)


def _perhaps(word: Word, others: Words) -> bool:
    """Whether a word that met none may yet be one of them, written far from its sound: Arabic and Chinese do."""
    return any(far_alike(word, other) for other in others)


def _verdict(kinds: list[str], rest: list[Word], *, foreign: bool) -> str:
    full = [kind for kind in kinds if kind in ("z same", "y close")]
    if not full:
        return "different_name"
    if "x initial" in kinds:
        return "all_initials" if kinds.count("x initial") > 1 else "initials"
    if len(kinds) == 1:
        return "family_only"
    if foreign:
        return "transcribed" if not rest else "part_of_name"
    if "y close" in kinds:
        return "similar_name"
    return "part_of_name" if rest else "same_name"


def _meet(one: Word, other: Word) -> tuple[str, float]:
    """How two words meet: same, close, as initial and word, or not."""
    if one.initial or other.initial:
        near = {said[:1] for said in readings(one)} & {said[:1] for said in readings(other)}
        return ("x initial", 0.5) if near or {one.latin[:1], other.latin[:1]} in SOUNDS else ("", 0.0)
    if one.patronymic != other.patronymic:
        return "", 0.0
    if one.latin == other.latin:
        return "z same", 1.0
    mine, theirs = given().get(one.folded), given().get(other.folded)
    if mine and theirs:
        return ("y close", 1.0) if mine & theirs else ("", 0.0)
    a, b = loose(one.latin), loose(other.latin)
    if a == b:
        return "z same", 0.99
    if _exact(one, other) or _gendered(a, b):
        return "", 0.0
    if one.script == other.script and len(a) > 4 < len(b) and fuzz.ratio(a, b) >= SPELT:
        return "y close", fuzz.ratio(a, b) / 100
    return ("y close", likeness(one, other)) if sound_alike(one, other) else ("", 0.0)


def _exact(one: Word, other: Word) -> bool:
    """Whether both are Chinese names in letters of one script: a letter more or less is another name."""
    if one.script != other.script:
        return False
    if one.script == "han":
        return max(len(one.folded), len(other.folded)) < 3
    return all(is_pinyin(w.latin) if w.script == "latin" else bool(pinyin(w.folded)) for w in (one, other))


def _one_sound(left: Words, right: Words) -> bool:
    """Whether two names sound as one when each is written as one word: Arabic parts the syllables of a Chinese name."""
    return any(sound_alike(a, b, whole=True) for a in _glued(left) for b in _glued(right))


def _glued(words: Words) -> list[Word]:
    return [Word("".join(w.folded for w in words), "".join(w.latin for w in words), words[0].script)]


def _characters(words: Words) -> bool:
    """Whether a name is a Chinese one in characters: its sounds are known exactly, nothing near will do."""
    return all(word.script == "han" for word in words) and len(words) == 2 and sum(len(word.folded) for word in words) <= 4


def _all_cyrillic_chinese(left: Words, right: Words) -> bool:
    return all(w.script == "cyrillic" for w in (*left, *right)) and _all_chinese(left) and _all_chinese(right)


def _chinese(words: Words) -> set[str]:
    """A name in Cyrillic letters as the pinyin that it may stand for."""
    read = [pinyin(word.folded) for word in words if word.script == "cyrillic"]
    plain = [word for word in read if word]
    return {"".join(plain), "".join([plain[-1], *plain[:-1]])} if plain and len(plain) == len(words) else set()


def _all_chinese(words: Words) -> bool:
    """Whether every word of a name in letters is made of Chinese syllables, so that nothing near will do."""
    return all(is_pinyin(w.latin) if w.script == "latin" else w.script == "cyrillic" and bool(pinyin(w.folded)) for w in words)


def _gendered(one: str, other: str) -> bool:
    """Whether two words differ in a feminine ending: Orazov and Orazova are two people."""
    short, long = sorted((one, other), key=len)
    return long == f"{short}a" and not long.endswith("ia")


def _joined(words: Words) -> set[str]:
    """The words written as one, in their order and with the last word first."""
    plain = [w.latin for w in words if not w.initial]
    if not plain or len(plain) != len(words):
        return set()
    return {"".join(plain), "".join([plain[-1], *plain[:-1]]), "".join([*plain[1:], plain[0]])}
