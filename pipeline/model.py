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
import tempfile
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = Path(__file__).parent
META = "herald.json"
DEFAULT_NER = "accurate"
# What is under these folders of the package brings text to a model or carries records away, and changes no record.
OUTSIDE = {"cli", "dataset", "exports", "registry", "training", "evaluation.py", "__pycache__"}


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


def backends() -> list[str]:
    """The names of NER back-ends, sorted: those that some language has a config for, and the one of all others."""
    return sorted({file.stem.partition("-")[2] for file in home().glob("??-*.cfg")} | {DEFAULT_NER})


def named(language: str, *, ner: str | None = None) -> str:
    """The name of the model for a language and an NER back-end: `en`, or `en-fast` where `models/en-fast.cfg` exists.

    A language whose only back-end is asked for under another name gives that one: `accurate` is the best there is.
    Raises ModelError for a back-end that no language has.
    """
    if ner is not None and ner not in (known := backends()):
        raise ModelError(f"no NER back-end {ner!r}; known are {', '.join(known)}")
    variant = f"{language}-{ner}"
    return variant if (home() / f"{variant}.cfg").exists() else language


@cache
def components(name: str) -> tuple[str, ...]:
    """What the model of this name consists of, in its order, as its config says."""
    config = ConfigParser(interpolation=None)
    config.read(home() / f"{name}.cfg", encoding="utf-8")
    return tuple(json.loads(config["nlp"]["pipeline"]))


def path(name: str) -> Path:
    """The assembled model of this name, up to date: assembled now if it is missing or stale.

    Raises ModelError for a name without a config, or where no folder can be written.
    """
    if not (home() / f"{name}.cfg").exists():
        raise ModelError(f"no model for {name!r}: known are {', '.join(available())}; add {home() / name}.cfg")
    wanted = version(name)
    for folder in (home() / name, _cache() / name):
        if _version_of(folder) == wanted:
            return folder
    target = (home() if os.access(home(), os.W_OK) else _cache()) / name
    with _locked(target):
        if _version_of(target) != wanted:
            _assemble(name, target, wanted)
    return target


@cache
def version(name: str) -> str:
    """The version of a model: a hash of its config, words, weights and the code that reads them."""
    digest = hashlib.sha256()
    for file in [*_configs(name), *_code(), *_words(name[:2]), *_weights(name)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _configs(name: str) -> list[Path]:
    """The config of a language, and the sections in which a variant of its model differs."""
    return [home() / f"{part}.cfg" for part in dict.fromkeys([name[:2], name])]


def _code() -> Iterator[Path]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if not OUTSIDE & set(file.relative_to(PACKAGE).parts):
            yield file


def _words(language: str) -> Iterator[Path]:
    """The lexicons of the language and of any language; clutter is looked for in all languages at once."""
    folder = PACKAGE / "languages"
    yield from sorted(folder.glob("*/clutter.toml"))
    for code in (language, "xx"):
        yield from sorted(file for file in (folder / code).glob("*") if file.is_file())


def _weights(name: str) -> Iterator[Path]:
    """The files of every folder under `weights/` that the configs name."""
    content = "".join(config.read_text(encoding="utf-8") for config in _configs(name))
    for folder in sorted((home() / "weights").glob("*/")):
        if f'"{folder.name}"' in content:
            yield from sorted(file for file in folder.rglob("*") if file.is_file())


def _assemble(name: str, target: Path, wanted: str) -> None:
    """Build beside the target and swap, so that a kill never leaves half a model."""
    from spacy.util import load_config, load_model_from_config

    from pipeline.assembled import slim

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        config = load_config(_configs(name)[0])
        for variant in _configs(name)[1:]:
            config = config.merge(load_config(variant))
        try:
            nlp: Language = load_model_from_config(config, auto_fill=True)
            nlp.initialize()
            slim(nlp)
        except ValueError as error:
            raise ModelError(f"{' + '.join(map(str, _configs(name)))}: {error}") from error
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
