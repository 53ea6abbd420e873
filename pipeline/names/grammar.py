"""The grammar of a language's names, as its data says: what kind it is and how it is held together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from pipeline.errors import LexiconError
from pipeline.names.capitals.grammar import CapitalGrammar
from pipeline.names.capitals.joints import Joints
from pipeline.names.construct.grammar import ConstructGrammar
from pipeline.names.construct.ties import Ties
from pipeline.names.genitive.demonyms import Demonyms
from pipeline.names.genitive.grammar import GenitiveGrammar
from pipeline.names.genitive.words import Words
from pipeline.names.han.bounds import Bounds
from pipeline.names.han.grammar import HanGrammar
from pipeline.names.heads import Heads
from pipeline.names.holders import Holders
from pipeline.names.phrase import Phrase


class Grammar(Protocol):
    """Grows names around head nouns."""

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The names of a text, in its order, none inside another; `sites`: where a thing stands may be part of its name."""

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The stretches where capitals prove nothing."""


GRAMMARS: dict[str, Callable[[Mapping[str, Any], Collection[str]], Grammar]] = {
    "capitals": lambda words, places: CapitalGrammar(Joints.read(words, places), Holders.read(words)),
    "han": lambda words, places: HanGrammar(Bounds.read(words, places)),
    "construct": lambda words, places: ConstructGrammar(Ties.read(words, places)),
    "genitive": lambda words, _: GenitiveGrammar(Words.read(words), Demonyms.read(words)),
}


def build(words: Mapping[str, Any], places: Collection[str] = ()) -> Grammar:
    """The grammar that `words["grammar"]` names. Raises LexiconError for one that does not exist."""
    name = words.get("grammar")
    if name not in GRAMMARS:
        raise LexiconError(f"name_grammar: grammar is {name!r}, but the known ones are {', '.join(GRAMMARS)}")
    return GRAMMARS[name](words, places)


def heads(words: Mapping[str, Any]) -> Heads:
    """The heads of a lexicon, by direction."""
    return Heads(frozenset(words.get("last", ())), frozenset(words.get("first", ())), frozenset(words.get("lower_heads", ())))


def unit_heads(words: Mapping[str, Any]) -> Heads:
    """The nouns that are counted as centres, and the institutions that may be one, by direction."""
    nouns = frozenset(form.casefold() for form in words.get("heads", {}) if " " not in form and not is_plural(form, words))
    nouns |= frozenset(words.get("sites", ()))
    forms = {False: frozenset[str](), True: nouns}
    last, first = frozenset(words.get("last", ())), frozenset(words.get("first", ()))
    first_order = words.get("order") == "first"
    may = frozenset(words.get("may_be_centres", ()))
    return Heads(
        (last & may) | forms[not first_order],
        (first & may) | forms[first_order],
        frozenset(words.get("lower_heads", ())) | (nouns if first_order else frozenset()),
    )


def is_plural(form: str, words: Mapping[str, Any]) -> bool:
    """Whether a form of a unit is a plural, which names no centre: by list, by ending, or because it adds an ending to another form."""
    bare = form.removeprefix(words.get("article", ""))
    if bare in words.get("plurals", ()) or any(_adds(bare, end, words) for end in words.get("plural_endings", ())):
        return True
    marks = [(mark, "") for mark in words.get("plural_marks", ())] + [(a, b) for a, b in words.get("plural_changes", ())]
    return any(form.endswith(mark) and form.removesuffix(mark) + end in words["heads"] for mark, end in marks)


def _adds(form: str, ending: str, words: Mapping[str, Any]) -> bool:
    """Whether a form is another one with an ending of plurals or pairs: "ورشات" and "ورشتان" of "ورشة", not "بستان"."""
    if not form.endswith(ending):
        return False
    stem, feminine, bound = form.removesuffix(ending), words.get("feminine", ""), words.get("feminine_bound", "\0")
    return any(one in words["heads"] for one in (stem, stem + feminine, stem.removesuffix(bound) + feminine))
