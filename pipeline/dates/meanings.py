"""What words may mean, wherever they stand: read from the lexicon once for each word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.dates.walk import shape_of

# A class, a value, and how many tokens it takes.
Atom = tuple[str, object, int]
# A phrase tree: token -> deeper tree; what a phrase means stands under the empty string.
Phrases = dict[str, Any]


class Meaning:
    """What may begin at a token: `atoms`, their `classes`, and their `shape`, which is all that the rules go by.

    `single` are class and value of those that end with the token as well; the longest ends `reach` tokens on.
    """

    __slots__ = ("atoms", "classes", "reach", "shape", "single")

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self.atoms = tuple(atoms)
        self.classes = frozenset([cls for cls, _, _ in self.atoms])
        self.single = tuple([(cls, value) for cls, value, length in self.atoms if length == 1])
        self.reach = max([length for _, _, length in self.atoms], default=1)
        self.shape = shape_of(self.atoms)


NOTHING = Meaning(())


@lru_cache(maxsize=8_000)
def meaning_of(atoms: tuple[Atom, ...]) -> Meaning:
    """The meaning that has these atoms, kept: a number with the same ending, a word written against its custom come back."""
    return Meaning(atoms)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a language, or a sign.

    `alone` is what it means where no longer phrase begins with it; None where case and neighbours decide that. `below` are
    the words that make a phrase of it. `classes` are those that something beginning with it may have. Does a rule begin with
    it, it `starts`; `leads` are the classes that may follow it there, None where it may be a match by itself.
    """

    alone: Meaning | None
    below: Phrases
    classes: frozenset[str]
    starts: bool
    leads: frozenset[str] | None


STRANGER = Word(NOTHING, {}, frozenset(), False, None)
