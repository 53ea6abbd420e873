"""Chinese nouns of sites told by what their names begin with: a place, or words in quotation marks (奥什|急救培训点, “石与灰”|修复舱).

A name that opens with a place and ends as those of sites do is a site's, be its noun known or not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import gazetteer, lexicon, places
from pipeline.coined import Coined
from pipeline.coined.forms import is_han
from pipeline.coined.measured import Measures, closed, start_of
from pipeline.phrases import Word

__all__ = ["Openings", "coin"]

# Characters of a noun, of what stands between a place and it, and of a name in all, at most.
SHORTEST, LONGEST = 2, 4
REACH = 18
# How many characters that spell sounds open a name that no list of places has.
SOUNDS = 3
# How long towns are that are sought; and behind which characters one opens a name.
TOWN = range(2, 7)
OPENERS = frozenset("的在和与及")
QUOTES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Openings:
    """What names of sites begin with: `starts` of known places → their ends; `sounds`: what a transliterated name begins with; `terrain`: what is named after a piece of land (白芷|洲), no `common` word; `going_on`: characters that go on with a noun of a site; `barred`: words that end as nouns of sites do."""

    text: str
    starts: dict[int, int]
    sounds: re.Pattern[str]
    terrain: re.Pattern[str]
    barred: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    going_on: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, language: str) -> Openings:
        """The openings in a text."""
        own = str(lexicon.read(language, "name_grammar").words.get("deictic", ""))
        starts = {p.start: p.end for p in places.find(text, language) if text[p.start] not in own}
        sounds, terrain = _patterns(language)
        barred, common, going_on = _words(language)
        return cls(text, starts, sounds, terrain, barred, common, going_on)

    def at(self, start: int) -> int:
        """Where the place ends that begins at an offset, known or spelled by its sounds, or the words in quotation marks; 0 where none does."""
        if (end := self.starts.get(start)) is not None:
            return end
        mark = next((close for close, opening in QUOTES.items() if self.text.startswith(opening, start)), None)
        if mark is not None:
            return self.text.find(mark, start, start + REACH) + 1
        spelt = self.sounds.match(self.text, start) or self.terrain.match(self.text, start)
        return spelt.end() if spelt and not spelt[0].endswith(self.common) else self._town(start)

    def spelt(self, start: int) -> bool:
        """Whether a place begins at an offset, known or spelled by its sounds: 建设|库斯科."""
        return start in self.starts or self.sounds.match(self.text, start) is not None

    def _town(self, start: int) -> int:
        """Where the town ends that begins at an offset; short names are those of much else, so that one must open its run."""
        opens = start == 0 or not is_han(self.text[start - 1]) or self.text[start - 1] in OPENERS
        shortest = TOWN.start if opens else TOWN.start + 1
        lengths = reversed(range(shortest, TOWN.stop))
        return next((start + n for n in lengths if gazetteer.anywhere(self.text[start : start + n])), 0)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How names of places look: spelled by sounds, or with the noun of a piece of land at their end."""
    sounds = str(lexicon.read(language, "name_grammar").words.get("phonetic", ""))
    terrain = str(lexicon.read(language, "coined").words.get("terrain", ""))
    spelt = re.compile(f"[圣新]?[{sounds}]{{{SOUNDS},}}") if sounds else re.compile(r"(?!)")
    return spelt, re.compile(rf"[\u3400-\u9fff]{{2}}[{terrain}]") if terrain else re.compile(r"(?!)")


@cache
def _words(language: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Words that end as nouns of sites do, and those that end as names of places do; what goes on with such a noun."""
    words = lexicon.read(language, "coined")
    going_on = frozenset(str(words.words.get("going_on", "")))
    return tuple(words.list("not_placed")), tuple(words.list("not_terrain")), going_on


@cache
def _nouns(language: str) -> tuple[str, ...]:
    """How nouns of sites end that a place makes sites."""
    return tuple(sorted(lexicon.read(language, "coined").list("placed"), key=len, reverse=True))


def coin(text: str, words: Sequence[Word], language: str, *, known: Collection[int] = ()) -> list[Coined]:
    """The units whose names begin with a place, each once; `known` are words that belong to units of the lexicon."""
    said, finals = Measures.of(language), _nouns(language)
    if said is None or not finals:
        return []
    found: dict[tuple[str, ...], Coined] = {}
    openings = Openings.of(text, language)
    for first, last in _runs(text, words, said, finals, openings):
        forms = tuple(word.form for word in words[first:last])
        if not any(n in known for n in range(first, last)) and all(map(is_han, forms)):
            found.setdefault(forms, Coined(forms, last - first - 1))
    return list(found.values())


def _runs(
    text: str, words: Sequence[Word], said: Measures, finals: tuple[str, ...], openings: Openings
) -> Iterator[tuple[int, int]]:
    """The nouns, as runs of words."""
    barred = openings.barred
    for end in range(SHORTEST + 1, len(words) + 1):
        if words[end - 1].form not in _last(finals) or not (
            closed(text, words, end, said) or _ended(text, words, end, openings)
        ):
            continue
        if openings.spelt(words[end - 1].start) or openings.sounds.fullmatch(
            text, words[end - SOUNDS].start, words[end - 1].end
        ):
            continue
        own = "".join(word.form for word in words[max(0, end - REACH) : end])
        final = next((f for f in finals if own.endswith(f)), "")
        if not final or own.endswith((*said.no_finals, *barred)) or said.listed(words, (max(0, end - REACH), end)):
            continue
        start = start_of(text, words, end, said)
        quoted = (w.start for w in words[start : end - SHORTEST + 1] if w.start and text[w.start - 1] in QUOTES)
        opened = (openings.at(word.start) for word in words[start : end - SHORTEST])
        place = next(quoted, 0) or next((at for at in opened if at and at < words[end - 1].start), 0)
        left = sum(word.start >= place for word in words[start:end])
        if place and left >= SHORTEST:
            yield end - max(SHORTEST, min(left, len(final))), end


def _ended(text: str, words: Sequence[Word], end: int, openings: Openings) -> bool:
    """Whether a noun may end before a word: no character follows that makes another word of it (驿站|长)."""
    gap = text[words[end - 1].end : words[end].start] if end < len(words) else ""
    return end < len(words) and not gap and words[end].form not in openings.going_on


@cache
def _last(finals: tuple[str, ...]) -> frozenset[str]:
    return frozenset(final[-1] for final in finals)
