"""What a text says that bodies do: house a centre, run it, open it, lend rooms, or look on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.centres.kinship import HAN
from pipeline.phrases import Match
from pipeline.spans import Fact

# Characters from a cue to a body or a pronoun right beside it; from a verb to a pronoun that leans on it.
NEAR, LEANING = 12, 2
# Characters from a body to its verb, from a verb to what it gives, from a verb to the body behind it, from a noun to its relative.
SUBJECT, GIVEN, BEHIND, RELATIVE = 24, 60, 45, 12
# Characters from what is given to the verb behind it.
INVERTED = 30
ENDS = frozenset(".;\n؛；。")
# Kinds of verbs that take something, and of what is said of a body whatever it takes.
TAKING = frozenset({"shelters", "runs", "founds", "lends"})
SAID = frozenset({"giving", "manages", "aloof"})
COMMA = "，"


def close(text: str, end: int, start: int, most: int) -> bool:
    """Whether an offset lies that few characters behind another, in the same sentence."""
    return 0 <= start - end <= most and not ENDS & set(text[end:start])


@dataclass(frozen=True, slots=True)
class Givers:
    """The verbs of a text. `nouns`: where centres are named or taken up; `inverts`: whether a subject may stand behind its verb."""

    text: str
    cues: Sequence[Match[str]]
    bodies: Sequence[Fact]
    nouns: Sequence[tuple[int, int]]
    inverts: bool

    def of(self, cue: Match[str]) -> Fact | None:
        """The body that does what a verb says; None where the verb gives nothing."""
        before = [fact for fact in self.bodies if self._close(fact.end, cue.start, SUBJECT) and self._joined(fact, cue)]
        behind = [fact for fact in self.bodies if self._close(cue.end, fact.start, BEHIND)]
        subject = max(before, key=lambda fact: fact.end, default=None)
        inverted = min(behind, key=lambda fact: fact.start, default=None)
        if cue.value in TAKING:
            return self._taker(cue, subject, inverted)
        if cue.value not in SAID:
            return None
        near = 0 <= (inverted.start if inverted else -1) - cue.end <= (NEAR if subject is None else LEANING)
        return inverted if near and self.inverts else subject

    def _taker(self, cue: Match[str], subject: Fact | None, inverted: Fact | None) -> Fact | None:
        """The subject of a verb that takes the centre or the premises; `inverted`: the body behind the verb."""
        given = self._given(cue)
        relatives = [c for c in self.cues if c.value == "relatives" and 0 <= cue.start - c.end <= 1]
        if any(self._close(end, relative.start, RELATIVE) for relative in relatives for _, end in given):
            return inverted
        said = any(self._close(end, cue.start, INVERTED) for _, end in given)
        said = said or any(self._close(c.end, cue.start, LEANING) for c in self.cues if c.value == "clitics")
        if self.inverts and inverted is not None:
            takes = any(self._close(inverted.end, start, GIVEN) for start, _ in given)
            if (said and subject is None) or (inverted.start - cue.end <= NEAR and (said or takes)):
                return inverted
        ahead = any(self._close(cue.end, start, GIVEN) for start, _ in given)
        leaning = (c for c in self.cues if c.value in {"pronouns", "clitics"})
        agents = (c for c in self.cues if c.value == "agents" and subject and 0 <= subject.start - c.end <= 1)
        if said and next(agents, None):
            return subject
        return subject if ahead or any(self._close(c.end, cue.start, NEAR) for c in leaning) else None

    def _given(self, cue: Match[str]) -> list[tuple[int, int]]:
        """What a verb may take: the centre or a word for it, the premises where they are lent."""
        kinds = {"pronouns", "premises"} if cue.value == "lends" else {"pronouns"}
        words = [(c.start, c.end) for c in self.cues if c.value in kinds]
        return words if cue.value == "lends" else [*words, *self.nouns]

    def _joined(self, body: Fact, cue: Match[str]) -> bool:
        """Whether a body is the subject of a verb behind it: where the script has no spaces, there is no comma between."""
        return self.text[body.start : body.start + 1] < HAN or COMMA not in self.text[body.end : cue.start]

    def _close(self, end: int, start: int, most: int) -> bool:
        return close(self.text, end, start, most)
