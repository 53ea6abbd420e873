"""The second reading: what a network sees that was told what the rules found, whom to believe, and what becomes of it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path

import bodies
import numpy as np
import persons
import pytest
import srsly  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline import extraction, model, spans
from pipeline.components import second_reading
from pipeline.errors import ModelError
from pipeline.ner.hashing import number, pack
from pipeline.ner.recogniser import FILE
from pipeline.ner.rows import Rows
from pipeline.ner.stored import Layout
from pipeline.records import Announcement
from pipeline.rereading import evidence
from pipeline.rereading.bounds import Bounds
from pipeline.rereading.network import FOUND, TAGS, TOLD, TRUNK, Reader, Reading, Seen, Words, joined, load, save
from pipeline.told import Role, Stretch, Told, alike, parted

READ = ("en", "fr", "es", "ru", "zh", "ar")
OPENING = {"[": "]", "<": ">", "‹": "›", "{": "}"}
ROLES = {"[": Role.ORGANISATION, "<": Role.CENTRE, "‹": Role.PERSON, "{": Role.TITLE}


def told(marked: str) -> tuple[str, Told]:
    """A text in which [bodies], <centres>, ‹persons› and {titles} are marked, without the marks, and these."""
    text, found, opened = "", list[Stretch](), list[tuple[str, int]]()
    for sign in marked:
        if sign in OPENING:
            opened.append((sign, len(text)))
        elif opened and sign == OPENING[opened[-1][0]]:
            kind, start = opened.pop()
            found.append(Stretch(start, len(text), ROLES[kind], 0.9))
        else:
            text += sign
    return text, Told(tuple(sorted(found, key=lambda s: s.start)))


def reread(marked: str, language: str = "en") -> Doc:
    """The bodies and centres of a text of which the second reading tells what is marked."""
    nlp = bodies.model(language)
    text, stretches = told(marked)
    doc = nlp(nlp.make_doc(text))
    doc._.told = stretches
    doc._.entities = {}
    for name in ("organisations", "centres"):
        doc = nlp.get_pipe(f"herald_{name}")(doc)
    return doc


def names(doc: Doc, group: str) -> set[str]:
    entities = spans.entities(doc, group)
    return {entities[fact.entity]["name"] for fact in spans.read(doc, group)}


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("She came from [Korvel Brightwater] yesterday.", {"Korvel Brightwater"}),
        ("She came from Korvel Brightwater yesterday.", set()),
        ("They met at the Institute of Tides.", set()),
        ("They met at the [Institute of Tides].", {"Institute of Tides"}),
        ("They met at the [Institute of Tides and Lanterns of Osh].", {"Institute of Tides and Lanterns of Osh"}),
        ("They met at the [Institute of Tides]. The [Institute] was old.", {"Institute of Tides"}),
        ("The [Larkmoor University] ([LU]) spoke; [LU] agreed.", {"Larkmoor University"}),
        ("The [Institute of Tides and Odd Lanterns] ([ITOL]) spoke; [ITOL] agreed.", {"Institute of Tides and Odd Lanterns"}),
    ],
)
def test_what_is_told_is_a_body_and_nothing_else(marked: str, found: set[str]) -> None:
    assert names(reread(marked), spans.ORGANISATIONS) == found


def test_a_body_told_in_another_case_is_named_in_the_nominative() -> None:
    doc = reread("Он работает в [Институте приливов].", "ru")
    assert names(doc, spans.ORGANISATIONS) == {"Институт приливов"}


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("The <Larkmoor Tide House> opened in May.", {"Larkmoor Tide House"}),
        ("The Larkmoor Digital Hub opened in May.", set()),
        ("The <Larkmoor Digital Hub> opened in May.", {"Larkmoor Digital Hub"}),
        ("The <Larkmoor Digital Hub for Tides> opened in May.", {"Larkmoor Digital Hub for Tides"}),
        ("The [Larkmoor Digital Hub] opened in May.", set()),
    ],
)
def test_what_is_told_is_a_centre_and_nothing_else(marked: str, found: set[str]) -> None:
    doc = reread(marked)
    assert names(doc, spans.CENTRES) == found
    assert not names(doc, spans.CENTRES) & names(doc, spans.ORGANISATIONS)


def test_a_centre_whose_name_spells_its_network_out_is_one_and_the_network_another() -> None:
    doc = reread(
        "The <Pan-Aral Reading Alliance (PARA) Osh Office> opened in May. The <PARA Osh Office> is small. [PARA] paid for it. "
        "The <PARA Naryn Office> is closed."
    )
    assert names(doc, spans.CENTRES) == {"PARA Osh Office", "PARA Naryn Office"}
    assert names(doc, spans.ORGANISATIONS) == {"Pan-Aral Reading Alliance"}


def test_a_centre_that_is_told_keeps_what_the_text_states_of_it() -> None:
    doc = reread("The <Larkmoor Tide Workshop> opened in Nairobi, Kenya, on 3 May 2024.")
    (centre,) = spans.entities(doc, spans.CENTRES).values()
    assert (centre["status"], centre["date"], centre["country"]) == ("launched", "2024-05-03", "KE")


def people(marked: str, language: str = "en") -> dict[str, set[str]]:
    """The persons of a text with their titles."""
    nlp = persons.nlp(language)
    text, stretches = told(marked)
    doc = nlp.make_doc(text)
    doc._.told = stretches
    doc = nlp(doc)
    known, held = spans.entities(doc, spans.PEOPLE), dict[str, set[str]]()
    for fact in spans.read(doc, spans.PEOPLE):
        held.setdefault(known[fact.entity]["name"], set())
    for fact in spans.read(doc, spans.POSITIONS):
        held[known[fact.entity]["name"]].add(fact.value["title"])
    return held


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("The {Director}, ‹Ann Poe›, spoke.", {"Ann Poe": {"Director"}}),
        ("The Director, ‹Ann Poe›, spoke.", {"Ann Poe": set()}),
        ("The Director, Ann Poe, spoke.", {}),
        ("The {Keeper of Tides}, ‹Ann Poe›, spoke.", {"Ann Poe": {"Keeper of Tides"}}),
        ("The {Director of Tides and Lamps}, ‹Ann Poe›, spoke.", {"Ann Poe": {"Director of Tides and Lamps"}}),
        ("They thanked ‹Ann Poe Larkmoor› warmly.", {"Ann Poe Larkmoor": set()}),
        ("Prof. ‹Poe› spoke.", {"Poe": set()}),
    ],
)
def test_what_is_told_is_a_person_or_a_title_and_nothing_else(marked: str, found: dict[str, set[str]]) -> None:
    assert people(marked) == found


@pytest.mark.parametrize(
    ("language", "marked", "found"),
    [
        ("en", "‹Ann Poe›, up to now {lamp keeper}, will teach.", {"Ann Poe": {"lamp keeper"}}),
        ("en", "The {lamp keeper} had left.\n\nMuch later there came a letter.\n\n‹Bo Lind› read it.", {"Bo Lind": set()}),
        ("fr", "Pour {gardienne des lampes}, on a choisi ‹Léa Ferrand›.", {"Léa Ferrand": {"gardienne des lampes"}}),
        ("es", "La {guardesa del faro} se llama ‹Ana Puig›.", {"Ana Puig": {"guardesa del faro"}}),
        ("ru", "{Смотрителем маяка} взяли ‹Анну Лоскутову›.", {"Анна Лоскутова": {"Смотритель маяка"}}),
        ("zh", "{守灯人}一职，已委任‹林秀兰›。", {"林秀兰": {"守灯人"}}),
        ("ar", "أما {حارسة المنارة} فهي ‹ليلى حداد›.", {"ليلى حداد": {"حارسة المنارة"}}),
    ],
)
def test_a_title_that_no_rule_links_is_its_likeliest_holder_s(language: str, marked: str, found: dict[str, set[str]]) -> None:
    assert people(marked, language) == found


@pytest.mark.parametrize(
    ("marked", "expression"),
    [
        (
            "‹Ann Poe›, {Dean for Tides and the Far Gulf} at the [Larkmoor], spoke.",
            "Dean for Tides and the Far Gulf at the Larkmoor",
        ),
        ("‹Ann Poe›, {Dean for Tides and the Far Gulf}, left the [Larkmoor].", "Dean for Tides and the Far Gulf"),
    ],
)
def test_a_title_goes_on_to_the_body_behind_where_it_is_told_to_end(marked: str, expression: str) -> None:
    text, stretches = told(marked)
    doc = persons.nlp("en").make_doc(text)
    doc._.told = stretches
    persons.mark(doc, spans.ORGANISATIONS, "ORGANISATION", ["Larkmoor"])
    (post,) = spans.read(persons.nlp("en")(doc), spans.POSITIONS)
    assert (post.value["title"], text[post.start : post.end]) == ("Dean for Tides and the Far Gulf", expression)


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        ("«Tide»", (0, 6), (1, 5), True),
        ("Tide House", (0, 4), (0, 10), False),
        ("Tide Tide", (0, 4), (5, 9), False),
        ("Tide.", (0, 4), (0, 5), True),
    ],
)
def test_marks_around_a_name_are_no_part_of_it(text: str, one: tuple[int, int], other: tuple[int, int], same: bool) -> None:
    assert alike(text, one, other) is same
    assert alike(text, other, one) is same


def test_a_post_is_parted_into_title_and_body() -> None:
    text = "Rector of Aral University for Tides"
    found = parted(text, [(10, 25, Role.ORGANISATION)], [(0, 35, "Rector for Tides")])
    assert [(text[s.start : s.end], s.role) for s in found] == [
        ("Rector of ", Role.TITLE),
        ("Aral University", Role.ORGANISATION),
    ]


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("Директором стала Анна", "директор", "Директором"),
        ("Директор стал", "директор", "Директор"),
        ("hub coordinators", "hub coordinator", "hub coordinators"),
        ("院长王明宣布", "院长", "院长"),
        ("院长Ana Luz宣布", "院长", "院长"),
        ("Управляющим дальним хабом", "управляющий", "Управляющим"),
        ("главному ветеринару края", "главный ветеринар", "главному ветеринару"),
        ("الخبير الأول بمؤسسة", "خبير أول", "الخبير الأول"),
        ("Rector of the Hub", "Dean", "Rector of the Hub"),
    ],
)
def test_a_title_stands_where_its_words_stand_whatever_their_endings(text: str, title: str, found: str) -> None:
    (stretch,) = parted(text, [], [(0, len(text), title)])
    assert text[stretch.start : stretch.end] == found


@pytest.mark.parametrize(
    ("language", "marked", "names"),
    [
        ("en", "[Tide Teachers Union] (TTU-North) met. [TTU-North] paid.", {"Tide Teachers Union"}),
        ("en", "[Tide Teachers Union] ([TTU-North]) met. [TTU-North] paid.", {"Tide Teachers Union"}),
        ("en", "The [Grey Heron Trust] met. The [Trust] paid.", {"Grey Heron Trust"}),
        ("en", "The [Trust] met. The [Grey Heron Trust] paid.", {"Trust", "Grey Heron Trust"}),
        (
            "en",
            "The [Grey Heron Trust] met the [Red Kite Trust]. The [Trust] paid.",
            {"Grey Heron Trust", "Red Kite Trust", "Trust"},
        ),
        ("ru", "[Ассоциация «Тихий порт»] открыла школу. [Ассоциация] платит.", {"Ассоциация «Тихий порт»"}),
        ("zh", "[环湖渔业教育网]成立。[渔教网]有三家成员。", {"环湖渔业教育网"}),
        ("zh", "[环湖渔业教育网]成立。[渔业报]有三家成员。", {"环湖渔业教育网", "渔业报"}),
        # By a longer noun before the same name in quotation marks, by the end of a name, by syllables, by a brand, by a gloss.
        ("ru", "[Сеть «Рось»] растёт. Для [Ассоциации кружков «Рось»] это пятый.", {"Ассоциация кружков «Рось»"}),
        ("ru", "Пришли [Музей «Рось»] и [Театр кукол «Рось»].", {"Музей «Рось»", "Театр кукол «Рось»"}),
        ("en", "The [Osh House of Kites] opened. The [House of Kites] seats 60.", {"Osh House of Kites"}),
        ("en", "The [Osh House of Kites] met the [Guild of Kites].", {"Osh House of Kites", "Guild of Kites"}),
        ("es", "El [Ministerio de Puertos y Faros] firmó. El [MinPuertos] pagó.", {"Ministerio de Puertos y Faros"}),
        ("es", "El [Ministerio de Puertos] firmó. [MinFaros] pagó.", {"Ministerio de Puertos", "MinFaros"}),
        ("zh", "[青禾农机合作社]成立，[青禾]原理事长当选。", {"青禾农机合作社"}),
        ("zh", "[南岸湿地基金会]（[Fundación Orilla Sur]）到场。", {"南岸湿地基金会"}),
        # By the end of a compound, by whose it is, by a letter that is wrong.
        ("en", "[OECS-RIEH] came. The rector thanked [RIEH].", {"OECS-RIEH"}),
        ("en", "[RIEH] came. The rector thanked [OECS-RIEH].", {"OECS-RIEH"}),
        ("en", "[UNESCO-RIEH] came. The rector thanked [UNESCO].", {"UNESCO-RIEH", "UNESCO"}),
        ("en", "[OECS-UNICEF] came. The rector thanked [UNICEF].", {"OECS-UNICEF", "UNICEF"}),
        (
            "en",
            "The [Faculty of Law of the University of Osh] opened. The [University of Osh's Faculty of Law] paid.",
            {"Faculty of Law of the University of Osh"},
        ),
        (
            "en",
            "The [Institute of Law of the University of Osh] opened. The [University of Osh's Institute of Art] paid.",
            {"Institute of Law of the University of Osh", "University of Osh's Institute of Art"},
        ),
        ("en", "[Qarshibek Tide University] opened. [Qarshybek Tide University] paid.", {"Qarshibek Tide University"}),
        ("en", "[Qarshibek Tide Club] opened. [Qarshybek Reef Club] paid.", {"Qarshibek Tide Club", "Qarshybek Reef Club"}),
        ("en", "[Northern Tide Club] opened. [Southern Tide Club] paid.", {"Northern Tide Club", "Southern Tide Club"}),
        ("ar", "افتتح [الاتحاد البحري للشحن] فرعا. وقال المدير [للاتحاد البحري للشحن] ذلك.", {"الاتحاد البحري للشحن"}),
    ],
)
def test_a_body_is_one_by_whatever_name(language: str, marked: str, names: set[str]) -> None:
    found = {fields["name"] for fields in spans.entities(reread(marked, language), spans.ORGANISATIONS).values()}
    assert found == names


TRUST = {
    "both": 3.0,
    "rules": 0.5,
    "rules 7": -3.0,
    "network": -1.0,
    "network 7": 2.0,
    "rules across": 0.2,
    "network across": 0.1,
}


def chosen(rules: list[Stretch], seen: list[Stretch], outside: float = 0.5) -> list[tuple[int, int]]:
    text = "Aral University and Tide House met. "
    reading = Reading(seen, [(0, len(text))], [outside])
    found = evidence.choose(text, evidence.candidates(text, rules, reading), TRUST)
    return [(s.start, s.end) for s in found.stretches]


def name(start: int, end: int, chance: float = 1.0) -> Stretch:
    return Stretch(start, end, Role.ORGANISATION, chance)


def test_readers_who_agree_are_believed() -> None:
    assert chosen([name(0, 15)], [name(0, 15, 0.6)]) == [(0, 15)]


@pytest.mark.parametrize(
    ("text", "seen", "kept"),
    [
        ("the Institute (KIT) Osh Centre opened", "KIT) Osh Centre", "Osh Centre"),
        ("the Kut Institute (KIT) opened", "Kut Institute (KIT", "Kut Institute"),
        ("the Kut (East) Institute opened", "Kut (East) Institute", "Kut (East) Institute"),
        ("（下称学会）奥什中心启用", "学会）奥什中心", "奥什中心"),
        ("the Kut Institute) opened", "Kut Institute)", "Kut Institute)"),
    ],
)
def test_no_name_goes_over_half_a_bracket(text: str, seen: str, kept: str) -> None:
    start = text.index(seen)
    stretch = Stretch(start, start + len(seen), Role.CENTRE, 0.9)
    (found,) = evidence.candidates(text, [], Reading([stretch], [(0, len(text))], [0.1]))
    assert text[found.stretch.start : found.stretch.end] == kept


@pytest.mark.parametrize(
    ("rules", "seen", "kept"),
    [
        # Pictures, tags of topics and what is parted by a mark are no part of a name; what the rules know of these is the name.
        ("We say goodbye to <Osh Node>.", "We say goodbye to <Osh Node 💔>.", "Osh Node"),
        ("#上新# 潮声社区 · <海岚节点>上线", "#上<新# 潮声社区 · 海岚节点>上线", "海岚节点"),
        ("We met the [Kut Institute №] 4.", "We met the [Kut Institute №] 4.", "Kut Institute №"),
        # A letter that might be glued to a word is the name's where the rules have not parted it.
        ("قالت ‹فريدة النمر› اليوم", "قالت ف‹ريدة النمر› اليوم", "فريدة النمر"),
        ("قالت و‹فريدة النمر› اليوم", "قالت ‹وفريدة النمر› اليوم", "وفريدة النمر"),
        # A word that opens no name.
        ("9月经[松岭市图书馆]批准", "9月[经松岭市图书馆]批准", "松岭市图书馆"),
        ("9月老[松岭市图书馆]批准", "9月[老松岭市图书馆]批准", "老松岭市图书馆"),
        # The legal form of a company.
        ("Head of Fleet at [Marram Shipping AS] came.", "Head of Fleet at [Marram Shipping] AS came.", "Marram Shipping AS"),
        ("Head of Fleet at [Marram Shipping now] came.", "Head of Fleet at [Marram Shipping] now came.", "Marram Shipping"),
        # The place that somebody is of.
        ("Prof. ‹Ann Poe› of Osh spoke.", "Prof. ‹Ann Poe of Osh› spoke.", "Ann Poe"),
        ("Prof. ‹Ann Poe› de la Paz spoke.", "Prof. ‹Ann Poe de la Paz› spoke.", "Ann Poe de la Paz"),
        # Quotation marks: half of them is none of a name, two pairs are two names.
        ("[Сеть «Ромашка»] растёт.", "Сеть «[Ромашка»] растёт.", "Ромашка"),
        ("Поставил «Каштан» тогда.", "Поставил «<Каштан»> тогда.", "Каштан"),
        ("[Союза «Ромашка»] «Мак» тридцатый.", "[Союза «Ромашка» «Мак»] тридцатый.", "Союза «Ромашка»"),
        # What the rules know to stand before somebody's name.
        ("Глава [Талды] ‹А. К. Рой› пришёл.", "Глава ‹Талды А. К. Рой› пришёл.", "А. К. Рой"),
        ("Глава Талды ‹А. К. Рой› пришёл.", "Глава ‹Талды А. К. Рой› пришёл.", "Талды А. К. Рой"),
    ],
)
def test_a_name_ends_where_words_and_marks_let_it(rules: str, seen: str, kept: str) -> None:
    (text, ruled), (said, read) = told(rules), told(seen)
    assert text in said or said in text or "💔" in said
    entities = [(s.start, s.end, "PER") for s in ruled.of(Role.PERSON)]
    entities += [(at, at + len(place), "LOC") for place in ("Osh", "Paz") if (at := said.find(place)) >= 0]
    settled = Bounds(said, ruled.stretches, entities, frozenset({"AS"}), frozenset({"经"})).settled(read.stretches)
    assert [said[s.start : s.end] for s in settled] == [kept]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mme Li, {directrice} du [Fonds Aral pour l'Asie centrale], arrive.", "Fonds Aral"),
        ("Mme Li, {cheffe} de la [Ligue des lacs pour l'Afrique de l'Ouest], arrive.", "Ligue des lacs"),
        # No more than its noun is left; it leads to no place; another mention has it whole; no post stands before it.
        ("Mme Li, {directrice} de l'[Alliance pour l'Afrique], arrive.", "Alliance pour l'Afrique"),
        ("Mme Li, {directrice} du [Fonds Aral pour l'eau], arrive.", "Fonds Aral pour l'eau"),
        (
            "Le Fonds Aral pour l'Asie ? Oui. Mme Li, {directrice} du [Fonds Aral pour l'Asie], arrive.",
            "Fonds Aral pour l'Asie",
        ),
        ("Le [Fonds Aral pour l'Asie centrale] arrive.", "Fonds Aral pour l'Asie centrale"),
    ],
)
def test_the_part_of_the_world_behind_a_body_may_be_that_of_the_post(said: str, kept: str) -> None:
    text, read = told(said)
    settled = Bounds(text, (), concerning=frozenset({"pour"}), language="fr").settled(read.stretches)
    assert [text[s.start : s.end] for s in settled if s.role is Role.ORGANISATION] == [kept]


def test_what_names_no_body_is_none() -> None:
    words = Bounds("CEO", (), never=frozenset({"ceo"}))
    assert [found.role for role in Role for found in words.settled([Stretch(0, 3, role)])] == [
        Role.PERSON,
        Role.TITLE,
        Role.CENTRE,
    ]


def test_a_stretch_of_signs_alone_is_no_name() -> None:
    assert Bounds("👍 💬", ()).settled([Stretch(0, 3, Role.CENTRE)]) == ()


@pytest.mark.parametrize(
    ("said", "person"), [("Los mismos pájaros", False), ("Ana Ruiz hijo", True), ("ana poe", True), ("林若溪", True)]
)
def test_no_person_is_called_by_a_sentence(said: str, person: bool) -> None:
    assert bool(Bounds(said, ()).settled([Stretch(0, len(said), Role.PERSON)])) is person


def test_of_two_bounds_of_one_name_the_likelier_is_chosen() -> None:
    near = {"rules across": -0.2, "network across": -0.3}
    text = "Aral University and Tide House met. "

    def bounded(role: Role) -> list[tuple[int, int]]:
        reading = Reading([Stretch(0, 19, role, 1.0)], [(0, len(text))], [0.5])
        found = evidence.choose(text, evidence.candidates(text, [name(0, 15)], reading), near)
        return [(s.start, s.end) for s in found.stretches]

    assert bounded(Role.ORGANISATION) == [(0, 15)]
    assert bounded(Role.PERSON) == []


def test_rules_alone_are_believed_unless_the_network_is_sure_that_nothing_is_there() -> None:
    assert chosen([name(0, 15)], []) == [(0, 15)]
    assert chosen([name(0, 15)], [], outside=0.999) == []


def test_the_network_alone_is_believed_where_it_is_sure() -> None:
    assert chosen([], [name(20, 30, 0.99)]) == [(20, 30)]
    assert chosen([], [name(20, 30, 0.6)]) == []


def test_of_stretches_that_overlap_the_likelier_is_chosen() -> None:
    assert chosen([name(0, 15)], [name(0, 30, 0.9)]) == [(0, 15)]


def reader(glued: str = "", known: Iterable[str] = (), cut: Iterable[str] = ()) -> Reader:
    """A small reader that has learnt nothing."""
    draw = np.random.default_rng(3)
    layout = Layout(
        columns=("word",), rows=(50,), sizes=(4,), groups=(), listed=5, vectors=3, width=8, reaches=(1,), glued=glued
    )

    def some(*shape: int) -> np.ndarray:
        return draw.normal(size=shape).astype(np.float32)

    weights = {
        "embed.0": some(50, 4),
        "listed.weight": some(TOLD, 5),
        "listed.bias": some(5),
        "mixed.weight": some(12, 8),
        "mixed.bias": some(8),
        "layers.0.weight": some(24, 16),
        "layers.0.bias": some(16),
        "norms.0.weight": some(8),
        "norms.0.bias": some(8),
        "out.weight": some(8, len(TAGS)),
        "out.bias": some(len(TAGS)),
        "steps": some(len(TAGS), len(TAGS)),
        "first": some(len(TAGS)),
        "narrow.weight": some(6, 3),
        "narrow.bias": some(3),
    }
    words = Words(*(pack([number(word) for word in some]) for some in (known, cut)))
    return Reader(layout, words, [weights], {"both": 1.5})


def seen(text: str) -> Seen:
    """A text as a network reads it, with rows by chance."""
    found, at = [], 0
    lines, count = list[tuple[int, int]](), 0
    for line in text.split("\n"):
        words = line.split()
        if words:
            lines.append((count, len(words)))
        for word in words:
            at = text.index(word, at)
            found.append((at, at + len(word)))
            at += len(word)
        count += len(words)
    values = np.random.default_rng(len(text)).normal(size=(len(found), 6)).astype(np.float32)
    return Seen(Rows([text[s:e] for s, e in found], found, lines, values), [], [])


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="aA .,\nбж中ع", max_size=60))
def test_any_text_is_read_grounded_and_without_overlap(text: str) -> None:
    reading = reader().read(seen(text))
    ends = [0]
    for stretch in reading.stretches:
        assert ends[-1] <= stretch.start < stretch.end <= len(text)
        assert "\n" not in text[stretch.start : stretch.end]
        assert 0 <= stretch.chance <= 1
        ends.append(stretch.end)
    assert all(-1e-5 <= p <= 1 + 1e-5 for p in reading.outside)


def test_networks_that_read_together_are_read_as_their_mean() -> None:
    one, other = reader(), reader()
    raised = dict(one.members[0]) | {"out.bias": one.members[0]["out.bias"] + np.eye(len(TAGS), dtype=np.float32)[1] * 4}
    text = seen("Ana Luz opened")
    alone = Reader(one.layout, one.words, [raised], {}).read(text)
    both = Reader(one.layout, one.words, [raised, *other.members], {}).read(text)
    halved = dict(raised) | {"out.bias": one.members[0]["out.bias"] + np.eye(len(TAGS), dtype=np.float32)[1] * 2}
    assert both.outside == pytest.approx(Reader(one.layout, one.words, [halved], {}).read(text).outside)
    assert both.outside != pytest.approx(alone.outside, rel=0.1)


def test_a_text_is_read_in_the_manner_of_the_standard_unless_a_lesson_says_otherwise() -> None:
    text = seen("Ana Luz")
    told, lesson = text.told(), dataclasses.replace(text, standard=False).told()
    assert (told != lesson).sum() == len(text.rows.words)


def test_a_word_is_told_what_was_found_where_else_it_stands() -> None:
    text = seen("Aral met in May\nThe Aral House\nlist of May")
    told = dataclasses.replace(text, rules=[Stretch(20, 30, Role.CENTRE)]).told()
    begun, on = FOUND - 2, FOUND - 1
    asked, echoes, again, lines = FOUND, FOUND + 1, 2 * FOUND + 1, 2 * FOUND + 2
    assert told.shape == (len(text.rows.words), TOLD)
    words = dict(zip([(word, at) for at, word in enumerate(text.rows.words)], told, strict=True))
    first, second = words["Aral", 0], words["Aral", 5]
    assert (first[begun], first[echoes + begun], first[again]) == (0, 1, 1)
    assert (second[begun], second[echoes + begun], second[again]) == (1, 0, 1)
    assert (words["House", 6][on], words["House", 6][again]) == (1, 0)
    assert told[:, asked].tolist() == [1] * len(told)
    assert text.told()[:, asked].tolist() == [1] * len(told)
    assert first[lines : lines + 5].tolist() == [1, 1, 1, 1, 0]
    assert words["list", 7][lines : lines + 5].tolist() == [0, 1, 1, 1, 0]
    assert dataclasses.replace(text, rules=None).told()[:, asked].tolist() == [0] * len(told)


def test_a_stored_reader_reads_the_same() -> None:
    before, text = reader(known=["aral"], cut=["tide"]), seen("Aral University met the Tide House\nin May")
    after = load(joined(*save(before)), "reader")
    one, other = before.read(text), after.read(text)
    assert [(s.start, s.end, s.role) for s in one.stretches] == [(s.start, s.end, s.role) for s in other.stretches]
    assert one.outside == pytest.approx(other.outside, abs=0.05)
    assert (after.trust, after.words) == (before.trust, before.words)


def test_what_languages_share_is_stored_apart() -> None:
    own, trunk = (srsly.msgpack_loads(part)["members"][0].keys() for part in save(reader()))
    assert not own & trunk
    assert {"embed.0", "mixed.weight", "narrow.bias"} <= own
    assert {"layers.0.weight", "listed.bias", "out.weight", "steps", "first"} <= trunk


def test_what_is_no_reader_is_refused() -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load(b"\x80", "reader_xx")
    with pytest.raises(ModelError, match="cannot be read"):
        load(joined(save(reader())[1], b"\x80"), "reader_xx")


@pytest.mark.parametrize(
    ("known", "cut", "start"),
    [
        (["جامعة"], [], 1),
        (["جامعة", "وجامعة"], [], 0),
        (["جامعة", "وجامعة"], ["وجامعة"], 1),
        ([], ["وجامعة"], 1),
        ([], [], 0),
    ],
)
def test_a_letter_glued_to_a_name_is_left_out_if_the_rest_is_a_word(known: list[str], cut: list[str], start: int) -> None:
    rows = Rows(["وجامعة", "وردة"], [(0, 6), (7, 11)], [(0, 2)], np.zeros((2, 6), dtype=np.float32))
    plain = reader("و", known, cut)
    assert plain._trimmed(Stretch(0, 11, Role.ORGANISATION), rows).start == start
    assert plain._trimmed(Stretch(7, 11, Role.ORGANISATION), rows).start == 7
    assert reader("", known, cut)._trimmed(Stretch(0, 11, Role.ORGANISATION), rows).start == 0


@pytest.mark.parametrize("language", READ)
def test_the_models_read_twice_and_keep_no_rows(language: str) -> None:
    nlp = extraction.load(language)
    doc = nlp("Ann Poe, Rector of Aral University, opened the Aral Digital Hub on 3 May 2024.")
    assert doc._.told is not None
    assert doc._.rows is None
    assert doc.text[doc._.told.stretches[0].start :][:1] if doc._.told.stretches else True


def test_the_fast_model_reads_once() -> None:
    assert "second_reading" not in extraction.load("en-fast").pipe_names


def test_a_model_whose_recogniser_keeps_no_rows_says_so() -> None:
    nlp = extraction.load("es")
    doc = nlp.make_doc("Hola.")
    with pytest.raises(ModelError, match="rows = true"):
        nlp.get_pipe("second_reading")(doc)


def test_a_component_without_weights_says_so() -> None:
    nlp = extraction.load("es")
    component = second_reading.SecondReading(nlp, "second_reading", again=())
    with pytest.raises(ModelError, match="initialize"):
        component(nlp.make_doc("Hola."))


def test_inner_layers_change_no_name() -> None:
    from pipeline.components.ner_transformers import NerTransformers

    nlp = extraction.load("en")
    with_rows = nlp.get_pipe("ner")
    plain = NerTransformers(nlp, "ner", labels=with_rows.labels, window=192, overlap=32, batch_pieces=1536, threads=1)
    plain.from_bytes(with_rows.to_bytes())
    text = "Prof. Ann Poe of Aral University met the people of Osh.\nIn May they met again."
    one, other = with_rows(nlp.make_doc(text)), plain(nlp.make_doc(text))
    assert [str(e) for e in one.ents] == [str(e) for e in other.ents] == ["Ann Poe", "Aral University", "Osh"]
    assert other._.rows is None
    assert one._.rows.values.shape == (len(one._.rows.words), 768)
    assert [one._.rows.words[start] for start, _ in one._.rows.lines] == ["Prof", "In"]


def test_the_record_says_which_values_the_second_reading_found() -> None:
    text = "Ann Poe, Rector of Aral University, opened the Aral Digital Hub in Osh on 3 May 2024."
    record = extraction.record(Announcement(text=text, source="a", language="en"))
    assert [(p.name, [(q.title, q.organisation) for q in p.positions]) for p in record.people] == [
        ("Ann Poe", [("Rector", "Aral University")])
    ]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """Eight short gold records."""
    rows = []
    for n, place in enumerate(["Osh", "Talas", "Naryn", "Batken", "Karakol", "Tokmok", "Kant", "Uzgen"]):
        text = f"Ana Luz, rectora de la Universidad de {place}, abrió el Centro Digital de {place}."
        body, centre = f"Universidad de {place}", f"Centro Digital de {place}"
        at = {key: (text.index(key), text.index(key) + len(key)) for key in ("Ana Luz", "rectora", body, centre)}

        def said(key: str, at: dict[str, tuple[int, int]] = at) -> dict[str, object]:
            return {"text": key, "start": at[key][0], "end": at[key][1]}

        rows.append(
            {
                "id": str(n),
                "source": f"#{n}",
                "language": "es",
                "text": text,
                "people": [
                    {
                        "name": "Ana Luz",
                        "mentions": [said("Ana Luz")],
                        "positions": [said("rectora") | {"title": "rectora", "organisation": body}],
                    }
                ],
                "organisations": [{"name": body, "mentions": [said(body)]}],
                "centres": [{"name": centre, "mentions": [said(centre)]}],
            }
        )
    path = tmp_path / "lessons.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_training_makes_a_reader_that_finds_what_it_was_shown(
    lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="needs the extra [train]")

    from pipeline.training.reading import networks, run
    from pipeline.training.reading.lessons import Task, without_reading

    monkeypatch.setattr(networks, "SETTINGS", dataclasses.replace(networks.SETTINGS, epochs=80))
    said: list[str] = []
    monkeypatch.setattr(run, "SEEDS", (1, 2))
    own, trunk = run.train(Task(["es"], [], [lessons], model.home(), tmp_path, [lessons]), said.append)
    assert said[0] == "es: 8 unread announcements, 8 of the standard, 0 others"
    card = (own / "README.md").read_text(encoding="utf-8")
    assert f"herald train reader es --standard {lessons} --unread" in " ".join(card.split())
    assert "| person | " in card
    assert "share in es" in (trunk / "README.md").read_text(encoding="utf-8")
    made = load(joined((own / FILE).read_bytes(), (trunk / FILE).read_bytes()), "es")
    first, second = made.members
    assert not np.array_equal(first["embed.0"], second["embed.0"])
    nlp = without_reading(model.home() / "es.cfg")
    doc = nlp(nlp.make_doc("Ana Luz, rectora de la Universidad de Osh, abrió el Centro Digital de Osh."))
    reading = made.read(second_reading.seen(doc, second_reading.found(doc)))
    assert {doc.text[s.start : s.end] for s in reading.stretches} >= {"Ana Luz", "Universidad de Osh"}


def test_training_without_unread_texts_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra [train]")
    from pipeline.errors import SourceError
    from pipeline.training.reading import run
    from pipeline.training.reading.lessons import Task

    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    task = Task(["es"], [], [tmp_path / "none.jsonl"], model.home(), tmp_path)
    with pytest.raises(SourceError, match="no gold records"):
        run.train(task, lambda line: None)


def test_languages_learn_on_one_trunk() -> None:
    pytest.importorskip("torch", reason="needs the extra [train]")
    import random

    import torch

    from pipeline.training.reading.networks import SETTINGS
    from pipeline.training.reading.trunk import Pupil, Trunk
    from pipeline.training.tagger_network import Network

    settings = dataclasses.replace(SETTINGS, epochs=40, learning_rate=0.05)
    layout = reader().layout
    text = np.ones((6, 2), dtype=np.int64), np.eye(6, TOLD, dtype=np.float32), np.array([0, 1, 2, 0, 1, 0])
    vectors = np.random.default_rng(1).normal(size=(1, 6)).astype(np.float32)
    pupils = {code: Pupil(Network(layout, TOLD, settings, vectors, None, TAGS), [text] * 4) for code in ("es", "fr")}
    trunk = Trunk(pupils, settings)
    losses = [trunk.epoch(random.Random(n)) for n in range(40)]
    assert losses[-1] < 0.7 * losses[0]
    one, other = (trunk.weights(code) for code in pupils)
    assert all(np.array_equal(one[name], other[name]) for name in one if name.startswith(TRUNK))
    assert not np.array_equal(one["embed.0"], other["embed.0"])
    assert torch.equal(pupils["es"].network.out.weight, pupils["fr"].network.out.weight)


def test_work_is_done_apart_in_its_order() -> None:
    from pipeline.training.reading.apart import apart

    assert apart([lambda n=n: n * n for n in range(7)]) == [0, 1, 4, 9, 16, 25, 36]
    with pytest.raises(ZeroDivisionError):
        apart([lambda: 1, lambda: 1 // 0])
