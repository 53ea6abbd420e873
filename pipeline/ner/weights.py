"""Where trained weights lie."""

from __future__ import annotations

from pathlib import Path

import pipeline
from pipeline.errors import ModelError

ROOT = Path(pipeline.__file__).parents[1] / "models" / "weights"


def folder(name: str, root: Path = ROOT) -> Path:
    """Find a folder of weights: an absolute path as it is, anything else under `models/weights`.

    Raises:  ModelError, naming the folders that are there.
    """
    found = root / name
    if not found.is_dir():
        known = sorted(path.parent.name for path in root.glob("*/README.md"))
        raise ModelError(f"{found}: no such weights; there are {', '.join(known) or 'none'}")
    return found
