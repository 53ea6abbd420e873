"""Centres in short announcements with status, date, country and host, in six languages; near-misses that yield nothing."""

import re

import bodies
import pytest

from pipeline import spans
from pipeline.centres import short_names
from pipeline.centres.bodies import HOUSES, SEATS
from pipeline.centres.seats import Seats
from pipeline.names.phrase import Phrase
from pipeline.spans import Zones
from pipeline.statements import Force, Triggers

FIELDS = ("name", "status", "date", "country", "host")


@pytest.mark.parametrize(("language", "case"), bodies.cases("centres"))
def test_centres(language, case):
    doc = bodies.read(case["text"], language, case["published"])
    entities = spans.entities(doc, spans.CENTRES)
    named = {f.entity for f in spans.read(doc, spans.CENTRES)}
    found = {entities[key]["name"]: entities[key] for key in named}
    gold = {row[0]: row for row in ([part.strip() for part in line.split("|")] for line in case["centres"])}
    assert set(found) == set(gold)
    for name, row in gold.items():
        for field, value in zip(FIELDS, row, strict=True):
            assert value == "?" or (found[name][field] or "-") == value, (name, field)


@pytest.mark.parametrize(("language", "case"), bodies.cases("centres"))
def test_a_centre_is_no_organisation(language, case):
    doc = bodies.read(case["text"], language, case["published"])
    centres = {entity["name"] for entity in spans.entities(doc, spans.CENTRES).values()}
    assert not centres & {entity["name"] for entity in spans.entities(doc, spans.ORGANISATIONS).values()}


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("The hub was opened.", Force.ASSERTED),
        ("The hub will be opened.", Force.PLANNED),
        ("The hub was not opened.", Force.VOID),
        ("He hopes the hub is opened.", Force.VOID),
        ("It will rain; the hub was opened.", Force.ASSERTED),
    ],
)
def test_the_force_of_a_statement(sentence, force):
    triggers = Triggers({"launched": ["opened"]}, {"future": ["will"], "void": ["not", "hopes"]})
    assert [s.force for s in triggers.find(sentence, [(0, len(sentence))])] == [force]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The hub began its work.", [("began its work", Force.ASSERTED, False)]),
        ("The hub began to do its work.", []),
        ("The accord, signed today, creates the hub.", [("accord, signed today, creates the", Force.ASSERTED, True)]),
        ("The accord did not create a hub; it creates the hub.", []),
        ("The hub has not yet begun its work.", [("begun its work", Force.PLANNED, False)]),
        ("The hub has not begun its work.", [("begun its work", Force.VOID, False)]),
        ("The hub no longer works.", [("no longer works", Force.ASSERTED, False)]),
    ],
)
def test_a_trigger_in_two_parts(sentence, found):
    pairs = {
        "launched": [{"first": ["began", "begun"], "second": ["its work"], "within": 1}],
        "established": [{"first": ["accord"], "second": ["creates the"], "performative": True}],
    }
    marks = {"void": ["not", "no"], "yet": ["not yet"]}
    triggers = Triggers({"closed": ["no longer works"]}, marks, pairs)
    told = triggers.find(sentence, [(0, len(sentence))])
    assert [(sentence[s.start : s.end], s.force, s.performative) for s in told] == found


@pytest.mark.parametrize(
    ("text", "headline", "called"),
    [
        ("Создан Клуб ремёсел. Клуб ремёсел в Оше открыт.", 20, ["Клуб ремёсел", "Клуб ремёсел в Оше"]),
        ("Создан Клуб ремёсел. Клуб ремёсел в Оше открыт.", 0, ["Клуб ремёсел", "Клуб ремёсел"]),
        ("Открыт Клуб ремёсел в Нигде.", 0, ["Клуб ремёсел"]),
        ("Открыт Клуб Абая в Оше.", 0, ["Клуб Абая"]),
        ("Открыт Клуб «Дар» в Оше.", 0, ["Клуб «Дар»"]),
        ("Открыт Клуб «Дар» в Оше. Рад фонд «Дар».", 0, ["Клуб «Дар» в Оше"]),
    ],
)
def test_a_general_name_has_its_town(text, headline, called):
    found = [
        Phrase(m.start(), m.end(), m.start(), m.start() + 4, "клуб", specific=True)
        for m in re.finditer(r"Клуб (ремёсел|Абая|«Дар»)", text)
    ]
    given = Seats({"в"}, lambda words: words == "Оше").give(text, found, Zones([(0, headline)]))
    assert [p.called(text) for p in given] == called


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Aral Training Centre", "Larkmoor Aral Training Centre", True),
        ("Kyrgyz National Centre", "IIX Kyrgyzstan National Centre", True),
        ("Aral Training Centre", "Aral Repair Lab", False),
        ("Lomé Lab", "Accra Lab", False),
    ],
)
def test_a_short_form_of_a_centre(short, full, expected):
    assert short_names.shortens(short, full, "en") is expected


def test_a_branch_adds_a_place_to_a_telling_name():
    places = {" de Nukus", " in Nukus"}
    assert short_names.branch("Instituto Aurora", "Instituto Aurora de Nukus", {"instituto"}, places.__contains__)
    assert not short_names.branch("National Centre", "National Centre in Nukus", {"national", "centre"}, places.__contains__)


def test_seats_are_where_a_centre_can_stand():
    assert SEATS < HOUSES


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Larvik Weather Hub", "Larvik Weather Hub of Vestfold", True),
        ("The Weather Hub", "Larvik Weather Hub", True),
        ("Weather Hub Osa", "Weather Hub Larvik", False),
        ("Osa Weather Hub", "Larvik Weather Hub", False),
    ],
)
def test_sister_centres_differ_by_a_name_however_short(short: str, full: str, same: bool) -> None:
    assert short_names.shortens(short, full, "en") is same
