"""The dictionary of an inflecting language: the readings of a word, likely ones first.

Which language inflects is data: `languages/<code>/morphology.toml` names a dictionary of pymorphy3 and the endings of names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pipeline import lexicon
from pipeline.lexicon import LANGUAGES, Lexicon

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

LONGEST_ENDING = 3
CASES = {"nomn": "n", "gent": "g", "gen2": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l", "loc2": "l", "voct": "n"}
ALL_CASES = frozenset("ngdail")
ADJECTIVES = frozenset({"ADJF", "PRTF"})


@cache
def inflects(language: str) -> bool:
    """Whether words of the language have cases that herald undoes."""
    return (LANGUAGES / language / "morphology.toml").exists()


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


def likeliest(parses: Sequence[Any]) -> Any:
    """The first reading; where it is a thing called by an adjective ("главное"), the adjective."""
    first = parses[0]
    if first.tag.POS != "NOUN" or first.tag.gender != "neut":
        return first
    return next((p for p in parses if p.tag.POS == "ADJF" and p.normal_form[:-2] == first.normal_form[:-2]), first)


def compound(parse: Any) -> bool:
    """Whether a word of no dictionary is one of the dictionary behind a prefix ("содиректор")."""
    return any(type(step[0]).__name__ == "DictionaryAnalyzer" for step in parse.methods_stack)


def bare(word: str) -> str:
    """A word in small letters, without the marks around it."""
    return word.lower().strip('«»„“”"().,;:')
