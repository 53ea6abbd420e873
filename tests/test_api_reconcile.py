"""OpenRefine's reconciliation protocol, called as its documentation calls it; answers are held against what its schemas require."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from pipeline.registry.build import Builder
from pipeline.registry.decisions import Decision
from pipeline.registry.facade import Registry
from pipeline.registry.store import Store
from tests.api_server import serving
from tests.registry_story import AT, Story, build, opening_in_naryn
from tests.test_api import problem

pytestmark = pytest.mark.xdist_group("registry")

NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
URL_WITH_ID = {"type": "object", "required": ["url"], "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": {"type": "string"},
        "identifierSpace": {"type": "string"},
        "schemaSpace": {"type": "string"},
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "view": URL_WITH_ID,
        "preview": URL_WITH_ID | {"required": ["url", "width", "height"]},
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": NAMED
                | {
                    "required": ["id", "name", "score"],
                    "properties": {
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": NAMED},
                        "features": {"type": "array", "items": {"properties": {"value": {"type": ["number", "boolean"]}}}},
                    },
                },
            }
        },
    },
}
SUGGESTED = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": NAMED}}}
CELL = {
    "oneOf": [
        NAMED | {"additionalProperties": False},
        {"type": "object", "required": ["str"], "properties": {"str": {"type": "string"}}, "additionalProperties": False},
        {"type": "object", "required": ["int"], "properties": {"int": {"type": "integer"}}, "additionalProperties": False},
    ]
}
EXTENSION = {
    "type": "object",
    "required": ["rows", "meta"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {"additionalProperties": {"additionalProperties": {"type": "array", "items": CELL}}},
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("processed"), [opening_in_naryn()])


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder) as found:
        yield found


def valid(response: httpx.Response, schema: dict[str, Any]) -> Any:
    assert response.status_code == 200, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    found = response.json()
    jsonschema.validate(found, schema)
    return found


def asked(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    """The candidates of one query, by GET and by POST, which must not differ."""
    batch = json.dumps({"q0": query})
    by_get = valid(client.get("/reconcile", params={"queries": batch}), RESULTS)
    assert valid(client.post("/reconcile", data={"queries": batch}), RESULTS) == by_get
    found: list[dict[str, Any]] = by_get["q0"]["result"]
    return found


def id_of(folder: Path, kind: str, name: str) -> str:
    return Registry.open(folder).entities(kind, query=name).entities[0].id


class TestManifest:
    def test_it_has_what_the_protocol_requires(self, client: httpx.Client) -> None:
        found = valid(client.get("/reconcile"), MANIFEST)
        assert {item["id"] for item in found["defaultTypes"]} == {"centre", "person", "organisation", "position"}

    def test_every_address_in_it_answers(self, client: httpx.Client, folder: Path) -> None:
        found = client.get("/reconcile").json()
        id = id_of(folder, "person", "aizhan")
        for part in found["suggest"].values():
            assert valid(httpx.get(part["service_url"] + part["service_path"], params={"prefix": "n"}), SUGGESTED)["result"]
        proposing = found["extend"]["propose_properties"]
        assert httpx.get(proposing["service_url"] + proposing["service_path"], params={"type": "centre"}).json()["properties"]
        for url in (found["view"]["url"], found["preview"]["url"]):
            assert "Aizhan" in httpx.get(url.replace("{{id}}", id)).text
        assert httpx.get(found["documentation"]).json()["openapi"].startswith("3.1")


class TestQueries:
    @pytest.mark.parametrize(
        ("name", "kind", "wanted"),
        [
            ("Naryn State University", "organisation", "Naryn State University"),
            ("Нарынский государственный университет", "organisation", "Naryn State University"),
            ("Турдубаева Айжан", "person", "Aizhan Turdubaeva"),
            ("Национальный центр OHLA в Кыргызстане", "centre", "OHLA Kyrgyzstan National Centre"),
            ("ректор, Нарынский государственный университет", "position", "Rector, Naryn State University"),
        ],
    )
    def test_a_name_in_another_spelling_or_script_finds_its_entity(
        self, client: httpx.Client, name: str, kind: str, wanted: str
    ) -> None:
        best = asked(client, query=name, type=kind)[0]
        assert (best["name"], best["type"]) == (wanted, [{"id": kind, "name": kind.capitalize()}])
        assert best["score"] > 80
        assert best["features"]

    def test_a_sure_and_lone_candidate_is_a_match(self, client: httpx.Client) -> None:
        assert asked(client, query="Aizhan Turdubaeva", type="person")[0]["match"]

    def test_two_namesakes_are_no_match(self, client: httpx.Client) -> None:
        found = asked(client, query="Wang Lei", type="person")
        assert [(item["name"], item["match"]) for item in found] == [("Wang Lei", False)] * 2
        assert len({item["description"] for item in found}) == 2

    def test_as_many_as_are_likely_are_no_match(self, tmp_path: Path) -> None:
        """An analyst knows that two centres of one name are two."""
        name = "OHLA Ghana National Centre"
        records = [
            Story(opening, published="2030-01-01").centre(name, country="GH", kind="national centre").record
            for opening in ("Of the coast.", "What the people of the plain say.")
        ]
        build(tmp_path / "one", [records])
        build(tmp_path / "two", [records])
        mentions = [row[0] for row in Store(tmp_path / "two" / "registry").all("select id from subjects order by id")]
        with Builder(
            tmp_path / "two" / "registry", decisions=[Decision(decision="different", left=mentions[0], right=mentions[1])]
        ) as law:
            law.resolve(at=AT)
        for folder, matches in (("one", [True]), ("two", [False, False])):
            with serving(tmp_path / folder) as client:
                found = asked(client, query=name, type="centre")
            assert [item["score"] >= 90 for item in found] == [True] * len(matches)
            assert [item["match"] for item in found] == matches

    def test_what_else_is_known_tells_namesakes_apart(self, client: httpx.Client, folder: Path) -> None:
        office = id_of(folder, "position", "engineer")
        before = asked(client, query="Wang Lei", type="person")[0]["score"]
        for value in ("Engineer, Starry Night Media", {"id": office}, [{"id": office, "name": "Engineer"}, "Judge"]):
            best, second = asked(client, query="Wang Lei", type="person", properties=[{"pid": "position", "v": value}])
            assert best["score"] > before > second["score"]
            assert best["description"] == "Engineer, Starry Night Media"

    def test_a_country_is_used(self, client: httpx.Client) -> None:
        right = asked(client, query="OHLA National Centre", type="centre", properties=[{"pid": "country", "v": "GH"}])
        assert right[0]["name"] == "OHLA Ghana National Centre"

    @pytest.mark.parametrize("name", ["", " ", "Zzyzx Lighthouse Academy", "\x00", "🙂", ",", "'; drop table entities"])
    def test_nothing_is_made_up(self, client: httpx.Client, name: str) -> None:
        assert asked(client, query=name) == []

    def test_a_type_that_is_none_has_no_candidates(self, client: httpx.Client) -> None:
        assert asked(client, query="Naryn State University", type="castle") == []
        assert asked(client, query="Naryn State University", type=["castle", "organisation"])

    def test_without_a_type_all_kinds_are_searched_and_a_limit_holds(self, client: httpx.Client) -> None:
        assert {item["type"][0]["id"] for item in asked(client, query="Naryn State University", limit=50)} >= {
            "organisation",
            "position",
        }
        assert len(asked(client, query="Naryn State University", limit=1)) == 1

    def test_a_batch_answers_every_key(self, client: httpx.Client) -> None:
        batch = {
            f"row {n}": {"query": name, "type_strict": "should", "limit": 3}
            for n, name in enumerate(["Naryn", "Ghana", "", "Wang Lei"])
        }
        found = valid(client.post("/reconcile", data={"queries": json.dumps(batch)}), RESULTS)
        assert list(found) == list(batch)
        assert [bool(item["result"]) for item in found.values()] == [True, True, False, True]

    def test_scores_fall(self, client: httpx.Client) -> None:
        scores = [item["score"] for item in asked(client, query="National Centre", limit=10)]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) > 1


class TestSuggestions:
    def test_names_that_begin_so_come_first(self, client: httpx.Client) -> None:
        found = valid(client.get("/reconcile/suggest/entity", params={"prefix": "nary"}), SUGGESTED)["result"]
        assert found[0]["name"] == "Naryn State University"
        assert any(item["name"].startswith("Rector") for item in found[1:])

    def test_any_form_of_a_name_is_found(self, client: httpx.Client) -> None:
        found = valid(client.get("/reconcile/suggest/entity", params={"prefix": "айжан"}), SUGGESTED)["result"]
        assert [item["name"] for item in found] == ["Aizhan Turdubaeva"]

    def test_one_type_only_and_from_a_cursor_on(self, client: httpx.Client) -> None:
        def names(**more: str) -> list[str]:
            response = client.get("/reconcile/suggest/entity", params={"prefix": "naryn", **more})
            return [item["name"] for item in valid(response, SUGGESTED)["result"]]

        assert names(type="position") == ["Rector, Naryn State University"]
        assert names(type="castle") == []
        assert names(cursor="1", limit="1") == names()[1:2]
        assert names(cursor="900") == []

    def test_parameters_that_only_a_client_knows_do_no_harm(self, client: httpx.Client) -> None:
        extra = {"prefix": "n", "type_strict": "any", "callback": "jQuery3", "_": "17", "lang": "en", "spell": "always"}
        for path in ("suggest/entity", "suggest/type", "suggest/property"):
            assert valid(client.get(f"/reconcile/{path}", params=extra), SUGGESTED)["result"]

    def test_without_a_type_the_properties_of_all_are_proposed_once(self, client: httpx.Client) -> None:
        found = [item["id"] for item in client.get("/reconcile/properties").json()["properties"]]
        assert {"host", "holder", "family", "acronym"} <= set(found)
        assert len(found) == len(set(found))
        assert client.get("/reconcile/properties", params={"type": "castle"}).json()["properties"] == []

    @pytest.mark.parametrize(("part", "wanted"), [("type", ["person"]), ("property", ["position"])])
    def test_types_and_properties(self, client: httpx.Client, part: str, wanted: list[str]) -> None:
        prefix = {"type": "pers", "property": "positi"}[part]
        found = valid(client.get(f"/reconcile/suggest/{part}", params={"prefix": prefix}), SUGGESTED)["result"]
        assert [item["id"] for item in found] == wanted

    def test_every_property_that_the_registry_has_can_be_fetched(self, client: httpx.Client, folder: Path) -> None:
        for kind in ("centre", "person", "organisation", "position"):
            known = {value.property for entity in Registry.open(folder).entities(kind).entities for value in entity.values}
            proposed = client.get("/reconcile/properties", params={"type": kind}).json()["properties"]
            assert known - {"mentioned_as"} <= {item["id"] for item in proposed}


class TestExtension:
    def extend(self, client: httpx.Client, ids: list[str], *names: str) -> Any:
        wanted = json.dumps({"ids": ids, "properties": [{"id": name} for name in names]})
        by_get = valid(client.get("/reconcile", params={"extend": wanted}), EXTENSION)
        assert valid(client.post("/reconcile", data={"extend": wanted}), EXTENSION) == by_get
        return by_get

    def test_strings_numbers_and_entities(self, client: httpx.Client, folder: Path) -> None:
        centre = id_of(folder, "centre", "Kyrgyzstan")
        found = self.extend(client, [centre], "country", "number", "established_on", "host")
        host = {"id": id_of(folder, "organisation", "naryn"), "name": "Naryn State University"}
        row = {"country": [{"str": "KG"}], "number": [{"int": 15}], "established_on": [{"str": "2030-02-26"}], "host": [host]}
        assert found["rows"] == {centre: row}
        assert [item.get("type", {}).get("id") for item in found["meta"]] == [None, None, None, "organisation"]

    def test_one_entity_under_three_names_is_one_cell(self, client: httpx.Client, folder: Path) -> None:
        office = id_of(folder, "position", "naryn")
        holder = {"id": id_of(folder, "person", "aizhan"), "name": "Aizhan Turdubaeva"}
        assert self.extend(client, [office], "holder")["rows"][office] == {"holder": [holder]}

    def test_what_is_not_known_is_empty(self, client: httpx.Client, folder: Path) -> None:
        person = id_of(folder, "person", "aizhan")
        assert self.extend(client, [person, "nobody"], "colour")["rows"] == {person: {"colour": []}, "nobody": {"colour": []}}


class TestRefusals:
    @pytest.mark.parametrize(
        ("fields", "part"),
        [
            ({"queries": "{"}, "body.queries"),
            ({"queries": "[]"}, "body.queries"),
            ({"queries": '{"q0": {"query": 7}}'}, "body.queries.q0.query"),
            ({"queries": '{"q0": {"query": "a", "limit": 0}}'}, "body.queries.q0.limit"),
            ({"queries": '{"q0": {"query": "a", "limit": NaN}}'}, "body.queries.q0.limit"),
            ({"queries": '{"q0": {"query": "a", "type_strict": "perhaps"}}'}, "body.queries.q0.type_strict"),
            ({"extend": '{"ids": []}'}, "body.extend.properties"),
            ({"query": "Naryn"}, "body"),
        ],
    )
    def test_a_bad_batch_names_its_bad_part(self, client: httpx.Client, fields: dict[str, str], part: str) -> None:
        response = client.post("/reconcile", data=fields)
        assert problem(response, 422)["errors"][0]["where"] == part
        assert response.headers["access-control-allow-origin"] == "*"

    def test_forms_only_and_not_too_large(self, client: httpx.Client) -> None:
        problem(client.post("/reconcile", json={"q0": {"query": "Naryn"}}), 415)
        problem(client.post("/reconcile", data={"queries": "x" * 2**21}), 413)

    def test_other_methods(self, client: httpx.Client) -> None:
        response = client.put("/reconcile", data={"queries": "{}"})
        problem(response, 405)
        assert response.headers["allow"] == "GET, HEAD, POST"
        assert client.post("/reconcile/suggest/entity").headers["allow"] == "GET, HEAD"

    def test_only_reconciliation_is_open_to_other_sites(self, client: httpx.Client) -> None:
        assert "access-control-allow-origin" not in client.get("/centres").headers

    def test_a_preview_is_a_page_that_cannot_run_anything(self, client: httpx.Client, folder: Path) -> None:
        response = client.get(f"/reconcile/preview/{id_of(folder, 'centre', 'Kyrgyzstan')}")
        assert response.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "OHLA Kyrgyzstan National Centre" in response.text
        problem(client.get("/reconcile/preview/nobody"), 404)


def test_a_preview_shows_names_as_text() -> None:
    from pipeline.api.reconcile.preview import page
    from pipeline.registry.models import Entity, Value

    name = "<script>alert('x')</script>"
    value = Value(property="host", value=name, current=True, confidence=1, sources=1, announcements=1)
    assert "<script" not in page(Entity(id="centre-1", kind="centre", name=name, values=(value,)))


def test_posting_writes_nothing(tmp_path: Path) -> None:
    build(tmp_path, [opening_in_naryn()[:1]])
    before = {
        path: path.read_bytes()
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file() and path.suffix in ("", ".json", ".parquet", ".sqlite")
    }
    version = Registry.open(tmp_path).version
    with serving(tmp_path) as client:
        asked(client, query="Naryn")
    assert Registry.open(tmp_path).version == version
    assert {path: path.read_bytes() for path in before} == before
