"""Measure how well herald tells the status of a centre and its date, and fit the weights of the evidence.

    python tests/measure_courses.py                   accuracy by language: as shipped, and cross-validated
    python tests/measure_courses.py --fit             write pipeline/languages/xx/courses.toml

Reads what `measure_hosts.py` reads. The model is a conditional logit over all pairs of a status and a date of the text, or no
date; in cross-validation all centres of a text lie in the same of ten folds. Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any
from unittest import mock

import bodies
from learnt import WEIGHTS, announced, centres, is_standard, miniatures, rows, said, to_fit
from logit import Case, accuracy, fit, judged, written

from pipeline.centres import courses
from pipeline.centres.courses import Course, Pair
from pipeline.centres.sites import Found, Site
from pipeline.judge import NOBODY, Evidence

TARGET = WEIGHTS / "courses.toml"
HEAD = """# What each kind of evidence for the status of a centre and its date weighs: log odds of a conditional logit over all pairs of both.
# Written by `python tests/measure_courses.py --fit`; do not edit.
[words.course]
"""
ANY = "?"
# For how many cases a short one counts in the fit, and an announcement's of the standard.
SHORT, STANDARD = 14, 6


@dataclass(frozen=True, slots=True)
class Gold:
    """Status and date of a centre, `ANY` for what a short case leaves open, and what was chosen for it."""

    status: str
    date: str
    chosen: Pair


Heard = list[tuple[Site, dict[Pair, Evidence], Pair]]


def cases() -> Iterator[tuple[Case, Gold]]:
    """Every centre that was found in the open announcements and short cases, with the evidence for its course."""
    for language, name, gold in chain(announced(), miniatures()):
        heard = _heard(partial(said, language, gold["text"]))
        for (_, told, chosen), fields in zip(heard, centres([site for site, *_ in heard], gold), strict=True):
            if fields is not None:
                right = Gold(fields["status"], fields["date"] or NOBODY, chosen)
                yield _case(language, name, told, right), right
    for language, case in [*bodies.cases("centres"), *bodies.cases("centres", "open")]:
        yield from _short(language, case)


def _short(language: str, case: Mapping[str, Any]) -> Iterator[tuple[Case, Gold]]:
    known = rows(case)
    for site, told, chosen in _heard(lambda: bodies.read(case["text"], language, case["published"])):
        if site.name in known:
            status, date = (NOBODY if cell == "-" else cell for cell in known[site.name][:2])
            right = Gold(status, date, chosen)
            yield _case(language, case["text"], told, right), right


def _heard(read: Callable[[], object]) -> Heard:
    """What is asked about courses while a text is read."""
    heard: Heard = []
    tell, decide = Course.told, courses.decide
    asked: list[tuple[Site, dict[Pair, Evidence]]] = []

    def listen(self: Course, own: int) -> dict[Pair, Evidence]:
        asked.append((self.stages.sites[own], tell(self, own)))
        return asked[-1][1]

    def decided(*given: Any) -> tuple[Found, Found]:
        status, date = decide(*given)
        heard.append((*asked[-1], (str(status.value), date.value or NOBODY)))
        return status, date

    with mock.patch.object(Course, "told", listen), mock.patch.object(courses, "decide", decided):
        read()
    return heard


def _case(language: str, text: str, told: Mapping[Pair, Evidence], gold: Gold) -> Case:
    right = {pair for pair in told if gold.status in {ANY, pair[0]} and gold.date in {ANY, pair[1]}}
    keys = {pair: "|".join(pair) for pair in told}
    return Case(language, text, {keys[pair]: told[pair] for pair in told}, frozenset(keys[pair] for pair in right), NOBODY)


def _report(name: str, cases: Sequence[Case], gold: Sequence[Gold], chosen: Sequence[Pair]) -> None:
    for field, at in (("status", 0), ("date", 1)):
        rows = [(case, getattr(own, field), pair[at]) for case, own, pair in zip(cases, gold, chosen, strict=True)]
        known = [(replace(case, right=frozenset({right})), choice) for case, right, choice in rows if right != ANY]
        print(f"{field:6} {name}", accuracy([case for case, _ in known], [choice for _, choice in known]))


def _times() -> Callable[[Case], int]:
    """For how many a case counts: short ones state a convention each, and what the announcements of the standard have is meant so."""
    stated = {case["text"] for _, case in bodies.cases("centres")}
    return lambda case: SHORT if case.text in stated else STANDARD if is_standard(case.text) else 1


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    both = list(cases())
    seen, gold = [case for case, _ in both], [own for _, own in both]
    print(f"{len(seen)} centres; per cent right")
    _report("shipped", seen, gold, [own.chosen for own in gold])
    chosen, times = [], _times()
    for case, judge in zip(seen, judged(seen, times=times), strict=True):
        pairs = {tuple(key.split("|")): evidence for key, evidence in case.told.items()}
        status, date = (found.value for found in courses.decide(judge, pairs))
        chosen.append((status, date or NOBODY))
    _report("crossed", seen, gold, chosen)
    standard = [n for n, case in enumerate(seen) if is_standard(case.text)]
    if standard:
        _report("crossed, standard", *([rows[n] for n in standard] for rows in (seen, gold, chosen)))
    if fitting:
        TARGET.write_text(HEAD + written(fit([case for case in seen for _ in range(times(case))])), encoding="utf-8")


if __name__ == "__main__":
    main()
