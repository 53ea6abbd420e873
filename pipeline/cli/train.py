"""`herald train` and `herald evaluate ner`: make the weights that herald ships, and measure them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli import evaluate
from pipeline.errors import ModelError

train_app = typer.Typer(help="Train the networks that herald ships (extra: herald-pipeline\\[train]).", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="Folder of corpora: LANGUAGE/CORPUS.train|dev.jsonl.gz.")]
Target = Annotated[Path, typer.Option("--to", help="Folder for the weights.")]
Recipes = Annotated[Path, typer.Option("--recipes", help="Folder of recipes.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.add_typer(train_app, name="train")
    evaluate.app.command("ner")(evaluate_ner)


@train_app.callback()
def _train() -> None:
    """Keep `ner` a verb of its own: further networks will stand beside it."""


@train_app.command("ner")
def train_ner(
    language: Annotated[str, typer.Argument(help="Language code: en, fr, es, ru, zh, ar.")],
    data: Data,
    recipes: Recipes = Path("models/ner"),
    recipe: Annotated[str | None, typer.Option("--recipe", help="One recipe by name; else all of the language.")] = None,
    target: Target = Path("models/weights"),
    base: Annotated[Path | None, typer.Option("--base", help="Folder of the base network of a transformer.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Another seed than the recipe's.")] = None,
) -> None:
    """Train the NER weights of a language, from corpora, with a card of scores.

    Example: herald train ner ru --data ~/corpora/ner --to /tmp/weights
    """
    import dataclasses

    from pipeline.training import recipe as recipe_file
    from pipeline.training.run import Task, train

    chosen = [recipe_file.read(recipes / f"{recipe}.cfg")] if recipe else recipe_file.for_language(recipes, language)
    for one in chosen:
        if language not in one.languages:
            raise ModelError(f"recipe {one.name} is for {', '.join(one.languages)}, not for {language!r}")
        if seed is not None:
            one = dataclasses.replace(one, settings=dataclasses.replace(one.settings, seed=seed))  # noqa: PLW2901
        _say(f"training {one.name}")
        print(train(one, Task(data, target, base), _say))


@train_app.command("agree")
def train_agree(
    source: Annotated[Path, typer.Argument(help="An automatic corpus of Russian: ru/wikiner.train.jsonl.gz.")],
    target: Annotated[Path, typer.Argument(help="The corpus to write: ru/wikislovnet.train.jsonl.gz.")],
) -> None:
    """Keep the sentences of a Russian corpus in which slovnet finds the same names (needs the package natasha).

    Example: herald train agree corpora/ru/wikiner.train.jsonl.gz corpora/ru/wikislovnet.train.jsonl.gz
    """
    from pipeline.training.agree import agree, slovnet

    seen, kept = agree(source, target, slovnet())
    print(f"{target}: {kept} of {seen} sentences")


@train_app.command("announcements")
def train_announcements(
    source: Annotated[
        Path, typer.Argument(help="Gold records of one language, each with its text: a JSON Lines file, or a folder.")
    ],
    target: Annotated[Path, typer.Argument(help="The corpus to write: zh/announcements.train.jsonl.gz.")],
    places: Annotated[Path, typer.Option("--places", help="Folder of NER weights that find the places, which records lack.")],
    without: Annotated[
        list[str] | None, typer.Option("--without", help="What the source of a record to leave out ends in; may be repeated.")
    ] = None,
) -> None:
    """Make a corpus of annotated announcements: people, organisations and centres by their mentions.

    Example: herald train announcements tests/cases/gold/announcements/zh.jsonl corpora/zh/announcements.train.jsonl.gz --places models/weights/ner_zh_tagger --without '#610'
    """
    from pipeline import gold
    from pipeline.errors import SourceError
    from pipeline.training.announcements import write
    from pipeline.training.evaluate import back_end

    records = [(name, record) for name, record in gold.read(source) if not name.endswith(tuple(without or ()))]
    if not records:
        raise SourceError(str(source), "no gold records to learn from")
    print(f"{target}: {write(records, target, back_end(records[0][1]['language'], places))} sentences")


@train_app.command("reader")
def train_reader(
    unread: Annotated[
        list[Path],
        typer.Option("--unread", help="Gold records to which no rule was ever tuned: a file or a folder; may be repeated."),
    ],
    languages: Annotated[
        list[str] | None, typer.Argument(help="Language codes; else all whose model reads a second time.")
    ] = None,
    tuned: Annotated[
        list[Path] | None,
        typer.Option("--gold", help="Further gold records, whatever rules were made of them; may be repeated."),
    ] = None,
    standard: Annotated[
        list[Path] | None,
        typer.Option("--standard", help="Gold records in whose manner names are to be told; may be repeated."),
    ] = None,
    models: Annotated[Path, typer.Option("--models", help="Folder of the models' configs.")] = Path("models"),
    target: Target = Path("models/weights"),
) -> None:
    """Train the second reading, which weighs what the rules find, with cards of scores; all languages learn together.

    Example: herald train reader --gold tests/cases/gold/announcements --unread tests/cases/gold/lessons
    """
    from threadpoolctl import threadpool_limits

    from pipeline.training.reading.lessons import Task
    from pipeline.training.reading.run import train

    with threadpool_limits(1):
        folders = train(Task(_readers(languages, models), tuned or [], unread, models, target, standard or []), _say)
    print("\n".join(map(str, folders)))


def _readers(languages: list[str] | None, models: Path) -> list[str]:
    """The languages that were asked for, or all whose model reads a second time. Raises ModelError for one that has no model."""
    known = sorted(path.stem for path in models.glob("*.cfg"))
    for language in languages or ():
        if language not in known:
            raise ModelError(f"{models / language}.cfg: no such model; there are {', '.join(known) or 'none'}")
    return languages or [code for code in known if "herald_second_reading" in (models / f"{code}.cfg").read_text("utf-8")]


def _say(line: str) -> None:
    Console(stderr=True).print(line, markup=False, highlight=False)


def evaluate_ner(
    data: Data,
    languages: Annotated[list[str] | None, typer.Argument(help="Language codes; else all that have weights.")] = None,
    weights: Annotated[Path | None, typer.Option("--weights", help="Folder of weight folders.")] = None,
    announcements: Annotated[Path | None, typer.Option("--announcements", help="Folder of gold records.")] = None,
    split: Annotated[str, typer.Option("--split", help="train or dev.")] = "dev",
    markdown: Annotated[bool, typer.Option("--markdown", help="A Markdown table, as docs/ner.md holds it.")] = False,
) -> None:
    """Print F1 by corpus and label, strict and by overlap, of every back-end.

    Example: herald evaluate ner en ru --data ~/corpora/ner
    """
    from pipeline.ner.weights import root
    from pipeline.training import evaluate as measure
    from pipeline.training.tables import recalls, results

    folders = sorted(path.parent for path in (weights or root()).glob("ner_*/README.md"))
    wanted = languages or sorted({code for folder in folders for code in _languages(folder)})
    rows, people = [], []
    for folder in folders:
        for language in _languages(folder):
            if language not in wanted:
                continue
            nlp = measure.back_end(language, folder)
            rows += [(folder.name, result) for result in measure.corpora(nlp, data, split)]
            if announcements:
                people.append((folder.name, measure.announcements(nlp, announcements)))
    if not rows:
        raise ModelError(f"no weights for {', '.join(wanted)} among {', '.join(f.name for f in folders) or 'none'}")
    for header, body in [results(rows), *([recalls(people)] if people else [])]:
        _show(header, body, markdown=markdown)


def _languages(folder: Path) -> list[str]:
    """Read the languages out of a folder's name: `ner_en_minilm`, `ner_en-fr-es_minilm`."""
    return folder.name.split("_")[1].split("-")


def _show(header: list[str], rows: list[list[str]], *, markdown: bool) -> None:
    if markdown:
        lines = [header, ["---"] * 3 + ["---:"] * (len(header) - 3), *rows]
        print("\n".join("| " + " | ".join(line) + " |" for line in lines), end="\n\n")
        return
    table = Table(show_edge=False)
    for index, name in enumerate(header):
        whole = max(len(row[index]) for row in [header, *rows])
        table.add_column(name, justify="left" if index < 3 else "right", no_wrap=True, min_width=whole)
    for row in rows:
        table.add_row(*row)
    Console().print(table, crop=False)
