"""What a text says again of a candidate by a common noun: "the hub", "the innovation hub"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.centres.acts import Signs
from pipeline.centres.candidate import noun_of
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.units import Unit

__all__ = ["echoes"]

# Characters of an article before a noun.
ARTICLE = 5


def echoes(text: str, phrase: Phrase, unit: str, units: Sequence[Unit], signs: Signs) -> list[str]:
    """Whether the text speaks of such a unit elsewhere, by a common noun: with the same modifiers, or by the noun alone."""
    if not unit:
        return []
    inside = set(fold(text[phrase.start : phrase.end]).split()) | set(unit.split())
    others = [
        u
        for u in units
        if noun_of(u) == unit.rpartition(" ")[2]
        and not (phrase.start <= u.start < phrase.end)
        and (text[u.start].islower() or _caseless(text[u.start]) or _definite(text, u, signs))
    ]
    full = [u for u in others if " " in u.unit and set(u.unit.split()) <= inside]
    evidence = ["echo"] if full else []
    if any(u.unit == noun_of(u) for u in others):
        evidence.append("noun_again")
    return evidence


def _definite(text: str, unit: Unit, signs: Signs) -> bool:
    """Whether a bare noun with a capital is spoken of again: "the Chair, which", but not "the Chair of Physics"."""
    before, behind = text[max(0, unit.start - ARTICLE) : unit.start].casefold(), text[unit.end : unit.end + 1]
    return (
        unit.unit == noun_of(unit)
        and before.endswith(signs.again)
        and (behind in {",", ".", ";", ":", "'", "’"} or text[unit.end + 1 : unit.end + 2].islower())
        and not text.startswith(signs.completing, unit.end)
    )


def _caseless(char: str) -> bool:
    return char.lower() == char.upper()
