"""Lists of people: whoever stands in one with somebody is somebody too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.persons.scene import Scene
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["listed"]

# Tokens of a bracket behind a name, at most.
MOST_BRACKET = 6

# Evidence by which somebody stands in a list of people.
SOMEBODY = {"honorific", "title_before", "title_after", "byline", "entity", "given_name", "name_tag", "joined"}


def listed(scene: Scene, sightings: Sequence[Sighting], grammar: TitleGrammar) -> list[Sighting]:
    """The sightings; those of two words or more that a comma or a conjunction joins to somebody have the evidence "joined"."""
    found = list(sightings)
    for pairs in (pairwise(range(len(found))), pairwise(range(len(found) - 1, -1, -1))):
        for known, other in pairs:
            first, last = sorted((known, other))
            between = scene.tokens[found[first].name.last : found[last].name.first]
            line = _in_lines(scene, found[first], found[last])
            if _somebody(found[known]) and _unwitnessed(found[other]) and (line or _joined(between, grammar)):
                found[other] = found[other].with_evidence("joined")
    return found


def _somebody(sighting: Sighting) -> bool:
    return bool(sighting.evidence & SOMEBODY) and bool(sighting.honorific or len(sighting.name.words) > 1)


def _unwitnessed(sighting: Sighting) -> bool:
    """Whether nothing yet speaks for a name of two capitals or more and nothing else."""
    name = sighting.name
    return not sighting.evidence and len(name.words) > 1 and name.parts == name.capitals


def _in_lines(scene: Scene, one: Sighting, other: Sighting) -> bool:
    """Whether two names open lines that follow each other, a bullet before them or not, and a mark stands behind both."""
    tokens = scene.tokens
    opens = (_opens(tokens, one.name.first), _opens(tokens, other.name.first))
    breaks = sum(t.is_break for t in tokens[one.name.last : other.name.first])
    return all(opens) and breaks == 1 and all(_closed(tokens, s.name.last) for s in (one, other))


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the first word of its line."""
    while at and not tokens[at - 1].is_break and not tokens[at - 1].text[0].isalpha():
        at -= 1
    return not at or tokens[at - 1].is_break


def _closed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark or the end of the line stands behind a name."""
    return at >= len(tokens) or not tokens[at].is_word


def _joined(between: Sequence[Token], grammar: TitleGrammar) -> bool:
    """Whether nothing but a comma, a conjunction and a preposition repeated stands between two names: ", and", "et à"."""
    marks = [t.lower for t in between]
    if marks[:1] == ["("] and ")" in marks[:MOST_BRACKET]:
        marks = marks[marks.index(")") + 1 :]
    while marks and (marks[0] == "," or marks[0] in grammar.conjunctions):
        marks.pop(0)
        if not marks or (len(marks) == 1 and grammar.prepositions.at(between, len(between) - 1) is not None):
            return True
    return False
