"""Measure how well herald tells the country of a centre, and fit the weights of the evidence.

    python tests/measure_lands.py                     accuracy by language: as shipped, and cross-validated
    python tests/measure_lands.py --fit               write pipeline/languages/xx/lands.toml

Reads what `measure_hosts.py` reads. The model is a conditional logit over the countries that a text names or implies, and none.
Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any
from unittest import mock

import bodies
import learnt
from learnt import WEIGHTS, announced, miniatures, rows, said, to_fit
from logit import Case, accuracy, crossed, fit, written

from pipeline.centres import atlas
from pipeline.centres.atlas import Atlas
from pipeline.centres.sites import Site
from pipeline.components import centres
from pipeline.judge import NOBODY, Evidence

TARGET = WEIGHTS / "lands.toml"
HEAD = """# What each kind of evidence for the country of a centre weighs: log odds of a conditional logit over the countries of a text and none.
# Written by `python tests/measure_lands.py --fit`; do not edit.
[words.land]
"""
Heard = list[tuple[Site, dict[str, Evidence]]]


def cases() -> Iterator[Case]:
    """Every centre that was found in the open announcements and short cases, with the evidence for its country."""
    for language, name, gold in chain(announced(), miniatures()):
        heard = _heard(partial(said, language, gold["text"]))
        for (site, told), right in zip(heard, learnt.centres([site for site, _ in heard], gold), strict=True):
            if right is not None:
                yield Case(language, name, told, frozenset({right["country"] or NOBODY}), site.country.value or NOBODY)
    for language, case in bodies.cases("centres"):
        yield from _short(language, case)


def _short(language: str, case: Mapping[str, Any]) -> Iterator[Case]:
    known = rows(case)
    for site, told in _heard(lambda: bodies.read(case["text"], language, case["published"])):
        land = known.get(site.name, [])[2:3]
        if land and land != ["?"]:
            right = frozenset({NOBODY if land == ["-"] else land[0]})
            yield Case(language, case["text"], told, right, site.country.value or NOBODY)


def _heard(read: Callable[[], object]) -> Heard:
    """What is asked last about the country of each centre while a text is read."""
    tell, house = Atlas.told, atlas.housed
    asked: list[tuple[Site, dict[str, Evidence]]] = []

    def listen(self: Atlas, own: int) -> dict[str, set[str]]:
        told = tell(self, own)
        asked.append((self.sites[own], {}))
        return told

    def hear(told: Mapping[str, set[str]], host: str | None) -> dict[str, Evidence]:
        found = house(told, host)
        asked[-1] = (asked[-1][0], found)
        return found

    with mock.patch.object(Atlas, "told", listen), mock.patch.object(centres, "housed", hear):
        read()
    return asked


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    seen = list(cases())
    print(f"{len(seen)} centres; per cent right")
    print("shipped", accuracy(seen, [case.chosen for case in seen]))
    print("crossed", accuracy(seen, crossed(seen)))
    if fitting:
        # Short cases state a convention each, and count for three.
        stated = {case["text"] for _, case in bodies.cases("centres")}
        short = [case for case in seen if case.text in stated]
        TARGET.write_text(HEAD + written(fit([*seen, *short, *short])), encoding="utf-8")


if __name__ == "__main__":
    main()
