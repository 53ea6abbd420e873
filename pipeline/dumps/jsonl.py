"""JSON Lines: one entity a line, with its values, its timeline, its statements and their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.dumps.everything import proven, whole
from pipeline.registry.facade import Registry

__all__ = ["write"]


def write(registry: Registry, path: Path) -> None:
    """Write the file `path`, UTF-8 unescaped."""
    with whole(path) as stream:
        for entity, statements, sources in proven(registry):
            line: dict[str, Any] = {"entity": entity.model_dump(mode="json")}
            for name, parts in (
                ("timeline", registry.timeline(entity.id)),
                ("statements", statements),
                ("sources", sources),
            ):
                line[name] = [part.model_dump(mode="json") for part in parts]
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
