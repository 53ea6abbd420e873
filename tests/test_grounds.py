"""What is found of a centre or a body stands by the characters that tell it, with a probability."""

from __future__ import annotations

import pytest
import spacy

from pipeline import spans
from pipeline.components import events
from pipeline.extraction import extract
from pipeline.parts import join
from pipeline.records import Announcement, Centre, FactField, Record, Told


def read(language: str, text: str) -> Record:
    return next(iter(extract([Announcement(text=text, source="a.txt", language=language)])))


def facts(centre: Centre) -> dict[str, tuple[str, str]]:
    """Field → its value and the characters that tell it."""
    return {fact.field: (fact.value, fact.text) for fact in centre.facts}


TOLD = [
    (
        "en",
        "On 3 May 2024 the University of Nakuru in Kenya opened the Rift Valley Soil Hub. The hub is the fifth in Africa.",
        {
            "country": ("KE", "Kenya"),
            "host": ("University of Nakuru", "University of Nakuru"),
            "status": ("launched", "opened"),
            "date": ("2024-05-03", "3 May 2024"),
        },
    ),
    (
        "en",
        "In 2021 the network had no office in Norway. The Narvik Ice Hub closed on 2 June 2023.",
        {"status": ("closed", "closed on"), "date": ("2023-06-02", "2 June 2023")},
    ),
    (
        "fr",
        "Le 4 mars 2023, l'Université de Sikasso, au Mali, a inauguré le Centre Fariman des sols.",
        {"country": ("ML", "Mali"), "status": ("launched", "a inauguré"), "date": ("2023-03-04", "4 mars 2023")},
    ),
    (
        "es",
        "El 4 de marzo de 2023 la Universidad de Tarija, en Bolivia, inauguró el Centro Huara de Suelos.",
        {"country": ("BO", "Bolivia"), "status": ("launched", "inauguró"), "date": ("2023-03-04", "4 de marzo de 2023")},
    ),
    (
        "ru",
        "4 марта 2023 года в Ошском техническом университете (Киргизия) открылся Центр почвоведения «Исток».",
        {"country": ("KG", "Киргизия"), "status": ("launched", "открылся"), "date": ("2023-03-04", "4 марта 2023 года")},
    ),
    (
        "zh",
        "2023年3月4日，肯尼亚纳库鲁大学举行仪式，肯中土壤研究中心正式揭牌成立。",
        {"country": ("KE", "肯尼亚"), "date": ("2023-03-04", "2023年3月4日")},
    ),
    (
        "ar",
        "افتتحت جامعة سكيكدة في الجزائر يوم 4 مارس 2023 مركز النخيل لبحوث التربة.",
        {"country": ("DZ", "الجزائر"), "status": ("launched", "افتتحت"), "date": ("2023-03-04", "4 مارس 2023")},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), TOLD)
def test_each_fact_of_a_centre_has_the_characters_that_tell_it(
    language: str, text: str, expected: dict[str, tuple[str, str]]
) -> None:
    (centre,) = read(language, text).centres
    found = facts(centre)
    assert {field: found.get(field) for field in expected} == expected


def test_what_no_text_tells_is_no_fact() -> None:
    (centre,) = read("en", "The Narvik Ice Hub closed on 2 June 2023.").centres
    assert centre.host is None
    assert "host" not in facts(centre)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, text, _ in TOLD])
def test_facts_are_those_of_the_fields_and_no_surer_than_the_centre(language: str, text: str) -> None:
    for centre in read(language, text).centres:
        said = {field: getattr(centre, field) for field in ("country", "host", "status", "date")}
        assert {fact.field: fact.value for fact in centre.facts} == {name: v for name, v in said.items() if v}
        assert all(0 < fact.confidence <= centre.confidence for fact in centre.facts)


def test_the_country_of_a_body_has_its_characters() -> None:
    record = read("en", "The Ministry of Fisheries of Ghana met the Coral Foundation in Accra.")
    (told,) = (fact for body in record.organisations if "Ministry" in body.name for fact in body.facts)
    assert (told.field, told.value, told.text) == ("country", "GH", "Ghana")


def test_of_two_parts_the_second_grounds_what_the_first_leaves_open() -> None:
    text = "Polar Hub. Polar Hub, Norge, 2020."
    mention = {"text": "Polar Hub", "start": 0, "end": 9}
    later = {"text": "Norge", "start": 22, "end": 27}

    def part(language: str, **fields: object) -> Record:
        base = {"id": "0" * 64, "source": "a", "language": language, "language_confidence": 1.0, "text": text}
        return Record.model_validate({**base, "centres": [{"name": "Polar Hub", "mentions": [mention], **fields}]})

    country = Told(**later, field=FactField.COUNTRY, value="NO", confidence=0.8, rule="centres.placed")
    status = Told(**mention, field=FactField.STATUS, value="operating", confidence=0.7, rule="centres.named")
    both = join(
        part("en", status="operating", facts=[status]),
        [part("nb", country="NO", status="operating", facts=[country, status])],
    )
    assert both.centres[0].facts == (status, country)


def test_a_date_that_only_an_event_tells_is_no_surer_than_the_status() -> None:
    text = "The Larch Hub was founded in December 2016."
    doc = spacy.blank("en").make_doc(text)
    spans.declare()
    spans.write(doc, spans.DATES, [spans.Fact(29, 42, "DATE", value={"value": "2016-12"})])
    status = {
        "field": "status",
        "value": "established",
        "text": "founded",
        "start": 18,
        "end": 25,
        "confidence": 0.6,
        "rule": "r",
    }
    fields = {"name": "Larch Hub", "status": "established", "date": None, "facts": [status]}
    spans.set_entity(doc, spans.CENTRES, "0", fields)
    founding = spans.Fact(14, 25, "ESTABLISHMENT", confidence=0.75, value={"centre": "Larch Hub", "date": "2016-12"})
    events._complete(doc, [founding])
    told = spans.entities(doc, spans.CENTRES)["0"]
    assert told["date"] == "2016-12"
    assert told["facts"][1] == {
        "field": "date",
        "value": "2016-12",
        "text": "December 2016",
        "start": 29,
        "end": 42,
        "confidence": 0.6,
        "rule": "centres.event",
    }
