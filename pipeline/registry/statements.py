"""A record as mentions and claims: each entity of one announcement, and what the announcement says of it, grounded.

Pure: the same record gives the same claims with the same ids, whenever and in whatever order it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from pipeline.dataset.rows import key
from pipeline.records import Centre, FactField, Mention, NumberKind, Organisation, Person, Position, Record
from pipeline.registry.models import EntityKind
from pipeline.transcription.letters import fold

__all__ = ["Claim", "Subject", "position_name", "read", "subject_id"]

DIGITS = 4
T = TypeVar("T", "Claim", "Subject")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement before it has record times; see `models.Statement` for the columns."""

    id: str
    subject: str
    kind: str
    property: str
    value: str
    qualifier: str | None
    comparator: str
    date: str | None
    announcement: str
    text: str
    start: int
    end: int
    confidence: float
    rule: str
    model: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One entity within one announcement, and the part of the record that describes it.

    `owner` is the person of a position, as a subject id, `holder` the name.
    """

    id: str
    kind: EntityKind
    name: str
    item: Centre | Person | Organisation | Position
    owner: str | None = None
    holder: str | None = None


COLUMNS = tuple(field.name for field in fields(Claim))
"""The columns of a claim, in order."""


def subject_id(announcement: str, kind: EntityKind, name: str) -> str:
    """The id of an entity within an announcement: it does not depend on offsets, so that a better model keeps it."""
    return key("subject", announcement, kind, fold(name))


def position_name(title: str, organisation: str | None) -> str:
    """An office as one string."""
    return f"{title}, {organisation}" if organisation else title


class _Reader:
    """Makes the claims of one record; each claim once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.claims: dict[str, Claim] = {}
        self.subjects: dict[str, Subject] = {}

    def subject(self, kind: EntityKind, name: str, item: Centre | Person | Organisation | Position) -> Subject:
        found = Subject(subject_id(self.record.id, kind, name), kind, name, item)
        return self.subjects.setdefault(found.id, found)

    def say(self, subject: Subject, name: str, value: object, span: Mention, **more: object) -> None:
        """One claim; `more`: qualifier, comparator, date, target, and `by`, which has confidence and rule."""
        if value is None or value == "":
            return
        item = more.get("by", span)
        confidence = round(float(getattr(item, "confidence", 1.0)), DIGITS)
        rule = str(getattr(item, "rule", ""))
        content = (
            subject.id,
            str(subject.kind),
            name,
            str(value),
            more.get("qualifier"),
            more.get("comparator") or "=",
            more.get("date"),
            self.record.id,
            span.text,
            span.start,
            span.end,
            confidence,
            rule,
            self.record.model,
            more.get("target"),
        )
        claim = Claim(key("statement", *content), *content)  # type: ignore[arg-type]
        self.claims.setdefault(claim.id, claim)

    def names(self, subject: Subject, item: Centre | Person | Organisation) -> None:
        """The name, and every other form in which the text has it, at its first place."""
        seen: set[str] = {fold(item.name)}
        first = next((m for m in item.mentions if fold(m.text) == fold(item.name)), item.mentions[0])
        self.say(subject, "name", item.name, first, by=item)
        for mention in sorted(item.mentions, key=lambda m: (m.start, m.end)):
            if fold(mention.text) not in seen:
                seen.add(fold(mention.text))
                self.say(subject, "mentioned_as", mention.text, mention, by=item)

    def told(self, subject: Subject, item: Centre | Organisation, field: FactField, *, name: str = "", **more: object) -> None:
        """A fact of an entity by the characters that tell it; by its first mention, where the record does not say which."""
        fact = next((fact for fact in item.facts if fact.field == field), None)
        self.say(subject, name or field, getattr(item, field), fact or item.mentions[0], by=fact or item, **more)

    def centre(self, item: Centre) -> None:
        subject = self.subject(EntityKind.CENTRE, item.name, item)
        self.names(subject, item)
        self.say(subject, "kind", item.kind, item.mentions[0], by=item)
        self.told(subject, item, FactField.COUNTRY)
        self.told(subject, item, FactField.HOST, target=self._body(item.host or ""))
        self.told(subject, item, FactField.STATUS, date=item.date)
        self.told(subject, item, FactField.DATE, name=f"{item.status}_on", date=item.date)
        self._numbers(subject, item)
        self._events(subject, item)

    def _numbers(self, subject: Subject, item: Centre) -> None:
        for number in self.record.centre_numbers:
            if number.kind == NumberKind.ORDINAL and number.centre and fold(number.centre) == fold(item.name):
                scope = number.scope or (fold(number.scope_text) if number.scope_text else "")
                series = f"{number.unit or item.kind or 'centre'}|{scope}"
                self.say(subject, "number", number.value, number, qualifier=series, comparator=number.comparator)

    def _events(self, subject: Subject, item: Centre) -> None:
        for event in self.record.events:
            if event.centre and fold(event.centre) == fold(item.name) and event.attendance:
                crowd = event.attendance
                at = self.record.text.find(crowd.text, event.start) if crowd.text else -1
                at = at if at >= 0 else self.record.text.find(crowd.text)
                span = Mention(text=crowd.text, start=at, end=at + len(crowd.text)) if at >= 0 and crowd.text else event
                self.say(
                    subject,
                    "attendance",
                    crowd.value,
                    span,
                    qualifier=f"{event.type}|{event.date or ''}",
                    comparator=crowd.comparator,
                    date=event.date,
                    by=event,
                )

    def organisation(self, item: Organisation) -> None:
        subject = self.subject(EntityKind.ORGANISATION, item.name, item)
        self.names(subject, item)
        if item.acronym:
            span = next((m for m in item.mentions if m.text == item.acronym), item.mentions[0])
            self.say(subject, "acronym", item.acronym, span, by=item)
        self.say(subject, "kind", item.kind, item.mentions[0], by=item)
        self.told(subject, item, FactField.COUNTRY)

    def person(self, item: Person) -> None:
        subject = self.subject(EntityKind.PERSON, item.name, item)
        self.names(subject, item)
        for name, value in (("family", item.family), ("given", item.given)):
            if value:
                span = next((m for m in item.mentions if fold(value) in fold(m.text)), item.mentions[0])
                self.say(subject, name, value, span, by=item)
        for position in item.positions:
            self.position(subject, item, position)

    def position(self, person: Subject, item: Person, position: Position) -> None:
        """A position claims of the person that it is held, and of the office who holds it."""
        name = position_name(position.title, position.organisation)
        scoped = name if position.organisation else f"{name}\x1f{fold(item.name)}"
        id = subject_id(self.record.id, EntityKind.POSITION, scoped)
        subject = self.subjects.setdefault(id, Subject(id, EntityKind.POSITION, name, position, person.id, item.name))
        seen = self.record.published
        self.say(person, "position", name, position, target=subject.id, date=seen)
        self.say(subject, "name", name, position)
        self.say(subject, "title", position.title, position)
        if position.organisation:
            self.say(subject, "organisation", position.organisation, position, target=self._body(position.organisation))
        self.say(subject, "holder", item.name, position, target=person.id, date=seen)

    def _body(self, name: str) -> str | None:
        """The subject that a name of a body means, if the record has it."""
        wanted = fold(name)
        for item in self.record.organisations:
            if wanted in (fold(item.name), fold(item.acronym or "")):
                return subject_id(self.record.id, EntityKind.ORGANISATION, item.name)
        if any(fold(item.name) == wanted for item in self.record.centres):
            return subject_id(self.record.id, EntityKind.CENTRE, name)
        return None


def read(record: Record) -> tuple[Sequence[Subject], Sequence[Claim]]:
    """The subjects and the claims of a record, sorted by id."""
    reader = _Reader(record)
    for organisation in record.organisations:
        reader.organisation(organisation)
    for centre in record.centres:
        reader.centre(centre)
    for person in record.people:
        reader.person(person)
    return _sorted(reader.subjects.values()), _sorted(reader.claims.values())


def _sorted(items: Iterable[T]) -> list[T]:
    return sorted(items, key=lambda item: item.id)
