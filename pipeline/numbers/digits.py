"""Numbers in digits: thousands parted, ordinal endings; decimals, times and dates are none."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.numbers.endings import classified, scaled
from pipeline.numbers.line import Line, is_arabic
from pipeline.numbers.numeral import Kind, Numeral

_GLUE: Final = frozenset(".,:/٫٬")
_RANGE: Final = frozenset("-–‑‐")
# What may stand between digits and a sign of shares, and both.
_SPACES: Final = " \u00a0\u202f"
_SHARE: Final = 2
_INSIDE: Final = frozenset({".", ",", ":", "/", "-", "–", "‑", "‐", "_"})


def digits(line: Line, at: int) -> Numeral | None:
    """Digits with thousands parted, then a scale, an ordinal ending or a classifier."""
    word = line.words[at]
    if _inside_something(line, at):
        return None
    last, digits = at + 1, word.form
    while last < len(line.words) and len(word.form) < 4 and _is_group(line, last):
        digits, last = digits + line.words[last].form, last + 1
    if len(digits) > 12 or _runs_on(line, last):
        return None
    numeral = Numeral(word.start, line.words[last - 1].end, int(digits), Kind.CARDINAL, word.start, at, last, digits=True)
    return _ended(line, numeral)


def _ended(line: Line, numeral: Numeral) -> Numeral | None:
    last = numeral.last
    if last < len(line.words):
        gap, form = line.text[numeral.end : line.words[last].start], line.words[last].form
        if form in line.known.suffixes and gap in line.known.hyphens:
            return replace(numeral, kind=Kind.ORDINAL, end=line.words[last].end, last=last + 1)
        if form in line.known.cardinal_suffixes and gap in line.known.hyphens and gap:
            return replace(numeral, end=line.words[last].end, last=last + 1)
        if line.known.han:
            return classified(line, scaled(line, numeral))
        odd = gap != "" and line.known.after.at(line.text, line.words, last) is not None
        if (gap == "" or gap in "-‑‐") and not form.isdecimal() and not is_arabic(form) and not odd:
            return None
        return scaled(line, numeral)
    return numeral


def _inside_something(line: Line, at: int) -> bool:
    """Whether letters or other digits are glued to the front: file names, dates, decimals, H5N1."""
    start = line.words[at].start
    before = line.text[start - 1 : start]
    if before in _GLUE and line.text[start - 2 : start - 1].isdecimal() and before:
        return True
    if before in _RANGE and before and line.text[start - 2 : start - 1].isalnum():
        return True
    if before in {"_", "/", "#"} and "#" not in line.known.signs:
        return bool(before)
    previous = line.words[at - 1] if at else None
    return bool(previous and previous.end == start and not line.known.han and not is_arabic(previous.form))


def _is_group(line: Line, at: int) -> bool:
    return len(line.words[at].form) == 3 and line.words[at].form.isdecimal() and line.gap(at) in line.known.thousands


def _runs_on(line: Line, last: int) -> bool:
    """Whether the digits go on as a decimal, a date, a time, a range or a share ("14 %")."""
    end = line.words[last - 1].end
    if line.text[end : end + _SHARE].strip(_SPACES) == "%":
        return True
    return (line.text[end : end + 1] in _GLUE | _RANGE | {"%", "_"} and line.text[end + 1 : end + 2].isdecimal()) or line.text[
        end : end + 1
    ] in {"%", "_"}


def skip(line: Line, at: int) -> int:
    """Where to go on behind a word that begins no numeral: behind the whole run of digits, if it is one."""
    last = at + 1
    while (
        line.words[at].form.isdecimal()
        and last < len(line.words)
        and line.words[last].form.isdecimal()
        and line.gap(last) in _INSIDE
    ):
        last += 1
    return last
