"""Bodies that two languages of an announcement name: which are one, and which only sound so. All names are invented."""

from __future__ import annotations

import pytest

from pipeline import counterparts
from pipeline.records import Centre, Mention, Organisation

SOMEWHERE = (Mention(text="x", start=0, end=1),)


def body(said: str) -> Organisation | Centre:
    """A body as "name [kind]"; a kind of sites, written small with a star, makes it a centre."""
    name, _, kind = said.removesuffix("]").partition(" [")
    if kind.endswith("*"):
        return Centre(name=name, kind=kind.removesuffix("*"), mentions=SOMEWHERE)
    return Organisation.model_validate({"name": name, "kind": kind or None, "mentions": SOMEWHERE})


@pytest.mark.parametrize(
    ("language", "one", "other", "bodies", "meant"),
    [
        ("ru", "Таласский горный университет [university]", "fr", ["Université de montagne de Talas [university]"], 0),
        ("ru", "Таласский горный университет [university]", "fr", ["Université de montagne de Batken [university]"], None),
        ("zh", "鄱阳湖农业大学 [university]", "en", ["Lowland Farming University [university]", "Poyang University of Agriculture [university]"], 1),
        ("zh", "鄱阳湖农业大学 [university]", "en", ["Lowland Farming University [university]"], None),
        ("ar", "محطة زغوان للبذور [station*]", "fr", ["Station de semences de Zaghouan [station*]", "Station de Béja [station*]"], 0),
        ("ar", "جمعية أصدقاء النحل [ngo]", "fr", ["Coopérative du Miel [ngo]"], None),
        ("en", "Embassy of Peru in Ghana [government]", "es", ["Embajada del Perú en Ghana [government]"], 0),
        ("en", "Embassy of Peru in Ghana [government]", "es", ["Embajada de Chile en Ghana [government]"], None),
        ("fr", "Commission du Golfe pour la pêche lagunaire [government]", "es", ["Comisión del Golfo para la Pesca Lagunar [igo]"], 0),
        ("en", "Lakeshore College of Weaving [school]", "ru", ["Техникум ткачества [school]"], None),
        # A town alone is not enough where the kinds differ and only one says more.
        ("en", "Trieste Institute of Winds [institute]", "fr", ["Université de Trieste [university]"], None),
        # Two that are as like as each other are neither.
        ("en", "Kazan Radio Museum [institute]", "ru", ["Казанский музей хлеба [institute]", "Казанский музей часов [institute]"], None),
        # Another sort of site is another site.
        ("en", "Bishkek Glass Workshop [workshop*]", "ru", ["Бишкекская обсерватория [observatory*]"], None),
        # What one language takes for a body may be the other's centre, where all of its name is there.
        ("ar", "دار سليمان القاسمي [institute]", "en", ["Dar Suleiman Qasimi [house*]"], 0),
        # A language without nouns of sites of its own is not compared.
        ("de", "Universität Talas [university]", "fr", ["Université de Talas [university]"], None),
    ],
)  # fmt: skip
def test_names_of_one_body_in_two_languages_meet(
    language: str, one: str, other: str, bodies: list[str], meant: int | None
) -> None:
    here, there = body(one), [body(said) for said in bodies]
    found = list(counterparts.pairs([here], language, there, other))
    assert found == ([] if meant is None else [(here, there[meant])])
    assert list(counterparts.pairs(there, other, [here], language)) == [(right, left) for left, right in found]
