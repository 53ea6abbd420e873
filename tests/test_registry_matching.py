"""Matching: quality on labelled pairs, names across scripts, values that agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registry_story import Story

from pipeline.registry import calibrate, reprints
from pipeline.registry.compare import compare
from pipeline.registry.concepts import terms
from pipeline.registry.models import EntityKind
from pipeline.registry.resolve import Graph, gather
from pipeline.registry.said import Said
from pipeline.registry.values import weigh
from pipeline.transcription.letters import fold, person_words
from pipeline.transcription.names import align
from pipeline.transcription.palladius import pinyin

CASES = Path(__file__).parent / "cases" / "registry"


@pytest.mark.parametrize("kind", list(EntityKind))
def test_quality_on_labelled_pairs(kind: EntityKind) -> None:
    found = calibrate.quality(CASES, kind)
    assert found.precision >= 0.98
    assert found.recall >= 0.92


@pytest.mark.parametrize(("folder", "precision", "recall"), [("scripts", 0.98, 0.90), ("last", 0.96, 0.90)])
def test_people_across_four_scripts(folder: str, precision: float, recall: float) -> None:
    found = calibrate.quality(CASES / folder, EntityKind.PERSON)
    assert found.precision >= precision
    assert found.recall >= recall


def test_organisations_across_four_scripts() -> None:
    found = calibrate.quality(CASES / "scripts", EntityKind.ORGANISATION)
    assert found.precision >= 0.98
    assert found.recall >= 0.80


def test_there_are_enough_labelled_pairs_and_enough_of_them_are_hard() -> None:
    every = [pair for kind in EntityKind for pair in calibrate.pairs(CASES, kind)]
    assert len(every) >= 400
    assert sum(pair.same for pair in every) >= 200
    assert sum(not pair.same for pair in every) >= 200


@pytest.mark.parametrize("kind", list(EntityKind))
def test_a_comparison_is_the_same_in_either_order(kind: EntityKind) -> None:
    for pair in calibrate.pairs(CASES, kind):
        one, other = compare(pair.one, pair.other), compare(pair.other, pair.one)
        assert (one.probability, one.vetoed) == (other.probability, other.vetoed), (pair.one.name, pair.other.name)


SAME = [
    ("Gulmira Asanbekova", "Гульмира Асанбекова", "transcribed"),
    ("Gulmira Asanbekova", "Асанбекова Гульмира", "transcribed"),
    ("Гульмира Асанбековна Тойчуева", "Gulmira Toychueva", "part_of_name"),
    ("Г. А. Тойчуева", "Гульмира Тойчуева", "initials"),
    ("沈柏屿", "SHEN Baiyu", "transcribed"),
    ("沈柏屿", "Bai-yu Shen", "transcribed"),
    ("Шэнь Байюй", "SHEN Baiyu", "transcribed"),
    ("Чжан Вэй", "ZHANG Wei", "transcribed"),
    ("欧阳若兰", "OUYANG Ruolan", "transcribed"),
    ("Ümit Şahinoğlu", "Umit Sahinoglu", "same_name"),
    ("Tatyana Belyaeva", "Tatiana Beliaeva", "same_name"),
    ("Marcelo Quintanilha", "Marcelo Quintanilla", "similar_name"),
    ("سليم الحارثي", "Salim Al Harthi", "transcribed"),
    ("გიორგი ბერიძე", "ბერიძე გიორგი", "same_name"),
    ("فاطمة الزدجالية", "Fatima Al Zadjali", "transcribed"),
    ("Abdelkrim Zerrouki", "عبد الكريم زروقي", "transcribed"),
    ("Nour Eddine Zerrouki", "Noureddine Zerrouki", "same_name"),
    ("Бен Салах Юсеф", "Bensalah Youssef", "transcribed"),
    ("ألكسندر فوروبيوف", "Alexander Vorobyov", "transcribed"),
    ("Evgueni Chtcherbakov", "Евгений Щербаков", "transcribed"),
    ("谢尔盖·沃罗比约夫", "Сергей Воробьёв", "transcribed"),
    ("Чжао Цинъюй", "ZHAO Qingyu", "transcribed"),
    ("О. Д. Ярошевич", "Ольга Дмитриевна Ярошевич", "all_initials"),
]
DIFFERENT = [
    ("Dragan Petković", "Dragana Petković"),
    ("Azamat Orozov", "Azamat Orozova"),
    ("LI Fan", "LI Fang"),
    ("李凡", "LI Fang"),
    ("Anna Belova", "Alla Belova"),
    ("Maren Holt", "Karen Holt"),
    ("سالم الحارثي", "Salma Al Harthi"),
    ("沈柏屿", "SHEN Baiyue"),
    ("J. Okafor", "M. Okafor"),
    ("DENG Haoran", "DENG Haolan"),
    ("邓浩然", "邓浩岚"),
    ("გიორგი ბერიძე", "ნინო ლომიძე"),
    ("김민준", "박서연"),
    ("Abdelkrim Zerrouki", "Karim Zerrouki"),
    ("محمود زروقي", "Mohammed Zerrouki"),
    ("رشاد زروقي", "Rachid Zerrouki"),
    ("Сергей Лукин", "Лукин Иван Сергеевич"),
    ("Сергей Лукин", "Иван Сергеевич Лукин"),
    ("سميرة زروقي", "Samir Zerrouki"),
    ("Zafar Mirzoyev", "Джафар Мирзоев"),
    ("Чжао Цинъюй", "ZHAO Qingyun"),
    ("冯秋雁", "FANG Qiuyan"),
]


@pytest.mark.parametrize(("one", "other", "feature"), SAME)
def test_one_name_in_two_forms(one: str, other: str, feature: str) -> None:
    found = align(fold(one), fold(other))
    assert found.feature in {feature, "same_name"} if feature == "transcribed" else found.feature == feature
    assert align(fold(other), fold(one)) == found


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_that_look_alike(one: str, other: str) -> None:
    assert align(fold(one), fold(other)).feature in ("different_name", "unlike_name")


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("цинь", "qin"), ("юйфэн", "yufeng"), ("чжун", "zhong"), ("сюй", "xu"), ("миншунь", "mingshun"), ("цзыань", "zian")],
)
def test_chinese_in_cyrillic(cyrillic: str, latin: str) -> None:
    assert pinyin(cyrillic) == latin


@pytest.mark.parametrize("name", ["штольц", "кравчук", "latin", "гжегож"])
def test_what_is_no_chinese_name(name: str) -> None:
    assert pinyin(name) is None


@pytest.mark.parametrize(
    ("one", "language", "other", "another"),
    [
        ("Kazakh National University", "en", "哈萨克国立大学", "zh"),
        ("Kazakh National University", "en", "Казахский национальный университет", "ru"),
        ("Kazakh National University", "en", "Universidad Nacional Kazaja", "es"),
        ("Deputy Minister of Education and Science", "en", "заместитель министра образования и науки", "ru"),
        ("Vice Rector", "en", "副校长", "zh"),
        ("Dean", "en", "عميد", "ar"),
        ("Directeur général", "fr", "director general", "es"),
    ],
)
def test_names_as_concepts_meet_across_languages(one: str, language: str, other: str, another: str) -> None:
    assert terms(one, language).tokens == terms(other, another).tokens


def test_a_university_of_another_country_has_other_terms() -> None:
    assert terms("Kazakh National University", "en").tokens != terms("Uzbek National University", "en").tokens


@given(st.text(max_size=60))
def test_any_name_survives(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    person_words(name)
    terms(name, "en")
    terms(name, "zh")
    align(fold(name), fold("Gulmira Asanbekova"))


def said(about: str, value: str, *, comparator: str = "=", sources: int = 1, latest: str | None = None) -> Said:
    return Said(about, value, None, comparator, None, 0.9, sources, sources, latest, latest)


@pytest.mark.parametrize(
    ("about", "one", "other", "agree"),
    [
        ("established_on", ("2030-02-26", "="), ("2030-02", "="), True),
        ("established_on", ("2030-02-26", "="), ("2030", "="), True),
        ("established_on", ("2030-02-26", "="), ("2030-02-25/2030-02-27", "="), True),
        ("established_on", ("2030-02-26", "="), ("2030-02-27", "="), False),
        ("established_on", ("2030-02", "="), ("2030-03", "="), False),
        ("attendance", ("420", "="), ("400", ">"), True),
        ("attendance", ("420", ">"), ("400", ">"), True),
        ("attendance", ("420", "="), ("450", ">="), False),
        ("attendance", ("420", "="), ("400", "~"), True),
        ("attendance", ("420", "="), ("300", "~"), False),
        ("attendance", ("420", "="), ("430", "<"), True),
        ("attendance", ("420", "<"), ("430", ">"), False),
        ("number", ("13", "="), ("14", "="), False),
        ("country", ("KG", "="), ("KZ", "="), False),
        ("host", ("Talas State University", "="), ("Таласский государственный университет", "="), True),
        ("host", ("Talas State University", "="), ("Talas Academy of Music", "="), False),
        ("name", ("A House", "="), ("Another House", "="), True),
    ],
)
def test_which_values_agree(about: str, one: tuple[str, str], other: tuple[str, str], agree: bool) -> None:
    values = weigh([said(about, one[0], comparator=one[1]), said(about, other[0], comparator=other[1])])
    assert [value.current for value in values] == [True, False]
    assert values[1].agrees is agree


@pytest.mark.parametrize(
    ("first", "second", "current", "reason"),
    [
        (("2030-02-26", 2, None), ("2030-02-27", 1, None), "2030-02-26", "said by 2 sources; 2030-02-27 by 1 source"),
        (("2030-02-26", 1, "2030-03"), ("2030-02-27", 1, "2030-04"), "2030-02-27", "said later"),
        (
            ("2030-02", 1, "2030-04"),
            ("2030-02-26", 1, "2030-03"),
            "2030-02-26",
            "said by 1 source, and 1 less exactly; 2030-02",
        ),
        (("2030-02-26", 1, None), ("2030-02-27", 1, None), "2030-02-26", "nothing tells it"),
    ],
)
def test_why_a_value_is_current(
    first: tuple[str, int, str | None], second: tuple[str, int, str | None], current: str, reason: str
) -> None:
    values = weigh(said("established_on", value, sources=sources, latest=latest) for value, sources, latest in (first, second))
    assert values[0].value == current
    assert reason in values[0].reason


@given(st.permutations(["2030", "2030-02", "2030-02-26", "2030-02-27", "2031-01-01"]))
def test_the_order_of_values_does_not_matter(order: list[str]) -> None:
    assert weigh(said("established_on", value) for value in order) == weigh(
        said("established_on", value) for value in sorted(order)
    )


def test_an_ambiguous_acronym_joins_neither() -> None:
    profiles = {
        pair.one.id: pair.one
        for pair in calibrate.pairs(CASES, EntityKind.ORGANISATION)
        if pair.one.acronyms == ("kal",) and pair.one.name.startswith("k")
    }
    assert len(profiles) == 2
    bare = Story("KAL.").organisation("KAL").record
    from pipeline.registry.profiles import Describer
    from pipeline.registry.statements import read

    weak = Describer(bare).describe(read(bare)[0][0])
    every = {**profiles, weak.id: weak}
    edges = {tuple(sorted((weak.id, id))): 0.6 for id in profiles}
    assert sorted(map(len, gather(Graph(every, edges)))) == [1, 1, 1]  # type: ignore[arg-type]
    only = min(profiles)
    one = {id: every[id] for id in (only, weak.id)}
    pair = {pair: odds for pair, odds in edges.items() if only in pair}
    assert sorted(map(len, gather(Graph(one, pair)))) == [2]  # type: ignore[arg-type]


TEXT = "The council of the harbour met in the old granary and spoke of lamps, ladders, boats and a school for pilots. " * 3


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (TEXT, True),
        (TEXT + "Printed again by leave of the editor.", True),
        (TEXT.replace("lamps", "lanterns"), True),
        ("Quite another text about the tides of the northern bay, which nobody has measured since the war began. " * 3, False),
        ("", False),
    ],
)
def test_copies_are_told_from_other_texts(other: str, copy: bool) -> None:
    one, two = (reprints.sketch(Story(text).record) for text in (TEXT, other))
    assert reprints.near(one, two) is copy
    if copy:
        assert set(reprints.bands(one)) & set(reprints.bands(two))
