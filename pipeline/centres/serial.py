"""Names that are numbered as members of a network: "the Aral Library is the ninth of the chain", "…, la quinta de la red".

Of a school or a museum an ordinal by itself tells nothing ("the third in Spain"); that it is one of a network does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.names.phrase import Phrase
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Phrases, Word, at_offset, fold, split

# Words from a name to its ordinal, and from that to the network.
BEFORE = 7
BETWEEN = 3
# Words of "with the" before a name.
WITH = 2
PARTING = frozenset(".;:!?()\n")


@dataclass(frozen=True, slots=True)
class Serial:
    """The words of one language.

    `said` may open what is said of a name, `member` leads to the network of which it is one, `owner` to a body with a capital
    ("de la"), which none of `lands` is; `adding` before a name and `tallying` behind it lead to how many there are with it.
    """

    said: Phrases[str]
    member: Phrases[str]
    owner: Phrases[str]
    adding: Phrases[str]
    tallying: Phrases[str]
    lands: frozenset[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Serial | None:
        """From the lexicon `centres` of a language; None where it has no such words."""
        if not words.get("numbering") or not words.get("members"):
            return None
        names = ("numbering", "members", "member_owners", "adding", "tallying")
        said, member, owner, adding, tallying = (
            Phrases([(word, word) for word in words.get(name, ())], cased=False) for name in names
        )
        return cls(said, member, owner, adding, tallying, frozenset(fold(word) for word in words.get("lands", ())))

    def ends(self, text: str, phrases: Sequence[Phrase], numerals: Sequence[Numeral], lands: Collection[int]) -> Iterator[int]:
        """Ends of the names of which an ordinal is said that a network follows, and of those with which there are so many.

        `lands`: where places begin in the text.
        """
        words = split(text)
        counts = {n.first for n in numerals if n.kind is Kind.CARDINAL and not n.label}
        yield from (p.end for p in phrases if self._adds(text, words, p, counts))
        members = [n for n in numerals if (n.kind is Kind.ORDINAL or n.label) and self._of_network(text, words, n, lands)]
        for phrase in phrases:
            first = at_offset(words, phrase.end)
            for numeral in members:
                if 0 <= numeral.first - first <= BEFORE and self._says(text, words, first, numeral.first):
                    yield phrase.end

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
        return "," in gaps[0] or any(self.said.at(text, words, at) is not None for at in range(first, ordinal))
