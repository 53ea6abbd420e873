"""What a number in a text is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a numeral says: how many, or which one."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: `text[start:end]` is the expression with its comparator, ordinal ending or Chinese classifier.

    `value`: a whole number. `comparator`: `=`, `>`, `>=`, `<`, `<=` or `~`. `core` is where the number itself begins, behind the
    comparator; `first:last` are the words that the expression covers. `label`: "number nine", an ordinal by its noun.
    `roman`, `digits`: how it is written. `classifier`: the Chinese measure word. `noun`: the number is the form of a noun ("two of it"), or has its noun for a suffix («أولها»).
    """

    start: int
    end: int
    value: int
    kind: Kind
    core: int
    first: int
    last: int
    comparator: str = "="
    label: bool = False
    roman: bool = False
    digits: bool = False
    classifier: str = ""
    noun: bool = False
