"""Chinese nouns of sites told by what is said of their names: 云顶观鸟廊昨日启用, 听涛书巢是全省第七家….

A name that opens, or of which an ordinal is said, is that of a site where it ends as the nouns of sites do, be its noun known or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.coined.forms import near
from pipeline.coined.measured import DOTS, Measures, Run, closed, ends, start_of
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Word

SHORTEST_NAME = 4
# As much of the noun as is sure to be no part of the rest of the name.
NOUN = 2
# From a name to its verb.
REACH = 24
OF = "的"
STRONG = frozenset("。！？；!?;\n")
MARKS = STRONG | frozenset("，,：:—")


def nouns(text: str, words: Sequence[Word], numerals: Sequence[Numeral], said: Measures) -> Iterator[Run]:
    """The nouns of the names that open, and of those of which an ordinal with a measure word of sites is said."""
    ordinals = [n for n in numerals if n.kind is Kind.ORDINAL and not n.label and n.classifier in said.measures]
    for first, last in _clauses(text, words):
        run = _subject(text, words, first, last, said)
        if run is None:
            continue
        if _opens(text, words, run[1], last, said):
            noun = _noun(words, run, said)
            if noun is not None:
                yield noun
        elif any(_said_of(text, words, run[1], n, said) for n in ordinals):
            yield _noun(words, run, said) or (run[1] - said.listed(words, run), run[1])


def _clauses(text: str, words: Sequence[Word]) -> Iterator[Run]:
    """The runs of words between two marks."""
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or MARKS & set(text[words[at - 1].end : words[at].start]):
            yield first, at
            first = at


def _subject(text: str, words: Sequence[Word], first: int, last: int, said: Measures) -> Run | None:
    """The first name of a site in a clause that nothing before it makes a place or a party: it begins the clause, or stands behind "of"."""
    for end in range(first + SHORTEST_NAME, last + 1):
        if not ends(text, words, end, said) or not (end == last or closed(text, words, end, said)):
            continue
        start = max(first, start_of(text, words, end, said))
        free = start == first or words[start - 1].form == OF or not near(text, words, start) or not _han(words[start - 1])
        if end - start >= SHORTEST_NAME and free and not _dotted(text, words, start, end):
            return start, end
    return None


def _dotted(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the dot of foreign names stands inside, and no noun before it: a person's name that ends as those of sites do."""
    dots = [n for n in range(max(1, start), end) if DOTS & set(text[words[n - 1].end : words[n].start])]
    return bool(dots) and words[dots[-1] - 1].form != words[end - 1].form


def _han(word: Word) -> bool:
    return word.form >= "\u3400"


def _opens(text: str, words: Sequence[Word], at: int, last: int, said: Measures) -> bool:
    """Whether a verb of opening follows in the clause."""
    return any(said.opening.at(text, words, n) is not None for n in range(at, min(at + REACH, last)))


def _said_of(text: str, words: Sequence[Word], at: int, numeral: Numeral, said: Measures) -> bool:
    """Whether an ordinal follows that a copula in the same sentence says of the name, which is no party to a deed ("X|与|Y签约")."""
    if not at < numeral.first <= at + 2 * REACH or STRONG & set(text[words[at - 1].end : numeral.start]):
        return False
    if said.parties.at(text, words, at) is not None and near(text, words, at):
        return False
    return any(said.copulas.at(text, words, n) is not None for n in range(at, numeral.first))


def _noun(words: Sequence[Word], run: Run, said: Measures) -> Run | None:
    """As much of its end as makes the noun of a name; None where the lexicon knows it."""
    return None if said.listed(words, run) else (run[1] - NOUN, run[1])
