"""Names of several words that only the recogniser calls bodies: which of them count, and which are persons, fields or papers."""

import bodies
import pytest
from spacy.tokens import Span

from pipeline import spans


def named(marked: str) -> set[str]:
    """The organisations of a text in which […] marks what the recogniser calls one."""
    text = marked.replace("[", "").replace("]", "")
    nlp = bodies.model("en")
    doc = nlp.make_doc(text)
    at = [marked[: n + 1].count("[") + marked[: n + 1].count("]") for n in range(len(marked))]
    opened = [n - at[n] + 1 for n, char in enumerate(marked) if char == "["]
    closed = [n - at[n] + 1 for n, char in enumerate(marked) if char == "]"]
    found = [doc.char_span(start, end, label="ORG") for start, end in zip(opened, closed, strict=True)]
    doc.ents = [span for span in found if isinstance(span, Span)]
    assert len(doc.ents) == len(opened)
    doc = nlp(doc)
    entities = spans.entities(doc, spans.ORGANISATIONS)
    return {entities[f.entity]["name"] for f in spans.read(doc, spans.ORGANISATIONS)}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The keys were handed over by [Korvel Hard Coal Enterprise] in May.", {"Korvel Hard Coal Enterprise"}),
        ("She works for the [Korvel Sail Works] in Osh.", {"Korvel Sail Works"}),
        ("Eva Dunn, CEO of [Larkmoor Sky Cargo], spoke.", {"Larkmoor Sky Cargo"}),
        ("They met [Larkmoor Sky]'s director.", {"Larkmoor Sky"}),
        ("Eva Dunn, Manager, [Larkmoor Harbour Services], spoke.", {"Larkmoor Harbour Services"}),
        ("In May [Larkmoor Tools] gave nine drills.", {"Larkmoor Tools"}),
        ("The mayor of [Lunenburg] and the people of [Lunenburg] came.", set()),
        ("A guest of [Anna Lisk] spoke in the hall.", set()),
        ("Eva Dunn, Head of [Larkmoor Storm Services], spoke.", set()),
        ("They read it in the [Larkmoor Evening Courier] on Monday.", set()),
        ("They talked of the [Higher Education] in Osh.", set()),
        ("The [Department of Public Safety] agreed to pay.", {"Department of Public Safety"}),
        ("She is Head of the [Department of Natural Dyes] there.", set()),
        ("He works in the [Department of Natural Dyes] at home.", set()),
        ("They talked to the [Larkmoor Supply Department] of Osh.", set()),
    ],
)
def test_what_the_recogniser_alone_calls_a_body(marked, expected):
    assert named(marked) == expected


def test_the_end_of_a_name_is_the_body_itself():
    assert named("News of the [Pearl Gem Makers] today.\n\nThe Eastern Pearl Gem Makers (EPGM) met.") == {
        "Eastern Pearl Gem Makers"
    }
