"""Units that a text coins: "seed bank", "repair café", "обсерватория", 天文台, where no lexicon knows them as sites of a network.

Sites of a network are an open class. A noun phrase is taken for one where the text itself gives it away twice: an ordinal
hangs on it ("the seventh seed bank", "the café is the hundredth", "المرصد السابع"), and it heads a name ("Jomsom Seed Bank", "observatoire
de Douiret"). Nouns that are numbered and named for other reasons (forums, floors, universities, ministers) are data: `never`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline import numbers, phrases
from pipeline.coined import acting, measured
from pipeline.coined.forms import ARABIC, ENDING, JOINTS, alike, article, is_han, near, runs, stem, to_the
from pipeline.coined.hanging import beside
from pipeline.coined.index import Index
from pipeline.coined.measured import Measures
from pipeline.coined.nouns import Nouns, Words
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Word

__all__ = ["JOINTS", "Coined", "Nouns", "Words", "alike", "coin", "is_han", "named", "near", "occurrences", "stem"]


LONGEST_NOUN = 8
SHORTEST_NOUN = 2


@dataclass(frozen=True, slots=True)
class Coined:
    """A unit that a text coins: its folded words, as they stand beside the ordinal, and which of them is the head noun."""

    forms: tuple[str, ...]
    head: int

    @property
    def unit(self) -> str:
        """The words as one phrase; Chinese ones without spaces."""
        return ("" if is_han(self.forms[0]) else " ").join(self.forms)


def coin(text: str, words: Sequence[Word], language: str, *, known: Collection[int] = ()) -> list[Coined]:
    """The units that a text coins, each once, the longest first; `known` are words that belong to units of the lexicon."""
    said = Words.of(language)
    found: dict[tuple[str, ...], Coined] = {}
    numerals = list(numbers.among(text, words, language))
    told = {n for numeral in numerals if numeral.kind is Kind.ORDINAL for n in range(numeral.first, numeral.last)}
    index = Index(text, words, told)
    for numeral in numerals:
        if (numeral.kind is not Kind.ORDINAL and not numeral.label) or numeral.classifier in said.never:
            continue
        if said.dated(words, numeral.last):
            continue
        for first, last in beside(text, words, numeral, said):
            forms = tuple(word.form for word in words[first:last])
            if not told.isdisjoint(range(first, last)):
                continue
            if " ".join(forms) in said.places:
                continue
            if any(n in known for n in range(first, last)) or (is_han(forms[0]) and "".join(forms) in said.never):
                break
            if ARABIC.issuperset(forms[0][0]) and _inner(text, words, first, said):
                continue
            if said.plural and forms[-1].endswith(said.plural) and not _joined(words, numeral):
                continue
            head = index.names(first, last, said)
            if head is not None and (len(forms) > 1 or forms[0] not in said.bodies):
                found.setdefault(forms, Coined(forms, head))
                break
    if (measures := Measures.of(language)) is not None:
        found = {**_measured(text, words, language, measures, known), **found}
    return sorted(found.values(), key=lambda unit: -len(unit.forms))


def _measured(
    text: str, words: Sequence[Word], language: str, measures: Measures, known: Collection[int]
) -> dict[tuple[str, ...], Coined]:
    """The nouns that a measure word tells, each with those that end it: what is a 社区口腔诊室 is a 诊室 too."""
    found, said = dict[tuple[str, ...], Coined](), Words.of(language)
    counted = list(numbers.among(text, words, language))
    told = (run for run in measured.nouns(text, words, counted, measures) if not measures.listed(words, run))
    for first, last in (*acting.nouns(text, words, counted, measures), *told):
        if any(n in known for n in range(first, last)):
            continue
        for size in range(min(LONGEST_NOUN, last - first), SHORTEST_NOUN - 1, -1):
            forms = tuple(word.form for word in words[last - size : last])
            noun = "".join(forms)
            loose = size < last - first and noun in measures.general
            if all(map(is_han, forms)) and noun not in said.never and noun not in said.bodies and not loose:
                found[forms] = Coined(forms, size - 1)
    return found


def _inner(text: str, words: Sequence[Word], at: int, said: Words) -> bool:
    """Whether an Arabic word stands inside a phrase: behind a definite word, behind a noun that it is the name of, or as its purpose."""
    if words[at].form.startswith(to_the()):
        return True
    if not near(text, words, at):
        return False
    forms = (form for _, form in phrases.readings(words[at - 1].form))
    return any(form.startswith((article(), to_the())) or form in said.bodies for form in forms)


def _joined(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether an ordinal ends as the word two before it does ("the sixth and seventh boathouses")."""
    before = words[numeral.first - 2].form if numeral.first > 1 else ""
    return before[-ENDING + 1 :] == words[numeral.last - 1].form[-ENDING + 1 :]


def occurrences(text: str, words: Sequence[Word], coined: Sequence[Coined]) -> Iterator[tuple[int, int, Coined]]:
    """Where coined units stand, in any of their inflected forms, from left to right, none inside another: (first, last, unit)."""
    opening: dict[str, list[Coined]] = {}
    for known in coined:
        opening.setdefault(stem(known.forms[0]), []).append(known)
    at = 0
    while opening and at < len(words):
        unit = next((u for u in opening.get(stem(words[at].form), ()) if runs(text, words, at, u.forms)), None)
        if unit is not None:
            yield at, at + len(unit.forms), unit
        at += len(unit.forms) if unit else 1


def named(text: str, words: Sequence[Word], language: str, *, first: int, last: int) -> bool:
    """Whether a noun stands at the head of a name here: "Osh Museum", "museo de Loja", "музей «Восход»"; never in Chinese."""
    if is_han(words[first].form):
        return False
    said, index = Words.of(language), Index(text, words[:0])
    index.words = words
    quoted = last < len(words) and "«" in text[words[last - 1].end : words[last].start]
    if said.heads == "last":
        return words[first].capital and index._capital_before(first)
    return quoted or index._name_behind(last, said)
