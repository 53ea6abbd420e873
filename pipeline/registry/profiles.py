"""What is known of a subject for the purpose of matching, free of language and of the announcement's other words.

Subjects with equal profiles are one node of the graph, so a body that ten thousand announcements name costs one comparison.
A subject that nothing identifies (a bare "Ministry of Education", a "Mr. Lee" without employer) keeps its announcement as part
of its profile: it never joins another by chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from pipeline.dataset.rows import key
from pipeline.records import Centre, NumberKind, Organisation, Person, Position, Record
from pipeline.registry.concepts import Terms, terms
from pipeline.registry.models import EntityKind
from pipeline.registry.statements import Subject
from pipeline.transcription.letters import fold, latin, person_words, skeleton

__all__ = ["Describer", "Profile"]

_ACRONYM = re.compile(r"[^\W\d_]{2,}(?:[-–][^\W\d_]{2,})*")
ENOUGH = 9
"""Information of a name from which it tells one person from another by itself."""


@dataclass(frozen=True, slots=True)
class Profile:
    """All that matching sees. Tuples are sorted where their order means nothing."""

    kind: str
    name: str
    concepts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str | None = None
    near: str | None = None
    sort: str | None = None
    network: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    holder: str | None = None
    private: str | None = None

    def dump(self) -> str:
        """As JSON, empty parts left out: the same profile, the same text."""
        parts = {name: value for name in _FIELDS if (value := getattr(self, name))}
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Profile:
        """The inverse of `dump`."""
        parts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(text).items()}
        return cls(**parts)

    @property
    def id(self) -> str:
        """The id of the node, and of the entity whose first node it is."""
        return f"{self.kind}-{key('profile', self.dump())[:16]}"

    @property
    def terms(self) -> tuple[str, ...]:
        """Concepts, countries and words."""
        return (*self.concepts, *self.countries, *self.words)


_FIELDS = tuple(sorted(field.name for field in fields(Profile)))


def organisation_keys(found: Terms, acronyms: Iterable[str]) -> tuple[str, ...]:
    """Keys under which a body is found from any language: its name as concepts, its acronyms."""
    sounds = (skeleton(word)[:3] or word for word in found.words)
    tokens = sorted({*found.concepts, *found.countries, *sounds})
    names = ["|".join(tokens)] if len(tokens) > 1 or found.words else []
    return tuple(sorted({*names, *(f"~{acronym}" for acronym in acronyms)}))


def short_forms(acronym: str | None) -> set[str]:
    """An acronym as it compares; the last part of one in two parts also stands for itself (ICHEI of UNESCO-ICHEI)."""
    if not acronym:
        return set()
    parts = [latin(part) for part in re.split(r"[\s\-–/]+", fold(acronym))]
    return {form for form in ("".join(parts), parts[-1] if len(parts[-1]) > 3 else "") if form}


def _spaced(name: str) -> str:
    """A name with spaces where Chinese and Latin letters meet."""
    return re.sub(r"[\u3400-\u9fff]+", " ", name)


def acronyms_in(name: str) -> tuple[str, ...]:
    """Words of capitals: IIOE, UNESCO-ICHEI."""
    return tuple(sorted({form for found in _ACRONYM.findall(_spaced(name)) if found.isupper() for form in short_forms(found)}))


class Describer:
    """Makes the profiles of one record's subjects."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._by_name: dict[str, Organisation | Centre] = {}
        for centre in record.centres:
            self._by_name[fold(centre.name)] = centre
        for organisation in record.organisations:
            for name in (organisation.acronym, organisation.name):
                if name:
                    self._by_name[fold(name)] = organisation
        bodies: list[Organisation | Centre] = [*record.centres, *record.organisations]
        countries = {item.country for item in bodies if item.country}
        self.near = next(iter(countries)) if len(countries) == 1 else None
        busiest = sorted(record.organisations, key=lambda item: (-len(item.mentions), fold(item.name)))[:3]
        self.company = tuple(sorted({k for item in busiest for k in self.keys(item.name)}))

    def describe(self, subject: Subject) -> Profile:
        """The profile of a subject of this record."""
        match subject.item:
            case Centre():
                return self.centre(subject.item)
            case Organisation():
                return self.organisation(subject.item)
            case Person():
                return self.person(subject.item)
        return self.position(subject.item, subject.holder or "")

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a body that the record names, with what the record knows of it."""
        item = self._by_name.get(fold(name))
        found = terms(item.name if item else name, self.record.language)
        short = short_forms(item.acronym) if isinstance(item, Organisation) else set()
        if not short and _only_capitals(name, found):
            short = short_forms(name)
        if found.generic and isinstance(item, Organisation):
            country = item.country or self.near
            found = Terms(found.concepts, (f"@{country}",) if country else (), found.words)
            if not country:
                return organisation_keys(Terms(), short) or (f"!{self.record.id}|{fold(name)}",)
        return organisation_keys(found, short)

    def organisation(self, item: Organisation) -> Profile:
        found = terms(item.name, self.record.language)
        short = short_forms(item.acronym)
        if _only_capitals(item.name, found):
            short |= short_forms(item.name)
        country = item.country or next((code[1:] for code in found.countries), None)
        near = None if country else self.near
        private = found.generic and not country and not near and not short
        return Profile(
            kind=EntityKind.ORGANISATION,
            name=fold(item.name),
            concepts=found.concepts,
            countries=found.countries,
            words=found.words,
            acronyms=tuple(sorted(short)),
            country=country,
            near=near if found.generic else None,
            sort=str(item.kind) if item.kind else None,
            private=self.record.id if private else None,
        )

    def centre(self, item: Centre) -> Profile:
        found = terms(item.name, self.record.language)
        capitals = set(acronyms_in(item.name))
        network = {k for word in capitals for k in self._network(word)}
        words = tuple(word for word in found.words if word not in capitals)
        numbers = {
            f"{number.scope or fold(number.scope_text or '')}={number.value}"
            for number in self.record.centre_numbers
            if number.kind == NumberKind.ORDINAL and number.centre and fold(number.centre) == fold(item.name)
        }
        country = item.country or next((code[1:] for code in found.countries), None)
        host = self.keys(item.host) if item.host else ()
        private = not country and not words and not numbers and not host
        return Profile(
            kind=EntityKind.CENTRE,
            name=fold(item.name),
            concepts=found.concepts,
            countries=found.countries,
            words=words,
            country=country,
            sort=item.kind,
            network=tuple(sorted(network)),
            numbers=tuple(sorted(numbers)),
            host=host,
            private=self.record.id if private else None,
        )

    def _network(self, acronym: str) -> tuple[str, ...]:
        for item in self.record.organisations:
            if acronym in short_forms(item.acronym):
                return self.keys(item.name)
        return (f"~{acronym}",)

    def person(self, item: Person) -> Profile:
        employers = {k for held in item.positions if held.organisation for k in self.keys(held.organisation)}
        titles = {title_key(held.title, self.record.language) for held in item.positions}
        alone = len(person_words(item.name)) < 2 and not employers
        return Profile(
            kind=EntityKind.PERSON,
            name=fold(item.name),
            organisations=tuple(sorted(employers)),
            company=() if employers else self.company,
            titles=tuple(sorted(titles - {""})),
            private=self.record.id if alone else None,
        )

    def position(self, item: Position | object, holder: str) -> Profile:
        assert isinstance(item, Position)
        found = terms(item.title, self.record.language)
        employer = self.keys(item.organisation) if item.organisation else ()
        own = not employer and found.generic
        return Profile(
            kind=EntityKind.POSITION,
            name=fold(item.title),
            concepts=found.concepts,
            countries=found.countries,
            words=found.words,
            organisations=employer,
            holder=fold(holder) if own else None,
            private=self.record.id if own and len(person_words(holder)) < 2 else None,
        )


def _only_capitals(name: str, found: Terms) -> bool:
    """Whether a name is nothing but an acronym."""
    return 0 < len(found.words) <= 2 and not found.concepts and not found.countries and name == name.upper() != name.lower()


def title_key(title: str, language: str) -> str:
    """A title as concepts, the same in every language that concepts.toml knows."""
    found = terms(title, language)
    return "|".join(found.tokens)
