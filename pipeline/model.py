"""Where models live, what version they have, and how one is assembled.

A model is assembled from `models/<language>.cfg`, the words under `pipeline/languages/`, and trained weights under
`models/weights/`; the result, `models/<language>/`, is an ordinary spaCy model that carries all of it. Its version is a hash
of everything that decides what it extracts, so a model is never stale and a record always says what made it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = Path(__file__).parent
META = "herald.json"
# What is under these folders of the package brings text to a model or carries records away, and changes no record.
OUTSIDE = {"cli", "dataset", "exports", "registry", "training", "__pycache__"}


def home() -> Path:
    """The folder of the configs: `HERALD_MODELS`, else `models/` beside the package, else the one inside a wheel.

    Raises ModelError where none of them holds a config.
    """
    given = os.environ.get("HERALD_MODELS")
    places = [Path(given)] if given else [PACKAGE.parent / "models", PACKAGE / "models"]
    for place in places:
        if any(place.glob("*.cfg")):
            return place
    raise ModelError(f"no model configs (*.cfg) in {' or '.join(map(str, places))}: set HERALD_MODELS to their folder")


def available() -> list[str]:
    """The languages that have a model config, sorted; `xx` reads what has none."""
    return sorted(path.stem for path in home().glob("??.cfg"))


def path(language: str) -> Path:
    """The assembled model of a language, up to date: assembled now if it is missing or stale.

    Raises ModelError for a language without a config, or where no folder can be written.
    """
    config = home() / f"{language}.cfg"
    if not config.exists():
        raise ModelError(f"no model for {language!r}: known are {', '.join(available())}; add {config}")
    wanted = version(language)
    for folder in (home() / language, _cache() / language):
        if _version_of(folder) == wanted:
            return folder
    target = home() / language if os.access(home(), os.W_OK) else _cache() / language
    with _locked(target):
        if _version_of(target) != wanted:
            _assemble(config, target, wanted)
    return target


@cache
def version(language: str) -> str:
    """The version of a language's model: a hash of its config, words, weights and the code that reads them."""
    digest = hashlib.sha256()
    config = home() / f"{language}.cfg"
    for file in [config, *_code(), *_words(language), *_weights(config)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _code() -> Iterator[Path]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if not OUTSIDE & set(file.relative_to(PACKAGE).parts):
            yield file


def _words(language: str) -> Iterator[Path]:
    """The lexicons of the language and of any language; clutter is looked for in all languages at once."""
    folder = PACKAGE / "languages"
    yield from sorted(folder.glob("*/clutter.toml"))
    for code in (language, "xx"):
        yield from sorted((folder / code).glob("*.toml"))


def _weights(config: Path) -> Iterator[Path]:
    """The files of every folder under `weights/` that the config names."""
    content = config.read_text(encoding="utf-8")
    for folder in sorted((config.parent / "weights").glob("*/")):
        if f'"{folder.name}"' in content or f'weights/{folder.name}"' in content:
            yield from sorted(file for file in folder.rglob("*") if file.is_file())


def _assemble(config: Path, target: Path, wanted: str) -> None:
    """Build beside the target and swap, so that a kill never leaves half a model."""
    from spacy.util import load_config, load_model_from_config

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        nlp: Language = load_model_from_config(load_config(config), auto_fill=True)
        nlp.initialize()
        nlp.meta |= {"name": "herald", "version": wanted, "description": "Announcements to grounded records", "license": "MIT"}
        nlp.to_disk(Path(scratch) / "new")
        (Path(scratch) / "new" / META).write_text(json.dumps({"version": wanted}))
        if target.exists():
            target.rename(Path(scratch) / "old")
        (Path(scratch) / "new").rename(target)


def _version_of(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / META).read_text())["version"])
    except (OSError, ValueError, KeyError):
        return None


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "herald" / "models"


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """One process assembles a model, the others wait for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f".{target.name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def remove(language: str) -> None:
    """Forget the assembled model of a language."""
    for folder in (home() / language, _cache() / language):
        shutil.rmtree(folder, ignore_errors=True)
