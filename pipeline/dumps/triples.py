"""The registry as triples: schema.org where it has the word, herald's own terms where it has not, evidence as annotations.

A current value is a triple of its entity; every statement is an `rdf:Statement` with the announcement, the characters (code points,
counted from 0, end exclusive), the rule and the confidence. No blank nodes: every node has an IRI that stays.
Source:  schema.org; RDF 1.1; Web Annotation Vocabulary (oa); PROV-O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.dumps.everything import proven
from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity, EntityKind, Source, Statement, Value

__all__ = ["PREFIXES", "Iri", "Literal", "Node", "nodes"]

PREFIXES: Final = {
    "schema": "https://schema.org/",
    "herald": "urn:herald:term:",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
BASE: Final = "urn:herald:"
TYPES: Final = {
    "university": "schema:CollegeOrUniversity",
    "school": "schema:School",
    "ministry": "schema:GovernmentOrganization",
    "government": "schema:GovernmentOrganization",
    "company": "schema:Corporation",
    "ngo": "schema:NGO",
}
"""Kind of organisation → class; every other is a schema:Organization."""
WORDS: Final = {
    "family": "schema:familyName",
    "given": "schema:givenName",
    "acronym": "schema:alternateName",
    "title": "schema:roleName",
}
"""Property → its name in schema.org."""
FOUNDED: Final = {"established_on": "schema:foundingDate", "closed_on": "schema:dissolutionDate"}
ISO: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Iri:
    """A node or a class; `name` is whole, or `prefix:name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value; `type` is `xsd:…`, None for a plain string."""

    text: str
    type: str | None = None


Said = tuple[str, Iri | Literal]


@dataclass(frozen=True, slots=True)
class Node:
    """A subject with all that is said of it, as (predicate, object); predicates are `prefix:name`."""

    iri: str
    said: tuple[Said, ...]


def nodes(registry: Registry) -> Iterator[Node]:
    """Every entity, then every statement and announcement behind it; an announcement once."""
    seen: set[str] = set()
    for entity, statements, sources in proven(registry):
        yield Node(BASE + entity.id, tuple(dict.fromkeys([*_described(entity), *_subject_of(sources)])))
        if entity.country:
            country = ("schema:addressCountry", Literal(entity.country))
            yield Node(f"{BASE}{entity.id}#address", (("rdf:type", Iri("schema:PostalAddress")), country))
        for statement in statements:
            yield from _statement(entity.id, statement)
        for source in sources:
            if source.announcement not in seen:
                seen.add(source.announcement)
                yield _announcement(source)


def _described(entity: Entity) -> Iterator[Said]:
    yield "rdf:type", Iri(_type(entity))
    yield "rdf:type", Iri(f"herald:{entity.kind.capitalize()}")
    yield "schema:identifier", Literal(entity.id)
    yield "schema:name", Literal(entity.name)
    if entity.country:
        yield "schema:address", Iri(f"{BASE}{entity.id}#address")
    for value in entity.values:
        if value.property == "name" and value.value != entity.name:
            yield "schema:alternateName", Literal(value.value)
        elif value.current and value.property not in ("name", "country"):
            yield from _value(value)


def _type(entity: Entity) -> str:
    match entity.kind:
        case EntityKind.PERSON:
            return "schema:Person"
        case EntityKind.POSITION:
            return "schema:Role"
    return TYPES.get(entity.current("kind") or "", "schema:Organization")


def _value(value: Value) -> Iterator[Said]:
    if value.target:
        yield f"herald:{value.property}", Iri(BASE + value.target)
        if value.property == "position":
            yield "schema:jobTitle", Literal(value.value)
        return
    yield f"herald:{value.property}", _literal(value.property, value.value)
    if word := WORDS.get(value.property):
        yield word, Literal(value.value)
    if (word := FOUNDED.get(value.property)) and ISO.fullmatch(value.value):
        yield word, Literal(value.value)


def _literal(name: str, text: str) -> Literal:
    return Literal(text, "xsd:integer") if name in ("number", "attendance") and text.isdecimal() else Literal(text)


def _subject_of(sources: tuple[Source, ...]) -> Iterator[Said]:
    for source in sources:
        yield "schema:subjectOf", Iri(f"{BASE}announcement-{source.announcement}")


def _statement(entity: str, found: Statement) -> Iterator[Node]:
    iri = f"{BASE}statement-{found.id}"
    yield Node(
        iri,
        (
            ("rdf:type", Iri("rdf:Statement")),
            ("rdf:subject", Iri(BASE + entity)),
            ("rdf:predicate", Iri(f"herald:{found.property}")),
            ("rdf:object", _literal(found.property, found.value)),
            ("herald:comparator", Literal(found.comparator)),
            *((("herald:qualifier", Literal(found.qualifier)),) if found.qualifier else ()),
            *((("herald:date", Literal(found.date)),) if found.date else ()),
            ("herald:confidence", Literal(f"{found.confidence:.4f}", "xsd:decimal")),
            ("herald:rule", Literal(found.rule)),
            ("herald:model", Literal(found.model)),
            ("prov:generatedAtTime", Literal(found.first_seen.isoformat(), "xsd:dateTime")),
            ("prov:hadPrimarySource", Iri(f"{BASE}announcement-{found.announcement}")),
            ("oa:hasSelector", Iri(f"{iri}#characters")),
        ),
    )
    yield Node(
        f"{iri}#characters",
        (
            ("rdf:type", Iri("oa:TextPositionSelector")),
            ("oa:start", Literal(str(found.start), "xsd:integer")),
            ("oa:end", Literal(str(found.end), "xsd:integer")),
            ("oa:exact", Literal(found.text)),
        ),
    )


def _announcement(source: Source) -> Node:
    said: list[Said] = [
        ("rdf:type", Iri("schema:NewsArticle")),
        ("schema:identifier", Literal(source.announcement)),
        ("schema:inLanguage", Literal(source.language)),
        ("herald:source", Literal(source.source)),
        ("herald:cluster", Iri(f"{BASE}cluster-{source.cluster}")),
    ]
    if source.title:
        said.append(("schema:headline", Literal(source.title)))
    if source.published and ISO.fullmatch(source.published):
        said.append(("schema:datePublished", Literal(source.published)))
    return Node(f"{BASE}announcement-{source.announcement}", tuple(said))
