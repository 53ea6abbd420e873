"""The nominative of a noun phrase: its head and the adjectives before it; all behind the head stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.morphology.agreement import cases
from pipeline.morphology.dictionary import ADJECTIVES, bare, compound, inflects, parses_of, words_of
from pipeline.morphology.words import is_adverb, is_noun, is_person
from pipeline.phrases import in_common


def nominative(phrase: str, language: str, *, singular: bool = False) -> str:
    """A noun phrase with its head and the adjectives before it in the nominative; all behind the head stays.

    The number stays too, unless `singular`. A phrase that may be a nominative as it is, is left alone.
    """
    if not inflects(language):
        return phrase
    words = phrase.split(" ")
    if len(words) > 1 and is_adverb(words[0], language):
        return f"{words[0]} {nominative(' '.join(words[1:]), language, singular=singular)}"
    fixed = next((i for i, w in enumerate(words) if i and _is_preposition(w, language)), len(words))
    head = next((i for i, w in enumerate(words[:fixed]) if is_noun(w, language) and not _learned(words, i, language)), None)
    if head is None:
        return phrase if _agrees_in_nominative(words[:fixed], language) else _first_participle(words, language)
    parses = [p for p in parses_of(bare(words[head]), language) if p.tag.POS == "NOUN"]
    alone = [p for p in parses if p.tag.number == "sing"]
    if (pair := _pair(words[head], language)) is not None:
        return " ".join([*(_adjective(w, "sing", "masc", language) for w in words[:head]), pair, *words[head + 1 :]])
    if (whole := _prefixed(words, head, language)) is not None:
        return whole
    if not parses[0].is_known and not (words[head].islower() and compound(parses[0])):
        return phrase
    if head and _governs(words[0], words[head], language):
        return _first_participle(words, language)
    if (
        any(p.tag.case == "nomn" for p in (alone or parses))
        and not (singular and not alone)
        and _agrees_in_nominative(words[:head], language)
    ):
        return phrase
    noun = _agreeing(alone or parses, words[head - 1] if head else "", language)
    number = "sing" if singular else str(noun.tag.number or "sing")
    gender = str(noun.tag.gender or "masc")
    bent = noun.inflect({"nomn", number})
    done = [_adjective(w, number, gender, language) for w in words[:head]]
    done.append(like(words[head], bent.word if bent else bare(words[head])))
    return " ".join([*done, *words[head + 1 :]])


def _learned(words: Sequence[str], at: int, language: str) -> bool:
    """Whether a word that may be a noun is the adjective of the person behind it: "учёным секретарём"."""
    if at + 1 >= len(words) or not any(p.tag.POS == "ADJF" for p in parses_of(bare(words[at]), language)):
        return False
    return is_person(words[at + 1], language) and bool(cases(words[at], language) & cases(words[at + 1], language))


def _prefixed(words: Sequence[str], at: int, language: str) -> str | None:
    """A phrase whose noun the dictionary knows only without a prefix written to it ("продеканом"), in the nominative; None for any other."""
    word = words[at]
    if at or parses_of(bare(word), language)[0].is_known or not word[1:].islower():
        return None
    for prefix in words_of(language).list("prefixes"):
        rest = word.lower().removeprefix(prefix)
        if rest != word.lower() and is_person(rest, language) and parses_of(rest, language)[0].is_known:
            bent = nominative(rest, language, singular=True)
            return " ".join([like(word, prefix + bent), *words[1:]])
    return None


def _pair(word: str, language: str) -> str | None:
    """Two nouns of the dictionary that a hyphen joins, in the nominative ("инженером-технологом"); None for any other word."""
    parts = word.split("-")
    if len(parts) != 2 or not word.islower() or parts[0] in words_of(language).list("stiff_parts"):
        return None
    nouns = [next((p for p in parses_of(part, language) if p.tag.POS == "NOUN" and p.is_known), None) for part in parts]
    bent = [noun.inflect({"nomn", "sing"}) for noun in nouns if noun is not None and noun.tag.number == "sing"]
    return "-".join(str(form.word) for form in bent) if len(bent) == 2 and None not in bent else None


def _agreeing(parses: Sequence[Any], before: str, language: str) -> Any:
    """The reading of a noun in the case and gender of the adjective before it, else the likeliest: "гвардейского | полка", of полк."""
    adjectives = [p for p in parses_of(bare(before), language) if p.tag.POS in ADJECTIVES] if before[:1].isalpha() else []
    held = {(str(p.tag.case), str(p.tag.gender)) for p in adjectives}
    fitting = (p for p in parses if (str(p.tag.case), str(p.tag.gender)) in held)
    return next(fitting, parses[0])


def _governs(first: str, noun: str, language: str) -> bool:
    """Whether a participle has the noun for its object: "исполняющим обязанности", "заведующей кафедрой"."""
    parses = parses_of(bare(first), language)
    if not parses or parses[0].tag.POS != "PRTF" or is_person(noun, language):
        return False
    if "Subx" in parses[0].tag and cases(noun, language) == frozenset("i"):
        return True
    takes = {"tran", "actv"} <= set(parses[0].tag.grammemes) and "a" in cases(noun, language)
    return takes or not cases(first, language) & cases(noun, language)


def _is_preposition(word: str, language: str) -> bool:
    parses = parses_of(bare(word), language)
    return bool(parses) and parses[0].tag.POS == "PREP"


def _agrees_in_nominative(words: Sequence[str], language: str) -> bool:
    return all("n" in cases(bare(w), language) for w in words if w[:1].isalpha() and len(w) > 2)


def _first_participle(words: Sequence[str], language: str) -> str:
    parses = parses_of(bare(words[0]), language)
    gender = str(parses[0].tag.gender or "masc") if parses else "masc"
    bent = [_adjective(w, "sing", gender, language) if i == 0 else w for i, w in enumerate(words)]
    return " ".join(bent)


def _adjective(word: str, number: str, gender: str, language: str) -> str:
    parse = next((p for p in parses_of(bare(word), language) if p.tag.POS in ADJECTIVES), None)
    if parse is None:
        return word
    bent = adjective_form(parse, {"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender})
    return like(word, bent) if bent else word


def adjective_form(parse: Any, wanted: set[str]) -> str | None:
    """The form of an adjective with these grammemes; of the two that a superlative has ("высший", "высочайший") that of its word."""
    forms = [str(f.word) for f in parse.lexeme if wanted <= set(f.tag.grammemes)] if "Supr" in parse.tag else []
    if forms:
        return max(forms, key=lambda form: in_common(form, str(parse.word)))
    bent = parse.inflect(wanted)
    return str(bent.word) if bent is not None else None


def like(model: str, word: str) -> str:
    """A word in the case of letters of its model."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if model[:1].isupper():
        return (
            "-".join(p[:1].upper() + p[1:] for p in word.split("-"))
            if "-" in model and model.rsplit("-", maxsplit=1)[-1][:1].isupper()
            else word[:1].upper() + word[1:]
        )
    return word
