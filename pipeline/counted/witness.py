"""What speaks for a number that has no counted noun beside it: whether it says which centre, or how many, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.counted.claim import Claim, Claims, goes_on, opens
from pipeline.counted.clauses import begins_with, in_title, predicate
from pipeline.counted.ellipsis import determined
from pipeline.counted.nouns import noun_after
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.counted.surroundings import place_before, scoped_at, timed_total
from pipeline.judge import Evidence
from pipeline.numbers import Kind, Numeral

ASKING = frozenset("?？؟")
STOPS = frozenset(".!?…。！？؟")
OPENINGS = DASHES | {":", "：", "(", "（"}
SIGNS = frozenset("%٪‰€$£¥₽₴°№§")
QUOTES = "»”\"'」』"
# Words in which an answer gives the number that the sentence before has asked for, and those of a clause before a number.
ANSWER, CLAUSE = 6, 12
# Words of a question that asks for no more than a number, at most.
SHORT = 4
# Numbers from which the series of a text is known, and by how many times another lies beyond it.
KNOWN, BEYOND = 3, 2
# Lists of words that are asked for right behind a number, right before it, and in the clause before it.
BEHIND = (
    "follows", "relatives", "timely", "part_after", "others", "copulas", "verbs", "having", "conjunctions", "of", "superlatives",
    "rates", "stops", "kinds", "sited", "pronouns", "partitives", "openings", "rankings",
)  # fmt: skip
BEFORE = (
    "copulas", "determiners", "totals", "totals_weak", "totals_continued", "having", "grew", "makes", "ranges", "exceeding",
    "one_of", "out_of", "of", "part_before", "others", "own", "possessives", "conjunctions", "timely", "equals", "placed",
    "subjects", "scope_prepositions", "indefinite", "articles", "listed_as", "after_cues", "more", "further", "existing",
    "speakers", "merely",
)  # fmt: skip
AMONG = (
    "speakers", "numbers_of", "networks", "tallies", "grew", "copulas", "having", "totals", "brought", "placed", "intentions",
    "remaining", "merely",
)  # fmt: skip
ASKED = ("how_many", "which")


@dataclass(slots=True)
class Witness:
    """The claims of a text, asked about one number after the other."""

    reading: Reading
    claims: Sequence[Claim]
    _ordinals: frozenset[int] = field(init=False)
    _counts: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self._ordinals = frozenset(c.numeral.value for c in self.claims if c.numeral.kind is Kind.ORDINAL)
        self._counts = frozenset(c.numeral.value for c in self.claims if c.numeral.kind is Kind.CARDINAL)

    def evidence(self, numeral: Numeral) -> Evidence:
        """What the text says for and against a number, each kind by the sort of number: a label, `which` one or how `many`."""
        sort = "label" if numeral.label else "which" if numeral.kind is Kind.ORDINAL else "many"
        said = (self._itself, self._behind, self._before, self._around, self._asked, self._series)
        return frozenset({sort, *(f"{sort}: {name}" for tell in said for name in tell(numeral))})

    def _itself(self, numeral: Numeral) -> Iterator[str]:
        known, own, value = self.reading.known, numeral.classifier, numeral.value
        yield "one" if value == 1 else "two" if value == 2 else "few" if value < 10 else "tens" if value < 100 else "hundreds"
        if numeral.comparator != "=":
            yield "compared"
        if numeral.digits:
            yield "digits"
        if known.of_kind:
            sort = (
                "general"
                if own in known.general
                else "of sites"
                if own in known.classifiers
                else "of others"
                if own
                else "none"
            )
            named = own and any(entity.name.endswith(own) for entity in self.reading.entities.values())
            yield f"measure {'of centres' if named else sort}"

    def _behind(self, numeral: Numeral) -> Iterator[str]:
        reading, at = self.reading, numeral.last
        ended = reading.ended(at)
        found = [f"{name} behind" for name in BEHIND if not ended and reading.says(name, at)]
        if ended:
            mark = reading.gap(at).strip(QUOTES + " ")[:1] if at < len(reading.words) else "."
            found.append("ends sentence" if mark in STOPS else "ends clause")
        if scoped_at(reading, at):
            found.append("scope behind")
        if at < len(reading.words):
            word = reading.words[at]
            beside = {
                "date behind": reading.closed.covers(word.start, word.end),
                "number behind": at in reading.numerals,
                "place behind": at in reading.places,
                "unit behind": at in reading.units,
                "sign behind": bool(set(reading.gap(at)) & SIGNS),
            }
            found += [name for name, holds in beside.items() if holds]
        yield from found or ["word behind"]
        if noun_after(reading, numeral, generic=True) is not None:
            yield "noun behind"

    def _before(self, numeral: Numeral) -> Iterator[str]:
        reading, at = self.reading, numeral.first
        gap = set(reading.gap(at))
        found = [f"{name} before" for name in BEFORE if reading.said_before(name, at)]
        if opens(reading, numeral):
            found.append("opens")
        elif gap & COMMAS:
            found.append("comma before")
        elif gap & OPENINGS:
            found.append("mark before")
        article = reading.said_before("determiners", at) or reading.said_before("articles", at)
        beside = {
            "sign before": bool(gap & SIGNS),
            "place before": place_before(reading, at),
            "unit before": any(u.last == at for u in reading.units.values()),
            "claim before": any(c.numeral.last == at for c in self.claims),
            "centre before": any(0 <= numeral.start - m.end <= 2 for m in reading.mentions),
            "copula and article": article is not None and reading.said_before("copulas", article.first) is not None,
            "total": timed_total(reading, "totals", numeral) is not None,
        }
        found += [name for name, holds in beside.items() if holds]
        yield from found or ["word before"]

    def _around(self, numeral: Numeral) -> Iterator[str]:
        reading = self.reading
        start, end = reading.sentence(numeral.start)
        before = bool(reading.mentions_in(start, numeral.start))
        claims: Claims = list(self.claims)
        here = goes_on(reading, numeral, claims)
        near = range(max(reading.index(start), numeral.first - CLAUSE), numeral.first)
        said = {
            "predicate": predicate(reading, numeral),
            "title": in_title(reading, numeral),
            "anaphor": begins_with(reading, "anaphors", start, numeral),
            "centre": before,
            "centre later": not before and bool(reading.mentions_in(start, end)),
            "unit": bool(reading.units_in(start, numeral.start)),
            "claim": here,
            "claim earlier": not here and goes_on(reading, numeral, claims, anywhere=True),
        }
        yield from (name for name, holds in said.items() if holds)
        yield from self._others(numeral)
        yield from (f"{name} in clause" for name in AMONG if any(reading.says(name, at) for at in near))

    def _others(self, numeral: Numeral) -> Iterator[str]:
        """Whether the number goes on from one that counts no centres: "the first call in May, the second in July"."""
        reading, own = self.reading, {c.numeral.start for c in self.claims}
        if determined(reading, numeral, list(self.claims)):
            yield "determined"
        previous = reading.previous(numeral.start)
        begin = (previous or reading.sentence(numeral.start))[0]
        before = [n for n in reading.numerals.values() if begin <= n.start < numeral.start]
        last = max(before, key=lambda n: n.start, default=None)
        if last is not None:
            yield "behind a claim" if last.start in own else "behind another number"
        strange = [n for n in before if n.start not in own and n.kind is numeral.kind]
        if numeral.kind is Kind.ORDINAL and any(n.value == numeral.value - 1 for n in strange):
            yield "next of others"

    def _asked(self, numeral: Numeral) -> Iterator[str]:
        """What the sentence before names, and what it asks for."""
        reading = self.reading
        previous = reading.previous(numeral.start)
        if previous is None:
            yield "first sentence"
            return
        if reading.mentions_in(*previous):
            yield "centre in sentence before"
        if reading.units_in(*previous):
            yield "unit in sentence before"
        if reading.text[slice(*previous)].strip().rstrip(QUOTES)[-1:] not in ASKING:
            return
        yield "asked"
        words = range(reading.index(previous[0]), reading.index(previous[1]))
        close = numeral.first - reading.opening(numeral.start) <= ANSWER
        others = any(reading.says("members", at) for at in words)
        named = any(at in reading.units for at in words) or len(words) <= SHORT
        for name in ASKED:
            if close and any(reading.says(name, at) for at in words):
                yield f"answers {name}" if named and not others else f"answers {name} of others"

    def _series(self, numeral: Numeral) -> Iterator[str]:
        """How a number goes with those that the text has claimed: the eighth where there were seven, four of seven beside three."""
        value, counts, ordinals = numeral.value, self._counts, self._ordinals
        if not self.claims:
            yield "no claims"
            return
        if value == 1:
            return
        which = numeral.kind is Kind.ORDINAL
        steps = {value - 1, value + 1}
        told = {
            "same ordinal": value in ordinals,
            "same count": value in counts,
            "next one": which and value - 1 in counts,
            "before the next": not which and value + 1 in ordinals,
            "neighbour": bool(steps & (ordinals if which else counts)),
            "below a count": which and any(value < count for count in counts),
            "rest": not which and any(count - value in counts | {1} for count in counts if count > value),
            "beyond": value > BEYOND * max((v for v in counts | ordinals if v > KNOWN), default=value),
        }
        yield from (name for name, holds in told.items() if holds)
