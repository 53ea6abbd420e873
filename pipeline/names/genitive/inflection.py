"""How a word of a name may be read by its form: heads, adjectives that agree, genitives, places, persons."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline import gazetteer
from pipeline.morphology import parses_of, place_forms
from pipeline.names.heads import Heads

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

DICTIONARY = "ru"
SHORTEST_HEAD = 4
WORDLY = ("VERB", "INFN", "PREP", "CONJ", "ADVB", "PRCL", "NPRO")
PREDICATES = ("ADJS", "PRTS", "GRND")
PERSON = ("Name", "Surn", "Patr")


def both_parts(word: str, number: str) -> str:
    """A noun of two nouns in the nominative ("дома-музея"); a first part in another case than the last is none that bends ("смарт-аудитории")."""
    parts = word.split("-")
    held = {p.tag.case for p in readings(parts[-1]) if "NOUN" in p.tag and number in p.tag}
    bent = []
    for part in parts:
        noun = next((p for p in readings(part) if "NOUN" in p.tag and number in p.tag and p.tag.case in held), None)
        form = noun.inflect({"nomn", number}) if noun is not None else None
        bent.append(form.word if form is not None else part)
    return "-".join(bent)


def cased(model: str, word: str) -> str:
    """A word with the capitals of its model, part by part."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    parts = zip(model.split("-"), word.split("-"), strict=False)
    return "-".join(part[:1].upper() + part[1:] if old[:1].isupper() else part for old, part in parts)


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Parse, ...]:
    """The ways in which a word can be read, the likeliest first."""
    return parses_of(word, DICTIONARY) if word[0].isalpha() else ()


def compounded(lemma: str, heads: Heads, prefixes: Collection[str]) -> str:
    """The head that a word is made of with one of these before it ("колледж" of "медиаколледж"); none where it is no such word."""
    rests = (lemma[cut:] for cut in range(2, len(lemma) - SHORTEST_HEAD + 1) if lemma[:cut].rstrip("-") in prefixes)
    return next((rest for rest in rests if rest in heads.all), "")


def head_noun(word: str, heads: Heads, *, sites: bool, prefixes: Collection[str] = ()) -> Parse | None:
    """How a word can be read as a head noun, or as one with a `prefixes` before it; a site is one."""

    def fits(lemma: str) -> bool:
        return lemma in heads.all or bool(compounded(lemma, heads, prefixes))

    if word not in heads.all and not any(fits(p.normal_form) for p in readings(word)):
        return None
    nouns = [p for p in readings(word) if "NOUN" in p.tag and (fits(p.normal_form) or word in heads.all)]
    single = next((p for p in nouns if "sing" in p.tag), None)
    if not nouns and word in heads.all:
        return next((p for p in readings(word) if "UNKN" in p.tag), None)  # an abbreviation of no dictionary: "ПАО"
    return single if sites else next(iter(nouns), None)


def part_of(lemma: str, heads: Heads) -> str:
    """The head that is one of two nouns joined by a hyphen, the last first ("школа" of "сыроварня-школа")."""
    return next((part for part in reversed(lemma.split("-")) if part in heads.all), "")


def pair(word: str, heads: Heads) -> Parse | None:
    """How two nouns that a hyphen joins can be read as a singular head, where one of them is: "сыроварни-школы"; the first may be of no dictionary ("референс-центра")."""
    parts = word.split("-")
    if len(parts) != 2 or min(map(len, parts)) < SHORTEST_HEAD - 1:
        return None
    first, last = ([p for p in readings(part) if p.is_known] for part in parts)
    strange = not first or any("Fixd" in p.tag for p in first)
    if not all(any("NOUN" in p.tag and "sing" in p.tag for p in known) for known in ((last,) if strange else (first, last))):
        return None
    nouns = [p for p in readings(word) if "NOUN" in p.tag and "sing" in p.tag and not (strange and "Geox" in p.tag)]
    return next((p for p in nouns if part_of(p.normal_form, heads)), None)


def agreeing(word: str, head: Parse) -> Parse | None:
    """How a word can be read as an adjective in the case and number of the head, in any case that the head's form can have."""
    cases = {(p.tag.case, p.tag.number) for p in readings(head.word) if "NOUN" in p.tag and p.normal_form == head.normal_form}
    fits = [p for p in readings(word) if "ADJF" in p.tag and "Apro" not in p.tag and "Anum" not in p.tag]
    if any(p.is_known and "NOUN" in p.tag for p in readings(word)):
        fits = [p for p in fits if p.is_known]  # "Главой представительства": no adjective of a word that is none
    return next((p for p in fits if (p.tag.case, p.tag.number) in cases), None)


def is_genitive(word: str) -> bool:
    """Whether a word can be a noun or an adjective in the genitive."""
    return (
        len(word) > 2
        and not is_verb(word)
        and any("gent" in p.tag and ("NOUN" in p.tag or "ADJF" in p.tag or "PRTF" in p.tag) for p in readings(word))
    )


def is_known(word: str) -> bool:
    """Whether the dictionary has a word."""
    return any(p.is_known for p in readings(word))


def is_place(word: str) -> bool:
    """Whether the dictionary has a word as the name of a place."""
    return any("Geox" in p.tag and p.is_known for p in readings(word))


def is_person(word: str) -> bool:
    """Whether a word is likeliest the name of a person."""
    parses = readings(word)
    return bool(parses) and any(tag in parses[0].tag for tag in PERSON) and "Geox" not in parses[0].tag


def is_town(word: str) -> bool:
    """Whether a word with a capital can be the locative of a known town, though it may be somebody's name too: "в Кирове"."""
    return tagged(word.lower(), "loct") and any(gazetteer.anywhere(form) for form in place_forms(word, DICTIONARY))


def tagged(word: str, tag: str) -> bool:
    """Whether some reading of a word has a grammatical tag."""
    return any(tag in p.tag for p in readings(word))


def is_verb(word: str) -> bool:
    """Whether a word is likeliest a verb, what is said of a subject, or another that is no part of a name."""
    first = next(iter(readings(word)), None)
    if first is None:
        return False
    return any(tag in first.tag for tag in WORDLY) or (first.is_known and any(tag in first.tag for tag in PREDICATES))
