"""What the reconciliation protocol says, as it says it: names are the protocol's, not ours."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel

__all__ = ["Batch", "Extend", "Extension", "Manifest", "Proposal", "Query", "Results", "Suggestions"]

Text = Annotated[str, Field(max_length=500)]
Id = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """Base of what clients send: JSON types as they are, nothing that the protocol does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Answer(BaseModel):
    """Base of what they get: what is not there is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Asked):
    """A value that is an entity, reconciled before."""

    id: Id
    name: Text | None = None


Scalar = str | float | bool | Named


class Constraint(Asked):
    """A value that the entity should have."""

    pid: Id
    v: Scalar | Annotated[list[Scalar], Field(max_length=20)]


class Query(Asked):
    """One name, and what else is known of it."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["query"]}, {"required": ["properties"]}]})

    query: Text = ""
    type: Id | Annotated[list[Id], Field(max_length=10)] | None = None
    limit: Annotated[float, Field(ge=1)] = 5
    properties: Annotated[list[Constraint], Field(max_length=20)] = []
    type_strict: Annotated[str, Field(pattern="^(any|should|all)$")] = "should"


class Batch(RootModel[Annotated[dict[str, Query], Field(max_length=500)]]):
    """Queries under keys of the client's choice."""


class Wanted(Asked):
    """A property to fetch."""

    id: Id
    settings: dict[str, Any] = {}


class Extend(Asked):
    """Which properties of which entities."""

    ids: Annotated[list[Id], Field(max_length=1000)]
    properties: Annotated[list[Wanted], Field(max_length=50)]


class Type(Answer):
    """A kind of entity, or a property."""

    id: str
    name: str


class Trait(Answer):
    """What a candidate's score comes from."""

    id: str
    value: float


class Candidate(Answer):
    """An entity that a name may mean; `score` is the probability of that in per cent."""

    id: str
    name: str
    description: str
    score: float
    match: bool
    type: list[Type]
    features: list[Trait]


class Result(Answer):
    """The candidates of one query, best first."""

    result: list[Candidate]


class Results(RootModel[dict[str, Result]]):
    """The results of a batch, under its keys."""


class Suggestion(Answer):
    """An entity, a type or a property that begins, or goes on, as the user types."""

    id: str
    name: str
    description: str
    notable: list[Type] = []


class Suggestions(Answer):
    """Suggestions, best first."""

    result: list[Suggestion]


class Proposal(Answer):
    """The properties of a type."""

    type: str
    properties: list[Type]
    limit: int


class Meta(Answer):
    """A property that was fetched; `type` where its values are entities."""

    id: str
    name: str
    type: Type | None = None


class Cell(Answer):
    """A value: an entity with id and name, a string, or an integer."""

    id: str | None = None
    name: str | None = None
    str_: str | None = Field(default=None, alias="str")
    int_: int | None = Field(default=None, alias="int")


class Extension(Answer):
    """Values by entity and property."""

    meta: list[Meta]
    rows: dict[str, dict[str, list[Cell]]]


class Address(Answer):
    """Where a part of the service is."""

    service_url: str
    service_path: str


class Suggest(Answer):
    """Where suggestions are."""

    entity: Address
    type: Address
    property: Address


class Pattern(Answer):
    """A URL with `{{id}}` in it."""

    url: str


class Preview(Answer):
    """Where a picture of an entity is, and its size in pixels."""

    url: str
    width: int
    height: int


class Extending(Answer):
    """What can be fetched."""

    propose_properties: Address
    property_settings: list[Any] = []


class Manifest(Answer):
    """What the service can do and where."""

    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815 - the protocol's name
    schemaSpace: str  # noqa: N815
    serviceVersion: str  # noqa: N815
    documentation: str
    defaultTypes: list[Type]  # noqa: N815
    view: Pattern
    preview: Preview
    suggest: Suggest
    extend: Extending
