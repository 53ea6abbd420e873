"""Lines all in capitals ("МИНИСТЕРСТВО ТРУДА РЕСПУБЛИКИ АЛТАЙ"), read with the capitals that they would have in a text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import accumulate, groupby
from operator import itemgetter

from pipeline.names.genitive.inflection import PERSON, is_known, is_place, readings
from pipeline.names.words import Word, near_at

# A line of fewer words is as likely an acronym beside a word.
FEWEST = 2
SHORTEST_NAME = 3
NAMES = ("Geox", "Orgn", "Abbr", *PERSON)


def lowered(words: list[Word], tells_place: Callable[[str], bool], sorts: Collection[str]) -> list[Word]:
    """Words; those of lines all in capitals in small letters, save the first and what is a name or an acronym.

    `tells_place`: whether an adjective is made of a place's name; `sorts`: nouns before a place's name. Offsets stay as they are.
    """
    breaks = accumulate(not word.near for word in words)
    read: list[Word] = []
    for _, group in groupby(zip(breaks, words, strict=True), key=itemgetter(0)):
        line = [word for _, word in group]
        read.extend([_spoken(line, n, tells_place, sorts) for n in range(len(line))] if _shouted(line) else line)
    return read


def _shouted(line: list[Word]) -> bool:
    """Whether a line has words of the dictionary, and all letters of it are capitals."""
    letters = [word for word in line if word.text[0].isalpha()]
    known = [word for word in letters if len(word.text) > SHORTEST_NAME and is_known(word.lower)]
    return len(known) >= FEWEST and all(word.text.isupper() for word in letters)


def _spoken(line: list[Word], n: int, tells_place: Callable[[str], bool], sorts: Collection[str]) -> Word:
    word, after = line[n], near_at(line, n + 1)
    initial = len(word.text) == 1 and after is not None and after.text == "."
    if not word.text[0].isalpha() or initial:
        return word
    opens = n == 0 or not line[n - 1].is_word
    place = word.lower in sorts or (n > 0 and line[n - 1].lower in sorts and len(word.text) >= SHORTEST_NAME)
    if opens or place or _named(word.lower) or tells_place(word.lower):
        return replace(word, text=word.text.capitalize())
    return replace(word, text=word.text.lower()) if is_known(word.lower) or len(word.text) == 1 else word


def _named(word: str) -> bool:
    """Whether a word is likeliest a name, and no common noun or adjective that may also be one."""
    first = next(iter(readings(word)), None)
    known = len(word) >= SHORTEST_NAME and first is not None and first.is_known
    return known and first is not None and (is_place(word) or any(tag in first.tag for tag in NAMES))
