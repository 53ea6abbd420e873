"""Lexicons: words of a language over those of any language, and errors that name the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import lexicon
from pipeline.errors import LexiconError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for code in ("xx", "en", "ru"):
        (tmp_path / code).mkdir()
    monkeypatch.setattr(lexicon, "LANGUAGES", tmp_path)
    lexicon.read.cache_clear()
    yield tmp_path
    lexicon.read.cache_clear()


def test_lists_are_joined_and_tables_merged(folder: Path) -> None:
    (folder / "xx/units.toml").write_text('[words]\nheads = ["hub"]\n[words.kinds]\nlab = "lab"\n')
    (folder / "en/units.toml").write_text('[words]\nheads = ["centre", "hub"]\n[words.kinds]\ncentre = "centre"\n')
    found = lexicon.read("en", "units")
    assert found.list("heads") == ["hub", "centre"]
    assert found.table("kinds") == {"lab": "lab", "centre": "centre"}


def test_rules_keep_their_proofs_and_survive_saving(folder: Path) -> None:
    (folder / "en/dates.toml").write_text('[[rules]]\nid = "en.a"\npattern = "x"\nyes = ["[a|1]"]\nno = ["b"]\nweight = 2\n')
    (rule,) = lexicon.read("en", "dates").rules
    assert (rule.yes, rule.no, rule.options) == (("[a|1]",), ("b",), {"weight": 2})
    (loaded,) = lexicon.loads(lexicon.read("en", "dates").dumps()).rules
    assert (loaded.id, loaded.pattern, loaded.options) == ("en.a", "x", {"weight": 2})


@pytest.mark.parametrize(
    ("content", "message"),
    [("[words", r"en/units\.toml"), ("[wrods]\na = 1\n", "unknown tables"), ("[[rules]]\npattern = 1\n", "without id")],
)
def test_a_wrong_file_is_named(folder: Path, content: str, message: str) -> None:
    (folder / "en/units.toml").write_text(content)
    with pytest.raises(LexiconError, match=message):
        lexicon.read("en", "units")


def test_a_missing_lexicon_lists_the_languages(folder: Path) -> None:
    with pytest.raises(LexiconError, match="languages: en, ru"):
        lexicon.read("kk", "units")


def test_a_list_asked_for_as_a_table_is_an_error(folder: Path) -> None:
    (folder / "en/units.toml").write_text('[words]\nheads = ["hub"]\n')
    with pytest.raises(LexiconError, match="must be a table"):
        lexicon.read("en", "units").table("heads")
