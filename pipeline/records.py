"""The record contract: what goes in (`Announcement`) and what one announcement yields (`Record`).

All models are frozen; field names are fixed, since gold files, tables and exports use them. Offsets count Unicode
code points, end exclusive. Dates are EDTF strings (ISO 8601-2, levels 0 and 1). Unknown is `None`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.errors import RecordError

Probability = Annotated[float, Field(ge=0, le=1)]


class NumberKind(StrEnum):
    """What a centre number says: which one in a sequence, or how many there are."""

    ORDINAL = "ordinal"
    COUNT = "count"


class Comparator(StrEnum):
    """How a number relates to the true one: `>` over, `>=` at least, `~` about."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "~"


class Modifier(StrEnum):
    """What a text says beside the date itself."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    CIRCA = "circa"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"


class Status(StrEnum):
    """How far a centre has come, in the order of progress; `closed` ends it."""

    PLANNED = "planned"
    AGREED = "agreed"
    ESTABLISHED = "established"
    LAUNCHED = "launched"
    OPERATING = "operating"
    CLOSED = "closed"


class FactField(StrEnum):
    """What a text tells of an entity besides its name."""

    COUNTRY = "country"
    HOST = "host"
    STATUS = "status"
    DATE = "date"


class EventType(StrEnum):
    """What an announcement makes known."""

    ESTABLISHMENT = "establishment"
    SIGNING = "signing"
    LAUNCH = "launch"
    VISIT = "visit"
    MEETING = "meeting"
    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    CEREMONY = "ceremony"
    APPOINTMENT = "appointment"
    OTHER = "other"


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    UNIVERSITY = "university"
    MINISTRY = "ministry"
    IGO = "igo"
    NGO = "ngo"
    COMPANY = "company"
    INSTITUTE = "institute"
    SCHOOL = "school"
    GOVERNMENT = "government"
    NETWORK = "network"


class Contract(BaseModel):
    """Base of every model: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=True)


class Announcement(Contract):
    """A text as published, before anything is extracted.

    `text` is what the reader gave and is never changed; `title`, `published` and `language` are what the source's
    metadata says of itself, `None` where it says nothing.
    """

    text: str
    source: str
    title: str | None = None
    published: str | None = Field(default=None, description="EDTF")
    language: str | None = Field(default=None, description="ISO 639-1, a hint")
    media_type: str = "text/plain"

    @cached_property
    def id(self) -> str:
        """Sha256 of the text, hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Mention(Contract):
    """Characters of the text: `record.text[start:end] == text`."""

    text: str
    start: int = Field(ge=0)
    end: int


class Evidence(Mention):
    """A mention with the rule that found it and the probability that its value is right."""

    confidence: Probability
    rule: str


class Date(Evidence):
    """An expression that names a day, month, season, year, decade, or a range of them."""

    value: str = Field(description="EDTF")
    modifier: Modifier | None = None
    relative: bool = False


class CentreNumber(Evidence):
    """Which one in a sequence a centre is, or how many there are."""

    kind: NumberKind
    value: int
    comparator: Comparator = Comparator.EQUAL
    unit: str | None = Field(default=None, description="what is counted, singular, lower case, English")
    scope: str | None = Field(default=None, description="UN M49 code or ISO 3166 alpha-2")
    scope_text: str | None = None
    centre: str | None = None


class Position(Evidence):
    """An office that a person holds or held, as the text says it."""

    title: str
    organisation: str | None = None


class Person(Contract):
    """One person of the announcement, all mentions gathered."""

    name: str
    family: str | None = None
    given: str | None = None
    honorific: str | None = None
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...] = ()
    confidence: Probability = 1.0
    rule: str = ""


class Told(Evidence):
    """One thing that the text tells of an entity, and by which characters.

    `field`: the field of the entity that holds the `value`; the confidence is the probability that the entity is one and the value right.
    """

    field: FactField
    value: str


class Organisation(Contract):
    """An institution, ministry, company or international body."""

    name: str
    acronym: str | None = None
    kind: OrganisationKind | None = None
    country: str | None = Field(default=None, description="ISO 3166 alpha-2")
    mentions: tuple[Mention, ...]
    facts: tuple[Told, ...] = Field(default=(), description="what tells the country")
    confidence: Probability = 1.0
    rule: str = ""


class Centre(Contract):
    """A centre that the announcement speaks about by name or by an unmistakable description."""

    name: str
    kind: str | None = None
    country: str | None = Field(default=None, description="ISO 3166 alpha-2")
    host: str | None = None
    status: Status | None = None
    date: str | None = Field(default=None, description="EDTF, of the status")
    mentions: tuple[Mention, ...]
    facts: tuple[Told, ...] = Field(default=(), description="what tells country, host, status and date, one each")
    confidence: Probability = 1.0
    rule: str = ""


class Attendance(Contract):
    """How many took part."""

    value: int
    comparator: Comparator = Comparator.EQUAL
    text: str


class Event(Evidence):
    """What happened or is to happen."""

    type: EventType
    date: str | None = Field(default=None, description="EDTF")
    place: str | None = None
    centre: str | None = None
    attendance: Attendance | None = None


class Clutter(Mention):
    """A stretch that belongs to the page, not to the announcement; nothing is extracted from it."""

    kind: str


class Record(Contract):
    """What one announcement yields."""

    id: str = Field(description="sha256 of the text, hex")
    source: str
    title: str | None = None
    published: str | None = Field(default=None, description="EDTF date of publication")
    language: str = Field(description="ISO 639-1, or und")
    language_confidence: Probability
    model: str = Field(default="", description="name and version of the model that read it")
    text: str
    dates: tuple[Date, ...] = ()
    centre_numbers: tuple[CentreNumber, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    centres: tuple[Centre, ...] = ()
    events: tuple[Event, ...] = ()
    clutter: tuple[Clutter, ...] = ()

    @model_validator(mode="after")
    def grounded(self) -> Record:
        """Refuse a record whose characters are not those of its text."""
        for mention in self.every_mention():
            if self.text[mention.start : mention.end] != mention.text or mention.start >= mention.end:
                raise RecordError(
                    f"{self.source}: {type(mention).__name__} [{mention.start}:{mention.end}] says {mention.text!r}, "
                    f"but the text there is {self.text[mention.start : mention.end]!r}"
                )
        return self

    def every_mention(self) -> Iterator[Mention]:
        """All grounded spans, table by table."""
        yield from self.dates
        yield from self.centre_numbers
        yield from self.events
        yield from self.clutter
        for person in self.people:
            yield from person.mentions
            yield from person.positions
        for organisation in self.organisations:
            yield from organisation.mentions
            yield from organisation.facts
        for centre in self.centres:
            yield from centre.mentions
            yield from centre.facts


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a `Record`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Record.model_json_schema()}
