"""Profiles that were compared, gathered into entities: a pure function of the graph, whatever the order it grew in.

Pairs are joined from the likeliest to the least likely, unless that would bring together what cannot be one. A profile that is
weak by itself (a bare acronym, a name of initials) comes last, and joins only where a single entity claims it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.registry.compare import compare
from pipeline.registry.models import EntityKind
from pipeline.registry.profiles import Profile
from pipeline.transcription.letters import person_words

__all__ = ["Graph", "gather"]

Pair = tuple[str, str]
REPRESENTATIVES = 3
UNLIKELY = 0.02
"""Probability under which the fullest profiles of two groups forbid that something weaker joins them."""


@dataclass(frozen=True, slots=True)
class Graph:
    """One connected part: profiles by node, probabilities by pair, and the analysts' law, in nodes."""

    profiles: Mapping[str, Profile]
    edges: Mapping[Pair, float]
    same: Collection[Pair] = ()
    different: Collection[Pair] = ()


@dataclass(slots=True)
class _Group:
    nodes: list[str]
    fullest: list[str]
    apart: set[str] = field(default_factory=set)


def gather(graph: Graph) -> list[list[str]]:
    """The entities of a connected part, each as its sorted nodes, in order."""
    work = _Work(graph)
    for one, other in sorted(graph.same):
        if one in work.of and other in work.of:
            work.join(one, other)
    ordered = sorted(graph.edges, key=lambda pair: (-graph.edges[pair], pair))
    weak = {id for id, profile in graph.profiles.items() if is_weak(profile)}
    for one, other in ordered:
        if (one in weak) == (other in weak):
            work.join_if_sound(one, other)
    work.attach(weak, ordered)
    return sorted(sorted(group.nodes) for group in work.groups())


def is_weak(profile: Profile) -> bool:
    """Whether a profile tells too little to bring two others together."""
    match EntityKind(profile.kind):
        case EntityKind.ORGANISATION:
            return bool(profile.acronyms) and not profile.concepts and not profile.country
        case EntityKind.PERSON:
            words = person_words(profile.name)
            return len(words) < 2 or any(word.initial for word in words)
        case EntityKind.CENTRE:
            return not profile.country and not profile.words
    return False


class _Work:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.of = {id: _Group([id], [id]) for id in graph.profiles}
        for one, other in graph.different:
            for a, b in ((one, other), (other, one)):
                if a in self.of:
                    self.of[a].apart.add(b)

    def groups(self) -> Iterable[_Group]:
        return {id(group): group for group in self.of.values()}.values()

    def join(self, one: str, other: str) -> None:
        a, b = self.of[one], self.of[other]
        if a is b:
            return
        if len(a.nodes) < len(b.nodes):
            a, b = b, a
        a.nodes += b.nodes
        a.apart |= b.apart
        a.fullest = sorted({*a.fullest, *b.fullest}, key=lambda id: (-_fullness(self.graph.profiles[id]), id))[:REPRESENTATIVES]
        for id in b.nodes:
            self.of[id] = a

    def join_if_sound(self, one: str, other: str) -> bool:
        a, b = self.of[one], self.of[other]
        if a is b:
            return True
        if not self.sound(a, b):
            return False
        self.join(one, other)
        return True

    def sound(self, a: _Group, b: _Group) -> bool:
        """Whether nothing forbids that two groups are one: no analyst, no veto, no plain contradiction of their fullest profiles."""
        if a.apart and not a.apart.isdisjoint(b.nodes):
            return False
        against = 0
        for left in a.fullest:
            for right in b.fullest:
                if ((left, right) if left < right else (right, left)) in self.graph.edges:
                    continue
                score = compare(self.graph.profiles[left], self.graph.profiles[right])
                if score.vetoed:
                    return False
                against += score.probability < UNLIKELY and any(found.name in CONTRADICTIONS for found in score.features)
        return 2 * against <= len(a.fullest) * len(b.fullest)

    def attach(self, weak: Collection[str], ordered: Iterable[Pair]) -> None:
        """Join each group of weak nodes to the one strong group that it has edges with; leave it alone where there are several."""
        claims: dict[str, dict[int, Pair]] = {}
        for one, other in ordered:
            if (one in weak) != (other in weak):
                feeble, firm = (one, other) if one in weak else (other, one)
                root = min(self.of[feeble].nodes)
                claims.setdefault(root, {}).setdefault(id(self.of[firm]), (feeble, firm))
        for root in sorted(claims):
            if len(claims[root]) == 1:
                self.join_if_sound(*next(iter(claims[root].values())))


CONTRADICTIONS = frozenset(
    {"different_words", "different_topics", "different_head", "different_network", "different_kind", "other_organisation"}
)


def _fullness(profile: Profile) -> int:
    return len(profile.terms) + len(profile.name.split()) + 2 * bool(profile.country)
