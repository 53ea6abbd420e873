"""The date engine on the formats of CLDR: an independent check that every language with a date lexicon passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from pipeline import lexicon
from pipeline.dates import find

LANGUAGES = [code for code in lexicon.codes() if (lexicon.LANGUAGES / code / "dates.toml").exists()]
# Other countries write other months and orders; a language that none is named for is tried as CLDR has it.
LOCALES = {
    "ar": ["ar", "ar_LB", "ar_MA", "ar_DZ", "ar_EG"],
    "en": ["en", "en_GB"],
    "es": ["es", "es_MX"],
    "fr": ["fr", "fr_CA"],
    "zh": ["zh", "zh_Hant"],
}
# Each month and weekday, days of one and two figures, ranges within a month and across two.
DAYS = [date(1953 + 5 * month, month, 1 + (month * 11) % 28) for month in range(1, 13)] + [
    date(2026, 3, d) for d in range(1, 29)
]


def written(day: date, locale: str) -> Iterator[tuple[str, str]]:
    """A day, its month and two ranges in the words of a locale, with the values that they state."""
    for style in ("long", "full", "medium"):
        yield format_date(day, style, locale), day.isoformat()
    for skeleton in ("yMMMM", "yMMM"):
        yield format_skeleton(skeleton, day, locale=locale), f"{day:%Y-%m}"
    end = day + timedelta(1 + day.day % 12)
    for skeleton in ("yMMMMd", "yMMMEd"):
        yield format_interval(day, end, skeleton, locale=locale), f"{day}/{end}"
    later = day + timedelta(95)
    yield format_interval(day, later, "yMMMM", locale=locale), f"{day:%Y-%m}/{later:%Y-%m}"


@pytest.mark.parametrize("locale", [locale for code in LANGUAGES for locale in LOCALES.get(code, [code])])
def test_every_format_of_a_locale_is_one_date(locale: str) -> None:
    code = Locale.parse(locale).language
    cases = {text: value for day in DAYS for text, value in written(day, locale)}
    found = {text: [m.value for m in find(text, code)] for text in cases}
    assert found == {text: [value] for text, value in cases.items()}


@pytest.mark.parametrize("locale", [locale for code in LANGUAGES for locale in LOCALES.get(code, [code])])
def test_a_day_that_no_month_has_is_no_date(locale: str) -> None:
    code = Locale.parse(locale).language
    text = format_date(date(2025, 2, 27), "long", locale).replace("27", "31")
    assert [m.value for m in find(text, code) if m.value and len(m.value) > len("2025-02")] == []
