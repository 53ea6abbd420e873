"""A recipe: which network is trained on which corpora with which settings, read from `models/ner/<name>.cfg`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from confection import Config

from pipeline.errors import ModelError
from pipeline.training.augment import Chances
from pipeline.training.cnn import CnnSettings
from pipeline.training.tagger_settings import TaggerSettings
from pipeline.training.transformer import TransformerSettings

Settings = CnnSettings | TaggerSettings | TransformerSettings


class Backend(StrEnum):
    """What kinds of network there are."""

    CNN = "cnn"
    TAGGER = "tagger"
    TRANSFORMER = "transformer"


KINDS: Mapping[Backend, type[Settings]] = {
    Backend.CNN: CnnSettings,
    Backend.TAGGER: TaggerSettings,
    Backend.TRANSFORMER: TransformerSettings,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A network to train: the folder its weights go to, its kind, its languages, its settings.

    `tuning` is a second, gentler training of a transformer, with its own settings, from where the first ended.
    """

    name: str
    backend: Backend
    languages: tuple[str, ...]
    settings: Settings
    tuning: TransformerSettings | None = None


def read(path: Path) -> Recipe:
    """Read a recipe.

    Raises:  ModelError, if the file is absent, or names a setting that there is not.
    """
    if not path.is_file():
        known = sorted(other.stem for other in path.parent.glob("*.cfg"))
        raise ModelError(f"{path}: no such recipe; there are {', '.join(known) or 'none'}")
    config = Config().from_disk(path)
    try:
        head = config["weights"]
        backend = Backend(head["backend"])
        settings = _settings(backend, config.get("settings", {}), path)
        tuning = _settings(backend, config["tuning"], path) if "tuning" in config else None
        if tuning is not None and not isinstance(tuning, TransformerSettings):
            raise ModelError(f"{path}: only a transformer has [tuning]")
        return Recipe(path.stem, backend, tuple(head["languages"]), settings, tuning)
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path}: {error}; [weights] needs backend ({', '.join(Backend)}) and languages") from error


def for_language(folder: Path, language: str, *, backend: Backend | None = None) -> list[Recipe]:
    """Give the recipes that serve a language, or only those of one kind.

    Raises:  ModelError, if there are none.
    """
    recipes = [read(path) for path in sorted(folder.glob("*.cfg"))]
    chosen = [r for r in recipes if language in r.languages and (backend is None or r.backend is backend)]
    if not chosen:
        served = sorted({code for recipe in recipes for code in recipe.languages})
        raise ModelError(f"{folder}: no recipe for {language!r}; there are recipes for {', '.join(served) or 'no language'}")
    return chosen


def _settings(backend: Backend, given: Mapping[str, Any], path: Path) -> Settings:
    kind = KINDS[backend]
    fields = {field.name for field in dataclasses.fields(kind)}
    if bad := sorted(set(given) - fields):
        raise ModelError(f"{path}: unknown settings {', '.join(bad)}; there are {', '.join(sorted(fields))}")
    values = dict(given)
    if "chances" in values:
        values["chances"] = Chances(**values["chances"])
    for name in ("targets", "lists", "peoples"):
        if name in values:
            values[name] = tuple(values[name])
    return kind(**values)
