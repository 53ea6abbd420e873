"""The place behind a name that says only what a centre is for: "Центр ремёсел в Оше", "класс «Росток» в Гюмри"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split
from pipeline.phrases import fold
from pipeline.spans import Zones

MOST_WORDS = 3
REACH = 60


@dataclass(frozen=True, slots=True)
class Seats:
    """Gives a name its place where the text never says it without one, headlines aside.

    `seats`: prepositions of place, folded; `is_place`: whether words are the name of a city; `general`: adjectives, folded, that tell no centre from another. Names of their own ("museum «Dawn»",
    "the Abai Museum") need no place, those of a network's sites do.
    """

    seats: Collection[str]
    is_place: Callable[[str], bool]
    general: Collection[str] = ()

    def give(self, text: str, phrases: Sequence[Phrase], headlines: Zones) -> list[Phrase]:
        """The phrases of a text, those that need their place with it; of sisters with one name each its own, be it known or not."""
        ends = {p: end for p in phrases if self._general(text, p, phrases) and (end := self._seat(text, p.end))}
        loose = {p: end for p in phrases if self._general(text, p, phrases) and (end := self._seat(text, p.end, known=False))}
        places: dict[str, set[str]] = {}
        for p, end in loose.items():
            places.setdefault(fold(p.called(text)), set()).add(text[p.end : end])
        ends = {p: end for p, end in loose.items() if len(places[fold(p.called(text))]) > 1} | ends
        quiet = [p for p in phrases if not headlines.covers(p.start, p.end)]
        bare = {fold(p.called(text)) for p in quiet if p not in ends}
        told = {fold(p.called(text)) for p in quiet if p in ends}
        return [self._seated(text, p, ends[p]) if p in ends and fold(p.called(text)) in told - bare else p for p in phrases]

    def _seated(self, text: str, phrase: Phrase, end: int) -> Phrase:
        return replace(phrase, end=end, name=phrase.called(text) + text[phrase.end : end])

    def _general(self, text: str, phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
        """Whether a name only says of what sort the centre is, or has the name of its network in quotation marks."""
        behind = text[phrase.head_end : phrase.end]
        before = text[phrase.start : phrase.head_start].split()
        if not phrase.specific or not behind or any(fold(word) not in self.general for word in before):
            return False
        if "«" in behind:
            own = behind[behind.index("«") :]
            return text.count(own) > sum(text[p.head_end : p.end] == behind for p in phrases if p.head == phrase.head)
        return behind.islower()

    def _seat(self, text: str, at: int, *, known: bool = True) -> int | None:
        """The end of the preposition and the city behind a name; of the capitals there, if it need not be `known`."""
        words = split(text[at : at + REACH])
        if not words or fold(words[0].text) not in self.seats or not text.startswith(" ", at):
            return None
        named: list[Word] = []
        for word in words[1 : 1 + MOST_WORDS]:
            if not (word.capital and word.near and word.is_word):
                break
            named.append(word)
        if named and not known:
            return at + named[-1].end
        for last in range(len(named), 0, -1):
            if self.is_place(text[at + named[0].start : at + named[last - 1].end]):
                return at + named[last - 1].end
        return None
