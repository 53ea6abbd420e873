"""Measure how well herald tells in which country a body is at home, and fit the weights of the evidence.

    python tests/measure_homes.py                     accuracy by language: as shipped, and cross-validated
    python tests/measure_homes.py --fit               write pipeline/languages/xx/homes.toml

Reads the open announcements, with those of ../shared where they are. The model is a conditional logit over the countries that a text
names or implies, and none. Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unittest import mock

from learnt import WEIGHTS, announced, said, to_fit
from logit import Case, accuracy, crossed, fit, judged, written

from pipeline.centres import homes
from pipeline.centres.atlas import Atlas
from pipeline.centres.sites import Site
from pipeline.judge import NOBODY, Evidence
from pipeline.phrases import fold

TARGET = WEIGHTS / "homes.toml"
HEAD = """# What each kind of evidence for the home of a body weighs: log odds of a conditional logit over the countries of a text and none.
# Written by `python tests/measure_homes.py --fit`; do not edit.
[words.home]
"""


def cases() -> Iterator[Case]:
    """Every body that was found in the open announcements, with the evidence for its country."""
    for language, name, gold in announced():
        heard: list[tuple[str, dict[str, Evidence]]] = []
        tell = homes.told

        def hear(atlas: Atlas, own: int, body: Mapping[str, Any], centres: Sequence[Site]) -> dict[str, Evidence]:
            heard.append((body["name"], tell(atlas, own, body, centres)))  # noqa: B023
            return heard[-1][1]  # noqa: B023

        with mock.patch.object(homes, "told", hear):
            found = {fold(body.name): body.country for body in said(language, gold["text"]).organisations}
        known = {fold(body["name"]): body["country"] for body in gold["organisations"]}
        for body, told in heard:
            if (key := fold(body)) in known and key in found:
                yield Case(language, name, told, frozenset({known[key] or NOBODY}), found[key] or NOBODY)


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    seen = list(cases())
    print(f"{len(seen)} bodies; per cent right")
    print("shipped", accuracy(seen, [case.chosen for case in seen]))
    print("crossed", accuracy(seen, crossed(seen)))
    sure = [homes.decide(judge, case.told).value or NOBODY for case, judge in zip(seen, judged(seen), strict=True)]
    print("crossed, where likely enough", accuracy(seen, sure))
    given = [choice in case.right for case, choice in zip(seen, sure, strict=True) if choice]
    print(f"countries given: {len(given)}, right {100 * sum(given) / len(given):.1f}")
    if fitting:
        TARGET.write_text(HEAD + written(fit(seen)), encoding="utf-8")


if __name__ == "__main__":
    main()
