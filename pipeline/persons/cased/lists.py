"""Lists of people: whoever stands in one with somebody is somebody too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.persons.scene import Scene
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["listed"]

# Evidence by which somebody stands in a list of people.
SOMEBODY = {"honorific", "title_before", "title_after", "byline", "entity", "given_name", "name_tag", "joined"}


def listed(scene: Scene, sightings: Sequence[Sighting], grammar: TitleGrammar) -> list[Sighting]:
    """The sightings; those of two words or more that a comma or a conjunction joins to somebody have the evidence "joined"."""
    found = list(sightings)
    for pairs in (pairwise(range(len(found))), pairwise(range(len(found) - 1, -1, -1))):
        for known, other in pairs:
            first, last = sorted((known, other))
            between = scene.tokens[found[first].name.last : found[last].name.first]
            if _somebody(found[known]) and _unwitnessed(found[other]) and _joined(between, grammar):
                found[other] = found[other].with_evidence("joined")
    return found


def _somebody(sighting: Sighting) -> bool:
    return bool(sighting.evidence & SOMEBODY) and bool(sighting.honorific or len(sighting.name.words) > 1)


def _unwitnessed(sighting: Sighting) -> bool:
    """Whether nothing yet speaks for a name of two capitals or more and nothing else."""
    name = sighting.name
    return not sighting.evidence and len(name.words) > 1 and name.parts == name.capitals


def _joined(between: Sequence[Token], grammar: TitleGrammar) -> bool:
    """Whether nothing but a comma, a conjunction and a preposition repeated stands between two names: ", and", "et à"."""
    marks = [t.lower for t in between]
    while marks and (marks[0] == "," or marks[0] in grammar.conjunctions):
        marks.pop(0)
        if not marks or (len(marks) == 1 and grammar.prepositions.at(between, len(between) - 1) is not None):
            return True
    return False
