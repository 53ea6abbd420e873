"""Cases undone: names and phrases in the nominative; languages without cases stay as they are."""

import pytest

from pipeline import morphology
from pipeline.persons.declension import nominative_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Веру Павловну Штерн", "Вера Павловна Штерн"),
        ("Шавката Рустамовича Алимова", "Шавкат Рустамович Алимов"),
        ("Аркадий Синицын", "Аркадий Синицын"),
        ("Ж Эргашевым", "Ж Эргашев"),
        ("Олегу Крымскому", "Олег Крымский"),
        ("Марией Гарсией", "Мария Гарсия"),
        ("Кэндзи Ямамото", "Кэндзи Ямамото"),
        ("Маарьи Лепик", "Маарья Лепик"),
        ("Азизе Каримовой", "Азиза Каримова"),
        ("Сауле Каримовой", "Сауле Каримова"),
        ("Ирине Ким", "Ирина Ким"),
    ],
)
def test_names(written, name):
    assert " ".join(nominative_name(written.split(), "ru")) == name


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("главного", "главный"), ("заведующей", "заведующий"), ("заведует", "заведовать"), ("назначенная", "назначить")],
)
def test_lemmas_of_words_that_titles_are_made_of(word, lemma):
    assert morphology.lemma(word, "ru") == lemma


def test_the_case_of_the_words_around_decides():
    assert nominative_name(["Д", "Каримову"], "ru", within=frozenset("a")) == ("Д", "Каримова")
    assert nominative_name(["Д", "Каримову"], "ru", within=frozenset("d")) == ("Д", "Каримов")
    assert nominative_name(["Шэнь", "Байюем"], "ru", within=frozenset("i")) == ("Шэнь", "Байюй")
    assert nominative_name(["Шэнь", "Байюй"], "ru", within=frozenset("i")) == ("Шэнь", "Байюй")


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("первого заместителя министра", "первый заместитель министра"),
        ("Директором", "Директор"),
        ("Чрезвычайный и Полномочный Посол", "Чрезвычайный и Полномочный Посол"),
        ("Фонда «Цифровая река»", "Фонд «Цифровая река»"),
        ("исполняющим обязанности", "исполняющий обязанности"),
        ("содиректором", "содиректор"),
    ],
)
def test_phrases(written, phrase):
    assert morphology.nominative(written, "ru") == phrase


@pytest.mark.parametrize("language", ["en", "fr", "es", "zh", "ar"])
def test_a_language_without_cases_is_left_alone(language):
    assert morphology.nominative("the Director", language) == "the Director"
    assert nominative_name(["Ann", "Roe"], language) == ("Ann", "Roe")
    assert not morphology.inflects(language)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Петрович", "patronymic"), ("Ольга", "name"), ("Директор", "word"), ("Жээнбаев", "unknown")],
)
def test_kinds_of_names(word, kind):
    assert morphology.name_kind(word, "ru") == kind


@pytest.mark.parametrize(("one", "other"), [("Сатаров", "Сатаровым"), ("Мусаева", "Мусаевой"), ("Крымский", "Крымского")])
def test_forms_of_a_name_have_one_stem(one, other):
    assert morphology.stem(one, "ru") == morphology.stem(other, "ru")


@pytest.mark.parametrize(
    ("written", "place"),
    [("Термезе", "Термез"), ("Ленкорани", "Ленкорань"), ("Нижнем Тагиле", "Нижний Тагил"), ("Гяндже", "Гянджа")],
)
def test_places_in_any_case(written, place):
    assert place in morphology.place_forms(written, "ru")
    assert morphology.place_forms(written, "en") == ()


@pytest.mark.parametrize(("word", "expected"), [("Балхаш", True), ("Термез", True), ("школа", False), ("Термезе", False)])
def test_places_of_the_dictionary(word, expected):
    assert morphology.is_place(word, "ru") is expected


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Дома-музея", "word"), ("Салтыков-Щедрин", "unknown"), ("Ивановне", "patronymic"), ("Альянса", "word")],
)
def test_what_a_capitalised_word_may_be(word, kind):
    assert morphology.name_kind(word, "ru") == kind
