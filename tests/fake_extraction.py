"""Stands in for the models where a test is about what happens to records, not about how they are found.

Reads an invented mark-up: `2025-11-26` is a date, `No. 7` a centre number, `@Ada` a person, who holds the post after a colon
(`@Ada:rector`), `#Name` an organisation, `%Name` a centre, `!` after a word an event. `BUG` breaks the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from pipeline.errors import RecordError
from pipeline.records import (
    Announcement,
    Attendance,
    Centre,
    CentreNumber,
    Date,
    Event,
    Mention,
    Organisation,
    Person,
    Position,
    Record,
)

VERSION = "fake-1"
calls: list[str] = []


def extract(item: Announcement) -> Record | RecordError:
    """The record of an announcement in the invented mark-up."""
    calls.append(item.source)
    if "BUG" in item.text:
        return RecordError(f"{item.source}: broken on purpose")
    return _record(item)


@contextmanager
def installed(version: str = VERSION) -> Iterator[list[str]]:
    """Have herald use this in this process; gives the list of the sources that are extracted."""
    calls.clear()
    with (
        mock.patch("pipeline.dataset.workers.extracted", extract),
        mock.patch("pipeline.dataset.ingest.extractor", return_value=version),
    ):
        yield calls


def _record(item: Announcement) -> Record:
    text = item.text

    def found(pattern: str) -> list[re.Match[str]]:
        return list(re.finditer(pattern, text))

    def at(match: re.Match[str], group: int = 0) -> dict[str, object]:
        return {"text": match[group], "start": match.start(group), "end": match.end(group)}

    def mention(match: re.Match[str]) -> Mention:
        return Mention(text=match[1], start=match.start(1), end=match.end(1))

    said = {"confidence": 0.912345, "rule": "fake"}
    people = {}
    for match in found(r"@(\w+)(?::(\w+))?"):
        mentions, posts = people.setdefault(match[1], ([], []))
        mentions.append(mention(match))
        if match[2]:
            posts.append(Position(title=match[2], organisation="Ostra", **at(match, 2), **said))

    def gathered(mark: str) -> dict[str, tuple[Mention, ...]]:
        names = {match[1] for match in found(rf"{mark}(\w+)")}
        return {name: tuple(mention(m) for m in found(rf"{mark}(\w+)") if m[1] == name) for name in sorted(names)}

    return Record(
        id=item.id,
        source=item.source,
        title=item.title,
        published=item.published,
        language=item.language or "en",
        language_confidence=0.987654,
        model="fake-1",
        text=text,
        dates=tuple(Date(value=m[0], relative=item.published is not None, **at(m), **said) for m in found(r"\d{4}-\d\d-\d\d")),
        centre_numbers=tuple(CentreNumber(kind="ordinal", value=int(m[1]), **at(m), **said) for m in found(r"No\. (\d+)")),
        people=tuple(Person(name=n, mentions=tuple(m), positions=tuple(p)) for n, (m, p) in people.items()),
        organisations=tuple(Organisation(name=name, kind="university", mentions=m) for name, m in gathered("#").items()),
        centres=tuple(Centre(name=n, status="planned", date="2026/..", mentions=m) for n, m in gathered("%").items()),
        events=tuple(
            Event(type="visit", date="2025-21", attendance=Attendance(value=7, text=m[0]), **at(m), **said)
            for m in found(r"\w+!")
        ),
    )
