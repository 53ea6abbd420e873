"""What a network finds that is no whole name: pieces of one person's name are put together, pieces of other things let go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline import lexicon
from pipeline.phrases import trimmed

Found = tuple[int, int, str, float]
"""Start and end, label, probability."""

PERSON = "PER"
INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3}")
LONGEST = 80
"""How far off the marks about a title are looked for, in letters."""

TITLE = ("《", "》")
"""What is written about the title of a work; a name inside is a part of that title, as the Chinese corpora have it too."""

OPENING = frozenset('"«“„')
PAIRS = ("«»", "“”", "„“", "„”", '""', "()", "（）", "《》")
"""Marks that open and close what stands between."""
LAST_WORD = re.compile(r"[^\W\d_]+$")
QUOTES = {'"': '"', "“": "”", "«": "»"}


def put_together(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Give the names of a text, in order: of one person's name, found in pieces, one; none that `is_piece` of another thing.

    Reads:   found, names in order that share no letter. Pieces belong together where a family of one word comes first: in one
             pair of quotes with what follows, or before initials.
    """
    last: Found | None = None
    for name in found:
        if is_piece(text, name[0], name[1]):
            continue
        if last and last[2] == name[2] == PERSON and _belong(text, last, name):
            last = (last[0], name[1], PERSON, min(last[3], name[3]))
            continue
        if last:
            yield last
        last = name
    if last:
        yield last


def likely(text: str, found: Iterable[Found], least: float) -> Iterator[Found]:
    """Give the names without those of one word that are less likely than `least`, unless the text has it in a likelier one of its kind.

    Several capitalised words in a row are some name, though the network doubt which; a lone one may be anything.
    """
    names = list(found)
    known = {(name[2], word) for name in names if name[3] >= least for word in text[name[0] : name[1]].split()}
    for name in names:
        words = text[name[0] : name[1]].split()
        if len(words) > 1 or name[3] >= least or (name[2], words[0]) in known:
            yield name


def is_piece(text: str, start: int, end: int) -> bool:
    """Whether what looks like a name is part of a file's name, of a work's title, or one letter with a sign ("C#", "A++")."""
    if "_" in text[max(0, start - 1) : end + 1]:
        return True
    name = text[start:end]
    if sum(map(str.isalpha, name)) == 1 and any(not sign.isalpha() and sign not in " .'’" for sign in name):
        return True
    before, after = text.rfind(TITLE[0], max(0, start - LONGEST), start), text.find(TITLE[1], end, end + LONGEST)
    whole = before == start - 1 and after == end
    return before >= 0 and after >= 0 and not whole and TITLE[1] not in text[before:start]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a name begins and ends without a quote or bracket at its end that is only half in it."""
    while end - start > 1 and _alone({pair[0] for pair in PAIRS if pair[1] == text[end - 1]}, text[start : end - 1]):
        end -= 1
    while end - start > 1 and _alone({pair[1] for pair in PAIRS if pair[0] == text[start]}, text[start + 1 : end]):
        start += 1
    return trimmed(text, start, end)


def _alone(others: set[str], within: str) -> bool:
    return bool(others) and not others.intersection(within)


def names_a_thing(text: str, start: int, language: str) -> bool:
    """Whether a name in quotes follows a word for a ship, a work, a prize: `ner.toml` of the language has such words."""
    beginnings, endings = _things(language)
    if not beginnings or start < 3 or text[start - 1] not in OPENING or text[start - 2] != " ":
        return False
    before = LAST_WORD.search(text[max(0, start - 2 - LONGEST) : start - 2])
    if before is None:
        return False
    word = before[0].lower()
    return any(word[:size] in beginnings and word[size:] in endings for size in range(len(word), 1, -1))


@cache
def _things(language: str) -> tuple[frozenset[str], frozenset[str]]:
    words = lexicon.read(language, "ner")
    return frozenset(words.list("things")), frozenset(("", *words.list("endings")))


def person_end(words: list[str], end: int, language: str) -> int:
    """Where a person's name ends that was found to end before the word `end`: behind what its last words, or the next, ask for."""
    joins, seconds = _within(language)
    while joins and end < len(words):
        if words[end] in seconds or (words[end - 1] in joins and words[end].isalpha()):
            end += 1
        elif words[end] in joins and end + 1 < len(words) and words[end + 1].isalpha():
            end += 2
        else:
            break
    return end


@cache
def _within(language: str) -> tuple[frozenset[str], frozenset[str]]:
    words = lexicon.read(language, "ner")
    return frozenset(words.list("joins")), frozenset(words.list("seconds"))


@cache
def sons(language: str) -> frozenset[str]:
    """The words for "son of" that stand within a name, never at its beginning, where a name stands before them."""
    return frozenset(lexicon.read(language, "ner").list("sons"))


def _belong(text: str, one: Found, other: Found) -> bool:
    if text[one[1] : other[0]] != ", " or " " in text[one[0] : one[1]]:
        return False
    quoted = bool(one[0]) and QUOTES.get(text[one[0] - 1]) == text[other[1] : other[1] + 1] != ""
    return quoted or bool(INITIALS.fullmatch(text[other[0] : other[1] + 1].rstrip(" ,;:)")))
