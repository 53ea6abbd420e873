"""Names of sites told by nothing but their noun: "мастерская «Ключ»", "حاضنة الريادة"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.centres.candidate import noun_of
from pipeline.centres.kinship import HAN
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.units import Unit

OPENING = ("«", "“", '"', "„")
# Characters that "and" and an article take.
JOINED = 9


@dataclass(frozen=True, slots=True)
class Named:
    """Tells such names, in one language.

    `venues`: English nouns of rooms, buildings and bodies, of which a name makes no centre, `marked` those of which one in quotation marks does; `halls`: heads that are such; `bodily`: words that make a body of a
    centre ("пенитенциарный"); `joining`: "and", and articles; `seats`: prepositions of place; `owned`: the letters before a definite noun whose something is, behind a word of `belonging` ("التابعة لل"); `bodies`: heads with their kinds.
    """

    venues: Collection[str]
    marked: frozenset[str]
    halls: Collection[str]
    bodily: frozenset[str]
    joining: frozenset[str]
    seats: Collection[str]
    owned: str
    belonging: tuple[str, ...]
    bodies: Mapping[str, str]

    @classmethod
    def read(cls, words: Mapping[str, Any], bodies: Mapping[str, str]) -> Named:
        """From the joined lexicons of centres."""
        return cls(
            frozenset({*words.get("venues", ()), *words.get("occasions", ())}),
            frozenset(words.get("marked", ())),
            frozenset(words.get("halls", ())),
            frozenset(fold(word) for word in words.get("bodily", ())),
            frozenset({*words.get("both", ()), *words.get("both_letter", ()), *words.get("articles", ())}),
            frozenset(words.get("places_after", ())),
            2 * str(words.get("to", "\0")),
            tuple(words.get("belonging", ())) or ("\0",),
            bodies,
        )

    def tells(self, text: str, phrase: Phrase, unit: Unit | None, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether a phrase is the name of a site. `owners`: offsets of bodies, one of which may stand in it or be joined to it by "and"."""
        if unit is None or not phrase.specific or not self._grown(text, phrase) or text[phrase.head_start] > HAN:
            return False
        before = text[: phrase.start].rstrip(" \u00a0")
        owned = before.endswith(self.owned) and before.removesuffix(self.owned).rstrip().endswith(self.belonging)
        if (phrase.rule != "called" and (owned or before.endswith(OPENING))) or self._joined(text, phrase, owners):
            return False
        body = self.bodies.get(phrase.head, "institute") != "institute" or phrase.head in self.halls
        inner = (text[phrase.head_end : start] for start, _ in owners if phrase.head_end <= start < phrase.end)
        noun = noun_of(unit)
        venue = noun in self.venues and not ({noun, unit.head, unit.unit} & self.marked and _quoted(text, phrase))
        closed = body or venue or any("«" not in gap for gap in inner)
        return not closed and self.bodily.isdisjoint(fold(text[phrase.start : phrase.end]).split())

    def houses(self, phrase: Phrase, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether a phrase only tells a body's premises: "مقر جامعة السهوب"."""
        return phrase.head in self.halls and any(phrase.head_end <= start < phrase.end for start, _ in owners)

    def _grown(self, text: str, phrase: Phrase) -> bool:
        """Whether the grammar of names grew a phrase, or told it by where it stands: "инкубатор в Томске"."""
        behind = fold(text[phrase.head_end : phrase.end]).split()
        return phrase.rule in {"", "called"} or (phrase.rule == "described" and bool(behind) and behind[0] in self.seats)

    def _joined(self, text: str, phrase: Phrase, owners: Sequence[tuple[int, int]]) -> bool:
        """Whether "and" stands between a body and a name without quotation marks."""
        if _quoted(text, phrase):
            return False
        near = (text[end : phrase.start].strip() for _, end in owners if 0 <= phrase.start - end <= JOINED)
        words = (set(fold(gap).replace("'", "' ").replace("’", "' ").split()) for gap in near)
        return any(said and said <= self.joining for said in words)


def _quoted(text: str, phrase: Phrase) -> bool:
    """Whether quotation marks stand behind the noun of a name."""
    return any(mark in text[phrase.head_end : phrase.end] for mark in OPENING)
