"""Reads test cases of persons and positions: the bodies are marked, so that only persons and positions are under test."""

import functools
import tomllib
from pathlib import Path

import spacy

import pipeline.components.people
import pipeline.components.positions
import pipeline.components.sentences  # noqa: F401
from pipeline import spans
from pipeline.spans import Fact

CASES = Path(__file__).parent / "cases" / "people"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def cases(*, posts=False):
    """(language, case) for every case of every language; `posts`: those only that say what positions are held."""
    files = ((language, CASES / f"{language}.toml") for language in LANGUAGES)
    read = ((language, tomllib.loads(file.read_text(encoding="utf-8"))) for language, file in files)
    return [(language, case) for language, content in read for case in content["cases"] if not posts or "positions" in case]


@functools.cache
def nlp(language):
    """Sentences, people and positions, initialised; each is called by hand."""
    made = spacy.blank(language)
    for name in ("herald_sentences", "herald_people", "herald_positions"):
        made.add_pipe(name)
    made.initialize()
    return made


def read(case, language):
    """The document of a case with all its facts."""
    made = nlp(language)
    doc = made.make_doc(case["text"])
    mark(doc, spans.ORGANISATIONS, "ORGANISATION", case.get("bodies", []))
    mark(doc, spans.CENTRES, "CENTRE", case.get("centres", []))
    for _, component in made.pipeline:
        doc = component(doc)
    return doc


def mark(doc, group, label, listed):
    """Write every occurrence of these bodies: "short=full name|kind"."""
    facts = []
    for number, row in enumerate(listed):
        named, _, kind = row.partition("|")
        short, _, name = named.partition("=")
        spans.set_entity(doc, group, str(number), {"name": name or short, "acronym": None, "kind": kind or None})
        start = doc.text.find(short)
        while start >= 0:
            facts.append(Fact(start, start + len(short), label, "case", 1.0, str(number)))
            start = doc.text.find(short, start + 1)
    spans.write(doc, group, facts)


def names(doc):
    """The names of the persons found."""
    return {fields["name"] for fields in spans.entities(doc, spans.PEOPLE).values()}


def posts(doc):
    """(name, title, organisation) of the positions found."""
    people = spans.entities(doc, spans.PEOPLE)
    return {(people[f.entity]["name"], f.value["title"], f.value["organisation"]) for f in spans.read(doc, spans.POSITIONS)}
