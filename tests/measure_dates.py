"""Score the date engine on the project's own prose, expressions and texts without dates.

    python tests/measure_dates.py [LANGUAGE ...]             a table; with --errors what went wrong, too
    python tests/measure_dates.py --reliability              confidence against the share that is right, by rule
    python tests/measure_dates.py --calibrate                `[words.measured]` for languages/xx/dates.toml

Reads tests/cases/dates: `prose/` (whole articles, F1: spans overlap, values equal), `unseen/` (the same, by people who did not know the rules), `expressions/` (one date each, right
if exactly one mention has the value), `sentences/` (a day of writing and a sentence with one stretch in brackets, by the
same: right if a mention in it has the value, or none where that is `-`) and `none.toml` (texts without a date: every mention is a
false alarm).
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import marked

from pipeline import gold
from pipeline.dates import DateMention, find
from pipeline.dates.automaton import DateRule
from pipeline.dates.resolve import SUREST
from pipeline.dates.vocabulary import vocabulary

CASES = Path(__file__).parent / "cases" / "dates"
_GOLD = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")

Gold = tuple[int, int, str]


def inline(text: str) -> tuple[str, list[Gold]]:
    """A text without its inline gold, and the gold: start, end, value."""
    plain, spans, last = "", [], 0
    for match in _GOLD.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain, last = plain + match[1], match.end()
    return plain + text[last:], spans


def dated(text: str, language: str, anchor: str | None) -> list[DateMention]:
    """The mentions that have a value."""
    return [mention for mention in find(text, language, anchor) if mention.value is not None]


@dataclass(slots=True)
class Tally:
    """Counts of one language and kind, and a line for each error."""

    right: int = 0
    gold: int = 0
    found: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was to be found and nothing was."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


def judged(text: str, gold: list[Gold], mentions: list[DateMention]) -> list[tuple[DateMention, bool]]:
    """Each mention with whether some span of the gold overlaps it and has its value; each gold counts once."""
    left = list(gold)
    found = []
    for mention in mentions:
        hit = next((g for g in left if mention.start < g[1] and g[0] < mention.end and mention.value == g[2]), None)
        if hit:
            left.remove(hit)
        found.append((mention, hit is not None))
    return found


def articles(language: str, folder: str = "prose") -> Iterator[tuple[str, str | None, str]]:
    """Name, anchor and marked text of every article of a language."""
    path = CASES / folder / f"{language}.toml"
    for article in tomllib.loads(path.read_text(encoding="utf-8"))["articles"]:
        yield article["name"], article.get("anchor"), article["text"]


def prose(language: str, folder: str = "prose") -> Tally:
    """The engine on whole articles."""
    tally = Tally()
    for name, anchor, raw in articles(language, folder):
        text, gold = inline(raw)
        pairs = judged(text, gold, dated(text, language, anchor))
        hits = [mention for mention, right in pairs if right]
        tally.right += len(hits)
        tally.gold += len(gold)
        tally.found += len(pairs)
        missed = [g for g in gold if not any(m.start < g[1] and g[0] < m.end and m.value == g[2] for m in hits)]
        tally.errors += [f"{name}: missed {text[a - 30 : a]}[{text[a:b]}] = {value}" for a, b, value in missed]
        tally.errors += [_wrong(name, text, mention) for mention, right in pairs if not right]
    return tally


def _wrong(name: str, text: str, mention: DateMention) -> str:
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.end : mention.end + 20]
    return f"{name}: wrong {before}[{text[mention.start : mention.end]}]{after} = {mention.value} ({mention.rule})"


def expressions(language: str) -> Tally:
    """The engine on one expression at a time."""
    tally = Tally()
    sections = tomllib.loads((CASES / "expressions" / f"{language}.toml").read_text(encoding="utf-8"))
    anchor = sections.pop("anchor")
    for line in (line for lines in sections.values() for line in lines):
        text, _, value = line.rpartition("|")
        mentions = dated(text, language, anchor)
        right = [mention.value for mention in mentions] == [value]
        tally.right += right
        tally.gold += 1
        tally.found += 1
        if not right:
            tally.errors.append(f"{line}: " + ", ".join(f"{text[m.start : m.end]} = {m.value} ({m.rule})" for m in mentions))
    return tally


def sentences(language: str) -> Tally:
    """The engine on one date, or one stretch that is none, in a sentence."""
    tally = Tally()
    for line in (CASES / "sentences" / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        anchor, _, raw = line.partition("\t")
        text, [(start, end, value)] = inline(raw)
        said = {mention.value for mention in dated(text, language, anchor) if mention.start < end and start < mention.end}
        right = not said if value == "-" else value in said
        tally.right += right
        tally.gold += 1
        tally.found += 1
        if not right:
            tally.errors.append(f"{line}: {said}")
    return tally


def none(language: str) -> Tally:
    """The engine on texts without a date."""
    tally = Tally()
    texts = tomllib.loads((CASES / "none.toml").read_text(encoding="utf-8"))
    for text in texts[language]:
        for mention in dated(text, language, "2024-03-14"):
            tally.found += 1
            tally.errors.append(_wrong("none", text, mention))
    return tally


def heard(language: str) -> Iterator[tuple[DateMention, bool]]:
    """Every mention in the articles, the texts without a date and the open announcements, and whether it is right."""
    for _, anchor, raw in articles(language):
        text, wanted = inline(raw)
        yield from judged(text, wanted, dated(text, language, anchor))
    for text in tomllib.loads((CASES / "none.toml").read_text(encoding="utf-8"))[language]:
        yield from judged(text, [], dated(text, language, "2024-03-14"))
    for _, record in gold.read(marked.build()[0] / "announcements" / f"{language}.jsonl"):
        wanted = [(date["start"], date["end"], date["value"]) for date in record["dates"]]
        # Clutter is not marked here: only mentions that some gold overlaps, or that stand in running text, are judged.
        found = dated(record["text"], language, record["published"])
        yield from judged(record["text"], wanted, [m for m in found if any(m.start < b and a < m.end for a, b, _ in wanted)])


def reliability(languages: Sequence[str]) -> None:
    """Print confidence beside the share that is right, by group of rules and whether the value was stated or worked out."""
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for language in languages:
        for mention, right in heard(language):
            name = mention.rule.rpartition(".")[2]
            for key in ((name, "worked out" if mention.relative else "stated"), ("all", f"{mention.confidence:.1f}")):
                groups.setdefault(key, []).append((mention.confidence, right))
    print(f"{'rule':32}{'':12}{'mentions':>10}{'confidence':>12}{'right':>8}{'expected':>10}")
    for (name, how), rows in sorted(groups.items()):
        if len(rows) < _FEW:
            continue
        said, right = sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows)
        # A few mentions prove little: they count beside as many of the average.
        expected = (right + PRIOR * _FEW) / (len(rows) + _FEW)
        print(f"{name:32}{how:12}{len(rows):10}{said:12.3f}{right / len(rows):8.3f}{expected:10.3f}")


def calibrate(languages: Sequence[str]) -> None:
    """Print `[words.measured]` of languages/xx/dates.toml: for rules judged often, what makes their confidence the share that is right.

    It multiplies what the resolver makes of a reading, so that doubts of one date (an ambiguous order) keep their weight.
    """
    rules: dict[str, list[tuple[float, bool]]] = {}
    factors: dict[str, float] = {}
    for language in languages:
        now = {rule.id: rule.confidence for rule in rules_of(language)}
        for mention, right in heard(language):
            if mention.rule in now:
                name = mention.rule.rpartition(".")[2]
                factors[name] = now[mention.rule]
                rules.setdefault(name, []).append((mention.confidence / now[mention.rule], right))
    print("[words.measured]")
    for name, rows in sorted(rules.items()):
        if len(rows) >= _OFTEN:
            share = (sum(right for _, right in rows) + PRIOR * _OFTEN) / (len(rows) + _OFTEN)
            # Where the most that any rule may claim cut it short, nothing says what it was.
            bases = [base for base, _ in rows if base * factors[name] < SUREST - 0.001]
            factor = share / (sum(bases) / len(bases)) if 2 * len(bases) >= len(rows) else factors[name]
            print(f"{name} = {factor:.2f}")


def rules_of(language: str) -> Iterator[DateRule]:
    """The rules of a language that a pattern finds."""
    todo, seen = [vocabulary(language).root], set()
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield from node.rules
            todo += [step for cls in node.wants if (step := node.step(cls))]


# Texts that rules were made on flatter them: so many mentions of the average count beside those heard.
_FEW, _OFTEN, PRIOR = 8, 20, 0.93
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
KINDS = {
    "prose": prose,
    "unseen": partial(prose, folder="unseen"),
    "expressions": expressions,
    "sentences": sentences,
    "none": none,
}


def main() -> int:
    """Parse the arguments and print the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("languages", nargs="*", default=LANGUAGES, metavar="LANGUAGE")
    cli.add_argument("--errors", action="store_true", help="list what went wrong")
    cli.add_argument("--reliability", action="store_true", help="confidence against the share that is right, by rule")
    cli.add_argument("--calibrate", action="store_true", help="print the measured confidences for languages/xx/dates.toml")
    arguments = cli.parse_args()
    if arguments.calibrate:
        calibrate(arguments.languages)
        return 0
    if arguments.reliability:
        reliability(arguments.languages)
        return 0
    print(
        f"{'':4}{'prose F1':>10}{'of':>6}{'unseen F1':>12}{'of':>6}{'expressions':>14}{'of':>6}{'sentences':>12}{'of':>6}{'false alarms':>14}"
    )
    for language in arguments.languages:
        tallies = {name: kind(language) for name, kind in KINDS.items()}
        whole, unseen, single, said, empty = tallies.values()
        print(
            f"{language:4}{whole.f1:10.3f}{whole.gold:6}{unseen.f1:12.3f}{unseen.gold:6}"
            f"{single.f1:14.3f}{single.gold:6}{said.f1:12.3f}{said.gold:6}{empty.found:14}"
        )
        if arguments.errors:
            for tally in tallies.values():
                print(*(f"     {error!r}" for error in tally.errors), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
