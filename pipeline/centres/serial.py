"""Names that are numbered as members of a network: "the Aral Library is the ninth of the chain", "…, la quinta de la red".

Of a school or a museum an ordinal by itself tells nothing ("the third in Spain"); that it is one of a network does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.names.phrase import Phrase
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Phrases, Word, at_offset, fold, split

# Words from a name to its ordinal, and from that to the network.
BEFORE = 7
BETWEEN = 3
# Words of "with the" before a name.
WITH = 2
# Characters of an owner before an ordinal.
OWNER = 24
PARTING = frozenset(".;:!?()\n")
# What may lead from a name to what is said of it, a verb of being aside.
LEADING = frozenset(",—–")
# What ends a clause, and the end of the text.
ENDING = frozenset({"", *'.,;:!?»”"\n؛،'})


@dataclass(frozen=True, slots=True)
class Serial:
    """The words of one language.

    `said` may open what is said of a name, `member` leads to the network of which it is one, `owner` to a body with a capital
    ("de la"), which none of `lands` is; `adding` before a name and `tallying` behind it lead to how many there are with it.
    `owning` before an ordinal says whose series it is ("its ninth station"); `resuming` opens a sentence about what the one before names, as
    its only name or what is said to have been done to (`passives`), `articles` and `pointing` such a sentence that has its noun again.
    """

    said: Phrases[str]
    member: Phrases[str]
    owner: Phrases[str]
    adding: Phrases[str]
    tallying: Phrases[str]
    lands: frozenset[str]
    owning: frozenset[str] = frozenset()
    resuming: Phrases[str] = field(default_factory=lambda: Phrases([]))
    passives: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Serial | None:
        """From the lexicon `centres` of a language; None where it has no such words."""
        if not words.get("numbering") or not words.get("members"):
            return None
        names = ("numbering", "members", "member_owners", "adding", "tallying", "resumers")
        said, member, owner, adding, tallying, resuming = (
            Phrases([(word, word) for word in words.get(name, ())], cased=False) for name in names
        )
        lands, owning, articles = (
            frozenset(fold(word).rstrip("'’") for word in words.get(name, ())) for name in ("lands", "owning", "articles")
        )
        passives = tuple(words.get("passives", ()))
        pointing = frozenset(fold(word) for word in words.get("definite", ()))
        return cls(said, member, owner, adding, tallying, lands, owning, resuming, passives, articles, pointing)

    def members(
        self, text: str, numerals: Sequence[Numeral], lands: Collection[int], units: Collection[int] = ()
    ) -> list[Numeral]:
        """The ordinals that number the members of a network. `lands`, `units`: where places and counted nouns begin in the text."""
        words = split(text)
        told = (n for n in numerals if n.kind is Kind.ORDINAL or n.label)
        return [n for n in told if self._of_network(text, words, n, lands) or self._of_owner(text, words, n, units)]

    def ends(
        self,
        text: str,
        phrases: Sequence[Phrase],
        numerals: Sequence[Numeral],
        members: Sequence[Numeral],
        opening: Sequence[int],
    ) -> Iterator[int]:
        """Ends of the names of which an ordinal is said that a network follows, and of those with which there are so many.

        `members`: the ordinals of `numerals` that number members of networks; `opening`: where sentences begin.
        """
        words = split(text)
        counts = {n.first for n in numerals if n.kind is Kind.CARDINAL and not n.label}
        yield from (p.end for p in phrases if self._adds(text, words, p, counts))
        yield from self._resumed(text, words, phrases, members, opening)
        for phrase in phrases:
            first = at_offset(words, phrase.end)
            for numeral in members:
                if 0 <= numeral.first - first <= BEFORE and self._says(text, words, first, numeral.first):
                    yield phrase.end

    def _resumed(
        self, text: str, words: Sequence[Word], phrases: Sequence[Phrase], members: Sequence[Numeral], opening: Sequence[int]
    ) -> Iterator[int]:
        """Ends of the names that are subjects of sentences behind which one says "It is the ninth of the network"."""
        for numeral in members:
            behind = bisect_right(opening, numeral.start) - 1
            if behind < 1 or "\n" in text[opening[behind] - 1 : opening[behind]]:
                continue
            first = at_offset(words, opening[behind])
            named = [p for p in phrases if p.specific and opening[behind - 1] <= p.start < opening[behind]]
            if (taken := self._by_noun(text, words, first, numeral, named)) is not None:
                yield taken
                continue
            resumed = self.resuming.at(text, words, first)
            verb = self.said.at(text, words, resumed.last if resumed is not None else first)
            if verb is None or not verb.last <= numeral.first <= verb.last + BETWEEN:
                continue
            subject = min(named, key=lambda p: p.start, default=None)
            if subject is None or text.count(" ", opening[behind - 1], subject.start) > 1:
                continue
            if len(named) == 1 or fold(text[subject.end : subject.end + OWNER].lstrip()).startswith(self.passives):
                yield subject.end

    def _by_noun(self, text: str, words: Sequence[Word], first: int, numeral: Numeral, named: Sequence[Phrase]) -> int | None:
        """The end of the one name whose noun opens the next sentence with an article, and of which that says an ordinal: "The school, ninth of the network, …"."""
        if not 0 < first + 1 < len(words) or words[first].form not in self.articles | self.pointing or words[first + 1].capital:
            return None
        same = {p.end for p in named if fold(p.head) == words[first + 1].form}
        near = 0 <= numeral.first - first - 2 <= BEFORE and self._says(text, words, first + 2, numeral.first)
        return same.pop() if len(same) == 1 and near else None

    def _of_owner(self, text: str, words: Sequence[Word], numeral: Numeral, units: Collection[int]) -> bool:
        """Whether an owner stands before an ordinal, and a counted noun or a mark behind it: "its ninth station", "the Trust's ninth."."""
        before = fold(text[max(0, numeral.start - OWNER) : numeral.start].rstrip())
        if not self.owning or not (before.endswith(("'s", "’s")) or before.rpartition(" ")[2] in self.owning):
            return False
        alone = text[numeral.end : numeral.end + 1] in ENDING
        return alone or any(words[at].start in units for at in range(numeral.last, min(numeral.last + BETWEEN, len(words))))

    def _adds(self, text: str, words: Sequence[Word], phrase: Phrase, counts: Collection[int]) -> bool:
        """Whether a name stands between "with" and how many there are: "con la Escuela de Loja ya son catorce"."""
        first, last = at_offset(words, phrase.start), at_offset(words, phrase.end)
        near = (self.adding.at(text, words, at) for at in range(max(0, first - WITH), first))
        with_it = any(match is not None and match.last == first for match in near)
        if not with_it or last >= len(words) or set(text[phrase.end : words[last].start]) & PARTING:
            return False
        verb = self.tallying.at(text, words, last)
        return verb is not None and verb.last in counts

    def _of_network(self, text: str, words: Sequence[Word], numeral: Numeral, lands: Collection[int]) -> bool:
        """Whether a network follows an ordinal, its noun and an adjective between."""
        for at in range(numeral.last, min(numeral.last + BETWEEN, len(words))):
            if set(text[words[at - 1].end : words[at].start]) & PARTING:
                return False
            if self.member.at(text, words, at) is not None:
                return True
        owner = self.owner.at(text, words, numeral.last) if numeral.last < len(words) else None
        if owner is None or owner.last >= len(words):
            return False
        word = words[owner.last]
        return word.capital and word.start not in lands and word.form not in self.lands

    def _says(self, text: str, words: Sequence[Word], first: int, ordinal: int) -> bool:
        """Whether a comma, or a verb of being and little else, leads from a name to an ordinal."""
        gaps = [text[words[at - 1].end : words[at].start] for at in range(first, ordinal + 1) if at]
        if not gaps or any(set(gap) & PARTING for gap in gaps) or any("," in gap for gap in gaps[1:]):
            return False
        return bool(set(gaps[0]) & LEADING) or any(self.said.at(text, words, at) is not None for at in range(first, ordinal))
