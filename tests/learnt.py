"""What weights of evidence are learnt from: the open announcements and miniatures with their gold, and ../shared/announcements where it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import marked
from logit import LANGUAGES

from pipeline import extraction, gold
from pipeline.centres.sites import Site
from pipeline.records import Announcement, Record

TESTS = Path(__file__).parent
GOLD, _ = marked.build()
SHARED = TESTS.parent.parent / "shared" / "announcements"
WEIGHTS = TESTS.parent / "pipeline" / "languages" / "xx"


def announced() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Language, name and gold of every announcement from which weights may be learnt."""
    for language in LANGUAGES:
        places = [GOLD / "announcements" / f"{language}.jsonl"]
        for folder in (f"dev/{language}", *(["seeds"] if language == "en" else [])):
            places += [SHARED / "gold" / folder] if SHARED.exists() else []
        for place in places:
            for name, record in gold.read(place):
                yield language, name, record


def is_standard(name: str) -> bool:
    """Whether an announcement is one of those with which the record was defined; elsewhere writers differ in what they take for a fact."""
    return name.startswith(str(SHARED))


def miniatures() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The same of the open miniatures."""
    for language in LANGUAGES:
        for name, record in gold.read(GOLD / "miniatures" / f"{language}.jsonl"):
            yield language, name, record


def said(language: str, text: str) -> Record:
    """What the pipeline reads in a text."""
    return extraction.record(Announcement(source="", text=text, language=language))


def centres(sites: Sequence[Site], gold: Mapping[str, Any]) -> Iterator[Mapping[str, Any] | None]:
    """For each centre that was found the one of the gold that is named there; None where there is none, or another had it."""
    done: set[int] = set()
    for site in sites:
        shared = [sum(meet(m, (x["start"], x["end"])) for m in site.mentions for x in c["mentions"]) for c in gold["centres"]]
        best = max(range(len(shared)), key=shared.__getitem__, default=-1)
        fresh = best >= 0 and shared[best] > 0 and best not in done
        yield gold["centres"][best] if fresh else None
        done |= {best} if fresh else set()


def rows(case: Mapping[str, Any]) -> dict[str, list[str]]:
    """The name of each centre of a short case, with its cells."""
    return {name: cells for name, *cells in ([cell.strip() for cell in row.split("|")] for row in case["centres"])}


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def to_fit(doc: str) -> bool:
    """Whether the command line asks for new weights."""
    parser = argparse.ArgumentParser(description=doc.partition("\n")[0])
    parser.add_argument("--fit", action="store_true", help="write the weights of the evidence")
    return bool(parser.parse_args().fit)
