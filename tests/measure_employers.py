"""Measure how well herald tells at which body a post is held of which its expression names none, and fit the weights of the evidence.

    python tests/measure_employers.py                 accuracy by language, cross-validated
    python tests/measure_employers.py --fit           write pipeline/languages/xx/employers.toml

Reads all open announcements, lessons and miniatures, the sentences of `cases/people`, and the announcements of ../shared where they
are; `TIMES` says how often some of these count. The model is a conditional logit over the bodies of a text and none; posts whose body was
not found teach nothing. Takes ten minutes on four processors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest import mock

import persons
from learnt import GOLD, SHARED, WEIGHTS, announced, meet, miniatures, said, to_fit
from logit import LANGUAGES, Case, accuracy, crossed, fit, written

from pipeline import gold
from pipeline.judge import NOBODY, Evidence
from pipeline.persons.employers.bodies import Body
from pipeline.persons.employers.surmised import Surmises
from pipeline.persons.holders.links import Placed
from pipeline.persons.titles.grammar import Title
from pipeline.phrases import fold as folded

TARGET = WEIGHTS / "employers.toml"
HEAD = """# What speaks for a body as the place of a post of which its expression names none: log odds of a conditional logit over all bodies and none.
# Written by `python tests/measure_employers.py --fit`; do not edit.
[words.employ]
"""
LESSONS, SHORT, OTHERS, STANDARD = "lessons", "sentences", "others", "the standard"
TIMES = {LESSONS: 1, SHORT: 8, OTHERS: 1, STANDARD: 5}

Asked = tuple[Surmises, Title, Placed, dict[str, Evidence]]


def cases(language: str) -> list[Case]:
    """Every such post of a language whose body was found, or that has none, with the evidence for each body."""
    found = [case for name, record in _records(language) for case in _of_record(language, name, record)]
    for number, case in enumerate(case for own, case in persons.cases(posts=True) if own == language):
        with _heard() as heard:
            persons.read(case, language)
        found += [one for asked in heard if (one := _short(language, f"{SHORT}/{language}/{number}", case, asked)) is not None]
    return found


def _records(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for own, name, record in (*announced(), *miniatures()):
        if own == language:
            yield name, record
    yield from gold.read(GOLD / "lessons" / f"{language}.jsonl")


@contextmanager
def _heard() -> Iterator[list[Asked]]:
    """What is asked while this lasts."""
    heard: list[Asked] = []
    tell = Surmises.told

    def hear(self: Surmises, title: Title, holder: Placed, points: Mapping[str, Body | None]) -> dict[str, Evidence]:
        heard.append((self, title, holder, tell(self, title, holder, points)))
        return heard[-1][-1]

    with mock.patch.object(Surmises, "told", hear):
        yield heard


def _of_record(language: str, name: str, record: Mapping[str, Any]) -> Iterator[Case]:
    with _heard() as heard:
        said(language, record["text"])
    whole = [asked for asked in heard if asked[0].scene.text == record["text"]]
    for text, title, holder, told in whole:
        if text is not whole[-1][0]:
            continue  # the first reading
        tokens = text.scene.tokens
        core = tokens[title.core_first].start, tokens[title.core_last - 1].end
        own = tokens[holder.first].start, tokens[holder.last - 1].end
        bodies = {
            post["organisation"] or NOBODY
            for person in record["people"]
            if any(meet(own, (m["start"], m["end"])) for m in person["mentions"])
            for post in person["positions"]
            if meet(core, (post["start"], post["end"]))
        }
        right = {found for body in bodies if (found := _found(text, record, body)) is not None}
        if right:
            yield Case(language, name, told, frozenset(right), NOBODY)


def _found(text: Surmises, record: Mapping[str, Any], body: str) -> str | None:
    """The name by which a body of the gold was found: the same, else that of what shares most mentions with it; None where nothing does."""
    if body == NOBODY:
        return body
    same = next((name for name in text.counts if folded(name) == folded(body)), None)
    gold = [one for group in ("organisations", "centres") for one in record[group] if one["name"] == body]
    mentions = [(m["start"], m["end"]) for one in gold for m in one["mentions"]]
    tokens = text.scene.tokens
    shared = Counter(
        one.name
        for one in text.bodies
        if one.last and any(meet((tokens[one.first].start, tokens[one.last - 1].end), m) for m in mentions)
    )
    return same or next((name for name, _ in shared.most_common(1)), None)


def _short(language: str, name: str, case: Mapping[str, Any], asked: Asked) -> Case | None:
    """The question of a short case, whose rows say name, title and body; None where they do not tell which is meant."""
    text, title, holder, told = asked
    words = _stems(text.scene.between(title.first, title.last))
    own = _stems(text.scene.between(holder.first, holder.last))
    rows = [[cell.strip() for cell in row.split("|")] for row in case["positions"]]
    bodies = {row[2] for row in rows if own & _stems(row[0]) and words & _stems(row[1])}
    right = {NOBODY if body == "-" else body for body in bodies}
    return Case(language, name, told, frozenset(right), NOBODY) if len(right) == 1 and right <= told.keys() else None


def _stems(words: str) -> set[str]:
    return {word[:4] for word in folded(words).split()} if words.isascii() or " " in words else set(words)


def _sort(case: Case) -> str:
    return (
        STANDARD
        if case.text.startswith(str(SHARED))
        else next((s for s in (LESSONS, SHORT) if case.text.startswith(s)), OTHERS)
    )


def main() -> None:
    """Print the accuracy; with --fit write the weights."""
    fitting = to_fit(__doc__)
    with ProcessPoolExecutor() as processes:
        found = [case for some in processes.map(cases, LANGUAGES) for case in some]
    weighed = [case for case in found for _ in range(TIMES[_sort(case)])]
    chosen = list(zip(weighed, crossed(weighed), strict=True))
    for sort in TIMES:
        own = [(case, choice) for case, choice in chosen if _sort(case) == sort]
        if own:
            print(f"{sort:13}{accuracy(*zip(*own, strict=True))}")
    if fitting:
        TARGET.write_text(HEAD + written(fit(weighed)), encoding="utf-8")


if __name__ == "__main__":
    main()
