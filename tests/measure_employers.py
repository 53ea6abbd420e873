"""Measure how well herald tells the body of a post whose words name none, and fit the weights of the evidence.

    python tests/measure_employers.py                     accuracy by language: as shipped, and cross-validated
    python tests/measure_employers.py --fit               write pipeline/languages/xx/employers.toml

Reads tests/cases/announcements, miniatures and tests/cases/people (and ../shared/announcements, where it is), runs the models on the
texts, and pairs the posts whose bodies they weigh with those of the gold by their places. The model is a conditional logit over the bodies of a text
and none; in cross-validation all posts of a text lie in the same of ten folds. Takes some minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from unittest import mock

import persons
from learnt import WEIGHTS, announced, meet, miniatures, said, to_fit
from logit import Case, accuracy, crossed, fit, written

from pipeline.judge import NOBODY, Evidence
from pipeline.persons.employers.claimants import Claimants, Office
from pipeline.persons.holders.links import Placed
from pipeline.persons.titles.grammar import Title
from pipeline.phrases import fold

TARGET = WEIGHTS / "employers.toml"
HEAD = """# What each kind of evidence for the body of a post weighs whose words name none: log odds of a conditional logit over the bodies of a text and none.
# Written by `python tests/measure_employers.py --fit`; do not edit.
[words.employing]
"""

# How often cases count: those of the texts from this number on, which the rules were not made with, short cases, and others.
FRESH, WEIGHTS_OF = 921, {"fresh": 4, "short": 3, "known": 1}

Span = tuple[int, int]
# The characters of the title and of its holder, what the rules suppose, and the evidence.
Heard = list[tuple[Span, Span, str, dict[str, Evidence]]]


def cases() -> Iterator[Case]:
    """Every post whose body is weighed and that the gold has too."""
    for language, name, gold in announced():
        yield from _announced(language, name, gold)
    for language, name, gold in miniatures():
        yield from _announced(language, name, gold)
    for language, case in persons.cases(posts=True):
        yield from _short(language, case)


def _announced(language: str, name: str, gold: Mapping[str, Any]) -> Iterator[Case]:
    for title, holder, supposed, told in _heard(partial(said, language, gold["text"])):
        if right := _right(gold, title, holder, told):
            yield Case(language, name, told, right, supposed)


def _short(language: str, case: Mapping[str, Any]) -> Iterator[Case]:
    rows = [[cell.strip() for cell in row.split("|")] for row in case["positions"]]
    text = case["text"]
    for title, holder, supposed, told in _heard(partial(persons.read, case, language)):
        # An inflected name is told by its last letters.
        alike = [body for name, post, body in rows if text[slice(*holder)][:4] in name and _said(post, text[slice(*title)])]
        if len(set(alike)) == 1:
            right = NOBODY if alike[0] == "-" else alike[0]
            yield Case(language, text, told, frozenset({right}), supposed)


def _said(post: str, written: str) -> bool:
    return fold(post)[:4] in fold(written)


def _heard(read: Callable[[], object]) -> Heard:
    """What is asked about the bodies of posts while a text is read."""
    heard: Heard = []
    tell = Claimants.told

    def listen(self: Claimants, title: Title, holder: Placed, office: Office) -> dict[str, Evidence]:
        told = tell(self, title, holder, office)
        tokens = self.standings.scene.tokens
        spans = [
            (tokens[first].start, tokens[last - 1].end)
            for first, last in ((title.first, title.last), (holder.first, holder.last))
        ]
        heard.append((spans[0], spans[1], office.supposed[0] or NOBODY, told))
        return told

    with mock.patch.object(Claimants, "told", listen):
        read()
    return heard


def _right(gold: Mapping[str, Any], title: Span, holder: Span, told: Mapping[str, Evidence]) -> frozenset[str]:
    """The body of the gold as it is called here, none where the post has none there; nothing where the gold lacks the post."""
    for person in gold["people"]:
        if not any(meet(holder, (m["start"], m["end"])) for m in person["mentions"]):
            continue
        for post in person["positions"]:
            if meet(title, (post["start"], post["end"])):
                body = post["organisation"]
                return frozenset({NOBODY} if body is None else {name for name in told if fold(name) == fold(body)} or {body})
    return frozenset()


def counted(cases: Sequence[Case]) -> list[Case]:
    """Each case as often as it counts: what the rules suppose is right less often where they were not made with the text."""
    return [case for case in cases for _ in range(WEIGHTS_OF[_sort(case.text)])]


def _sort(text: str) -> str:
    number = re.search(r"#(\d+)\Z", text)
    if number is None:
        return "known" if text.endswith(".json") else "short"
    return "fresh" if int(number[1]) >= FRESH else "known"


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    seen = list(cases())
    print(f"{len(seen)} posts, {sum(NOBODY not in case.right for case in seen)} with a body; per cent right")
    print("shipped", accuracy(seen, [case.chosen for case in seen]))
    print("crossed", accuracy(seen, crossed(seen, counted=counted)))
    if fitting:
        TARGET.write_text(HEAD + written(fit(counted(seen))), encoding="utf-8")


if __name__ == "__main__":
    main()
