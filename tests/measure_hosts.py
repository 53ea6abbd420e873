"""Measure how well herald tells the host of a centre, and fit the weights of the evidence.

    python tests/measure_hosts.py                     accuracy by language: as shipped, and cross-validated
    python tests/measure_hosts.py --fit               write pipeline/languages/xx/hosts.toml

Reads tests/cases/announcements, tests/cases/centres and tests/cases/hosting (and ../shared/announcements, where it is), runs the models on the
texts, and pairs their centres with those of the gold by their mentions. The model is a conditional logit over the bodies of a text and nobody; in
cross-validation all centres of a text lie in the same of ten folds. Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from unittest import mock

import bodies
from learnt import WEIGHTS, announced, centres, is_standard, meet, rows, said, to_fit
from logit import Case, accuracy, crossed, fit, written

from pipeline.centres import hosts
from pipeline.centres.sites import Site
from pipeline.judge import NOBODY
from pipeline.phrases import fold

TARGET = WEIGHTS / "hosts.toml"
HEAD = """# What each kind of evidence for a host weighs: log odds of a conditional logit over the bodies of a text and nobody.
# Written by `python tests/measure_hosts.py --fit`; do not edit.
[words.hosting]
"""

# For how many cases an announcement's of the standard counts in the fit.
STANDARD = 3

Heard = list[tuple[hosts.Testimony, Site, dict[str, frozenset[str]]]]


def cases() -> Iterator[Case]:
    """Every centre that was found in the open announcements and short cases, with the evidence for its host."""
    for language, name, gold in announced():
        yield from _announced(language, name, gold)
    for language, case in bodies.cases("centres"):
        yield from _short(language, case, partial(bodies.read, case["text"], language, case["published"]))
    for language, case in bodies.cases("hosting"):
        yield from _short(language, case, partial(said, language, case["text"]))


def _announced(language: str, name: str, gold: Mapping[str, Any]) -> Iterator[Case]:
    heard = _heard(partial(said, language, gold["text"]))
    for (testimony, site, told), right in zip(heard, centres([site for _, site, _ in heard], gold), strict=True):
        if right is not None:
            yield Case(language, name, told, _right(testimony, gold, right["host"]), _chosen(testimony, site))


def _short(language: str, case: Mapping[str, Any], read: Callable[[], object]) -> Iterator[Case]:
    known = rows(case)
    for testimony, site, told in _heard(read):
        host = known.get(site.name, [])[-1:]
        if host and host != ["?"]:
            right = _right(testimony, {"organisations": ()}, None if host == ["-"] else host[0])
            yield Case(language, case["text"], told, right, _chosen(testimony, site))


def _heard(read: Callable[[], object]) -> Heard:
    """What is asked about hosts while a text is read."""
    heard: Heard = []
    tell = hosts.Testimony.told

    def listen(self: hosts.Testimony, site: Site, home: str | None) -> dict[str, frozenset[str]]:
        told = tell(self, site, home)
        heard.append((self, site, told))
        return told

    with mock.patch.object(hosts.Testimony, "told", listen):
        read()
    return heard


def _chosen(testimony: hosts.Testimony, site: Site) -> str:
    return next((key for key, entity in testimony.entities.items() if entity["name"] == site.host.value), NOBODY)


def _right(testimony: hosts.Testimony, gold: Mapping[str, Any], host: str | None) -> frozenset[str]:
    """The keys of the bodies that are the host of the gold; none where none of them was found."""
    if host is None:
        return frozenset({NOBODY})
    named = {key for key, entity in testimony.entities.items() if fold(entity["name"]) == fold(host)}
    spans = [(x["start"], x["end"]) for body in gold["organisations"] if body["name"] == host for x in body["mentions"]]
    met = {f.entity for f in testimony.bodies if any(meet((f.start, f.end), span) for span in spans)}
    return frozenset(named or met)


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    seen = list(cases())
    print(f"{len(seen)} centres, {sum(NOBODY not in case.right for case in seen)} with a host; per cent right")
    print("shipped", accuracy(seen, [case.chosen for case in seen]))
    print("crossed", accuracy(seen, crossed(seen)))
    if fitting:
        read = [case for case in seen for _ in range(STANDARD if is_standard(case.text) else 1)]
        TARGET.write_text(HEAD + written(fit(read)), encoding="utf-8")


if __name__ == "__main__":
    main()
