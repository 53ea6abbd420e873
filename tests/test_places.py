"""Countries, regions, cities and adjectives of nationality in six languages."""

import pytest

from pipeline import lexicon, places
from pipeline.training.territories import languages

CASES = [
    ("en", "The hub serves Kyrgyzstan.", [("Kyrgyzstan", "KG", "country")]),
    ("en", "Kenya's second hub", [("Kenya", "KE", "country")]),
    ("en", "the third Romanian hub", [("Romanian", "RO", "adjective")]),
    ("en", "in sub-Saharan Africa", [("sub-Saharan Africa", "202", "region")]),
    ("en", "in Latin America and the Caribbean", [("Latin America and the Caribbean", "419", "region")]),
    ("en", "in the Balkans", [("Balkans", None, "region")]),
    ("en", "a china cup and a roast turkey", []),
    ("en", "a chadar", []),
    ("fr", "au Burkina Faso et en Côte d’Ivoire", [("Burkina Faso", "BF", "country"), ("Côte d’Ivoire", "CI", "country")]),
    (
        "fr",
        "un centre béninois d'Afrique de l'Ouest",
        [("béninois", "BJ", "adjective"), ("Afrique de l'Ouest", "011", "region")],
    ),
    ("es", "en la Argentina", [("Argentina", "AR", "country")]),
    ("es", "el primer nodo de América del Sur", [("América del Sur", "005", "region")]),
    ("ru", "в Кыргызстане", [("Кыргызстане", "KG", "country")]),
    (
        "ru",
        "первый казахстанский хаб в Центральной Азии",
        [("казахстанский", "KZ", "adjective"), ("Центральной Азии", "143", "region")],
    ),
    ("ru", "Ташкента", [("Ташкента", "UZ", "city")]),
    ("zh", "塔吉克斯坦第二个，中亚第三个", [("塔吉克斯坦", "TJ", "country"), ("中亚", "143", "region")]),
    ("zh", "中東歐", [("中東歐", None, "region")]),
    ("zh", "中非合作", []),
    ("zh", "其中亚洲两个", [("亚洲", "142", "region")]),
    ("zh", "内蒙古的学校", [("内蒙古", "CN", "city")]),
    ("ar", "في الأردن وتونس", [("الأردن", "JO", "country"), ("تونس", "TN", "country")]),
    ("ar", "بالمغرب", [("المغرب", "MA", "country")]),
    ("ar", "في آسيا الوسطى", [("آسيا الوسطى", "143", "region")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_places_are_found_as_written(language: str, text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = places.find(text, language)
    assert [(p.name, p.code, p.kind) for p in found] == expected
    assert all(text[p.start : p.end] == p.name for p in found)


@pytest.mark.parametrize("language", languages())
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    codes = set(places.countries(language).values())
    assert {"KG", "KE", "BR", "FR", "CN", "JO", "XK", "TL", "SS"} <= codes
    assert len(codes) >= 245


@pytest.mark.parametrize("language", languages())
def test_regions_have_codes_of_m49(language: str) -> None:
    regions = lexicon.read(language, "territories", "places").table("regions")
    assert {code for code in regions.values() if code} >= {"002", "142", "150", "143", "202", "419"}
    assert all(code == "" or (len(code) == 3 and code.isdigit()) for code in regions.values())
