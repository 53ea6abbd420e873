"""The date engine on sentences with inline gold, and the properties that hold for any text."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import edtf, lexicon
from pipeline.dates import DateMention, find, find_published
from pipeline.dates.finder import analyse
from pipeline.dates.meanings import Phrases
from pipeline.dates.vocabulary import vocabulary
from pipeline.errors import LexiconError, RecordError

CASES = Path(__file__).parent / "cases" / "dates"
LANGUAGES = sorted(code for code in lexicon.codes() if (lexicon.LANGUAGES / code / "dates.toml").exists())
_GOLD = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def plain(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence without its inline gold, and the gold: start, end, value."""
    text, spans, last = "", [], 0
    for match in _GOLD.finditer(sentence):
        text += sentence[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text, last = text + match[1], match.end()
    return text + sentence[last:], spans


def cases(kind: str) -> Iterator[tuple[str, str | None, str]]:
    for path in sorted(CASES.glob("??.toml")):
        for section in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for sentence in section.get(kind, ()):
                yield path.stem, section.get("anchor"), sentence


def proofs(kind: str) -> Iterator[tuple[str, str | None, str, str]]:
    for language in LANGUAGES:
        for rule in lexicon.read(language, "dates").rules:
            if rule.id.startswith(f"{language}."):
                for sentence in getattr(rule, kind):
                    yield language, rule.options.get("anchor"), rule.id, sentence


def dated(mentions: list[DateMention]) -> list[DateMention]:
    return [mention for mention in mentions if mention.value is not None]


def made_by(rule: str, text: str, language: str, anchor: str | None) -> list[DateMention]:
    """The dates of a text; for the rule of publication the one that the text states to be that of its publication."""
    if rule.endswith(".published"):
        stated = find_published(text, language)
        return [stated] if stated else []
    return dated(find(text, language, anchor))


@pytest.mark.parametrize(("language", "anchor", "sentence"), list(cases("yes")))
def test_every_date_is_found_where_it_stands(language: str, anchor: str | None, sentence: str) -> None:
    text, gold = plain(sentence)
    assert [(m.start, m.end, m.value) for m in dated(find(text, language, anchor))] == gold


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("ru", "Нарын, 14 марта. Дом открыли сегодня. Меморандум был подписан 2 октября 2023 года.", "2024-03-14"),
        ("en", "NARYN, March 14 — The mill opened. The memorandum was signed in December 2023.", "2024-03-14"),
        ("en", "NARYN, November 14 — The mill opened. The memorandum was signed on 2 October 2023.", "2023-11-14"),
        ("en", "NARYN, March 14 — The mill will open on 2 October 2025.", "2025-03-14"),
        ("es", "NARYN, 14 de marzo.- El molino abrirá el 2 de octubre de 2025; se fundó el 3 de mayo de 2024.", "2025-03-14"),
        ("fr", "Naryn, 14 novembre. - Le moulin ouvrira le 2 octobre 2025.", "2024-11-14"),
        ("en", "NARYN, March 14 — The mill opened. It was founded in 2019.", None),
        ("en", "NARYN, March 14 — It was founded on 2 May 2019 and will open on 5 June 2018.", "2019-03-14"),
    ],
)
def test_a_dateline_without_a_year_lies_after_what_is_past_and_before_what_is_ahead(
    language: str, text: str, written: str | None
) -> None:
    assert find(text, language)[0].value == written


def test_an_anchor_may_be_a_day_as_well_as_its_edtf() -> None:
    said = "It opens on Friday."
    assert find(said, "en", date(2024, 3, 14)) == find(said, "en", "2024-03-14") != find(said, "en", "2024-03-21")


@pytest.mark.parametrize(("language", "anchor", "sentence"), list(cases("no")))
def test_what_only_looks_like_a_date_is_left_alone(language: str, anchor: str | None, sentence: str) -> None:
    found = dated(find(sentence, language, anchor))
    assert [(sentence[m.start : m.end], m.value, m.rule) for m in found] == []


@pytest.mark.parametrize(("language", "anchor", "rule", "sentence"), list(proofs("yes")))
def test_rules_hit(language: str, anchor: str | None, rule: str, sentence: str) -> None:
    text, gold = plain(sentence)
    found = made_by(rule, text, language, anchor)
    assert [(m.start, m.end, m.value) for m in found] == gold
    assert rule in {m.rule for m in found}


@pytest.mark.parametrize(("language", "anchor", "rule", "sentence"), list(proofs("no")))
def test_rules_miss(language: str, anchor: str | None, rule: str, sentence: str) -> None:
    assert rule not in {m.rule for m in made_by(rule, sentence, language, anchor)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_proved(language: str) -> None:
    rules = lexicon.read(language, "dates").rules
    kinds = {rule.id.rpartition(".")[2]: rule.options.get("kind") for rule in rules if rule.id.startswith("dates.")}
    own = [rule for rule in rules if rule.id.startswith(f"{language}.")]
    silent = {rule.id for rule in own if rule.options.get("kind", kinds.get(rule.id.rpartition(".")[2])) == "silent"}
    assert [rule.id for rule in own if not rule.no] == []
    assert [rule.id for rule in own if not rule.yes and rule.id not in silent] == []


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_every_rule_has_a_near_miss_of_its_own(language: str) -> None:
    own = [rule for rule in lexicon.read(language, "dates").rules if rule.id.startswith(f"{language}.")]
    uses = Counter(sentence for rule in own for sentence in rule.no)
    assert [rule.id for rule in own if all(uses[sentence] > 1 for sentence in rule.no)] == []


def test_every_language_proves_ranges_and_publication() -> None:
    proved = {rule for _, _, rule, _ in proofs("yes")}
    assert proved >= {f"{language}.dates.{name}" for language in LANGUAGES for name in ("range", "published")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_says_why(language: str) -> None:
    shared = {
        rule.id.rpartition(".")[2]: rule for rule in lexicon.read(language, "dates").rules if rule.id.startswith("dates.")
    }
    for rule in lexicon.read(language, "dates").rules:
        name = rule.id.rpartition(".")[2]
        assert rule.why or (name in shared and shared[name].why), rule.id


PUBLISHED = [
    (language, text)
    for name in ("published", "published_unfitted")
    for language, texts in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8")).items()
    for text in texts
]


@pytest.mark.parametrize(("language", "marked"), PUBLISHED)
def test_date_of_publication(language: str, marked: str) -> None:
    text, gold = plain(marked)
    found = find_published(text, language)
    assert ([(found.start, found.end, found.value)] if found else []) == gold


def test_without_an_anchor_nothing_relative_is_dated() -> None:
    for language, sentence in [
        ("en", "It opened yesterday."),
        ("fr", "Hier, il a plu."),
        ("ru", "Вчера шёл дождь."),
        ("zh", "昨天下雨。"),
        ("ar", "أمس هطل المطر."),
        ("es", "Ayer llovió."),
    ]:
        found = find(sentence, language)
        assert found, sentence
        assert all(mention.value is None and mention.relative and mention.confidence == 0 for mention in found)


def test_passive_zones_hide_all_but_the_date_of_publication() -> None:
    text = "12 May 2021 | 99 views\n\nOpened on 3 May 2021.\n\nRelated: moved on 7 April 2020."
    start = text.index("Related")
    found = find(text, "en", passive=[(0, 22), (start, len(text))])
    assert [text[m.start : m.end] for m in found] == ["12 May 2021", "3 May 2021"]


def test_order_of_figures_follows_the_other_dates_of_the_text() -> None:
    assert [m.value for m in find("Sent 25/12/2020. Read 04/12/2020.", "en")] == ["2020-12-25", "2020-12-04"]
    assert [m.value for m in find("Sent 12/25/2020. Read 12/04/2020.", "en")] == ["2020-12-25", "2020-12-04"]
    assert [m.value for m in find("05/06/2024\n\nThe mill opened on Monday 3 June.", "en")] == ["2024-06-05", "2024-06-03"]
    assert [m.value for m in find("06/05/2024\n\nThe mill opened on Monday, June 3.", "en")] == ["2024-06-05", "2024-06-03"]
    assert [m.value for m in find("Sent Wednesday, 05/06/2024.", "en")] == ["2024-06-05"]
    ambiguous = find("Read 04/12/2020.", "en")[0]
    assert ambiguous.confidence < 0.7 < find("Sent 25/12/2020.", "en")[0].confidence


def test_an_unknown_language_is_named_with_those_known() -> None:
    with pytest.raises(LexiconError, match="en"):
        find("text", "qq")


def test_an_anchor_must_be_edtf() -> None:
    with pytest.raises(RecordError, match="yesterday"):
        find("It opened today.", "en", "yesterday")


@pytest.mark.parametrize(
    "anchor", ["2024", "2024-03", "2024-03-14/2024-03-15", "2024-21", "202X", "../2024", "2024/..", "0001-01-01", "9998-12-31"]
)
def test_any_anchor_serves_as_far_as_it_goes(anchor: str) -> None:
    found = find(
        "It opened on Tuesday, 5 March, last week, and will move tomorrow, next month, in spring, in the nineties.",
        "en",
        anchor,
    )
    assert all(mention.value is None or edtf.valid(mention.value) for mention in found)
    assert "199X" in {mention.value for mention in found}


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_survives(language: str, text: str) -> None:
    for mention in find(text, language, "2024-03-14"):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.value is None or edtf.valid(mention.value)
        assert 0 <= mention.confidence <= 1


_PIECES = [
    "12",
    "2024",
    "-",
    "/",
    ".",
    " ",
    "\n",
    "March",
    "mars",
    "марта",
    "年",
    "月",
    "日",
    "3月",
    "مارس",
    "و",
    "the",
    "first",
    "of",
    "last",
    "week",
    "в",
    "году",
    "à",
    "le",
    "и",
    "to",
    ",",
    "Monday",
]


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=40), language=st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_anything_made_of_date_words_gives_valid_dates_in_order(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = find(text, language, "2024-03-14")
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(mention.value is None or edtf.valid(mention.value) for mention in found)


def _phrases(tree: Phrases, before: tuple[str, ...] = ()) -> Iterator[tuple[str, frozenset[str]]]:
    """Every phrase of a lexicon with its classes."""
    for key, below in tree.items():
        if key:
            yield from _phrases(below, (*before, key))
        else:
            yield " ".join(before), frozenset(cls for cls, _ in below)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_any_two_sorts_stand_side_by_side(language: str) -> None:
    # What a word means may hang on its neighbour, but not on one that hangs on it: "eleven may".
    sorts = {classes: phrase for phrase, classes in _phrases(vocabulary(language).phrases)}
    for first in sorts.values():
        text = ". ".join(f"{first} {second}" for second in sorts.values())
        assert all(mention.value is None or edtf.valid(mention.value) for mention in find(text, language, "2024-03-14"))


ADVERSARIAL = {
    "digits": "1", "chains": "1.", "dashes": "12-", "months": "May ", "days": "12 May ", "and": "1 and ", "weekdays": "Mon, ",
    "han": "一", "han days": "1日至", "arabic": "و", "open": "from the first of ", "spaces": " ", "lines": "12 May 2020\n", "dots": "a.",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_work_grows_with_the_text_and_no_faster(language: str, unit: str) -> None:
    def calls(size: int) -> int:
        text, events = unit * (size // len(unit)), count()
        analyse.cache_clear()
        before = sys.getprofile()
        sys.setprofile(lambda *_: next(events))
        try:
            find(text, language, "2024-03-14")
        finally:
            sys.setprofile(before)
        return next(events)

    calls(4_000)
    # Eight times the text: linear is 8, quadratic 64. Calls are counted, which no other load of the machine changes.
    assert calls(32_000) < 10 * calls(4_000)


def test_a_verb_that_is_said_without_end_is_read() -> None:
    found = find("walked " * 5_000 + "in March.", "en", "2024-05-14")
    assert [mention.value for mention in found] == ["2024-03"]


def test_the_page_of_coverage_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("report_dates", Path(__file__).parent / "report_dates.py")
    assert spec is not None
    assert spec.loader is not None
    report = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(report)
    assert report.PAGE.read_text(encoding="utf-8") == report.page(), "run python tests/report_dates.py"
