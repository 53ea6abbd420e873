"""EDTF strings: what is read, what is refused, which days are meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edtf
from pipeline.errors import RecordError

BOUNDS = [
    ("2025-11-26", date(2025, 11, 26), date(2025, 11, 27)),
    ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
    ("2023-12", date(2023, 12, 1), date(2024, 1, 1)),
    ("2019", date(2019, 1, 1), date(2020, 1, 1)),
    ("201X", date(2010, 1, 1), date(2020, 1, 1)),
    ("19XX", date(1900, 1, 1), date(2000, 1, 1)),
    ("2025-21", date(2025, 3, 1), date(2025, 6, 1)),
    ("2025-24", date(2025, 12, 1), date(2026, 3, 1)),
    ("2022-10-06/2022-10-07", date(2022, 10, 6), date(2022, 10, 8)),
    ("2009/2020-07", date(2009, 1, 1), date(2020, 8, 1)),
    ("2020/..", date(2020, 1, 1), date.max),
    ("../2020", date.min, date(2021, 1, 1)),
]


@pytest.mark.parametrize(("text", "first", "after"), BOUNDS)
def test_bounds_are_the_days_meant(text: str, first: date, after: date) -> None:
    assert edtf.bounds(text) == (first, after)
    assert str(edtf.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-13",
        "2025-02-29",
        "25-11-26",
        "2025-1-2",
        "2025-11-26T09",
        "201X-05",
        "../..",
        "2025/2024",
        "2025-25",
        "٢٠٢٥",
        "0000",
        "x",
    ],
)
def test_what_is_no_edtf_is_refused_by_name(text: str) -> None:
    with pytest.raises(RecordError, match="EDTF"):
        edtf.parse(text)
    assert not edtf.valid(text)


def test_containment_and_overlap() -> None:
    assert edtf.contains("2025", "2025-11-26")
    assert not edtf.contains("2025-11-26", "2025")
    assert edtf.overlaps("2025-11/2026-02", "2026-24") is False
    assert edtf.overlaps("2025-11/2026-02", "2025-24")


def test_precision_of_an_interval_is_that_of_its_finer_end() -> None:
    assert edtf.precision("2009/2020-07") is edtf.Precision.MONTH
    assert edtf.precision("201X") is edtf.Precision.DECADE


def test_dates_sort_by_time_and_shorter_first() -> None:
    assert sorted(["2025", "2025-01-01", "2024-12", "2025-01"], key=edtf.sort_key) == [
        "2024-12",
        "2025-01-01",
        "2025-01",
        "2025",
    ]


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)))
def test_every_day_reads_as_itself(day: date) -> None:
    assert str(edtf.parse(day.isoformat())) == day.isoformat()
    assert edtf.bounds(day.isoformat())[0] == day


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    if edtf.valid(text):
        first, after = edtf.bounds(text)
        assert first < after
