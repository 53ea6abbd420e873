"""Persons whom the network misses or cuts short, and whom the text and the lists tell.

A family alone is a person, where the same text names its bearer in full; a name that begins at "son of" begins a word before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.ner.decode import Name
from pipeline.ner.features import fold, stem
from pipeline.ner.hashing import number
from pipeline.ner.runs import COMMONEST, FAMILY, GIVEN, NOUN, VERB

PERSON = "PER"
BEFORE = "وفبلك"
"""The letters that Arabic writes on to a word."""

SURE = 0.94
"""What share of such words are persons: 111 of 118 in the train splits and the annotated announcements."""


def echoes(words: Sequence[str], names: Iterable[Name], lists: Mapping[int, int]) -> Iterator[Name]:
    """Give the words of a text that are the last of some longer person's name, and in no name themselves.

    A word that a dictionary knows, and that is among the commonest, says no person.
    """
    held = list(names)
    families: dict[str, float] = {}
    for name in held:
        last = fold(words[name.end - 1])
        if name.label == PERSON and name.end - name.start > 1 and len(last) > 2 and not _ordinary(last, lists):
            families[last] = max(families.get(last, 0.0), name.confidence)
    if not families:
        return
    taken = {at for name in held for at in range(name.start, name.end)}
    for at, word in enumerate(words):
        sure = None if at in taken else next((families[form] for form in _forms(fold(word)) if form in families), None)
        if sure is not None:
            yield Name(at, at + 1, PERSON, SURE * sure)


def begun(words: Sequence[str], names: Iterable[Name], lists: Mapping[int, int], sons: frozenset[str]) -> Iterator[Name]:
    """Give the names; persons that begin with one of `sons` with the word before, if a list of names has it and no name holds it.

    In the gold of the Arabic train splits and announcements such a word belongs to the name nearly always: in 211 of 215 cases.
    """
    end = 0
    for name in names:
        before = name.start - 1
        short = name.label == PERSON and before >= end and words[name.start] in sons and _named(fold(words[before]), lists)
        yield Name(before, name.end, name.label, name.confidence) if short else name
        end = name.end


def _named(word: str, lists: Mapping[int, int]) -> bool:
    return bool((lists.get(number(word), 0) | lists.get(number(stem(word)), 0)) & (GIVEN | FAMILY))


def _forms(word: str) -> Iterator[str]:
    """Give a word as it stands, and without what is written on to it."""
    yield word
    if word[:1] in BEFORE and len(word) > 3:
        yield f"ال{word[2:]}" if word.startswith("لل") else word[1:]


def _ordinary(word: str, lists: Mapping[int, int]) -> bool:
    own = lists.get(number(word), 0)
    return bool(own & COMMONEST and (own | lists.get(number(stem(word)), 0)) & (VERB | NOUN))
