"""Five real announcements in any order give one registry; built from their gold, so that extraction has no part in it."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from registry_story import build, snapshot

from pipeline.records import Record
from pipeline.registry.facade import Registry
from pipeline.registry.models import Entity

pytestmark = pytest.mark.xdist_group("registry_seeds")


def gold(path: Path) -> Record:
    """A gold file as a record; gold has neither confidence nor rule."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    grounded = [*found["dates"], *found["centre_numbers"], *found["events"]]
    grounded += [held for person in found["people"] for held in person["positions"]]
    for item in grounded:
        item.update(confidence=1.0, rule="gold")
    return Record.model_validate({"language_confidence": 1.0} | found)


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Record]:
    return [gold(path) for path in sorted((shared / "gold" / "seeds").glob("*.json"))]


@pytest.fixture(scope="module")
def folder(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("seeds"), [records])


@pytest.fixture(scope="module")
def registry(folder: Path) -> Registry:
    return Registry.open(folder)


def centre(registry: Registry, country: str, kind: str = "national centre") -> Entity:
    found = [c for c in registry.entities("centre", country=country).entities if c.current("kind") == kind]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("order", list(permutations(range(5)))[7::17])
def test_any_order_gives_the_same(order: tuple[int, ...], records: list[Record], folder: Path, tmp_path: Path) -> None:
    assert snapshot(build(tmp_path, [[records[at]] for at in order])) == snapshot(folder)


def test_kyrgyzstan(registry: Registry) -> None:
    found = centre(registry, "KG")
    numbers = {value.group.partition("|")[2]: value.value for value in found.all("number") if value.current}
    assert numbers == {"001": "15", "143": "2"}
    assert found.current("established_on") == "2025-11-26"
    assert found.current("host") == "Kyrgyz National University"
    assert found.sources == 2  # two of the five name the centre; its host is in three
    host = next(value.target for value in found.all("host"))
    university = registry.entity(str(host))
    assert isinstance(university, Entity)
    assert (university.name, university.sources) == ("Kyrgyz National University", 3)


@pytest.mark.parametrize(
    ("country", "kind", "number", "status", "day"),
    [
        ("GH", "national centre", "13", "established", "2025-07-31"),
        ("RS", "national centre", "14", "launched", "2025"),
        ("TM", "national centre", None, "agreed", "2025-10-08/2025-10-10"),
        ("UZ", "national centre", None, "planned", None),
        ("SG", "training centre", None, "established", "2025-10-23"),
        ("NG", "national centre", None, "operating", None),
        ("ZM", "national centre", None, "operating", None),
    ],
)
def test_the_other_centres(
    registry: Registry, country: str, kind: str, number: str | None, status: str, day: str | None
) -> None:
    found = centre(registry, country, kind)
    numbers = [value.value for value in found.all("number") if value.group.endswith("|001")]
    assert numbers == ([number] if number else [])
    assert found.current("status") == status
    assert found.current(f"{status}_on") == day


@pytest.mark.parametrize(
    ("name", "positions"),
    [
        ("Li Fan", 2),
        ("HAN Wei", 1),
        ("CAO Zian", 1),
        ("Bi Xiaohan", 1),
    ],
)
def test_people_once_each_with_their_positions(registry: Registry, name: str, positions: int) -> None:
    found = registry.entities("person", query=name).entities
    assert [entity.name for entity in found] == [name]
    assert len(found[0].all("position")) == positions


def test_nothing_contradicts(registry: Registry) -> None:
    assert list(registry.conflicts()) == []


def test_a_document_that_contradicts_shows_as_conflict(records: list[Record], tmp_path: Path) -> None:
    wrong = records[0].text.replace("November 26, 2025", "November 27, 2025")
    changed = json.loads(records[0].model_dump_json().replace("November 26, 2025", "November 27, 2025"))
    changed |= {"id": "f" * 64, "source": "wrong.txt", "text": wrong + " Another desk wrote this."}
    for item in (*changed["centres"], *changed["dates"]):
        for name in ("date", "value"):
            if item.get(name) == "2025-11-26":
                item[name] = "2025-11-27"
    registry = Registry.open(build(tmp_path, [[*records, Record.model_validate(changed)]]))
    assert [(item.name, item.property) for item in registry.conflicts()] == [
        ("IIOE Kyrgyzstan National Centre", "established_on")
    ]
    assert len([c for c in registry.entities("centre", country="KG").entities if c.current("kind") == "national centre"]) == 1
