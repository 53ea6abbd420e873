"""Prefixes of one letter that a language writes together with its words: "وفي", "بيوليو"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.dates.scanner import Token


def split(scanned: Sequence[Token], cuts: Mapping[str, int]) -> list[Token]:
    """Cut off the prefixes, of one letter each, that a language writes together with its words, where we know the rest.

    `cuts` tells of a word how many of its letters are prefixes: `prefixes_of`.
    """
    found: list[Token] = []
    for token in scanned:
        cut = cuts[token.key]
        # Vowel signs were folded away where the lengths differ: then the word stays whole.
        if not cut or token.end - token.start != len(token.key):
            found.append(token)
            continue
        key, start, glued, breaks = token.key, token.start, token.glued, token.breaks
        for k in range(cut):
            found.append(Token(key[k], start + k, start + k + 1, False, glued, breaks))
            glued, breaks = True, 0
        found.append(Token(key[cut:], start + cut, token.end, False, glued, breaks))
    return found


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
