"""Ordinals that are labels: "number 20 of the network", "hub no. 14"."""

from __future__ import annotations

from dataclasses import replace

from pipeline import coined, morphology
from pipeline.counted.antecedents import before_name, from_before
from pipeline.counted.claim import Claim, Claims, unit_of
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import COMMAS, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import split
from pipeline.units import Unit

# Letters of a noun, at least.
NOUN = 3
# What stands before a label that is not the noun it numbers.
FREE = (
    "listed_as",
    "copulas",
    "verbs",
    "having",
    "determiners",
    "articles",
    "possessives",
    "own",
    "conjunctions",
    "timely",
    "of",
)


def _of_issue(reading: Reading, unit: Unit) -> bool:
    """Whether a noun that counts no sites rules the unit, where heads come first: "Boletín Bibliobarcos Nº 9"."""
    said = coined.Words.of(reading.language)
    before = unit.first - 1
    return (
        said.heads == "first"
        and before >= 0
        and not reading.gap(unit.first).strip()
        and reading.words[before].form in said.never
    )


def _many(reading: Reading, unit: Unit) -> bool:
    """Whether a unit is a plural, of which a label numbers none: "листок Союза лабораторий № 7"."""
    return morphology.is_plural(reading.text[unit.start : unit.end].rpartition(" ")[2], reading.language)


def of_another(reading: Reading, numeral: Numeral) -> bool:
    """Whether a label numbers the noun right before it, which is no unit: "by Decision No. 88", "patient number one"."""
    at = numeral.first - 1
    before = reading.gap(numeral.first)
    if at < 0 or before.strip() or any(u.last == numeral.first for u in reading.units.values()):
        return False
    if any(reading.said_before(name, numeral.first) for name in FREE) or any(
        0 <= numeral.start - m.end <= len(before) for m in reading.mentions
    ):
        return False
    form = reading.words[at].form
    if reading.said_before("networks", numeral.first) is not None:
        return False
    return len(form) >= NOUN and form not in coined.Words.of(reading.language).stops and not coined.is_han(form)


def measured(reading: Reading, numeral: Numeral) -> Claim | None:
    """In Chinese, a number with the measure word of labels right before its noun, said of a centre: 它是该国的二号站."""
    unit = reading.units.get(numeral.last)
    start, _ = reading.sentence(numeral.start)
    near = range(reading.index(start), numeral.first)
    said = any(reading.says(name, at) for name in ("copulas", "placed") for at in near)
    labels = [word for word in (numeral.classifier,) if word and reading.known["label_measures"].at(word, split(word), 0)]
    if not labels or unit is None or not said or not reading.counts(unit) or reading.parted(numeral.last, COMMAS):
        return None
    return Claim(replace(numeral, kind=Kind.ORDINAL, label=True), "label", unit.unit, unit.last, unit)


def labelled(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """As in "number 20 of the network", "hub no. 14": a label beside a unit, a centre, or another label."""
    before = [
        u
        for u in reading.units.values()
        if u.last == numeral.first
        and reading.counts(u)
        and not reading.parted(numeral.first, COMMAS)
        and not _of_issue(reading, u)
        and not _many(reading, u)
    ]
    start, _ = reading.sentence(numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    if of_another(reading, numeral):
        return None
    if before and not any(m.start <= before[-1].start and numeral.end <= m.end for m in mentions):
        return Claim(numeral, "label", before[-1].unit, numeral.last, before[-1])
    if (
        reading.said_before("conjunctions", numeral.first)
        and claims
        and claims[-1].numeral.start >= start
        and reading.says("follows", numeral.last)
    ):
        return Claim(numeral, "label", claims[-1].unit, numeral.last, None, claims[-1].anchor)
    if not mentions and reading.said_before("possessives", numeral.first) and (claim := from_before(reading, numeral, start)):
        return replace(claim, rule="label")
    scoped = reading.says("scope_prepositions", numeral.last)
    if scoped and scope_end(reading, scoped.last) and (opening := before_name(reading, numeral)):
        return replace(opening, rule="label")
    if mentions and (
        reading.says("follows", numeral.last)
        or reading.said_before("listed_as", numeral.first)
        or set(reading.gap(numeral.first)) & COMMAS
        or reading.parted(numeral.last, COMMAS)
    ):
        return Claim(numeral, "label", unit_of(reading, mentions[-1]), numeral.last, None, mentions[-1])
    return None
