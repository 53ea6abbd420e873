"""Train the second reading of all languages, and how far to trust it.

Three kinds of gold announcements are read. Of those to which rules may have been tuned, the networks learn what the words are, not what
the rules are worth: what these found is not shown. To the `unread` ones no rule was ever tuned: there the rules err as they will on
the next text, and what they found is shown. Writers differ in what they take for a centre or a title, and those of the unread ones are
the more; so the networks are told which texts are marked as the `standard` has it, read these several times, and are asked for its
manner in earnest. How much each reader is to be trusted is fitted on readings of unread texts by networks that did not learn from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from confection import Config

from pipeline.errors import SourceError
from pipeline.ner.recogniser import FILE
from pipeline.rereading.network import Reader, Reading, save
from pipeline.training.reading.apart import apart
from pipeline.training.reading.card import Made, card, trunk_card
from pipeline.training.reading.lessons import Lesson, Task, Taught, gather
from pipeline.training.reading.networks import SEEDS, Manner, Report, fit, together
from pipeline.training.reading.trust import weigh

PARTS = 2
"""Into how many parts unread texts are cut, each of which is read by networks that learnt from the others."""

ASIDE = 3
"""How many networks are trained at a time: each takes some 6 GB of memory."""

PREFIX = "reader"


def train(task: Task, report: Report) -> list[Path]:
    """Train the second reading of some languages and write weights and cards; returns their folders, that of the trunk last.

    Raises:  SourceError, if a language has no unread records.
    """
    taught = dict(zip(task.languages, apart([partial(_gather, task, language) for language in task.languages]), strict=True))
    for language, lessons in taught.items():
        if not lessons.unread:
            raise SourceError(", ".join(map(str, task.unread)), f"no gold records in {language!r} to which no rule was tuned")
        report(
            f"{language}: {len(lessons.unread)} unread announcements, {len(lessons.standard)} of the standard, {len(lessons.tuned)} others"
        )
    manners = {language: _manner(task.models / f"{language}.cfg") for language in taught}
    rounds = [partial(_round, taught, manners, part, SEEDS[0], report) for part in range(PARTS)]
    rounds += [partial(_round, taught, manners, None, seed, report) for seed in SEEDS]
    done = apart(rounds, most=ASIDE)
    readings = {language: [pair for _, read in done[:PARTS] for pair in read[language]] for language in taught}
    trust = weigh(readings)
    whole = {language: together([readers[language] for readers, _ in done[PARTS:]], trust[language]) for language in taught}
    return _written(task, {language: Made(whole[language], taught[language], readings[language]) for language in taught})


def _gather(task: Task, language: str) -> Taught:
    return gather(task.models / f"{language}.cfg", language, task)


def _manner(config: Path) -> Manner:
    return Manner.of(Config().from_disk(config).get("training", {}).get("reader", {}))


def _round(
    taught: Mapping[str, Taught], manners: Mapping[str, Manner], part: int | None, seed: int, report: Report
) -> tuple[dict[str, Reader], dict[str, list[tuple[Lesson, Reading]]]]:
    """Networks that learnt from all but a part of the unread texts, and their readings of that part; without a part, from all."""
    name = f"all, seed {seed}" if part is None else f"part {part + 1} of {PARTS}"
    held = {code: [s for n, s in enumerate(one.unread) if n % PARTS == part] for code, one in taught.items()}
    left = {code: one.beside(s for n, s in enumerate(one.unread) if n % PARTS != part) for code, one in taught.items()}
    readers = fit(left, manners, lambda line: report(f"{name}: {line}"), seed)
    return readers, {code: [(s, readers[code].read(s.reads(standard=True))) for s in some] for code, some in held.items()}


def _written(task: Task, made: Mapping[str, Made]) -> list[Path]:
    places = [("gold", task.tuned), ("standard", task.standard), ("unread", task.unread)]
    command = " ".join(["herald train reader", *task.languages, *(f"--{name} {p}" for name, some in places for p in some)])
    folders = []
    for language, one in made.items():
        own, trunk = save(one.reader)
        folders.append(_folder(task.target / f"{PREFIX}_{language}", own, card(language, one, command)))
    return [*folders, _folder(task.target / f"{PREFIX}_trunk", trunk, trunk_card(list(made), command))]


def _folder(folder: Path, weights: bytes, readme: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(weights)
    (folder / "README.md").write_text(readme, encoding="utf-8")
    return folder
