"""The noun that a number belongs to: a unit behind it, or before it where ordinals follow their nouns."""

from __future__ import annotations

from typing import Final

from pipeline import phrases
from pipeline.coined.measured import Measures, closed
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind
from pipeline.units import Unit, adjacent

OWN: Final = 5
LOOK_BACK: Final = 9
LISTING: Final = "、"
"""How many words a clause may put between a number and what it belongs to."""


def noun_after(reading: Reading, numeral: Numeral, *, generic: bool = False) -> Unit | None:
    """The unit that is the noun of a number: only words of its own noun phrase may stand between.

    With `generic`, units that are not counted by themselves too. In Chinese, one that ends its noun goes before one that only may.
    """
    said = Measures.of(reading.language) if reading.known.of_kind else None
    whole = _noun_after(reading, numeral, generic=generic, said=said) if said else None
    return whole or _noun_after(reading, numeral, generic=generic, said=None)


def _noun_after(reading: Reading, numeral: Numeral, *, generic: bool, said: Measures | None) -> Unit | None:
    """The noun of a number; `said`: by what its end is told, where it is to be told by that."""
    at, steps = numeral.last, 0
    part = reading.says("partitives", at) if numeral.kind is Kind.CARDINAL else None
    if part:
        at = part.last
    while at < len(reading.words) and steps < reading.known.reach:
        if reading.parted(at, COMMAS | DASHES):
            return _far_noun(reading, numeral) if LISTING in reading.gap(at) else None
        unit = reading.units.get(at)
        if unit and numeral.kind is Kind.ORDINAL and reading.known.definite and unit.start > reading.words[unit.first].start:
            return None
        if unit and (found := _last_unit(reading, unit)):
            counted = generic or reading.counts(found) or _placed(reading, numeral, found) or _coordinated(reading, numeral)
            ends = said is None or closed(reading.text, reading.words, found.last, said)
            if ends and (counted or not (reading.known.of_kind and found.last < len(reading.words))):
                return found if counted and not _attributive(reading, found) else None
            at, steps = found.last, steps + 1
            continue
        step = reading.numerals[at].last if part and at in reading.numerals else _step(reading, at)
        if step is None:
            return _far_noun(reading, numeral)
        at, steps = step, steps + 1
    return None


def _placed(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether a place follows for which units are numbered: a museum may be the third in Ghana, but three museums there are any."""
    if unit.head in reading.known.common:
        return False
    at = kind.last if (kind := reading.says("kinds", unit.last)) else unit.last
    if at >= len(reading.words) or reading.parted(at, COMMAS | DASHES):
        return False
    if adverb := reading.known.adverbs.at(reading.text, reading.words, at):
        return adverb.value != "none"
    match = reading.says("scope_prepositions", at)
    if match is None:
        return False
    at = article.last if (article := reading.says("articles", match.last)) else match.last
    place = reading.places.get(at)
    kinds = {PlaceKind.REGION} if numeral.kind is Kind.CARDINAL else {PlaceKind.COUNTRY, PlaceKind.REGION}
    return place is not None and place[0].code is not None and place[0].kind in kinds


def _coordinated(reading: Reading, numeral: Numeral) -> bool:
    """Whether a count of units stands right before: "four hubs and 13 offices"."""
    match = reading.said_before("conjunctions", numeral.first)
    first = match.first if match else numeral.first
    if not match and not set(reading.gap(first)) & COMMAS:
        return False
    return numeral.kind is Kind.CARDINAL and any(u.last == first and not u.weak for u in reading.units.values())


def _step(reading: Reading, at: int) -> int | None:
    """The next word inside a noun phrase, or None where it ends."""
    if (match := reading.says("scope_prepositions", at) or reading.says("exclusive", at)) and (
        last := scope_end(reading, match.last)
    ):
        return last
    if (
        (match := reading.says("conjunctions", at))
        and (numeral := reading.numerals.get(match.last))
        and numeral.kind is Kind.ORDINAL
    ):
        return numeral.last
    if match := reading.says("pronouns", at):
        return match.last
    if reading.says("superlatives", at):
        return None
    if match := reading.says("wholes", at):
        return match.last
    if at in reading.numerals or (reading.says("stops", at) and not reading.acronym(at)):
        return None
    place = reading.places.get(at)
    if place:
        return place[1]
    word, known = reading.words[at], reading.known
    return at + 1 if not known.strict or word.capital or word.form.endswith(known.inner) else None


def scope_end(reading: Reading, at: int) -> int | None:
    """Where a scope between ordinal and noun ends: первый в Таджикистане центр."""
    if article := reading.says("articles", at):
        at = article.last
    if at in reading.places:
        return reading.places[at][1]
    match = reading.known.here.at(reading.text, reading.words, at) if at < len(reading.words) else None
    return match.last if match else None


def _last_unit(reading: Reading, unit: Unit) -> Unit | None:
    """Of units side by side the last is the noun: "training centre library"."""
    while reading.known.head_last and (following := reading.units.get(unit.last)) and _same_phrase(reading, following.first):
        unit = following
    return unit


def _same_phrase(reading: Reading, at: int) -> bool:
    return not reading.gap(at).strip() and not reading.says("stops", at)


def _attributive(reading: Reading, unit: Unit) -> bool:
    """Whether the unit only modifies a further noun: "campus visit", "centre director"."""
    at = unit.last
    return at < len(reading.words) and adjacent(reading.text, reading.words, at) and reading.says("not_heads", at) is not None


def _far_noun(reading: Reading, numeral: Numeral) -> Unit | None:
    """Chinese: the unit behind 的, for a number that counts: an ordinal or one with its measure word, no 2800|米以上的服务站."""
    counts = numeral.kind is Kind.ORDINAL or bool(numeral.classifier)
    return _relative_noun(reading, numeral.last) if counts and reading.known.of_kind else None


def _relative_noun(reading: Reading, first: int) -> Unit | None:
    """Chinese: the unit behind the last 的 of the clause, a few words of its own before it, 第四个由联盟支持建设的智慧教室."""
    found, listed = None, False
    for at in range(first, min(first + reading.known.reach, len(reading.words))):
        if listed and at in reading.numerals:
            return None
        if reading.parted(at, (COMMAS | DASHES) - {LISTING}):
            break
        listed = listed or LISTING in reading.gap(at)
        unit = reading.units.get(at)
        if (
            unit
            and any(reading.words[n].form == reading.known.of_kind for n in range(max(first, at - OWN), at))
            and reading.counts(unit)
            and not _attributive(reading, unit)
        ):
            found = unit
    return found


def noun_before(reading: Reading, numeral: Numeral, *, generic: bool = False) -> Unit | None:
    """Arabic: the unit that an ordinal follows, with its adjectives or the network's name between."""
    article = definite(reading, numeral)
    for at in range(numeral.first - 1, max(-1, numeral.first - LOOK_BACK), -1):
        unit = reading.units.get(at)
        if unit and unit.last <= numeral.first and (generic or reading.counts(unit)):
            return unit if unit.last == numeral.first or (article and _agree(reading, unit, numeral)) else None
        if reading.parted(at + 1, COMMAS | DASHES) or reading.says("stops", at) or at in reading.numerals:
            return None
        if article and not reading.words[at].form.startswith(reading.known.definite):
            return None
    return None


def _agree(reading: Reading, unit: Unit, numeral: Numeral) -> bool:
    """Whether an ordinal has the gender of a noun that it does not stand beside; tens have none."""
    known, noun, form = reading.known, reading.words[unit.first].form, reading.words[numeral.first].form
    if not known.feminine or numeral.last - numeral.first > 1 or form.endswith(known.genderless):
        return True
    return form.endswith(known.feminine) == (
        noun.endswith(known.feminine[0]) or reading.says("feminine_nouns", unit.first) is not None
    )


def definite(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal carries the article that makes it follow its noun (Arabic)."""
    article = reading.known.definite
    return (
        reading.known.postposed and bool(article) and phrases.fold(reading.text[numeral.core : numeral.end]).startswith(article)
    )
