"""Units that a text coins: what an ordinal hangs on and what heads a name, in any language; near-misses beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import coined, phrases

HITS = [
    ("ar", "افتُتح منطار الزهراء في الشمال، وهو المنطار السابع.", "المنطار"),
    ("en", "The Larvik Tinker Hut opened. It is the ninth tinker hut of the federation.", "tinker hut"),
    ("en", "Our twelfth windmill, the Hamar windmill, turns.", "windmill"),
    ("en", "The Bergen Weather Barn has opened; the barn is the third of its kind.", "barn"),
    ("en", "The sixth and seventh windmills turn. Hamar Windmill is new.", "windmills"),
    ("en", "The seventh windmill turns in the wind. Hamar Windmill is new.", "windmill"),
    ("en", "A ninth translators' residence opens: Translators' Residence Larvik.", "translators residence"),
    ("fr", "Le douzième kiosque ouvre. Le kiosque de Larvik accueille les élèves.", "kiosque"),
    ("es", "Es el noveno quiosco de la red: el quiosco de Larvik abre hoy.", "quiosco"),
    ("ru", "Открыта седьмая метеобашня. Метеобашня «Ларвик» стоит у моря.", "метеобашня"),
    ("zh", "第七座气象塔启用。拉尔维克气象塔位于海边。", "气象塔"),
    ("zh", "这是第十二家“暖蹄”动物诊疗所。“暖蹄”动物诊疗所拉尔维克站开门。", "动物诊疗所"),
    ("zh", "这是全省第七间观鸟屋。", "观鸟屋"),
    ("zh", "第三个由当地农户自发组建的育苗棚启用。", "育苗棚"),
    ("zh", "基金会已建成图书角130余个。", "图书角"),
    ("zh", "云台稻香农艺舍今天揭牌。", "艺舍"),
    ("zh", "云台晒盐体验廊是全省第三家。", "验廊"),
    ("zh", "第九个海岸潮汐观测站在哈马尔启用。哈马尔海岸潮汐观测站很新。", "海岸潮汐观测站"),
]
MISSES = [
    ("ar", "قال سليم بوقرة إن الدورة الأولى ستنطلق. وختم بوقرة بالقول إن المرصد يعمل."),
    ("ar", "ستنطلق دورة كوم حمادة في العاشر من سبتمبر. وتقع كوم حمادة في الشمال."),
    ("ar", "زار الوفد المتحف أول أمس السبت. وكان أمس يوما طويلا."),
    ("ar", "في مصر والثالث في أفريقيا. ومصر بلد كبير."),
    ("en", "The ninth forum of the federation. The Larvik Forum was held."),
    ("en", "The third university in the land is Larvik University."),
    ("en", "She came in second place. The Market Place was full."),
    ("en", "The Larvik Tinker Hut opened in the second week."),
    ("en", "The ninth meadow is green."),
    ("en", "Genome Archive Europe expects the first genomes in May."),
    ("en", "The Open Door Network sits behind the second door."),
    ("fr", "La douzième édition s'ouvre. L'Édition de Larvik plaît."),
    ("ru", "Пятый форум завершён. Форум «Ларвик» собрал гостей."),
    ("ru", "Это седьмая сеть фонда. Сеть «Ларвик» растёт."),
    ("zh", "第七届论坛开幕。拉尔维克论坛很大。"),
    ("zh", "这是全文的第三个观点，也是第二个重点。"),
    ("zh", "第二个在校园设立。"),
    ("zh", "展览在云台松林公园开幕。"),
    ("zh", "安东尼奥·达科斯塔揭牌。"),
    ("zh", "学校有食堂，三座教学楼已经竣工。"),
    ("zh", "第七座启用。今年五月启用。"),
]


def coins(language: str, text: str) -> list[str]:
    return [unit.unit for unit in coined.coin(text, phrases.split(text), language)]


@pytest.mark.parametrize(("language", "text", "unit"), HITS)
def test_a_numbered_noun_that_heads_a_name_is_a_unit(language: str, text: str, unit: str) -> None:
    assert unit in coins(language, text)


@pytest.mark.parametrize(("language", "text"), MISSES)
def test_other_numbered_nouns_are_none(language: str, text: str) -> None:
    assert coins(language, text) == []


def test_occurrences_are_found_in_every_form() -> None:
    text = "Седьмая метеобашня открыта. Метеобашня «Ларвик» стоит. Построили семь метеобашен и одну метеобашню."
    words = phrases.split(text)
    found = coined.occurrences(text, words, coined.coin(text, words, "ru"))
    assert [text[words[a].start : words[b - 1].end] for a, b, _ in found] == ["метеобашня", "Метеобашня", "метеобашню"]


@given(st.text(alphabet="aAbB theзЗ第一座塔. \n", max_size=80))
def test_any_text_survives(text: str) -> None:
    for language in ("en", "ru", "zh"):
        words = phrases.split(text)
        spans = [(a, b) for a, b, _ in coined.occurrences(text, words, coined.coin(text, words, language))]
        assert all(0 <= a < b <= len(words) for a, b in spans)
        assert spans == sorted(spans)
