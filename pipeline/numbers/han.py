"""Numbers in Chinese characters."""

from __future__ import annotations

from dataclasses import replace

from pipeline.numbers.digits import digits
from pipeline.numbers.endings import classified
from pipeline.numbers.line import Line
from pipeline.numbers.numeral import Kind, Numeral
from pipeline.numbers.tables import CARDINAL


def chinese(line: Line, at: int) -> Numeral | None:
    """第十二个, 首家, 三所, 十余个: a number without digits counts only with its classifier."""
    word = line.words[at]
    if word.form in line.known.firsts:
        one = line.words[at + 1] if at + 1 < len(line.words) and line.words[at + 1].form in line.known.ones else word
        numeral = Numeral(word.start, one.end, 1, Kind.ORDINAL, word.start, at, at + 1 + (one is not word))
        numeral = classified(line, numeral)
        return numeral if numeral.classifier else None
    ordinal = word.form in line.known.ordinal_prefixes
    begin = at + ordinal
    if begin >= len(line.words) or line.words[begin].start != (word.end if ordinal else word.start):
        return None
    number = digits(line, begin) if line.words[begin].form.isdecimal() else _han_number(line, begin)
    if number is None:
        return None
    if ordinal:
        return replace(number, start=word.start, core=word.start, first=at, kind=Kind.ORDINAL)
    return number if number.classifier or number.digits else None


def _han_number(line: Line, at: int) -> Numeral | None:
    total, section, digit, last = 0, 0, 0, at
    while last < len(line.words) and (last == at or line.words[last].start == line.words[last - 1].end):
        match = line.known.parts.at(line.text, line.words, last)
        if match is None:
            break
        value = match.value.value
        if match.value.kind == CARDINAL:
            digit = digit * 10 + value if digit and last > at else value
        elif value < 10000:
            section, digit = section + max(digit, 1) * value, 0
        else:
            total, section, digit = total + max(section + digit, 1) * value, 0, 0
        last += 1
    if last == at:
        return None
    value = total + section + digit
    return classified(
        line,
        Numeral(line.words[at].start, line.words[last - 1].end, value, Kind.CARDINAL, line.words[at].start, at, last),
    )
