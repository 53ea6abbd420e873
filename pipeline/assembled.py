"""Reading an assembled model without what its folder makes needless.

The folder of a model carries all that its tokenizer goes by. spaCy first builds a tokenizer from its own data of the language, only
to replace it: for French that takes two seconds, nearly all of them for one pattern. Tokens are the same either way; what a token
has beside, by spaCy's data of the language (`is_stop`, `like_num`), no extractor asks for, and `spacy.load` still gives.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from spacy.language import BaseDefaults, Language
from spacy.util import get_lang_class, get_model_meta, load_config

# A class of letters, of all scripts together, and how often it may stand: what takes long to compile.
_LETTERS = re.compile(r"(\[[^]]{200,}\][*+?]?)")
# How spaCy writes a pattern of whole words with many alternatives.
_OPENING, _BETWEEN, _CLOSING = "(?iu)(?:^", "$)|(?:^", "$)"


class _Carried(BaseDefaults):
    """Nothing: it comes with the model."""

    tokenizer_exceptions: dict[str, list[dict[str, str]]] = {}  # noqa: RUF012  (as in the base class)
    prefixes = suffixes = infixes = None
    url_match = None


def read(folder: Path) -> Language:
    """The model in a folder, as `spacy.load` reads it. Raises OSError, ValueError or KeyError, where it is none."""
    config = load_config(folder / "config.cfg")
    language = str(config["nlp"]["lang"])
    plain = config["nlp"]["tokenizer"]["@tokenizers"] == "spacy.Tokenizer.v1"
    kind = _bare(language) if plain else get_lang_class(language)
    return kind.from_config(config, meta=get_model_meta(folder)).from_disk(folder)


@cache
def _bare(language: str) -> type[Language]:
    """A pipeline of a language that has its words from the model only."""
    return type("Bare", (Language,), {"lang": language, "Defaults": _Carried})


def slim(nlp: Language) -> None:
    """Let the tokenizer of a model know whole words by a pattern that compiles fast, before it is saved."""
    tokenizer: Any = nlp.tokenizer
    if getattr(tokenizer, "token_match", None) is not None:
        tokenizer.token_match = re.compile(merged(tokenizer.token_match.__self__.pattern)).match


def merged(pattern: str) -> str:
    """The same pattern of whole words, with alternatives that differ in one place only written as one.

    spaCy's for French has 266 alternatives with two or three classes of all letters each. A pattern that is not laid out like
    that stays as it is.
    """
    if not (pattern.startswith(_OPENING) and pattern.endswith(_CLOSING)):
        return pattern
    ways = [tuple(_LETTERS.split(way)) for way in pattern[len(_OPENING) : -len(_CLOSING)].split(_BETWEEN)]
    for place in range(0, max(map(len, ways)), 2):
        ways = _merged_at(place, ways)
    return "(?iu)^(?:" + "|".join(map("".join, ways)) + ")$"


def _merged_at(place: int, ways: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Ways with those that differ only in one of their pieces as one; the order of whole words does not matter."""

    def rest(way: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return way[:place], way[place + 1 :]

    found = []
    for (before, after), alike in groupby(sorted(ways, key=rest), key=rest):
        pieces = [way[place] for way in alike if place < len(way)]
        found.append((*before, "(?:" + "|".join(pieces) + ")", *after) if len(pieces) > 1 else (*before, *pieces, *after))
    return found
