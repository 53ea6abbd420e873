"""Names by the dictionary and by their endings: which sort of name a capitalised word is, and the forms of a place's."""

from __future__ import annotations

from enum import StrEnum

from pipeline.morphology.dictionary import CASES, inflects, parses_of, words_of
from pipeline.morphology.nominative import like, nominative


class NameKind(StrEnum):
    """What a capitalised word may be in a name."""

    PATRONYMIC = "patronymic"
    NAME = "name"
    UNKNOWN = "unknown"
    WORD = "word"


def name_kind(word: str, language: str) -> NameKind:
    """Whether a capitalised word is a patronymic, a known name, unknown, or an ordinary word of the dictionary."""
    if not inflects(language):
        return NameKind.UNKNOWN
    if ending_of(word, words_of(language).table("patronymic")) and len(word) > 5:
        return NameKind.PATRONYMIC
    known = [p for p in parses_of(word.lower(), language) if p.is_known]
    if any("Patr" in p.tag for p in known):
        return NameKind.PATRONYMIC
    if word.lower() in words_of(language).list("names") or any({"Name", "Surn"} & set(p.tag.grammemes) for p in known):
        return NameKind.NAME
    if not known and "-" in word and all(name_kind(part, language) is NameKind.WORD for part in word.split("-")):
        return NameKind.WORD
    return NameKind.WORD if known else NameKind.UNKNOWN


def ending_of(word: str, table: dict[str, list[list[str]]]) -> str:
    """The longest ending of a table that a word has; none where what is left would be no word."""
    lower = word.lower()
    return next((lower[-n:] for n in range(min(5, len(word) - 2), 0, -1) if lower[-n:] in table), "")


def ends_as_family(word: str, language: str) -> bool:
    """Whether a word ends as family names do, in whatever case: "Иванова"."""
    return inflects(language) and bool(ending_of(word, words_of(language).table("family")))


def is_place(word: str, language: str) -> bool:
    """Whether the dictionary knows a word as the name of a place, in the nominative."""
    return inflects(language) and any(
        p.is_known and "Geox" in p.tag and p.tag.case == "nomn" for p in parses_of(word.lower(), language)
    )


def place_cases(word: str, language: str) -> frozenset[str]:
    """The cases in which the dictionary knows a word as the name of a place."""
    if not inflects(language):
        return frozenset()
    known = [p for p in parses_of(word.lower(), language) if p.is_known and "Geox" in p.tag and p.tag.case in CASES]
    return frozenset(CASES[p.tag.case] for p in known)


def place_forms(name: str, language: str) -> tuple[str, ...]:
    """What the name of a place may be in the nominative, likely forms first; nothing in a language without cases."""
    if not inflects(language):
        return ()
    *before, last = name.split(" ")
    if before:
        return (nominative(name, language),)
    known = [p.inflect({"nomn"}) for p in parses_of(last.lower(), language) if p.is_known and "Geox" in p.tag]
    forms = [like(last, form.word) for form in known if form is not None]
    table = words_of(language).table("place")
    for ending in (e for e in (last[-2:], last[-1:]) if e in table):
        forms += [last.removesuffix(ending) + new for new in table[ending]]
    return tuple(dict.fromkeys(forms))
