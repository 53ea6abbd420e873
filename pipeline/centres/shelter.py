"""Which body gives a centre its house, said with a verb: "X College lends the rooms", "el taller que aloja la X", "X houses the hub"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.phrases import Match
from pipeline.spans import Fact

# Characters: from a body to its verb, from a verb to what it gives, from a verb to the body behind it, from a noun to its relative.
SUBJECT, GIVEN, BEHIND, RELATIVE = 24, 60, 45, 12
ENDS = frozenset(".;\n؛；。")


@dataclass(frozen=True, slots=True)
class Shelter:
    """What a text says of houses given.

    `cues`: words by what they are: `shelters` (verbs that take the centre: "houses"), `lends` (verbs that take the premises),
    `premises` (nouns), `relatives` (that put the thing before the verb and the body behind it: "que", "которую").
    """

    text: str
    cues: Sequence[Match[str]]

    def giver(self, verb: Match[str], bodies: Sequence[Fact], nouns: Sequence[tuple[int, int]]) -> Fact | None:
        """The body that does what a verb says; None where the verb gives nothing. `nouns`: where the centre is named or taken up."""
        given = nouns if verb.value == "shelters" else [(c.start, c.end) for c in self.cues if c.value == "premises"]
        if any(self._close(end, relative.start, RELATIVE) for relative in self._relatives(verb) for _, end in given):
            behind = [fact for fact in bodies if self._close(verb.end, fact.start, BEHIND)]
            return min(behind, key=lambda fact: fact.start, default=None)
        if not any(self._close(verb.end, start, GIVEN) for start, _ in given):
            return None
        before = [fact for fact in bodies if self._close(fact.end, verb.start, SUBJECT)]
        return max(before, key=lambda fact: fact.end, default=None)

    def _relatives(self, verb: Match[str]) -> list[Match[str]]:
        return [cue for cue in self.cues if cue.value == "relatives" and 0 <= verb.start - cue.end <= 1]

    def _close(self, end: int, start: int, most: int) -> bool:
        return 0 <= start - end <= most and not ENDS & set(self.text[end:start])
