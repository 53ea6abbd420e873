"""What may follow a number in digits or Chinese characters: a scale, a classifier."""

from __future__ import annotations

from dataclasses import replace

from pipeline.numbers.line import Line
from pipeline.numbers.numeral import Kind, Numeral
from pipeline.numbers.tables import SCALE

# How many characters a word has that may follow a measure word.
WORD = 2


def scaled(line: Line, numeral: Numeral) -> Numeral:
    """A number in digits with the scale that may follow: "12 million"."""
    match = line.known.parts.at(line.text, line.words, numeral.last) if numeral.last < len(line.words) else None
    if (
        match
        and match.value.kind == SCALE
        and line.joined(match.first)
        and match.value.value >= (1000 if not line.known.han else 100)
    ):
        return replace(numeral, value=numeral.value * match.value.value, end=match.end, last=match.last)
    return numeral


def classified(line: Line, numeral: Numeral) -> Numeral:
    """A Chinese number with what may stand before the classifier (余, 多) and the classifier."""
    at, comparator = numeral.last, numeral.comparator
    after = line.known.after.at(line.text, line.words, at) if at < len(line.words) else None
    if after and after.start == numeral.end:
        numeral = replace(numeral, comparator=after.value, end=after.end, last=after.last)
        at = after.last
    match = line.known.classifiers.at(line.text, line.words, at) if at < len(line.words) else None
    if match and not line.text[numeral.end : match.start].strip():
        return _roughly(line, replace(numeral, end=match.end, last=match.last, classifier=match.value))
    return numeral if after and numeral.digits else replace(numeral, comparator=comparator)


def _roughly(line: Line, numeral: Numeral) -> Numeral:
    """The same with what a whole word behind the classifier says: 30个左右, 十家以上."""
    after = line.known.after.at(line.text, line.words, numeral.last) if numeral.last < len(line.words) else None
    if after is None or after.start != numeral.end or after.last - after.first < WORD or numeral.kind is Kind.ORDINAL:
        return numeral
    comparator = after.value if numeral.comparator == "=" else numeral.comparator
    return replace(numeral, comparator=comparator, end=after.end, last=after.last)
