"""What the registry answers with: entities, values, statements, conflicts, changes. Frozen; dates are EDTF, times are UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from pipeline.records import Contract, Probability

__all__ = [
    "Candidate",
    "Change",
    "Conflict",
    "Entity",
    "EntityKind",
    "Feature",
    "Finding",
    "FindingKind",
    "Held",
    "Link",
    "Operation",
    "Page",
    "Period",
    "Redirect",
    "Source",
    "Statement",
    "Value",
    "Why",
]


class EntityKind(StrEnum):
    """What sort of real thing an entity is."""

    CENTRE = "centre"
    PERSON = "person"
    ORGANISATION = "organisation"
    POSITION = "position"


class Statement(Contract):
    """One claim of one announcement: `announcement.text[start:end]` says that `subject` has `property` = `value`."""

    id: str = Field(description="hash of the content, hex")
    subject: str = Field(description="the mention: one entity within one announcement")
    kind: EntityKind
    property: str
    value: str
    qualifier: str | None = Field(default=None, description="what the value holds for: a scope, an organisation, an event")
    comparator: str = Field(default="=", description="= > >= < <= ~, for numbers")
    date: str | None = Field(default=None, description="EDTF, when it held or holds")
    announcement: str = Field(description="`announcements.id`")
    text: str = Field(description="the characters that say it")
    start: int
    end: int
    confidence: Probability
    rule: str
    model: str
    target: str | None = Field(default=None, description="the subject that the value names, if the announcement has it")
    first_seen: datetime = Field(description="when the registry took it in, UTC")
    last_seen: datetime | None = Field(default=None, description="when the announcement ceased to say it; null while it does")


class Source(Contract):
    """An announcement that speaks of an entity; those of one `cluster` are copies of one text and count once."""

    announcement: str
    cluster: str
    source: str
    title: str | None = None
    published: str | None = None
    language: str


class Value(Contract):
    """One value of one property, with all who say it gathered. Competing values of a property share `group`."""

    property: str
    group: str = Field(default="", description="which of several series, scopes or events the value belongs to")
    value: str
    comparator: str = "="
    qualifier: str | None = None
    date: str | None = None
    current: bool = Field(description="whether the registry holds it for the true one, or one of the true ones")
    agrees: bool = Field(default=True, description="whether it can be true together with the current value")
    reason: str = Field(default="", description="why it is current, or why it is not")
    decided: bool = Field(default=False, description="whether an analyst decided for it")
    confidence: Probability = Field(description="of the surest statement")
    sources: int = Field(description="independent sources: copies of one text count once")
    announcements: int
    earliest: str | None = Field(default=None, description="first publication that says it, EDTF")
    latest: str | None = Field(default=None, description="last publication that says it, EDTF")
    target: str | None = Field(default=None, description="the entity that the value names, where it is one of the registry")


class Entity(Contract):
    """One real centre, person, organisation or position (an office, not its holder)."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    values: tuple[Value, ...] = ()
    sources: int = Field(default=0, description="independent sources")
    announcements: int = 0
    mentions: int = Field(default=0, description="announcement-local subjects that were resolved to it")

    def current(self, name: str) -> str | None:
        """The current value of a property, or None."""
        return next((value.value for value in self.values if value.property == name and value.current), None)

    def all(self, name: str) -> tuple[Value, ...]:
        """Every value of a property, the current one first."""
        return tuple(value for value in self.values if value.property == name)


class Redirect(Contract):
    """An id that now means another entity: it was merged, or its entity got an older name for its first."""

    id: str
    to: str


class Page(Contract):
    """Some entities in the order of their ids; `after` continues, None at the end."""

    entities: tuple[Entity, ...]
    after: str | None = None
    total: int


class Period(Contract):
    """A stretch of a timeline: `value` is attested from `first` to `last` (EDTF); `ends` says why it ends, if it does."""

    property: str
    value: str
    subject: str | None = Field(default=None, description="entity id: the person of a tenure, the position held")
    first: str | None
    last: str | None
    ends: str | None = None
    sources: int = 1


class Conflict(Contract):
    """Values of one property that cannot all be true."""

    entity: str
    kind: EntityKind
    name: str
    property: str
    group: str = ""
    values: tuple[Value, ...]


class FindingKind(StrEnum):
    """What is odd about a numbered series."""

    GAP = "gap"
    DUPLICATE = "duplicate"


class Finding(Contract):
    """A number of a series that no centre bears, or that several bear."""

    kind: FindingKind
    series: str = Field(description="network, unit and scope, in words")
    number: int
    entities: tuple[str, ...] = ()
    text: str


class Feature(Contract):
    """One reason for or against a match: what it adds to the score."""

    name: str
    weight: float
    text: str


class Link(Contract):
    """Why two mentions are held for one (`joined`) or two; `probability` follows from the features."""

    left: str
    right: str
    left_name: str
    right_name: str
    probability: Probability
    joined: bool
    by: str = Field(default="score", description="score, identity or decision")
    features: tuple[Feature, ...] = ()


class Why(Contract):
    """Everything behind an entity: statements, sources, and the links that made it one."""

    entity: Entity
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    links: tuple[Link, ...]


class Candidate(Contract):
    """An entity that a name may mean."""

    entity: Entity
    probability: Probability
    features: tuple[Feature, ...] = ()


class Operation(StrEnum):
    """What happened to an entity."""

    ADD = "ADD"
    MOD = "MOD"
    DEL = "DEL"


class Change(Contract):
    """One line of the change log; `seq` grows by one and is never used twice. `before` and `after` are states of an entity."""

    seq: int
    at: datetime
    op: Operation
    kind: EntityKind
    entity: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str


class Held(Contract):
    """What held on a day, as it was known at a time: an entity, and the stretches of its timeline that cover the day."""

    entity: Entity
    periods: tuple[Period, ...]
