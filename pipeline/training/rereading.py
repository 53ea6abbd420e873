"""Train the second reading of a language: a network over the recogniser's rows, and how far to trust it.

Two kinds of gold announcements are read. Of those to which rules may have been tuned, the network learns what the words are, not what
the rules are worth: what these found is not shown. To the `unread` ones no rule was ever tuned: there the rules err as they will on
the next text, and what they found is shown. How much each reader is to be trusted is fitted on readings of unread texts by networks
that did not learn from them.
"""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from confection import Config
from numpy.typing import NDArray
from spacy.util import load_model_from_config

from pipeline import gold
from pipeline.components.second_reading import found, seen
from pipeline.errors import SourceError
from pipeline.ner.features import Features, fold, stem
from pipeline.ner.hashing import number, pack, unpack
from pipeline.ner.recogniser import FILE
from pipeline.ner.stored import Layout
from pipeline.rereading import evidence
from pipeline.rereading.network import TAGS, TOLD, Reader, Reading, Seen, save
from pipeline.told import NAMES, Role, Stretch, alike, parted
from pipeline.training.batches import cut
from pipeline.training.tagger_settings import TaggerSettings

Report = Callable[[str], None]

SETTINGS = TaggerSettings(epochs=8, average=0.99, batch_words=800)
COLUMNS: Mapping[str, tuple[int, int]] = {
    "word": (2000, 16),
    "stem": (2000, 16),
    "prefix3": (1000, 12),
    "suffix2": (500, 8),
    "suffix3": (1000, 12),
    "suffix4": (1000, 12),
    "shape": (200, 8),
}
"""The hashed columns, with rows and sizes. Which of them a language has, its model says (`[training.reader]`)."""

USUAL = ("word", "prefix3", "suffix2", "suffix3", "suffix4", "shape")
NARROW = 64
WIDTH, REACHES = 80, (1, 2, 4)
LEAST = 4
SHOWN = 2
"""How often an unread text is read for each time that another is."""
FOLDS = 2
PENALTY = 1.0
HEAT = 1.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A gold announcement: as the network reads it, without the rules' findings; these; what is right; whether the rules are shown."""

    text: str
    seen: Seen
    rules: Sequence[Stretch]
    right: Sequence[Stretch]
    shown: bool

    def reads(self) -> Seen:
        """As the network reads it in training."""
        return dataclasses.replace(self.seen, rules=self.rules if self.shown else None)


@dataclass(frozen=True, slots=True)
class Task:
    """What a training reads and writes: gold records, a JSON Lines file or a folder each, the model's `.cfg`, the folder for the weights."""

    language: str
    tuned: Sequence[Path]
    unread: Sequence[Path]
    config: Path
    target: Path


def train(task: Task, report: Report) -> Path:
    """Train the second reading of a language and write its weights and card; returns their folder.

    Raises:  SourceError, if there are no unread records.
    """
    nlp, language = without_reading(task.config), task.language
    lessons = [*_lessons(nlp, language, task.tuned, shown=False, report=report)]
    fresh = [*_lessons(nlp, language, task.unread, shown=True, report=report)]
    if not fresh:
        raise SourceError(", ".join(map(str, task.unread)), f"no gold records in {language!r} to which no rule was tuned")
    own = Config().from_disk(task.config).get("training", {}).get("reader", {})
    maker = _Maker(own.get("columns", USUAL), own.get("glued", ""), report)
    questions: list[tuple[frozenset[str], bool]] = []
    readings: list[tuple[Lesson, Reading]] = []
    for part in range(FOLDS):
        report(f"part {part + 1} of {FOLDS}")
        reader = maker.fit([*lessons, *(one for n, one in enumerate(fresh) if n % FOLDS != part)], {})
        read = [(one, reader.read(one.reads())) for n, one in enumerate(fresh) if n % FOLDS == part]
        questions += [question for one, reading in read for question in _asked(one, reading)]
        readings += read
    reader = maker.fit([*lessons, *fresh], weigh(questions))
    folder = task.target / f"reader_{language}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(save(reader))
    (folder / "README.md").write_text(
        _card(language, (task.tuned, lessons), (task.unread, fresh), readings, reader.trust), encoding="utf-8"
    )
    return folder


def without_reading(config: Path) -> Any:
    """The model of a config without its second reading, its recogniser's rows kept."""
    settings = Config().from_disk(config)
    names = [name for name in settings["nlp"]["pipeline"] if name not in {"second_reading", "centre_numbers", "events"}]
    settings["nlp"]["pipeline"] = names
    settings["components"] = {name: settings["components"][name] for name in names}
    settings["components"]["ner"]["rows"] = True
    given = settings["initialize"].get("components", {})
    settings["initialize"]["components"] = {name: given[name] for name in given if name in names}
    settings.pop("training", None)
    nlp = load_model_from_config(settings, auto_fill=True)
    nlp.initialize()
    return nlp


def _lessons(nlp: Any, language: str, places: Sequence[Path], *, shown: bool, report: Report) -> Iterable[Lesson]:
    count = 0
    for place in places:
        for _, record in gold.read(place):
            if record["language"] != language:
                continue
            doc = nlp(nlp.make_doc(record["text"]))
            count += 1
            yield Lesson(doc.text, seen(doc, None), found(doc), stretches(record), shown)
    report(f"{count} {'unread' if shown else 'other'} announcements")


def stretches(record: Mapping[str, Any]) -> list[Stretch]:
    """What a gold record takes each stretch of its text for."""
    names = [
        (m["start"], m["end"], role)
        for group, role in (("people", Role.PERSON), ("organisations", Role.ORGANISATION), ("centres", Role.CENTRE))
        for one in record[group]
        for m in one["mentions"]
    ]
    posts = [(q["start"], q["end"], q["title"]) for person in record["people"] for q in person["positions"]]
    return parted(record["text"], names, posts)


def _asked(lesson: Lesson, reading: Reading) -> Iterable[tuple[frozenset[str], bool]]:
    """Every stretch that the rules or the network see in a text: the evidence, and whether it is right."""
    for candidate in evidence.candidates(lesson.text, lesson.rules, reading):
        yield candidate.evidence, any(_same(lesson.text, candidate.stretch, right) for right in lesson.right)


def _same(text: str, one: Stretch, right: Stretch) -> bool:
    """Whether a stretch is one of gold; a name that the other reader would call a centre is a name."""
    akin = one.role is right.role or {one.role, right.role} == NAMES
    return akin and alike(text, (one.start, one.end), (right.start, right.end))


def weigh(questions: Sequence[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """What each piece of evidence weighs: a logistic regression, drawn to nought."""
    import torch

    names = sorted({name for told, _ in questions for name in told})
    place = {name: at for at, name in enumerate(names)}
    told = torch.zeros(len(questions), len(names), dtype=torch.float64)
    for row, (pieces, _) in enumerate(questions):
        told[row, [place[name] for name in pieces]] = 1
    right = torch.tensor([float(ok) for _, ok in questions], dtype=torch.float64)
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> Any:
        steps.zero_grad()
        lost = torch.nn.functional.binary_cross_entropy_with_logits(told @ weights, right, reduction="sum")
        lost = lost + PENALTY * (weights * weights).sum() / 2
        lost.backward()
        return lost

    steps.step(loss)
    return {name: round(float(value), 3) for name, value in zip(names, weights.detach(), strict=True)}


Part = tuple[Sequence[Path], Sequence[Lesson]]


def _card(
    language: str, tuned: Part, unread: Part, readings: Sequence[tuple[Lesson, Reading]], trust: Mapping[str, float]
) -> str:
    """The card of the weights: what they were made of and how good they are on texts that they did not learn from."""
    parts = " ".join(f"--gold {place}" for place in tuned[0]) + " " + " ".join(f"--unread {place}" for place in unread[0])
    told = [
        (one, evidence.choose(one.text, evidence.candidates(one.text, one.rules, r), trust).stretches) for one, r in readings
    ]
    rows = [
        f"| {role.value.lower()} | {_f1([(one, one.rules) for one, _ in told], role):.3f} "
        f"| {_f1([(one, r.stretches) for one, r in readings], role):.3f} | {_f1(told, role):.3f} |"
        for role in Role
    ]
    lines = [
        f"# reader_{language}",
        "",
        f"The second reading of {language}: persons, titles, bodies and centres, as a network sees them that is told what the rules found.",
        "",
        f"- **Data**: {len(tuned[1])} announcements and miniatures to which rules may have been tuned, {len(unread[1])} announcements to which none",
        "  was; all invented for this project (MIT).",
        f"- **Made by**: `herald train reader {language} {parts}`, seed {SETTINGS.seed}, {SETTINGS.epochs} epochs, one thread.",
        "- **Not for**: other kinds of text; rows of another recogniser than that of the model's `.cfg`.",
        "",
        "## Scores",
        "",
        f"F1 of stretches with equal bounds and kind, on the {len(readings)} untuned announcements, each read by a network that learnt from the others",
        f"({FOLDS} parts); the weights of both are fitted to all of them.",
        "",
        "| | rules | network | both, weighed |",
        "| --- | ---: | ---: | ---: |",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def _f1(found: Sequence[tuple[Lesson, Sequence[Stretch]]], role: Role) -> float:
    hits = wanted = told = 0
    for lesson, stretches_ in found:
        right, seen_ = ([s for s in some if s.role is role] for some in (lesson.right, stretches_))
        hits += sum(any(alike(lesson.text, (a.start, a.end), (b.start, b.end)) for b in seen_) for a in right)
        wanted, told = wanted + len(right), told + len(seen_)
    return 2 * hits / max(1, wanted + told)


class _Maker:
    """Trains networks of one layout."""

    def __init__(self, columns: Sequence[str], glued: str, report: Report) -> None:
        self.columns = tuple(columns)
        self.glued = glued
        self.report = report

    def fit(self, lessons: Sequence[Lesson], trust: Mapping[str, float]) -> Reader:
        """Train a network on lessons."""
        from pipeline.training.tagger_network import Network

        values = np.concatenate([one.seen.rows.values for one in lessons]).astype(np.float32)
        centre, spread = values.mean(axis=0), values.std(axis=0) + 1e-5
        values = (values - centre) / spread
        layout = Layout(
            columns=self.columns,
            rows=tuple(COLUMNS[name][0] for name in self.columns),
            sizes=tuple(COLUMNS[name][1] for name in self.columns),
            groups=(),
            listed=16,
            vectors=min(NARROW, values.shape[1] * 3 // 4),
            width=WIDTH,
            reaches=REACHES,
            temperature=HEAT,
            glued=self.glued,
        )
        counts = Counter(form for one in lessons for word in one.seen.rows.words for form in {fold(word), stem(fold(word))})
        known = pack([number(word) for word, count in counts.items() if count >= LEAST])
        texts = self._numbered(lessons, Features(self.columns, frozenset(unpack(known))))
        network = Network(layout, TOLD, SETTINGS, values, None, TAGS)
        chance = random.Random(SETTINGS.seed)
        for epoch in range(1, SETTINGS.epochs + 1):
            self.report(f"epoch {epoch} of {SETTINGS.epochs}: loss {network.epoch(texts, chance):.2f}")
        weights = network.weights()
        narrow = network.narrowing()
        weights["narrow.weight"] = narrow / spread[:, None]
        weights["narrow.bias"] = -(centre / spread) @ narrow
        return Reader(layout, known, [weights], trust)

    def _numbered(self, lessons: Sequence[Lesson], features: Features) -> list[Any]:
        found, at = [], 1
        for one in lessons:
            shown = one.reads()
            told, tags = shown.told(), _tags(one)
            for start, count in one.seen.rows.lines:
                line = slice(start, start + count)
                numbers = features.of_words(one.seen.rows.words[line]).astype(np.int64)
                rows = np.arange(at + start, at + start + count, dtype=np.int64)
                text = np.concatenate([numbers, rows[:, None]], axis=1), told[line], tags[line]
                found += [*cut(text, SETTINGS.longest)] * (SHOWN if one.shown else 1)
            at += len(one.seen.rows.words)
        return found


def _tags(lesson: Lesson) -> NDArray[np.int64]:
    tags = np.zeros(len(lesson.seen.rows.words), dtype=np.int64)
    for stretch in lesson.right:
        words = lesson.seen.words(stretch.start, stretch.end)
        while stretch.role is Role.TITLE and len(words) > 1 and not any(map(str.isalnum, lesson.seen.rows.words[words[-1]])):
            words.pop()
        if words:
            tags[words] = TAGS.index(f"I-{stretch.role}")
            tags[words[0]] = TAGS.index(f"B-{stretch.role}")
    return tags
