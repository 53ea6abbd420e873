"""Numbers in words, part by part."""

from __future__ import annotations

from pipeline.numbers.line import Line
from pipeline.numbers.numeral import Kind, Numeral
from pipeline.numbers.tables import ORDINAL, ORDINAL_SCALE, SCALE, Part
from pipeline.phrases import Match


def words_of(line: Line, at: int) -> Numeral | None:
    """A number in words: parts are read as long as each fits below what stands before it."""
    first = line.known.parts.at(line.text, line.words, at)
    if first is None or (first.value.kind == SCALE and first.value.value > 100):
        return None
    total, current, ordinal = 0, 0, False
    last, end = at, line.words[at].start
    match: Match[Part] | None = first
    while match is not None:
        part = match.value
        if part.kind in (SCALE, ORDINAL_SCALE):
            current = max(current, 1) * part.value
            total, current = (total + current, 0) if part.value >= 1000 else (total, current)
        else:
            current += part.value
        ordinal = ordinal or part.kind in (ORDINAL, ORDINAL_SCALE)
        last, end = match.last, match.end
        match = _next(line, last, current, part)
    if (
        ordinal
        and last < len(line.words)
        and line.joined(last)
        and (beyond := line.known.beyond.at(line.text, line.words, last))
    ):
        total, last, end = total + beyond.value, beyond.last, beyond.end
    kind = Kind.ORDINAL if ordinal else Kind.CARDINAL
    return Numeral(first.start, end, total + current, kind, first.start, at, last)


def _next(line: Line, at: int, current: int, previous: Part) -> Match[Part] | None:
    """The part that goes on a number, or None."""
    if at >= len(line.words) or not line.joined(at):
        return None
    if line.known.ascending:
        return _next_ascending(line, at, current)
    if previous.kind in (ORDINAL, ORDINAL_SCALE) and not (line.known.composed and previous.kind == ORDINAL):
        return None
    joined = line.words[at].form in line.known.joiners
    if joined and (current < 20 or at + 1 >= len(line.words) or not line.joined(at + 1)):
        return None
    match = line.known.parts.at(line.text, line.words, at + joined)
    if match is None or (previous.kind == ORDINAL and match.value.kind != ORDINAL):
        return None
    value = match.value.value
    if match.value.kind in (SCALE, ORDINAL_SCALE):
        return match if not joined and (0 < current < 10 or value >= 1000) else None
    return match if _fits(line, current, value, previous) else None


def _fits(line: Line, current: int, value: int, previous: Part) -> bool:
    below = current % 100
    if previous.kind == ORDINAL:
        return (value < 10 and below >= 10 and below % 10 == 0) or (value < 100 <= current and below == 0)
    if value < 10:
        return value > 0 and current >= 20 and current % 10 == 0 and below != 10
    if value < 20 and line.known.vigesimal and below in (60, 80):
        return True
    if value < 100:
        return current >= 100 and below == 0
    return current >= 1000 and current % 1000 == 0


def _next_ascending(line: Line, at: int, current: int) -> Match[Part] | None:
    """Arabic: five ten (15), five and-twenty (25), hundred and-five (105)."""
    if 0 < current % 100 < 10 and (ten := line.known.tens.at(line.text, line.words, at)) and ten.start == line.words[at].start:
        return ten
    joined = line.words[at].form in line.known.joiners and at + 1 < len(line.words) and line.joined(at + 1)
    match = line.known.parts.at(line.text, line.words, at + joined)
    if match is None:
        return None
    if match.value.kind == SCALE:
        return match if not joined and match.start == line.words[at].start and 0 < current < 1000 else None
    digits, others = str(current).zfill(6)[::-1], str(match.value.value).zfill(6)[::-1]
    disjoint = all(a == "0" or b == "0" for a, b in zip(digits, others, strict=False))
    return match if disjoint and (joined or match.start == line.words[at].start + 1) else None
