"""The running service against its own description: schemathesis makes requests from it, right and wrong, and checks the answers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.registry.facade import Registry
from tests.api_server import serving
from tests.registry_story import build, opening_in_naryn

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("registry")]

FORM = """
[[operations]]
include-name = "POST /reconcile"

# The form's fields are JSON in strings, which the tool cannot make: most of what it holds for right is refused, as it should be.
[operations.checks]
positive_data_acceptance.expected-statuses = ["2xx", "422"]
"""
PATHS = {
    "/centres/{id}": "centre",
    "/people/{id}": "person",
    "/organisations/{id}": "organisation",
    "/positions/{id}": "position",
    "/why/{id}": "centre",
    "/timeline/{id}": "position",
    "/reconcile/preview/{id}": "person",
}


def test_no_answer_breaks_the_description(tmp_path: Path) -> None:
    registry = Registry.open(build(tmp_path / "processed", [opening_in_naryn()]))
    known = "".join(
        f'\n[[operations]]\ninclude-name = "GET {path}"\nparameters = {{ "path.id" = "{registry.entities(kind).entities[-1].id}" }}\n'
        for path, kind in PATHS.items()
    )
    (tmp_path / "schemathesis.toml").write_text(FORM + known, "utf-8")
    with serving(tmp_path / "processed") as client:
        done = subprocess.run(
            [
                *(Path(sys.executable).with_name("schemathesis"), "--config-file", tmp_path / "schemathesis.toml"),
                *("run", f"{client.base_url}/openapi.json", "--phases", "examples,coverage,fuzzing", "--max-examples", "25"),
                *("--generation-deterministic", "--request-timeout", "30", "--no-color", "--continue-on-failure"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "❌" not in done.stdout
    assert re.search(r"Selected: (\d\d)/\1\n +Tested: \1\n", done.stdout), done.stdout
