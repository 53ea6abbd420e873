"""From a recipe and corpora to a folder of weights with its card."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.errors import ModelError, SourceError
from pipeline.ner.network import TOKENIZER
from pipeline.training import card, evaluate
from pipeline.training.corpus import load
from pipeline.training.mixing import Corpora
from pipeline.training.recipe import Backend, Recipe
from pipeline.training.scores import worth
from pipeline.training.transformer import TransformerSettings

if TYPE_CHECKING:
    from pipeline.training.cnn import CnnSettings
    from pipeline.training.tagger_settings import TaggerSettings

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What a training reads and writes: the corpora, a base network for a transformer, the folder for the weights."""

    data: Path
    target: Path
    base: Path | None = None


def train(recipe: Recipe, task: Task, report: Report) -> Path:
    """Train one recipe and write its weights and card, on as many threads as the recipe says.

    Raises:  SourceError, if a corpus is absent; ModelError, if a transformer has no base.
    """
    corpora = {split: _corpora(recipe, task.data, split) for split in ("train", "dev")}
    _complete(recipe, task.data, corpora["train"])
    from threadpoolctl import threadpool_limits

    began = time.monotonic()
    target = task.target / recipe.name
    target.mkdir(parents=True, exist_ok=True)
    with threadpool_limits(recipe.settings.threads):  # sums in another order round otherwise; torch is told by its networks
        _fit(recipe, task, target, corpora, report)
    describe(recipe, task, minutes=(time.monotonic() - began) / 60)
    return target


def _fit(recipe: Recipe, task: Task, target: Path, corpora: dict[str, Corpora], report: Report) -> None:
    settings = recipe.settings
    if isinstance(settings, TransformerSettings):
        stages = [settings, *([recipe.tuning] if recipe.tuning else [])]
        _transformer(stages, task, target, corpora, report)
    elif recipe.backend is Backend.TAGGER:
        _tagger(recipe.languages[0], cast("TaggerSettings", settings), target, corpora, report)
    else:
        _cnn(recipe.languages, cast("CnnSettings", settings), target, corpora, report)


def describe(recipe: Recipe, task: Task, *, minutes: float) -> None:
    """Measure the weights in a recipe's folder on the dev corpora and write their card."""
    target = task.target / recipe.name
    results = [r for language in recipe.languages for r in evaluate.corpora(evaluate.back_end(language, target), task.data)]
    sentences = {name: len(held) for (_, name), held in _corpora(recipe, task.data, "train").items()}
    card.write(target, recipe, card.Made(results, sentences, minutes))


def _corpora(recipe: Recipe, data: Path, split: str) -> Corpora:
    weights = recipe.settings.weights
    return {
        (language, corpus): sentences
        for language in recipe.languages
        for corpus, sentences in load(data, language, split).items()
        if split == "dev" or weights.get(corpus, 1.0) > 0
    }


def _complete(recipe: Recipe, data: Path, train: Corpora) -> None:
    """Raises:  SourceError, if a corpus that the recipe weighs is absent: the weights would be others than the recipe's."""
    wanted = {corpus for corpus, weight in recipe.settings.weights.items() if weight > 0}
    if absent := sorted(wanted - {corpus for _, corpus in train}):
        reason = f"{recipe.name} is trained on {', '.join(absent)} too, and there is none"
        raise SourceError(str(data), reason, "`herald train announcements` and `herald train agree` make two of them")


def _cnn(languages: tuple[str, ...], settings: CnnSettings, target: Path, corpora: dict[str, Corpora], report: Report) -> None:
    from pipeline.ner.recogniser import FILE
    from pipeline.training.cnn import CnnTrainer
    from pipeline.training.namelists import gather

    trainer = CnnTrainer(languages[0], settings, gather(languages[0], settings.lists))
    trainer.fit(corpora["train"], corpora["dev"], report)
    (target / FILE).write_bytes(trainer.stored())


def _tagger(language: str, settings: TaggerSettings, target: Path, corpora: dict[str, Corpora], report: Report) -> None:
    from pipeline.ner.recogniser import FILE
    from pipeline.training import letters, spelling
    from pipeline.training.namelists import gather
    from pipeline.training.peoples import without_peoples
    from pipeline.training.tagger import TaggerTrainer
    from pipeline.training.vectors import given

    uses = {"letters": letters.uses, "spelt": spelling.uses}
    used = [uses[name]() for name in settings.network["groups"] if name in uses]
    vectors = given(language, settings.vectors, settings.alone)
    trainer = TaggerTrainer(language, settings, gather(language, settings.lists), used[0] if used else {}, vectors)
    trainer.fit(without_peoples(corpora["train"], settings.peoples), corpora["dev"], report)
    (target / FILE).write_bytes(trainer.stored())


def _transformer(
    stages: Sequence[TransformerSettings], task: Task, target: Path, corpora: dict[str, Corpora], report: Report
) -> None:
    from tokenizers import Tokenizer

    from pipeline.training.export import export
    from pipeline.training.transformer import Trainer

    base = task.base
    if base is None or not (base / TOKENIZER).is_file():
        raise ModelError(f"a transformer is trained from a base: --base wants a folder with {TOKENIZER}, not {base}")
    tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
    trainer = Trainer(base, tokenizer, stages[0])
    for stage in stages:
        trainer.settings = stage
        scores = trainer.fit(corpora["train"], corpora["dev"], report)
    temperature = trainer.temperature(corpora["dev"], random.Random(stages[0].seed))
    least = worth(scores.values())
    report(f"temperature {temperature:.2f}, names from {least:.2f}")
    export(trainer.model, tokenizer, target, temperature=temperature, least=least)
