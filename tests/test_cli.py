"""The command as a newcomer meets it: help, output, errors of one line, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Larvik opens its hub\n\n4 March 2024\n\nThe Larvik Hub opened on Sunday in front of eighty guests from nine islands of the region.\n"
KINDS_OF_FILE = "txt, md, html, pdf, docx, eml, jsonl"
VERBS = ["extract", "explain", "schema", "doctor", "models", "run", "serve", "show"]


def herald(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli.main import main; main()", *map(str, args)]
    environment = os.environ | {"COLUMNS": "160", "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment, timeout=300)


@pytest.fixture
def announcement(tmp_path: Path) -> Path:
    file = tmp_path / "larvik.txt"
    file.write_text(TEXT)
    return file


def test_help_names_every_verb() -> None:
    shown = herald("--help").stdout
    assert all(verb in shown for verb in VERBS)
    assert "Exit status" in shown


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    done = herald(verb, "--help")
    assert done.returncode == 0
    assert "Usage: herald" in done.stdout


def test_extract_prints_records_of_the_contract(announcement: Path) -> None:
    done = herald("extract", announcement)
    assert done.returncode == 0, done.stderr
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["source"] == str(announcement)
    assert (record["language"], record["published"], record["title"]) == ("en", "2024-03-04", "Larvik opens its hub")
    assert {d["value"] for d in record["dates"]} == {"2024-03-04", "2024-03-03"}


def test_an_unreadable_file_costs_no_neighbour(announcement: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = herald("extract", tmp_path)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    (line,) = done.stderr.splitlines()
    assert "empty.txt" in line
    assert "Traceback" not in done.stderr


def test_a_path_that_does_not_exist_is_one_line(tmp_path: Path) -> None:
    done = herald("extract", tmp_path / "nowhere.txt")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "nowhere.txt" in done.stderr


@pytest.mark.parametrize("verb", ["extract", "explain", "run"])
def test_an_empty_folder_is_said_by_every_verb_and_fails(verb: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    done = herald(verb, tmp_path / "raw", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"herald: {tmp_path}/raw: holds no announcement; put files there ({KINDS_OF_FILE}), run again\n"


def test_an_empty_folder_beside_an_announcement_leaves_the_work_incomplete(announcement: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    done = herald("extract", announcement, tmp_path / "raw")
    assert (done.returncode, len(done.stdout.splitlines())) == (3, 1)


@pytest.mark.parametrize("verb", ["extract", "explain"])
def test_a_link_out_of_a_folder_is_refused_and_costs_no_neighbour(verb: str, announcement: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT.replace("Larvik", "Hamar"))
    raw = tmp_path / "raw"
    raw.mkdir()
    announcement.rename(raw / "larvik.txt")
    (raw / "out.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "within.txt").symlink_to("larvik.txt")
    done = herald(verb, raw)
    assert done.returncode == 3
    refused = f"{raw}/out.txt: leads out of {raw} to {tmp_path}/secret.txt; copy the file itself into the folder"
    assert done.stderr == f"herald: {refused}\n"
    assert "Larvik" in done.stdout
    assert "Hamar" not in done.stdout
    assert herald(verb, raw / "out.txt").returncode == 0, "a link that is named itself is meant"


GERMAN = "Das Labor wurde am 4. März 2024 eröffnet. Die Stadt hat zwei Jahre daran gebaut, und alle Schulen waren eingeladen."
SWEDISH = "Laboratoriet öppnades av borgmästaren i går. Staden har byggt på det i två år, och alla skolor var inbjudna."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GERMAN, "language de: only dates are read"),
        (SWEDISH, "language sv: herald has no model of it, nothing is read"),
        ("12 : 34", "its language cannot be told: nothing is read"),
        (TEXT, None),
    ],
)
def test_a_language_that_is_read_in_part_or_not_at_all_is_said(text: str, said: str | None, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text)
    done = herald("extract", file)
    assert done.returncode == 0
    assert done.stderr == (f"herald: {file}: {said}\n" if said else "")
    assert json.loads(done.stdout)["text"] == text


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_nothing_is_said_of_a_language_that_is_read_whole(language: str) -> None:
    from pipeline.cli.terminal import scant

    assert scant(language) == ""


def test_standard_input_is_refused_plainly() -> None:
    done = herald("extract", "-")
    assert done.returncode == 2
    assert "standard input is not read" in done.stderr


def test_a_page_that_cannot_be_written_is_one_line(announcement: Path, tmp_path: Path) -> None:
    done = herald("explain", announcement, "--to", tmp_path / "nowhere" / "page.html")
    assert done.returncode == 1
    assert "choose another file with --to" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_format_lists_the_known(announcement: Path) -> None:
    done = herald("extract", announcement, "--format", "xml")
    assert done.returncode == 2
    assert "jsonl" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(["centers"], "centre_numbers"), (["dates", "--limit", "-5"], "greater than or equal to 0")],
)
def test_a_slip_in_show_is_wrong_usage(words: list[str], said: str, tmp_path: Path) -> None:
    done = herald("show", *words, "--in", tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert herald("show", "dates", "--limit", "5", "--in", tmp_path).returncode == 1, "no dataset is a failure"


def test_an_unknown_back_end_lists_the_known(announcement: Path) -> None:
    done = herald("extract", announcement, "--ner", "quick")
    assert done.returncode == 2
    assert "accurate, fast" in done.stderr
    assert herald("extract", announcement, "--ner", "accurate").returncode == 0


def test_explain_shows_values_with_their_rules(announcement: Path) -> None:
    shown = herald("explain", announcement).stdout
    assert "2024-03-03" in shown
    assert "en.dates." in shown


def test_explain_writes_a_page(announcement: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert herald("explain", announcement, "--to", page).returncode == 0
    assert "<mark" in page.read_text()


def test_schema_is_json() -> None:
    assert json.loads(herald("schema").stdout)["title"] == "Record"


def test_a_text_on_which_an_extractor_fails_costs_no_neighbour(
    announcement: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.cli.terminal import Reading
    from pipeline.components.dates import Dates
    from pipeline.errors import RecordError

    (tmp_path / "a-bad.txt").write_text(TEXT.replace("Larvik", "Hamar"))
    sound = Dates.find
    monkeypatch.setattr(Dates, "find", lambda self, doc: 1 / 0 if "Hamar" in doc.text else sound(self, doc))
    reading = Reading([tmp_path])
    assert [record.source for record in reading.records()] == [str(announcement)]
    (error,) = reading.errors
    assert isinstance(error, RecordError)
    assert "a-bad.txt: dates failed on this text (ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(("count", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_one_is_no_plural(count: int, said: str) -> None:
    from pipeline.cli.terminal import many

    assert many(count, "person", "people") == said
    assert many(count, "file") == ("1 file" if count == 1 else f"{count} files")
