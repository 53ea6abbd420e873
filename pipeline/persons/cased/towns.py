"""Towns that look like names: between a title and a name, of which they are no part ("Mayor of Suva Ann Poe"), or alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline import gazetteer, morphology
from pipeline.persons.phrases import Found
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Shapes
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token

__all__ = ["removed", "ruled", "seated"]

# Words of a town, at most.
LONGEST = 3
# Evidence that a town may have too.
BARE = {"entity", "speech", "given_name", "joined"}


def seated(scene: Scene, grammar: TitleGrammar, shapes: Shapes) -> Scene:
    """The same where a town between a title and a full name is a place, and no part of the name ("Mayor of Suva Ann Poe"), and a field no person."""
    towns: dict[int, int] = {}
    fields = set[int]()
    for index in range(len(scene.tokens)):
        head = grammar.heads.at(scene.tokens, index)
        for at in _seats(scene, grammar, head):
            fields |= {at} if _field(scene.tokens, at, grammar) else set()
            run = shapes.at(scene.tokens, at, barred=scene.inside.__contains__)
            seat = run is not None and len(run.capitals) > 2 and not shapes.begins_given(run.parts)
            public = (
                head is not None and head.phrase in grammar.civic and run is not None and len(run.capitals) == len(run.parts)
            )
            public = public and run is not None and run.parts[0].lower() not in grammar.field_words
            if run is not None and seat and (public or _town(run.parts[0], grammar) or shapes.begins_given(run.parts[1:])):
                towns[run.first] = run.first + 1
            elif (last := _long_town(scene.tokens, at, shapes)) > at:
                towns[at] = last
    if not towns and fields.isdisjoint(scene.entities):
        return scene
    inside = {at: end for first, end in towns.items() for at in range(first, end)}
    named = {first: last for first, last in scene.entities.items() if first not in fields}
    entities = {inside.get(first, first): last for first, last in named.items() if inside.get(first, first) < last}
    return replace(scene, places={**scene.places, **towns}, entities=entities)


def _field(tokens: Sequence[Token], at: int, grammar: TitleGrammar) -> bool:
    """Whether a field stands at the seat of a post, its place behind it: "concejala de | Urbanismo de Haro", which no recogniser makes a person."""
    linked = at + 1 < len(tokens) and grammar.prepositions.at(tokens, at + 1) is not None
    return linked and tokens[at].lower in grammar.field_words


def _seats(scene: Scene, grammar: TitleGrammar, head: Found | None) -> list[int]:
    """Where the places of a post may begin: behind its preposition, and behind a place and another preposition ("Consul of Peru in | Trieste")."""
    found = grammar.prepositions.at(scene.tokens, head.end) if head is not None else None
    if found is None:
        return [head.end] if head is not None and (grammar.genitive or head.phrase in grammar.placed_bare) else []
    seats = [found.end]
    while (place := scene.places.get(seats[-1])) is not None and (
        more := grammar.prepositions.at(scene.tokens, place)
    ) is not None:
        seats.append(more.end)
    return seats


def _long_town(tokens: Sequence[Token], at: int, shapes: Shapes) -> int:
    """Index behind a town of several words, the first no name by itself, before a full name: "La Pampa | Ann Poe"; `at` itself where none stands."""
    for last in range(min(at + LONGEST, len(tokens)), at + 1, -1):
        words = tokens[at:last]
        if not all(t.is_word and t.is_capital for t in words) or words[0].lower not in shapes.not_names:
            continue
        run = shapes.at(tokens, last, barred=lambda _: False) if last < len(tokens) else None
        full = run is not None and len(run.capitals) > 1
        if full and gazetteer.anywhere(" ".join(t.text for t in words)):
            return last
    return at


def ruled(tokens: Sequence[Token], first: int, last: int, *, grammar: TitleGrammar) -> bool:
    """In a language of cases, whether a place stands between a title and two capitals: "аким Тараза Ермек Болат"."""
    head = grammar.heads.at(tokens, first - 1) if first and grammar.genitive else None
    behind = tokens[last : last + 2]
    ruled = head is not None and head.end == first and not _given(tokens[first].text, grammar.language)
    return ruled and len(behind) > 1 and all(t.is_capital for t in behind)


def removed(scene: Scene, sightings: Sequence[Sighting], titles: Sequence[Title]) -> list[Sighting]:
    """The sightings less those that are towns, where neither title nor honorific nor, for a single word, a full name makes them persons.

    Nor is a single word one that only a title before it speaks for, where its complement and a comma part them: "Director of the Knock Centre, | Ballinure".
    """
    ends = {title.last for title in titles if title.last > title.core_last and scene.tokens[title.last - 1].is_capital}
    full = {word for s in sightings if len(s.name.words) > 1 for word in s.name.words}
    told = [s for s in sightings if s.honorific or not s.evidence <= BARE or not _only_town(s, full)]
    return [
        s
        for s in told
        if s.honorific or _spoken(s) or not _behind_body(scene, s, ends | set(scene.institutions.values()), full)
    ]


def _spoken(sighting: Sighting) -> bool:
    """Whether more than a title speaks for a person; of a word that is a town's, more than a recogniser."""
    more = sighting.evidence & BARE
    return bool(more - {"entity"} if gazetteer.anywhere(sighting.name.parts[0]) else more)


def _behind_body(scene: Scene, sighting: Sighting, ends: Collection[int], full: Collection[str]) -> bool:
    """Whether a word stands behind a body and a comma, as the town does where that is; `ends`: where bodies end, `full`: the words of full names."""
    at = sighting.name.first - 1
    apart = at > 0 and scene.tokens[at].text == "," and at in ends
    return apart and len(sighting.name.parts) == 1 and sighting.name.parts[0] not in full


def _only_town(sighting: Sighting, full: Collection[str]) -> bool:
    """Whether a name is that of a town; `full`: the words of full names."""
    name = sighting.name
    if len(name.parts) > 1:
        return name.parts == name.capitals and gazetteer.known(" ".join(name.parts)) and gazetteer.anywhere(name.parts[0])
    return name.parts[0] not in full and gazetteer.anywhere(name.parts[0])


def _town(word: str, grammar: TitleGrammar) -> bool:
    """Whether a word is the name of a town, in whatever case."""
    if not grammar.genitive:
        return gazetteer.known(word)
    forms = (word, *morphology.place_forms(word, grammar.language))
    return not _given(word, grammar.language) and any(gazetteer.known(form) for form in forms)


def _given(word: str, language: str) -> bool:
    return morphology.name_kind(word, language) is morphology.NameKind.NAME
