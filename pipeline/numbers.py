"""Numbers of a text in six languages: cardinals and ordinals in digits, words, Roman numerals and mixed forms.

The grammar is here, the words are data (`languages/<code>/numbers.toml`). Numerals are read to millions; decimals, clock
times, dates in digits and digits inside words are no numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final

from pipeline import lexicon, phrases
from pipeline.lexicon import Lexicon
from pipeline.phrases import Match, Phrases, Word

MAX_COMPARATOR: Final = 5
_SPACES = " \u00a0\u202f"
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?P<suffix>[^\WIVXLC\d]*)\Z")


class Kind(StrEnum):
    """What a numeral says: how many, or which one."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: `text[start:end]` is the expression with its comparator, ordinal ending or Chinese classifier.

    `value`: a whole number. `comparator`: `=`, `>`, `>=`, `<`, `<=` or `~`. `core` is where the number itself begins, behind the
    comparator; `first:last` are the words that the expression covers. `label`: "number nine", an ordinal by its noun.
    `roman`, `digits`: how it is written. `classifier`: the Chinese measure word.
    """

    start: int
    end: int
    value: int
    kind: Kind
    core: int
    first: int
    last: int
    comparator: str = "="
    label: bool = False
    roman: bool = False
    digits: bool = False
    classifier: str = ""


def find(text: str, language: str) -> list[Numeral]:
    """The numerals of a text from left to right, none inside another.

    Raises LexiconError for a language without `numbers.toml`.
    """
    return list(among(text, phrases.split(text), language))


def among(text: str, words: Sequence[Word], language: str) -> Iterator[Numeral]:
    """The numerals among the words of a text that is split already."""
    grammar = Grammar.of(language)
    at = 0
    while at < len(words):
        numeral = grammar.read(text, words, at)
        if numeral:
            yield numeral
        at = numeral.last if numeral else grammar.skip(text, words, at)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a number in words: its value and how it joins the others."""

    value: int
    kind: str


CARDINAL, ORDINAL, SCALE, ORDINAL_SCALE, TEN = "cardinals", "ordinals", "scales", "ordinal_scales", "ten"


class Grammar:
    """How one language writes numbers."""

    def __init__(self, words: Lexicon) -> None:
        tables = [
            (form, Part(v, kind)) for kind in (CARDINAL, ORDINAL, SCALE, ORDINAL_SCALE) for form, v in words.table(kind).items()
        ]
        # In a table of its own, because Arabic "ten" is also a cardinal.
        self.tens = Phrases((form, Part(10, TEN)) for form in words.list("ten"))
        self.beyond: Phrases[int] = Phrases(words.table("beyond").items())
        self.parts = Phrases(tables, cased=False)
        self.approximate: Phrases[int] = Phrases(words.table("approximate").items(), cased=False)
        self.before: Phrases[str] = Phrases(words.table("before").items(), cased=False)
        self.after: Phrases[str] = Phrases(words.table("after").items(), cased=False)
        self.labels: Phrases[str] = Phrases(((label, label) for label in words.list("labels")), cased=False)
        self.classifiers: Phrases[str] = Phrases((c, c) for c in words.list("classifiers"))
        self.signs = frozenset(label for label in words.list("labels") if not phrases.split(label))
        self.joiners = frozenset(words.list("joiners"))
        self.suffixes = frozenset(map(phrases.fold, words.list("suffixes")))
        self.cardinal_suffixes = frozenset(map(phrases.fold, words.list("cardinal_suffixes")))
        self.roman_suffixes = frozenset(map(phrases.fold, words.list("roman_suffixes")))
        self.digit_prefixes = frozenset(map(phrases.fold, words.list("digit_prefixes")))
        self.ordinal_prefixes = frozenset(words.list("ordinal_prefixes"))
        self.firsts = frozenset(words.list("firsts"))
        self.thousands = frozenset(words.list("thousands"))
        self.hyphens = frozenset(words.list("hyphens"))
        self.roman = words.table("roman")
        self.vigesimal, self.ascending = bool(words.words.get("vigesimal")), bool(words.words.get("ascending"))
        self.composed, self.han = bool(words.words.get("composed_ordinals")), bool(words.words.get("han"))
        digits = frozenset([*words.table(CARDINAL), *words.table(SCALE)]) if self.han else frozenset[str]()
        self.han_starts = self.ordinal_prefixes | self.firsts | digits

    @staticmethod
    @cache
    def of(language: str) -> Grammar:
        """The grammar of a language. Raises LexiconError where it has none."""
        return Grammar(lexicon.read(language, "numbers"))

    def read(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """The numeral that begins at word `at`, its comparator included."""
        bare = self._bare(text, words, at)
        return self._compared(text, words, bare) if bare else None

    def skip(self, text: str, words: Sequence[Word], at: int) -> int:
        """Where to go on behind a word that begins no numeral: behind the whole run of digits, if it is one."""
        last = at + 1
        while (
            words[at].form.isdecimal()
            and last < len(words)
            and words[last].form.isdecimal()
            and _gap(text, words, last) in _INSIDE
        ):
            last += 1
        return last

    def _bare(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        label = self._label(text, words, at)
        if label:
            return label
        word = words[at]
        if word.form in self.han_starts:
            return self._chinese(text, words, at)
        if (
            word.form in self.digit_prefixes
            and at + 1 < len(words)
            and words[at + 1].form.isdecimal()
            and words[at + 1].start == word.end
        ):
            digits = self._digits(text, words, at + 1)
            return replace(digits, kind=Kind.ORDINAL, first=at) if digits else None
        if word.form.isdecimal():
            return self._digits(text, words, at)
        return self._roman(text, words, at) or self._approximate(text, words, at) or self._words(text, words, at)

    def _label(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """As in number nine, No. 4, n.º 15, № 15: the span is label and number."""
        match = self.labels.at(text, words, at)
        if match and match.last < len(words) and text[match.end : words[match.last].start].strip(". º°ª" + _SPACES) == "":
            number = self._number(text, words, match.last)
            if number and number.kind is Kind.CARDINAL and words[match.last].start - match.end <= 3:
                return replace(number, start=match.start, core=match.start, first=at, kind=Kind.ORDINAL, label=True)
        sign = text[: words[at].start].rstrip(_SPACES)[-1:]
        if sign and sign in self.signs and words[at].form.isdecimal():
            number = self._digits(text, words, at)
            start = text.rindex(sign, 0, words[at].start)
            return replace(number, start=start, core=start, kind=Kind.ORDINAL, label=True) if number else None
        return None

    def _number(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        return self._digits(text, words, at) if words[at].form.isdecimal() else self._words(text, words, at)

    def _digits(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """Digits with thousands parted, then a scale, an ordinal ending or a classifier."""
        word = words[at]
        if self._inside_something(text, words, at):
            return None
        last, digits = at + 1, word.form
        while last < len(words) and len(word.form) < 4 and self._is_group(text, words, last):
            digits, last = digits + words[last].form, last + 1
        if len(digits) > 12 or self._runs_on(text, words, last):
            return None
        numeral = Numeral(word.start, words[last - 1].end, int(digits), Kind.CARDINAL, word.start, at, last, digits=True)
        return self._ended(text, words, numeral)

    def _ended(self, text: str, words: Sequence[Word], numeral: Numeral) -> Numeral | None:
        last = numeral.last
        if last < len(words):
            gap, form = text[numeral.end : words[last].start], words[last].form
            if form in self.suffixes and gap in self.hyphens:
                return replace(numeral, kind=Kind.ORDINAL, end=words[last].end, last=last + 1)
            if form in self.cardinal_suffixes and gap in self.hyphens and gap:
                return replace(numeral, end=words[last].end, last=last + 1)
            if self.han:
                return self._classified(text, words, self._scaled(text, words, numeral))
            if (gap == "" or gap in "-‑‐") and not form.isdecimal() and not _is_arabic(form):
                return None
            return self._scaled(text, words, numeral)
        return numeral

    def _scaled(self, text: str, words: Sequence[Word], numeral: Numeral) -> Numeral:
        match = self.parts.at(text, words, numeral.last) if numeral.last < len(words) else None
        if (
            match
            and match.value.kind == SCALE
            and _joined(text, words, match.first)
            and match.value.value >= (1000 if not self.han else 100)
        ):
            return replace(numeral, value=numeral.value * match.value.value, end=match.end, last=match.last)
        return numeral

    def _inside_something(self, text: str, words: Sequence[Word], at: int) -> bool:
        """Whether letters or other digits are glued to the front: file names, dates, decimals, H5N1."""
        start = words[at].start
        before = text[start - 1 : start]
        if before in _GLUE and text[start - 2 : start - 1].isdecimal() and before:
            return True
        if before in _RANGE and before and text[start - 2 : start - 1].isalnum():
            return True
        if before in {"_", "/", "#"} and "#" not in self.signs:
            return bool(before)
        previous = words[at - 1] if at else None
        return bool(previous and previous.end == start and not self.han and not _is_arabic(previous.form))

    def _is_group(self, text: str, words: Sequence[Word], at: int) -> bool:
        return len(words[at].form) == 3 and words[at].form.isdecimal() and _gap(text, words, at) in self.thousands

    def _runs_on(self, text: str, words: Sequence[Word], last: int) -> bool:
        """Whether the digits go on as a decimal, a date, a time or a range."""
        end = words[last - 1].end
        return (text[end : end + 1] in _GLUE | _RANGE | {"%", "_"} and text[end + 1 : end + 2].isdecimal()) or text[
            end : end + 1
        ] in {"%", "_"}

    def _roman(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """XV, XVe, XIIIème; a single letter only with an ending."""
        word = words[at]
        match = _ROMAN.match(text, word.start, word.end) if word.capital else None
        if match is None:
            return None
        suffix = phrases.fold(match["suffix"])
        length = match.start("suffix") - word.start
        if (suffix and suffix not in self.roman_suffixes) or (length < 2 and (not suffix or text[word.start] in "LC")):
            return None
        value = self._roman_value(phrases.fold(text[word.start : match.start("suffix")]))
        last, end = at + 1, word.end
        if last < len(words) and text[end : words[last].start] in self.hyphens - {""} and words[last].form in self.suffixes:
            last, end = last + 1, words[last].end
        return Numeral(word.start, end, value, Kind.ORDINAL, word.start, at, last, roman=True)

    def _roman_value(self, letters: str) -> int:
        values = [self.roman[letter] for letter in letters]
        return sum(-v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))

    def _approximate(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        match = self.approximate.at(text, words, at)
        if match is None:
            return None
        return Numeral(match.start, match.end, match.value, Kind.CARDINAL, match.start, at, match.last, comparator="~")

    def _words(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """A number in words: parts are read as long as each fits below what stands before it."""
        first = self.parts.at(text, words, at)
        if first is None or (first.value.kind == SCALE and first.value.value > 100):
            return None
        total, current, ordinal = 0, 0, False
        last, end = at, words[at].start
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
            match = self._next(text, words, last, current, part)
        if ordinal and last < len(words) and _joined(text, words, last) and (beyond := self.beyond.at(text, words, last)):
            total, last, end = total + beyond.value, beyond.last, beyond.end
        kind = Kind.ORDINAL if ordinal else Kind.CARDINAL
        return Numeral(first.start, end, total + current, kind, first.start, at, last)

    def _next(self, text: str, words: Sequence[Word], at: int, current: int, previous: Part) -> Match[Part] | None:
        """The part that goes on a number, or None."""
        if at >= len(words) or not _joined(text, words, at):
            return None
        if self.ascending:
            return self._next_ascending(text, words, at, current)
        if previous.kind in (ORDINAL, ORDINAL_SCALE) and not (self.composed and previous.kind == ORDINAL):
            return None
        joined = words[at].form in self.joiners
        if joined and (current < 20 or at + 1 >= len(words) or not _joined(text, words, at + 1)):
            return None
        match = self.parts.at(text, words, at + joined)
        if match is None or (previous.kind == ORDINAL and match.value.kind != ORDINAL):
            return None
        value = match.value.value
        if match.value.kind in (SCALE, ORDINAL_SCALE):
            return match if not joined and (0 < current < 10 or value >= 1000) else None
        return match if self._fits(current, value, previous) else None

    def _fits(self, current: int, value: int, previous: Part) -> bool:
        below = current % 100
        if previous.kind == ORDINAL:
            return (value < 10 and below >= 10 and below % 10 == 0) or (value < 100 <= current and below == 0)
        if value < 10:
            return value > 0 and current >= 20 and current % 10 == 0 and below != 10
        if value < 20 and self.vigesimal and below in (60, 80):
            return True
        if value < 100:
            return current >= 100 and below == 0
        return current >= 1000 and current % 1000 == 0

    def _next_ascending(self, text: str, words: Sequence[Word], at: int, current: int) -> Match[Part] | None:
        """Arabic: five ten (15), five and-twenty (25), hundred and-five (105)."""
        if 0 < current % 100 < 10 and (ten := self.tens.at(text, words, at)) and ten.start == words[at].start:
            return ten
        joined = words[at].form in self.joiners and at + 1 < len(words) and _joined(text, words, at + 1)
        match = self.parts.at(text, words, at + joined)
        if match is None:
            return None
        if match.value.kind == SCALE:
            return match if not joined and match.start == words[at].start and 0 < current < 1000 else None
        digits, others = str(current).zfill(6)[::-1], str(match.value.value).zfill(6)[::-1]
        disjoint = all(a == "0" or b == "0" for a, b in zip(digits, others, strict=False))
        return match if disjoint and (joined or match.start == words[at].start + 1) else None

    def _chinese(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        """第十二个, 首家, 三所, 十余个: a number without digits counts only with its classifier."""
        word = words[at]
        if word.form in self.firsts:
            numeral = Numeral(word.start, word.end, 1, Kind.ORDINAL, word.start, at, at + 1)
            numeral = self._classified(text, words, numeral)
            return numeral if numeral.classifier else None
        ordinal = word.form in self.ordinal_prefixes
        begin = at + ordinal
        if begin >= len(words) or words[begin].start != (word.end if ordinal else word.start):
            return None
        number = self._digits(text, words, begin) if words[begin].form.isdecimal() else self._han_number(text, words, begin)
        if number is None:
            return None
        if ordinal:
            return replace(number, start=word.start, core=word.start, first=at, kind=Kind.ORDINAL)
        return number if number.classifier or number.digits else None

    def _han_number(self, text: str, words: Sequence[Word], at: int) -> Numeral | None:
        total, section, digit, last = 0, 0, 0, at
        while last < len(words) and (last == at or words[last].start == words[last - 1].end):
            match = self.parts.at(text, words, last)
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
        return self._classified(
            text, words, Numeral(words[at].start, words[last - 1].end, value, Kind.CARDINAL, words[at].start, at, last)
        )

    def _classified(self, text: str, words: Sequence[Word], numeral: Numeral) -> Numeral:
        """A Chinese number with what may stand before the classifier (余, 多) and the classifier."""
        at, comparator = numeral.last, numeral.comparator
        after = self.after.at(text, words, at) if at < len(words) else None
        if after and after.start == numeral.end:
            numeral = replace(numeral, comparator=after.value, end=after.end, last=after.last)
            at = after.last
        match = self.classifiers.at(text, words, at) if at < len(words) else None
        if match and not text[numeral.end : match.start].strip():
            return replace(numeral, end=match.end, last=match.last, classifier=match.value)
        return numeral if after and numeral.digits else replace(numeral, comparator=comparator)

    def _compared(self, text: str, words: Sequence[Word], numeral: Numeral) -> Numeral:
        """The numeral with the comparator before or behind it; an ordinal has none."""
        if numeral.kind is Kind.ORDINAL:
            return numeral
        for length in range(min(MAX_COMPARATOR, numeral.first), 0, -1):
            match = self.before.at(text, words, numeral.first - length)
            if match and match.last == numeral.first and not text[match.end : numeral.start].strip(_SPACES + "’'"):
                return replace(numeral, comparator=match.value, start=match.start, first=match.first)
        after = self.after.at(text, words, numeral.last) if numeral.last < len(words) else None
        if after and not text[numeral.end : after.start].strip(_SPACES):
            return replace(numeral, comparator=after.value, end=after.end, last=after.last)
        return numeral


_GLUE: Final = frozenset(".,:/٫٬")
_RANGE: Final = frozenset("-–‑‐")
_INSIDE: Final = frozenset({".", ",", ":", "/", "-", "–", "‑", "‐", "_"})


def _gap(text: str, words: Sequence[Word], at: int) -> str:
    return text[words[at - 1].end : words[at].start]


def _joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether word `at` follows with nothing but a space or a hyphen between."""
    return at > 0 and not _gap(text, words, at).strip(_SPACES + "-‑‐")


def _is_arabic(form: str) -> bool:
    return "\u0600" <= form[:1] <= "\u06ff"
