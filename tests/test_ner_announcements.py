"""A corpus of annotated announcements: whose mention it is when two meet, where texts are cut, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.errors import SourceError
from pipeline.training.announcements import annotated, sentences, write
from pipeline.training.corpus import Mention, read

TEXT = "Osh, May\nAnna Lee of the Lee Foundation came to Osh. She left Lee Hall. \n\n"


def mention(part: str, start: int = 0) -> dict[str, object]:
    at = TEXT.index(part, start)
    return {"text": part, "start": at, "end": at + len(part)}


def record(**changed: object) -> dict[str, object]:
    return {
        "text": TEXT,
        "language": "en",
        "people": [{"mentions": [mention("Anna Lee")]}],
        "organisations": [{"mentions": [mention("Lee Foundation")]}],
        "centres": [{"mentions": [mention("Lee Hall"), mention("Lee", 20)]}],
    } | changed


def places() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Osh"}, {"label": "LOC", "pattern": "Hall"}])  # type: ignore[attr-defined]
    return nlp


def test_the_longer_name_stays_and_places_only_outside_of_names() -> None:
    found = [(TEXT[m.start : m.end], m.label) for m in annotated(record(), places())]
    assert found == [("Osh", "LOC"), ("Anna Lee", "PER"), ("Lee Foundation", "ORG"), ("Osh", "LOC"), ("Lee Hall", "ORG")]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        (TEXT, [], ["Osh, May", "Anna Lee of the Lee Foundation came to Osh.", "She left Lee Hall."]),
        ("校长王建国昨日上午来到学院。他说很高兴！", [], ["校长王建国昨日上午来到学院。", "他说很高兴！"]),
        ("They met Dr. Anna Lee. Then", [(9, 21)], ["They met Dr. Anna Lee.", "Then"]),
        ("Version 3.5 came out. Yes", [], ["Version 3.5 came out.", "Yes"]),
        ("  \n \n", [], []),
    ],
)
def test_a_text_is_cut_at_lines_and_sentences_but_not_in_names(
    text: str, named: list[tuple[int, int]], expected: list[str]
) -> None:
    mentions = [Mention(start, end, "PER") for start, end in named]
    assert [text[start:end] for start, end in sentences(text, mentions)] == expected


def test_the_corpus_is_read_as_any_other(tmp_path: Path) -> None:
    target = tmp_path / "new" / "announcements.train.jsonl.gz"
    assert write([("001", record())], target, places()) == 3
    named = [(s.text[m.start : m.end], m.label) for s in read(target) for m in s.mentions]
    assert named == [("Osh", "LOC"), ("Anna Lee", "PER"), ("Lee Foundation", "ORG"), ("Osh", "LOC"), ("Lee Hall", "ORG")]


@pytest.mark.parametrize("wrong", [{}, {"text": "a", "people": 3}])
def test_what_is_no_record_is_named(wrong: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x#7.*not a record"):
        write([("x#7", wrong)], tmp_path / "out.gz", places())
