"""Measure how well herald tells who holds a title that no rule links to a name, and fit the weights of the evidence.

    python tests/measure_holders.py                   how many are given, and the share that is right: cross-validated
    python tests/measure_holders.py --fit             write pipeline/languages/xx/holders.toml

Reads the lessons behind number `LEARNT`. The titles are those that the second reading tells, which should err as it will on the next
text: fit only with networks that have not learnt from these lessons (`herald train reader --unread` with the first ones alone). With the
shipped networks, which learnt from all, what is printed flatters. The model is a conditional logit over the persons of a text and
nobody. Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

from learnt import GOLD, WEIGHTS, meet, said, to_fit
from logit import LANGUAGES, Case, fit, judged, written

from pipeline import gold
from pipeline.judge import NOBODY, Judge
from pipeline.persons.holders.links import Link
from pipeline.persons.holders.surmised import Surmises

TARGET = WEIGHTS / "holders.toml"
# The networks with which the shipped weights were fitted had learnt from the lessons numbered so far.
LEARNT = 1700
HEAD = """# What speaks for a person as holder of a title that no rule links to a name: log odds of a conditional logit over all persons and nobody.
# Written by `python tests/measure_holders.py --fit`; do not edit.
[words.surmise]
"""
FLOORS = (0.4, 0.5, 0.6, 0.7)


def cases() -> Iterator[Case]:
    """Every title of these lessons that is open, with the evidence for each person."""
    by_rules = Surmises.links_by
    for language in LANGUAGES:
        for name, record in gold.read(GOLD / "lessons" / f"{language}.jsonl"):
            if int(name.rpartition("#")[2]) <= LEARNT:
                continue
            heard: list[Surmises] = []

            def hear(self: Surmises, judge: Judge) -> Iterator[Link]:
                heard.append(self)  # noqa: B023
                return by_rules(self, judge)

            with mock.patch.object(Surmises, "links_by", hear):
                said(language, record["text"])
            for one in heard:
                if one.scene.text == record["text"]:
                    yield from (_case(language, name, one, number, record) for number in one.open())


def _case(language: str, name: str, heard: Surmises, number: int, record: Mapping[str, Any]) -> Case:
    tokens, title = heard.scene.tokens, heard.titles[number]
    core = tokens[title.core_first].start, tokens[title.core_last - 1].end
    holders = [p for p in record["people"] if any(meet(core, (q["start"], q["end"])) for q in p["positions"])]
    mentions = [(m["start"], m["end"]) for holder in holders for m in holder["mentions"]]
    right = {
        person
        for placed, person in zip(heard.names, heard.persons, strict=True)
        if any(meet((tokens[placed.first].start, tokens[placed.last - 1].end), mention) for mention in mentions)
    }
    return Case(language, name, heard.told(number), frozenset(right or {NOBODY}), NOBODY)


def main() -> None:
    """Print how many are given and right; with --fit write the weights."""
    fitting = to_fit(__doc__)
    seen = list(cases())
    print(f"{len(seen)} open titles; {sum(NOBODY not in case.right for case in seen)} with a holder who is found")
    chosen = [(case, *judge.decide(case.told)) for case, judge in zip(seen, judged(seen), strict=True)]
    for floor in FLOORS:
        given = [holder in case.right for case, holder, chance in chosen if holder is not None and chance >= floor]
        print(f"from {floor}: {len(given)} given, {100 * sum(given) / max(1, len(given)):.1f} per cent right")
    if fitting:
        TARGET.write_text(HEAD + written(fit(seen)), encoding="utf-8")


if __name__ == "__main__":
    main()
