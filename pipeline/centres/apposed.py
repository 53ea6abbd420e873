"""Centres whose name says not what they are: "Kelp Yard, the eleventh fabrication laboratory of the network", and their sisters.

The grammar of names grows from nouns that it knows. A name of other words is a centre for all that where an ordinal with a
unit stands in apposition to it; so is another name with the same first word (the last one, where head nouns stand last).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import gazetteer, morphology, units
from pipeline.coined import Words
from pipeline.names.phrase import Phrase
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Word, spaced, split
from pipeline.units import Unit

RULE = "apposed"
LONGEST = 4
SHORTEST = 4
LEAST = 2
MOST_BETWEEN = 2
# Characters between an ordinal and its unit, at most.
REACH = 80

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Closed:
    """What is no such name: folded `words` that it has not, offsets of known `names` of which it may be the whole but no part.

    `persons`: offsets of theirs; `posts`, which behind an ordinal tell one.
    """

    words: Collection[str]
    names: Sequence[tuple[int, int]] = ()
    persons: Sequence[tuple[int, int]] = ()
    posts: Collection[str] = ()


def find(
    text: str,
    language: str,
    *,
    counted: Sequence[Unit],
    numerals: Mapping[Numeral, bool],
    closed: Closed,
) -> Iterator[Phrase]:
    """A phrase for every such name. `counted`: units of the text; `numerals` → whether each numbers a member of a network.

    Its head is the unit that the text says of it, which lies outside the name; of a mere member it is the noun that sisters share. In
    a language of cases capitals before a comma may be somebody's in the genitive, and none is found.
    """
    if morphology.inflects(language):
        return
    words, said = split(text), Words.of(language)
    runs = [run for run in _runs(text, words, closed.words) if run[1] - run[0] >= LEAST and not _part(words, run, closed.names)]
    found: dict[Run, Unit | None] = {}
    for numeral, member in numerals.items():
        if numeral.kind is not Kind.ORDINAL or numeral.label:
            continue
        near = (u for u in counted if 0 < u.start - numeral.end <= REACH)
        unit = next((u for u in near if _modifies(text[numeral.end : u.start])), None)
        posted = numeral.last < len(words) and words[numeral.last].form in closed.posts
        if (unit is None and not member) or posted:
            continue
        end = _before_comma(text, words, numeral.first, said)
        run = next((run for run in runs if run[1] == end), None)
        if run is not None and _tells_nothing(text, words, run, language) and not _part(words, run, closed.persons, whole=True):
            found[run] = unit
    for run, unit in list(found.items()):
        key = _key(words, run, said)
        own = {word.form for word in words[slice(*run)]}
        sisters = [r for r in runs if _key(words, r, said) == key and len(key) >= SHORTEST]
        found |= {r: unit for r in sisters if not own >= {word.form for word in words[slice(*r)]}}
    for (first, last), unit in found.items():
        head = words[last - 1 if said.heads == "last" else first]
        start, end, noun = (unit.start, unit.end, unit.head) if unit else (head.start, head.end, head.form)
        yield Phrase(words[first].start, words[last - 1].end, start, end, noun, specific=True, rule=RULE)


def _modifies(gap: str) -> bool:
    """Whether nothing but two small words at most stands between an ordinal and its unit."""
    words = gap.split()
    return len(words) <= MOST_BETWEEN and all(word.isalpha() and word.islower() for word in words)


def _runs(text: str, words: Sequence[Word], closed: Collection[str]) -> Iterator[Run]:
    """Runs of capitalised words, spaces between; a word that opens a sentence is left out where the rest is named without it."""
    at = 0
    while at < len(words):
        last = at
        while (
            last < len(words)
            and last - at < LONGEST
            and _fits(words[last], closed)
            and (last == at or spaced(text, words, last))
        ):
            last += 1
        opening = last - at > LEAST and text.count(text[words[at + 1].start : words[last - 1].end]) > LEAST - 1
        if last > at:
            yield at + opening, last
        at = max(last, at + 1)


def _part(words: Sequence[Word], run: Run, names: Sequence[tuple[int, int]], *, whole: bool = False) -> bool:
    """Whether a run shares letters with a name without being all of it, unless the `whole` counts too."""
    start, end = words[run[0]].start, words[run[1] - 1].end
    return any(s < end and start < e and (whole or (s, e) != (start, end)) for s, e in names)


def _fits(word: Word, closed: Collection[str]) -> bool:
    return word.capital and word.form not in closed


def _before_comma(text: str, words: Sequence[Word], at: int, said: Words) -> int | None:
    """Index behind the word before a comma that word `at` follows, an article at most between; None where no comma stands there."""
    if at and words[at - 1].form in said.articles and spaced(text, words, at):
        at -= 1
    return at if at and text[words[at - 1].end : words[at].start].strip(' »”"') == "," else None


def _tells_nothing(text: str, words: Sequence[Word], run: Run, language: str) -> bool:
    """Whether a name has no noun that the lexicon knows as a unit, and is no town."""
    name = text[words[run[0]].start : words[run[1] - 1].end]
    return not units.heads(name, language) and not gazetteer.known(name)


def _key(words: Sequence[Word], run: Run, said: Words) -> str:
    """The word that sisters share."""
    return words[run[1] - 1 if said.heads == "last" else run[0]].form
