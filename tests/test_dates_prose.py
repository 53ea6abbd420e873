"""The date engine on whole articles, on expressions alone and on texts without a date: no worse than it was."""

from __future__ import annotations

import pytest
from measure_dates import LANGUAGES, expressions, none, prose

from pipeline.dates.points import easter

# F1 on articles, share of expressions right, false alarms: what was reached, to be raised.
FLOORS = {
    "en": (0.98, 0.98, 0),
    "fr": (0.98, 0.99, 0),
    "es": (0.98, 0.99, 3),
    "ru": (0.96, 0.99, 0),
    "zh": (0.98, 0.96, 3),
    "ar": (0.98, 0.99, 0),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles(language: str) -> None:
    tally = prose(language)
    assert tally.f1 >= FLOORS[language][0], tally.errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_expressions(language: str) -> None:
    tally = expressions(language)
    assert tally.f1 >= FLOORS[language][1], tally.errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_without_a_date(language: str) -> None:
    tally = none(language)
    assert tally.found <= FLOORS[language][2], tally.errors


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, "1818-03-22"),
        (1954, "1954-04-18"),
        (1981, "1981-04-19"),
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, day: str) -> None:
    assert str(easter(year)) == day
