"""What a page shows around an announcement is marked; the announcement, its captions and its date lines are not."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline import spans
from pipeline.components.clutter import Clutter


@pytest.fixture(scope="module")
def clutter() -> Clutter:
    component = Clutter(spacy.blank("xx"), "clutter")
    component.initialize()
    return component


def marked(clutter: Clutter, text: str) -> list[tuple[str, str]]:
    doc = clutter(clutter_doc(text))
    return [(fact.label, text[fact.start : fact.end]) for fact in spans.read(doc, spans.CLUTTER)]


def clutter_doc(text: str) -> spacy.tokens.Doc:
    return spacy.blank("xx").make_doc(text)


LINES = [
    ("MENU", "Home > Newsroom > Partnerships"),
    ("MENU", "Skip to content"),
    ("MENU", "Accueil > Actualités > Vie du campus"),
    ("MENU", "Главная / Пресс-центр / Новости"),
    ("MENU", "首页 > 学校要闻 > 正文"),
    ("MENU", "الرئيسية / أخبار / شراكات"),
    ("MENU", "Inicio » Prensa » Convenios"),
    ("MENU", "This website uses cookies to remember you. [Accept]"),
    ("MENU", "Mapa web | Aviso legal"),
    ("SHARE", "Share this: Facebook Twitter WhatsApp"),
    ("SHARE", "Поделиться: Telegram ВКонтакте"),
    ("SHARE", "分享到：微信 微博"),
    ("SHARE", "Compartir | Imprimir"),
    ("COUNTER", "1,204 views"),
    ("COUNTER", "12.03.2024 | Просмотров: 77"),
    ("COUNTER", "عدد المشاهدات: 1020"),
    ("COUNTER", "浏览次数：88"),
    ("COUNTER", "3 451 vues"),
    ("FILE", "DSC_00417.JPG"),
    ("FILE", "Gruppenfoto am Eingang 3.jpeg"),
    ("FILE", "Screenshot 2024-02-11 at 09.15.02.png"),
    ("COPYRIGHT", "© 2024 Harbour Library Network"),
    ("COPYRIGHT", "Tous droits réservés – Réseau des ports"),
    ("COPYRIGHT", "海港大学版权所有"),
    ("COPYRIGHT", "© Harbour Library 2023. All rights kept."),
    ("COPYRIGHT", "▸ Opening hours of the library"),
    ("MENU", "Inicio  La Escuela  Oferta Académica  Biblioteca  Contáctenos"),
    ("MENU", "About us | Who we are | Careers"),
    ("RELATED", "Related: Ferry school opens (2 May 2019)"),
    ("RELATED", "Предыдущая новость | Следующая новость"),
    ("RELATED", "上一篇：图书馆通知"),
    ("RELATED", "Lire aussi : le port en travaux"),
    ("RELATED", "Latest: Harbour crane to be mended by Easter (Mar 8)"),
    ("RELATED", "Relacionado: El faro cumple cien años (3 mayo 2019)"),
    ("RELATED", "Читать ещё: Паром снова ходит · Прогноз погоды (12.06.2020)"),
    ("RELATED", "← Régates de 2019   |   Horaires d'été →"),
    ("RELATED", "▼ 往期精彩"),
    ("MENU", "12 May 2021 | Category: Ferries | Print"),
]


@pytest.mark.parametrize(("label", "line"), LINES)
def test_a_line_of_clutter_is_marked_whole(clutter: Clutter, label: str, line: str) -> None:
    body = "The harbour library opened its doors on Monday in front of eighty guests from the islands."
    assert marked(clutter, f"{line}\n\n{body}\n") == [(label, line)]


NEAR_MISSES = [
    "Menu planning was the subject of the second workshop, held in the new kitchen.",
    "Share of women among the trainees: the rector named 48 percent.",
    "Her views on the future of the port were heard with interest.",
    "Home economics is taught again, said Ms Lindqvist, Head of School.",
    "Next week the delegation travels to Bergen.",
    "Related work is under way in two further cities, the dean said.",
    "Mr. Tarek Bensalem, Director of the Harbour Library (left)",
    "12 May 2021",
    "Published: 12 May 2021",
    "NAIROBI, Kenya – The tenth hub opened today.",
    "Поиск решений занял два года, рассказал директор.",
    "阅读中心主任李海宁介绍了情况。",
    "Page after page of signatures followed.",
    "The programme can be downloaded from the site of the ministry.",
    "Media contact: Ana Kovač, press officer",
    "Latest figures put the cost at 3 million crowns.",
    "▸ Ferries. The new pier will be ready on 3 May.",
    "▲ The mayor and the harbour master on the new pier",
    "Sign up by 12 May →",
    "▸ Lamps. The council will replace 900 of them by 21 March. Nobody voted against.",
    "▸ Фонари. Совет заменит 900 ламп до 21 марта.",
    "▲ 新增两个阅览室，馆长李海宁说。",
]


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_text_is_not_clutter(clutter: Clutter, line: str) -> None:
    assert marked(clutter, f"A new hub\n\n{line}\n") == []


def test_a_file_name_inside_a_sentence_is_marked_alone(clutter: Clutter) -> None:
    assert marked(clutter, "The plan (plan_2024-05.pdf) was signed by both rectors yesterday.") == [
        ("FILE", "plan_2024-05.pdf")
    ]


def test_a_button_at_the_end_of_a_sentence_is_marked_alone(clutter: Clutter) -> None:
    assert marked(clutter, "The evening ended with a concert. [Back to top]") == [("MENU", "[Back to top]")]


def test_a_list_of_other_announcements_is_marked_to_its_end(clutter: Clutter) -> None:
    text = "The hub opened.\n\nOther news\n07.10.2022 Ski section starts\n05.10.2022 Library closed\n"
    assert [label for label, _ in marked(clutter, text)] == ["RELATED"] * 3


def test_a_list_ends_where_a_sentence_stands(clutter: Clutter) -> None:
    text = "Read also\nFerry school opens\nThe hub was built by the port authority in two years.\n"
    assert [line for _, line in marked(clutter, text)] == ["Read also", "Ferry school opens"]


def test_a_teaser_repeated_at_the_end_is_marked_also_when_cut_short(clutter: Clutter) -> None:
    lead = "On 3 March 2024 the Port Authority of Larvik and the Harbour Library signed an agreement to open a reading room."
    rest = "Guests came from nine islands."
    found = marked(clutter, f"{lead}\n{rest}\n\n{lead} Guests ca...\n")
    assert found == [("TEASER", f"{lead} Guests ca...")]


def test_a_long_line_that_only_begins_alike_is_no_teaser(clutter: Clutter) -> None:
    lead = "The Port Authority of Larvik and the Harbour Library signed an agreement to open a reading room in spring."
    assert marked(clutter, f"{lead[:95]} spring.\n{lead[:95]} autumn, said the mayor.\n") == []


@given(st.text(max_size=400))
def test_any_text_survives_and_stretches_are_inside_it(clutter: Clutter, text: str) -> None:
    doc = clutter(clutter_doc(text))
    facts = spans.read(doc, spans.CLUTTER)
    assert all(0 <= f.start < f.end <= len(text) for f in facts)
    assert facts == sorted(facts, key=lambda f: (f.start, f.end, f.label, f.rule))
