"""What speaks for a number that has no counted noun beside it: whether it says which centre, or how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.counted.claim import Claim, adverb_at, goes_on, opens
from pipeline.counted.clauses import begins_with, in_title, predicate
from pipeline.counted.nouns import noun_after
from pipeline.counted.reading import CLOSING, COMMAS, DASHES, Reading
from pipeline.counted.surroundings import place_before, scoped_at, timed_total
from pipeline.numbers import Kind, Numeral

ASKING = frozenset("?？؟")
SIGNS = frozenset("%€$£¥₽°№§")
# Lists that are asked for right behind a number, and right before it.
BEHIND = ("follows", "relatives", "timely", "part_after", "others", "copulas", "verbs", "having", "conjunctions", "of", "not_first",
          "superlatives", "rates", "intended", "stops", "kinds", "sited", "those_of", "pronouns", "partitives", "openings", "rankings", "numbers_of")
BEFORE = ("copulas", "determiners", "totals", "totals_weak", "totals_continued", "having", "grew", "makes", "ranges", "exceeding", "one_of",
          "out_of", "of", "part_before", "others", "own", "possessives", "conjunctions", "ranks", "timely", "equals", "placed", "subjects",
          "scope_prepositions", "indefinite", "articles", "listed_as", "after_cues", "more", "further", "existing", "speakers", "merely")
AMONG = ("speakers", "numbers_of", "networks", "measures", "placings", "tallies", "intentions", "grew", "copulas", "having", "totals", "brought", "placed")
NEAR = 6


@dataclass(slots=True)
class Witness:
    """The claims of a text, asked about one number after the other."""

    reading: Reading
    claims: Sequence[Claim]
    ordinals: set[int] = field(init=False)
    counts: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ordinals = {c.numeral.value for c in self.claims if c.numeral.kind is Kind.ORDINAL}
        self.counts = {c.numeral.value for c in self.claims if c.numeral.kind is Kind.CARDINAL}

    def says(self, numeral: Numeral) -> frozenset[str]:
        kind = "label" if numeral.label else "which" if numeral.kind is Kind.ORDINAL else "many"
        return frozenset(f"{kind} {name}" for name in {"", *self._all(numeral)})

    def _all(self, n: Numeral) -> Iterator[str]:
        yield from self._itself(n)
        yield from self._behind(n)
        yield from self._before(n)
        yield from self._around(n)
        yield from self._series(n)

    def _itself(self, n: Numeral) -> Iterator[str]:
        reading = self.reading
        size = n.value
        yield "one" if size == 1 else "two" if size == 2 else "few" if size < 10 else "tens" if size < 100 else "many"
        if n.comparator != "=":
            yield "compared"
        if n.digits:
            yield "digits"
        if n.roman:
            yield "roman"
        if reading.known.of_kind:
            own = n.classifier
            yield "general measure" if own in reading.known.general else "site measure" if own in reading.known.classifiers else "other measure" if own else "no measure"
        if n.noun:
            yield "dual"

    def _behind(self, n: Numeral) -> Iterator[str]:
        reading, at = self.reading, n.last
        told = False
        if reading.ended(at):
            yield "ends"
            told = True
            mark = reading.gap(at).strip()[:1] if at < len(reading.words) else ""
            yield "ends sentence" if mark in set(".!?…。！？؟") or not mark else "ends comma" if mark in COMMAS | {";", "；", "؛"} else "ends other"
        if scoped_at(reading, at):
            yield "scope behind"
            told = True
        for name in BEHIND:
            if reading.says(name, at):
                yield f"{name} behind"
                told = True
        if set(reading.gap(at)) & SIGNS:
            yield "sign behind"
        if at < len(reading.words):
            word = reading.words[at]
            if reading.closed.covers(word.start, word.end):
                yield "date behind"
                told = True
            if at in reading.numerals:
                yield "number behind"
            if at in reading.places:
                yield "place behind"
                told = True
            if at in reading.units:
                yield "unit behind"
                told = True
            if not told:
                yield "word behind"
        if noun_after(reading, n, generic=True) is not None:
            yield "noun behind"

    def _before(self, n: Numeral) -> Iterator[str]:
        reading, at = self.reading, n.first
        gap = set(reading.gap(at))
        if opens(reading, n):
            yield "opens"
        elif gap & COMMAS:
            yield "comma before"
        elif gap & (DASHES | {":", "：", "(", "（"}):
            yield "dash before"
        if gap & SIGNS:
            yield "sign before"
        for name in BEFORE:
            if reading.said_before(name, at):
                yield f"{name} before"
        if place_before(reading, at):
            yield "place before"
        if any(u.last == at for u in reading.units.values()):
            yield "unit before"
        if any(c.numeral.last == at for c in self.claims):
            yield "claim before"
        if any(abs(m.end - n.start) <= 2 and m.end <= n.start for m in reading.mentions):
            yield "mention before"
        article = reading.said_before("determiners", at) or reading.said_before("articles", at)
        if article and reading.said_before("copulas", article.first):
            yield "copula before article"
        if timed_total(reading, "totals", n):
            yield "timed total"

    def _around(self, n: Numeral) -> Iterator[str]:
        reading = self.reading
        start, end = reading.sentence(n.start)
        first = reading.index(start)
        if predicate(reading, n):
            yield "predicate"
        if in_title(reading, n):
            yield "title"
        if begins_with(reading, "anaphors", start, n):
            yield "anaphor"
        if reading.mentions_in(start, n.start):
            yield "centre before"
        elif reading.mentions_in(start, end):
            yield "centre after"
        if reading.units_in(start, n.start):
            yield "unit in sentence"
        if goes_on(reading, n, list(self.claims)):
            yield "claim in sentence"
        elif goes_on(reading, n, list(self.claims), anywhere=True):
            yield "claim in last sentence"
        for name in AMONG:
            if any(reading.says(name, at) for at in range(max(first, n.first - 12), n.first)):
                yield f"{name} in clause"
        previous = reading.previous(n.start)
        if previous is None:
            yield "first sentence"
            return
        said = reading.text[slice(*previous)].strip()
        begin, stop = reading.index(previous[0]), reading.index(previous[1])
        if reading.mentions_in(*previous):
            yield "centre in last sentence"
        if reading.units_in(*previous):
            yield "unit in last sentence"
        if said[-1:] in ASKING or said.rstrip("»”\"'")[-1:] in ASKING:
            for name in ("how_many", "which_one"):
                if any(reading.says(name, at) for at in range(begin, stop)):
                    yield f"{name} asked"
                    if n.first - first <= NEAR:
                        yield f"{name} answered"
            yield "asked"

    def _series(self, n: Numeral) -> Iterator[str]:
        value = n.value
        if not self.claims:
            yield "no claims"
            return
        if value == 1:
            return
        if n.kind is Kind.ORDINAL:
            if value in self.ordinals:
                yield "same ordinal"
            if value in self.counts:
                yield "same count"
            if value - 1 in self.counts:
                yield "count before it"
            if value - 1 in self.ordinals or value + 1 in self.ordinals:
                yield "neighbour"
            if any(value < c for c in self.counts):
                yield "below a count"
            tops = [v for v in self.counts | self.ordinals if v > 3]
            if tops and value > 2 * max(tops):
                yield "far above"
        else:
            if value in self.counts:
                yield "same count"
            if value in self.ordinals or value + 1 in self.ordinals:
                yield "ordinal at it"
            if value + 1 in self.counts or value - 1 in self.counts:
                yield "neighbour"
            if any(c - value in self.counts or c - value in (1,) for c in self.counts if c > value):
                yield "remainder"
            tops = [v for v in self.counts | self.ordinals if v > 3]
            if tops and value > 2 * max(tops):
                yield "far above"
