"""Acronyms and where a text says what they stand for: "Aral Water Academy (AWA)", "AWA (Aral Water Academy)"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline import gazetteer
from pipeline.names.gather import abbreviates
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, is_roman

_TOKEN = r"[^\W_](?:[^\W_]|[-–&/.](?=[^\W_]))*"
_ACRONYM = re.compile(_TOKEN)
_BRACKETED = re.compile(
    r"[ \t]?[(（\[]\s?[«“\"']?((?:The |the )?" + _TOKEN + r"(?: " + _TOKEN + r"){0,2})[»”\"']?\s?(?=[,;)）\]，；])"
)
_APPOSED = re.compile(r"(" + _TOKEN + r"),? ?[(（,] ?(?:the |The )?$")
_CAPITAL = re.compile(r" [(]([^\W\d_]{4,12})(?=[),])")
_NICKNAME = re.compile(r"[ \t]?[(（]([^()（）\n，,；;]{3,40})(?=[)）])")
_SMALL_SHARE = 2
# A word of a script without case that writes blanks between words.
_CASELESS = re.compile(r" [(]([\u0590-\u06ff]{3,12})[)]")
_FUSED = re.compile(r"(?<![\w@#./-])[A-Z][a-z]{2,}[A-Z][a-z]{2,}(?:[A-Z][a-z]*)*(?![\w@/])(?!\.\w)")
_PREFIXED = ("Mac", "Mc", "Fitz", "Van", "Des", "Della")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a text says an acronym stands for; code points of both."""

    start: int
    end: int
    short_start: int
    short_end: int


def looks(word: str) -> bool:
    """Whether a word is written like an acronym: two capitals at least, and no more small letters than twice those."""
    if not 2 <= len(word) <= 20 or not word[0].isalpha() or word[0].islower() or is_roman(word):
        return False
    capitals = sum(c.isupper() for c in word)
    small = sum(c.islower() for c in word)
    return (
        capitals >= 2 and small <= _SMALL_SHARE * capitals and not any(_name_like(part) for part in re.split(r"[-–/&]", word))
    )


def _name_like(part: str) -> bool:
    """`Smith` in "Hill-Smith" is a name and no acronym."""
    return len(part) > 2 and part[0].isupper() and part[1:].islower()


def bracketed(text: str, end: int) -> tuple[int, int] | None:
    """The acronym in brackets right after `end`, if there is one."""
    match = _BRACKETED.match(text, end)
    if match is None or not any(looks(part) for part in match.group(1).split()):
        return None
    parts = match.group(1).split()
    if not all(looks(part) or part in {"The", "the"} for part in parts) and len(parts) > 2:
        return None
    return match.span(1)


def _again(text: str, end: int) -> tuple[int, int] | None:
    """A word in brackets right after `end`, in letters without case, by which the text calls the same again: "مؤسسة … (أثير)"."""
    match = _CASELESS.match(text, end)
    if match is None or match.group(1).upper() != match.group(1).lower():
        return None
    return match.span(1) if len(re.findall(rf"(?<!\w){re.escape(match.group(1))}(?!\w)", text)) > 1 else None


def _syllabic(text: str, phrase: Phrase) -> tuple[int, int] | None:
    """A word in brackets right after a name, of letters of its words in order, which only the first of it in capitals: "Ministerio de Bienestar Comunitario (Mibeco)"."""
    match = _CAPITAL.match(text, phrase.end)
    if match is None or not match.group(1).istitle() or gazetteer.anywhere(match.group(1)):
        return None
    name = phrase.called(text)
    return match.span(1) if abbreviates(match.group(1).upper(), name) else None


def nicknamed(text: str, end: int, openers: Collection[str]) -> tuple[int, int] | None:
    """The short name in brackets right after `end` that a word opens: "（以下简称“学会”）", "(hereinafter “the Institute”)"."""
    match = _NICKNAME.match(text, end)
    if match is None:
        return None
    opener = next((o for o in sorted(openers, key=len, reverse=True) if match.group(1).casefold().startswith(o)), "")
    start = match.start(1) + len(opener)
    start += len(text[start : match.end(1)]) - len(text[start : match.end(1)].lstrip(" :：为“”«\"'「"))
    stop = start + len(text[start : match.end(1)].rstrip(" “”»\"'」"))
    return (start, stop) if opener and stop - start > 1 else None


def definitions(text: str, phrases: Sequence[Phrase], words: Sequence[Word], little: Collection[str]) -> list[Definition]:
    """Every definition of the text, in its order; a name without head noun is told by its initials."""
    found: dict[tuple[int, int], Definition] = {}
    for phrase in phrases:
        short = bracketed(text, phrase.end) or _syllabic(text, phrase) or _again(text, phrase.end)
        if short is not None:
            start = _by_initials(text[slice(*short)], words, phrase.end, little)
            begin = (
                start if start is not None and (start < phrase.start or _inner(text, start, phrase, short)) else phrase.start
            )
            found[short] = Definition(begin, phrase.end, *short)
        elif (short := _before(text, phrase)) is not None:
            found[short] = Definition(phrase.start, phrase.end, *short)
    for word in words:
        if word.is_word and (short := bracketed(text, word.end)) and short not in found:
            start = _by_initials(text[slice(*short)], words, word.end, little)
            if start is not None and start < word.start:
                found[short] = Definition(start, word.end, *short)
    return sorted(found.values(), key=lambda d: (d.start, d.end))


def _inner(text: str, start: int, phrase: Phrase, short: tuple[int, int]) -> bool:
    """Whether an acronym stands for the end of a phrase only ("Centre for X of Aral University (AU)"), letter by letter."""
    capitals = "".join(c for c in text[slice(*short)] if c.isupper()).casefold()
    return start > phrase.head_end and initials(text[start : phrase.end]) == capitals != initials(
        text[phrase.start : phrase.end]
    )


def initials(name: str) -> str:
    """The capitals that begin the words of a name, and those inside them, casefolded."""
    letters = [part[0] for part in re.findall(r"[^\W_]+", name) if part[0].isupper()]
    return "".join(letters).casefold()


def stands_for(short: str, name: str) -> bool:
    """Whether the capitals of an acronym are, in order, first letters of the name's words."""
    firsts = iter(part[0].casefold() for part in re.findall(r"[^\W_]+", name))
    capitals = [c.casefold() for c in short if c.isupper()]
    return len(capitals) > 1 and all(any(first == c for first in firsts) for c in capitals)


def whole(text: str, phrase: Phrase) -> Phrase:
    """A phrase in brackets behind an acronym, with the words up to the bracket's end where only with them it has its letters: "ГИУШ (Инженерного университета | Ширака)"."""
    match = _APPOSED.search(text, max(0, phrase.start - 40), phrase.start)
    close = text.find(")", phrase.end, phrase.end + 40)
    if match is None or close < 0 or text[phrase.end] != " " or not looks(match.group(1)):
        return phrase
    rest = text[phrase.end : close]
    letters = "".join(part[0] for part in re.findall(r"[^\W_]+", text[phrase.start : close])).casefold()
    if letters != match.group(1).casefold() or "\n" in rest:
        return phrase
    return replace(phrase, end=close, name=phrase.name and phrase.name + rest)


def _before(text: str, phrase: Phrase) -> tuple[int, int] | None:
    """The acronym that a phrase in brackets or between commas explains."""
    match = _APPOSED.search(text, max(0, phrase.start - 40), phrase.start)
    if match is None or not looks(match.group(1)):
        return None
    bracket = text[match.end(1) : phrase.start].strip()[:1] in {"(", "（"}
    closed = text[phrase.end : phrase.end + 1] in {")", "）"} if bracket else text[phrase.end : phrase.end + 1] in {",", "."}
    return match.span(1) if closed and stands_for(match.group(1), text[phrase.start : phrase.end]) else None


def _by_initials(short: str, words: Sequence[Word], end: int, little: Collection[str]) -> int | None:
    """Where the name that ends at `end` begins, if its words, read backwards, give the capitals of `short`."""
    wanted = [c.casefold() for part in short.split() if part.casefold() not in little for c in part if c.isupper()]
    at = next((n for n, word in enumerate(words) if word.end == end), None)
    if at is None or len(wanted) < 2:
        return None
    for before, after in pairwise(range(at, max(-1, at - 2 * len(wanted) - 3), -1)):
        word = words[before]
        if not word.is_word:
            return None
        for part in reversed(word.lower.split("-")[1:]):
            if wanted and part[:1] == wanted[-1]:
                wanted.pop()
        if wanted and word.lower[0] == wanted[-1]:
            wanted.pop()
        elif word.capital and word.lower not in little and not word.shouted:
            return None
        if not wanted:
            return word.start if word.capital else None
        if not word.near or after < 0:
            return None
    return None


def occurrences(text: str, short: str, *, unspaced: bool = False) -> list[tuple[int, int]]:
    """Where an acronym stands as a word of its own; a possessive may follow, a hyphen may not precede or follow.

    `unspaced`: in Chinese, where no marks stand between words, wherever its characters do.
    """
    if unspaced and "\u3400" <= short[0] <= "\u9fff":
        return [match.span() for match in re.finditer(re.escape(short), text)]
    pattern = re.compile(rf"(?<![\w\-–/])(?<!\w[&.]){re.escape(short)}(?!\w|[\-–/]\w)")
    return [match.span() for match in pattern.finditer(text)]


def tokens(text: str) -> list[tuple[int, int, str]]:
    """Every word of the text that is written like an acronym."""
    matches = _ACRONYM.finditer(text)
    return [(*match.span(), match.group()) for match in matches if looks(match.group()) and "." not in match.group()]


def shouted(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals is a heading of its own, or stands beside another one: no acronym, whatever it looks like."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[begin:start].split(), text[end : stop if stop >= 0 else len(text)].split()
    return not (before or after) or any(len(w) > 1 and w.isalpha() and w.isupper() for w in (*before[-1:], *after[:1]))


def fused(text: str) -> list[tuple[int, int, str]]:
    """Words with a capital inside, as companies write their names ("AralSoft"); `looks` would not take them for acronyms."""
    return [(*m.span(), m.group()) for m in _FUSED.finditer(text) if not m.group().startswith(_PREFIXED)]
