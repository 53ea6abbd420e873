"""Centre numbers in sentences with inline gold, in six languages; near-misses that must yield nothing."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bodies
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.components.centre_numbers
import pipeline.components.dates
import pipeline.components.sentences  # noqa: F401
from pipeline import spans, units
from pipeline.spans import Fact

CASES = Path(__file__).parent / "cases" / "centre_numbers"
LANGUAGES = sorted(path.stem for path in CASES.glob("*.toml"))
MARK = re.compile(r"\{([^{}@]+)(?:@([A-Z]{2}))?\}|\[([^\[\]|]+)\|([^\[\]]+)\]")


@dataclass(frozen=True)
class Gold:
    """An expected number: offsets, kind, comparator, value; scope and centre as marked ("0", "-": none), None where they are not checked."""

    start: int
    end: int
    kind: str
    comparator: str
    value: int
    scope: str | None
    centre: str | None


def read(marked: str) -> tuple[str, list[Gold], list[tuple[int, int, str, str | None]]]:
    """The bare text of a marked sentence, its numbers and its centres."""
    text, at, golds, centres = "", 0, [], []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        name, country, span, said = match.groups()
        if name:
            centres.append((len(text), len(text) + len(name), name, country))
        else:
            number, *rest = said.split("|")
            comparator, value = re.fullmatch(r"(#|[<>=~]+)(\d+)", number).groups()
            kind, comparator = ("ORDINAL", "=") if comparator == "#" else ("COUNT", comparator)
            scope, centre = [*rest, None, None][:2]
            golds.append(Gold(len(text), len(text) + len(span), kind, comparator, int(value), scope, centre))
        text += name or span
        at = match.end()
    return text + marked[at:], golds, centres


@Language.component("test_centres")
def test_centres(doc: Doc) -> Doc:
    """Write the centres that the test has put on the Doc."""
    facts = []
    for start, end, name, country in doc.user_data["centres"]:
        kinds = units.find(name, doc.lang_)
        fields = {"name": name, "kind": kinds[-1].unit if kinds else None, "country": country}
        spans.set_entity(doc, spans.CENTRES, name, fields)
        facts.append(Fact(start, end, "CENTRE", "test", 1.0, name))
    spans.write(doc, spans.CENTRES, facts)
    return doc


test_centres.__test__ = False


@cache
def model(language: str) -> Language:
    nlp = spacy.blank(language)
    for name in ("herald_sentences", "herald_dates", "test_centres", "herald_centre_numbers"):
        nlp.add_pipe(name)
    nlp.initialize()
    return nlp


def found(language: str, text: str, centres: list[tuple[int, int, str, str | None]]) -> list[Fact]:
    nlp = model(language)
    doc = nlp.make_doc(text)
    doc._.published = "2025-06-15"
    doc.user_data["centres"] = centres
    return spans.read(nlp(doc), spans.CENTRE_NUMBERS)


def cases(kind: str) -> list[tuple[str, str]]:
    return [
        (lang, line) for lang in LANGUAGES for line in tomllib.loads((CASES / f"{lang}.toml").read_text("utf-8")).get(kind, [])
    ]


@pytest.mark.parametrize(("language", "marked"), cases("yes"))
def test_numbers_are_found(language: str, marked: str) -> None:
    text, golds, centres = read(marked)
    facts = found(language, text, centres)
    assert [(f.label, f.value["comparator"], f.value["value"]) for f in facts] == [
        (g.kind, g.comparator, g.value) for g in golds
    ]
    for fact, gold in zip(facts, golds, strict=True):
        assert fact.overlaps(gold.start, gold.end)
        assert 0 < fact.confidence <= 1
        if gold.scope is not None:
            assert (fact.value["scope"] or "0") == gold.scope
        if gold.centre is not None:
            assert (fact.value["centre"] or "-") == gold.centre


@pytest.mark.parametrize(("language", "marked"), cases("no"))
def test_look_alikes_are_left_out(language: str, marked: str) -> None:
    text, _, centres = read(marked)
    assert [(text[f.start : f.end], f.rule) for f in found(language, text, centres)] == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Le réseau a ouvert son sixième centre à l'Institut de Brume.", None),
        ("C'est le sixième centre à Madagascar.", "Madagascar"),
    ],
)
def test_a_body_is_no_scope(text, scope):
    [number] = spans.read(bodies.read(text, "fr"), spans.CENTRE_NUMBERS)
    assert number.value["scope_text"] == scope
