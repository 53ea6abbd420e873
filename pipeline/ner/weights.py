"""Where trained weights lie: `weights/` in the folder of the model configs."""

from __future__ import annotations

import os
from pathlib import Path

import pipeline
from pipeline.errors import ModelError

PACKAGE = Path(pipeline.__file__).parent


def root() -> Path:
    """Find the folder of all weights: under `HERALD_MODELS`, else under `models/` beside the package or inside it."""
    given = os.environ.get("HERALD_MODELS")
    places = [Path(given)] if given else [PACKAGE.parent / "models", PACKAGE / "models"]
    return next((place / "weights" for place in places if (place / "weights").is_dir()), places[0] / "weights")


def folder(name: str) -> Path:
    """Find one folder of weights: an absolute path as it is, a cached hub model by its name, else one under `root()`.

    Raises:  ModelError, naming the folders that are there.
    """
    found = root() / name
    if name and found.is_dir():
        return found
    if name.count("/") == 1 and (cached := _from_hub(name)):
        return cached
    known = sorted(path.parent.name for path in root().glob("*/README.md"))
    raise ModelError(f"{found}: no such weights {name!r}; there are {', '.join(known) or 'none'}")


def _from_hub(name: str) -> Path | None:
    """Find a model that this machine has from the Hugging Face hub; herald itself never downloads one."""
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError
    except ImportError:
        return None
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError):
        return None
