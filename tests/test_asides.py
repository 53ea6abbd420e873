"""Places that a text names in passing: languages, those whose envoy came, what is left out."""

from __future__ import annotations

import pytest

from pipeline import places
from pipeline.centres.asides import asides, envoys

TONGUES = [
    ("en", "lessons in Turkish and Farsi", True),
    ("en", "lessons in Turkish, Somali and Greek", True),
    ("en", "lessons in Turkish and Greek schools", False),
    ("en", "books in Turkish, free of charge", True),
    ("en", "a Turkish-speaking nurse", True),
    ("en", "in Turkish schools", False),
    ("en", "the Turkish company", False),
    ("fr", "des livres en turc, somalien et tamoul", True),
    ("fr", "une entreprise turque", False),
    ("es", "clases en turco para adultos", True),
    ("es", "una empresa turca", False),
    ("ru", "книги на турецком языке", True),
    ("ru", "занятия на турецком, бесплатно", True),
    ("ru", "лагерь на турецком побережье", False),
    ("zh", "开设土耳其语课程", True),
    ("zh", "土耳其专家来访", False),
    ("ar", "كتب باللغة التركية", True),
    ("ar", "الشركة التركية", False),
]
OUTSIDE = [
    ("en", "the first hub outside of Austria", True),
    ("en", "the first hub in Austria", False),
    ("fr", "le premier pôle hors d'Autriche", True),
    ("es", "el primer nodo fuera de Austria", True),
    ("ru", "первый узел за пределами Австрии", True),
    ("ru", "первый узел в Австрии", False),
    ("zh", "在奥地利以外的第一个节点", True),
    ("zh", "奥地利的第一个节点", False),
    ("ar", "أول مركز خارج النمسا", True),
]
ENVOYS = [
    ("en", "The ambassador of Peru cut the ribbon.", {"PE"}),
    ("en", "The Peruvian embassy gave books.", {"PE"}),
    ("en", "Peru's ambassador came; the hub is the third in Peru.", set()),
    ("en", "The president of Peru cut the ribbon.", set()),
    ("fr", "L'ambassadrice du Pérou a coupé le ruban.", {"PE"}),
    ("fr", "Le président du Pérou a coupé le ruban.", set()),
    ("es", "El embajador de Ghana cortó la cinta.", {"GH"}),
    ("es", "El presidente de Ghana cortó la cinta.", set()),
    ("ru", "Ленту перерезал посол Ганы.", {"GH"}),
    ("ru", "Ленту перерезал президент Ганы.", set()),
    ("zh", "加纳驻摩洛哥大使剪彩。", {"GH"}),
    ("zh", "加纳总统剪彩。", set()),
    ("ar", "حضر سفير غانا الحفل", {"GH"}),
    ("ar", "حضر رئيس غانا الحفل", set()),
]


@pytest.mark.parametrize(("language", "text", "is_tongue"), TONGUES)
def test_the_name_of_a_language_is_no_place(language: str, text: str, is_tongue: bool) -> None:
    assert bool(asides(language).meant(text, places.find(text, language))) != is_tongue


@pytest.mark.parametrize(("language", "text", "sending"), ENVOYS)
def test_countries_that_are_named_for_their_envoys(language: str, text: str, sending: set[str]) -> None:
    told = set(envoys(asides(language), text, [p for p in places.find(text, language) if p.code]))
    assert {code for kind, code in told if kind == "envoy"} == sending


@pytest.mark.parametrize(
    ("language", "text", "posted"),
    [
        ("en", "The ambassador of Peru in Ghana came.", {"GH"}),
        ("en", "The ambassador of Peru came. Ghana won.", set()),
        ("fr", "L'ambassadeur du Pérou au Ghana est venu.", {"GH"}),
        ("es", "El embajador de Ghana en el Perú vino.", {"PE"}),
        ("ru", "Приехал посол Республики Гана в Республике Перу.", {"PE"}),
        ("zh", "加纳驻摩洛哥大使剪彩。", {"MA"}),
        ("ar", "حضر سفير غانا في المغرب الحفل", {"MA"}),
    ],
)
def test_countries_where_envoys_are_posted(language: str, text: str, posted: set[str]) -> None:
    told = set(envoys(asides(language), text, [p for p in places.find(text, language) if p.code]))
    assert {code for kind, code in told if kind == "envoys' post"} == posted


@pytest.mark.parametrize(("language", "text", "left_out"), OUTSIDE)
def test_countries_that_are_left_out(language: str, text: str, left_out: bool) -> None:
    assert [asides(language).left_out(text, place) for place in places.find(text, language)] == [left_out]
