"""What decisions may say: whatever cannot be is refused with its line and the way out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from registry_story import AT, Story, opening_in_naryn
from typer.testing import CliRunner

from pipeline.cli.main import command
from pipeline.errors import DatasetError
from pipeline.registry.facade import Registry
from pipeline.registry.intake import build
from pipeline.registry.law import PROPERTIES
from pipeline.registry.models import EntityKind
from pipeline.registry.statements import read

pytestmark = pytest.mark.xdist_group("registry_cli")


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    lines = [json.dumps(record.model_dump(mode="json"), ensure_ascii=False) for record in opening_in_naryn()]
    (tmp_path / "records.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    build(tmp_path, at=AT, records=tmp_path / "records.jsonl")
    return tmp_path


def decide(processed: Path, *decisions: dict[str, str]) -> tuple[str, ...]:
    """Build with these decisions, which begin on the second line; the warnings."""
    (processed / "decisions.jsonl").write_text("\n" + "\n".join(json.dumps(item) for item in decisions), "utf-8")
    return build(processed, at=AT + timedelta(days=1), records=processed / "none.jsonl").warnings


def value(entity: str, about: str, said: str, group: str = "") -> dict[str, str]:
    return {"decision": "value", "entity": entity, "property": about, "value": said, "group": group}


@pytest.mark.parametrize(
    ("about", "said", "group", "why"),
    [
        ("colour", "red", "", "'colour' is no property of a centre; there are name, "),
        ("family", "Osei", "", "'family' is no property of a centre"),
        ("status", "flourishing", "", "'flourishing' is no value of status: the statuses are planned, "),
        ("launched_on", "last monday", "", "'last monday' is no value of launched_on: .*write EDTF, as 2025-11-26"),
        ("launched_on", "2025-02-30", "", "write EDTF"),
        ("country", "Oman", "", "'Oman' is no value of country: write OM"),
        ("country", "om", "", "write OM"),
        ("country", "QQ", "", "an ISO 3166 alpha-2 code"),
        ("number", "fifteenth", "national centre|001", "a whole number"),
        ("number", "15", "", "number needs a group, 'unit|scope'"),
        ("number", "15", "national centre|", "number needs a group"),
        ("attendance", "15", "workshop", "attendance needs a group"),
        ("host", "Talas State University", "x", "host has no groups: leave out 'x'"),
        ("name", " ", "", "name needs a value"),
    ],
)
def test_what_cannot_be_is_refused(processed: Path, about: str, said: str, group: str, why: str) -> None:
    centre = Registry.open(processed).entities("centre", country="KG").entities[0]
    with pytest.raises(DatasetError, match=f"decisions.jsonl, line 2: .*{why}"):
        decide(processed, value(centre.id, about, said, group))
    decide(processed)
    assert Registry.open(processed).entity(centre.id) == centre


@pytest.mark.parametrize(
    ("about", "said", "group"),
    [
        ("status", "closed", ""),
        ("launched_on", "2029-11/2030-01", ""),
        ("country", "OM", ""),
        ("number", "16", "national centre|001"),
        ("attendance", "15", "workshop|"),
        ("host", "Talas State University", ""),
    ],
)
def test_what_can_be_is_law_also_where_nobody_said_it(processed: Path, about: str, said: str, group: str) -> None:
    centre = Registry.open(processed).entities("centre", country="KG").entities[0]
    assert decide(processed, value(centre.id, about, said, group)) == ()
    found = Registry.open(processed).entities("centre", query="kyrgyzstan").entities[0]
    law = [item for item in found.all(about) if (item.group, item.current) == (group, True)]
    assert [(item.value, item.reason, item.sources) for item in law] == [(said, "an analyst says so", 0)]


@pytest.mark.parametrize("sort", ["same", "different"])
def test_two_of_different_kinds_are_neither_same_nor_different(processed: Path, sort: str) -> None:
    registry = Registry.open(processed)
    centre, person = (registry.entities(kind, limit=1).entities[0].id for kind in ("centre", "person"))
    with pytest.raises(DatasetError, match=f"line 2: {centre} is a centre, {person} a person: only two of one kind"):
        decide(processed, {"decision": sort, "left": centre, "right": person})
    mentioned = registry.statements(person)[0].subject
    with pytest.raises(DatasetError, match=f"line 2: {centre} is a centre, {mentioned} a person"):
        decide(processed, {"decision": sort, "left": centre, "right": mentioned})
    with pytest.raises(DatasetError, match="'host' is no property of a person"):
        decide(processed, value(mentioned, "host", "Talas State University"))


def test_an_id_that_never_was_is_refused_as_often_as_it_is_given(processed: Path) -> None:
    for _ in range(2):
        with pytest.raises(DatasetError, match="line 2: 'centre-nope' is no id of the registry; `herald registry centres`"):
            decide(processed, value("centre-nope", "status", "closed"))
    decide(processed)


def test_an_id_that_comes_with_its_announcement_is_known(processed: Path, tmp_path: Path) -> None:
    id = Registry.open(processed).entities("centre", country="KG").entities[0].id
    later = tmp_path / "later"
    later.mkdir()
    (later / "decisions.jsonl").write_text(json.dumps(value(id, "status", "closed")), "utf-8")
    build(later, at=AT, records=processed / "records.jsonl")
    assert Registry.open(later).entities("centre", country="KG").entities[0].current("status") == "closed"


def test_an_id_that_a_store_made_anew_does_not_know_is_warned_of(processed: Path) -> None:
    law = value("centre-0123456789abcdef", "status", "closed")
    for file in (processed / "registry").glob("registry.sqlite*"):
        file.unlink()
    for _ in range(2):
        (warning,) = decide(processed, law)
        assert "line 2: 'centre-0123456789abcdef' is no id of the registry any more" in warning
    (processed / "decisions.jsonl").write_text(json.dumps(law), "utf-8")
    done = CliRunner().invoke(command(), ["registry", "build", "--in", str(processed), "--from", str(processed / "none.jsonl")])
    assert done.exit_code == 0
    assert "no id of the registry any more" in " ".join(done.output.split())


def test_every_property_that_is_claimed_can_be_decided() -> None:
    records = [*opening_in_naryn(), Story("One more.").person("Aida Bekova", ("Rector", "Talas State University")).record]
    said = {(claim.kind, claim.property) for record in records for claim in read(record)[1]}
    assert {kind for kind, _ in said} == set(EntityKind)
    assert [pair for pair in said if pair[1] not in PROPERTIES[EntityKind(pair[0])]] == []


NARYN = [("planned", "2029-06-01", "2030-02-26"), ("established", "2030-02-26", None)]


@pytest.mark.parametrize(
    ("status", "on", "periods"),
    [
        ("established", None, NARYN),
        ("closed", None, [*NARYN[:1], ("established", "2030-02-26", "2030-03-09"), ("closed", "2030-03-09", None)]),
        ("closed", "2033", [*NARYN[:1], ("established", "2030-02-26", "2033"), ("closed", "2033", None)]),
        ("planned", None, [("planned", "2029-06-01", None)]),
        ("agreed", None, [("planned", "2029-06-01", "2030-02-26"), ("agreed", "2030-02-26", None)]),
        ("agreed", "2029-12", [("planned", "2029-06-01", "2029-12"), ("agreed", "2029-12", None)]),
        ("agreed", "2028", [("agreed", "2028", None)]),
    ],
)
def test_a_decided_status_is_the_last_of_the_timeline(
    processed: Path, status: str, on: str | None, periods: list[tuple[str, str, str | None]]
) -> None:
    id = Registry.open(processed).entities("centre", country="KG").entities[0].id
    dated = [value(id, f"{status}_on", on)] if on else []
    decide(processed, value(id, "status", status), *dated)
    registry = Registry.open(processed)
    assert [(item.value, item.first, item.last) for item in registry.timeline(id)] == periods
    held = [item for item in registry.as_of(held=date(2040, 1, 1)) if item.entity.id == id]
    assert [period.value for item in held for period in item.periods] == [status]


def test_a_decided_status_without_any_date_has_no_place_in_time(tmp_path: Path) -> None:
    record = Story("Undated.").centre("OHLA Peru National Centre", country="PE", status="planned").record
    (tmp_path / "records.jsonl").write_text(record.model_dump_json(), "utf-8")
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    build(tmp_path, at=AT, records=tmp_path / "records.jsonl")
    id = Registry.open(tmp_path).entities("centre").entities[0].id
    decide(tmp_path, value(id, "status", "closed"))
    assert Registry.open(tmp_path).timeline(id) == ()
    decide(tmp_path, value(id, "status", "closed"), value(id, "closed_on", "2031-05"))
    assert [(item.value, item.first) for item in Registry.open(tmp_path).timeline(id)] == [("closed", "2031-05")]
