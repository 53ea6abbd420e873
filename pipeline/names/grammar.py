"""The grammar of a language's names, as its data says: what kind it is and how it is held together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from pipeline.errors import LexiconError
from pipeline.names.capitals import CapitalGrammar, Heads, Joints
from pipeline.names.phrase import Phrase


class Grammar(Protocol):
    """Grows names around head nouns."""

    def find(self, text: str, heads: Heads) -> list[Phrase]:
        """The names of a text, in its order, none inside another."""

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The stretches where capitals prove nothing."""


GRAMMARS: dict[str, Callable[[Mapping[str, Any]], Grammar]] = {
    "capitals": lambda words: CapitalGrammar(Joints.read(words)),
}


def build(words: Mapping[str, Any]) -> Grammar:
    """The grammar that `words["grammar"]` names. Raises LexiconError for one that does not exist."""
    name = words.get("grammar")
    if name not in GRAMMARS:
        raise LexiconError(f"name_grammar: grammar is {name!r}, but the known ones are {', '.join(GRAMMARS)}")
    return GRAMMARS[name](words)


def heads(words: Mapping[str, Any]) -> Heads:
    """The heads of a lexicon, by direction."""
    return Heads(frozenset(words.get("last", ())), frozenset(words.get("first", ())), frozenset(words.get("lower_heads", ())))
