"""Days of feasts that move: the table of the moon's, and what lexicons say of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline import lexicon
from pipeline.dates import find
from pipeline.dates.feasts import day_in, moon_days
from pipeline.dates.matcher import Capture
from pipeline.dates.parts import FEASTS, point_of
from pipeline.dates.points import single
from pipeline.errors import LexiconError

LANGUAGES = sorted(code for code in lexicon.codes() if (lexicon.LANGUAGES / code / "dates.toml").exists())


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("spring", "2019-02-05"),
        ("dragon_boat", "2020-06-25"),
        ("mid_autumn", "2020-10-01"),
        ("spring", "2021-02-12"),
        ("spring", "2023-01-22"),
        ("spring-1", "2023-01-21"),
        ("spring+14", "2018-03-02"),
        ("double_ninth", "2023-10-23"),
        ("qixi", "2020-08-25"),
        ("qingming", "2024-04-04"),
        ("solstice", "2023-12-22"),
        ("spring", "1912-02-18"),
        # The year of a leap month that calendars dispute about.
        ("spring", "2034-02-19"),
        ("11.4.4+1@1951", "2016-11-25"),
        ("5.-1.1@1971", "2023-05-29"),
        ("7.-1.7", "2017-07-30"),
        ("easter-46", "2020-02-26"),
        ("paskha+1", "2023-04-17"),
    ],
)
def test_days_that_are_known(feast: str, day: str) -> None:
    assert day_in(feast, int(day[:4])) == date.fromisoformat(day)


def test_days_that_nobody_knows() -> None:
    assert day_in("5.-1.1@1971", 1937) is None
    assert day_in("spring", 1850) is None
    assert day_in("mid_autumn", 2089) is None
    assert [m.value for m in find("It rained on Memorial Day 1937.", "en")] == ["1937"]


def test_the_moon_keeps_its_pace() -> None:
    days = moon_days()
    assert all(set(range(1901, 2100)) - set(known) <= {1910, 1943, 1951, 2054, 2057, 2089, 2097} for known in days.values())
    for year, new_year in days["spring"].items():
        assert date(year, 1, 21) <= new_year <= date(year, 2, 21)
        for name, months in (("dragon_boat", 4), ("mid_autumn", 7), ("double_ninth", 8)):
            if (day := days[name].get(year)) is not None:
                # So many months, perhaps one more, of 29.53 days each, and the days of the last.
                past = {"dragon_boat": 4, "mid_autumn": 14, "double_ninth": 8}[name]
                assert any(
                    abs((day - new_year - timedelta(days=past)).days - count * 29.53) < 2 for count in (months, months + 1)
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_names_days_that_exist(language: str) -> None:
    words = lexicon.read(language, "dates").words
    for cls in FEASTS:
        for value in words.get(cls, {}):
            point = point_of([Capture(cls, value, 0, 1)])
            assert single(point, 2024) is not None
            assert point.feast is None or day_in(point.feast, 2024) is not None


def test_a_day_that_is_written_wrongly_is_named() -> None:
    with pytest.raises(LexiconError, match="easter-46"):
        day_in("12/25", 2024)
    with pytest.raises(LexiconError, match="mid_autumn"):
        day_in("autumn", 2024)
