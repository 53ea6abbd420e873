"""Announcements in two languages: each passage is read by the model of its own language, into one record."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extraction, parts, passages
from pipeline.records import Announcement, Mention, Organisation, Person, Record

READABLE = {"en", "fr", "es", "ru", "zh", "ar", "de", "pt", "tr", "ky"}

EN = "The Lakeside Seed Bank opened on 3 May 2021 in Bishkek, and its first visitors came from the villages nearby."
EN_2 = 'Dr. Mira Tolan, director of the Lakeside Seed Bank, thanked the donors. "We have waited for this," she said.'
FR = "La banque de semences du lac a ouvert ses portes le 3 mai 2021 à Bichkek, et ses visiteurs sont venus des villages."
ES = "El banco de semillas del lago abrió sus puertas el 3 de mayo de 2021 en Biskek y recibió a los vecinos de la zona."
RU = "Банк семян «Приозёрный» открылся 3 мая 2021 года в Бишкеке, и первыми его посетителями стали жители окрестных сёл."
ZH = "湖畔种子库于2021年5月3日在比什凯克揭牌成立，首批参观者来自附近的村庄，当地农业部门负责人出席了揭牌仪式并致辞。"
AR = "افتتح بنك البذور على ضفاف البحيرة أبوابه في 3 أيار 2021 في مدينة بيشكيك، وكان أول زواره من سكان القرى القريبة."
ALL = {"en": EN, "fr": FR, "es": ES, "ru": RU, "zh": ZH, "ar": AR}

NAMES = "University of Naryn; Université de Lomé; Universidad de Cuenca; Universität Graz; Università di Siena."
CAPTION = "Foto: archivo"
QUOTE = "The minister recalled the words «Наука не знает границ» and left the hall of the «Академия наук»."


def said(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.language) for one in passages.find(text, language, READABLE)]


@pytest.mark.parametrize("other", [code for code in ALL if code != "en"])
def test_a_passage_in_another_language_is_found(other: str) -> None:
    assert said(f"{EN}\n\n{ALL[other]}\n\n{EN_2}", "en") == [(ALL[other], other)]


@pytest.mark.parametrize("body", list(ALL))
def test_a_body_in_one_language_has_no_passages(body: str) -> None:
    assert said(f"{ALL[body]}\n{ALL[body]}", body) == []


@pytest.mark.parametrize("line", [NAMES, CAPTION, QUOTE, "上一篇：2021年毕业典礼", "Compartir: [f] [x] [in]", "Открытие"])
def test_names_menus_and_quotations_inside_a_line_are_no_passages(line: str) -> None:
    assert said(f"{EN}\n{line}\n{EN_2}", "en") == []


@pytest.mark.parametrize(
    ("body", "quoted", "other"),
    [
        (EN, "Наша девятая лаборатория откроется в Нарыне в мае", "ru"),
        (RU, "Our ninth laboratory will open in Naryn in May, the first in the mountains", "en"),
        (ZH, "Notre neuvième laboratoire ouvrira ses portes au mois de mai à Naryn", "fr"),
        (AR, "Our ninth laboratory will open in Naryn in May, the first in the mountains", "en"),
        (FR, "سيفتتح مختبرنا التاسع أبوابه في نارين في أيار", "ar"),
    ],
)
def test_a_sentence_quoted_in_another_script_is_a_passage(body: str, quoted: str, other: str) -> None:
    assert said(f"{body} “{quoted},” — X. {body}", language_of(body)) == [(f"{quoted},", other)]


def language_of(body: str) -> str:
    return next(code for code, text in ALL.items() if text == body)


def test_a_line_in_another_language_is_not_cut_at_what_it_quotes() -> None:
    line = '"Maps of the lake still tell us where not to go in a storm," said Dr. Mira Tolan, director of the seed bank.'
    assert said(f"{RU}\n{line}\n{RU}", "ru") == [(line, "en")]


def test_a_heading_goes_with_the_text_below_it_where_its_script_says_so() -> None:
    assert said(f"Seed bank\n{EN}\nБанк семян\n{RU}\nФото: архив\nBack", "en") == [(f"Банк семян\n{RU}\nФото: архив", "ru")]
    assert said(f"{EN}\n{RU}\n1\n{RU}\n{EN}", "en") == [(f"{RU}\n1\n{RU}", "ru")]


def test_a_heading_in_the_script_of_both_goes_where_its_small_words_are() -> None:
    assert said(f"{ES}\nStatement by the Union of the Banks\n{EN}", "es") == [
        (f"Statement by the Union of the Banks\n{EN}", "en")
    ]
    assert said(f"{ES}\nDeclaración de la Unión de los Bancos\n{EN}", "es") == [(EN, "en")]
    assert said(f"{ES}\nUnion Bank\n{EN}", "es") == [(EN, "en")]


def test_a_language_without_a_model_stays_with_the_body() -> None:
    assert passages.find(f"{EN}\n{RU}", "en", {"en", "fr"}) == []


@given(st.lists(st.sampled_from([*ALL.values(), NAMES, CAPTION, "", "12", "\t"]), max_size=8), st.sampled_from(list(ALL)))
def test_passages_and_what_is_between_them_are_the_text(rows: list[str], body: str) -> None:
    text = "\n".join(rows)
    found = passages.find(text, body, READABLE)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[one.start : one.end].strip() and one.language != body for one in found)
    parts = dict(passages.parts(text, body, found))
    assert body in parts
    for at, character in enumerate(text):
        reading = [code for code, closed in parts.items() if not any(start <= at < end for start, end in closed)]
        assert len(reading) == 1 or character.isspace()


def of(*paragraphs: str) -> Record:
    return extraction.record(Announcement(text="\n\n".join(paragraphs), source="a test"))


def test_each_passage_is_read_in_its_own_language() -> None:
    record = of(EN, EN_2, RU, FR)
    assert record.language == "en"
    assert [(date.text, date.value) for date in record.dates] == [
        ("3 May 2021", "2021-05-03"),
        ("3 мая 2021 года", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
    ]
    assert [model.split("-")[0] for model in record.model.split("+")] == ["en", "ru", "fr"]
    assert "Mira Tolan" in {person.name for person in record.people}


def test_one_name_in_two_parts_is_one_person() -> None:
    french = "Dr Mira Tolan, directrice de la banque de semences, a remercié les donateurs et les habitants de la région."
    people = of(EN, EN_2, EN, french).people
    assert [(person.name, len(person.mentions)) for person in people] == [("Mira Tolan", 2)]
    assert [position.title for position in people[0].positions] == ["director"]


@pytest.mark.parametrize(
    ("english", "russian", "names"),
    [
        ("Dr. Nurbek Asankulov, rector", "Ректор Нурбек Асанкулов", ["Nurbek Asankulov"]),
        ("Dr. Nurbek Asankulov, rector", "Ректор Н. Асанкулов", ["Nurbek Asankulov"]),
        ("Dr. Nurbek Asankulov, rector", "Ректор Талант Асанкулов", ["Nurbek Asankulov", "Талант Асанкулов"]),
    ],
)
def test_one_person_in_two_scripts_is_one(english: str, russian: str, names: list[str]) -> None:
    people = of(
        f"{english} of Osh State University, thanked the donors of the seed bank.",
        EN,
        EN,
        f"{russian} поблагодарил жителей.",
        RU,
    )
    assert [person.name for person in people.people] == names


@pytest.mark.parametrize(
    ("english", "people"),
    [
        (["Marat Osmonov", "Aida Bekova"], ["Marat Osmonov", "Aida Bekova"]),
        (["Marat Osmonov", "Timur Osmonov"], ["Marat Osmonov", "Timur Osmonov", "Осмонов"]),
    ],
)
def test_a_family_name_in_another_script_that_fits_two_joins_none(english: list[str], people: list[str]) -> None:
    text = "\n".join([*english, "Осмонов"])
    empty = extraction.record(Announcement(text=text, source="a test")).model_copy(update={"people": ()})

    def part(names: list[str]) -> Record:
        return empty.model_copy(update={"people": tuple(person(text, name) for name in names)})

    assert [one.name for one in parts.join(part(english), [part(["Осмонов"])]).people] == people


def person(text: str, name: str) -> Person:
    start = text.index(name)
    return Person(name=name, mentions=(Mention(text=name, start=start, end=start + len(name)),))


def test_a_part_may_date_what_another_leaves_open() -> None:
    dated = "Bishkek, 14 March 2023. The seed bank by the lake was opened in the presence of many guests from the villages."
    undated = "В понедельник в Бишкеке открылся банк семян, первыми посетителями которого стали жители окрестных сёл."
    record = of(dated, undated, RU, RU)
    assert record.published == "2023-03-14"
    assert ("понедельник", "2023-03-13") in [(date.text.removeprefix("В "), date.value) for date in record.dates]


def test_a_text_in_one_language_is_read_by_one_model() -> None:
    assert "+" not in of(EN, EN_2).model


BODY = (
    "Le 3 mai 2021, la Fondation Terre-Vive et l'Université de Brume ont inauguré à Lomé la Station des mares de Lomé. "
    "C'est la neuvième station de la fondation, qui finance aussi une ferme et un verger dans la région."
)


@pytest.mark.parametrize(
    ("sentence", "title", "organisation"),
    [
        ("Dr Mira Tolan, Treasurer of the foundation, thanked", "Treasurer", "Fondation Terre-Vive"),
        ("Dr Mira Tolan, Dean of the university, thanked", "Dean", "Université de Brume"),
        ("Dr Mira Tolan, Dean of the Marl College, thanked", "Dean", "Marl College"),
    ],
)
def test_a_passage_takes_up_a_body_of_another_part(sentence: str, title: str, organisation: str) -> None:
    english = f"{sentence} the donors of the pond station and said that she was happy with what they had given to the town."
    person = next(one for one in of(BODY, BODY, english).people if one.name == "Mira Tolan")
    assert [(post.title, post.organisation) for post in person.positions] == [(title, organisation)]


@pytest.mark.parametrize(
    ("said", "centre"),
    [
        ("ninth station", "Station des mares de Lomé"),
        ("tenth station", None),
        ("second station in Togo", "Station des mares de Lomé"),
    ],
)
def test_an_ordinal_of_a_passage_is_borne_by_what_bears_it_in_another_part(said: str, centre: str | None) -> None:
    english = f"With this it was the {said} that they have opened, and the people of the town were happy about it."
    numbers = [number for number in of(BODY, BODY, english).centre_numbers if number.text == said.split(maxsplit=1)[0]]
    assert [number.centre for number in numbers] == [centre]


@pytest.mark.parametrize(("said", "centre"), [("ninth hill station", "Station des mares de Lomé"), ("ninth garden", None)])
def test_an_ordinal_that_only_a_passage_tells_is_borne_by_the_one_centre_of_its_kind(said: str, centre: str | None) -> None:
    english = f"With this it was the {said} that they have opened, and the people of the town were happy about it."
    plain = BODY.replace("C'est la neuvième station", "C'est une station")
    numbers = [number for number in of(plain, plain, english).centre_numbers if number.text == "ninth"]
    assert [number.centre for number in numbers] == [centre]


def test_bodies_and_posts_of_a_translated_passage_bear_the_names_of_the_text() -> None:
    record = of(
        "The Talas Weather Station was opened on 3 May 2024 at Talas Mountain University, whose rector is Jumabek Sadyrov.",
        "The university has waited for the station for six years and will train its observers.",
        "В Таласском горном университете открыта Таласская метеостанция, сообщил ректор университета Жумабек Садыров.",
        "Таласская метеостанция стала подарком университету, и студенты уже ведут на ней наблюдения за погодой.",
    )
    assert [one.name for one in record.organisations] == ["Talas Mountain University"]
    assert [one.name for one in record.centres] == ["Talas Weather Station"]
    assert [(person.name, [held.organisation for held in person.positions]) for person in record.people] == [
        ("Jumabek Sadyrov", ["Talas Mountain University"])
    ]


@pytest.mark.parametrize(
    ("said", "people"), [("Sadyrov", ["Jumabek Sadyrov"]), ("Timur Sadyrov", ["Jumabek Sadyrov", "Timur Sadyrov"])]
)
def test_part_of_a_name_in_another_passage_of_the_same_script_is_its_persons(said: str, people: list[str]) -> None:
    text = f"Jumabek Sadyrov\n{said}"
    empty = extraction.record(Announcement(text=text, source="a test")).model_copy(update={"people": ()})
    one, other = (empty.model_copy(update={"people": (person(text, name),)}) for name in ("Jumabek Sadyrov", f"{said}"))
    assert [found.name for found in parts.join(one, [other]).people] == people


def test_a_quotation_in_another_language_is_read_in_its_own() -> None:
    said = "Je n'ai jamais chanté devant un public aussi attentif. Depuis 2015, nous répétons ; nous reviendrons en mars 2032"
    record = of(
        f"La maestra Irma Solana dirigió el concierto de la casa del coro de Loja. «{said}», declaró al salir de la iglesia.",
        "Otro coro cantará en la misma iglesia, y la casa del coro abrirá sus puertas a los niños del barrio.",
    )
    assert [(date.text, date.value) for date in record.dates] == [("2015", "2015"), ("mars 2032", "2032-03")]


def test_the_fullest_name_that_any_passage_gives_is_a_persons() -> None:
    text = "Jumabek Sadyrov\nJumabek Sadyrov Ilim"
    empty = extraction.record(Announcement(text=text, source="a test")).model_copy(update={"people": ()})
    one, other = (empty.model_copy(update={"people": (person(text, name),)}) for name in text.split("\n"))
    assert [found.name for found in parts.join(one, [other]).people] == ["Jumabek Sadyrov Ilim"]


def test_a_passage_that_has_but_the_acronym_of_a_body_means_it() -> None:
    text = "Aral Tide Alliance (ATA), ATA, ATB"
    empty = extraction.record(Announcement(text=text, source="a test")).model_copy(update={"organisations": ()})

    def body(name: str, at: int, acronym: str | None = None) -> Organisation:
        mention = Mention(text=name, start=at, end=at + len(name))
        return Organisation(name=name, acronym=acronym, mentions=(mention,), confidence=0.9, rule="a test")

    here = empty.model_copy(update={"organisations": (body("Aral Tide Alliance", 0, "ATA"),)})
    there = empty.model_copy(update={"organisations": (body("ATA", 26), body("ATB", 31))})
    assert [one.name for one in parts.join(here, [there]).organisations] == ["Aral Tide Alliance", "ATB"]
