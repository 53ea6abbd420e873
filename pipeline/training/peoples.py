"""Corpora that take peoples and faiths for persons ("the Muslims", "the Normans"): such a mention is let go of.

The words of `templates/names.toml` say what a people is called; no list was made from the corpora.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from functools import cache

from pipeline.ner.features import fold, stem
from pipeline.training.corpus import LABELS, Sentence
from pipeline.training.mixing import Corpora
from pipeline.training.namesources import spellings

ARTICLE, FOR_THE, BEFORE = "ال", "لل", "وفبك"
"""The article, what it becomes behind "for", and the letters that may stand before it."""


def without_peoples(corpora: Corpora, named: Collection[str]) -> Corpora:
    """Give the corpora, those that are named without the persons that are peoples."""
    return {key: [_plain(one) for one in held] if key[1] in named else held for key, held in corpora.items()}


def is_people(name: str) -> bool:
    """Whether an Arabic word says a people or a faith: a listed one, or the article with the ending of many."""
    word = fold(name)
    base = stem(word)
    own = _words()
    if not word.lstrip(BEFORE).startswith((ARTICLE, FOR_THE)) or " " in word or base in own["bearers"]:
        return False
    return base in own["peoples"] or (len(base) > 3 and base.endswith(tuple(own["many"])))


def _plain(sentence: Sentence) -> Sentence:
    kept = (m for m in sentence.mentions if m.label != LABELS[0] or not is_people(sentence.text[m.start : m.end]))
    return dataclasses.replace(sentence, mentions=tuple(kept))


@cache
def _words() -> dict[str, frozenset[str]]:
    own = spellings()["arabic"]
    return {name: frozenset(map(fold, own[name])) for name in ("peoples", "bearers", "many")}
