"""Who houses a centre, said in many ways: the share of cases/hosting that is right stays above a floor in each language.

The cases are phrasings, not texts that herald must get right one by one: what is fitted to open announcements gets some wrong.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from learnt import rows, said

from pipeline.phrases import fold

CASES = Path(__file__).parent / "cases" / "hosting"
# The share of the centres that are found with their host, a little under what was measured.
FLOORS = {"en": 0.61, "fr": 0.58, "es": 0.58, "ru": 0.58, "zh": 0.6, "ar": 0.63}


def share(language: str) -> float:
    right = []
    for case in tomllib.loads((CASES / f"{language}.toml").read_text(encoding="utf-8"))["case"]:
        found = {fold(centre.name): centre.host or "-" for centre in said(language, case["text"]).centres}
        right += [fold(found.get(fold(name), "")) == fold(host) for name, (host,) in rows(case).items()]
    return sum(right) / len(right)


@pytest.mark.parametrize(("language", "floor"), FLOORS.items())
def test_hosts_stay_above_their_floor(language: str, floor: float) -> None:
    assert share(language) >= floor


if __name__ == "__main__":
    print({language: round(share(language), 3) for language in FLOORS})
