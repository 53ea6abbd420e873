"""Whether two values of a property can both be true: dates that share a day, numbers that one number satisfies, names of one body."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from pipeline import edtf
from pipeline.registry.compare import compare, threshold
from pipeline.registry.concepts import terms
from pipeline.registry.models import EntityKind
from pipeline.registry.profiles import Profile
from pipeline.registry.said import Said
from pipeline.transcription.letters import fold

__all__ = ["AGREE", "Mode", "bodies_agree", "dates_agree", "equal", "numbers_agree", "width"]


class Mode(StrEnum):
    """How the values of a property relate."""

    ONE = "one"
    BODY = "body"
    PREFERRED = "preferred"
    MANY = "many"
    DATE = "date"
    NUMBER = "number"
    STATUS = "status"


def equal(one: Said, other: Said) -> bool:
    """Are two values the same but for their spelling?"""
    return fold(one.value) == fold(other.value)


def dates_agree(one: Said, other: Said) -> bool:
    """Can both dates be right? They can when they share a day."""
    return edtf.overlaps(one.value, other.value) if edtf.valid(one.value) and edtf.valid(other.value) else equal(one, other)


def numbers_agree(one: Said, other: Said) -> bool:
    """Is there a number that both allow?"""
    (a, b), (c, d) = _range(one), _range(other)
    return max(a, c) <= min(b, d)


def _range(item: Said) -> tuple[float, float]:
    number = float(item.value)
    return {
        ">": (number + 1, math.inf),
        ">=": (number, math.inf),
        "<": (-math.inf, number - 1),
        "<=": (-math.inf, number),
        "~": (number * 0.9, number * 1.1),
    }.get(item.comparator, (number, number))


def bodies_agree(one: Said, other: Said) -> bool:
    """Are two names, in whatever languages, those of one body?"""
    if fold(one.value) == fold(other.value):
        return True
    left, right = (_body(item.value) for item in (one, other))
    return compare(left, right).probability >= threshold(EntityKind.ORGANISATION)


def _body(name: str) -> Profile:
    found = terms(name, "en")
    return Profile(EntityKind.ORGANISATION, fold(name), found.concepts, found.countries, found.words)


AGREE: Final[Mapping[Mode, Callable[[Said, Said], bool]]] = {
    Mode.DATE: dates_agree,
    Mode.NUMBER: numbers_agree,
    Mode.BODY: bodies_agree,
}


def width(mode: Mode, item: Said) -> float:
    """How much a value leaves open: days of a date, numbers of a range."""
    if mode is Mode.DATE and edtf.valid(item.value):
        first, after = edtf.bounds(item.value)
        return float((after - first).days)
    if mode is Mode.NUMBER:
        low, high = _range(item)
        return high - low
    return 0.0
