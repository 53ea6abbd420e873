"""Numerals in six languages: digits, words, Roman, mixed; comparators; and what is no numeral."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import numbers

ORDINALS = [
    ("en", "the 13th hub", 13), ("en", "the 4-th node", 4), ("en", "fifteenth", 15), ("en", "the twenty-first node", 21),
    ("en", "one hundred and fifth", 105), ("en", "two hundredth", 200), ("en", "number nine", 9), ("en", "no. 4", 4),
    ("en", "No. 12", 12), ("en", "nine hundred and ninety-ninth", 999), ("en", "the 101st", 101), ("en", "XVth", 15),
    ("fr", "le XVe centre", 15), ("fr", "la XIIIe maison", 13), ("fr", "le 14ème nœud", 14), ("fr", "la 1re antenne", 1),
    ("fr", "vingt et unième", 21), ("fr", "soixante-treizième", 73), ("fr", "quatre-vingt-dix-septième", 97), ("fr", "cent deuxième", 102),
    ("fr", "n° 12", 12), ("fr", "numéro sept", 7), ("fr", "dix-neuvième", 19), ("fr", "quatre-vingt-unième", 81),
    ("es", "el 15.º centro", 15), ("es", "la 13.ª sala", 13), ("es", "decimoquinto", 15), ("es", "décima tercera", 13),
    ("es", "quingentésimo segundo", 502), ("es", "quadragésima tercera", 43), ("ar", "الخامس و العشرون", 25),
    ("ar", "الخامس والعشرين بعد المائة", 125), ("ar", "الأولى بعد المئتين", 201),
    ("es", "vigésimo novena", 29), ("es", "la vigesimocuarta sede", 24), ("es", "número 20", 20), ("es", "n.º 7", 7),
    ("es", "trigésimo primer centro", 31), ("es", "centésimo vigésimo quinto", 125), ("es", "1.er nodo", 1), ("es", "duodécima", 12),
    ("ru", "15-й центр", 15), ("ru", "пятнадцатого", 15), ("ru", "семьдесят третий", 73), ("ru", "третьего", 3),
    ("ru", "двадцать первым", 21), ("ru", "сто двадцать пятый", 125), ("ru", "девятьсот девяносто девятый", 999), ("ru", "№ 15", 15),
    ("ru", "40-го", 40), ("ru", "номер девять", 9), ("ru", "четвертая", 4),
    ("zh", "第十五个", 15), ("zh", "第13家", 13), ("zh", "首个", 1), ("zh", "第二十一所", 21), ("zh", "第一百零五个", 105), ("zh", "首所", 1),
    ("zh", "第九百九十九家", 999),
    ("ar", "الخامس عشر", 15), ("ar", "الحادي والعشرون", 21), ("ar", "الثالثة", 3), ("ar", "والأول", 1), ("ar", "الـ15", 15),
    ("ar", "الرقم 88", 88), ("ar", "الثلاثون", 30), ("ar", "الخامس والثلاثين", 35), ("ar", "رابع بيت", 4), ("ar", "الحادية عشرة", 11),
]  # fmt: skip

CARDINALS = [
    ("ar", "خمسة و عشرون مركزا", 25, "=", "خمسة و عشرون"), ("ar", "مئة و ثلاثة", 103, "=", "مئة و ثلاثة"),
    ("en", "over 10 centres", 10, ">", "over 10"), ("en", "at least nine", 9, ">=", "at least nine"), ("en", "1,200 people", 1200, "=", "1,200"),
    ("en", "nearly ninety-five", 95, "~", "nearly ninety-five"), ("en", "a dozen hubs", 12, "~", "a dozen"),
    ("en", "no fewer than four", 4, ">=", "no fewer than four"), ("en", "more than three hundred and twelve", 312, ">", "more than three hundred and twelve"),
    ("en", "fewer than twenty", 20, "<", "fewer than twenty"), ("en", "3 million", 3000000, "=", "3 million"), ("en", "twenty or so", 20, "~", "twenty or so"),
    ("fr", "une vingtaine de sites", 20, "~", "une vingtaine"), ("fr", "plus d'une trentaine", 30, ">", "plus d'une trentaine"),
    ("fr", "près de 30 salles", 30, "~", "près de 30"), ("fr", "soixante-douze", 72, "=", "soixante-douze"), ("fr", "1 200 élèves", 1200, "=", "1 200"),
    ("fr", "au moins quatre-vingts", 80, ">=", "au moins quatre-vingts"),
    ("es", "más de 20 sedes", 20, ">", "más de 20"), ("es", "unas 90", 90, "~", "unas 90"), ("es", "una docena", 12, "~", "una docena"),
    ("es", "treinta y dos", 32, "=", "treinta y dos"), ("es", "al menos cuatro", 4, ">=", "al menos cuatro"), ("es", "185.000 euros", 185000, "=", "185.000"),
    ("ru", "более 10 центров", 10, ">", "более 10"), ("ru", "не менее двадцати пяти", 25, ">=", "не менее двадцати пяти"),
    ("ru", "около 130", 130, "~", "около 130"), ("ru", "свыше 4 300 человек", 4300, ">", "свыше 4 300"), ("ru", "двух филиалов", 2, "=", "двух"),
    ("ru", "более десятка центров", 10, ">", "более десятка"), ("ru", "5-ти центров", 5, "=", "5-ти"),
    ("zh", "10余个", 10, ">", "10余个"), ("zh", "超过15个", 15, ">", "超过15个"), ("zh", "近20间", 20, "~", "近20间"), ("zh", "不到6个", 6, "<", "不到6个"),
    ("zh", "十二家", 12, "=", "十二家"), ("zh", "二十多所", 20, ">", "二十多所"), ("zh", "2万名", 20000, "=", "2万名"), ("zh", "30个左右", 30, "~", "30个左右"),
    ("ar", "أكثر من 10 مراكز", 10, ">", "أكثر من 10"), ("ar", "تسعة منها", 9, "=", "تسعة"), ("ar", "يناهز 25 فرعا", 25, "~", "يناهز 25"),
    ("ar", "ما لا يقل عن 18 مركزاً", 18, ">=", "ما لا يقل عن 18"), ("ar", "خمسة وعشرون", 25, "=", "خمسة وعشرون"), ("ar", "٤٢ حرماً", 42, "=", "٤٢"),
    ("ar", "أكثر من ثلاثين بيتاً", 30, ">", "أكثر من ثلاثين"), ("ar", "خمسة عشر مركزا", 15, "=", "خمسة عشر"), ("ar", "مئة وخمسة", 105, "=", "مئة وخمسة"),
    ("en", "just short of forty depots", 40, "<", "just short of forty"), ("en", "thirty-odd depots", 30, "~", "thirty-odd"),
    ("en", "30-odd depots", 30, "~", "30-odd"), ("en", "30+ depots", 30, ">=", "30+"),
    ("en", "a good forty depots", 40, "~", "a good forty"), ("en", "a round fifty", 50, "=", "a round fifty"),
    ("en", "at the very most twelve", 12, "<=", "at the very most twelve"),
    ("en", "no fewer than a dozen", 12, ">=", "no fewer than a dozen"),
    ("en", "in the order of 60 depots", 60, "~", "in the order of 60"),
    ("en", "the depots do not reach twenty", 20, "<", "do not reach twenty"),
    ("en", "shy of a hundred depots", 100, "<", "shy of a hundred"),
    ("en", "upwards of two dozen", 24, ">", "upwards of two dozen"), ("en", "half a dozen depots", 6, "~", "half a dozen"),
    ("en", "twenty or more", 20, ">=", "twenty or more"),
    ("fr", "plus d'une centaine de dépôts", 100, ">", "plus d'une centaine"),


    ("fr", "une bonne trentaine de dépôts", 30, "~", "une bonne trentaine"),
    ("fr", "pas loin de vingt dépôts", 20, "~", "pas loin de vingt"),
    ("fr", "avoisine les soixante", 60, "~", "avoisine les soixante"),
    ("fr", "trente et quelques dépôts", 30, ">", "trente et quelques"),
    ("fr", "tout au plus douze", 12, "<=", "tout au plus douze"), ("fr", "douze dépôts tout au plus", 12, "=", "douze"),
    ("fr", "n'atteint pas la dizaine", 10, "<", "n'atteint pas la dizaine"),
    ("fr", "aux alentours d'une quinzaine", 15, "~", "aux alentours d'une quinzaine"),
    ("fr", "ne dépassent pas dix", 10, "<=", "ne dépassent pas dix"),
    ("fr", "une quarantaine au moins", 40, ">=", "une quarantaine au moins"),
    ("es", "No llegan a diez", 10, "<", "No llegan a diez"), ("es", "treinta y pico depósitos", 30, ">", "treinta y pico"),
    ("es", "treinta y tantas sedes", 30, ">", "treinta y tantas"), ("es", "rozan la treintena", 30, "~", "rozan la treintena"),
    ("es", "un centenar largo", 100, "~", "un centenar"), ("es", "poco menos de cuarenta", 40, "<", "poco menos de cuarenta"),
    ("es", "no pasan de una docena", 12, "<=", "no pasan de una docena"),
    ("es", "rondan las treinta", 30, "~", "rondan las treinta"), ("es", "más de una decena", 10, ">", "más de una decena"),
    ("es", "cuando menos ocho", 8, ">=", "cuando menos ocho"),
    ("es", "sobrepasan las cincuenta", 50, ">", "sobrepasan las cincuenta"),
    ("es", "a lo sumo seis", 6, "<=", "a lo sumo seis"), ("ru", "неполных двадцать складов", 20, "<", "неполных двадцать"),
    ("ru", "без малого сорок складов", 40, "~", "без малого сорок"),
    ("ru", "двадцать с лишним складов", 20, ">", "двадцать с лишним"), ("ru", "два десятка складов", 20, "~", "два десятка"),
    ("ru", "около двух десятков складов", 20, "~", "около двух десятков"),
    ("ru", "чуть больше полусотни", 50, ">", "чуть больше полусотни"), ("ru", "от силы восемь", 8, "<=", "от силы восемь"),
    ("ru", "не наберётся и десятка", 10, "<", "не наберётся и десятка"),
    ("ru", "больше полутора десятков", 15, ">", "больше полутора десятков"),
    ("ru", "немногим менее тридцати", 30, "<", "немногим менее тридцати"),
    ("ru", "не более дюжины", 12, "<=", "не более дюжины"), ("ru", "десятка полтора складов", 15, "~", "десятка полтора"),
    ("ru", "порядка трёх десятков", 30, "~", "порядка трёх десятков"), ("zh", "不满二十家", 20, "<", "不满二十家"),
    ("zh", "十来家", 10, "~", "十来家"), ("zh", "三十几个", 30, ">", "三十几个"), ("zh", "顶多八处", 8, "<=", "顶多八处"),
    ("zh", "30家出头", 30, ">", "30家出头"), ("zh", "起码十五所", 15, ">=", "起码十五所"), ("zh", "百余家", 100, ">", "百余家"),
    ("zh", "近百家", 100, "~", "近百家"), ("zh", "上百家", 100, "~", "上百家"), ("zh", "二十家以内", 20, "<=", "二十家以内"),
    ("zh", "约莫四十处", 40, "~", "约莫四十处"), ("zh", "十几家", 10, ">", "十几家"),
    ("ar", "ما يقارب أربعين مركزا", 40, "~", "ما يقارب أربعين"), ("ar", "ثلاثون ونيف", 30, ">", "ثلاثون ونيف"),
    ("ar", "لا يتعدى عشرة مراكز", 10, "<=", "لا يتعدى عشرة"), ("ar", "لم تبلغ العشرين", 20, "<", "لم تبلغ العشرين"),
    ("ar", "أقل بقليل من خمسين", 50, "<", "أقل بقليل من خمسين"), ("ar", "تخطت الثلاثين", 30, ">", "تخطت الثلاثين"),
    ("ar", "عشرون أو يزيد", 20, ">=", "عشرون أو يزيد"), ("ar", "نحو عشرين", 20, "~", "نحو عشرين"),
    ("ar", "اثنا عشر مركزا على الأكثر", 12, "=", "اثنا عشر"), ("ar", "بضعة وثلاثون", 30, ">", "بضعة وثلاثون"),
    ("ar", "نيف وثلاثون", 30, ">", "نيف وثلاثون"), ("ar", "قرابة العشرين مركزا", 20, "~", "قرابة العشرين"),
    ("ar", "زهاء 30 مركزا", 30, "~", "زهاء 30"),
]  # fmt: skip

NONE = [
    ("en", "2024-03-06"), ("en", "10:30"), ("en", "3.1 per cent"), ("en", "IMG_20251009_115314.jpg"), ("en", "H5N1"), ("en", "the 1990s"), ("en", "MIX"),
    ("en", "2019–2029"), ("en", "97%"), ("fr", "une école"), ("ru", "10-летие"), ("ru", "сегодня"), ("zh", "一带一路"), ("zh", "首次"), ("zh", "首先"),
    ("zh", "三峡"), ("ar", "أولا"), ("es", "nota"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value"), ORDINALS)
def test_ordinals(language: str, text: str, value: int) -> None:
    found = [n for n in numbers.find(text, language) if n.kind is numbers.Kind.ORDINAL]
    assert [n.value for n in found] == [value]


@pytest.mark.parametrize(("language", "text", "value", "comparator", "span"), CARDINALS)
def test_cardinals_with_comparators(language: str, text: str, value: int, comparator: str, span: str) -> None:
    found = [n for n in numbers.find(text, language) if n.kind is numbers.Kind.CARDINAL]
    assert [(n.value, n.comparator, text[n.start : n.end]) for n in found] == [(value, comparator, span)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_no_numerals(language: str, text: str) -> None:
    assert [n for n in numbers.find(text, language) if n.value != 1] == []


@given(st.text(max_size=80), st.sampled_from(["en", "fr", "es", "ru", "zh", "ar"]))
def test_any_text_survives_and_numerals_do_not_overlap(text: str, language: str) -> None:
    found = numbers.find(text, language)
    assert all(0 <= n.start <= n.core < n.end <= len(text) and n.value >= 0 for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.integers(min_value=2, max_value=999))
def test_digits_read_the_same_everywhere(value: int) -> None:
    for language, text in [
        ("en", f"{value} hubs"),
        ("ru", f"{value} центров"),
        ("zh", f"{value}个"),
        ("fr", f"{value} lieux"),
        ("es", f"{value} sedes"),
    ]:
        assert [n.value for n in numbers.find(text, language)] == [value]


def test_three_and_four_are_two_numbers() -> None:
    assert [numeral.value for numeral in numbers.find("ثلاثة و أربعة", "ar")] == [3, 4]
