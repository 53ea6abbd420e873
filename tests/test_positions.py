"""Positions in sentences with their gold, in six languages: title and organisation apart."""

import persons
import pytest

from pipeline import spans
from pipeline.persons.employers.bodies import Body, expanded, spells


def rows(case):
    for row in case["positions"]:
        name, title, organisation = (part.strip() for part in row.split("|"))
        yield name, title, None if organisation == "-" else organisation


@pytest.mark.parametrize(("language", "case"), persons.cases(posts=True))
def test_posts(language, case):
    assert persons.posts(persons.read(case, language)) == set(rows(case))


@pytest.mark.parametrize(("language", "case"), persons.cases(posts=True))
def test_expressions_are_characters_of_the_text(language, case):
    doc = persons.read(case, language)
    people = {f.entity for f in spans.read(doc, spans.PEOPLE)}
    for fact in spans.read(doc, spans.POSITIONS):
        assert doc.text[fact.start : fact.end].strip()
        assert fact.entity in people
        assert fact.rule.startswith("positions.")


def test_the_same_title_twice_is_one_position():
    text = "Rector Ada Frost spoke.\nMs. Ada Frost, Rector of Oak College (centre)"
    doc = persons.read({"text": text, "bodies": ["Oak College"]}, "en")
    assert persons.posts(doc) == {("Ada Frost", "Rector", "Oak College")}


def test_a_body_that_is_weighed_is_as_sure_as_the_odds_against_the_others():
    text = (
        "The Elm Trust opened Oak College. The Elm Trust paid. The treasurer, Ann Poe, spoke.\nBen Roe, Rector of Oak College"
    )
    doc = persons.read({"text": text, "bodies": ["Oak College", "Elm Trust"]}, "en")
    assert persons.posts(doc) == {("Ann Poe", "treasurer", "Elm Trust"), ("Ben Roe", "Rector", "Oak College")}
    weighed, named = sorted(spans.read(doc, spans.POSITIONS), key=lambda fact: fact.start)
    assert weighed.rule.endswith(".surmised")
    assert named.rule.endswith(".named")
    assert weighed.confidence < named.confidence


@pytest.mark.parametrize(
    ("acronym", "name", "expected"),
    [
        ("ГТУ", "Гродский технический университет", True),
        ("LPU", "Lakeside Public University", True),
        ("ТИАИ", "Тарский институт агроинженерии", True),
        ("LPU", "Lakeside School of Law", False),
        ("AB", "Anything", False),
    ],
)
def test_an_acronym_is_spelled_by_initials(acronym, name, expected):
    assert spells(acronym, name) is expected


def test_an_ambiguous_acronym_stays_short():
    bodies = [Body(0, 1, "Lakeside Public University"), Body(2, 3, "Lowland Private University")]
    assert expanded("LPU", bodies) == "LPU"
    assert expanded("LPU", bodies[:1]) == "Lakeside Public University"


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Sigrun Hallberg, deputy head of drilling at Landorka, spoke.", {"Landorka"}),
        ("Sigrun Hallberg, deputy head of drilling at the Aral University, spoke.", {"Aral University"}),
        ("Sigrun Hallberg, deputy head of drilling in Oslo, spoke.", set()),
    ],
)
def test_what_only_a_title_names_is_an_organisation(text, bodies):
    given = ["Aral University"] if "Aral" in text else []
    doc = persons.read({"text": text, "bodies": given}, "en")
    named = {fields["name"] for fields in spans.entities(doc, spans.ORGANISATIONS).values()}
    facts = {doc.text[fact.start : fact.end] for fact in spans.read(doc, spans.ORGANISATIONS)}
    assert named == facts == bodies
