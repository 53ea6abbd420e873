"""How likely bytes, decoded in some way, are running text; the letters are data in letters.toml.

The unit is the natural logarithm of a probability: a Cyrillic letter in its place has about -3, a frequent Chinese
character -5.5 for its two bytes, a character that no text of ours has -12.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["likelihood"]

SAMPLE: Final = 20_000
"""Characters looked at: more cannot change the verdict."""

RARE: Final = -12.0
SIGN: Final = -5.0
FREQUENT_HAN: Final = -5.5
COMMON_HAN: Final = -8.0
CAPITAL: Final = -1.5
MIXED: Final = -6.0
SWAPPED: Final = -4.0
ACCENTS: Final = -2.0
ALONE: Final = -3.0


def likelihood(text: str) -> float:
    """Log-probability of all characters beyond ASCII, in their places; 0.0 where there is none."""
    known = letters()
    total, before = 0.0, " "
    sample = text[:SAMPLE]
    for place, character in enumerate(sample):
        if character > "\x7f" or (character < " " and character not in "\t\n\r\f"):
            total += known.value(character) + neighbours(before, character, sample[place + 1 : place + 2])
        before = character
    return total


def neighbours(before: str, character: str, after: str) -> float:
    """What the neighbours take off: two scripts or capitals within a word, accents in a row, words of one letter."""
    if not character.isalpha():
        return 0.0
    sides = [side for side in (before, after) if side.isalpha()]
    here = script(character)
    loss = 0.0
    if here == "han":
        return MIXED if any(side.islower() and script(side) == "latin" for side in sides) else 0.0
    if any(script(side) != here for side in sides):
        loss += MIXED
    if not sides and here != "latin":
        loss += ALONE
    if character.isupper() and before.islower():
        loss += SWAPPED
    if here == "latin" and any(side > "\x7f" for side in sides):
        loss += ACCENTS
    return loss


def script(character: str) -> str:
    """A script as far as it matters here."""
    if character < "\u0370":
        return "latin"
    if "\u0400" <= character < "\u0530":
        return "cyrillic"
    if "\u0600" <= character < "\u0780":
        return "arabic"
    return "han" if "\u3040" <= character < "\uac00" or character >= "\U00020000" else "other"


def common_han(character: str) -> bool:
    """Whether a character is in the everyday half of GB 2312 or Big5; both standards list it before the rest."""
    if not "\u4e00" <= character < "\ua000":
        return False
    simplified = character.encode("gb2312", "ignore")
    traditional = character.encode("big5", "ignore")
    return b"\xb0" <= simplified < b"\xd8" or b"\xa4" <= traditional < b"\xc7"


@dataclass(frozen=True, slots=True)
class Letters:
    """Log-probability by character."""

    values: Mapping[str, float]

    def value(self, character: str) -> float:
        """Of one character, capitals a little below small letters."""
        if (found := self.values.get(character)) is not None:
            return found
        if (small := self.values.get(character.lower())) is not None:
            return small + CAPITAL
        return COMMON_HAN if common_han(character) else RARE


@cache
def letters() -> Letters:
    """The knowledge of letters.toml, read once; ranks become probabilities by Zipf's law."""
    with (Path(__file__).parent / "letters.toml").open("rb") as file:
        data: dict[str, str] = tomllib.load(file)
    values = dict.fromkeys(data["signs"], SIGN)
    for name in ("cyrillic", "arabic", "latin"):
        values |= {letter: -2.0 - math.log(1 + rank / 4) for rank, letter in enumerate(data[name])}
    values |= dict.fromkeys("".join(data["han"].split()), FREQUENT_HAN)
    return Letters(values)
