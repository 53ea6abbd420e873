"""Units that a text abbreviates: "five farm advice centres (FACs)", then "the Osh FAC"; "quatre écoles de la deuxième chance (E2C)".

An acronym in brackets behind a common noun of a site stands for that noun wherever it stands alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from pipeline.coined import Words, near
from pipeline.phrases import Word, at_offset

__all__ = ["acronyms", "occurrences"]

# Words before the bracket.
LONGEST_PHRASE = 7
BRACKETED = re.compile(r"[ \u00a0]\(([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9]{1,5})s?\)")


def acronyms(text: str, words: Sequence[Word], heads: Sequence[tuple[int, int]], language: str) -> dict[str, int]:
    """Acronym → which unit it stands for. `heads`: the common nouns of units, as runs of words."""
    found: dict[str, int] = {}
    for match in BRACKETED.finditer(text) if heads else ():
        at = at_offset(words, match.start(1))
        for n in range(at - 1, max(-1, at - 1 - LONGEST_PHRASE), -1):
            ends = (which for which, (first, last) in enumerate(heads) if n <= first < at and (first == n or last == at))
            which = next(ends, None)
            if which is not None and _spells(words[n:at], match[1], language):
                found.setdefault(match[1], which)
            if not near(text, words, n):
                break
    return found


def _spells(phrase: Sequence[Word], acronym: str, language: str) -> bool:
    """Whether the first letters of a phrase, but for little words, are those of an acronym; a figure stands for any word."""
    little = Words.of(language).stops
    firsts = [_plain(word.form[0]) for word in phrase if word.form not in little]
    return len(firsts) == len(acronym) and all(a == b or a.isdigit() for a, b in zip(_plain(acronym), firsts, strict=True))


def _plain(letters: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", letters.lower()) if not unicodedata.combining(c))


def occurrences(text: str, words: Sequence[Word], short: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Where such acronyms stand, but for the brackets that explain them: (index of the first word, index behind the last, which unit)."""
    for acronym, which in short.items():
        for match in re.finditer(rf"(?<![\w(]){re.escape(acronym)}(?!\w)", text):
            first = at_offset(words, match.start())
            yield first, at_offset(words, match.end()), which
