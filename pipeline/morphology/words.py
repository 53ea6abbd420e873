"""What one word is: its dictionary form, its stem, its part of speech. Without a dictionary nothing is known of it."""

from __future__ import annotations

from functools import lru_cache

from pipeline import phrases
from pipeline.morphology.dictionary import ADJECTIVES, bare, compound, inflects, likeliest, parses_of, words_of

# Grammemes of names.
NAMED = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


def lemma(word: str, language: str) -> str:
    """The dictionary form, in lower case; the word itself where nothing is known.

    A participle that says what somebody does now is a word of its own ("заведующий"); the others are forms of their verb.
    """
    return _lemma(word.lower(), language) if inflects(language) else word.lower()


@lru_cache(maxsize=65536)
def _lemma(word: str, language: str) -> str:
    parses = parses_of(word, language)
    if not parses:
        return word
    first = likeliest(parses)
    if {"PRTF", "pres", "actv"} <= set(first.tag.grammemes) and (bent := first.inflect({"nomn", "sing", "masc"})) is not None:
        return str(bent.word)
    return str(first.normal_form)


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A word without the endings that differ between the forms of a name; for comparison only."""
    folded = phrases.fold(word).rstrip(".")
    if not inflects(language):
        return folded
    first, hyphen, last = folded.rpartition("-")
    if first and last:
        return stem(first, language) + hyphen + stem(last, language)
    for ending in words_of(language).list("falling"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


def is_noun(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a noun."""
    if not word[:1].isalpha() or (word.isupper() and len(word) > 1):
        return False
    parses = parses_of(bare(word), language)
    return bool(parses) and likeliest(parses).tag.POS == "NOUN"


def is_person(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a noun for a living being, no name, in the singular."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    tag = likeliest(parses).tag if parses else None
    return (
        tag is not None
        and tag.POS == "NOUN"
        and tag.animacy == "anim"
        and tag.number == "sing"
        and not NAMED & set(tag.grammemes)
    )


def is_adjective(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is an adjective or a participle in full form."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    return bool(parses) and parses[0].tag.POS in ADJECTIVES


def is_adverb(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is an adverb."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    return bool(parses) and parses[0].tag.POS == "ADVB" and parses[0].is_known


def is_verb(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a verb, an adverbial participle or a short participle."""
    if not inflects(language):
        return False
    parses = parses_of(word.lower(), language)
    return bool(parses) and parses[0].tag.POS in {"VERB", "INFN", "GRND", "PRTS", "PRED"} and parses[0].is_known


def is_future(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a verb in the future."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    return bool(parses) and parses[0].tag.POS == "VERB" and str(parses[0].tag.tense) == "futr"


def may_act(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a noun or pronoun in the nominative singular."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    tag = parses[0].tag if parses else None
    return tag is not None and tag.POS in {"NOUN", "NPRO"} and tag.case == "nomn" and tag.number == "sing"


def is_plural(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a plural."""
    if not inflects(language):
        return False
    parses = parses_of(word.lower(), language)
    return bool(parses) and str(parses[0].tag.number) == "plur" and (parses[0].is_known or compound(parses[0]))
