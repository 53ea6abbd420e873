"""How a text says that a body houses something: the cues ("hosted by", "lends the rooms"), and the body that each speaks of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pipeline.phrases import Match, Phrases, fold, split
from pipeline.spans import Fact

# Characters from a cue to the body behind it; words of a part of the house between the two, with its article and link.
NEAR, PART = 12, 8
# Characters that so many words take, at most.
WIDE = 160
# Characters from a body to its verb, from a verb to what it gives, from a verb to the body behind it, from a noun to its relative.
SUBJECT, GIVEN, BEHIND, RELATIVE = 24, 60, 45, 12
ENDS = frozenset(".;\n؛；。")
# Kinds of cues behind which a body stands, and those of them behind which a part of it may: "in the workshops of X".
LEADING = frozenset({"strong", "weak", "within", "owner"})
PLACES = frozenset({"strong", "weak", "within"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language.

    `phrases`: cues by kind: `strong`, `weak`, `within` (a part of the body follows) and `owner` stand before the body; `giving` behind it;
    `shelters` are verbs that take the centre ("houses"), `lends` those that take the premises, `premises` nouns, `relatives` put the
    thing before the verb and the body behind it ("que", "которую"). `articles`: words between a cue and its body; `owners`: words that
    say whose a thing is ("of"); `worldwide`: words that open the name of a network; `seated`: Chinese words before the place in which a
    centre is seated; `cases`: whether the language has them; `posted`: whether a post stands right before an offset ("lecturer at");
    `elsewhere`: whether words hold the name of a place.
    """

    phrases: Phrases[str]
    articles: Collection[str]
    owners: Collection[str]
    worldwide: tuple[str, ...]
    seated: Collection[str]
    cases: bool
    posted: Callable[[str, int], bool]
    elsewhere: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue and the body of which it speaks. `start`: offset of the cue; `manner`: `next`, `part` of the body, or `verb`."""

    start: int
    cue: str
    body: str
    manner: str


def hits(text: str, words: Cues, bodies: Sequence[Fact], nouns: Sequence[tuple[int, int]]) -> list[Hit]:
    """Every cue of a text with its body, in the order of the text. `nouns`: where centres are named or taken up."""
    tokens = split(text)
    cues = [cue for n in range(len(tokens)) if (cue := words.phrases.at(text, tokens, n)) is not None]
    found = []
    for cue in cues:
        if cue.value in LEADING:
            found += [Hit(cue.start, cue.value, f.entity, manner) for f in bodies if (manner := _behind(text, words, cue, f))]
        elif cue.value != "premises" and (fact := _giver(text, cue, cues, bodies, nouns)) is not None:
            found.append(Hit(cue.start, cue.value, fact.entity, "verb"))
    return found


def _behind(text: str, words: Cues, cue: Match[str], body: Fact) -> str | None:
    """How a body stands behind a cue: right behind it, or behind one of its parts."""
    if not 0 <= body.start - cue.end <= WIDE:
        return None
    gap = text[cue.end : body.start]
    if len(gap) <= NEAR and cue.value != "within" and all(word in words.articles for word in fold(gap).split()):
        return "next"
    if cue.value not in PLACES or not gap.islower() or any(not c.isalnum() and c not in " '’-" for c in gap):
        return None
    between = fold(gap).replace("'", " ").replace("’", " ").split()
    if not 0 < len(between) <= PART:
        return None
    while between and between[-1] in words.articles and between[-1] not in words.owners:
        between.pop()
    return "part" if len(between) > 1 and (between[-1] in words.owners or not words.owners) else None


def _giver(
    text: str, cue: Match[str], cues: Sequence[Match[str]], bodies: Sequence[Fact], nouns: Sequence[tuple[int, int]]
) -> Fact | None:
    """The body that does what a verb says; None where the verb gives nothing."""

    def close(end: int, start: int, most: int) -> bool:
        return 0 <= start - end <= most and not ENDS & set(text[end:start])

    if cue.value in {"shelters", "lends"}:
        given = nouns if cue.value == "shelters" else [(c.start, c.end) for c in cues if c.value == "premises"]
        relatives = [c for c in cues if c.value == "relatives" and 0 <= cue.start - c.end <= 1]
        if any(close(end, relative.start, RELATIVE) for relative in relatives for _, end in given):
            behind = [fact for fact in bodies if close(cue.end, fact.start, BEHIND)]
            return min(behind, key=lambda fact: fact.start, default=None)
        if not any(close(cue.end, start, GIVEN) for start, _ in given):
            return None
    elif cue.value != "giving":
        return None
    before = [fact for fact in bodies if close(fact.end, cue.start, SUBJECT)]
    return max(before, key=lambda fact: fact.end, default=None)
