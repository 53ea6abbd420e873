"""The case of a word as a small number, so that an uncased network still sees capitals."""

from __future__ import annotations

CASE_CLASSES = 6
LOWER, TITLE, UPPER, INITIAL, MIXED, OTHER = range(CASE_CLASSES)


def case_class(word: str) -> int:
    """Classify one word: lower, Title, UPPER, a lone capital, miXed, or without letters that have case."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else INITIAL
    if word.istitle() or (word[:1].isupper() and word[1:].islower()):
        return TITLE
    return MIXED if any(char.isupper() for char in word) else OTHER
