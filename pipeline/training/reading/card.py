"""The cards of the second reading's weights: what they were made of, and how good they are on texts that they did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.rereading import evidence
from pipeline.rereading.network import Reader
from pipeline.told import Role, Stretch, alike
from pipeline.training.reading.lessons import Lesson, Taught
from pipeline.training.reading.networks import SEEDS, SETTINGS
from pipeline.training.reading.trust import Readings


@dataclass(frozen=True, slots=True)
class Made:
    """A language's reader, what it was taught, and the readings of unread texts to which its trust was fitted."""

    reader: Reader
    taught: Taught
    readings: Readings


def card(language: str, made: Made, command: str) -> str:
    """The card of a language."""
    trust = made.reader.trust
    told = [
        (one, evidence.choose(one.text, evidence.candidates(one.text, one.rules, reading), trust).stretches)
        for one, reading in made.readings
    ]
    rows = [
        f"| {role.value.lower()} | {f1([(one, one.rules) for one, _ in told], role):.3f} "
        f"| {f1([(one, r.stretches) for one, r in made.readings], role):.3f} | {f1(told, role):.3f} |"
        for role in Role
    ]
    lines = [
        f"# reader_{language}",
        "",
        f"The second reading of {language}: persons, titles, bodies and centres, as a network sees them that is told what the rules found.",
        "What it shares with other languages is in `reader_trunk`.",
        "",
        f"- **Data**: {len(made.taught.tuned)} announcements and miniatures to which rules may have been tuned, {len(made.taught.standard)} by whose",
        f"  standard the others are read, {len(made.taught.unread)} to which no rule was tuned; all but the five seeds invented for this project (MIT).",
        _made(command),
        "- **Not for**: other kinds of text; rows of another recogniser than that of the model's `.cfg`; another trunk.",
        "",
        "## Scores",
        "",
        f"F1 of stretches with equal bounds and kind, on the {len(made.readings)} untuned announcements, each read by one network that learnt from",
        "half of the others; the weights of both are fitted to all of them. In earnest several networks read together.",
        "",
        "| | rules | network | both, weighed |",
        "| --- | ---: | ---: | ---: |",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def trunk_card(languages: Sequence[str], command: str) -> str:
    """The card of what the languages share."""
    lines = [
        "# reader_trunk",
        "",
        f"What the networks of the second reading share in {', '.join(languages)}: the layers above the words, and what tags follow one another.",
        "What tells a title from a name is much the same in all languages, so that each learns from all. The cards of the languages",
        "(`reader_*`) have data and scores.",
        "",
        "- **Data**: that of all languages; all invented for this project (MIT).",
        _made(command),
        "- **Not for**: words of another language than these, nor weights of another training.",
    ]
    return "\n".join(lines) + "\n"


def f1(found: Sequence[tuple[Lesson, Sequence[Stretch]]], role: Role) -> float:
    """F1 of the stretches of a role that were found in lessons, of equal bounds."""
    hits = wanted = told = 0
    for lesson, stretches in found:
        right, seen = ([s for s in some if s.role is role] for some in (lesson.right, stretches))
        hits += sum(any(alike(lesson.text, (a.start, a.end), (b.start, b.end)) for b in seen) for a in right)
        wanted, told = wanted + len(right), told + len(seen)
    return 2 * hits / max(1, wanted + told)


def _made(command: str) -> str:
    seeds = ", ".join(map(str, SEEDS))
    return f"- **Made by**: `{command}`, {len(SEEDS)} networks of seeds {seeds}, {SETTINGS.epochs} epochs, one thread."
