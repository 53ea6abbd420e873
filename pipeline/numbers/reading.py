"""The numerals of a text, from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from pipeline import phrases
from pipeline.numbers.digits import digits, skip
from pipeline.numbers.endings import classified
from pipeline.numbers.han import chinese
from pipeline.numbers.line import SPACES, Line
from pipeline.numbers.numeral import Kind, Numeral
from pipeline.numbers.roman import roman
from pipeline.numbers.tables import Tables
from pipeline.numbers.written import words_of
from pipeline.phrases import Word

MAX_COMPARATOR: Final = 5
# Between a number and the word that compares it: "thirty-odd".
JOINTS: Final = SPACES + "-‑‐"
# Words of what compares a number that its noun parts from it, at least.
PHRASE: Final = 2
# What signs say of the number behind them, whatever the language, and of the one before them.
SIGNS: Final = {"~": "~", "≈": "~", "∼": "~", "≥": ">=", "⩾": ">=", "≤": "<=", "⩽": "<="}
MORE: Final = frozenset("+＋")


def find(text: str, language: str) -> list[Numeral]:
    """The numerals of a text from left to right, none inside another.

    Raises LexiconError for a language without `numbers.toml`.
    """
    return list(_read_once(text, language))


@lru_cache(maxsize=phrases.RECENT)
def _read_once(text: str, language: str) -> tuple[Numeral, ...]:
    return tuple(among(text, phrases.split(text), language))


def among(text: str, words: Sequence[Word], language: str) -> Iterator[Numeral]:
    """The numerals among the words of a text that is split already."""
    line = Line(text, words, Tables.of(language))
    at = 0
    while at < len(words):
        numeral = read(line, at)
        if numeral:
            yield numeral
        at = numeral.last if numeral else skip(line, at)


def compared_behind(text: str, words: Sequence[Word], at: int, language: str) -> str | None:
    """What is said at word `at`, behind the noun of a number, of how the number compares: "forty hubs at the most"; in more than one word."""
    line = Line(text, words, Tables.of(language))
    match = line.known.after.at(text, words, at) if 0 < at < len(words) and line.joined(at) else None
    if match is None or match.last - match.first < PHRASE:
        return None
    return match.value if match.last >= len(words) or _bare(line, match.last) is None else None


def comparing(text: str, words: Sequence[Word], at: int, last: int, language: str) -> str | None:
    """What the words `at:last` say of how a number that comes later compares: "exceeded | the number of …"; None if no such phrase is these words."""
    match = Tables.of(language).before.at(text, words, at)
    return match.value if match is not None and match.last == last else None


def read(line: Line, at: int) -> Numeral | None:
    """The numeral that begins at word `at`, its comparator included."""
    bare = _bare(line, at)
    return _compared(line, bare) if bare else None


def _bare(line: Line, at: int) -> Numeral | None:
    label = _label(line, at)
    if label:
        return label
    word = line.words[at]
    if word.form in line.known.han_starts:
        return chinese(line, at)
    if (
        word.form in line.known.digit_prefixes
        and at + 1 < len(line.words)
        and line.words[at + 1].form.isdecimal()
        and line.text[word.end : line.words[at + 1].start] in {"", " "}
    ):
        prefixed = digits(line, at + 1)
        return replace(prefixed, kind=Kind.ORDINAL, first=at, start=word.start, core=word.start) if prefixed else None
    if word.form.isdecimal():
        return digits(line, at)
    return roman(line, at) or _approximate(line, at) or words_of(line, at)


def _label(line: Line, at: int) -> Numeral | None:
    """As in number nine, No. 4, n.º 15, № 15: the span is label and number."""
    match = line.known.labels.at(line.text, line.words, at)
    if (
        match
        and match.last < len(line.words)
        and line.text[match.end : line.words[match.last].start].strip(". º°ª" + SPACES) == ""
    ):
        number = _number(line, match.last)
        if number and number.kind is Kind.CARDINAL and line.words[match.last].start - match.end <= 3:
            return replace(number, start=match.start, core=match.start, first=at, kind=Kind.ORDINAL, label=True)
    sign = line.text[: line.words[at].start].rstrip(SPACES)[-1:]
    if sign and sign in line.known.signs and line.words[at].form.isdecimal():
        number = digits(line, at)
        start = line.text.rindex(sign, 0, line.words[at].start)
        return replace(number, start=start, core=start, kind=Kind.ORDINAL, label=True) if number else None
    return None


def _number(line: Line, at: int) -> Numeral | None:
    """A number in digits, in words, or in Roman letters, which are ordinals elsewhere."""
    if line.words[at].form.isdecimal():
        return digits(line, at)
    latin = roman(line, at)
    return replace(latin, kind=Kind.CARDINAL) if latin else words_of(line, at)


def _approximate(line: Line, at: int) -> Numeral | None:
    match = line.known.approximate.at(line.text, line.words, at)
    if match is None:
        return None
    numeral = Numeral(match.start, match.end, match.value, Kind.CARDINAL, match.start, at, match.last, comparator="~")
    return classified(line, numeral) if line.known.han else numeral


def _definite_tens(line: Line, numeral: Numeral) -> bool:
    """Whether an ordinal is spelled like a cardinal with its article: the tens of Arabic."""
    form = line.words[numeral.first].form
    bare = next((form.removeprefix(p) for p in line.known.digit_prefixes if form.startswith(p)), "")
    return numeral.last == numeral.first + 1 and bare in line.known.cardinals


def _compared(line: Line, numeral: Numeral) -> Numeral:
    """The numeral with the comparator before or behind it; an ordinal has none, but "the thirty" has one: «ما يقارب الثلاثين»."""
    if numeral.kind is Kind.ORDINAL:
        compared = _compared(line, replace(numeral, kind=Kind.CARDINAL)) if _definite_tens(line, numeral) else numeral
        return numeral if compared.comparator == numeral.comparator else compared
    for length in range(min(MAX_COMPARATOR, numeral.first), 0, -1):
        match = line.known.before.at(line.text, line.words, numeral.first - length)
        if match and match.last == numeral.first and not _between(line, match.end, numeral.start):
            return replace(numeral, comparator=match.value, start=match.start, first=match.first)
    after = line.known.after.at(line.text, line.words, numeral.last) if numeral.last < len(line.words) else None
    if after and not line.text[numeral.end : after.start].strip(JOINTS):
        return replace(numeral, comparator=after.value, end=after.end, last=after.last)
    return _signed(line, numeral)


def _between(line: Line, start: int, end: int) -> str:
    """What parts a comparator from its number, an elision and a joiner of one letter aside: "plus d'|une", «نيف و|ثلاثون»."""
    return line.text[start:end].strip(SPACES + "’'" + "".join(word for word in line.known.joiners if len(word) == 1))


def _signed(line: Line, numeral: Numeral) -> Numeral:
    """The numeral with the sign beside it: "≈30", "30+"."""
    if numeral.digits and line.text[numeral.end : numeral.end + 1] in MORE:
        return replace(numeral, comparator=">=", end=numeral.end + 1)
    ranged = line.text[numeral.start - 2 : numeral.start - 1].isdigit()
    said = SIGNS.get(line.text[numeral.start - 1 : numeral.start]) if numeral.digits and not ranged else None
    return replace(numeral, comparator=said, start=numeral.start - 1) if said else numeral
