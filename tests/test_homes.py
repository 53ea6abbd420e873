"""In which country the bodies of an announcement are at home."""

from __future__ import annotations

import pytest
from bodies import read

from pipeline import spans

CASES = [
    (
        "en",
        "Nairobi, 4 March 2031. The Mwamba Technical College has opened the Kilima Hub, the third of the network in Kenya.",
        {"Mwamba Technical College": "KE"},
    ),
    (
        "en",
        "The Mwamba Technical College has opened the Kilima Hub, the third of the network.",
        {"Mwamba Technical College": None},
    ),
    # A town's name behind a given name is somebody's family name.
    ("en", "The Obafemi Bello University has opened a third hub.", {"Obafemi Bello University": None}),
    ("en", "The University of Bello has opened a third hub.", {"University of Bello": "CO"}),
    (
        "fr",
        "L'Université du Delta a inauguré à Saint-Louis (Sénégal) la Maison du fleuve, la quatrième du réseau en Afrique.",
        {"Université du Delta": "SN"},
    ),
    (
        "es",
        "El Instituto Náutico del Pacífico abrió en Guayaquil, Ecuador, su segundo laboratorio.",
        {"Instituto Náutico del Pacífico": "EC"},
    ),
    (
        "ru",
        "Якутск, 12 октября 2031 года. Северо-Ленский университет открыл в Якутске Центр мерзлоты – пятый в России.",
        {"Северо-Ленский университет": "RU"},
    ),
    (
        "zh",
        "2031年5月18日，阿拉木图技术大学在哈萨克斯坦阿拉木图设立第四个研究中心。",
        {"阿拉木图技术大学": "KZ"},
    ),
    (
        "ar",
        "افتتحت جامعة صفاقس الجديدة في تونس مركز التراث الرقمي، وهو الحادي عشر في الشبكة.",
        {"جامعة صفاقس الجديدة": "TN"},
    ),
]


@pytest.mark.parametrize(("language", "text", "homes"), CASES)
def test_a_body_is_at_home_where_the_text_says(language: str, text: str, homes: dict[str, str | None]) -> None:
    bodies = spans.entities(read(text, language, "2031-05-20"), spans.ORGANISATIONS).values()
    found = {body["name"]: body["country"] for body in bodies}
    assert {name: found.get(name, "not found") for name in homes} == homes
