"""The registry on a story of eight announcements: one entity per real thing, values with their sources, conflicts, time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from registry_story import AT, Story, build, opening_in_naryn, snapshot

from pipeline.errors import DatasetBusy, DatasetError
from pipeline.registry.build import Builder
from pipeline.registry.decisions import Decision
from pipeline.registry.facade import Registry
from pipeline.registry.ledger import Ledger
from pipeline.registry.models import Change, Entity, EntityKind, FindingKind, Operation, Redirect
from pipeline.registry.state import folded

pytestmark = pytest.mark.xdist_group("registry")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("processed"), [opening_in_naryn()])


@pytest.fixture(scope="module")
def registry(folder: Path) -> Registry:
    return Registry.open(folder)


def only(registry: Registry, kind: str, **wanted: str) -> Entity:
    found = registry.entities(kind, **wanted).entities
    assert len(found) == 1, [entity.name for entity in found]
    return found[0]


class TestEntities:
    def test_one_centre_in_two_languages_and_four_spellings(self, registry: Registry) -> None:
        centre = only(registry, "centre", country="KG")
        assert {value.value for value in centre.all("name")} == {
            "OHLA Kyrgyzstan National Centre",
            "Национальный центр OHLA в Кыргызстане",
            "Kyrgyz National Centre",
        }
        assert centre.name == "OHLA Kyrgyzstan National Centre"

    def test_the_centre_of_another_country_is_another(self, registry: Registry) -> None:
        assert {entity.country for entity in registry.entities("centre").entities} == {"KG", "GH"}

    def test_one_university_in_two_languages_and_as_an_acronym(self, registry: Registry) -> None:
        university = only(registry, "organisation", query="naryn state")
        assert {value.value for value in university.all("name")} == {
            "Naryn State University",
            "Нарынский государственный университет",
            "NSU",
        }

    def test_one_person_in_two_scripts_and_as_initials(self, registry: Registry) -> None:
        person = only(registry, "person", query="aizhan")
        assert {value.value for value in person.all("name")} == {"Aizhan Turdubaeva", "Айжан Турдубаева", "A. Turdubaeva"}

    def test_a_family_name_alone_joins_nobody(self, registry: Registry) -> None:
        assert {entity.name for entity in registry.entities("person", query="turdubaeva").entities} == {
            "Aizhan Turdubaeva",
            "Turdubaeva",
        }

    def test_namesakes_at_two_employers_are_two(self, registry: Registry) -> None:
        assert len(registry.entities("person", query="wang lei").entities) == 2

    def test_an_office_is_one_whatever_the_language(self, registry: Registry) -> None:
        rectors = [
            entity for entity in registry.entities("position").entities if "ector" in entity.name and "aryn" in entity.name
        ]
        assert len(rectors) == 1
        holders = {value.target for value in rectors[0].all("holder")}
        assert holders == {only(registry, "person", query="aizhan").id}

    def test_pages_follow_one_another_and_leave_nothing_out(self, registry: Registry) -> None:
        ids: list[str] = []
        after = None
        while True:
            page = registry.entities("organisation", after=after, limit=2)
            ids += [entity.id for entity in page.entities]
            after = page.after
            if after is None:
                break
        assert len(ids) == page.total == registry.count("organisation")
        assert ids == sorted(set(ids))

    def test_an_unknown_kind_is_refused_with_the_valid_ones(self, registry: Registry) -> None:
        with pytest.raises(DatasetError, match="centre, person, organisation, position"):
            registry.entities("planet")

    def test_a_folder_without_registry_says_how_to_make_one(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="herald registry build"):
            Registry.open(tmp_path)

    @pytest.mark.parametrize(
        ("kind", "asked", "language", "named"),
        [
            ("organisation", "NSU", "en", "Naryn State University"),
            ("organisation", "Нарынский государственный университет", "ru", "Naryn State University"),
            ("person", "Turdubaeva Aizhan", "en", "Aizhan Turdubaeva"),
            ("centre", "National Centre of OHLA in Kyrgyzstan", "en", "OHLA Kyrgyzstan National Centre"),
        ],
    )
    def test_a_name_finds_its_entity(self, registry: Registry, kind: str, asked: str, language: str, named: str) -> None:
        assert registry.candidates(kind, asked, language=language)[0].entity.name == named
        assert registry.candidates(kind, asked)[0].entity.name == named  # whoever asks need not know the language

    @pytest.mark.parametrize(
        ("asked", "named"),
        [
            ("Национальный центр OHLA в Кыргызстане", "OHLA Kyrgyzstan National Centre"),
            ("Centre national OHLA du Kirghizistan", "OHLA Kyrgyzstan National Centre"),
            ("OHLA吉尔吉斯斯坦国家中心", "OHLA Kyrgyzstan National Centre"),
        ],
    )
    def test_a_centre_is_found_in_any_language(self, registry: Registry, asked: str, named: str) -> None:
        assert registry.candidates("centre", asked)[0].entity.name == named

    def test_entities_of_one_kind(self, registry: Registry) -> None:
        every = registry.entities("organisation", limit=500).entities
        found = registry.entities("organisation", of_kind="University", limit=500)
        assert {entity.id for entity in found.entities} == {e.id for e in every if e.current("kind") == "university"}
        assert found.total == len(found.entities) > 0
        assert registry.entities("organisation", of_kind="univers").total == 0

    def test_evidence_in_one_sweep_is_that_of_each(self, registry: Registry) -> None:
        ids = [entity.id for kind in EntityKind for entity in registry.entities(kind, limit=500).entities]
        assert registry.statements_of(ids) == {id: registry.statements(id) for id in ids}
        assert registry.sources_of(ids) == {id: registry.sources(id) for id in ids}
        assert registry.statements_of(["centre-0"]) == {"centre-0": ()}

    def test_a_name_of_nobody_finds_nobody(self, registry: Registry) -> None:
        assert registry.candidates("person", "Xavier Quillfeather") == ()


class TestValues:
    def test_a_reprint_is_no_source_of_its_own(self, registry: Registry) -> None:
        centre = only(registry, "centre", country="KG")
        assert (centre.announcements, centre.sources) == (7, 6)
        assert len({source.cluster for source in registry.sources(centre.id)}) == 6

    def test_less_exact_dates_agree_and_another_day_does_not(self, registry: Registry) -> None:
        dates = only(registry, "centre", country="KG").all("established_on")
        assert [(value.value, value.current, value.agrees) for value in dates] == [
            ("2030-02-26", True, True),
            ("2030-02", False, True),
            ("2030-02-27", False, False),
        ]
        assert dates[0].reason == "said later (2030-03-09) than 2030-02-27"
        assert dates[2].reason == "contradicts 2030-02-26 (1 source)"

    def test_a_contradiction_is_a_conflict_of_one_centre(self, registry: Registry) -> None:
        found = [(item.name, item.property) for item in registry.conflicts()]
        assert found == [("OHLA Kyrgyzstan National Centre", "established_on")]
        first = next(registry.conflicts())
        assert list(registry.conflicts(after=(first.entity, first.property, first.group))) == []
        assert list(registry.conflicts(after=(first.entity, "a", ""))) == [first]
        assert list(registry.conflicts(kind="person")) == []

    def test_four_hundred_and_twenty_is_more_than_four_hundred(self, registry: Registry) -> None:
        crowd = only(registry, "centre", country="KG").all("attendance")
        assert [(value.comparator, value.value, value.current, value.agrees) for value in crowd] == [
            ("=", "420", True, True),
            (">", "400", False, True),
        ]

    def test_a_number_without_scope_is_that_of_the_whole_network(self, registry: Registry) -> None:
        numbers = only(registry, "centre", country="KG").all("number")
        assert [(value.value, value.sources) for value in numbers] == [("15", 2)]

    def test_a_source_that_says_it_twice_is_one_source(self, tmp_path: Path) -> None:
        story = Story("Twice.").centre("OHLA Peru National Centre", kind="national centre", country="PE", number=4, scope="001")
        story.centre("OHLA Peru National Centre", kind="national centre", number=4)
        centre = only(Registry.open(build(tmp_path, [[story.record]])), "centre")
        assert [(value.value, value.sources, value.announcements) for value in centre.all("number")] == [("4", 1, 1)]

    def test_a_host_in_two_languages_is_one_host(self, registry: Registry) -> None:
        hosts = only(registry, "centre", country="KG").all("host")
        assert {value.target for value in hosts} == {only(registry, "organisation", query="naryn state").id}
        assert all(value.agrees for value in hosts)

    def test_the_furthest_stage_is_the_status(self, registry: Registry) -> None:
        centre = only(registry, "centre", country="KG")
        assert centre.current("status") == "established"
        assert [(period.value, period.first) for period in registry.timeline(centre.id)] == [
            ("planned", "2029-06-01"),
            ("established", "2030-02-26"),
        ]

    def test_a_number_that_lacks_is_a_gap(self, registry: Registry) -> None:
        found = [(item.kind, item.number) for item in registry.findings()]
        assert found == [(FindingKind.GAP, 14)]
        assert {item.series for item in registry.findings()} == {"OHLA: national centre, world"}

    def test_two_centres_of_one_number_are_found(self, tmp_path: Path) -> None:
        one = Story("One.").centre("OHLA Peru National Centre", kind="national centre", country="PE", number=4).record
        two = Story("Two.").centre("OHLA Chad National Centre", kind="national centre", country="TD", number=4).record
        found = list(Registry.open(build(tmp_path, [[one, two]])).findings())
        assert [(item.kind, item.number, len(item.entities)) for item in found] == [(FindingKind.DUPLICATE, 4, 2)]

    @pytest.mark.parametrize(
        ("names", "scope", "label"),
        [
            (("OHLA Peru Laboratory", "OHLA UP Chad Laboratory"), "002", "OHLA: laboratory, Africa"),
            (("Peru Laboratory OHLA-X", "Chad Laboratory OHLA-X"), None, "OHLA-X: laboratory, world"),
        ],
    )
    def test_a_series_is_named_in_words(self, tmp_path: Path, names: tuple[str, str], scope: str | None, label: str) -> None:
        records = [
            Story(f"News {n}.").centre(name, kind="laboratory", country=country, number=n, scope=scope).record
            for n, name, country in ((2, names[0], "PE"), (4, names[1], "TD"))
        ]
        found = list(Registry.open(build(tmp_path, [records])).findings())
        assert [(item.number, item.series) for item in found] == [(3, label)]

    def test_every_statement_is_grounded(self, registry: Registry) -> None:
        texts = {record.id: record.text for record in opening_in_naryn()}
        kinds = ("centre", "person", "organisation", "position")
        entities = [entity for kind in kinds for entity in registry.entities(kind, limit=500).entities]
        for entity in entities:
            said = registry.statements(entity.id)
            assert said
            for statement in said:
                assert texts[statement.announcement][statement.start : statement.end] == statement.text
            assert {(v.property, v.value) for v in entity.values} <= {(s.property, s.value) for s in said}

    def test_why_tells_who_says_so_and_why_it_is_one(self, registry: Registry) -> None:
        why = registry.why(only(registry, "centre", country="KG").id)
        assert why is not None
        assert {"name", "number", "host", "status"} <= {statement.property for statement in why.statements}
        joined = [link for link in why.links if link.joined]
        assert joined
        assert all(any(feature.name == "same_country" for feature in link.features) for link in joined)
        assert registry.why("centre-0000000000000000") is None


class TestTime:
    def test_what_held_on_a_day(self, registry: Registry) -> None:
        def status(day: date) -> list[str]:
            return [
                p.value
                for held in registry.as_of(held=day)
                if held.entity.country == "KG"
                for p in held.periods
                if p.property == "status"
            ]

        assert status(date(2029, 1, 1)) == []
        assert status(date(2029, 12, 1)) == ["planned"]
        assert status(date(2031, 1, 1)) == ["established"]

    def test_a_tenure_is_not_attested_for_ever(self, registry: Registry) -> None:
        def rector(day: date) -> list[str | None]:
            return [
                p.ends for held in registry.as_of(held=day) if held.entity.name == "Aizhan Turdubaeva" for p in held.periods
            ]

        assert rector(date(2029, 1, 1)) == []
        assert rector(date(2030, 1, 1)) == [None]
        assert rector(date(2040, 1, 1)) == ["not attested after 2030-03-09"]

    def test_what_was_known_at_a_time(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path, [records[:1]], at=AT)
        build(tmp_path, [records[1:]], at=AT + timedelta(days=2))
        registry = Registry.open(tmp_path)

        def known(moment: datetime) -> set[str]:
            return {held.entity.name for held in registry.as_of(known=moment) if held.entity.kind == "centre"}

        assert known(AT - timedelta(days=1)) == set()
        assert known(AT + timedelta(days=1)) == {"OHLA Kyrgyzstan National Centre"}
        assert known(AT + timedelta(days=3)) == {"OHLA Kyrgyzstan National Centre", "OHLA Ghana National Centre"}

    def test_a_former_rector_held_before(self, tmp_path: Path) -> None:
        record = (
            Story("Farewell.", published="2030-05-01")
            .person("Osei Tuffuor-Bonsu", ("former Rector", "Volta Coast School"))
            .record
        )
        registry = Registry.open(build(tmp_path, [[record]]))
        period = registry.timeline(only(registry, "person").id)[0]
        assert (period.first, period.last, period.ends) == (None, "2030-05-01", "called former")


class TestChanges:
    def test_the_log_replayed_is_the_registry(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path, [records[:3], records[3:6], records[6:]])
        states: dict[str, object] = {}
        seqs = []
        for change in Registry.open(tmp_path).changes():
            seqs.append(change.seq)
            before = states.pop(change.entity, None)
            after = folded(before, change.after)  # type: ignore[arg-type]
            assert (change.op == Operation.ADD) == (before is None)
            assert (change.op == Operation.DEL) == (after is None)
            if after is not None:
                states[change.entity] = after
        assert seqs == list(range(1, len(seqs) + 1))
        assert states == snapshot(tmp_path)["entities"]

    def test_the_durable_log_is_the_same(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        registry = Registry.open(tmp_path)
        assert list(Ledger(tmp_path / "registry").changes()) == list(registry.changes())
        assert [change.seq for change in registry.changes(since=3, limit=2)] == [4, 5]

    def test_nothing_new_changes_nothing(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        version = Registry.open(tmp_path).version
        before = snapshot(tmp_path)
        build(tmp_path, [opening_in_naryn()], at=AT + timedelta(days=1))
        assert Registry.open(tmp_path).version == version > 0
        assert snapshot(tmp_path) == before

    def test_a_store_made_anew_continues_the_log(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        before, version = snapshot(tmp_path), Registry.open(tmp_path).version
        for file in (tmp_path / "registry").glob("registry.sqlite*"):
            file.unlink()
        build(tmp_path, [opening_in_naryn()[:-1]])
        found = list(Registry.open(tmp_path).changes(since=version))
        assert found
        assert all(change.op == Operation.MOD for change in found)
        build(tmp_path, [opening_in_naryn()])
        assert snapshot(tmp_path) == before

    def test_a_store_made_anew_says_nothing_twice(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        ledger = Ledger(tmp_path / "registry")
        before = sorted(ledger.open_statements())
        assert before
        for file in (tmp_path / "registry").glob("registry.sqlite*"):
            file.unlink()
        version = ledger.last_seq()
        build(tmp_path, [opening_in_naryn()], at=AT + timedelta(days=1))
        assert sorted(ledger.open_statements()) == before
        assert ledger.last_seq() == version

    def test_a_withdrawn_announcement_leaves_its_statements_closed(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path, [records])
        ghana = only(Registry.open(tmp_path), "centre", country="GH")
        with Builder(tmp_path / "registry") as builder:
            builder.withdraw([records[2].id], at=AT + timedelta(days=1))
            builder.resolve(at=AT + timedelta(days=1))
        registry = Registry.open(tmp_path)
        assert registry.entity(ghana.id) is None
        said = {row[0] for row in Ledger(tmp_path / "registry").open_statements()}
        assert said == set(snapshot(tmp_path)["statements"])
        assert list(registry.conflicts()) == []
        last: Change = list(registry.changes())[-1]
        gone = [change for change in registry.changes() if change.entity == ghana.id]
        assert [change.op for change in gone] == ["ADD", "DEL"]
        assert last.at == AT + timedelta(days=1)
        again = tmp_path / "again"
        build(again, [[record for record in records if record.id != records[2].id]])
        assert snapshot(again) == snapshot(tmp_path)


class TestIds:
    def test_an_older_announcement_gives_the_id_and_the_younger_id_leads_there(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path, [records[:2]])
        before = only(Registry.open(tmp_path), "centre", country="KG").id
        build(tmp_path, [records[5:6]])
        registry = Registry.open(tmp_path)
        after = only(registry, "centre", country="KG").id
        assert after != before
        assert registry.entity(before) == Redirect(id=before, to=after)

    def test_an_unknown_id_is_nothing(self, registry: Registry) -> None:
        assert registry.entity("centre-ffffffffffffffff") is None


def decide(sort: str, left: str, right: str) -> Decision:
    return Decision(decision=sort, left=left, right=right, by="the archivist", why="letter of 4 May")


class TestDecisions:
    def test_different_parts_what_the_score_joined_and_can_be_taken_back(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path, [records])
        before = snapshot(tmp_path)
        store_nodes = Registry.open(tmp_path)._store.all(
            "select id, profile from nodes where kind = 'centre' and profile like '%\"KG\"%'"
        )
        russian = next(id for id, profile in store_nodes if "национальный" in profile)
        others = [id for id, _ in store_nodes if id != russian]
        law = [decide("different", russian, other) for other in others]
        build(tmp_path, [[]], decisions=law)
        names = {entity.name for entity in Registry.open(tmp_path).entities("centre", country="KG").entities}
        assert names == {"OHLA Kyrgyzstan National Centre", "Национальный центр OHLA в Кыргызстане"}
        build(tmp_path, [[]])
        assert snapshot(tmp_path) == before

    def test_same_joins_what_the_score_parts(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        one, two = (entity.id for entity in Registry.open(tmp_path).entities("person", query="wang lei").entities)
        build(tmp_path, [[]], decisions=[decide("same", one, two)])
        registry = Registry.open(tmp_path)
        joined = only(registry, "person", query="wang lei")
        assert {joined.id} == {one, two} & {joined.id}
        other = ({one, two} - {joined.id}).pop()
        assert registry.entity(other) == Redirect(id=other, to=joined.id)

    def test_law_does_not_depend_on_when_it_came(self, tmp_path: Path) -> None:
        records = opening_in_naryn()
        build(tmp_path / "a", [records])
        one, two = (entity.id for entity in Registry.open(tmp_path / "a").entities("person", query="wang lei").entities)
        law = [decide("same", one, two)]
        build(tmp_path / "a", [[]], decisions=law)
        build(tmp_path / "b", [records[:2], records[2:]], decisions=law)
        assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")

    def test_two_subjects_of_one_profile_can_be_parted(self, tmp_path: Path) -> None:
        here = Story("Here.").person("Mirlan Osmonaliev-Tash", ("Librarian", "Talas Library")).record
        there = Story("There.").person("Mirlan Osmonaliev-Tash", ("Librarian", "Talas Library")).record
        build(tmp_path, [[here, there]])
        registry = Registry.open(tmp_path)
        person = only(registry, "person")
        one, two = sorted({statement.subject for statement in registry.statements(person.id)})
        build(tmp_path, [[]], decisions=[decide("different", one, two)])
        assert Registry.open(tmp_path).count("person") == 2
        build(tmp_path, [[]])
        assert only(Registry.open(tmp_path), "person") == person

    def test_an_analysts_value_is_current(self, tmp_path: Path) -> None:
        build(tmp_path, [opening_in_naryn()])
        centre = only(Registry.open(tmp_path), "centre", country="KG")
        word = Decision.model_validate(
            {
                "decision": "value",
                "entity": centre.id,
                "property": "established_on",
                "value": "2030-02-27",
                "by": "the archivist",
            }
        )
        build(tmp_path, [[]], decisions=[word])
        dates = only(Registry.open(tmp_path), "centre", country="KG").all("established_on")
        assert (dates[0].value, dates[0].reason) == ("2030-02-27", "an analyst says so")


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    with Builder(tmp_path / "registry"), pytest.raises(DatasetBusy):
        Builder(tmp_path / "registry").__enter__()


def test_record_times_are_utc(registry: Registry) -> None:
    change = next(iter(registry.changes()))
    assert change.at == AT
    assert change.at.tzinfo is not None
    assert change.at.astimezone(UTC).hour == 12
