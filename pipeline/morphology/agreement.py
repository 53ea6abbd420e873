"""Case and gender: in which a word may stand, which a preposition or a verb asks for, whether two words agree."""

from __future__ import annotations

from pipeline.morphology.dictionary import ALL_CASES, CASES, bare, compound, inflects, parses_of, words_of
from pipeline.morphology.words import is_noun

GENDERS = {"masc": "m", "femn": "f", "neut": "n"}


def cases(word: str, language: str, *, number: str = "") -> frozenset[str]:
    """The cases in which a noun or adjective may stand ("n", "g", "d", "a", "i", "l"); all of them where nothing is known.

    `number`: only its readings in this one ("sing", "plur"), if it has any.
    """
    if not inflects(language):
        return ALL_CASES
    read = [p for p in parses_of(word.lower(), language) if p.tag.case in CASES]
    read = [p for p in read if str(p.tag.number) == number] or read
    found = {CASES[p.tag.case] for p in read if p.is_known or compound(p)}
    return frozenset(found) or ALL_CASES


def qualifies(word: str, noun: str, language: str) -> bool:
    """Whether a word may be an adjective of the noun behind it, in its case: "Джалал-Абадской" of "области", in a list of "областей"."""
    if not inflects(language) or not is_noun(noun, language):
        return False
    last = word.lower().rpartition("-")[2]
    adjectives = [p for p in parses_of(last, language) if p.tag.POS == "ADJF" and "Poss" not in p.tag]
    return bool(
        {p.tag.case for p in adjectives} & {p.tag.case for p in parses_of(noun.lower(), language) if p.tag.POS == "NOUN"}
    )


def governed(word: str, language: str) -> frozenset[str]:
    """The cases that a preposition takes; none for a word that is no preposition."""
    return frozenset(words_of(language).table("governs").get(word.lower(), "")) if inflects(language) else frozenset()


def behind_verb(word: str, language: str, *, gives: bool = False) -> frozenset[str]:
    """The cases of one name behind a verb: the subject of a passive or reflexive one, the object of an infinitive, of "they", of "it".

    `gives`: a title stands between, so that whoever the verb is said of, the name is its object, or the subject of one that has none.
    """
    parse = next(iter(parses_of(word.lower(), language)), None) if inflects(language) else None
    if parse is None or parse.tag.POS not in {"VERB", "INFN", "PRTS"}:
        return frozenset()
    reflexive = parse.normal_form.endswith(tuple(words_of(language).list("reflexive")))
    if parse.tag.POS == "PRTS" or reflexive or (gives and "intr" in parse.tag):
        return frozenset("n")
    acts = gives or parse.tag.POS == "INFN" or parse.tag.number == "plur" or parse.tag.gender == "neut"
    return frozenset("a") if acts and "tran" in parse.tag else frozenset()


def gender(phrase: str, language: str) -> str:
    """The gender of the first noun of a name in the nominative ("m", "f", "n"; "p" for a plural); empty where nothing is known."""
    if not inflects(language):
        return ""
    for word in phrase.split():
        nouns = [
            p for p in parses_of(bare(word) or "-", language) if p.tag.POS == "NOUN" and p.tag.case == "nomn" and p.is_known
        ]
        if nouns:
            return "p" if nouns[0].tag.number == "plur" else GENDERS.get(str(nouns[0].tag.gender), "")
    return ""


def owns(possessive: str, name: str, language: str) -> bool:
    """Whether "his", "her" or "their" may mean what bears a name; true where nothing is known of either."""
    if not inflects(language):
        return True
    fitting = words_of(language).table("owners").get(possessive.lower(), "")
    known = gender(name, language)
    return not fitting or not known or known in fitting
