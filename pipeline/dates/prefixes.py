"""Prefixes of one letter that a language writes together with its words: "وفي", "بيوليو"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dates.scanner import Token
from pipeline.dates.vocabulary import Vocabulary


def split(scanned: list[Token], words: Vocabulary) -> Iterator[Token]:
    """Cut off the prefixes, of one letter each, that a language writes together with its words, where we know the rest."""
    phrases, prefixes = words.phrases, words.prefixes
    for token in scanned:
        # Vowel signs were folded away where the lengths differ: then the word stays whole.
        if token.number or token.key[:1] not in prefixes or token.key in phrases or token.end - token.start != len(token.key):
            yield token
            continue
        cut = _prefix(token.key, words)
        for k in range(cut):
            glued, breaks = (True, 0) if k else (token.glued, token.breaks)
            yield Token(token.key[k], token.start + k, token.start + k + 1, False, glued, breaks)
        glued, breaks = (True, 0) if cut else (token.glued, token.breaks)
        yield Token(token.key[cut:], token.start + cut, token.end, False, glued, breaks)


def _prefix(key: str, words: Vocabulary) -> int:
    """How many letters are prefixes of a known word: none, one or two."""
    for cut in (1, 2):
        if key[cut - 1 : cut] not in words.prefixes:
            return 0
        if key[cut:] in words.phrases:
            return cut
    return 0
