"""Countries of cities: what a name means by itself, what it means in a text that names the country, and villages."""

import pytest

from pipeline import gazetteer


@pytest.mark.parametrize(
    ("name", "likely", "code"),
    [
        ("Liège", (), "BE"),
        ("liège", (), "BE"),
        ("Trujillo", (), "PE"),
        ("Trujillo", {"HN"}, "HN"),
        ("Trujillo", {"HN", "VE"}, None),
        ("Égletons", (), None),
        ("Égletons", {"FR"}, "FR"),
        ("Aaaa", (), None),
        ("Zzzzzz", {"FR"}, None),
    ],
)
def test_the_country_of_a_city(name, likely, code):
    assert gazetteer.country(name, likely) == code


@pytest.mark.parametrize(("name", "code"), [("Égletons", "FR"), ("Liège", None), ("Zzzzzz", None)])
def test_a_village_is_no_town(name, code):
    assert gazetteer.village(name) == code


@pytest.mark.parametrize(
    ("name", "codes"), [("Liège", ("BE",)), ("Concepción", ("CL", "VE", "PY", "ES", "CR", "PE", "BO")), ("Zzzzzz", ())]
)
def test_the_countries_that_have_a_place_of_a_name(name, codes):
    assert gazetteer.countries(name) == codes
