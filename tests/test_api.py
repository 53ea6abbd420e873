"""The registry over HTTP, asked by a real client: lists, single entities, evidence, conflicts, changes; and every refusal."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.api.hosts import LOOPBACK
from pipeline.errors import DatasetError
from pipeline.registry.build import Builder
from pipeline.registry.decisions import Decision
from pipeline.registry.facade import Registry
from tests.api_server import QUICK, serving
from tests.registry_story import AT, Story, build, opening_in_naryn

pytestmark = pytest.mark.xdist_group("registry")

LISTS = ("centres", "people", "organisations", "positions")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("processed"), [opening_in_naryn()])


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder) as found:
        yield found


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Two namesakes that an analyst holds for one."""
    folder = build(tmp_path_factory.mktemp("processed"), [opening_in_naryn()])
    one, other = (entity.id for entity in Registry.open(folder).entities("person", query="wang lei").entities)
    law = Decision(decision="same", left=one, right=other)
    with Builder(folder / "registry", decisions=[law]) as builder:
        builder.resolve(at=AT + timedelta(days=1))
    kept = Registry.open(folder).entities("person", query="wang lei").entities[0].id
    return folder, next(id for id in (one, other) if id != kept), kept


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    """The problem details of a refusal, checked for what RFC 9457 asks."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["type"] == "about:blank"
    assert found["title"]
    assert found["detail"]
    return found


def names(response: httpx.Response) -> list[str]:
    return [item["name"] for item in response.json()["items"]]


class TestLists:
    @pytest.mark.parametrize("plural", LISTS)
    def test_a_list_is_what_the_registry_has(self, client: httpx.Client, folder: Path, plural: str) -> None:
        found = client.get(f"/{plural}").json()
        kind = {"people": "person"}.get(plural, plural.removesuffix("s"))
        known = Registry.open(folder).entities(kind).entities
        assert found["items"] == [entity.model_dump(mode="json") for entity in known]
        assert found["total"] == len(known)
        assert found["next"] is None

    @pytest.mark.parametrize(
        ("asked", "wanted"),
        [
            ("/centres?country=gh", ["OHLA Ghana National Centre"]),
            ("/centres?country=FR", []),
            ("/centres?q=Кыргызстане", ["OHLA Kyrgyzstan National Centre"]),
            ("/organisations?kind=Ministry", ["Ministry of Education"]),
            ("/organisations?kind=university&country=CN", ["Bailu University of Rivers"]),
            ("/organisations?kind=minister", []),
            ("/people?q=turdubaeva&limit=500", ["Aizhan Turdubaeva", "Turdubaeva"]),
        ],
    )
    def test_a_list_is_narrowed(self, client: httpx.Client, asked: str, wanted: list[str]) -> None:
        assert sorted(names(client.get(asked))) == wanted

    @pytest.mark.parametrize(
        "asked", ["/organisations?limit=2", "/organisations?limit=1&kind=university", "/people?limit=3&q=a"]
    )
    def test_links_lead_through_all_pages_and_each_entity_comes_once(self, client: httpx.Client, asked: str) -> None:
        at_once = [item["id"] for item in client.get(re.sub(r"limit=\d", "limit=50", asked)).json()["items"]]
        found, url = [], asked
        for _ in range(20):
            response = client.get(url)
            found += [item["id"] for item in response.json()["items"]]
            if response.json()["next"] is None:
                assert "link" not in response.headers
                break
            url = response.links["next"]["url"]
            assert url == response.json()["next"]
            assert url.count("after=") == 1
        assert found == at_once
        assert len(found) > 1

    def test_a_total_counts_all_pages(self, client: httpx.Client) -> None:
        found = client.get("/organisations?limit=1").json()
        assert (len(found["items"]), found["total"]) == (1, 5)
        assert client.get("/organisations?limit=1&kind=university").json()["total"] == 2


class TestOne:
    @pytest.mark.parametrize("plural", LISTS)
    def test_each_entity_has_its_own_path(self, client: httpx.Client, plural: str) -> None:
        for item in client.get(f"/{plural}").json()["items"]:
            assert client.get(f"/{plural}/{item['id']}").json() == item

    @pytest.mark.parametrize(
        "path", ["/centres/centre-0000000000000000", "/people/🙂", "/why/nobody", "/positions/%00", "/centres/a%2Fb"]
    )
    def test_an_unknown_id_is_not_found(self, client: httpx.Client, path: str) -> None:
        assert problem(client.get(path), 404)["instance"].startswith(path[:4])

    def test_an_entity_is_not_found_among_another_kind_but_its_place_is_told(self, client: httpx.Client) -> None:
        id = client.get("/people?q=aizhan").json()["items"][0]["id"]
        assert f"/people/{id}" in problem(client.get(f"/centres/{id}"), 404)["detail"]

    def test_why_shows_characters_of_announcements(self, client: httpx.Client) -> None:
        id = client.get("/centres?country=GH").json()["items"][0]["id"]
        found = client.get(f"/why/{id}").json()
        texts = {record.id: record.text for record in opening_in_naryn()}
        assert found["statements"]
        for said in found["statements"]:
            assert texts[said["announcement"]][said["start"] : said["end"]] == said["text"]
        assert {said["announcement"] for said in found["statements"]} <= {source["announcement"] for source in found["sources"]}


class TestMoved:
    @pytest.mark.parametrize("under", ["/people", "/why"])
    def test_a_merged_id_redirects_for_ever(self, merged: tuple[Path, str, str], under: str) -> None:
        folder, gone, kept = merged
        with serving(folder) as client:
            response = client.get(f"{under}/{gone}")
            assert response.status_code == 308
            assert response.headers["location"] == f"{under}/{kept}"
            assert client.get(response.headers["location"]).status_code == 200
            assert client.head(f"{under}/{gone}").headers["location"] == f"{under}/{kept}"

    @pytest.mark.parametrize("under", ["/centres", "/why", "/timeline", "/reconcile/preview"])
    def test_an_id_that_nothing_has_become_of_is_gone_also_from_a_store_made_anew(self, tmp_path: Path, under: str) -> None:
        """One word of the only announcement that names a centre is corrected."""
        wrong, right = (
            Story(f"A house {opening}.", published="2031-01-01").centre(f"{name} Study House", country="NO").record
            for opening, name in (("opens", "Mose"), ("opened", "Moss"))
        )
        build(tmp_path, [[wrong]])
        id = Registry.open(tmp_path).entities("centre").entities[0].id
        with Builder(tmp_path / "registry") as builder:
            builder.withdraw([wrong.id], at=AT)
            builder.take([right], at=AT)
            builder.resolve(at=AT)
        for _ in range(2):
            with serving(tmp_path) as client:
                assert "Mose Study House was removed on 2031-05-04" in problem(client.get(f"{under}/{id}"), 410)["detail"]
                assert client.get(f"{under}/{Registry.open(tmp_path).entities('centre').entities[0].id}").status_code == 200
                problem(client.get(f"{under}/centre-0000000000000000"), 404)
            for file in (tmp_path / "registry").glob("registry.sqlite*"):
                file.unlink()
            build(tmp_path, [[right]])


class TestTimeline:
    def test_a_centre_was_planned_then_established(self, client: httpx.Client) -> None:
        id = client.get("/centres?country=KG").json()["items"][0]["id"]
        stages = [
            (period["value"], period["first"], period["last"]) for period in client.get(f"/timeline/{id}").json()["items"]
        ]
        assert stages == [("planned", "2029-06-01", "2030-02-26"), ("established", "2030-02-26", None)]


class TestHosts:
    @pytest.mark.parametrize(
        ("host", "status"),
        [
            ("127.0.0.1", 200),
            ("localhost:8372", 200),
            ("LOCALHOST", 200),
            ("[::1]:8372", 200),
            ("museum.example", 421),
            ("localhost.museum.example", 421),
            ("127.0.0.1.museum.example:8372", 421),
            ("", 421),
        ],
    )
    def test_on_loopback_only_loopback_is_answered(self, folder: Path, host: str, status: int) -> None:
        with serving(folder, replace(QUICK, hosts=LOOPBACK)) as client:
            response = client.get("/health", headers={"Host": host})
            assert response.status_code == status
            if status == 421:
                problem(response, 421)


class TestCrowd:
    def test_many_ask_while_the_registry_grows(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()[:2]])
        with serving(tmp_path) as client:
            paths = [f"/{plural}" for plural in LISTS] + [
                "/conflicts",
                "/changes",
                "/findings",
                "/reconcile/suggest/entity?prefix=a",
            ]
            with ThreadPoolExecutor(12) as pool:
                asked = [pool.submit(client.get, path) for path in paths * 8]
                for record in opening_in_naryn()[2:]:
                    build(tmp_path, [[record]])
                assert {answer.result().status_code for answer in asked} == {200}
            assert client.get("/health").json()["version"] == Registry.open(tmp_path).version


class TestTags:
    @pytest.mark.parametrize("path", ["/centres", "/people?q=wang", "/conflicts", "/findings", "/changes?since=3", "/why/"])
    def test_who_has_the_answer_is_told_so(self, client: httpx.Client, path: str) -> None:
        path = path + client.get("/centres").json()["items"][0]["id"] if path == "/why/" else path
        tag = client.get(path).headers["etag"]
        for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            response = client.get(path, headers={"If-None-Match": sent})
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["etag"] == tag
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200

    def test_what_is_not_there_is_not_unchanged(self, client: httpx.Client) -> None:
        problem(client.get("/centres/none", headers={"If-None-Match": "*"}), 404)

    def test_a_change_changes_the_tag(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()[:1]])
        with serving(tmp_path) as client:
            before = client.get("/centres").headers["etag"]
            build(tmp_path, [opening_in_naryn()[2:3]])
            response = client.get("/centres", headers={"If-None-Match": before})
            assert response.status_code == 200
            assert response.headers["etag"] != before


class TestOddities:
    def test_conflicts_come_page_by_page(self, tmp_path: Path) -> None:
        """Two papers that agree on nothing: neither on days nor on numbers, of two centres."""
        records = [
            Story(opening, published="2030-03-01")
            .centre("OHLA Ghana National Centre", country="GH", status="established", date=f"2030-02-0{n}", number=12 + n)
            .centre("OHLA Kenya National Centre", country="KE", status="established", date=f"2030-01-0{n}", number=22 + n)
            .record
            for n, opening in ((1, "The harbour news."), (2, "What the hill people say."))
        ]
        build(tmp_path, [records])
        known = {(item.entity, item.property, item.group) for item in Registry.open(tmp_path).conflicts()}
        assert len(known) >= 4
        for limit in (1, 2, 3, 50):
            found: list[tuple[str, str, str]] = []
            url: str | None = f"/conflicts?limit={limit}"
            with serving(tmp_path) as client:
                while url and len(found) <= len(known):
                    page = client.get(url).json()
                    found += [(item["entity"], item["property"], item["group"]) for item in page["items"]]
                    url = page["next"]
            assert len(found) == len(known)
            assert set(found) == known

    def test_conflicts_of_one_kind(self, client: httpx.Client) -> None:
        assert {item["kind"] for item in client.get("/conflicts?kind=centre").json()["items"]} == {"centre"}
        assert client.get("/conflicts?kind=person").json()["items"] == []

    def test_a_gap_in_a_series(self, client: httpx.Client) -> None:
        assert [item["number"] for item in client.get("/findings?kind=gap").json()["items"]] == [14]
        assert client.get("/findings?kind=duplicate").json()["items"] == []


class TestChanges:
    def test_pages_are_the_whole_log_in_order(self, client: httpx.Client, folder: Path) -> None:
        found, since = [], 0
        while page := client.get(f"/changes?since={since}&limit=4").json():
            found += page["items"]
            since = page["last"]
            if page["next"] is None:
                break
        assert found == [change.model_dump(mode="json") for change in Registry.open(folder).changes()]
        assert [item["seq"] for item in found] == list(range(1, len(found) + 1))

    def test_the_end_of_the_log_is_empty_and_asks_on_from_there(self, client: httpx.Client) -> None:
        last = client.get("/health").json()["version"]
        assert client.get(f"/changes?since={last}").json() == {"items": [], "last": last, "next": None}
        assert client.get(f"/changes/stream?since={last}").status_code == 200

    @pytest.mark.parametrize("path", ["/changes?wait=20&since=", "/changes/stream?since="])
    def test_a_number_that_the_log_never_reached_is_of_another_log(self, client: httpx.Client, path: str) -> None:
        last = client.get("/health").json()["version"]
        told = problem(client.get(f"{path}{last + 1}"), 409)["detail"]
        assert f"ends at {last}, before {last + 1}" in told
        assert "since=0" in told
        problem(client.get("/changes/stream", headers={"Last-Event-ID": str(last + 1)}), 409)

    def test_a_held_request_is_answered_by_the_next_change(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()[:1]])
        last = Registry.open(tmp_path).version
        with serving(tmp_path) as client:
            url, answers = f"{client.base_url}/changes?since={last}&wait=20", []
            asking = threading.Thread(target=lambda: answers.append(httpx.get(url, timeout=60, trust_env=False)))
            asking.start()
            assert not answers
            build(tmp_path, [[Story("A house opens.", published="2031-01-01").centre("Moss Study House", country="NO").record]])
            asking.join(timeout=60)
        assert answers[0].json()["items"][0]["seq"] == last + 1
        assert "Moss Study House" in answers[0].text

    def test_a_stream_sends_events_and_goes_on_where_it_was_cut(self, client: httpx.Client, folder: Path) -> None:
        known = [change.model_dump(mode="json") for change in Registry.open(folder).changes(since=3)]
        for asked, headers in (("?since=3", {}), ("", {"Last-Event-ID": "3"}), ("?since=1", {"Last-Event-ID": "3"})):
            response = client.get(f"/changes/stream{asked}", headers=headers)
            assert response.headers["content-type"].startswith("text/event-stream")
            events = [
                dict(line.split(": ", 1) for line in block.splitlines())
                for block in response.text.split("\n\n")
                if "id: " in block
            ]
            assert [json.loads(event["data"]) for event in events] == known
            assert [int(event["id"]) for event in events] == [change["seq"] for change in known]
            assert {event["event"] for event in events} == {"change"}
            assert ": quiet" in response.text


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "part"),
        [
            ("/centres?country=Ghana", "query.country"),
            ("/centres?limit=0", "query.limit"),
            ("/centres?limit=many", "query.limit"),
            ("/centres?q=", "query.q"),
            ("/people?contry=GH", "query.contry"),
            ("/people?kind=minister", "query.kind"),
            ("/conflicts?kind=castle", "query.kind"),
            ("/changes?since=-1", "query.since"),
            ("/changes?since=99999999999999999999", "query.since"),
            ("/changes?wait=forever", "query.wait"),
        ],
    )
    def test_a_bad_request_names_its_bad_part(self, client: httpx.Client, asked: str, part: str) -> None:
        assert [wrong["where"] for wrong in problem(client.get(asked), 422)["errors"]] == [part]

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
    @pytest.mark.parametrize(
        "path", ["/centres", "/people/x", "/changes", "/changes/stream", "/why/x", "/health", "/openapi.json"]
    )
    def test_only_reading_is_answered(self, client: httpx.Client, method: str, path: str) -> None:
        response = client.request(method, path)
        assert problem(response, 405)["instance"] == path
        assert response.headers["allow"] == "GET, HEAD"

    @pytest.mark.parametrize("path", ["/", "/nothing", "/centres/", "/docs"])
    def test_nothing_is_where_nothing_is(self, client: httpx.Client, path: str) -> None:
        problem(client.get(path), 404)

    def test_head_is_get_without_body(self, client: httpx.Client) -> None:
        for path in ("/centres", "/changes", "/conflicts", "/health", "/changes/stream"):
            head = client.head(path)
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["content-type"] == client.get(path).headers["content-type"]
        assert client.head("/centres/none").status_code == 404

    def test_a_registry_that_is_not_there_is_no_service(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="registry build"), serving(tmp_path):
            pytest.fail("it began to serve")

    def test_a_registry_that_went_away_is_a_problem_and_one_that_came_back_is_served(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        with serving(tmp_path) as client:
            shutil.move(tmp_path / "registry", tmp_path / "away")
            for path in ("/centres", "/health", "/changes"):
                response = client.get(path)
                assert "herald registry build" in problem(response, 503)["detail"]
                assert response.headers["retry-after"]
            build(tmp_path, [[Story("A house opens.", published="2031-01-01").centre("Moss Study House", country="NO").record]])
            assert names(client.get("/centres")) == ["Moss Study House"]


def test_the_description_is_complete(client: httpx.Client) -> None:
    found = client.get("/openapi.json").json()
    assert {"/centres", "/people/{id}", "/why/{id}", "/conflicts", "/changes", "/changes/stream", "/health"} <= set(
        found["paths"]
    )
    for path, operations in found["paths"].items():
        assert "head" in operations or "get" not in operations
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and method != "head":
                    assert set(response["content"]) == {"application/problem+json"}, (path, status)
    assert {"Problem", "Wrong", "Entity", "Change"} <= set(found["components"]["schemas"])
