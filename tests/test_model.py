"""Models are assembled from configs, words and weights; their version says whether they are up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.util import load_config

from pipeline import model
from pipeline.errors import ModelError

CONFIG = """[nlp]
lang = "en"
pipeline = ["clutter"]

[components]

[components.clutter]
factory = "herald_clutter"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "en.cfg").write_text(CONFIG)
    monkeypatch.setenv("HERALD_MODELS", str(tmp_path))
    model.version.cache_clear()
    yield tmp_path
    model.version.cache_clear()


def test_a_model_is_assembled_once_and_loads_without_us(home: Path) -> None:
    folder = model.path("en")
    stamp = (folder / "config.cfg").stat().st_mtime_ns
    assert model.path("en") == folder
    assert (folder / "config.cfg").stat().st_mtime_ns == stamp
    doc = spacy.load(folder)("Home > News > Harbour\nThe hub opened.")
    assert [span.text for span in doc.spans["clutter"]] == ["Home > News > Harbour"]


def test_a_changed_config_makes_a_new_version(home: Path) -> None:
    before = model.version("en")
    folder = model.path("en")
    (home / "en.cfg").write_text(CONFIG.replace('["clutter"]', "[]"))
    model.version.cache_clear()
    assert model.version("en") != before
    assert spacy.load(model.path("en")).pipe_names == []
    assert model.path("en") == folder


def test_half_a_model_is_assembled_anew(home: Path) -> None:
    folder = model.path("en")
    (folder / model.META).write_text("{")
    assert spacy.load(model.path("en")).pipe_names == ["clutter"]


def test_an_unknown_language_lists_the_known(home: Path) -> None:
    with pytest.raises(ModelError, match=r"no model for 'kk': known are en"):
        model.path("kk")


def test_a_variant_changes_only_what_it_names(home: Path) -> None:
    (home / "en-fast.cfg").write_text(
        '[nlp]\npipeline = ["clutter", "sentences"]\n[components]\n[components.sentences]\nfactory = "herald_sentences"\n'
    )
    assert model.named("en", ner="fast") == "en-fast"
    assert model.named("fr", ner="fast") == "fr"
    assert spacy.load(model.path("en-fast")).pipe_names == ["clutter", "sentences"]


def test_an_unknown_back_end_lists_the_known(home: Path) -> None:
    with pytest.raises(ModelError, match="known are accurate"):
        model.named("en", ner="best")


def test_a_home_without_configs_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERALD_MODELS", str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="nowhere"):
        model.home()


@pytest.mark.parametrize("name", sorted(p.stem for p in model.home().glob("*.cfg")))
def test_every_model_is_sound(name: str) -> None:
    nlp = spacy.load(model.path(name))
    problems = nlp.analyze_pipes()["problems"]
    assert not any(problems.values())
    assert nlp.meta["version"] == model.version(name)
    assert load_config(model.path(name) / "config.cfg")["nlp"]["lang"] == name[:2]
