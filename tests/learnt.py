"""What weights of evidence are learnt from: the open announcements with their gold, and ../shared/announcements where it is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from logit import LANGUAGES

from pipeline import extraction
from pipeline.centres.sites import Site
from pipeline.records import Announcement, Record

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared" / "announcements"
WEIGHTS = TESTS.parent / "pipeline" / "languages" / "xx"


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


def called(path: Path) -> str:
    """What an announcement is called, in folds and lists."""
    return f"{path.parent.name}/{path.name}"


def record(language: str, path: Path) -> Record:
    """What the pipeline reads in an announcement."""
    return said(language, path.read_text(encoding="utf-8"))


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
