"""Provinces, states and regions in six languages: with what they are, behind "in", by their name alone, and what is none."""

import pytest

from pipeline import subdivisions
from pipeline.centres import provinces
from pipeline.subdivisions import grammar
from pipeline.training.subdivisions import core

CASES = [
    ("en", "The hub serves Loja Province.", [("Loja", ("EC",), "province")]),
    ("en", "a hub in the state of Bavaria", [("Bavaria", ("DE",), "province")]),
    ("en", "a hub in Bavaria", [("Bavaria", ("DE",), "inside province")]),
    (
        "en",
        "a hub at Ohangwena, Kavango East",
        [("Ohangwena", ("NA",), "province alone"), ("Kavango East", ("NA",), "inside province")],
    ),
    ("en", "the Delta State hub", [("Delta", ("NG",), "province")]),
    ("en", "a hub in the Delta", []),
    ("en", "Hugo Navarra opened it; Carolina spoke.", []),
    ("en", "a state of repair, a region of hope", []),
    ("fr", "la Région de l'Oriental", [("Oriental", ("EG", "GH", "MA", "SA"), "province")]),
    ("fr", "un pôle dans le Finistère", [("Finistère", ("FR",), "inside province")]),
    ("fr", "le massage oriental d'une province", []),
    ("es", "el nodo de la provincia de Loja", [("Loja", ("EC",), "province")]),
    ("es", "el nodo de la provincia de Los Santos", [("Los Santos", ("PA",), "province")]),
    ("es", "¿Cómo? Para la Red Nacional, en la provincia", []),
    ("ru", "хаб в Самарской области", [("Самарской", ("RU",), "province")]),
    ("ru", "хаб в штате Керала", [("Керала", ("IN",), "province")]),
    ("ru", "хаб в Баварии", [("Баварии", ("DE",), "inside province")]),
    ("ru", "в научной области и на краю поля", []),
    ("zh", "中心设在四川省", [("四川", ("CN",), "province")]),
    ("zh", "中心设在洛哈省", [("洛哈", ("EC",), "province")]),
    ("zh", "浙江的中心", [("浙江", ("CN",), "province alone")]),
    ("zh", "中心设在我省西部", []),
    ("ar", "المركز في محافظة أسوان", [("أسوان", ("EG",), "province")]),
    ("ar", "المركز بولاية كانو", [("كانو", ("NG",), "province")]),
    ("ar", "المركز في بافاريا", [("بافاريا", ("DE",), "inside province")]),
    ("ar", "زارت بافاريا، وقالت إن المنطقة جميلة", []),
]


@pytest.mark.parametrize(("language", "text", "found"), CASES)
def test_provinces_of_a_text(language, text, found):
    assert [(text[s.start : s.end], s.codes, s.how) for s in subdivisions.find(text, language)] == found


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("en", "Loja Province", ("loja", True)),
        ("fr", "province de Zamora-Chinchipe", ("zamora chinchipe", True)),
        ("es", "Provincia de Los Santos", ("los santos", True)),
        ("es", "Provincia del Guayas", ("guayas", True)),
        ("ru", "Самарская область", ("самарск", False)),
        ("ru", "провинция Кенитра", ("кенитра", True)),
        ("zh", "四川省", ("四川", True)),
        ("ar", "محافظة أسوان", ("اسوان", True)),
        ("en", "Kavango East", ("kavango east", True)),
    ],
)
def test_a_name_is_looked_up_without_what_it_names(language, name, said):
    assert core(name, grammar(language)) == said


@pytest.mark.parametrize(
    ("text", "likely", "told"),
    [
        ("in Loja Province", (), {("province about", "EC"), ("only province about", "EC")}),
        ("in Córdoba Province", {"AR"}, {("province about", "AR"), ("only province about", "AR")}),
        ("in Córdoba Province", (), {("one province about", code) for code in ("AR", "CO", "ES")}),
        ("in Western Province", (), set()),
        ("in Western Province", {"ZM"}, {("province about", "ZM"), ("only province about", "ZM")}),
    ],
)
def test_a_name_that_countries_share_is_settled_by_what_the_text_names(text, likely, told):
    placed = provinces.placed(text, subdivisions.find(text, "en"), likely)
    assert set(provinces.told("about", placed)) == told
