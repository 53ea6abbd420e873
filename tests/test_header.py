"""The headline, the date line and the signatures of an announcement."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from pipeline import spans


@pytest.fixture(scope="module")
def nlp() -> Language:
    model = spacy.blank("en")
    for name in ("herald_clutter", "herald_header"):
        model.add_pipe(name)
    model.initialize()
    return model


def header(nlp: Language, text: str, *, title: str | None = None, published: str | None = None) -> dict[str, str]:
    doc = nlp.make_doc(text)
    doc._.title, doc._.published = title, published
    doc = nlp(doc)
    found = {fact.label: text[fact.start : fact.end] for fact in spans.read(doc, spans.HEADER)}
    return found | {"title": doc._.title, "published": doc._.published}


BODY = "The Harbour Library opened a reading room for the islands on Monday, in front of eighty guests and two brass bands."


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (
            f"Harbour Library opens its fourth reading room\n\n2025.10.13\n\n{BODY}",
            "Harbour Library opens its fourth reading room",
            "2025-10-13",
        ),
        (
            f"Home > News\n\nLIBRARIES\n\nHarbour Library opens its fourth reading room\n12 May 2021\n\n{BODY}",
            "Harbour Library opens its fourth reading room",
            "2021-05-12",
        ),
        (
            f"Release Date:2025.12.2435 Source: Quay, Issue 3\n\nA year of reading rooms\n\n{BODY}",
            "A year of reading rooms",
            "2025-12-24",
        ),
        (
            f"14/03/2024 | 412 views | Share: Facebook\nHarbour Library opens a room\n{BODY}",
            "Harbour Library opens a room",
            "2024-03-14",
        ),
        (BODY, None, None),
    ],
)
def test_headline_and_date_line(nlp: Language, text: str, title: str | None, published: str | None) -> None:
    found = header(nlp, text)
    assert (found["title"], found["published"]) == (title, published)


def test_a_date_in_the_body_does_not_date_the_announcement(nlp: Language) -> None:
    assert (
        header(nlp, f"Harbour Library opens a room\n\nIn a letter of 3 March 2020 the mayor had asked for it. {BODY}")[
            "published"
        ]
        is None
    )


def test_metadata_go_before_the_text(nlp: Language) -> None:
    found = header(nlp, f"Another line\n2025.10.13\n{BODY}", title="Given elsewhere", published="2025-10-12")
    assert (found["title"], found["published"]) == ("Given elsewhere", "2025-10-12")


def test_a_given_title_is_grounded_where_it_stands(nlp: Language) -> None:
    assert header(nlp, f"Menu\nRoom opens\n{BODY}", title="Room opens")["TITLE"] == "Room opens"


@pytest.mark.parametrize(
    "line",
    ["By Thursday the director of the Salt Museum had signed.", "By contrast, the second library of the quay stayed shut"],
)
def test_a_sentence_is_no_byline(nlp: Language, line: str) -> None:
    assert "BYLINE" not in header(nlp, f"{BODY}\n\n{line}")


def test_bylines_and_source_lines(nlp: Language) -> None:
    found = header(nlp, f"Harbour Library opens its fourth reading room\nBy Una Lind\nSource: Quay Weekly\n{BODY}")
    assert (found["BYLINE"], found["SOURCE"]) == ("By Una Lind", "Source: Quay Weekly")
