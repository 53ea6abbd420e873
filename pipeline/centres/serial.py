"""Names that are numbered as members of a network: "the Aral Library is the ninth of the chain", "…, la quinta de la red".

Of a school or a museum an ordinal by itself tells nothing ("the third in Spain"); that it is one of a network does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.names.phrase import Phrase
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Phrases, Word, at_offset, split

# Words from a name to its ordinal, and from that to the network.
BEFORE = 7
BETWEEN = 3
PARTING = frozenset(".;:!?()\n")


@dataclass(frozen=True, slots=True)
class Serial:
    """The words of one language: `said` may open what is said of a name, `member` leads to the network of which it is one."""

    said: Phrases[str]
    member: Phrases[str]

    @classmethod
    def of(cls, said: Sequence[str], member: Sequence[str]) -> Serial | None:
        """None where the language has no such words."""
        if not said or not member:
            return None
        return cls(
            Phrases([(word, word) for word in said], cased=False), Phrases([(word, word) for word in member], cased=False)
        )

    def ends(self, text: str, phrases: Sequence[Phrase], numerals: Sequence[Numeral]) -> Iterator[int]:
        """Ends of the names of which an ordinal is said that a network follows."""
        words = split(text)
        members = [n for n in numerals if (n.kind is Kind.ORDINAL or n.label) and self._of_network(text, words, n)]
        for phrase in phrases:
            first = at_offset(words, phrase.end)
            for numeral in members:
                if 0 <= numeral.first - first <= BEFORE and self._says(text, words, first, numeral.first):
                    yield phrase.end

    def _of_network(self, text: str, words: Sequence[Word], numeral: Numeral) -> bool:
        """Whether a network follows an ordinal, its noun and an adjective between."""
        for at in range(numeral.last, min(numeral.last + BETWEEN, len(words))):
            if set(text[words[at - 1].end : words[at].start]) & PARTING:
                return False
            if self.member.at(text, words, at) is not None:
                return True
        return False

    def _says(self, text: str, words: Sequence[Word], first: int, ordinal: int) -> bool:
        """Whether a comma, or a verb of being and little else, leads from a name to an ordinal."""
        gaps = [text[words[at - 1].end : words[at].start] for at in range(first, ordinal + 1) if at]
        if not gaps or any(set(gap) & PARTING for gap in gaps) or any("," in gap for gap in gaps[1:]):
            return False
        return "," in gaps[0] or any(self.said.at(text, words, at) is not None for at in range(first, ordinal))
