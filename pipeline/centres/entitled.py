"""Centres whose name says not what they are, told by a noun beside it: "Lumenwerk, a fab lab", "the makerspace “The Anvil”", "a hub called Pod".

Unlike `apposed`, no number need stand there: the noun of a unit in small letters says what the name is, in an apposition, as a
predicate, or through a verb of naming. Where the noun has a definite article ("the hub, to be known as Pod"), it takes up a centre.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import gazetteer
from pipeline.centres.candidate import noun_of
from pipeline.names.phrase import Phrase
from pipeline.phrases import Phrases, Word, at_offset, fold, spaced, split
from pipeline.units import Unit

RULE, AGAIN = "entitled", "entitled.again"
OPENING, CLOSING = '«“„"', '»”“"'
LONGEST = 4
# Words of a name in quotation marks; small words between an article and the noun.
QUOTED, BETWEEN = 6, 3
SHORTEST = 3
# What may stand between a noun and a verb of naming: "a hub called Pod", "the hub, to be known as Pod".
BESIDE = frozenset({" ", ", "})
POSSESSIVE = frozenset("'’")
# Words between a comma and its noun: "« La Ruche », sixième | tiers-lieu".
QUALIFIED = 1

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Titles:
    """The words of one language that bring a name to a noun.

    `naming`: verbs of naming; `equating`: those of being; `articles`: before the noun; `closed`: words that are no part of such a
    name; `after`: words that may follow a noun which is the whole of a unit ("a laboratory of", not "a laboratory supplier");
    `links`: "of", behind which a name is but part of another; `joints`: "and"; `lands`: countries; `occasions`: units that are
    events where a quotation follows;
    `seldom`: English nouns of units that tell a body; `given`: names of persons; `definite`: those of the articles that are.
    """

    naming: Phrases[str]
    equating: Phrases[str]
    articles: Collection[str]
    closed: Collection[str]
    after: Collection[str]
    links: frozenset[str]
    joints: Collection[str]
    lands: Collection[str]
    occasions: Collection[str]
    seldom: frozenset[str]
    first: bool
    given: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()

    @classmethod
    def read(cls, words: Mapping[str, Any], seldom: Collection[str]) -> Titles | None:
        """From the lexicons `centres` and `name_grammar`; None where the language has no verbs of naming."""
        if not words.get("naming"):
            return None
        naming = Phrases(((phrase, "naming") for phrase in words["naming"]), cased=False)
        equating = Phrases(((phrase, "equating") for phrase in words.get("numbering", ())), cased=False)
        articles = frozenset(fold(word).rstrip("'") for word in (*words.get("articles", ()), *words.get("indefinite", ())))
        lands = frozenset(map(fold, words.get("countries", ())))
        verbs = (phrase for phrase in words["naming"] if " " not in phrase)
        closed = frozenset(map(fold, (*words.get("never", ()), *words.get("last", ()), *words.get("first", ()), *verbs)))
        little = ("of", "inner", "seats", "both", "articles", "never", "relatives")
        after = frozenset(fold(word).rstrip("'") for name in little for word in words.get(name, ()))
        links = frozenset(fold(word).rstrip("'") for word in (*words.get("of", ()), *words.get("contracted", ())))
        joints = frozenset(map(fold, words.get("both", ())))
        return cls(
            naming,
            equating,
            articles,
            closed,
            after,
            links,
            joints,
            lands,
            frozenset(words.get("occasions", ())),
            frozenset(seldom),
            words.get("order") == "first",
            frozenset(map(fold, str(words.get("given_names", "")).split())),
            frozenset(fold(word).rstrip("'") for word in words.get("articles", ())),
        )

    def find(self, text: str, units: Sequence[Unit], names: Sequence[Stretch]) -> Iterator[Phrase]:
        """A phrase for every such name; its head is the unit, which lies outside it. `names`: offsets of those known."""
        words = split(text)
        for unit in units:
            if text[unit.start].isupper():
                continue
            first, last = at_offset(words, unit.start), at_offset(words, unit.end)
            quiet = bool({noun_of(unit), unit.head} & self.seldom)
            event = noun_of(unit) in self.occasions
            called = list(self._called(text, words, last))
            around = () if quiet else self._around(text, words, first, last, quoting=not event)
            for run in (*called, *around):
                start, end = run
                # What is called so may hold another name ("the hub, to be known as GWC Osh"), what only stands there may begin with one.
                across = (
                    s < start or e > end or (s > start and run not in called)
                    for s, e in names
                    if s < end and start < e and s != unit.start
                )
                if text[start].isupper() and not any(across) and self._telling(text[start:end]):
                    again = first > 0 and any(words[n].form in self.definite for n in range(max(0, first - BETWEEN), first))
                    yield Phrase(start, end, unit.start, unit.end, unit.head, specific=True, rule=AGAIN if again else RULE)
                    break

    def _around(self, text: str, words: Sequence[Word], first: int, last: int, *, quoting: bool) -> Iterator[Stretch]:
        """What may be the name that a unit of words `first:last` tells, the surest first."""
        if last < len(words):
            gap = text[words[last - 1].end : words[last].start]
            if quoting and gap.strip() and gap.strip()[-1] in OPENING and gap.startswith(" "):
                yield from self._run(text, words, last)
        if not self._whole(text, words, last):
            return
        opening = self._opens(text, words, first)
        if opening is None:
            return
        before = opening - 1
        gap = text[words[before].end : words[opening].start] if before >= 0 else ""
        listed = last < len(words) and words[last].form in self.joints
        if gap.strip(' "»”') == "," and not listed:
            yield from self._back(text, words, before)
        for size in range(1, BETWEEN + 1):
            match = self.equating.at(text, words, opening - size) if opening >= size else None
            at = opening - size
            if match is None or match.last != opening or at <= 0 or text[words[at - 1].end : match.start].strip(' »”"'):
                continue
            yield from self._back(text, words, at - 1)

    def _called(self, text: str, words: Sequence[Word], last: int) -> Iterator[Stretch]:
        """The name that a verb of naming behind a noun gives."""
        named = self.naming.at(text, words, last) if last < len(words) else None
        if named is None or named.last >= len(words):
            return
        gap = text[words[last - 1].end : words[last].start]
        if gap in BESIDE and not self._person(words[named.last], gap):
            yield from self._run(text, words, named.last)

    def _opens(self, text: str, words: Sequence[Word], first: int) -> int | None:
        """The word at which what a noun heads begins: its article, a few small words between; the noun itself, or what qualifies it, behind a comma."""
        for at in range(first, max(-1, first - BETWEEN - 1), -1):
            if at < first and text[words[at].end : words[at + 1].start] not in {" ", "'", "’", "-"}:
                comma = self.first and "," in text[words[at].end : words[at + 1].start]
                return at + 1 if comma and first - at - 1 <= QUALIFIED else None
            if words[at].form in self.articles:
                return at
            if words[at].capital:
                return None
        return None

    def _whole(self, text: str, words: Sequence[Word], last: int) -> bool:
        """Whether a noun has no other behind it, where what it modifies would stand."""
        gap = text[words[last - 1].end : words[last].start] if last < len(words) else "."
        if self.first or gap != " ":
            return gap not in POSSESSIVE
        return words[last].form in self.after or words[last].capital

    def _run(self, text: str, words: Sequence[Word], at: int) -> Iterator[Stretch]:
        """The name that begins at a word: all of a quotation, or words with capitals."""
        quote = text[words[at].start - 1 : words[at].start]
        opened = text[: words[at].start].rstrip(" \u00a0\u202f")[-1:]
        if opened in OPENING and (quote in OPENING or quote.isspace()):
            for n in range(at, min(at + QUOTED, len(words))):
                if text[words[n].end : words[n].end + 2].strip(" \u00a0\u202f")[:1] in tuple(CLOSING):
                    yield words[at].start, words[n].end
                    return
            return
        begin = at + (words[at].form in self.articles and not words[at].capital)  # "called The Anvil"
        at += words[at].form in self.articles
        last = at
        while (
            last < len(words) and last - at < LONGEST and self._fits(words[last]) and (last == at or spaced(text, words, last))
        ):
            last += 1
        if last > at:
            yield words[begin].start, words[last - 1].end

    def _back(self, text: str, words: Sequence[Word], at: int) -> Iterator[Stretch]:
        """The name that ends with a word: all of a quotation, or words with capitals, a verb of naming before them or not."""
        end = words[at].end
        if text[end : end + 2].strip(" \u00a0\u202f")[:1] in tuple(CLOSING):
            for n in range(at, max(-1, at - QUOTED), -1):
                if text[: words[n].start].rstrip(" \u00a0\u202f")[-1:] in tuple(OPENING):
                    yield words[n].start, end
                    return
            return
        first = at
        while (
            first >= 0 and at - first < LONGEST and self._fits(words[first]) and (first == at or spaced(text, words, first + 1))
        ):
            first -= 1
        before = list(words[max(0, first - 1) : first + 1])
        article = before.pop() if before and before[-1].form in self.articles else None
        person = first + 1 < at and words[first + 1].form.partition("-")[0] in self.given
        if first < at and not person and not self.links.intersection(word.form for word in before[-1:]):
            opened = article is not None and article.capital and (self.first or article.start > 0)
            yield article.start if article is not None and opened else words[first + 1].start, end

    def _person(self, word: Word, gap: str) -> bool:
        """Whether a name behind a comma may be a person's: "the head of the hub, named Anna Bauer"."""
        return gap != " " and word.form.partition("-")[0] in self.given

    def _fits(self, word: Word) -> bool:
        return word.capital and word.form not in self.closed

    def _telling(self, name: str) -> bool:
        """Whether a name is no town's."""
        town = gazetteer.known(name) and not name.isupper()
        return len(name) >= SHORTEST and not town and not name.isdigit() and fold(name) not in self.lands
