"""docs/dataset.md tells the truth: every column is there with its meaning, and the ways to read the tables work."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from deltalake import DeltaTable
from fake_extraction import installed
from test_dataset import SAID, TEXTS, Desk

from pipeline.dataset.rows import days
from pipeline.dataset.schema import TABLES, columns
from pipeline.dataset.tables import Dataset
from pipeline.dataset.verify import examine

MANUAL = Path(__file__).parent.parent / "docs" / "dataset.md"


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("readers"))
    desk.put(TEXTS | {"e.txt": SAID, "empty.txt": ""})
    with installed():
        desk.run(batch=2)
    return desk.processed


@pytest.mark.parametrize("table", TABLES)
def test_the_manual_has_every_column(table: str) -> None:
    section = MANUAL.read_text(encoding="utf-8").split(f"### {table}\n")[1].split("### ")[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    assert {row[0].strip("| `"): row[2].removesuffix(" |") for row in rows} == columns(table)


def test_pandas(processed: Path) -> None:
    dataset = Dataset(processed)
    dates, texts = dataset.read("dates"), dataset.read("announcements").set_index("id")["text"]
    assert len(dates) == 5
    for row in dates.itertuples():
        assert texts[row.announcement_id][row.start : row.end] == row.text
    events = dataset.read("events")
    assert events["attendance"].dtype == pd.Int64Dtype()
    assert str(events["written_at"].dtype) == "datetime64[us, UTC]"
    assert events["written_at"].iloc[0] == datetime(2026, 1, 1, 1, tzinfo=UTC)
    centres = dataset.read("centres")
    assert list(centres["earliest"]) == [date(2026, 1, 1)] * len(centres)
    assert centres["latest"].isna().all()
    assert [mention["text"] for mention in centres.set_index("name").loc["Birch", "mentions"]] == ["Birch", "Birch"]


def test_plain_deltalake(processed: Path) -> None:
    assert len(DeltaTable(str(processed / "people")).to_pandas()) == 4


def test_duckdb_reads_the_newest_version(processed: Path) -> None:
    files = DeltaTable(str(processed / "dates")).file_uris()
    said = duckdb.sql(
        "select value, count(*) from read_parquet($files) where confidence > 0.9 and value = '2024-02-03' group by all",
        params={"files": files},
    ).fetchall()
    assert said == [("2024-02-03", 2)]


def test_spark_needs_no_more_than_the_first_reader(processed: Path) -> None:
    for table in TABLES:
        protocol = DeltaTable(str(processed / table)).protocol()
        assert (protocol.min_reader_version, protocol.reader_features) == (1, None)


def test_health(processed: Path, tmp_path: Path) -> None:
    assert all(finding.well for finding in examine(processed).values())
    assert [finding.well for finding in examine(tmp_path).values()] == [False]


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2025-11-26", date(2025, 11, 26), date(2025, 11, 26)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2022-10-06/2022-10-07", date(2022, 10, 6), date(2022, 10, 7)),
        ("2022/..", date(2022, 1, 1), None),
        ("../2022", None, date(2022, 12, 31)),
        ("late autumn", None, None),
        (None, None, None),
    ],
)
def test_days(value: str | None, earliest: date | None, latest: date | None) -> None:
    assert days(value) == {"earliest": earliest, "latest": latest}
