"""Bodies that only quotation marks show, by what is theirs: "директор «Сигмы»", "коллектив «Сигмы»"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import morphology
from pipeline.names.genitive.inflection import DICTIONARY, readings
from pipeline.names.genitive.quotes import MARKS
from pipeline.names.genitive.words import Words
from pipeline.names.heads import Heads
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

LONGEST = 6


def owners(words: Sequence[Word], grammar: Words, heads: Heads) -> list[Phrase]:
    """Names in quotation marks right behind a post or another noun that is a body's, in the nominative.

    Not those of what the text elsewhere calls by a noun of its own ("студия «Свет»", "директор «Света»").
    """
    named = [at for at in range(len(words) - 2) if _opens(words, at + 1) and not _own(words[at], grammar)]
    called = {_stem(words, at + 1) for at in named if not _introduces(words[at], grammar)}
    called |= {stem.removesuffix("й") for stem in called}  # «Хангай», «Хангая»
    found = []
    for at, word in enumerate(words[:-2]):
        if not _opens(words, at + 1) or not _own(word, grammar) or _stem(words, at + 1) in called:
            continue
        last = next((n for n in range(at + 3, min(at + 3 + LONGEST, len(words))) if words[n].text in MARKS.values()), None)
        if last is None or not words[at + 2].capital:
            continue
        inner = words[at + 2 : last]
        written = " ".join(w.text for w in inner)
        name = morphology.nominative(written, DICTIONARY)
        found.append(Phrase(inner[0].start, inner[-1].end, word.start, word.end, "", specific=True, name=name))
    return found


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether quotation marks open right behind a word that is written small or opens a sentence."""
    return words[at].text in MARKS and words[at].near and words[at - 1].is_word


def _own(word: Word, grammar: Words) -> bool:
    return any(p.normal_form in grammar.owned for p in readings(word.lower))


def _introduces(word: Word, grammar: Words) -> bool:
    """Whether a noun only introduces a company's name ("компания «Сигма»")."""
    return any(p.normal_form in grammar.apposed for p in readings(word.lower))


def _stem(words: Sequence[Word], at: int) -> str:
    """The first word of a quoted name, as its forms compare."""
    return morphology.stem(words[at + 1].text, DICTIONARY) if at + 1 < len(words) else ""
