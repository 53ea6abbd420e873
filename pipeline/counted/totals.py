"""What says that a number without its noun is a total: "the network now counts", "bringing it to", "makes it"."""

from __future__ import annotations

from pipeline.counted.claim import goes_on, is_count
from pipeline.counted.lists import ranged, timed
from pipeline.counted.nounless import Nounless
from pipeline.counted.reading import CLOSING, COMMAS
from pipeline.counted.surroundings import equated, networked, speaks_of_counts, timed_total
from pipeline.phrases import Match

__all__ = ["made", "total"]


def total(count: Nounless) -> Match[str] | None:
    """What says that the number is a total: a verb of counting or of growth before it, "more than" behind it."""
    reading, numeral = count.reading, count.numeral
    going_on = goes_on(reading, numeral, count.claims, anywhere=True)
    found = reading.said_before("totals_continued", numeral.first) if going_on else None
    found = found or reading.said_before("grew", numeral.first, longest=3)
    if found is None and reading.entities:
        found = made(count)
    if found is None and numeral.first and (up := reading.said_before("ranges", numeral.first)):
        found = reading.said_before("grew", up.first)
    found = found or reading.says("exceeding", numeral.first) or _grown(count)
    found = found or (equated(reading, numeral) if count.goes("scope_prepositions", "timely") else None)
    from_to = ranged(reading, numeral.last) is not None
    if found is None and (count.units or count.earlier or count.mentions or networked(reading, numeral) or from_to):
        found = timed_total(reading, "totals", numeral)
    counting = speaks_of_counts(reading, numeral) or count.counted() or from_to or _asked(count)
    found = found or (timed_total(reading, "totals_weak", numeral) if counting else None)
    return None if found is not None and _age(count, found) else found


def made(count: Nounless) -> Match[str] | None:
    """What makes the number a total whatever the sentence names: "makes it nine", «elle en gère désormais trois»."""
    return timed_total(count.reading, "makes", count.numeral)


def _grown(count: Nounless) -> Match[str] | None:
    """As in 由5个分中心扩大到目前的41个: behind a count with its noun and a verb of growth, a word of time between."""
    tails = (c.tail for c in count.earlier if is_count(c)) if count.reading.known.of_kind else ()
    grown = (match for at in tails if (match := count.reading.says("ranges", at)) is not None)
    return next((match for match in grown if timed(count.reading, match.last) == count.numeral.first), None)


def _asked(count: Nounless) -> bool:
    """Whether the sentence before has asked how many there are."""
    previous = count.reading.previous(count.numeral.start)
    words = range(count.reading.index(previous[0]), count.reading.index(previous[1])) if previous else range(0)
    return any(count.reading.says("how_many", at) for at in words)


def _age(count: Nounless, said: Match[str]) -> bool:
    """As in "… houses," said the director, now 81": behind a quotation and a comma, a word of time makes no total."""
    reading, first = count.reading, count.numeral.first
    now = reading.says("timely", said.first) is not None and said.last == first
    before = reading.text[count.earlier[-1].numeral.end if count.earlier else count.start : count.numeral.start]
    return now and bool(set(reading.gap(said.first)) & COMMAS) and bool(set(before) & CLOSING)
