"""Measure how well herald tells when a text was published, and fit the weights of the evidence.

    python tests/measure_published.py                 accuracy by language: as shipped, and cross-validated; what goes wrong
    python tests/measure_published.py --fit           write pipeline/languages/xx/published.toml

Reads tests/cases/announcements and tests/cases/dates/published.toml (and ../shared/announcements, where it is). No model is
needed: dates of other announcements that a page lists, which the pipeline knows, are candidates here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import learnt
from learnt import TESTS, WEIGHTS, to_fit
from logit import LANGUAGES, Case, accuracy, crossed, fit, written
from measure_dates import articles

from pipeline import lexicon
from pipeline.dates.finder import analyse
from pipeline.dates.published import nameable, questioned, standing
from pipeline.dates.resolve import by_itself
from pipeline.judge import NOBODY

DATES = TESTS / "cases" / "dates"
TARGET = WEIGHTS / "published.toml"
PENALTY, SEEN = 0.3, 3
_GOLD = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
HEAD = """# What each kind of evidence weighs for that a date of a text is that of its publication: log odds of a conditional logit over
# the full dates of a text and none. Written by `python tests/measure_published.py --fit`; do not edit.
[words.standing]
"""


def announced() -> Iterator[Case]:
    """The open announcements."""
    for language, name, gold in learnt.announced():
        yield _case(language, name, gold["text"], gold["published"])


def own() -> Iterator[Case]:
    """The project's own headers and footers."""
    cases = tomllib.loads((DATES / "published.toml").read_text(encoding="utf-8"))
    for language, texts in cases.items():
        for n, text in enumerate(texts):
            gold = _GOLD.search(text)
            yield _case(language, f"own/{language}{n}", _GOLD.sub(r"\1", text), gold[2] if gold else None)


def plain() -> Iterator[Case]:
    """Articles, and sentences that are near-misses of a rule, which do not state the date of their publication."""
    for language in LANGUAGES:
        for name, anchor, text in articles(language):
            yield _case(language, f"prose/{language}{name}", _GOLD.sub(r"\1", text), anchor)
        for rule in lexicon.read(language, "dates").rules:
            if rule.id.startswith(language):
                yield from (_case(language, f"{rule.id}/{n}", _GOLD.sub(r"\1", text), None) for n, text in enumerate(rule.no))


def _case(language: str, name: str, text: str, published: str | None) -> Case:
    analysis = analyse(text, language)
    readings = nameable(analysis.found)
    values = [str(by_itself(reading).value) for reading in readings]
    right = {str(k) for k, value in enumerate(values) if value == published} or {NOBODY}
    stated = standing(analysis.page, analysis.found)
    chosen = NOBODY if stated is None else str(readings.index(stated[0]))
    return Case(language, name, questioned(analysis.page, analysis.found, readings), frozenset(right), chosen)


def main() -> None:
    """Print the accuracies; with --fit write the weights."""
    fitting = to_fit(__doc__)
    groups = {"announcements": list(announced()), "own cases": list(own()), "sentences": list(plain())}
    seen = [case for group in groups.values() for case in group]
    chosen = crossed(seen, PENALTY, SEEN)
    first = 0
    for name, group in groups.items():
        guesses = chosen[first : first + len(group)]
        first += len(group)
        print(f"{len(group)} {name}; per cent right")
        print("shipped", accuracy(group, [case.chosen for case in group]))
        print("crossed", accuracy(group, guesses))
        print("crossed wrong:", *(case.text for case, guess in zip(group, guesses, strict=True) if guess not in case.right))
    if fitting:
        TARGET.write_text(HEAD + written(fit(seen, PENALTY, SEEN)), encoding="utf-8")


if __name__ == "__main__":
    main()
