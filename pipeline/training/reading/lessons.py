"""What the second reading learns from: gold announcements, as the network reads them, and what is right."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from confection import Config
from spacy.util import load_model_from_config

from pipeline import gold
from pipeline.components.second_reading import found, seen
from pipeline.rereading.network import Seen
from pipeline.told import Role, Stretch, parted

LATER = frozenset({"second_reading", "centre_numbers", "events"})
"""The components that read what the second reading tells, and itself."""

REPEATED = 2
"""How often the standard is read, with what the rules found and without."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A gold announcement: as the network reads it, without the rules' findings; these; what is right; whether the rules are shown; whether it is the standard's."""

    text: str
    seen: Seen
    rules: Sequence[Stretch]
    right: Sequence[Stretch]
    shown: bool
    standard: bool = False

    def reads(self, *, standard: bool | None = None) -> Seen:
        """As the network reads it in training; or as it reads in earnest, where it is wanted to mark by the `standard`."""
        rules = self.rules if self.shown else None
        return dataclasses.replace(self.seen, rules=rules, standard=self.standard if standard is None else standard)


@dataclass(frozen=True, slots=True)
class Task:
    """What a training reads and writes: languages; gold records, files or folders; the models' `.cfg`; the folder for the weights."""

    languages: Sequence[str]
    tuned: Sequence[Path]
    unread: Sequence[Path]
    models: Path
    target: Path
    standard: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """What one language learns from: announcements to which rules may have been tuned, `unread` ones, to which none was, and the `standard`."""

    tuned: Sequence[Lesson]
    unread: Sequence[Lesson]
    standard: Sequence[Lesson] = ()

    def beside(self, unread: Iterable[Lesson]) -> list[Lesson]:
        """All but the unread ones, with some of these. The standard again and again: half of the times with what the rules found, by which it were else told from unread ones."""
        shown = [dataclasses.replace(one, shown=True) for one in self.standard]
        return [*self.tuned, *[*self.standard, *shown] * REPEATED, *unread]


def gather(config: Path, language: str, task: Task) -> Taught:
    """Read the gold records of a language with the model of a config, short of its second reading."""
    nlp = without_reading(config)
    standard = [dataclasses.replace(one, standard=True) for one in _lessons(nlp, language, task.standard, shown=False)]
    return Taught(
        list(_lessons(nlp, language, task.tuned, shown=False)),
        list(_lessons(nlp, language, task.unread, shown=True)),
        standard,
    )


def without_reading(config: Path) -> Any:
    """The model of a config without its second reading, its recogniser's rows kept."""
    settings = Config().from_disk(config)
    names = [name for name in settings["nlp"]["pipeline"] if name not in LATER]
    settings["nlp"]["pipeline"] = names
    settings["components"] = {name: settings["components"][name] for name in names}
    settings["components"]["ner"]["rows"] = True
    given = settings["initialize"].get("components", {})
    settings["initialize"]["components"] = {name: given[name] for name in given if name in names}
    settings.pop("training", None)
    nlp = load_model_from_config(settings, auto_fill=True)
    nlp.initialize()
    return nlp


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


def _lessons(nlp: Any, language: str, places: Iterable[Path], *, shown: bool) -> Iterator[Lesson]:
    for place in places:
        for _, record in gold.read(place):
            if record["language"] == language:
                doc = nlp(nlp.make_doc(record["text"]))
                yield Lesson(doc.text, seen(doc, None), found(doc), stretches(record), shown)
