"""How a word of a name sounds, in every way its script may be read, and how like two words sound. Tables: sounds.toml.

Likeness is one less the weighted edit distance of the two nearest readings. What a script cannot write costs little (short vowels in
Arabic, bare consonants in Chinese); what it writes on purpose costs much (a long vowel of Arabic: Hassan is not Hussein).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from rapidfuzz.fuzz import ratio

from pipeline.transcription.letters import Word, is_han, letters
from pipeline.transcription.palladius import is_pinyin, pinyin

__all__ = ["bones", "far_alike", "likeness", "readings", "sound_alike"]

MUTE: Final = ("e", "rd", "rt", "nd", "nt", "lt", "ld", "rs", "ns")
"""What French writes at the end of a word and does not say."""

VOWELS: Final = frozenset("aeiou")
WEIGHT: Final = 0.4
"""Of a vowel; a consonant weighs one."""

APART: Final = 50.0
"""Per cent of equal consonants under which two words are not compared sound by sound; in one script more is asked."""

APART_IN_ONE: Final = 80.0

ONSET: Final = 1.5
"""How much more the first sound tells: Zafar is not Jafar."""

CLASSES: Final = str.maketrans({**dict.fromkeys("aeiouhvf'", ""), **dict(zip("bdgzSZCJcr", "ptkssssssl", strict=True))})


@cache
def _sounds() -> dict[str, Any]:
    """The tables of sounds.toml."""
    return tomllib.loads(resources.files("pipeline.transcription").joinpath("sounds.toml").read_text("utf-8"))


@cache
def _rule(script: str, name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = _sounds()[script][name]
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table


def _read(text: str, script: str, name: str) -> str:
    pattern, table = _rule(script, name)
    return re.sub(r"[^a-zSZCJ']|(.)(?=\1)", "", pattern.sub(lambda found: table[found.group()], text))


@lru_cache(maxsize=65536)
def readings(word: Word) -> tuple[str, ...]:
    """The ways in which a word may be read, each once."""
    if word.script == "latin":
        names = ["pinyin"] if is_pinyin(word.latin) else []
        found = [_read(word.latin, "latin", name) for name in (*names, "english", "french", "spanish", "german", "slavic")]
        french = found[len(names) + 1]
        found += [french[:-1]] if french.endswith(MUTE) and len(french) > 3 else []
    elif word.script == "arabic":
        found = _arabic(_read(word.folded, "arabic", "written"), soft=word.folded.endswith("ه"))
    elif is_han(word.folded):
        found = [_han(word.folded, _sounds()["transcribing"]["signs"]), _han(word.folded, {})]
    else:
        chinese = pinyin(word.folded)
        said = _read(word.folded, "cyrillic", "russian")  # which writes g for h
        found = [said, said.replace("g", "h"), *([_read(chinese, "latin", "pinyin")] if chinese else [])]
    return tuple(dict.fromkeys(said for said in found if said)) or (word.latin,)


def _arabic(said: str, *, soft: bool) -> list[str]:
    """The readings of what is written: ayn is heard as a or not at all, a soft final h as a, jim as g in Egypt; -iya may be left out."""
    ended = [f"{said[:-1]}a"] if soft and len(said) > 2 else [said]
    ended += [said] if soft and said.endswith("ih") else []
    ended += [form[1:] for form in ended if form.startswith(("au", "ai")) and len(form) > 3]  # an alif that carries the vowel
    ended += [said[:-1]] if said.endswith(("ih", "ia")) else []
    voiced = [form.replace("'", vowel) for form in ended for vowel in (("", "a") if "'" in form else ("",))]
    return [form for end in voiced for form in (end, end.replace("J", "g"))]


def _han(text: str, signs: dict[str, str]) -> str:
    """Chinese characters syllable by syllable; `signs`: those that are read otherwise in a transcription."""
    from pypinyin import lazy_pinyin

    special = letters()["han"]["readings"] | signs
    syllables = [special.get(sign) or lazy_pinyin(sign)[0] for sign in text]
    said = "".join(
        "r" if at and one == "er" else _read(one.replace("ü", "u"), "han", "pinyin") for at, one in enumerate(syllables)
    )
    return re.sub(r"(.)(?=\1)", "", said)


@lru_cache(maxsize=65536)
def bones(word: Word) -> tuple[str, ...]:
    """The consonants of each reading, those that scripts confuse as one; neighbours that are equal count once."""
    return tuple(dict.fromkeys(re.sub(r"(.)(?=\1)", "", said.replace("ng", "n").translate(CLASSES)) for said in readings(word)))


@lru_cache(maxsize=131072)
def likeness(one: Word, other: Word) -> float:
    """How like two words sound, 0 to 1; the same in either order."""
    scripts = {one.script, other.script}
    way = "han" if "han" in scripts else "arabic" if "arabic" in scripts else "any"
    if not _near(one, other, APART if len(scripts) > 1 else APART_IN_ONE):
        return 0.0
    left, right = readings(one), readings(other)
    if way == "han":
        left, right = (tuple(said.replace("ng", "n") for said in found) for found in (left, right))
    worth = 0.0 if way != "any" else APART
    found = [(a, b) for a in dict.fromkeys(left) for b in dict.fromkeys(right) if ratio(a, b) >= worth]
    if any(a == b for a, b in found):
        return 1.0
    return max((_like(a, one.script, b, other.script, way) for a, b in found), default=0.0)


def _near(one: Word, other: Word, least: float) -> bool:
    """Whether the consonants of two words are near enough for a closer look, which costs a hundred times as much."""
    found = [(a, b) for a in bones(one) for b in bones(other)]
    return any(not a or not b or ratio(a, b, score_cutoff=least) for a, b in found)


def sound_alike(one: Word, other: Word, *, whole: bool = False) -> bool:
    """Whether two words sound as one name, by the measure of their scripts; `whole`: they are names written as one word."""
    meets, scripts = _sounds()["meets"], {one.script, other.script}
    if len(scripts) == 1:
        way = "arabic_script" if "arabic" in scripts else "one_script"
    else:
        way = "han" if "han" in scripts else "arabic" if "arabic" in scripts else "alphabets"
    least = max(meets[way], meets["parted"]) if whole else meets[way]
    if min(_weight(said) for word in (one, other) for said in readings(word)[:1]) < meets["small"]:
        least = min(1.0, least + meets["short"])
    return likeness(one, other) >= float(least)


def far_alike(one: Word, other: Word) -> bool:
    """Whether two words of scripts that write sounds badly are not so far apart that they must be two names."""
    scripts = {one.script, other.script}
    far = len(scripts) > 1 and not scripts.isdisjoint(("han", "arabic"))
    return far and likeness(one, other) >= float(_sounds()["meets"]["far"])


def _weight(said: str) -> float:
    return sum(WEIGHT if sound in VOWELS else 1.0 for sound in said)


@cache
def _costs(way: str) -> dict[str, float]:
    table = {**_sounds()["cost"]["any"], **(_sounds()["cost"][way] if way != "any" else {})}
    return {pair: cost for said, cost in table.items() for pair in (said, said[::-1])}


def _like(one: str, script: str, other: str, another: str, way: str) -> float:
    """One less the distance, over the mean weight of the two."""
    if one == other:
        return 1.0
    table = _costs(way)
    left, right = _losses(one, script, another), _losses(other, another, script)
    row = [0.0]
    for loss in right:
        row.append(row[-1] + loss)
    for at, sound in enumerate(one):
        above, row = row, [row[0] + left[at]]
        for to, heard in enumerate(other):
            change = 0.0 if sound == heard else table.get(sound + heard, 1.0) * (1.0 if at or to else ONSET)
            row.append(min(above[to] + change, above[to + 1] + left[at], row[to] + right[to]))
    weight = (_weight(one) + _weight(other)) / 2
    return max(0.0, 1 - row[-1] / weight)


def _losses(said: str, script: str, other: str) -> list[float]:
    """What it costs that the other has not each of these sounds."""
    table = _sounds()["lost"]
    found = []
    for at, sound in enumerate(said):
        if sound == "h":
            found.append(table["breath"])
        elif sound not in VOWELS:
            found.append(table["consonant"])
        elif at == len(said) - 1 and sound == "a" and len(said) > 2:
            found.append(table["ending"])
        elif script == "arabic":
            found.append(table["alif" if sound == "a" else "written"])
        elif other == "arabic":
            found.append(table["glide" if at and said[at - 1] in VOWELS else "unwritten"])
        elif "han" in (script, other):
            found.append(table["syllable"])
        else:
            found.append(table["vowel"])
    return found
