"""Prefixes of one letter that a language writes together with its words: "وفي", "بيوليو"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from itertools import compress

# Vowel signs, tatweel and the like, which do not tell words apart.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640"
_LETTER = re.compile(f"[^{MARKS}][{MARKS}]*")


def split(pieces: list[str], keys: list[str], cuts: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Cut off the prefixes, of one letter each, that a language writes together with its words, where we know the rest.

    `pieces` are gaps and words in turn, `keys` the folded words. `cuts` tells of one how many of its letters are prefixes:
    `prefixes_of`.
    """
    parted: list[str] = []
    found: list[str] = []
    done = 0
    for k in compress(range(len(keys)), map(cuts.__getitem__, keys)):
        word, key = pieces[2 * k + 1], keys[k]
        cut = cuts[key]
        # Vowel signs and tatweel, which were folded away where the lengths differ, go with the letter before them.
        letters = word if len(word) == len(key) else _LETTER.findall(word)
        if len(letters) == len(key):
            parted += pieces[2 * done : 2 * k + 1]
            for letter in letters[:cut]:
                parted += [letter, ""]
            parted.append("".join(letters[cut:]))
            found += [*keys[done:k], *key[:cut], key[cut:]]
            done = k + 1
    return parted + pieces[2 * done :], found + keys[done:]


def prefixes_of(key: str, prefixes: Set[str], known: Set[str]) -> int:
    """How many letters are prefixes of a known word: none, one or two."""
    if key in known:
        return 0
    for cut in (1, 2):
        if key[cut - 1 : cut] not in prefixes:
            return 0
        if key[cut:] in known:
            return cut
    return 0
