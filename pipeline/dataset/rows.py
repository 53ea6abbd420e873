"""A record as rows of the tables; pure, without run columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from pipeline import edtf
from pipeline.dataset.schema import Row
from pipeline.errors import RecordError
from pipeline.records import Centre, Date, Event, Evidence, Mention, Organisation, Person, Record

__all__ = ["IDENTITY", "announcement", "children", "days", "identity", "key"]

DIGITS: Final = 4
"""Decimals of a confidence: what lies behind depends on how many threads multiplied the matrices."""

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "dates": ("value", "modifier"),
    "centre_numbers": ("kind", "value", "comparator", "unit", "scope"),
    "people": ("name",),
    "positions": ("person", "title", "organisation"),
    "organisations": ("name",),
    "centres": ("name",),
    "events": ("type", "date", "place", "centre"),
}
"""What tells two rows of a table apart, beside the announcement and the offsets."""

_LARGEST: Final = 2**63 - 1


def key(*parts: object) -> str:
    """A stable key of 128 bits, hex; parts are told apart, so that ("ab", "c") is not ("a", "bc")."""
    said = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def identity(table: str, row: Row) -> str:
    """The id that the content of a row gives it; a row that has another one was changed by other hands."""
    return key(row["announcement_id"], table, row["start"], row["end"], *(row[name] for name in IDENTITY[table]))


def children(record: Record) -> dict[str, list[Row]]:
    """Rows of every table but `announcements`, by table; each key once, sorted by place in the text.

    Raises RecordError for a number beyond 64 bits.
    """
    found: dict[str, list[Row]] = {
        "dates": [_date(record, item) for item in record.dates],
        "centre_numbers": [
            _evidence(record, item)
            | item.model_dump(include={"kind", "comparator", "unit", "scope", "scope_text", "centre"})
            | {"value": _number(record, item.value)}
            for item in record.centre_numbers
        ],
        "people": [_person(record, item) for item in record.people],
        "positions": [row for person in record.people for row in _positions(record, person)],
        "organisations": [_organisation(record, item) for item in record.organisations],
        "centres": [_centre(record, item) for item in record.centres],
        "events": [_event(record, item) for item in record.events],
    }
    return {table: list(_once(table, rows)) for table, rows in found.items()}


def announcement(record: Record, sources: Sequence[Row], version: str) -> Row:
    """The row of `announcements`: `sources` says it, the extractor `version` read it."""
    said = record.model_dump(include={"id", "source", "title", "published", "language", "text", "model"})
    return (
        said
        | days(record.published)
        | {
            "language_confidence": round(record.language_confidence, DIGITS),
            "characters": len(record.text),
            "sources": list(sources),
            "extractor": version,
        }
    )


def days(value: str | None) -> Row:
    """`earliest` and `latest` of an EDTF string; null where the interval is open, the value unknown or no EDTF."""
    if value is None or not edtf.valid(value):
        return {"earliest": None, "latest": None}
    first, after = edtf.bounds(value)
    return {
        "earliest": None if first == date.min else first,
        "latest": None if after == date.max else after - timedelta(days=1),
    }


def _once(table: str, rows: Sequence[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    keyed = ({"id": identity(table, row)} | row for row in rows)
    for row in sorted(keyed, key=lambda row: (row["start"], row["end"], row["id"])):
        if row["id"] not in seen:
            seen.add(row["id"])
            yield row


def _number(record: Record, value: int) -> int:
    if abs(value) > _LARGEST:
        raise RecordError(f"{record.source}: the number {value} is beyond 64 bits, no table can hold it")
    return value


def _row(record: Record, mention: Mention) -> Row:
    return {
        "announcement_id": record.id,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "model": record.model,
    }


def _evidence(record: Record, item: Evidence) -> Row:
    return _row(record, item) | {"confidence": round(item.confidence, DIGITS), "rule": item.rule}


def _entity(record: Record, table: str, item: Person | Organisation | Centre) -> Row:
    mentions = sorted(item.mentions, key=lambda mention: (mention.start, mention.end))
    if not mentions:
        raise RecordError(f"{record.source}: {table} {item.name!r} has no mention in the text")
    return _row(record, mentions[0]) | {
        "name": item.name,
        "mentions": [mention.model_dump(include={"text", "start", "end"}) for mention in mentions],
        "confidence": round(item.confidence, DIGITS),
        "rule": item.rule,
    }


def _date(record: Record, item: Date) -> Row:
    said = {"value": item.value, "modifier": item.modifier, "relative": item.relative}
    return _evidence(record, item) | said | days(item.value)


def _person(record: Record, item: Person) -> Row:
    return _entity(record, "people", item) | item.model_dump(include={"family", "given", "honorific"})


def _positions(record: Record, person: Person) -> Iterator[Row]:
    owner = identity("people", _entity(record, "people", person))
    for item in person.positions:
        said = {"person_id": owner, "person": person.name, "title": item.title, "organisation": item.organisation}
        yield _evidence(record, item) | said


def _organisation(record: Record, item: Organisation) -> Row:
    said = item.model_dump(include={"acronym", "kind", "country"})
    return _entity(record, "organisations", item) | said | _facts(item)


def _centre(record: Record, item: Centre) -> Row:
    said = item.model_dump(include={"kind", "country", "host", "status", "date"})
    return _entity(record, "centres", item) | said | days(item.date) | _facts(item)


def _facts(item: Organisation | Centre) -> Row:
    return {"facts": [fact.model_dump() | {"confidence": round(fact.confidence, DIGITS)} for fact in item.facts]}


def _event(record: Record, item: Event) -> Row:
    said = item.model_dump(include={"type", "date", "place", "centre"})
    crowd = item.attendance
    return (
        _evidence(record, item)
        | said
        | days(item.date)
        | {
            "attendance": None if crowd is None else _number(record, crowd.value),
            "attendance_comparator": None if crowd is None else crowd.comparator,
            "attendance_text": None if crowd is None else crowd.text,
        }
    )
