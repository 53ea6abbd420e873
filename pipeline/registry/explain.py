"""Why mentions are one entity or two, and what a name may mean: the comparisons of the builder, made again and told."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from pipeline.records import Centre, Mention, Organisation, Person, Position, Record
from pipeline.registry.blocks import keys, name_keys
from pipeline.registry.compare import Score, compare, threshold
from pipeline.registry.models import EntityKind, Link
from pipeline.registry.profiles import Describer, Profile
from pipeline.registry.statements import Subject
from pipeline.registry.store import Store

__all__ = ["candidates", "links", "question"]

MOST: Final = 40
"""Links told of one entity; a body that thousands name has more."""


def links(store: Store, id: str) -> tuple[Link, ...]:
    """The likeliest links within an entity, then those to its neighbours that were held for others, and by what."""
    rows = store.all("select id, profile from nodes where entity = ? order by first, id limit ?", id, MOST)
    mine = {node: Profile.load(profile) for node, profile in rows}
    inside = [
        _link(one, other, mine[one], mine[other], joined=True)
        for one, other in combinations(mine, 2)
        if store.one("select 1 from edges where a = ? and b = ?", one, other)
    ]
    outside = [
        _link(node, other, profile, Profile.load(text), joined=False)
        for node, profile in mine.items()
        for other, text in _neighbours(store, node, id)
    ]
    by_odds = sorted([*inside, *outside], key=lambda link: (not link.joined, -link.probability, link.left, link.right))
    return tuple(by_odds[:MOST])


def _neighbours(store: Store, node: str, entity: str) -> list[tuple[str, str]]:
    return store.all(
        "select distinct n.id, n.profile from keys k join keys o on o.key = k.key join nodes n on n.id = o.node "
        "where k.node = ? and n.entity <> ? order by n.id limit 10",
        node,
        entity,
    )


def _link(one: str, other: str, left: Profile, right: Profile, *, joined: bool) -> Link:
    score = compare(left, right)
    by = "score" if joined == (score.probability >= threshold(left.kind)) else "decision or contradiction within the group"
    return Link(
        left=one,
        right=other,
        left_name=left.name,
        right_name=right.name,
        probability=score.probability,
        joined=joined,
        by=by,
        features=score.features,
    )


def candidates(store: Store, asked: Profile, *, limit: int) -> list[tuple[str, str, Score]]:
    """What a name may mean, given its profile: (entity id, state, score) of those that share a block, the likeliest first."""
    found: dict[str, Score] = {}
    homes: dict[str, str] = {}
    for mark in sorted(_marks(asked)):
        for node, profile, home in store.all(
            "select n.id, n.profile, n.entity from keys k join nodes n on n.id = k.node "
            "where k.key = ?1 or k.key >= ?1 || '|' and k.key < ?1 || '}' limit 200",
            mark,
        ):
            if node not in found and home:
                found[node] = compare(asked, Profile.load(profile))
                homes[node] = home
    best: dict[str, Score] = {}
    for node, score in found.items():
        if homes[node] not in best or score.probability > best[homes[node]].probability:
            best[homes[node]] = score
    chosen = sorted(best, key=lambda id: (-best[id].probability, id))[:limit]
    return [(id, store.one("select state from entities where id = ?", id), best[id]) for id in chosen]


def _marks(asked: Profile) -> set[str]:
    """The keys of what is asked; of a person, without the employer that a question does not give."""
    found = set(keys(asked))
    if asked.kind == EntityKind.PERSON:
        found |= {f"{asked.kind}:{mark}" for mark in name_keys(asked.name)}
    return found


def question(kind: EntityKind, name: str, country: str | None, language: str) -> Profile:
    """The profile of a name that somebody asks for, as if an announcement said it."""
    span = (Mention(text=name, start=0, end=len(name)),)
    item: Centre | Person | Organisation | Position
    record = Record(id="", source="a question", language=language, language_confidence=1.0, text=name)
    match kind:
        case EntityKind.CENTRE:
            item = Centre(name=name, country=country, mentions=span)
        case EntityKind.ORGANISATION:
            item = Organisation(name=name, country=country, mentions=span)
        case EntityKind.PERSON:
            item = Person(name=name, mentions=span)
        case EntityKind.POSITION:
            title, _, organisation = name.partition(", ")
            item = Position(
                title=title,
                organisation=organisation or None,
                text=name,
                start=0,
                end=len(name),
                confidence=1.0,
                rule="question",
            )
    return Describer(record).describe(Subject("", kind, name, item))
