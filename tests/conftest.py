"""What all tests share: no network of any library, no deadlines on noisy machines, and the announcements outside the project."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import marked
import pytest
from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_HOME", str(Path(tempfile.gettempdir()) / "herald-tests" / "prefect"))
settings.register_profile("herald", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("herald")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "announcements"


def pytest_configure(config: pytest.Config) -> None:
    """Build the gold from its mark-up, once, before tests are collected."""
    if not hasattr(config, "workerinput"):
        marked.build()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The annotated announcements, which a user's checkout lacks."""
    if not SHARED.exists():
        pytest.skip("needs the annotated announcements, which are not part of the project")
    return SHARED
