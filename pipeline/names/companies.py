"""Companies, which a legal form behind their name tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

POINT = "."


@dataclass(frozen=True, slots=True)
class Company:
    """A company's name, `start`, `end` with its legal forms; `bare`: without them."""

    start: int
    end: int
    bare: str


def find(text: str, words: Sequence[Word], legal: frozenset[str], never: Collection[str]) -> Iterator[Company]:
    """Capitalised words before a legal form ("Aral Cloud Co., Ltd.").

    `legal`: the forms; `never`: words that begin no name, casefolded.
    """
    letters = {form[0] for form in legal}
    for at, word in enumerate(words):
        if at == 0 or word.text[0] not in letters:
            continue
        last = at - 1 - (words[at - 1].text == ",")
        if last < 0 or (end := legal_end(text, words[last].end, legal)) == words[last].end:
            continue
        first = last + 1
        while first > 0 and (words[first - 1].capital and words[first - 1].lower not in never and words[first].near):
            first -= 1
        if first <= last and words[first].text not in legal:
            start = words[first].start
            yield Company(start, end, text[start : words[last].end])


def closed(text: str, phrase: Phrase, legal: frozenset[str]) -> Phrase:
    """A grown name with the legal form behind it, which is written with points: "Colegio de Agrimensores del Sur | A.G."; the first letter of the form given back."""
    end = phrase.end
    if text[end : end + 1] == POINT and text[end - 1].isupper() and text[end - 2] == " ":
        end = len(text[: end - 2].rstrip(","))
    behind = legal_end(text, end, legal)
    fits = end > phrase.head_end and not phrase.name and POINT in text[end:behind]
    return replace(phrase, end=behind) if fits else phrase


def legal_end(text: str, end: int, legal: frozenset[str]) -> int:
    """Behind the legal forms that follow `end`: "Co., Ltd."."""
    while True:
        start = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(", "))
        form = max(
            (f for f in legal if text.startswith(f, start) and not text[start + len(f) : start + len(f) + 1].isalnum()),
            key=len,
            default="",
        )
        if not form or start == end:
            return end
        end = start + len(form)
        end += text[end : end + 1] == "." and text[end : end + 2] not in {". ", ".\n", "."}
