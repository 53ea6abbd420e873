"""Which files of a folder are raw files."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["discover"]


def discover(root: Path) -> list[Path]:
    """Every file under `root` that is not hidden, sorted; a path that is no folder gives itself.

    Links to folders and folders that cannot be listed are given too, and so are files of unknown formats: `read` says
    what is wrong with them, so that nothing is passed over in silence.
    """
    if not root.is_dir():
        return [root]
    found: list[Path] = []

    def unlisted(error: OSError) -> None:
        found.append(Path(error.filename))

    for folder, below, files in os.walk(root, onerror=unlisted):
        below[:] = [name for name in below if not hidden(name)]
        links = [name for name in below if Path(folder, name).is_symlink()]
        found += [Path(folder, name) for name in (*files, *links) if not hidden(name)]
    return sorted(found)


def hidden(name: str) -> bool:
    """Whether a name marks a file as none of ours: dot files and editors' backups."""
    return name.startswith((".", "~$")) or name.endswith("~")
