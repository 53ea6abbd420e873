"""What Chinese letters are used for: to transcribe foreign names, in given names, as families, in names of places, or in words.

Reckoned from the dictionary of jieba (MIT) and the names of Faker (MIT), with the families of `templates/names.toml`.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from pipeline.ner.features import fold
from pipeline.ner.hashing import number
from pipeline.ner.known import USES, Floats
from pipeline.training.namelists import JIEBA, jieba_words
from pipeline.training.namesources import locale_names, spellings

SHARPNESS = 4.0
"""How many natural logarithms more often than in words a letter must stand in names to count as wholly theirs."""

LISTED = 5
"""How much a given name of a list counts beside one of the dictionary."""


def uses() -> dict[int, Floats]:
    """Give for the number of each letter: four shares in kinds of names against words, three marks of families, its frequency."""
    counts = _counts()
    common = counts.pop("words")
    total = sum(common.values())
    own = spellings()["chinese"]
    families, frequent = set(own["families"]), set(own["frequent"])
    compound = {name[0] for name in own["compound"]}
    found: dict[int, Floats] = {}
    for letter in set(common).union(*counts.values()):
        usual = (common[letter] + 50) / total
        shares = [_share(counts[kind], letter, usual) for kind in ("foreign", "given", "family", "place")]
        marks = [letter in families, letter in frequent, letter in compound]
        row = np.array([*shares, *marks, min(1.0, math.log10(common[letter] + 1) / 7)], dtype=np.float32)
        assert len(row) == USES
        found[number(letter)] = row
    return found


def _share(counts: Counter[str], letter: str, usual: float) -> float:
    share = (counts[letter] + 0.3) / sum(counts.values())
    return max(-1.0, min(1.0, math.log(share / usual) / SHARPNESS))


def _counts() -> dict[str, Counter[str]]:
    """Count letters by what they are used for; in words by the frequency of those."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("words", "foreign", "given", "family", "place")}
    for written, count, kind in jieba_words():
        word = fold(written)
        if kind == "nrt":
            counts["foreign"].update(word)
        elif kind in {"nr", "nrfg"} and len(word) in {2, 3}:
            counts["family"][word[0]] += 1
            counts["given"].update(word[1:])
        elif kind == "ns" and len(word) > 2:
            counts["place"].update(word)
        elif kind not in JIEBA:
            counts["words"].update({letter: count * word.count(letter) for letter in set(word)})
    for name in locale_names("zh_CN").given:
        counts["given"].update(dict.fromkeys(fold(name), LISTED))
    return counts
