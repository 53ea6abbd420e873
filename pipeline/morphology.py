"""Word forms of inflecting languages: the lemma of a word, the nominative of a phrase and of a personal name.

Which language inflects is data: `languages/<code>/morphology.toml` names a dictionary of pymorphy3 and the endings of names. In a
language without such a file every function here is the identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from pipeline import lexicon, phrases
from pipeline.lexicon import LANGUAGES, Lexicon

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

__all__ = [
    "NameKind",
    "cases",
    "inflects",
    "is_noun",
    "is_place",
    "is_plural",
    "is_verb",
    "lemma",
    "name_kind",
    "nominative",
    "nominative_name",
    "place_forms",
    "qualifies",
    "stem",
]


CASES = {"nomn": "n", "gent": "g", "gen2": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l", "loc2": "l", "voct": "n"}
ADJECTIVES = frozenset({"ADJF", "PRTF"})
ALL_CASES = frozenset("ngdail")

Reading = tuple[str, str, str]
"""Gender ("m", "f" or "" for either), case, and the nominative that a form would have."""


class NameKind(StrEnum):
    """What a capitalised word may be in a name."""

    PATRONYMIC = "patronymic"
    NAME = "name"
    UNKNOWN = "unknown"
    WORD = "word"


@cache
def inflects(language: str) -> bool:
    """Whether words of the language have cases that herald undoes."""
    return (LANGUAGES / language / "morphology.toml").exists()


def lemma(word: str, language: str) -> str:
    """The dictionary form, in lower case; the word itself where nothing is known."""
    return _lemma(word.lower(), language) if inflects(language) else word.lower()


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A word without the endings that differ between the forms of a name; for comparison only."""
    folded = phrases.fold(word).rstrip(".")
    if not inflects(language):
        return folded
    first, hyphen, last = folded.rpartition("-")
    if first and last:
        return stem(first, language) + hyphen + stem(last, language)
    for ending in _words(language).list("falling"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


def cases(word: str, language: str) -> frozenset[str]:
    """The cases in which a noun or adjective may stand ("n", "g", "d", "a", "i", "l"); all of them where nothing is known."""
    if not inflects(language):
        return ALL_CASES
    read = [p for p in _parses(word.lower(), language) if p.tag.case in CASES]
    found = {CASES[p.tag.case] for p in read if p.is_known or _compound(p)}
    return frozenset(found) or ALL_CASES


def qualifies(word: str, noun: str, language: str) -> bool:
    """Whether a word may be an adjective of the noun behind it, in its case: "Джалал-Абадской" of "области", in a list of "областей"."""
    if not inflects(language) or not is_noun(noun, language):
        return False
    last = word.lower().rpartition("-")[2]
    adjectives = [p for p in _parses(last, language) if p.tag.POS == "ADJF" and "Poss" not in p.tag]
    return bool({p.tag.case for p in adjectives} & {p.tag.case for p in _parses(noun.lower(), language) if p.tag.POS == "NOUN"})


def is_verb(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a finite verb, an adverbial participle or a short participle."""
    if not inflects(language):
        return False
    parses = _parses(word.lower(), language)
    return bool(parses) and parses[0].tag.POS in {"VERB", "GRND", "PRTS", "PRED"} and parses[0].is_known


def is_plural(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a plural."""
    if not inflects(language):
        return False
    parses = _parses(word.lower(), language)
    return bool(parses) and str(parses[0].tag.number) == "plur"


def is_place(word: str, language: str) -> bool:
    """Whether the dictionary knows a word as the name of a place, in the nominative."""
    return inflects(language) and any(
        p.is_known and "Geox" in p.tag and p.tag.case == "nomn" for p in _parses(word.lower(), language)
    )


def place_forms(name: str, language: str) -> tuple[str, ...]:
    """What the name of a place may be in the nominative, likely forms first; nothing in a language without cases."""
    if not inflects(language):
        return ()
    *before, last = name.split(" ")
    if before:
        return (nominative(name, language),)
    known = [p.inflect({"nomn"}) for p in _parses(last.lower(), language) if p.is_known and "Geox" in p.tag]
    forms = [_like(last, form.word) for form in known if form is not None]
    table = _words(language).table("place")
    for ending in (e for e in (last[-2:], last[-1:]) if e in table):
        forms += [last.removesuffix(ending) + new for new in table[ending]]
    return tuple(dict.fromkeys(forms))


def name_kind(word: str, language: str) -> NameKind:
    """Whether a capitalised word is a patronymic, a known name, unknown, or an ordinary word of the dictionary."""
    if not inflects(language):
        return NameKind.UNKNOWN
    if _readings_of_table(word, _words(language).table("patronymic")) and len(word) > 5:
        return NameKind.PATRONYMIC
    parses = _parses(word.lower(), language)
    known = [p for p in parses if p.is_known]
    if any({"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in known):
        return NameKind.NAME
    if not known and "-" in word and all(name_kind(part, language) is NameKind.WORD for part in word.split("-")):
        return NameKind.WORD
    return NameKind.WORD if known else NameKind.UNKNOWN


def nominative(phrase: str, language: str, *, singular: bool = False) -> str:
    """A noun phrase with its head and the adjectives before it in the nominative; all behind the head stays.

    The number stays too, unless `singular`. A phrase that may be a nominative as it is, is left alone.
    """
    if not inflects(language):
        return phrase
    words = phrase.split(" ")
    fixed = next((i for i, w in enumerate(words) if i and _is_preposition(w, language)), len(words))
    head = next((i for i, w in enumerate(words[:fixed]) if is_noun(w, language)), None)
    if head is None:
        return phrase if _agrees_in_nominative(words[:fixed], language) else _first_participle(words, language)
    parses = [p for p in _parses(_bare(words[head]), language) if p.tag.POS == "NOUN"]
    alone = [p for p in parses if p.tag.number == "sing"]
    if not parses[0].is_known and not (words[head].islower() and _compound(parses[0])):
        return phrase
    if head and _governs(words[0], words[head], language):
        return _first_participle(words, language)
    if (
        any(p.tag.case == "nomn" for p in (alone or parses))
        and not (singular and not alone)
        and _agrees_in_nominative(words[:head], language)
    ):
        return phrase
    noun = (alone or parses)[0]
    number = "sing" if singular else str(noun.tag.number or "sing")
    gender = str(noun.tag.gender or "masc")
    bent = noun.inflect({"nomn", number})
    done = [_adjective(w, number, gender, language) for w in words[:head]]
    done.append(_like(words[head], bent.word if bent else _bare(words[head])))
    return " ".join([*done, *words[head + 1 :]])


def nominative_name(parts: Sequence[str], language: str, *, within: frozenset[str] = ALL_CASES) -> tuple[str, ...]:
    """The parts of a personal name in the nominative.

    `within`: the cases that the words around allow (those of the title or the honorific before the name). The readings of
    the parts must agree in gender and case; a nominative reading wins where several do.
    """
    if not inflects(language):
        return tuple(parts)
    tables = [_readings(part, language) for part in parts]
    best: tuple[tuple[float, int], tuple[str, ...]] | None = None
    for gender, case in product("mf", "nagdil"):
        if case not in within:
            continue
        forms = [_form(table, gender, case, part) for table, part in zip(tables, parts, strict=True)]
        rank = (_strangeness(forms, parts, within), "nagdil".index(case))
        if best is None or rank < best[0]:
            best = (rank, tuple(f or p for f, p in zip(forms, parts, strict=True)))
    return best[1] if best else tuple(parts)


def _strangeness(forms: Sequence[str | None], parts: Sequence[str], within: frozenset[str]) -> float:
    """How many parts a reading leaves out.

    Where the words around say another case than the nominative, a name of which nothing changes is the stranger reading, and
    a first part that never changes is half a part (the family name of "Шэнь Байюем").
    """
    unread = sum(f is None for f in forms)
    if "n" in within:
        return unread
    changed = any(f is not None and f != p for f, p in zip(forms, parts, strict=True))
    if unread == 1 and forms[0] is None and changed:
        return 0.5
    return unread + (0.0 if changed else 0.7)


def _form(table: Sequence[Reading], gender: str, case: str, part: str) -> str | None:
    fitting = [form for g, c, form in table if g in {gender, ""} and case in c]
    if fitting:
        return fitting[0]
    return part if not table else None


def _readings(part: str, language: str) -> list[Reading]:
    """How a part of a name may be read; empty for an initial or a form that never changes."""
    if "-" in part:
        return _readings_of_hyphenated(part, language)
    if len(part.rstrip(".")) < 3 or not part[0].isupper():
        return []
    words = _words(language)
    for name in ("patronymic", "family"):
        if found := _readings_of_table(part, words.table(name)):
            return found
    known = _dictionary_readings(part, language)
    return known or [("", "n", part), ("f", "gdail", part), *_readings_of_table(part, words.table("other"))]


def _readings_of_hyphenated(part: str, language: str) -> list[Reading]:
    left, _, right = part.rpartition("-")
    before = {c for _, cases_, _ in _readings(left, language) for c in cases_}
    bent = _adjectival_readings(right, language)
    plain = [reading for reading in _readings(right, language) if not bent or reading[1] == "n"]
    return [
        (gender, case, f"{nominative_name((left,), language, within=frozenset(case))[0] if case != 'n' else left}-{form}")
        for gender, case, form in [*bent, *plain]
        if case != "n" or not before or "n" in before
    ]


def _adjectival_readings(part: str, language: str) -> list[Reading]:
    """A part of a family name that is an adjective: "Тихой" of Тихая."""
    found = [p for p in _parses(part.lower(), language) if p.is_known and p.tag.POS == "ADJF" and p.tag.number == "sing"]
    genders = {"masc": "m", "femn": "f"}
    bent = [(genders.get(str(p.tag.gender)), CASES.get(str(p.tag.case)), p.inflect({"nomn"})) for p in found]
    return [(gender, case, _like(part, form.word)) for gender, case, form in bent if gender and case and form is not None]


def _readings_of_table(part: str, table: dict[str, list[list[str]]]) -> list[Reading]:
    lower = part.lower()
    for length in range(min(5, len(part) - 2), 0, -1):
        rows = table.get(lower[-length:])
        if rows:
            return [(g, c, _like(part, lower[:-length] + ending)) for g, c, ending in rows]
    return []


def _dictionary_readings(part: str, language: str) -> list[Reading]:
    found: list[Reading] = []
    for parse in _parses(part.lower(), language):
        if not parse.is_known or not {"Name", "Surn"} & set(parse.tag.grammemes) or str(parse.tag.number) != "sing":
            continue
        bent = parse.inflect({"nomn"})
        gender = {"masc": "m", "femn": "f"}.get(str(parse.tag.gender), "")
        if bent is not None and parse.tag.case in CASES:
            found.append((gender, CASES[parse.tag.case], _like(part, bent.word)))
    return found


def is_noun(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a noun."""
    if not word[:1].isalpha() or (word.isupper() and len(word) > 1):
        return False
    parses = _parses(_bare(word), language)
    return bool(parses) and parses[0].tag.POS == "NOUN"


def _governs(first: str, noun: str, language: str) -> bool:
    """Whether a participle has the noun for its object: "исполняющим обязанности"."""
    parses = _parses(_bare(first), language)
    if not parses or parses[0].tag.POS != "PRTF":
        return False
    takes = {"tran", "actv"} <= set(parses[0].tag.grammemes) and "a" in cases(noun, language)
    return takes or not cases(first, language) & cases(noun, language) - {"d"}


def _compound(parse: Any) -> bool:
    """Whether a word of no dictionary is one of the dictionary behind a prefix ("содиректор")."""
    return any(type(step[0]).__name__ == "DictionaryAnalyzer" for step in parse.methods_stack)


def _is_preposition(word: str, language: str) -> bool:
    parses = _parses(_bare(word), language)
    return bool(parses) and parses[0].tag.POS == "PREP"


def _agrees_in_nominative(words: Sequence[str], language: str) -> bool:
    return all("n" in cases(_bare(w), language) for w in words if w[:1].isalpha() and len(w) > 2)


def _first_participle(words: Sequence[str], language: str) -> str:
    parses = _parses(_bare(words[0]), language)
    gender = str(parses[0].tag.gender or "masc") if parses else "masc"
    bent = [_adjective(w, "sing", gender, language) if i == 0 else w for i, w in enumerate(words)]
    return " ".join(bent)


def _adjective(word: str, number: str, gender: str, language: str) -> str:
    parse = next((p for p in _parses(_bare(word), language) if p.tag.POS in ADJECTIVES), None)
    if parse is None:
        return word
    bent = parse.inflect({"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender})
    return _like(word, bent.word) if bent else word


def _bare(word: str) -> str:
    return word.lower().strip('«»„“”"().,;:')


def _like(model: str, word: str) -> str:
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


@cache
def _words(language: str) -> Lexicon:
    return lexicon.read(language, "morphology")


@cache
def analyser(dictionary: str) -> MorphAnalyzer:
    """The analyser of a dictionary of pymorphy3, loaded once for all who ask."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=dictionary)


@lru_cache(maxsize=65536)
def _parses(word: str, language: str) -> tuple[Any, ...]:
    return tuple(analyser(str(_words(language).words["dictionary"])).parse(word))


@lru_cache(maxsize=65536)
def _lemma(word: str, language: str) -> str:
    parses = _parses(word, language)
    return str(parses[0].normal_form) if parses else word
