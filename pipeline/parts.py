"""One record from the records of the parts of an announcement, each read by the model of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pipeline.records import Centre, Mention, Organisation, Person, Record

__all__ = ["join"]

Entity = TypeVar("Entity", Person, Organisation, Centre)
Spanned = TypeVar("Spanned", bound=Mention)


def join(body: Record, others: Sequence[Record]) -> Record:
    """The record of the body with what the other parts of the same text say.

    Who or what bears the same name in two parts is one, with all mentions; what the body leaves open, another part may say.
    Raises RecordError where a part was read from another text.
    """
    every = [body, *others]
    return Record.model_validate(
        body.model_copy(
            update={
                "title": _first([record.title for record in every if record.title], body.text),
                "published": body.published or next((one.published for one in others if one.published), None),
                "model": "+".join(dict.fromkeys(record.model for record in every)),
                "dates": _sorted(one for record in every for one in record.dates),
                "centre_numbers": _sorted(one for record in every for one in record.centre_numbers),
                "events": _sorted(one for record in every for one in record.events),
                "people": _one_each(one for record in every for one in record.people),
                "organisations": _one_each((one for record in every for one in record.organisations), _acronym),
                "centres": _one_each(one for record in every for one in record.centres),
            }
        ).model_dump()
    )


def _first(titles: list[str], text: str) -> str | None:
    """The headline that stands first; one that the source's metadata gave stands in every part."""
    return min(titles, key=text.find, default=None)


def _sorted(spans: Iterable[Spanned]) -> tuple[Spanned, ...]:
    return tuple(sorted(spans, key=lambda one: (one.start, one.end)))


def _name(entity: Person | Organisation | Centre) -> str:
    return " ".join(entity.name.casefold().split())


def _acronym(entity: Person | Organisation | Centre) -> str | None:
    return entity.acronym if isinstance(entity, Organisation) else None


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
    """The first with the mentions and positions of the second, and its values where the first has none."""
    said: dict[str, Any] = {name: value for name, value in dict(second).items() if getattr(first, name) is None}
    if isinstance(first, Person) and isinstance(second, Person):
        said["positions"] = _sorted((*first.positions, *second.positions))
    return first.model_copy(update={**said, "mentions": _sorted((*first.mentions, *second.mentions))})
