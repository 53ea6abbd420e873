"""The registry in other systems' formats, read back by their own readers; every format says what the registry says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyld import jsonld
from rdflib.compare import to_isomorphic
from typer.testing import CliRunner

from pipeline.cli.main import command
from pipeline.dumps import DUMPS, export
from pipeline.dumps.ntriples import _term
from pipeline.dumps.tables import COLUMNS, TABLES
from pipeline.dumps.triples import PREFIXES, Literal
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.registry.facade import Registry
from pipeline.registry.models import EntityKind
from tests.registry_story import build, opening_in_naryn

pytestmark = pytest.mark.xdist_group("registry")

HERALD = rdflib.Namespace("urn:herald:term:")
SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.open(build(tmp_path_factory.mktemp("processed"), [opening_in_naryn()]))


@pytest.fixture(scope="module")
def written(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for name in DUMPS:
        assert export(registry, name, folder / name) == registry.version
    return folder


@pytest.fixture(scope="module")
def entities(registry: Registry) -> list[dict[str, Any]]:
    return [entity.model_dump(mode="json") for kind in EntityKind for entity in registry.entities(kind).entities]


@pytest.fixture(scope="module")
def graph(written: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(written / "ntriples", format="nt")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class TestTables:
    @pytest.mark.parametrize("name", TABLES)
    def test_csv_and_parquet_hold_the_same(self, written: Path, name: str) -> None:
        typed = pd.read_parquet(written / "parquet" / f"{name}.parquet")
        with (written / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert list(typed.columns) == list(rows[0]) == list(COLUMNS[name])
        assert len(typed) == len(rows) > 1
        for column, kind in COLUMNS[name].items():
            if kind is str:
                assert [row[column] for row in rows] == typed[column].fillna("").tolist()
            elif kind is int:
                assert [int(row[column]) for row in rows] == typed[column].tolist()
            elif kind is bool:
                assert [row[column] == "true" for row in rows] == typed[column].tolist()

    def test_duckdb_joins_a_value_with_the_characters_that_say_it(self, written: Path) -> None:
        found = duckdb.sql(
            f"select distinct e.name, s.value, s.text from '{written}/parquet/entities.parquet' e "
            f"join '{written}/parquet/statements.parquet' s on s.entity = e.id where s.property = 'number' order by all"
        ).fetchall()
        assert found == [
            ("OHLA Ghana National Centre", "13", "number 13"),
            ("OHLA Kyrgyzstan National Centre", "15", "number 15"),
        ]

    def test_every_entity_and_value_is_there_once(self, written: Path, entities: list[dict[str, Any]]) -> None:
        assert pd.read_parquet(written / "parquet" / "entities.parquet")["id"].tolist() == [item["id"] for item in entities]
        assert len(pd.read_parquet(written / "parquet" / "values.parquet")) == sum(len(item["values"]) for item in entities)


class TestLines:
    def test_a_line_is_an_entity_with_its_evidence(self, written: Path, entities: list[dict[str, Any]]) -> None:
        found = lines(written / "jsonl")
        assert [line["entity"] for line in found] == entities
        texts = {record.id: record.text for record in opening_in_naryn()}
        for line in found:
            known = {source["announcement"] for source in line["sources"]}
            for said in line["statements"]:
                assert said["announcement"] in known
                assert texts[said["announcement"]][said["start"] : said["end"]] == said["text"]


class TestTriples:
    def test_a_json_ld_processor_expands_to_the_same_triples(self, written: Path, graph: rdflib.Graph) -> None:
        document = json.loads((written / "jsonld").read_text("utf-8"))

        def fetched(url: str, _: object) -> None:
            pytest.fail(f"{url} was fetched")

        expanded = jsonld.expand(document, {"documentLoader": fetched})
        assert all(name.startswith(("@", *PREFIXES.values())) for node in expanded for name in node)
        quads = jsonld.to_rdf(expanded, {"format": "application/n-quads", "documentLoader": fetched})
        assert to_isomorphic(rdflib.Graph().parse(data=quads, format="nt")) == to_isomorphic(graph)

    def test_the_graph_answers_who_opened_when_and_who_says_so(self, graph: rdflib.Graph) -> None:
        rows = graph.query(
            """
            prefix s: <https://schema.org/> prefix h: <urn:herald:term:> prefix oa: <http://www.w3.org/ns/oa#>
            prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> prefix prov: <http://www.w3.org/ns/prov#>
            select distinct ?name ?founded ?host ?said where {
              ?centre a h:Centre ; s:name ?name ; s:foundingDate ?founded ; h:host/s:name ?host .
              ?claim rdf:subject ?centre ; rdf:predicate h:established_on ; rdf:object ?founded ;
                prov:hadPrimarySource/s:datePublished "2030-03-02" ; oa:hasSelector/oa:exact ?said }
            """
        )
        said = ("OHLA Kyrgyzstan National Centre", "2030-02-26", "Naryn State University", "on 2030-02-26")
        assert [tuple(str(cell) for cell in row) for row in rows] == [said]  # type: ignore[union-attr]

    def test_offsets_are_of_the_announcement(self, graph: rdflib.Graph) -> None:
        texts = {record.id: record.text for record in opening_in_naryn()}
        source = rdflib.URIRef("http://www.w3.org/ns/prov#hadPrimarySource")
        claims = list(graph.subject_objects(source))
        assert claims
        for claim, announcement in claims:
            characters = graph.value(claim, OA.hasSelector)
            start, end = (int(str(graph.value(characters, edge))) for edge in (OA.start, OA.end))
            assert texts[str(announcement).rpartition("-")[2]][start:end] == str(graph.value(characters, OA.exact))

    def test_nothing_is_said_twice(self, written: Path) -> None:
        said = (written / "ntriples").read_text("utf-8").split("\n")
        assert len(said) == len(set(said)) > 100

    def test_no_node_is_blank_and_every_target_is_described(self, graph: rdflib.Graph) -> None:
        assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
        described = set(graph.subjects())
        for name in ("host", "position", "holder", "organisation"):
            targets = {node for node in graph.objects(None, HERALD[name]) if isinstance(node, rdflib.URIRef)}
            assert targets <= described
        assert set(graph.objects(None, SCHEMA.subjectOf)) <= described

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    @example('say "yes"')
    @example("back\\slash \\u0041")
    @example("a\nb\r\tc\x00\x07\x0b\x7f\u0085\u2028")
    @example("центр 中心 مركز 🙂")
    def test_any_text_survives(self, text: str) -> None:
        line = f"<urn:a> <urn:b> {_term(Literal(text))} ."
        assert str(next(rdflib.Graph().parse(data=line, format="nt").objects())) == text


class TestFollowTheMoney:
    def test_people_offices_and_who_held_them(self, written: Path) -> None:
        found = {line["id"]: line for line in lines(written / "ftm")}
        assert {line["schema"] for line in found.values()} == {
            "Organization",
            "PublicBody",
            "Company",
            "Person",
            "Position",
            "Occupancy",
        }
        rector = next(line for line in found.values() if line["properties"].get("name") == ["Rector, Naryn State University"])
        held = [
            line for line in found.values() if line["schema"] == "Occupancy" and line["properties"]["post"] == [rector["id"]]
        ]
        assert [found[line["properties"]["holder"][0]]["properties"]["name"] for line in held] == [["Aizhan Turdubaeva"]]
        assert held[0]["properties"]["date"] == ["2029-06-01", "2030-03-02", "2030-03-03", "2030-03-09"]
        assert found[rector["properties"]["organization"][0]]["properties"]["abbreviation"] == ["NSU"]

    def test_its_own_library_finds_every_value_valid(self, written: Path) -> None:
        model = pytest.importorskip("followthemoney", reason="needs the extra `ftm`").model
        found = lines(written / "ftm")
        schemata = {line["id"]: model.get(line["schema"]) for line in found}
        assert len(schemata) == len(found)
        for line in found:
            proxy = model.get_proxy(line)
            proxy.schema.validate(line)
            for name, values in line["properties"].items():
                property = proxy.schema.get(name)
                assert property is not None, (line["schema"], name)
                for value in values:
                    if property.range:
                        assert schemata[value].is_a(property.range)
                    else:
                        assert property.type.clean(value) == value, (name, value)
                assert sorted(proxy.get(name)) == sorted(values)


class TestFailures:
    def test_an_unknown_format_names_the_known(self, registry: Registry, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match=r"'xml' is no export format.*csv, parquet, jsonl, jsonld, ntriples, ftm"):
            export(registry, "xml", tmp_path / "out")

    def test_what_cannot_be_written_is_not_there(self, registry: Registry, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        for name in DUMPS:
            with pytest.raises(DatasetError, match="cannot be written"):
                export(registry, name, tmp_path / "file" / "out")
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    def test_what_breaks_off_leaves_what_was_there(
        self, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export(registry, "jsonl", tmp_path / "out")
        before = (tmp_path / "out").read_bytes()

        def broken(_: str) -> None:
            raise DatasetError("the store is broken")

        monkeypatch.setattr(registry, "timeline", broken)
        with pytest.raises(DatasetError, match="broken"):
            export(registry, "jsonl", tmp_path / "out")
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        assert (tmp_path / "out").read_bytes() == before

    def test_a_registry_that_changes_meanwhile_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = build(tmp_path / "p", [opening_in_naryn()[:1]])
        monkeypatch.setitem(DUMPS, "jsonl", lambda _, __: build(folder, [opening_in_naryn()[2:3]]) and None)
        with pytest.raises(DatasetBusy, match="again"):
            export(Registry.open(folder), "jsonl", tmp_path / "out")

    def test_twice_is_the_same_bytes(self, registry: Registry, written: Path, tmp_path: Path) -> None:
        for name in ("jsonl", "jsonld", "ntriples", "ftm"):
            export(registry, name, tmp_path / name)
            assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_the_command_writes_a_file(registry: Registry, tmp_path: Path) -> None:
    done = CliRunner().invoke(command(), ["export", "ntriples", str(tmp_path / "out.nt"), "--in", str(registry.folder.parent)])
    assert done.exit_code == 0, done.output
    assert "urn:herald:centre-" in (tmp_path / "out.nt").read_text("utf-8")
