"""Names that quotation marks or Latin letters set apart from the words of a language with cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, near_at

MARKS = {"«": "»", "“": "”", "„": "“", '"': '"'}
LONGEST = 12


def close_of(words: Sequence[Word], at: int) -> int | None:
    """Where the quotation marks close that open here before a name; None where none do."""
    opening = near_at(words, at)
    inner = near_at(words, at + 1)
    if opening is None or opening.text not in MARKS or (inner is not None and inner.text.islower()):
        return None
    return next((n for n in range(at + 1, min(at + LONGEST, len(words))) if words[n].text == MARKS[opening.text]), None)


def alone(words: Sequence[Word], at: int) -> bool:
    """Whether a word with a capital has quotation marks for itself, so that it is a name: "центр «Ковчег»"."""
    closed = 0 < at < len(words) - 1 and MARKS.get(words[at - 1].text) == words[at + 1].text
    return closed and words[at].capital


def behind_comma(words: Sequence[Word], at: int) -> int | None:
    """The end of a name in quotation marks that a comma parts from its noun ("обсерватория, «Мыс»,")."""
    comma = near_at(words, at + 1)
    close = close_of(words, at + 2) if comma is not None and comma.text == "," else None
    after = words[close + 1] if close is not None and close + 1 < len(words) else None
    return close if after is not None and after.text in ",.;" else None


def apposed(words: Sequence[Word], at: int, lemma: str) -> Phrase | None:
    """The name in quotation marks behind a noun that only introduces it."""
    opening = next((n for n in range(at + 1, min(at + 4, len(words))) if words[n].text in MARKS), None)
    if opening is None:
        return None
    close = next((n for n in range(opening + 1, len(words)) if words[n].text == MARKS[words[opening].text]), None)
    if close is None or close == opening + 1:
        return None
    head = words[at]
    return Phrase(words[opening + 1].start, words[close - 1].end, head.start, head.end, lemma, specific=True, rule="apposed")


def latin(words: Sequence[Word], at: int, lemma: str) -> Phrase | None:
    """The name in Latin letters behind such a noun ("компания Aral Systems")."""
    end = at
    while (
        (word := near_at(words, end + 1)) is not None and word.text.isascii() and (word.text[0].isalnum() or word.text == "&")
    ):
        end += 1
    if end == at or not words[at + 1].capital:
        return None
    head = words[at]
    return Phrase(words[at + 1].start, words[end].end, head.start, head.end, lemma, specific=True, rule="apposed")


def called(words: Sequence[Word], at: int, end: int, nouns: Collection[str]) -> Phrase | None:
    """The name in quotation marks of which a noun says that a thing is so called ("лаборатория под вывеской «Омуль»", "узел с названием «Чага»"); `at`: its head, `end`: the last word of what it is."""
    preposition, noun = near_at(words, end + 1), near_at(words, end + 2)
    if preposition is None or noun is None or noun.lower not in nouns:
        return None
    close = close_of(words, end + 3)
    if close is None or close == end + 4:
        return None
    head = words[at]
    return Phrase(words[end + 4].start, words[close - 1].end, head.start, head.end, head.lower, specific=True, rule="called")
