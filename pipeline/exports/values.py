"""The values of a record as one flat list, for whoever shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Centre, CentreNumber, Event, Evidence, Mention, NumberKind, Organisation, Person, Record


@dataclass(frozen=True, slots=True)
class Value:
    """What a stretch of text says.

    `key` tells apart the values of a record; the mentions of one entity share it, and only the first is `leading`.
    """

    key: str
    kind: str
    value: str
    mention: Mention
    confidence: float
    rule: str
    leading: bool = True


def values(record: Record) -> list[Value]:
    """Every value of a record, kind by kind; within a kind in the order of the text."""
    return list(_values(record))


def _values(record: Record) -> Iterator[Value]:
    for i, date in enumerate(record.dates):
        yield _single(f"date-{i}", "date", date, date.value, date.modifier)
    for i, number in enumerate(record.centre_numbers):
        yield _single(f"number-{i}", "centre number", number, _number(number), number.scope_text, number.centre)
    for i, person in enumerate(record.people):
        name = " ".join(filter(None, [person.honorific, person.name]))
        yield from _mentions(f"person-{i}", "person", name, person)
        for j, position in enumerate(person.positions):
            yield _single(f"position-{i}-{j}", "position", position, person.name, position.title, position.organisation)
    for i, body in enumerate(record.organisations):
        yield from _mentions(f"organisation-{i}", "organisation", _joined(body.name, body.acronym, body.kind), body)
        yield from _facts(f"organisation-{i}", "organisation", body)
    for i, centre in enumerate(record.centres):
        yield from _mentions(f"centre-{i}", "centre", _joined(centre.name, centre.kind), centre)
        yield from _facts(f"centre-{i}", "centre", centre)
    for i, event in enumerate(record.events):
        yield _single(f"event-{i}", "event", event, event.type, event.date, event.place, event.centre, _attended(event))


def _number(number: CentreNumber) -> str:
    sign = "no. " if number.kind == NumberKind.ORDINAL else number.comparator.replace("=", "")
    return f"{sign}{number.value} {number.unit or ''}".strip()


def _attended(event: Event) -> str | None:
    return event.attendance.text if event.attendance else None


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _facts(key: str, kind: str, entity: Organisation | Centre) -> Iterator[Value]:
    for fact in entity.facts:
        yield _single(f"{key}-{fact.field}", kind, fact, entity.name, f"{fact.field} {fact.value}")


def _single(key: str, kind: str, evidence: Evidence, *parts: str | None) -> Value:
    return Value(key, kind, _joined(*parts), evidence, evidence.confidence, evidence.rule)


def _mentions(key: str, kind: str, value: str, entity: Person | Organisation | Centre) -> Iterator[Value]:
    for i, mention in enumerate(entity.mentions):
        yield Value(key, kind, value, mention, entity.confidence, entity.rule, leading=i == 0)
