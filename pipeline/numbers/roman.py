"""Roman numerals: XV, XVe, XIIIème."""

from __future__ import annotations

import re

from pipeline import phrases
from pipeline.numbers.line import Line
from pipeline.numbers.numeral import Kind, Numeral

_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?P<suffix>[^\WIVXLC\d]*)\Z")


def roman(line: Line, at: int) -> Numeral | None:
    """XV, XVe, XIIIème; a single letter only with an ending."""
    word = line.words[at]
    match = _ROMAN.match(line.text, word.start, word.end) if word.capital else None
    if match is None:
        return None
    suffix = phrases.fold(match["suffix"])
    length = match.start("suffix") - word.start
    if (suffix and suffix not in line.known.roman_suffixes) or (length < 2 and (not suffix or line.text[word.start] in "LC")):
        return None
    value = _roman_value(line, phrases.fold(line.text[word.start : match.start("suffix")]))
    last, end = at + 1, word.end
    if (
        last < len(line.words)
        and line.text[end : line.words[last].start] in line.known.hyphens - {""}
        and line.words[last].form in line.known.suffixes
    ):
        last, end = last + 1, line.words[last].end
    return Numeral(word.start, end, value, Kind.ORDINAL, word.start, at, last, roman=True)


def _roman_value(line: Line, letters: str) -> int:
    values = [line.known.roman[letter] for letter in letters]
    return sum(-v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
