"""What stands about each letter of an unspaced script: its neighbours, and the listed names and words that run through it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.ner.hashing import number

PAIR_COLUMNS = ("left", "right", "run", "runword", "part", "partword")
LONGEST_RUN = 6
KIND_BITS, FREQUENCY_BITS = 10, 13
"""How many low bits of a list entry name lists; the bits above say what kind of word it is in a dictionary.

Of words that are parted by their frequency, the highest bits hold it, by its power of ten."""


GIVEN, FAMILY, PLACE, COUNTRY, PART, BODY, WORD, TOWN, TITLE, HEAD = (1 << bit for bit in range(KIND_BITS))
"""The lists that may hold a word."""

VERB, NOUN, COMMONEST, USUAL, LISTED, SAYING = (1 << KIND_BITS + bit for bit in range(6))
"""What is said of a word of a spaced script: what it can be by a dictionary, how frequent it is, that the dictionary lists it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands about each token: the folded words, the listed names and words that run through them, and their best parting."""

    words: list[str]
    runs: list[Run | None]
    parts: list[Run]


@dataclass(frozen=True, slots=True)
class Run:
    """A listed name over several tokens: its text, its lists, and where in it a token stands (B, I, E)."""

    text: str
    held: int
    place: str


def around(words: list[str], lists: dict[int, int], *, parted: bool = False) -> Around:
    """Find the listed names in a text, the longest first from left to right; `parted`: or the parts that are likeliest together."""
    if parted:
        return Around(words, [], parts(words, lists))
    runs: list[Run | None] = [None] * len(words)
    at = 0
    while at < len(words):
        sizes = range(min(LONGEST_RUN, len(words) - at), 1, -1)
        size = next((n for n in sizes if number("".join(words[at : at + n])) in lists), 1)
        text = "".join(words[at : at + size])
        for step in range(size if size > 1 else 0):
            place = "B" if not step else "E" if step == size - 1 else "I"
            runs[at + step] = Run(text, lists[number(text)], place)
        at += size
    return Around(words, runs, [])


def parts(words: Sequence[str], lists: dict[int, int]) -> list[Run]:
    """Part a text into the listed words that are likeliest together (Viterbi 1967); give for each token the word it is in."""
    best = [0.0] * (len(words) + 1)
    sizes = [1] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        best[end] = -math.inf
        for size in range(1, min(LONGEST_RUN, end) + 1):
            held = lists.get(number("".join(words[end - size : end])))
            if held is None and size > 1:
                continue
            chance = best[end - size] + _chance(held or 0)
            if chance > best[end]:
                best[end], sizes[end] = chance, size
    found: list[Run] = []
    end = len(words)
    while end:
        size = sizes[end]
        text = "".join(words[end - size : end])
        places = "S" if size == 1 else "E" + "I" * (size - 2) + "B"
        found += [Run(text, lists.get(number(text), 0), place) for place in places]
        end -= size
    return found[::-1]


def _chance(held: int) -> float:
    """The logarithm of how likely a listed word is, roughly: its frequency is kept by its power of ten."""
    return math.log(10) * (max(1, held >> FREQUENCY_BITS) - 8)


def _left(seen: Around) -> list[int]:
    return [number(f"left {before} {word}") for before, word in zip(["", *seen.words[:-1]], seen.words, strict=True)]


def _right(seen: Around) -> list[int]:
    return [number(f"right {word} {after}") for word, after in zip(seen.words, [*seen.words[1:], ""], strict=True)]


def _run(seen: Around) -> list[int]:
    return [number(f"run {run.place} {run.held}") if run else 0 for run in seen.runs]


def _part_held(seen: Around) -> list[int]:
    mask = (1 << FREQUENCY_BITS) - 1
    return [number(f"part {run.place} {run.held & mask}") for run in seen.parts]


def _partword(seen: Around) -> list[int]:
    return [number(f"partword {run.place} {run.text}") for run in seen.parts]


def _runword(seen: Around) -> list[int]:
    return [number(f"runword {run.place} {run.text}") if run else 0 for run in seen.runs]


PAIRS: dict[str, Callable[[Around], list[int]]] = {
    "left": _left,
    "right": _right,
    "run": _run,
    "runword": _runword,
    "part": _part_held,
    "partword": _partword,
}
