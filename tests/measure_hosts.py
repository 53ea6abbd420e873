"""Measure how well herald tells the host of a centre, and fit the weights of the evidence.

    python tests/measure_hosts.py                     accuracy by language: as shipped, and cross-validated
    python tests/measure_hosts.py --fit               write pipeline/languages/xx/hosts.toml

Reads tests/cases/announcements and tests/cases/centres (and ../shared/announcements, where it is), runs the models on the
texts, and pairs their centres with those of the gold by their mentions. The model is a conditional logit over the bodies of a text and nobody; in
cross-validation all centres of a text lie in the same of ten folds. Takes some minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import bodies
from logit import LANGUAGES, Case, accuracy, crossed, fit, written

from pipeline import extraction
from pipeline.centres import hosts
from pipeline.centres.sites import Site
from pipeline.judge import NOBODY
from pipeline.phrases import fold
from pipeline.records import Announcement

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared" / "announcements"
TARGET = TESTS.parent / "pipeline" / "languages" / "xx" / "hosts.toml"
HEAD = """# What each kind of evidence for a host weighs: log odds of a conditional logit over the bodies of a text and nobody.
# Written by `python tests/measure_hosts.py --fit`; do not edit.
[words.hosting]
"""


Heard = list[tuple[hosts.Testimony, Site, dict[str, frozenset[str]]]]


def cases() -> Iterator[Case]:
    """Every centre that was found in the open announcements and short cases, with the evidence for its host."""
    for language, path, gold in announced():
        yield from _announced(language, path, gold)
    for language, case in bodies.cases("centres"):
        yield from _short(language, case)


def announced() -> Iterator[tuple[str, Path, Mapping[str, Any]]]:
    """Language, path and gold of every announcement from which weights may be learnt."""
    for language in LANGUAGES:
        own = TESTS / "cases" / "announcements" / language
        pairs = [(path, path.with_suffix(".json")) for path in sorted(own.glob("*.txt"))]
        for folder in (f"dev/{language}", *(["seeds"] if language == "en" else [])):
            texts = sorted((SHARED / folder).glob("*.txt"))
            pairs += [(path, SHARED / "gold" / folder / f"{path.stem}.json") for path in texts]
        for text, gold in pairs:
            yield language, text, json.loads(gold.read_text(encoding="utf-8"))


def centre(site: Site, gold: Mapping[str, Any]) -> int | None:
    """Which centre of the gold is named where a centre was found."""
    shared = [sum(_meet(m, (x["start"], x["end"])) for m in site.mentions for x in c["mentions"]) for c in gold["centres"]]
    best = max(range(len(shared)), key=shared.__getitem__, default=-1)
    return best if best >= 0 and shared[best] else None


def _announced(language: str, path: Path, gold: Mapping[str, Any]) -> Iterator[Case]:
    announcement = Announcement(source=str(path), text=path.read_text(encoding="utf-8"), language=language)
    done: set[int] = set()
    for testimony, site, told in _heard(lambda: extraction.record(announcement)):
        best = centre(site, gold)
        if best is None or best in done:
            continue
        done.add(best)
        text = f"{path.parent.name}/{path.name}"
        yield Case(language, text, told, _right(testimony, gold, gold["centres"][best]["host"]), _chosen(testimony, site))


def _short(language: str, case: Mapping[str, Any]) -> Iterator[Case]:
    rows = {name: fields for name, *fields in ([cell.strip() for cell in row.split("|")] for row in case["centres"])}
    for testimony, site, told in _heard(lambda: bodies.read(case["text"], language, case["published"])):
        host = rows.get(site.name, [])[3:4]
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
    return next((key for key, entity in testimony.entities.items() if entity["name"] == site.host), NOBODY)


def _right(testimony: hosts.Testimony, gold: Mapping[str, Any], host: str | None) -> frozenset[str]:
    """The keys of the bodies that are the host of the gold; none where none of them was found."""
    if host is None:
        return frozenset({NOBODY})
    named = {key for key, entity in testimony.entities.items() if fold(entity["name"]) == fold(host)}
    spans = [(x["start"], x["end"]) for body in gold["organisations"] if body["name"] == host for x in body["mentions"]]
    met = {f.entity for f in testimony.bodies if any(_meet((f.start, f.end), span) for span in spans)}
    return frozenset(named or met)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fit", action="store_true", help="write the weights of the evidence")
    wanted = parser.parse_args()
    seen = list(cases())
    print(f"{len(seen)} centres, {sum(NOBODY not in case.right for case in seen)} with a host; per cent right")
    print("shipped", accuracy(seen, [case.chosen for case in seen]))
    print("crossed", accuracy(seen, crossed(seen)))
    if wanted.fit:
        TARGET.write_text(HEAD + written(fit(seen)), encoding="utf-8")


if __name__ == "__main__":
    main()
