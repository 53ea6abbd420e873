"""Word forms of inflecting languages: the lemma of a word, the nominative of a phrase.

Which language inflects is data: `languages/<code>/morphology.toml` names a dictionary of pymorphy3 and the endings of names. In a
language without such a file every function here is the identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pipeline import lexicon, phrases
from pipeline.lexicon import LANGUAGES, Lexicon

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

__all__ = [
    "ALL_CASES",
    "CASES",
    "NameKind",
    "behind_verb",
    "cases",
    "ending_of",
    "gender",
    "governed",
    "inflects",
    "is_adjective",
    "is_adverb",
    "is_noun",
    "is_place",
    "is_plural",
    "is_verb",
    "lemma",
    "like",
    "name_kind",
    "nominative",
    "owns",
    "parses_of",
    "place_cases",
    "place_forms",
    "qualifies",
    "stem",
    "words_of",
]


LONGEST_ENDING = 3
CASES = {"nomn": "n", "gent": "g", "gen2": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l", "loc2": "l", "voct": "n"}
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
ADJECTIVES = frozenset({"ADJF", "PRTF"})
ALL_CASES = frozenset("ngdail")


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
    """The dictionary form, in lower case; the word itself where nothing is known.

    A participle that says what somebody does now is a word of its own ("заведующий"); the others are forms of their verb.
    """
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
    for ending in words_of(language).list("falling"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


def cases(word: str, language: str, *, number: str = "") -> frozenset[str]:
    """The cases in which a noun or adjective may stand ("n", "g", "d", "a", "i", "l"); all of them where nothing is known.

    `number`: only its readings in this one ("sing", "plur"), if it has any.
    """
    if not inflects(language):
        return ALL_CASES
    read = [p for p in parses_of(word.lower(), language) if p.tag.case in CASES]
    read = [p for p in read if str(p.tag.number) == number] or read
    found = {CASES[p.tag.case] for p in read if p.is_known or _compound(p)}
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
    if parse.tag.POS == "PRTS" or parse.normal_form.endswith("ся") or (gives and "intr" in parse.tag):
        return frozenset("n")
    acts = gives or parse.tag.POS == "INFN" or parse.tag.number == "plur" or parse.tag.gender == "neut"
    return frozenset("a") if acts and "tran" in parse.tag else frozenset()


def gender(phrase: str, language: str) -> str:
    """The gender of the first noun of a name in the nominative ("m", "f", "n"; "p" for a plural); empty where nothing is known."""
    if not inflects(language):
        return ""
    for word in phrase.split():
        nouns = [
            p for p in parses_of(_bare(word) or "-", language) if p.tag.POS == "NOUN" and p.tag.case == "nomn" and p.is_known
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


def is_adjective(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is an adjective or a participle in full form."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    return bool(parses) and parses[0].tag.POS in ADJECTIVES


def is_adverb(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is an adverb."""
    parses = parses_of(word.lower(), language) if inflects(language) else ()
    return bool(parses) and parses[0].tag.POS == "ADVB" and parses[0].is_known


def is_verb(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a finite verb, an adverbial participle or a short participle."""
    if not inflects(language):
        return False
    parses = parses_of(word.lower(), language)
    return bool(parses) and parses[0].tag.POS in {"VERB", "GRND", "PRTS", "PRED"} and parses[0].is_known


def is_plural(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a plural."""
    if not inflects(language):
        return False
    parses = parses_of(word.lower(), language)
    return bool(parses) and str(parses[0].tag.number) == "plur" and (parses[0].is_known or _compound(parses[0]))


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
    parses = [p for p in parses_of(_bare(words[head]), language) if p.tag.POS == "NOUN"]
    alone = [p for p in parses if p.tag.number == "sing"]
    if (pair := _pair(words[head], language)) is not None:
        return " ".join([*(_adjective(w, "sing", "masc", language) for w in words[:head]), pair, *words[head + 1 :]])
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
    done.append(like(words[head], bent.word if bent else _bare(words[head])))
    return " ".join([*done, *words[head + 1 :]])


def ending_of(word: str, table: dict[str, list[list[str]]]) -> str:
    """The longest ending of a table that a word has; none where what is left would be no word."""
    lower = word.lower()
    return next((lower[-n:] for n in range(min(5, len(word) - 2), 0, -1) if lower[-n:] in table), "")


def is_noun(word: str, language: str) -> bool:
    """Whether the likeliest reading of a word is a noun."""
    if not word[:1].isalpha() or (word.isupper() and len(word) > 1):
        return False
    parses = parses_of(_bare(word), language)
    return bool(parses) and _likeliest(parses).tag.POS == "NOUN"


def _pair(word: str, language: str) -> str | None:
    """Two nouns of the dictionary that a hyphen joins, in the nominative ("инженером-технологом"); None for any other word."""
    parts = word.split("-")
    if len(parts) != 2 or not word.islower() or parts[0] in words_of(language).list("stiff_parts"):
        return None
    nouns = [next((p for p in parses_of(part, language) if p.tag.POS == "NOUN" and p.is_known), None) for part in parts]
    bent = [noun.inflect({"nomn", "sing"}) for noun in nouns if noun is not None and noun.tag.number == "sing"]
    return "-".join(str(form.word) for form in bent) if len(bent) == 2 and None not in bent else None


def _governs(first: str, noun: str, language: str) -> bool:
    """Whether a participle has the noun for its object: "исполняющим обязанности", "заведующей кафедрой"."""
    parses = parses_of(_bare(first), language)
    if not parses or parses[0].tag.POS != "PRTF":
        return False
    if "Subx" in parses[0].tag and cases(noun, language) == frozenset("i"):
        return True
    takes = {"tran", "actv"} <= set(parses[0].tag.grammemes) and "a" in cases(noun, language)
    return takes or not cases(first, language) & cases(noun, language)


def _compound(parse: Any) -> bool:
    """Whether a word of no dictionary is one of the dictionary behind a prefix ("содиректор")."""
    return any(type(step[0]).__name__ == "DictionaryAnalyzer" for step in parse.methods_stack)


def _is_preposition(word: str, language: str) -> bool:
    parses = parses_of(_bare(word), language)
    return bool(parses) and parses[0].tag.POS == "PREP"


def _agrees_in_nominative(words: Sequence[str], language: str) -> bool:
    return all("n" in cases(_bare(w), language) for w in words if w[:1].isalpha() and len(w) > 2)


def _first_participle(words: Sequence[str], language: str) -> str:
    parses = parses_of(_bare(words[0]), language)
    gender = str(parses[0].tag.gender or "masc") if parses else "masc"
    bent = [_adjective(w, "sing", gender, language) if i == 0 else w for i, w in enumerate(words)]
    return " ".join(bent)


def _adjective(word: str, number: str, gender: str, language: str) -> str:
    parse = next((p for p in parses_of(_bare(word), language) if p.tag.POS in ADJECTIVES), None)
    if parse is None:
        return word
    bent = parse.inflect({"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender})
    return like(word, bent.word) if bent else word


def _bare(word: str) -> str:
    return word.lower().strip('«»„“”"().,;:')


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


@cache
def words_of(language: str) -> Lexicon:
    """What a language says of its word forms."""
    return lexicon.read(language, "morphology")


@cache
def analyser(dictionary: str) -> MorphAnalyzer:
    """The analyser of a dictionary of pymorphy3, loaded once for all who ask."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=dictionary)


@lru_cache(maxsize=65536)
def parses_of(word: str, language: str) -> tuple[Any, ...]:
    """The readings of a word by the dictionary of a language, likely ones first; of a stem that it lacks, those of its like."""
    words = words_of(language)
    for stem_, like_ in words.table("alike").items():
        if word.startswith(stem_) and len(word) <= len(stem_) + LONGEST_ENDING:
            model = analyser(str(words.words["dictionary"])).parse(like_ + word[len(stem_) :])
            return tuple(Alike(parse, stem_, like_) for parse in model if parse.is_known and parse.normal_form == like_)
    return tuple(analyser(str(words.words["dictionary"])).parse(word))


@dataclass(frozen=True, slots=True)
class Alike:
    """A reading of a word that the dictionary lacks ("хаба"), after that of a word that bends alike ("клуба")."""

    model: Any
    stem: str
    like: str

    @property
    def word(self) -> str:
        """The form."""
        return self.stem + str(self.model.word).removeprefix(self.like)

    @property
    def normal_form(self) -> str:
        """The form in the dictionary."""
        return self.stem + str(self.model.normal_form).removeprefix(self.like)

    @property
    def tag(self) -> Any:
        """The grammatical tag."""
        return self.model.tag

    @property
    def is_known(self) -> bool:
        """It is, by its like."""
        return True

    @property
    def methods_stack(self) -> Any:
        """How the model was read."""
        return self.model.methods_stack

    def inflect(self, grammemes: set[str]) -> Alike | None:
        """The same word in another form."""
        bent = self.model.inflect(grammemes)
        return Alike(bent, self.stem, self.like) if bent is not None else None


@lru_cache(maxsize=65536)
def _lemma(word: str, language: str) -> str:
    parses = parses_of(word, language)
    if not parses:
        return word
    first = _likeliest(parses)
    if {"PRTF", "pres", "actv"} <= set(first.tag.grammemes) and (bent := first.inflect({"nomn", "sing", "masc"})) is not None:
        return str(bent.word)
    return str(first.normal_form)


def _likeliest(parses: Sequence[Any]) -> Any:
    """The first reading; where it is a thing called by an adjective ("главное"), the adjective."""
    first = parses[0]
    if first.tag.POS != "NOUN" or first.tag.gender != "neut":
        return first
    return next((p for p in parses if p.tag.POS == "ADJF" and p.normal_form[:-2] == first.normal_form[:-2]), first)
