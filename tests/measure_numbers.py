"""Measure how well herald tells which numbers are those of centres where no counted noun says so, and fit the weights of the evidence.

    python tests/measure_numbers.py                   by rules, by rules and weights, by weights alone; weights are cross-validated
    python tests/measure_numbers.py --fit             write pipeline/languages/xx/counting.toml

Reads tests/cases/announcements and tests/cases/centre_numbers (and ../shared/announcements, where it is). A question is a number
that no rule finds with its noun; what rules find without one teaches the weights too, as if it were still open. Numbers beside
a noun that names many other things too are asked for by themselves; what the text says elsewhere of the noun teaches too, but
the table counts only those of which it says nothing. In cross-validation all numbers of a text lie in the same of ten folds. Takes
some minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest import mock

import logit
import test_centre_numbers as short
from learnt import WEIGHTS, announced, said, to_fit

from pipeline.counted import beside, weighed
from pipeline.counted.claim import Claim
from pipeline.counted.reading import Reading
from pipeline.counted.witness import Witness
from pipeline.judge import NOBODY
from pipeline.numbers import Kind, Numeral

TARGET = WEIGHTS / "counting.toml"
# Rules that find a number beside its noun, of which nothing is asked.
NOUNS = frozenset({"direct", "direct_weak", "postposed", "generic", "count", "count_weak"})
FLOORS = (0.5, 0.6, 0.7, 0.8, 0.9)
HEAD = """# What speaks for a number that has no counted noun beside it: log odds that it says which centre, or how many.
# Written by `python tests/measure_numbers.py --fit`; do not edit.
[words.counting]
"""
NOUNS_HEAD = """
# What speaks for a number beside a noun that names many other things too.
[words.nouns]
"""
# kind, value, comparator, start, end
Gold = tuple[str, int, str, int, int]


@dataclass(frozen=True, slots=True)
class Question(logit.Case):
    """A number: whether a rule has claimed it, and whether it stands in an announcement."""

    claimed: bool
    whole: bool


def questions() -> Iterator[Question]:
    """Every number of the open announcements and short cases that no rule finds beside its noun."""
    for language, name, gold in announced():
        yield from _announced(language, name, gold)
    for language, marked in [case for kind in ("yes", "no", "open") for case in short.cases(kind)]:
        if language in logit.LANGUAGES:
            yield from _short(language, marked)


def _announced(language: str, name: str, gold: Mapping[str, Any]) -> Iterator[Question]:
    golds = [
        (row["kind"], row["value"], row.get("comparator") or "=", row["start"], row["end"]) for row in gold["centre_numbers"]
    ]
    for reading, found in _heard(partial(said, language, gold["text"])):
        yield from _asked(language, name, reading, found, golds)


def _short(language: str, marked: str) -> Iterator[Question]:
    text, spans, centres = short.read(marked)
    golds = [(span.kind.lower(), span.value, span.comparator, span.start, span.end) for span in spans]
    for reading, found in _heard(lambda: short.found(language, text, centres)):
        yield from _asked(language, text, reading, found, golds, whole=False)


def _heard(read: Callable[[], object]) -> list[tuple[Reading, Sequence[Claim]]]:
    """The texts that are read, with what the rules claim."""
    heard: list[tuple[Reading, Sequence[Claim]]] = []

    def listen(reading: Reading, found: Sequence[Claim]) -> list[Claim]:
        heard.append((reading, found))
        return []

    with mock.patch.object(weighed, "found", listen):
        read()
    return heard


def _asked(
    language: str, text: str, reading: Reading, found: Sequence[Claim], golds: Sequence[Gold], *, whole: bool = True
) -> Iterator[Question]:
    loose = {claim.numeral.end for claim in found if claim.rule not in NOUNS}
    for numeral in weighed.loose(reading, [claim for claim in found if claim.rule in NOUNS]):
        others = [claim for claim in found if claim.numeral.end != numeral.end]
        told = {weighed.ITSELF: Witness(reading, others).evidence(numeral), NOBODY: frozenset()}
        right = weighed.ITSELF if any(_same(numeral, gold) for gold in golds) else NOBODY
        claimed = numeral.end in loose
        yield Question(language, text, told, frozenset({right}), weighed.ITSELF if claimed else NOBODY, claimed, whole)


def _same(numeral: Numeral, gold: Gold) -> bool:
    kind, value, comparator, start, end = gold
    own = "ordinal" if numeral.kind is Kind.ORDINAL else "count"
    return (own, numeral.value, numeral.comparator) == (kind, value, comparator) and start < numeral.end and numeral.start < end


@dataclass(frozen=True, slots=True)
class Noun(logit.Case):
    """A number beside a noun that names many other things too; `told_of`: whether the text says more of the noun."""

    told_of: bool
    whole: bool


def nouns() -> Iterator[Noun]:
    """Every number of the open announcements and short cases beside such a noun."""
    for language, name, gold in announced():
        starts = {(row["value"], row["start"]) for row in gold["centre_numbers"]}
        yield from _nouns(language, name, starts, partial(said, language, gold["text"]))
    for language, marked in [case for kind in ("yes", "no", "open") for case in short.cases(kind)]:
        if language in logit.LANGUAGES:
            text, spans, centres = short.read(marked)
            read = lambda language=language, text=text, centres=centres: short.found(language, text, centres)  # noqa: E731
            yield from _nouns(language, text, {(span.value, span.start) for span in spans}, read, whole=False)


def _nouns(
    language: str, text: str, golds: set[tuple[int, int]], read: Callable[[], object], *, whole: bool = True
) -> Iterator[Noun]:
    heard: list[Noun] = []

    def listen(reading: Reading) -> list[str]:
        for numeral, unit in beside.asked(reading):
            told = {beside.ITSELF: beside.evidence(reading, numeral, unit), NOBODY: frozenset()}
            right = beside.ITSELF if {(numeral.value, at) for at in (numeral.start, numeral.core)} & golds else NOBODY
            heard.append(Noun(language, text, told, frozenset({right}), NOBODY, reading.counts(unit), whole))
        return []

    with mock.patch.object(beside, "heads", listen):
        read()
    yield from heard


def nouns_table(asked: Sequence[Noun]) -> Iterator[str]:
    """Hits and errors with what weighs more than each floor, of nouns of which the text says no more."""
    odds = [judge.odds(noun.told)[beside.ITSELF] for noun, judge in zip(asked, logit.judged(asked), strict=True)]
    for where, whole in (("announcements", True), ("short cases", False)):
        rows = [(n, chance) for n, chance in zip(asked, odds, strict=True) if n.whole is whole and not n.told_of]
        right = sum(beside.ITSELF in noun.right for noun, _ in rows)
        for floor in FLOORS:
            said = [beside.ITSELF in noun.right for noun, chance in rows if chance >= floor]
            yield f"{where} nouns {floor}: {sum(said)} of {right} found, {len(said) - sum(said)} wrong"


def crossed(asked: Sequence[Question]) -> list[float]:
    """The probability of each number by weights that were fitted without its text."""
    return [judge.odds(question.told)[weighed.ITSELF] for question, judge in zip(asked, logit.judged(asked), strict=True)]


def table(asked: Sequence[Question], odds: Sequence[float]) -> Iterator[str]:
    """Precision and recall in the announcements, of the rules and with what weighs more than each floor."""
    rows = [(question, chance) for question, chance in zip(asked, odds, strict=True) if question.whole]
    right = [weighed.ITSELF in question.right for question, _ in rows]
    ways = {"rules": [question.claimed for question, _ in rows]}
    for floor in FLOORS:
        ways[f"rules and {floor}"] = [question.claimed or chance >= floor for question, chance in rows]
        ways[f"weights {floor}"] = [chance >= floor for _, chance in rows]
    for way, given in ways.items():
        hits = sum(a and b for a, b in zip(given, right, strict=True))
        yield f"{way:14} precision {hits / max(1, sum(given)):.3f} recall {hits / max(1, sum(right)):.3f} wrong {sum(given) - hits}"


def main() -> None:
    """Print the table; with --fit write the weights."""
    fitting = to_fit(__doc__)
    asked = list(questions())
    print(f"{len(asked)} numbers, {sum(weighed.ITSELF in question.right for question in asked)} of centres")
    print("\n".join(table(asked, crossed(asked))))
    beside_nouns = list(nouns())
    print("\n".join(nouns_table(beside_nouns)))
    if fitting:
        weights = logit.written(logit.fit(asked)) + NOUNS_HEAD + logit.written(logit.fit(beside_nouns))
        TARGET.write_text(HEAD + weights, encoding="utf-8")


if __name__ == "__main__":
    main()
