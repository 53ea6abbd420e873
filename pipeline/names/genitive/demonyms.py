"""Adjectives made of the names of towns and rivers ("калужский"), which in small letters say where a body is, and name it not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.names.genitive.inflection import is_place, readings


@dataclass(frozen=True, slots=True)
class Demonyms:
    """Tells such adjectives. `endings`: of the adjective, and what the place ends in; `others`: adjectives of nations and of no place."""

    endings: tuple[tuple[str, str], ...]
    others: frozenset[str]

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> Demonyms:
        """From the lexicon `name_grammar` of a language, with its adjectives of countries."""
        endings = tuple((str(a), str(b)) for a, b in words.get("place_adjectives", ()))
        return cls(endings, frozenset({*words.get("adjectives", ()), *words.get("not_demonyms", ())}))

    def tells(self, word: str) -> bool:
        """Whether a word in small letters can be such an adjective, in whatever form."""
        forms = {p.normal_form for p in readings(word) if "ADJF" in p.tag}
        return word not in self.others and any(self._made(form) for form in forms - self.others)

    def _made(self, form: str) -> bool:
        return any(form.endswith(end) and is_place(form.removesuffix(end) + noun) for end, noun in self.endings)
