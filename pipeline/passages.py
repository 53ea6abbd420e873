"""Passages of an announcement that are not in the language of its body: each is read by the model of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.language import PROSE, SETTLED, clean, is_prose, judged
from pipeline.layout import Line, lines
from pipeline.scripts import script_of, scripts

__all__ = ["Passage", "find", "parts"]

MIXED: Final = 0.3
"""Letters of the body's script to one of the other, above which a line is the body's with something quoted in it."""

QUOTE: Final = re.compile(r"(?<=[«“「\"])([^«»“”「」\"]+)(?=[»”」\"])")
"""What is quoted; a quotation long enough to be running text may be in another language than the line that it stands in."""

QUOTED: Final = 0.8
"""How much of the letters of running text a quotation needs, which need not end with a stop."""

WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in one language, ISO 639-1; offsets are code points, end exclusive."""

    start: int
    end: int
    language: str


def find(text: str, language: str, readable: Collection[str]) -> list[Passage]:
    """The stretches of running text in another of the `readable` languages than `language`, in order.

    Only running text decides: a heading, a caption or a list of names goes with the lines around it, so that a foreign name
    is no foreign passage. Where nothing is foreign this costs no model.
    """
    own = script_of(language)
    pieces = [piece for row in lines(text) for piece in _quoted(row, language, own, readable)]
    if not any(said for _, said in pieces):
        return []
    rows = [row for row, _ in pieces]
    return _joined(rows, _filled(rows, [None if said is None else said or language for _, said in pieces], language), language)


def _quoted(row: Line, language: str, own: str | None, readable: Collection[str]) -> Iterator[tuple[Line, str | None]]:
    """A line of the body's language cut at what it quotes in another, any other line whole; each piece with what `foreign` says of it."""
    at, whole = 0, foreign(row.text, language, own, readable)
    for quote in () if whole else QUOTE.finditer(row.text):
        said = foreign(quote.group(1), language, own, readable, quoted=True)
        if said:
            for piece in _piece(row, at, quote.start(1)):
                yield piece, foreign(piece.text, language, own, readable)
            for piece in _piece(row, quote.start(1), quote.end(1)):
                yield piece, said
            at = quote.end(1)
    if not at:
        yield row, whole
    for piece in _piece(row, at, len(row.text)) if at else ():
        yield piece, foreign(piece.text, language, own, readable)


def _piece(row: Line, start: int, end: int) -> Iterator[Line]:
    """Part of a line without the white space around it; none where it holds no letter."""
    said = row.text[start:end]
    if any(map(str.isalpha, said)):
        first = row.start + start + len(said) - len(said.lstrip())
        yield Line(first, first + len(said.strip()), said.strip())


def parts(text: str, body: str, passages: Sequence[Passage]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each language of a text with the stretches that are not in it, in the order in which the languages come up."""
    ends = [(one.start, one.end, one.language) for one in passages]
    between = _outside([(start, end) for start, end, _ in ends], text)
    stretches = sorted([*ends, *((start, end, body) for start, end in between)])
    for language in dict.fromkeys([*(code for _, _, code in stretches), body]):
        yield language, [(start, end) for start, end, code in stretches if code != language]


def _outside(stretches: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """What lies between stretches, and is not blank."""
    edges = [0, *(edge for stretch in stretches for edge in stretch), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in gaps if text[start:end].strip()]


def foreign(line: str, language: str, own: str | None, readable: Collection[str], *, quoted: bool = False) -> str | None:
    """The other language of a line of running text; empty where it is the body's, None where it is no running text.

    What is `quoted` needs no stop at its end to be running text.
    """
    text = clean(line)
    counts = scripts().counts(text)
    letters = sum(counts.values())
    if not (is_prose(text, letters) or (quoted and letters >= QUOTED * PROSE)):
        return None
    script = next(iter(counts))
    known = not _telling(text, language) if script == own else counts.get(own or "", 0) > MIXED * counts[script]
    if known:
        return ""
    found = judged(text)
    sure = found.language in readable and found.language != language and found.confidence >= SETTLED
    return found.language if sure else ""


def _small_words(text: str) -> dict[str, int]:
    """How many words of grammar a text has, by language of Latin script; cheap, and always asked before a model."""
    words = Counter(WORD.findall(text.casefold()))
    return {code: sum(words[word] for word in small) for code, small in scripts().small_words.items()}


def _telling(text: str, language: str) -> bool:
    """Whether small words of another language outnumber those of this one."""
    count = _small_words(text)
    return language not in count or max(count.values()) > count[language]


def _filled(rows: Sequence[Line], said: list[str | None], body: str) -> list[str]:
    """Lines that are no running text go with their neighbours; between two languages their script decides."""
    filled: list[str] = []
    for at, one in enumerate(said):
        if one is not None:
            filled.append(one)
            continue
        before = filled[-1] if filled else body
        after = next((later for later in said[at:] if later is not None), body)
        filled.append(before if before == after else _of_two(rows[at].text, before, after, body))
    return filled


def _of_two(line: str, before: str, after: str, body: str) -> str:
    """Which of two languages a line is in, by its script, then by its small words; the body's where neither tells."""
    written = next(iter(scripts().counts(line)), None)
    fits = [language for language in (before, after) if script_of(language) == written]
    if len(fits) == 1:
        return fits[0]
    count = _small_words(line)
    return max(before, after, key=lambda language: (count.get(language, 0), language == body))


def _joined(rows: Sequence[Line], languages: Sequence[str], body: str) -> list[Passage]:
    found: list[Passage] = []
    last = body
    for line, language in zip(rows, languages, strict=True):
        if language != body and language == last:
            found[-1] = Passage(found[-1].start, line.end, language)
        elif language != body:
            found.append(Passage(line.start, line.end, language))
        last = language
    return found
