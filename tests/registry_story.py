"""Records for the tests of the registry: a text is made of what is said, so that every offset is right. Everybody is invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.records import (
    Attendance,
    Centre,
    CentreNumber,
    Date,
    Event,
    FactField,
    Mention,
    Organisation,
    Person,
    Position,
    Record,
    Told,
)
from pipeline.registry.build import Builder
from pipeline.registry.decisions import Decision
from pipeline.registry.store import Store

AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


class Story:
    """One announcement, said piece by piece; `record` gives it."""

    def __init__(self, opening: str, *, published: str | None = None, language: str = "en") -> None:
        self.text, self.published, self.language = opening + "\n", published, language
        self.parts: dict[str, list[Any]] = {
            name: [] for name in ("dates", "centre_numbers", "people", "organisations", "centres", "events")
        }

    def span(self, said: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += said + ". "
        return {"text": said, "start": start, "end": start + len(said)}

    def evidence(self, said: str) -> dict[str, Any]:
        return self.span(said) | {"confidence": 0.9, "rule": "test.rule"}

    def centre(
        self, name: str, *, number: int | None = None, scope: str | None = None, date: str | None = None, **more: Any
    ) -> Story:
        facts = []
        if date:
            when = self.evidence(f"on {date}")
            self.parts["dates"].append(Date(**when, value=date))
            facts = [Told(**when, field=FactField.DATE, value=date)]
        if number:
            self.parts["centre_numbers"].append(
                CentreNumber(**self.evidence(f"number {number}"), kind="ordinal", value=number, scope=scope, centre=name)
            )
        mention = Mention(**self.span(name))
        self.parts["centres"].append(Centre(name=name, mentions=(mention,), facts=tuple(facts), date=date, **more))
        return self

    def organisation(self, name: str, **more: Any) -> Story:
        self.parts["organisations"].append(Organisation(name=name, mentions=(Mention(**self.span(name)),), **more))
        return self

    def person(self, name: str, *held: tuple[str, str | None]) -> Story:
        mention = Mention(**self.span(name))
        positions = tuple(
            Position(**self.evidence(f"{title} of {body}"), title=title, organisation=body) for title, body in held
        )
        self.parts["people"].append(Person(name=name, mentions=(mention,), positions=positions))
        return self

    def crowd(self, centre: str, value: int, comparator: str, date: str) -> Story:
        said = f"{comparator} {value} teachers"
        event = self.evidence(said)
        crowd = Attendance(value=value, comparator=comparator, text=said)
        self.parts["events"].append(Event(**event, type="workshop", date=date, centre=centre, attendance=crowd))
        return self

    @property
    def record(self) -> Record:
        parts = {name: tuple(items) for name, items in self.parts.items()}
        return Record(
            id=sha256(self.text.encode()).hexdigest(),
            source=f"{sha256(self.text.encode()).hexdigest()[:8]}.txt",
            published=self.published,
            language=self.language,
            language_confidence=1.0,
            model="test-1",
            text=self.text,
            **parts,
        )


def opening_in_naryn() -> list[Record]:
    """Eight announcements of one network: three languages, a contradiction, a namesake, an acronym, a reprint."""
    first = (
        Story("The network opens a house of learning beside the river.", published="2030-03-02")
        .organisation("Open Harbour Learning Alliance", acronym="OHLA", kind="network")
        .organisation("Naryn State University", kind="university", country="KG")
        .centre(
            "OHLA Kyrgyzstan National Centre",
            kind="national centre",
            country="KG",
            host="Naryn State University",
            status="established",
            date="2030-02-26",
            number=15,
            scope="001",
        )
        .person("Aizhan Turdubaeva", ("Rector", "Naryn State University"))
    )
    second = (
        Story("Сеть открыла дом учёбы у реки.", published="2030-03-03", language="ru")
        .organisation("Нарынский государственный университет", kind="university", country="KG")
        .centre(
            "Национальный центр OHLA в Кыргызстане",
            kind="national centre",
            country="KG",
            status="established",
            date="2030-02",
            host="Нарынский государственный университет",
            number=15,
        )
        .person("Айжан Турдубаева", ("ректор", "Нарынский государственный университет"))
    )
    third = (
        Story("A yearly review of the network, with a mistake.", published="2030-03-01")
        .organisation("OHLA", kind="network")
        .centre(
            "OHLA Kyrgyzstan National Centre", kind="national centre", country="KG", status="established", date="2030-02-27"
        )
        .centre("OHLA Ghana National Centre", kind="national centre", country="GH", number=13, status="established")
    )
    fourth = (
        Story("A workshop was held by the river.", published="2030-04-01")
        .centre("OHLA Kyrgyzstan National Centre", kind="national centre", country="KG")
        .crowd("OHLA Kyrgyzstan National Centre", 420, "=", "2030-03-30")
        .person("Wang Lei", ("Director", "Bailu University of Rivers"))
        .organisation("Bailu University of Rivers", kind="university", country="CN")
    )
    fifth = (
        Story("The same workshop in another paper.", published="2030-04-02")
        .centre("OHLA Kyrgyzstan National Centre", kind="national centre", country="KG")
        .crowd("OHLA Kyrgyzstan National Centre", 400, ">", "2030-03-30")
        .person("Wang Lei", ("Engineer", "Starry Night Media"))
        .organisation("Starry Night Media", kind="company")
    )
    sixth = (
        Story("An older plan, found late in a drawer.", published="2029-06-01")
        .centre("Kyrgyz National Centre", kind="national centre", country="KG", status="planned", host="Naryn State University")
        .organisation("Naryn State University", kind="university", country="KG", acronym="NSU")
        .person("A. Turdubaeva", ("Rector", "Naryn State University"))
    )
    seventh = (
        Story("A note without a date.")
        .organisation("Ministry of Education", kind="ministry")
        .organisation("NSU", kind="university")
        .person("Turdubaeva")
    )
    eighth = Story(first.text.strip() + " Reprinted with leave", published="2030-03-09")
    copy = eighth.record
    ninth = first.record.model_copy(
        update={"id": copy.id, "source": "reprint.txt", "text": copy.text, "published": copy.published}
    )
    stories = (first, second, third, fourth, fifth, sixth, seventh)
    return [*(story.record for story in stories), ninth]


def build(folder: Path, runs: Iterable[Sequence[Record]], *, decisions: Iterable[Decision] = (), at: datetime = AT) -> Path:
    """Build the registry from records, run by run; the folder of the dataset."""
    for records in runs:
        with Builder(folder / "registry", decisions=decisions) as builder:
            builder.take(records, at=at, batch=2)
            builder.resolve(at=at)
    return folder


def snapshot(folder: Path) -> dict[str, Any]:
    """Everything that the registry says, without record times: entities by id, subjects by entity, clusters of copies."""
    store = Store(folder / "registry")
    try:
        return {
            "entities": {id: json.loads(state) for id, state in store.all("select id, state from entities")},
            "subjects": dict(store.all("select u.id, n.entity from subjects u join nodes n on n.id = u.node")),
            "clusters": dict(store.all("select id, cluster from announcements")),
            "statements": sorted(row[0] for row in store.all("select id from statements where last_seen is null")),
            "edges": sorted(store.all("select a, b, probability from edges")),
            "names": sorted(store.all("select folded, entity from names")),
        }
    finally:
        store.close()
