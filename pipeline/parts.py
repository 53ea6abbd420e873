"""One record from the records of the parts of an announcement, each read by the model of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pipeline import counterparts
from pipeline.records import Centre, CentreNumber, Event, Mention, NumberKind, Organisation, Person, Position, Record
from pipeline.transcription.letters import Word, fold, person_words
from pipeline.transcription.names import align
from pipeline.transcription.sounds import likeness

__all__ = ["join"]

Entity = TypeVar("Entity", Person, Organisation, Centre)
Body = TypeVar("Body", Organisation, Centre)
Said = TypeVar("Said", Organisation, Centre, CentreNumber, Event, Position)
Spanned = TypeVar("Spanned", bound=Mention)

ONE_PERSON: Final = frozenset({"same_name", "transcribed", "similar_name", "part_of_name", "initials", "all_initials"})
"""How two names of one announcement lie beside each other where they are one person's, whatever their scripts."""

LEAST, MEAN = 0.6, 0.8
"""How like their words are at least, and on average, where they are one person's spelt otherwise."""


def join(body: Record, others: Sequence[Record]) -> Record:
    """The record of the body with what the other parts of the same text say.

    Who or what bears the same name in two parts is one, with all mentions, and so is a person whose name is transcribed, and a body
    whose name is translated; its name is the one of the body of the text. What the body leaves open, another part may say.
    Raises RecordError where a part was read from another text.
    """
    every = [body, *(_named_alike(other, body) for other in others)]
    return Record.model_validate(
        body.model_copy(
            update={
                "title": _first([record.title for record in every if record.title], body.text),
                "published": body.published or next((one.published for one in others if one.published), None),
                "model": "+".join(dict.fromkeys(record.model for record in every)),
                # The line that dates the announcement is read by each part.
                "dates": _sorted({(one.start, one.end): one for record in reversed(every) for one in record.dates}.values()),
                "centre_numbers": _sorted(
                    _borne([record.centre_numbers for record in every], [one for record in every for one in record.centres])
                ),
                "events": _sorted(one for record in every for one in record.events),
                "people": _people([record.people for record in every]),
                "organisations": _one_each((one for record in every for one in record.organisations), _acronym),
                "centres": _one_each(one for record in every for one in record.centres),
            }
        ).model_dump()
    )


def _named_alike(part: Record, body: Record) -> Record:
    """A part with the names that the body of the text gives to the bodies of which both speak.

    Where one language takes for a centre what the other takes for another body, it is what the text's own language says.
    """
    here, there = (_bodies(one) for one in (part, body))
    pairs = list(counterparts.pairs(here, part.language, there, body.language))
    names = {one.name: other.name for one, other in pairs}
    shorts = {_acronym(other): other.name for other in body.organisations if other.acronym}
    names |= {one.name: shorts[_name(one)] for one in part.organisations if _name(one) in shorts}
    moved = [(one, other) for one, other in pairs if type(one) is not type(other)]
    away = {one.name for one, _ in moved}
    return part.model_copy(
        update={
            "organisations": (
                *(_renamed(one, names) for one in part.organisations if one.name not in away),
                *(_only_seen(one, other) for one, other in moved if isinstance(other, Organisation)),
            ),
            "centres": (
                *(_renamed(one, names, "host") for one in part.centres if one.name not in away),
                *(_only_seen(one, other) for one, other in moved if isinstance(other, Centre)),
            ),
            "centre_numbers": tuple(_renamed(one, names, "centre") for one in part.centre_numbers),
            "events": tuple(_renamed(one, names, "centre") for one in part.events),
            "people": tuple(
                one.model_copy(update={"positions": tuple(_renamed(held, names, "organisation") for held in one.positions)})
                for one in part.people
            ),
        }
    )


def _bodies(record: Record) -> list[Organisation | Centre]:
    return [*record.organisations, *record.centres]


def _renamed(one: Said, names: Mapping[str, str], *also: str) -> Said:
    """Something said of a body, with the names that other parts give it."""
    fields = [name for name in ("name", *also) if getattr(one, name, None) in names]
    return one.model_copy(update={name: names[getattr(one, name)] for name in fields}) if fields else one


def _only_seen(one: Organisation | Centre, other: Body) -> Body:
    """A body of the text's own language where only another language's part sees it."""
    return other.model_copy(update={"mentions": one.mentions, "facts": ()})


def _borne(parts: Sequence[Sequence[CentreNumber]], centres: Sequence[Centre]) -> Iterator[CentreNumber]:
    """The numbers of all parts; an ordinal without a centre is borne by the one that bears the same in another part.

    Parts beside the body mostly tell the same in other words: where the body gives an ordinal to a centre, they mean that one; where it
    gives none, the only one of all `centres` of the kind counted.
    """
    own = list(_alike(parts[0], [number for part in parts[1:] for number in part], told=False))
    others = [number for part in parts[1:] for number in _alike(part, parts[0], told=True)]
    ordinals = [number for number in (*own, *others) if number.kind == NumberKind.ORDINAL]
    yield from own
    for number in others:
        yield _of_kind(number, centres, ordinals)


def _of_kind(number: CentreNumber, centres: Iterable[Centre], ordinals: Iterable[CentreNumber]) -> CentreNumber:
    """An ordinal without a centre, borne by the only one of its kind ("mountain hub", "hub") that bears no other in its scope."""
    if number.kind != NumberKind.ORDINAL or number.centre is not None or not number.unit:
        return number
    taken = {other.centre for other in ordinals if other.scope == number.scope and other.value != number.value}
    noun = number.unit.rpartition(" ")[2]
    named = {centre.name for centre in centres if centre.kind and centre.kind.rpartition(" ")[2] == noun}
    return number.model_copy(update={"centre": named.pop()}) if len(named) == 1 and not named & taken else number


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
    return entity.acronym.casefold() if isinstance(entity, Organisation) and entity.acronym else None


def _people(parts: Sequence[Sequence[Person]]) -> tuple[Person, ...]:
    """One entry a person, by name or by what it sounds like; what sounds like two stays alone."""
    found = list(_one_each(parts[0]))
    for person in _one_each(one for part in parts[1:] for one in part):
        like = [at for at, other in enumerate(found) if _name(person) == _name(other)]
        like = like or [at for at, other in enumerate(found) if _one_person(person.name, other.name)]
        if len(like) == 1:
            found[like[0]] = _merged(found[like[0]], person)
        else:
            found.append(person)
    return tuple(sorted(found, key=lambda one: one.mentions[0].start))


def _one_person(one: str, other: str) -> bool:
    """Whether two names, or one and a family name alone, are transcriptions of each other, or one is part of the other."""
    words = [person_words(name) for name in (one, other)]
    if {word.script for word in words[0]} == {word.script for word in words[1]}:
        short, long = sorted(([word.folded for word in name] for name in words), key=len)
        return len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])
    feature = align(fold(one), fold(other)).feature
    return feature in ONE_PERSON or (feature == "family_only" and min(map(len, words)) == 1) or _sounds_like(*words)


def _sounds_like(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether the words of two names sound alike one by one: less is asked inside one announcement than of two."""
    if len(one) != len(other) or len(one) == 1:
        return False
    near = [likeness(a, b) for a, b in zip(one, other, strict=True)]
    return min(near) >= LEAST and sum(near) >= MEAN * len(near)


def _fuller(one: str, other: str) -> bool:
    """Whether one name has all words of another in the same script, and more."""
    words, fewer = ([word.folded for word in person_words(name)] for name in (one, other))
    return len(fewer) < len(words) and set(fewer) <= set(words)


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
        if _fuller(second.name, first.name):
            said |= {"name": second.name, "family": second.family, "given": second.given}
    return first.model_copy(update={**said, "mentions": _sorted((*first.mentions, *second.mentions))})
