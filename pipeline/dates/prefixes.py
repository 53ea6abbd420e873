"""Prefixes of one letter that a language writes together with its words: "وفي", "بيوليو"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set


def split(pieces: Sequence[str], keys: Sequence[str], cuts: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Cut off the prefixes, of one letter each, that a language writes together with its words, where we know the rest.

    `pieces` are gaps and words in turn, `keys` the folded words. `cuts` tells of one how many of its letters are prefixes:
    `prefixes_of`.
    """
    parted, found = [pieces[0]], []
    for word, gap, key in zip(pieces[1::2], pieces[2::2], keys, strict=True):
        # Vowel signs were folded away where the lengths differ: then the word stays whole.
        cut = cuts[key] if len(word) == len(key) else 0
        for k in range(cut):
            parted += [word[k], ""]
            found.append(key[k])
        parted += [word[cut:], gap]
        found.append(key[cut:])
    return parted, found


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
