"""The number words of a language: `languages/<code>/numbers.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline import lexicon, phrases
from pipeline.lexicon import Lexicon
from pipeline.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a number in words: its value and how it joins the others."""

    value: int
    kind: str


CARDINAL, ORDINAL, SCALE, ORDINAL_SCALE, TEN = "cardinals", "ordinals", "scales", "ordinal_scales", "ten"


class Tables:
    """How one language writes numbers."""

    def __init__(self, words: Lexicon) -> None:
        tables = [
            (form, Part(v, kind)) for kind in (CARDINAL, ORDINAL, SCALE, ORDINAL_SCALE) for form, v in words.table(kind).items()
        ]
        # In a table of its own, because Arabic "ten" is also a cardinal.
        self.tens = Phrases((form, Part(10, TEN)) for form in words.list("ten"))
        self.beyond: Phrases[int] = Phrases(words.table("beyond").items())
        self.cardinals = frozenset(map(phrases.fold, words.table(CARDINAL)))
        self.parts = Phrases(tables, cased=False)
        self.approximate: Phrases[int] = Phrases(words.table("approximate").items(), cased=False)
        self.before: Phrases[str] = Phrases(words.table("before").items(), cased=False)
        self.after: Phrases[str] = Phrases(words.table("after").items(), cased=False)
        self.labels: Phrases[str] = Phrases(((label, label) for label in words.list("labels")), cased=False)
        self.classifiers: Phrases[str] = Phrases((c, c) for c in words.list("classifiers"))
        self.signs = frozenset(label for label in words.list("labels") if not phrases.split(label))
        self.joiners = frozenset(words.list("joiners"))
        self.suffixes = frozenset(map(phrases.fold, words.list("suffixes")))
        self.cardinal_suffixes = frozenset(map(phrases.fold, words.list("cardinal_suffixes")))
        self.roman_suffixes = frozenset(map(phrases.fold, words.list("roman_suffixes")))
        self.digit_prefixes = frozenset(map(phrases.fold, words.list("digit_prefixes")))
        self.ordinal_prefixes = frozenset(words.list("ordinal_prefixes"))
        self.firsts = frozenset(words.list("firsts"))
        self.ones = frozenset(words.list("ones"))
        self.thousands = frozenset(words.list("thousands"))
        self.hyphens = frozenset(words.list("hyphens"))
        self.roman = words.table("roman")
        self.vigesimal, self.ascending = bool(words.words.get("vigesimal")), bool(words.words.get("ascending"))
        self.composed, self.han = bool(words.words.get("composed_ordinals")), bool(words.words.get("han"))
        digits = frozenset([*words.table(CARDINAL), *words.table(SCALE)]) if self.han else frozenset[str]()
        self.han_starts = self.ordinal_prefixes | self.firsts | digits

    @staticmethod
    @cache
    def of(language: str) -> Tables:
        """The grammar of a language. Raises LexiconError where it has none."""
        return Tables(lexicon.read(language, "numbers"))
