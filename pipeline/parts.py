"""One record from the records of the parts of an announcement, each read by the model of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from pipeline.records import Centre, CentreNumber, Mention, NumberKind, Organisation, Person, Record
from pipeline.transcription.letters import fold, person_words
from pipeline.transcription.names import align

__all__ = ["join"]

Entity = TypeVar("Entity", Person, Organisation, Centre)
Spanned = TypeVar("Spanned", bound=Mention)

ONE_PERSON: Final = frozenset({"same_name", "transcribed", "similar_name", "part_of_name", "initials", "all_initials"})
"""How two names of one announcement lie beside each other where they are one person's, whatever their scripts."""


def join(body: Record, others: Sequence[Record]) -> Record:
    """The record of the body with what the other parts of the same text say.

    Who or what bears the same name in two parts is one, with all mentions, and so is a person whose name is transcribed; what the
    body leaves open, another part may say.
    Raises RecordError where a part was read from another text.
    """
    every = [body, *others]
    return Record.model_validate(
        body.model_copy(
            update={
                "title": _first([record.title for record in every if record.title], body.text),
                "published": body.published or next((one.published for one in others if one.published), None),
                "model": "+".join(dict.fromkeys(record.model for record in every)),
                # The line that dates the announcement is read by each part.
                "dates": _sorted({(one.start, one.end): one for record in reversed(every) for one in record.dates}.values()),
                "centre_numbers": _sorted(_borne([record.centre_numbers for record in every])),
                "events": _sorted(one for record in every for one in record.events),
                "people": _people([one for record in every for one in record.people]),
                "organisations": _one_each((one for record in every for one in record.organisations), _acronym),
                "centres": _one_each(one for record in every for one in record.centres),
            }
        ).model_dump()
    )


def _borne(parts: Sequence[Sequence[CentreNumber]]) -> Iterator[CentreNumber]:
    """The numbers of all parts; an ordinal without a centre is borne by the one that bears the same in another part.

    Parts beside the body mostly tell the same in other words: where the body gives an ordinal to a centre, they mean that one.
    """
    yield from _alike(parts[0], [number for part in parts[1:] for number in part], told=False)
    for part in parts[1:]:
        yield from _alike(part, parts[0], told=True)


def _alike(numbers: Iterable[CentreNumber], others: Iterable[CentreNumber], *, told: bool) -> Iterator[CentreNumber]:
    """Numbers with the bearers of the same ordinals elsewhere; if those are `told` by the body, with its only bearer in another scope, too."""
    named = [other for other in others if other.kind == NumberKind.ORDINAL and other.centre]
    for number in numbers:
        same = {other.centre for other in named if (other.value, other.scope) == (number.value, number.scope)}
        near = {other.centre for other in named if other.value == number.value and None in {other.scope, number.scope}}
        bare = number.kind == NumberKind.ORDINAL and number.centre is None
        whose = (same or (near if bare else set())) if told else (same if bare else set())
        if not whose and told and bare and not any(other.scope == number.scope for other in named):
            whose = {other.centre for other in named}
        mine = number.kind == NumberKind.ORDINAL and len(whose) == 1
        yield number.model_copy(update={"centre": next(iter(whose))}) if mine else number


def _first(titles: list[str], text: str) -> str | None:
    """The headline that stands first; one that the source's metadata gave stands in every part."""
    return min(titles, key=text.find, default=None)


def _sorted(spans: Iterable[Spanned]) -> tuple[Spanned, ...]:
    return tuple(sorted(spans, key=lambda one: (one.start, one.end)))


def _name(entity: Person | Organisation | Centre) -> str:
    return " ".join(entity.name.casefold().split())


def _acronym(entity: Person | Organisation | Centre) -> str | None:
    return entity.acronym if isinstance(entity, Organisation) else None


def _people(every: Sequence[Person]) -> tuple[Person, ...]:
    """One entry a person, by name or by what it sounds like; what sounds like two stays alone."""
    found: list[Person] = []
    for person in _one_each(every):
        like = [at for at, other in enumerate(found) if _one_person(person.name, other.name)]
        if len(like) == 1:
            found[like[0]] = _merged(found[like[0]], person)
        else:
            found.append(person)
    return tuple(found)


def _one_person(one: str, other: str) -> bool:
    """Whether two names, or one and a family name alone, are transcriptions of each other."""
    words = [person_words(name) for name in (one, other)]
    if {word.script for word in words[0]} == {word.script for word in words[1]}:
        return False
    feature = align(fold(one), fold(other)).feature
    return feature in ONE_PERSON or (feature == "family_only" and min(map(len, words)) == 1)


def _one_each(entities: Iterable[Entity], also: Callable[[Entity], str | None] = lambda _: None) -> tuple[Entity, ...]:
    """Entities in the order of their first mention, those of one name (or, `also`, of one other key) made one."""
    found: list[Entity] = []
    place: dict[str, int] = {}
    for entity in entities:
        keys = [key for key in (_name(entity), also(entity)) if key]
        at = next((place[key] for key in keys if key in place), len(found))
        if at == len(found):
            found.append(entity)
        else:
            found[at] = _merged(found[at], entity)
        place |= dict.fromkeys(keys, at)
    return tuple(sorted(found, key=lambda one: one.mentions[0].start))


def _merged(first: Entity, second: Entity) -> Entity:
    """The first with the mentions of the second, and its values where the first has none.

    A person's titles are those of the first that has any: in another language they are the same in other words.
    """
    said: dict[str, Any] = {name: value for name, value in dict(second).items() if getattr(first, name) is None}
    if isinstance(first, Centre | Organisation) and isinstance(second, Centre | Organisation):
        said["facts"] = (*first.facts, *(fact for fact in second.facts if fact.field in said))
    if isinstance(first, Person) and isinstance(second, Person):
        said = {"positions": first.positions or second.positions}
    return first.model_copy(update={**said, "mentions": _sorted((*first.mentions, *second.mentions))})
